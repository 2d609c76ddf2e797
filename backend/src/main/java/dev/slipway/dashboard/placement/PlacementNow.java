package dev.slipway.dashboard.placement;

import dev.slipway.catalog.Placement;
import dev.slipway.health.Observed;
import dev.slipway.health.Series;
import dev.slipway.job.Job;
import dev.slipway.job.VerifiedRevision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a placement at one moment.
 *
 * @param job that changes it, or is next to
 * @param past of the stretch of time that is looked at
 * @param broke null if it was not seen to break lately
 */
public record PlacementNow(
        Placement placement,
        @Nullable Observed observed,
        @Nullable VerifiedRevision verified,
        @Nullable Job job,
        Past past,
        @Nullable Breakage broke) {

    /** Figures, and what happened, newest first. */
    public record Past(Instant from, Instant until, Series figures, List<Happening> happenings) {

        public Past {
            happenings = List.copyOf(happenings);
        }
    }
}
