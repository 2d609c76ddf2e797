package demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Loading of the tables a release needs before it can serve. */
public record WarmUp(Instant start, Duration takes, Clock clock) {

    public boolean done() {
        return percent() == 100;
    }

    public int percent() {
        var passed = Duration.between(start, clock.instant()).toMillis();
        return takes.isZero() ? 100 : (int) Math.min(100, passed * 100 / takes.toMillis());
    }
}
