package dev.slipway.catalog.definition;

import dev.slipway.target.CancelMode;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Progress;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.SettingsReader;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import java.util.List;

/** A target that can only say whether it likes settings: a port from 1 to 65535. */
record FakeTarget(TargetKind kind) implements DeploymentTarget {

    FakeTarget() {
        this(new TargetKind("process"));
    }

    @Override
    public List<SettingProblem> validate(TargetSettings settings) {
        var reader = new SettingsReader(settings.own());
        reader.whole("port", 8080, 1, 65_535);
        reader.object("health").ifPresent(health -> health.text("path", "/"));
        return reader.problems();
    }

    @Override
    public List<String> plan(DeployOrder order) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DeploymentId deploy(DeployOrder order) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Progress follow(PlacementKey placement, DeploymentId deployment, long after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void cancel(PlacementKey placement, DeploymentId deployment, CancelMode mode) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Observation describe(PlacementKey placement, TargetSettings settings) {
        throw new UnsupportedOperationException();
    }
}
