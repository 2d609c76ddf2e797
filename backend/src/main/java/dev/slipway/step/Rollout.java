package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepContext.Placed;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.CancelMode;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.Outcome;
import dev.slipway.target.Progress;
import dev.slipway.target.Proof;
import dev.slipway.target.Revision;
import dev.slipway.target.ShiftsTraffic;
import dev.slipway.target.ShiftsTraffic.Decision;
import dev.slipway.target.TargetEvent;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.TellsFacts;
import dev.slipway.target.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One rollout at a target, started once and followed to its verdict: what deploy, force-update and rollback share. The
 * intent is stored before it starts and its id after, so that another worker goes on with the same one.
 */
final class Rollout {

    private static final String TOKEN = "token";
    private static final String DEPLOYMENT = "deployment";
    private static final String CURSOR = "cursor";
    private static final String QUESTION = "question";
    private static final String ASKED = "asked";
    private static final String DECIDED = "decided";
    private static final String GO_ON = "Continue";
    private static final String ROLL_BACK = "Roll back";

    private final StepContext context;
    private final Placed placed;
    private final DeployOrder order;
    private final Start start;
    private final RolloutSettings settings;

    Rollout(StepContext context, Revision revision, Start start, RolloutSettings settings) {
        this.context = context;
        this.placed = context.placed();
        this.order = new DeployOrder(placed.key(), revision, placed.lastVerified(), Token.of(context));
        this.start = start;
        this.settings = settings;
    }

    /** How a target is asked to begin; repeated calls with one token begin once. */
    interface Start {

        DeploymentId begin(DeployOrder order) throws TargetUnavailable, DeploymentRefused;
    }

    DeployOrder order() {
        return order;
    }

    StepResult run() {
        try {
            var deployment = begun();
            var progress = placed.target().follow(placed.key(), deployment, cursor());
            reached();
            tell(progress.events());
            show(deployment);
            return switch (progress) {
                case Progress.Asks asks -> asked(deployment, asks);
                case Progress.UnderWay underWay ->
                    new StepResult.Waiting(
                            context.now().plus(underWay.lookAgain()), underWay.summary(), underWay.fraction());
                case Progress.Ended ended -> ended(deployment, ended);
            };
        } catch (TargetUnavailable e) {
            return unreachable(e, settings.unreachableFor())
                    .<StepResult>map(wait -> wait)
                    .orElseGet(() -> lost(e));
        } catch (DeploymentRefused e) {
            context.log().line(Ansi.red("The target refuses: " + Reason.of(e)));
            var verdict = new Verdict(
                    Outcome.FAILED,
                    "The target refused and changed nothing: " + Reason.of(e),
                    Proof.none(context.now()));
            return new StepResult.Failed(new Failure(placed).refused(e), verdict, List.of(), false);
        }
    }

    /** Ends it; whatever the target does, this is over after the time the settings allow. */
    StepResult cancel() {
        if (context.memory().recall(TOKEN, String.class).isEmpty()) {
            return new StepResult.Cancelled("Nothing had been started; " + placed.key() + " is as it was", null);
        }
        var deadline = Deadline.of(context, "cancel-until", settings.cancelWithin());
        try {
            // A worker may have died between asking and storing the id. Asking again is the only way to learn it.
            var deployment = begun();
            placed.target().cancel(placed.key(), deployment, mode());
            var progress = placed.target().follow(placed.key(), deployment, cursor());
            tell(progress.events());
            show(deployment);
            if (!(progress instanceof Progress.Ended) && deadline.passed(context)) {
                return unknown("The target did not end the deployment within " + settings.cancelWithin());
            }
            return switch (progress) {
                case Progress.UnderWay way ->
                    new StepResult.Waiting(
                            context.now().plus(way.lookAgain()), "Cancelling: " + way.summary(), way.fraction());
                case Progress.Asks asks ->
                    new StepResult.Waiting(context.now().plus(asks.lookAgain()), "Cancelling", asks.fraction());
                case Progress.Ended ended -> cancelled(ended.verdict());
            };
        } catch (TargetUnavailable e) {
            if (deadline.passed(context)) {
                return unknown("The target could not be asked: " + Reason.of(e));
            }
            return unreachable(e, settings.cancelWithin())
                    .<StepResult>map(wait -> wait)
                    .orElseGet(() -> unknown("The target could not be asked: " + Reason.of(e)));
        } catch (DeploymentRefused e) {
            return new StepResult.Cancelled("The target had refused: " + Reason.of(e), null);
        }
    }

    /** Asks, or hands over the answer of whoever was asked. */
    private StepResult asked(DeploymentId deployment, Progress.Asks asks) throws TargetUnavailable {
        var memory = context.memory();
        var answer = context.decision()
                .filter(given -> memory.recall(QUESTION, String.class)
                        .filter(asks.key()::equals)
                        .isPresent());
        if (answer.isEmpty() || !(placed.target() instanceof ShiftsTraffic target)) {
            if (memory.recall(QUESTION, String.class).filter(asks.key()::equals).isEmpty()) {
                // The answer to an earlier question is none to this one.
                memory.keep(QUESTION, asks.key());
                memory.keep(ASKED, context.now());
            }
            return question(asks);
        }
        if (answer.get().at().isBefore(memory.recall(ASKED, Instant.class).orElse(Instant.MIN))) {
            return question(asks);
        }
        var decision = answer.get().choice().equals(ROLL_BACK) ? Decision.ROLL_BACK : Decision.GO_ON;
        target.decide(placed.key(), deployment, asks.key(), decision);
        if (memory.recall(DECIDED, String.class).filter(asks.key()::equals).isEmpty()) {
            memory.keep(DECIDED, asks.key());
            var note = answer.get().note().isBlank() ? "" : ": " + answer.get().note();
            context.log()
                    .line(Ansi.green(
                            answer.get().choice() + " by " + answer.get().by() + note));
        }
        return new StepResult.Waiting(
                context.now().plus(asks.lookAgain()), answer.get().choice() + " was decided", asks.fraction());
    }

    private StepResult question(Progress.Asks asks) {
        return new StepResult.AwaitingDecision(
                asks.question(), List.of(GO_ON, ROLL_BACK), null, context.now().plus(asks.lookAgain()));
    }

    private CancelMode mode() {
        return order.lastVerified() == null ? CancelMode.LEAVE_AS_IS : settings.onCancel();
    }

    private DeploymentId begun() throws TargetUnavailable, DeploymentRefused {
        var known = context.memory().recall(DEPLOYMENT, String.class);
        if (known.isPresent()) {
            return new DeploymentId(known.get());
        }
        context.memory().keep(TOKEN, order.token());
        var begun = start.begin(order);
        context.memory().keep(DEPLOYMENT, begun.value());
        context.log().line(Ansi.dim("Following deployment " + begun + " of " + placed.key()));
        return begun;
    }

    private long cursor() {
        return context.memory().recall(CURSOR, Long.class).orElse(0L);
    }

    private void tell(List<TargetEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        events.forEach(event -> context.log().line(Ansi.of(event)));
        context.memory().keep(CURSOR, events.getLast().cursor());
    }

    private void show(DeploymentId deployment) throws TargetUnavailable {
        if (placed.target() instanceof TellsFacts target) {
            context.show(target.facts(placed.key(), deployment));
        }
    }

    private StepResult ended(DeploymentId deployment, Progress.Ended ended) {
        var verdict = ended.verdict();
        if (verdict.outcome() != settings.success()) {
            return failed(verdict, ended);
        }
        var doubt = new ProofCheck(deployment, order.revision()).doubt(verdict.proof());
        if (doubt.isPresent()) {
            var unproven = new Verdict(
                    Outcome.UNKNOWN,
                    "The target reports " + verdict.outcome() + ", but " + doubt.get(),
                    verdict.proof());
            return failed(unproven, ended);
        }
        context.log().line(Ansi.green(verdict.reason()));
        return new StepResult.Succeeded(verdict.reason(), verdict, List.of());
    }

    private StepResult failed(Verdict verdict, Progress.Ended ended) {
        context.log().line(Ansi.red(verdict.outcome() + ": " + verdict.reason()));
        // While it is unknown what the first one does, a second one must not be started.
        var retryable = verdict.outcome() != Outcome.UNKNOWN;
        var report = new Failure(placed).of(order, verdict, ended);
        return new StepResult.Failed(report, verdict, List.of(), retryable);
    }

    private StepResult lost(TargetUnavailable cause) {
        var verdict = new Verdict(
                Outcome.UNKNOWN,
                "The target could not be asked for " + Waits.told(settings.unreachableFor()) + ": " + Reason.of(cause),
                Proof.none(context.now()));
        context.log().line(Ansi.red(verdict.reason()));
        return new StepResult.Failed(new Failure(placed).unknown(verdict), verdict, List.of(), false);
    }

    private StepResult cancelled(Verdict verdict) {
        var summary = switch (verdict.outcome()) {
            case SUCCEEDED -> "The deployment had already succeeded: " + verdict.reason();
            case ROLLED_BACK -> "Rolled back: " + verdict.reason();
            case CANCELLED -> verdict.reason();
            case FAILED -> "Stopped, left in the condition it was in: " + verdict.reason();
            case UNKNOWN -> "Stopped, condition unknown: " + verdict.reason();
        };
        context.log().line(Ansi.yellow(summary));
        return new StepResult.Cancelled(summary, verdict);
    }

    private StepResult unknown(String why) {
        var verdict = new Verdict(Outcome.UNKNOWN, why + "; what runs now is unknown", Proof.none(context.now()));
        context.log().line(Ansi.red(verdict.reason()));
        return new StepResult.Cancelled(verdict.reason(), verdict);
    }

    private void reached() {
        if (Waits.troubled(context)) {
            context.log().line(Ansi.green("The target answers again"));
            Waits.clear(context);
        }
    }

    /** A wait with back-off, or empty once it has lasted longer than allowed. */
    private Optional<StepResult.Waiting> unreachable(TargetUnavailable cause, Duration atMost) {
        return Waits.next(context, atMost, "The target cannot be asked: " + Reason.of(cause));
    }
}
