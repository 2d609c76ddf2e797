package dev.slipway.health;

import dev.slipway.catalog.Placement;
import dev.slipway.target.Load;
import dev.slipway.target.Measured;
import dev.slipway.target.PlacementKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A gauge that tells what the test says, and keeps what it was asked. */
final class TestedGauge implements Gauge {

    final Set<PlacementKey> measured = new HashSet<>();
    final Map<PlacementKey, Measured> told = new HashMap<>();
    final List<Set<PlacementKey>> asked = new java.util.ArrayList<>();

    @Nullable
    RuntimeException broken;

    void tells(PlacementKey key, double queue, Instant at) {
        measured.add(key);
        told.put(key, new Measured(at, Load.ofQueue(queue), ""));
    }

    void tellsNothing(PlacementKey key, String why, Instant at) {
        measured.add(key);
        told.put(key, Measured.untold(at, why));
    }

    @Override
    public String name() {
        return "Tested";
    }

    @Override
    public boolean measures(Placement placement) {
        return measured.contains(placement.key());
    }

    @Override
    public Duration period() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Duration closePeriod() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Map<PlacementKey, Measured> measure(List<Placement> placements) {
        asked.add(placements.stream().map(Placement::key).collect(java.util.stream.Collectors.toSet()));
        if (broken != null) {
            throw broken;
        }
        return Map.copyOf(told);
    }
}
