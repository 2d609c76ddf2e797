package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.CancelMode;
import dev.slipway.target.ForcesUpdate;
import dev.slipway.target.SettingsReader;
import dev.slipway.target.TargetUnavailable;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Brings a release to a placement and ends with a proven verdict. */
@Component
class DeployStep extends TypedStep<RolloutSettings> {

    @Override
    public String kind() {
        return "deploy";
    }

    @Override
    RolloutSettings read(SettingsReader in) {
        return RolloutSettings.read(in, CancelMode.ROLL_BACK);
    }

    @Override
    List<String> plan(StepContext context, RolloutSettings settings) throws StepRefused {
        var order = rollout(context, settings).order();
        var actions = new ArrayList<String>();
        try {
            actions.addAll(context.placed().target().plan(order));
        } catch (TargetUnavailable e) {
            actions.add("Deploy " + order.revision().version() + " to " + order.placement()
                    + "; how cannot be told, because the target cannot be asked: " + Reason.of(e));
        }
        actions.add(
                order.lastVerified() == null
                        ? "If it fails: stop; nothing was proven here before"
                        : "If it fails: back to " + order.lastVerified().version());
        return actions;
    }

    @Override
    public boolean repeats(StepContext context) {
        try {
            return new Repeating(context, rollout(context, settings(context)).order()).isCurrent();
        } catch (TargetUnavailable | StepRefused e) {
            // The plan says so; what cannot be told is not said to run already.
            return false;
        }
    }

    @Override
    StepResult run(StepContext context, RolloutSettings settings) throws StepRefused {
        var repeating = new Repeating(context, rollout(context, settings).order());
        try {
            var question = repeating.question();
            return question.isPresent()
                    ? question.get()
                    : rollout(context, settings).run();
        } catch (TargetUnavailable e) {
            var wait = Waits.next(context, settings.unreachableFor(), "The target cannot be asked: " + Reason.of(e));
            return wait.isPresent() ? wait.get() : rollout(context, settings).run();
        }
    }

    @Override
    StepResult cancel(StepContext context, RolloutSettings settings) throws StepRefused {
        return rollout(context, settings).cancel();
    }

    private static Rollout rollout(StepContext context, RolloutSettings settings) throws StepRefused {
        var placed = context.placed();
        var revision = Releasing.revision(placed);
        var rollout = new Rollout(context, revision, placed.target()::deploy, settings);
        return placed.target() instanceof ForcesUpdate target && new Repeating(context, rollout.order()).forces()
                ? new Rollout(context, revision, target::forceUpdate, settings)
                : rollout;
    }
}
