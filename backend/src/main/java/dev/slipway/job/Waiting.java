package dev.slipway.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a job waits for.
 *
 * @param reason one line for people, such as {@code #12 of Ada deploys web here}
 * @param until when it looks again, if a time is known
 */
public record Waiting(For what, String reason, @Nullable Instant until) {

    /** Sorts of waiting. */
    public enum For {
        /** Another job holds a placement. */
        LOCK,
        /** A gate is closed. */
        GATE,
        /** A time must pass. */
        TIME,
        /** A person must answer. */
        DECISION
    }
}
