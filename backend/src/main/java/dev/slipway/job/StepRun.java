package dev.slipway.job;

import dev.slipway.job.spi.FailureReport;
import dev.slipway.pipeline.StepDefinition;
import dev.slipway.target.Fact;
import dev.slipway.target.Finding;
import dev.slipway.target.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One step of a job, for one of its services or for the job as a whole.
 *
 * @param name unique in the job, such as {@code deploy} or {@code deploy/web}; the source of its log lines
 * @param step name of the step in the pipeline
 * @param service the service it is for, if it runs per service
 * @param attempt 1 for the first
 * @param startedAt of this attempt
 * @param report what came of it so far
 */
public record StepRun(
        String name,
        String step,
        String title,
        String kind,
        @Nullable String service,
        ObjectNode settings,
        StepState state,
        int attempt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Report report) {

    /**
     * What came of a step run so far.
     *
     * @param summary one line for people
     * @param fraction how much is done, 0 to 1, or -1 when it cannot be told
     * @param until when it is looked at again, while it waits
     * @param failure what failed, also of an earlier attempt that is retried
     * @param verdict for a step that deploys
     * @param question what a person must answer, while it is asked
     * @param answer the last answer of a person
     * @param plan every action it would take; of a dry run
     * @param facts what its target knows of the deployment
     */
    public record Report(
            String summary,
            double fraction,
            @Nullable Instant until,
            @Nullable FailureReport failure,
            @Nullable Verdict verdict,
            List<Finding> findings,
            @Nullable Question question,
            @Nullable Answer answer,
            List<String> plan,
            List<Fact> facts) {

        static final Report EMPTY = new Report("", -1, null, null, null, List.of(), null, null, List.of(), List.of());

        /** @param facts null in what was written before there were any */
        public Report {
            findings = List.copyOf(findings);
            plan = List.copyOf(plan);
            facts = facts == null ? List.of() : List.copyOf(facts);
        }

        Report showing(List<Fact> shown) {
            return new Report(summary, fraction, until, failure, verdict, findings, question, answer, plan, shown);
        }

        Report next(String summary, @Nullable Instant until) {
            return new Report(summary, -1, until, failure, verdict, findings, null, answer, plan, facts);
        }

        Report progress(String summary, double fraction, @Nullable Instant until) {
            return new Report(summary, fraction, until, failure, verdict, findings, null, answer, plan, facts);
        }

        Report ask(Question question, @Nullable Instant until) {
            return new Report(question.text(), -1, until, failure, verdict, findings, question, answer, plan, facts);
        }

        Report asking() {
            return new Report(summary, fraction, null, failure, verdict, findings, question, answer, plan, facts);
        }

        Report answered(Answer given) {
            return new Report(summary, fraction, null, failure, verdict, findings, null, given, plan, facts);
        }

        Report ended(
                String summary, @Nullable FailureReport failure, @Nullable Verdict verdict, List<Finding> findings) {
            return new Report(summary, -1, null, failure, verdict, findings, null, answer, plan, facts);
        }

        Report planned(List<String> actions) {
            var summary = actions.size() == 1 ? "1 action" : actions.size() + " actions";
            return new Report(summary, -1, null, null, null, findings, null, answer, actions, facts);
        }
    }

    /** A person's answer to a question of an attempt. */
    public record Answer(int attempt, String choice, String note, String by, Instant at) {}

    static StepRun pending(String name, StepDefinition definition, @Nullable String service) {
        return new StepRun(
                name,
                definition.name(),
                definition.title(),
                definition.kind(),
                service,
                definition.settings(),
                StepState.PENDING,
                1,
                null,
                null,
                Report.EMPTY);
    }

    /** Whether the current attempt has begun to act. */
    boolean begun() {
        return state.underWay() && startedAt != null;
    }

    StepRun start(Instant now) {
        require(StepState.PENDING, StepState.WAITING);
        return in(StepState.RUNNING, now, null, report.next("", null));
    }

    /** Goes on after a wait or an answer. */
    StepRun resume() {
        require(StepState.WAITING, StepState.DECIDING, StepState.RUNNING);
        return in(StepState.RUNNING, startedAt, null, report.next(report.summary, null));
    }

    StepRun progress(String summary, double fraction) {
        require(StepState.RUNNING);
        return in(StepState.RUNNING, startedAt, null, report.progress(summary, fraction, null));
    }

    StepRun waitUntil(Instant until, String summary, double fraction) {
        require(StepState.RUNNING, StepState.WAITING);
        return in(StepState.WAITING, startedAt, null, report.progress(summary, fraction, until));
    }

    /** @param lookAgain when it is called without an answer; null: not before the question expires */
    StepRun ask(Question question, @Nullable Instant lookAgain) {
        require(StepState.RUNNING);
        return in(
                StepState.DECIDING,
                startedAt,
                null,
                report.ask(question, lookAgain == null ? question.expires() : lookAgain));
    }

    /** Is called while its question stands. */
    StepRun lookAgain() {
        require(StepState.DECIDING);
        return in(StepState.RUNNING, startedAt, null, report.asking());
    }

    StepRun answer(Answer answer) {
        require(StepState.DECIDING);
        return in(StepState.RUNNING, startedAt, null, report.answered(answer));
    }

    StepRun succeed(Instant now, String summary, @Nullable Verdict verdict, List<Finding> findings) {
        require(StepState.RUNNING, StepState.WAITING);
        return in(StepState.SUCCEEDED, startedAt, now, report.ended(summary, null, verdict, findings));
    }

    StepRun plan(Instant now, List<String> actions) {
        require(StepState.RUNNING);
        return in(StepState.SUCCEEDED, startedAt, now, report.planned(actions));
    }

    StepRun fail(Instant now, FailureReport failure, @Nullable Verdict verdict, List<Finding> findings) {
        require(StepState.RUNNING, StepState.WAITING, StepState.DECIDING);
        return in(StepState.FAILED, startedAt, now, report.ended(failure.what(), failure, verdict, findings));
    }

    /** Failed, with the question what to do now. */
    StepRun askAboutFailure(
            FailureReport failure, @Nullable Verdict verdict, List<Finding> findings, Question question) {
        require(StepState.RUNNING, StepState.WAITING);
        return in(
                StepState.DECIDING,
                startedAt,
                null,
                report.ended(failure.what(), failure, verdict, findings).ask(question, question.expires()));
    }

    /** The failure stands, as a person decided. */
    StepRun stay(StepState end, Instant now) {
        require(StepState.RUNNING);
        return in(end, startedAt, now, report.next(report.summary, null));
    }

    /** The next attempt, with an empty memory, at the time. */
    StepRun retry(Instant at, String summary) {
        require(StepState.RUNNING, StepState.WAITING);
        return new StepRun(
                name,
                step,
                title,
                kind,
                service,
                settings,
                StepState.WAITING,
                attempt + 1,
                null,
                null,
                report.next(summary, at).showing(List.of()));
    }

    StepRun show(List<Fact> facts) {
        return in(state, startedAt, endedAt, report.showing(facts));
    }

    StepRun skip(Instant now, String why) {
        require(StepState.PENDING);
        return in(StepState.SKIPPED, null, now, report.next(why, null));
    }

    StepRun cancel(Instant now, String summary, @Nullable Verdict verdict, @Nullable FailureReport failure) {
        require(StepState.PENDING, StepState.RUNNING, StepState.WAITING, StepState.DECIDING);
        return in(StepState.CANCELLED, startedAt, now, report.ended(summary, failure, verdict, report.findings));
    }

    private StepRun in(StepState next, @Nullable Instant started, @Nullable Instant ended, Report report) {
        return new StepRun(name, step, title, kind, service, settings, next, attempt, started, ended, report);
    }

    private void require(StepState... allowed) {
        if (!List.of(allowed).contains(state)) {
            throw new IllegalStateException("Step " + name + " is " + state + ", not one of " + List.of(allowed));
        }
    }
}
