package dev.slipway.health;

import dev.slipway.target.CancelMode;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Progress;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import dev.slipway.target.TargetUnavailable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A target that sees what the test says, or does not answer. */
final class SeenTarget implements DeploymentTarget {

    private @Nullable Observation seen;

    void sees(Observation observation) {
        seen = observation;
    }

    void isUnreachable() {
        seen = null;
    }

    @Override
    public TargetKind kind() {
        return new TargetKind("seen");
    }

    @Override
    public Observation describe(PlacementKey placement, TargetSettings settings) throws TargetUnavailable {
        if (seen == null) {
            throw new TargetUnavailable("connection refused");
        }
        return seen;
    }

    @Override
    public List<SettingProblem> validate(TargetSettings settings) {
        return List.of();
    }

    @Override
    public List<String> plan(DeployOrder order) {
        return List.of();
    }

    @Override
    public DeploymentId deploy(DeployOrder order) throws DeploymentRefused {
        throw new DeploymentRefused("it only sees");
    }

    @Override
    public Progress follow(PlacementKey placement, DeploymentId deployment, long after) throws TargetUnavailable {
        throw new TargetUnavailable("it only sees");
    }

    @Override
    public void cancel(PlacementKey placement, DeploymentId deployment, CancelMode mode) throws TargetUnavailable {
        throw new TargetUnavailable("it only sees");
    }
}
