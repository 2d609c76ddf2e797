package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.job.spi.WhenSame;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.ForcesUpdate;
import dev.slipway.target.KnowsCurrent;
import dev.slipway.target.TargetUnavailable;
import java.util.List;
import java.util.Optional;

/** What a deployment does where its release runs already: replaces nothing, replaces all the same, or asks first. */
record Repeating(StepContext context, DeployOrder order) {

    static final String FORCE = "Replace every instance";
    static final String LEAVE = "Leave as it is";

    private static final String CHOSEN = "when-same";

    /** Whether the target says that nothing would be replaced, and could be made to. */
    boolean isCurrent() throws TargetUnavailable {
        var target = context.placed().target();
        return target instanceof ForcesUpdate && target instanceof KnowsCurrent knows && knows.runsAlready(order);
    }

    /** Whether to replace every instance, as was decided before. */
    boolean forces() {
        return context.memory()
                .recall(CHOSEN, WhenSame.class)
                .filter(WhenSame.FORCE::equals)
                .isPresent();
    }

    /** Decides it once and for all; or asks. */
    Optional<StepResult> question() throws TargetUnavailable {
        if (context.memory().recall(CHOSEN, WhenSame.class).isPresent()) {
            return Optional.empty();
        }
        var same = isCurrent();
        var choice = same ? context.whenSame() : WhenSame.LEAVE;
        if (choice == WhenSame.ASK) {
            var answer = context.decision();
            if (answer.isEmpty()) {
                return Optional.of(new StepResult.AwaitingDecision(asked(), List.of(LEAVE, FORCE), null));
            }
            choice = answer.get().choice().equals(FORCE) ? WhenSame.FORCE : WhenSame.LEAVE;
            context.log()
                    .line(Ansi.green(
                            answer.get().choice() + " by " + answer.get().by()));
        } else if (same && choice == WhenSame.FORCE) {
            context.log().line("The release runs already; every instance is replaced all the same, as was asked");
        }
        context.memory().keep(CHOSEN, choice);
        return Optional.empty();
    }

    private String asked() {
        return order.revision().version() + " runs in " + order.placement().environment()
                + " already, so there is nothing to change. Replace every instance of "
                + order.placement().service() + " all the same? Left as it is, what runs is only proven again.";
    }
}
