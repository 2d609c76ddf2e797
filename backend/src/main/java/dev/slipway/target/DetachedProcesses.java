package dev.slipway.target;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands on this machine that outlive the portal: each under a key, in a session of its own, its output in a
 * file and its exit code kept, so that another portal process finds it again by pid and start time. What is kept of a
 * command that has ended goes away after some days.
 */
public interface DetachedProcesses {

    /** Starts the command, unless one was ever started under this key. It begins a moment later. */
    void start(String key, Command command) throws IOException;

    State look(String key) throws IOException;

    /** Waits until it has printed something or ended, so that its first line need not wait for the next look. */
    void awaitSign(String key, Duration atMost) throws IOException, InterruptedException;

    /** What it printed from byte {@code offset} on; the same offset twice gives the same bytes. */
    LogSlice read(String key, long offset, int maxBytes) throws IOException;

    /** Asks it and all it has started to end, or with {@code force} ends them. A command that has not begun never will. */
    void stop(String key, boolean force) throws IOException;

    /**
     * What is run.
     *
     * @param arguments argument vector; never goes through a shell
     * @param environment added to what every command is given (PATH, HOME and the like)
     * @param folder where it runs; empty: an empty folder of its own
     */
    record Command(List<String> arguments, Map<String, String> environment, Optional<Path> folder) {

        public Command {
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }
    }

    /** How far a command is. */
    sealed interface State {

        /** Nothing was started under the key. */
        record NotStarted() implements State {}

        /** It runs, or is about to. */
        record Running() implements State {}

        /** @param exitCode null when it was lost, such as by a restart of the machine */
        record Ended(@Nullable Integer exitCode) implements State {}
    }
}
