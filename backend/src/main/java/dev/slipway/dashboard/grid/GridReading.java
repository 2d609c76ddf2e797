package dev.slipway.dashboard.grid;

import dev.slipway.catalog.Project;
import dev.slipway.health.Observed;
import dev.slipway.job.Job;
import dev.slipway.job.ProvenVersion;
import dev.slipway.job.RolledBack;
import dev.slipway.target.PlacementKey;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the grid is made of, as it was read last. What of it is shown is decided when it is shown: a look grows old whether
 * or not it is read again.
 *
 * @param keys of the placements that are defined
 */
record GridReading(
        List<Project> projects,
        List<PlacementKey> keys,
        Map<PlacementKey, Observed> observed,
        Work work,
        Alerts alerts) {

    /** What jobs did and do, by placement. */
    record Work(
            Map<PlacementKey, ProvenVersion> proven,
            Map<PlacementKey, Job> changing,
            Map<PlacementKey, RolledBack> rolledBack) {

        /** The same with what jobs do now, and with what is proven now at some placements. */
        Work with(Collection<PlacementKey> some, Work now) {
            return new Work(replaced(proven, some, now.proven), now.changing, now.rolledBack);
        }
    }

    /** How many alerts are open about each placement, by its text. */
    record Alerts(Map<String, Integer> open) {}

    /** The same with what is seen now of some placements; one of which nothing is known any more is left out. */
    GridReading seen(Collection<PlacementKey> some, Map<PlacementKey, Observed> now) {
        return new GridReading(projects, keys, replaced(observed, some, now), work, alerts);
    }

    GridReading with(Work now) {
        return new GridReading(projects, keys, observed, now, alerts);
    }

    GridReading with(Alerts now) {
        return new GridReading(projects, keys, observed, work, now);
    }

    GridState state(Instant now) {
        return new GridState(
                now,
                projects,
                keys.stream().map(key -> tile(key, now)).collect(Collectors.toMap(Tile::key, tile -> tile)));
    }

    private Tile tile(PlacementKey key, Instant now) {
        var seen = observed.get(key);
        return new TileOf(
                        key,
                        seen == null ? null : seen.at(now),
                        work.proven().get(key),
                        work.changing().get(key),
                        work.rolledBack().get(key),
                        alerts.open().getOrDefault(key.toString(), 0))
                .tile(now);
    }

    private static <T> Map<PlacementKey, T> replaced(
            Map<PlacementKey, T> before, Collection<PlacementKey> some, Map<PlacementKey, T> now) {
        var both = new HashMap<>(before);
        both.keySet().removeAll(some);
        both.putAll(now);
        return both;
    }
}
