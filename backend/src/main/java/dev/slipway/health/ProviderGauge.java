package dev.slipway.health;

import dev.slipway.catalog.Placement;
import dev.slipway.target.Measured;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TellsLoad;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The metrics of whoever runs the placements of one kind of target; they cost money, so they are asked for seldom. */
record ProviderGauge(TargetKind kind, TellsLoad target, MeasureSettings settings) implements Gauge {

    @Override
    public String name() {
        return target.measuredBy();
    }

    @Override
    public boolean measures(Placement placement) {
        return placement.target().equals(kind);
    }

    @Override
    public Duration period() {
        return settings.provider();
    }

    @Override
    public Duration closePeriod() {
        return settings.closeProvider();
    }

    @Override
    public Map<PlacementKey, Measured> measure(List<Placement> placements) {
        return target.load(placements.stream().collect(Collectors.toMap(Placement::key, Placement::settings)));
    }
}
