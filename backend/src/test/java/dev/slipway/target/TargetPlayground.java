package dev.slipway.target;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What a contract test needs of a kind of target: a placement to play at, and releases that behave as asked. */
public interface TargetPlayground {

    /** A new client of the same place each time, as a portal that was just started would have. */
    DeploymentTarget target();

    PlacementKey placement();

    /** How many instances the releases ask for. */
    int desired();

    Revision good(String version);

    /** Ends before it is healthy. */
    Revision crashing(String version);

    /** Runs, and answers that it is not well. */
    Revision neverHealthy(String version);

    /** Good, after more than one look. */
    Revision slow(String version);

    /** A one-off command that prints the text, a line, and ends with the exit code. */
    List<String> printing(String text, int exitCode);

    /** A one-off command that does not end by itself within a minute. */
    List<String> lasting();

    /** Its artifact is not where it should be. */
    Revision withoutArtifact(String version);

    /** Settings that the target must refuse. */
    TargetSettings invalidSettings();

    /** Lets time pass between two looks; waits as little as the place allows. */
    void pass(Duration time);

    /** Makes the target's clock go on at once, as far as the place allows. */
    void skip(Duration time);

    /** Makes the place unreachable, or out of order, until closed. */
    Outage outage() throws IOException;

    /** A time in which the place cannot be asked. */
    interface Outage extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** How many processes, tasks or pods were ever started with this version. */
    int starts(String version);
}
