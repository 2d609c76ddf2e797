package dev.slipway.job;

import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepResult;
import dev.slipway.job.spi.StepResult.AwaitingDecision;
import dev.slipway.job.spi.StepResult.Cancelled;
import dev.slipway.job.spi.StepResult.Failed;
import dev.slipway.job.spi.StepResult.Succeeded;
import dev.slipway.pipeline.StepDefinition.Retry;
import dev.slipway.target.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a job by what a call of one of its steps came to. */
final class StepOutcomes {

    private final StepGraph graph;
    private final StepCalls calls;

    StepOutcomes(StepGraph graph, StepCalls calls) {
        this.graph = graph;
        this.calls = calls;
    }

    /** @param session of the call; is told when the step is due again, if it goes on */
    Job apply(Job job, StepRun step, StepSession session, StepResult result, Instant now) {
        return switch (result) {
            case Succeeded done -> job.with(step.succeed(now, done.summary(), done.verdict(), done.findings()));
            case StepResult.Waiting waiting -> {
                var stopWanted = (job.cancelling() || session.timedOut) && !session.cancelling;
                session.due = stopWanted ? now : session.again(waiting.until(), now);
                yield job.with(step.progress(waiting.summary(), waiting.fraction()));
            }
            case AwaitingDecision _
            when job.cancelling() || session.timedOut -> {
                session.due = now;
                yield job;
            }
            case AwaitingDecision question ->
                job.with(step.ask(asked(step, question, now), again(session, question, now)));
            case Failed failed
            when session.timedOut ->
                failed(job, step, timeout(step, failed.report().what()), failed, now);
            case Failed failed -> failed(job, step, failed.report(), failed, now);
            case Cancelled cancelled
            when session.timedOut && !job.cancelling() -> {
                var report = timeout(step, cancelled.summary());
                yield failed(job, step, report, new Failed(report, cancelled.verdict(), List.of(), true), now);
            }
            case Cancelled cancelled -> job.with(step.cancel(now, cancelled.summary(), cancelled.verdict(), null));
        };
    }

    private static @Nullable Instant again(StepSession session, AwaitingDecision question, Instant now) {
        var later = question.lookAgain();
        return later == null ? null : session.again(later, now);
    }

    /** A question that is asked again is the same one, so that an answer given meanwhile counts. */
    private static Question asked(StepRun step, AwaitingDecision question, Instant now) {
        var before = step.report().question();
        var askedAt = before != null
                        && before.text().equals(question.question())
                        && before.choices().equals(question.choices())
                ? before.askedAt()
                : now;
        return new Question(Question.About.STEP, question.question(), question.choices(), askedAt, question.expires());
    }

    private Job failed(Job job, StepRun step, FailureReport report, Failed failed, Instant now) {
        var rolledBack = failed.verdict() != null && failed.verdict().outcome() == Outcome.ROLLED_BACK;
        var retry = graph.definition(step.step()).map(d -> d.retry()).orElse(Retry.NONE);
        var stands = job.cancelling() || job.order().dryRun();
        if (!stands && failed.retryable() && !rolledBack && step.attempt() < retry.attempts()) {
            var pause = retry.backOff().multipliedBy(1L << Math.min(step.attempt() - 1, 16));
            return job.with(step.retry(now.plus(pause), "Attempt " + step.attempt() + " failed: " + report.what()));
        }
        if (!stands && job.order().onFailure() == OnFailure.ASK && !rolledBack) {
            return job.with(step.askAboutFailure(report, failed.verdict(), failed.findings(), whatNow(job, step, now)));
        }
        return job.with(step.fail(now, report, failed.verdict(), failed.findings()));
    }

    private Question whatNow(Job job, StepRun step, Instant now) {
        var back = calls.wayBack(job, step);
        var choices = back == null
                ? List.of(Question.RETRY, Question.IGNORE, Question.FAIL)
                : List.of(Question.RETRY, Question.IGNORE, Question.ROLL_BACK, Question.FAIL);
        return new Question(Question.About.FAILURE, step.title() + " failed. What now?", choices, now, null);
    }

    private FailureReport timeout(StepRun step, String summary) {
        var limit = graph.definition(step.step()).map(d -> d.timeout()).orElse(Duration.ZERO);
        return FailureReport.of(
                "Timed out after " + told(limit) + ": " + summary,
                "Look at the last lines, give the step more time in the pipeline if it needs it, and try again.");
    }

    private static String told(Duration time) {
        return time.toSeconds() < 1
                ? time.toMillis() + " ms"
                : time.toString().substring(2).toLowerCase();
    }
}
