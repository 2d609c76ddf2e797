package dev.slipway.dashboard.placement;

import dev.slipway.web.Glyph;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at a placement, or that may have had an effect on it.
 *
 * @param until when it was over, if it lasted
 * @param href page of the portal that tells more
 */
public record Happening(
        Instant at,
        @Nullable Instant until,
        Sort sort,
        Glyph glyph,
        String title,
        String detail,
        @Nullable String href) {

    /** What sort of thing. */
    public enum Sort {
        DEPLOY,
        JOB,
        HEALTH,
        DRIFT,
        SCALE,
        ALERT,
        FREEZE,
        DEFINITION;

        /** Whether it may be a cause rather than a sign. */
        public boolean isChange() {
            return this != HEALTH && this != ALERT;
        }
    }
}
