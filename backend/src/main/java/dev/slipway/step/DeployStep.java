package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.CancelMode;
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
    StepResult run(StepContext context, RolloutSettings settings) throws StepRefused {
        return rollout(context, settings).run();
    }

    @Override
    StepResult cancel(StepContext context, RolloutSettings settings) throws StepRefused {
        return rollout(context, settings).cancel();
    }

    private static Rollout rollout(StepContext context, RolloutSettings settings) throws StepRefused {
        var placed = context.placed();
        return new Rollout(context, Releasing.revision(placed), placed.target()::deploy, settings);
    }
}
