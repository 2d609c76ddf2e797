package dev.slipway.job;

import dev.slipway.artifact.Digest;
import dev.slipway.target.CancelMode;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Progress;
import dev.slipway.target.Proof;
import dev.slipway.target.RollsBack;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A target that is named by placements; the scripted steps do not ask it to do anything. */
class FakeTarget implements DeploymentTarget, RollsBack {

    static final TargetKind KIND = new TargetKind("fake");

    /** The deployment that runs, healthy; null: it cannot be told. */
    volatile @Nullable String running;

    static Verdict verdict(Outcome outcome, String version) {
        var instance = new Proof.Running("i-1", Digest.of(version.getBytes()), Health.HEALTHY, "200 in 1 ms");
        return new Verdict(
                outcome,
                outcome + " " + version,
                new Proof(new DeploymentId("d-" + version), version, 1, List.of(instance), Instant.EPOCH));
    }

    @Override
    public TargetKind kind() {
        return KIND;
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
    public DeploymentId deploy(DeployOrder order) {
        return new DeploymentId(order.token());
    }

    @Override
    public DeploymentId rollBack(DeployOrder order) {
        return new DeploymentId(order.token());
    }

    @Override
    public Progress follow(PlacementKey placement, DeploymentId deployment, long after) {
        throw new UnsupportedOperationException("The scripted steps do not follow");
    }

    @Override
    public void cancel(PlacementKey placement, DeploymentId deployment, CancelMode mode) {
        // nothing is under way
    }

    @Override
    public Observation describe(PlacementKey placement, TargetSettings settings) throws TargetUnavailable {
        var runs = running;
        if (runs == null) {
            throw new TargetUnavailable("This test says nothing of what runs");
        }
        return new Observation(
                Instant.EPOCH, Health.HEALTHY, 1, 1, 0, null, new DeploymentId(runs), false, List.of(), "");
    }
}
