package dev.slipway.health;

import dev.slipway.catalog.Placement;
import dev.slipway.target.Deviation;
import dev.slipway.target.Observation;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.Targets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks a placement's target what is there, and whether that is what should be; adds what others measure. */
@Component
class Sighting {

    private final Targets targets;
    private final Drifting drifting;
    private final Measurements measurements;

    Sighting(Targets targets, Drifting drifting, Measurements measurements) {
        this.targets = targets;
        this.drifting = drifting;
        this.measurements = measurements;
    }

    /** @param drift null if it cannot be told */
    record Seen(Observation observation, @Nullable List<Deviation> drift) {}

    Seen of(Placement placement) throws TargetUnavailable {
        var target = targets.get(placement.target());
        var seen = target.describe(placement.key(), placement.settings());
        var load = measurements.of(placement).or(seen.load());
        return new Seen(seen.with(load), drifting.of(target, placement.key(), seen));
    }
}
