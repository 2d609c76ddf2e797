package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepContext.Placed;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.CancelMode;
import dev.slipway.target.ForcesUpdate;
import dev.slipway.target.Revision;
import dev.slipway.target.SettingsReader;
import java.util.List;
import org.springframework.stereotype.Component;

/** Replaces every instance of a placement by a new one of what was last proven there. */
@Component
class ForceUpdateStep extends TypedStep<RolloutSettings> {

    @Override
    public String kind() {
        return "force-update";
    }

    @Override
    RolloutSettings read(SettingsReader in) {
        return RolloutSettings.read(in, CancelMode.LEAVE_AS_IS);
    }

    @Override
    List<String> plan(StepContext context, RolloutSettings settings) throws StepRefused {
        target(context.placed());
        return List.of("Replace every instance of " + context.placed().key() + " by a new one of "
                + revision(context.placed()).version());
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
        return new Rollout(context, revision(placed), target(placed)::forceUpdate, settings);
    }

    private static ForcesUpdate target(Placed placed) throws StepRefused {
        if (placed.target() instanceof ForcesUpdate target) {
            return target;
        }
        throw new StepRefused(
                "The target " + placed.target().kind() + " cannot replace instances", "Deploy the same release again.");
    }

    private static Revision revision(Placed placed) throws StepRefused {
        return placed.lastVerified() != null ? placed.lastVerified() : Releasing.revision(placed);
    }
}
