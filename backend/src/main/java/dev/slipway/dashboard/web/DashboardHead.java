package dev.slipway.dashboard.web;

import dev.slipway.dashboard.Overview;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The line below the project's name.
 *
 * @param seen when the placement was seen that was looked at least recently
 */
record DashboardHead(
        int services, int environments, @Nullable Instant seen) {

    static DashboardHead of(Overview overview) {
        var seen = overview.placements().values().stream()
                .map(at -> at.observed() == null || at.observed().seen() == null
                        ? null
                        : at.observed().seen().seen())
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        return new DashboardHead(
                overview.project().services().size(),
                overview.project().environments().size(),
                seen);
    }
}
