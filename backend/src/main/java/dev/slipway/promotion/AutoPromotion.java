package dev.slipway.promotion;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An environment that takes by itself what is verified where its releases come from.
 *
 * @param pipeline null for the usual one
 * @param pause null while it is at work
 * @param note what keeps something from being promoted now, for people; null if nothing does
 */
public record AutoPromotion(
        String environment,
        @Nullable String pipeline,
        @Nullable Pause pause,
        @Nullable String note) {

    /** Who stopped it, the portal itself when somebody went back by hand, and why; it stays so until a person resumes it. */
    public record Pause(Instant at, String by, String reason) {}

    public boolean paused() {
        return pause != null;
    }
}
