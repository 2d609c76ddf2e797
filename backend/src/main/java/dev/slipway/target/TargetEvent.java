package dev.slipway.target;

import java.time.Instant;

/**
 * Something a target did or saw during a deployment.
 *
 * @param cursor increases within a deployment; the first is 1
 */
public record TargetEvent(long cursor, Instant at, Level level, String message) {

    /** How much it matters. */
    public enum Level {
        INFO,
        GOOD,
        WARN,
        BAD
    }
}
