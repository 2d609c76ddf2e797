package dev.slipway.job;

import dev.slipway.job.spi.FailureReport;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What becomes of a job when a person answers a question of it, or nobody does in time. */
final class GivenAnswers {

    private final StepCalls calls;

    GivenAnswers(StepCalls calls) {
        this.calls = calls;
    }

    /** @param step waits for an answer */
    Job apply(Job job, StepRun step, List<JobStore.Given> answers, Instant now) {
        var question = step.report().question();
        if (question == null) {
            return job.with(step.resume());
        }
        var given = answers.stream()
                .filter(a -> a.stepRun().equals(step.name()) && a.askedAt().equals(question.askedAt()))
                .findFirst();
        if (given.isPresent()) {
            return answered(job, step, question, given.get(), now);
        }
        if (question.expires() != null && !now.isBefore(question.expires())) {
            var nobody = FailureReport.of("Nobody answered in time: " + question.text(), "Run the job again.");
            return job.with(step.fail(now, nobody, null, List.of()));
        }
        var looksAgain = step.report().until();
        return question.about() == Question.About.STEP && looksAgain != null && !now.isBefore(looksAgain)
                ? job.with(step.lookAgain())
                : job;
    }

    private Job answered(Job job, StepRun step, Question question, JobStore.Given given, Instant now) {
        var answer = new StepRun.Answer(step.attempt(), given.choice(), given.note(), given.by(), given.at());
        var goesOn = step.answer(answer);
        if (question.about() == Question.About.STEP) {
            return job.with(goesOn);
        }
        return switch (given.choice()) {
            case Question.RETRY -> job.with(goesOn.retry(now, "Tried again by " + given.by()));
            case Question.IGNORE -> job.with(goesOn.stay(StepState.IGNORED, now));
            case Question.ROLL_BACK -> withWayBack(job.with(goesOn.stay(StepState.FAILED, now)), goesOn);
            default -> job.with(goesOn.stay(StepState.FAILED, now));
        };
    }

    private Job withWayBack(Job failed, StepRun step) {
        var version = calls.wayBack(failed, step);
        if (version == null) {
            return failed;
        }
        var service = VerdictOfJob.service(failed, step);
        var name = "roll-back/" + service;
        if (failed.step(name).isPresent()) {
            return failed;
        }
        var settings = step.settings().objectNode();
        settings.put("version", version);
        var back = new StepRun(
                name,
                name,
                "Roll back " + service,
                Question.ROLLBACK_KIND,
                service,
                settings,
                StepState.PENDING,
                1,
                null,
                null,
                StepRun.Report.EMPTY);
        return failed.with(
                Stream.concat(failed.steps().stream(), Stream.of(back)).toList());
    }
}
