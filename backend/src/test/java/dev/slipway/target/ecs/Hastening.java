package dev.slipway.target.ecs;

import dev.slipway.target.CancelMode;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Progress;
import dev.slipway.target.RollsBack;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import dev.slipway.target.TargetUnavailable;
import java.time.Duration;
import java.util.List;
import simulator.SimulatedClock;

/** The real target, but for the time between two looks: the simulated cloud's passes at once, and nobody waits. */
record Hastening(EcsTarget target, SimulatedClock clock) implements DeploymentTarget, RollsBack {

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @Override
    public Progress follow(PlacementKey placement, DeploymentId deployment, long after) throws TargetUnavailable {
        return switch (target.follow(placement, deployment, after)) {
            case Progress.UnderWay way -> {
                clock.advance(way.lookAgain());
                yield new Progress.UnderWay(way.events(), way.fraction(), way.summary(), AT_ONCE);
            }
            case Progress.Asks asks -> {
                clock.advance(asks.lookAgain());
                yield new Progress.Asks(asks.events(), asks.key(), asks.question(), asks.fraction(), AT_ONCE);
            }
            case Progress.Ended ended -> ended;
        };
    }

    @Override
    public TargetKind kind() {
        return target.kind();
    }

    @Override
    public List<SettingProblem> validate(TargetSettings settings) {
        return target.validate(settings);
    }

    @Override
    public List<String> plan(DeployOrder order) throws TargetUnavailable {
        return target.plan(order);
    }

    @Override
    public DeploymentId deploy(DeployOrder order) throws TargetUnavailable, DeploymentRefused {
        return target.deploy(order);
    }

    @Override
    public DeploymentId rollBack(DeployOrder order) throws TargetUnavailable, DeploymentRefused {
        return target.rollBack(order);
    }

    @Override
    public void cancel(PlacementKey placement, DeploymentId id, CancelMode mode) throws TargetUnavailable {
        target.cancel(placement, id, mode);
    }

    @Override
    public Observation describe(PlacementKey placement, TargetSettings settings) throws TargetUnavailable {
        return target.describe(placement, settings);
    }
}
