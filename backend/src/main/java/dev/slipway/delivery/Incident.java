package dev.slipway.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From a change that failed until its placement was proven to be well again.
 *
 * @param cause the first deployment that failed
 * @param since when the failed change began; for one that was undone later, when that began
 * @param end what left the placement proven again; null if nothing did within the window
 */
public record Incident(
        Deployment cause, Instant since, @Nullable Deployment end) {

    /** Null while it is open. */
    public @Nullable Duration lasted() {
        return end == null ? null : Duration.between(since, end.ended());
    }
}
