package dev.slipway.freeze;

import java.time.Instant;

/**
 * A window in which nothing may be deployed, or the only ones in which it may.
 *
 * @param reason shown to everybody whom it holds
 * @param by who made it, as people read it
 */
public record Freeze(
        long id, String title, Kind kind, Scope scope, Window window, String reason, String by, Instant madeAt) {

    /** What a window is for. */
    public enum Kind {
        /** Nothing passes in it. */
        DENY,
        /** Something passes only in it, or in another such window of the scope. */
        ALLOW
    }
}
