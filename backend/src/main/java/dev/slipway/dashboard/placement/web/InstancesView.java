package dev.slipway.dashboard.placement.web;

import dev.slipway.dashboard.placement.PlacementNow;
import dev.slipway.dashboard.web.DashboardWords;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs, one by one.
 *
 * @param stale whether this is what was seen before the target ceased to answer
 */
record InstancesView(boolean stale, List<Row> rows) {

    /** One of them. */
    record Row(
            String id,
            Glyph glyph,
            String answer,
            String version,
            String digest,
            Instant startedAt,
            int restarts,
            @Nullable Integer exit,
            @Nullable String address) {}

    static InstancesView of(PlacementNow now) {
        var observed = now.observed();
        var seen = observed == null ? null : observed.seen();
        var stale = observed != null && observed.health() == Health.UNKNOWN;
        return new InstancesView(
                stale,
                seen == null
                        ? List.of()
                        : seen.instances().stream().map(one -> row(one, stale)).toList());
    }

    private static Row row(Observation.Instance one, boolean stale) {
        return new Row(
                one.id(),
                DashboardWords.glyph(stale ? Health.UNKNOWN : one.health()),
                one.healthAnswer(),
                one.version(),
                one.digest().abbreviated(),
                one.startedAt(),
                one.restarts(),
                one.lastExitCode(),
                one.address());
    }
}
