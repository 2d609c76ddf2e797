package dev.slipway.job;

import java.time.Instant;

/** What becomes of a job's steps when it is to stop: what has not begun ends at once, what has begun is told. */
final class Cancelling {

    private Cancelling() {}

    static Job begin(Job running, Job.Cancel cancel, Instant now) {
        var job = running.cancel(cancel);
        for (var step : job.steps()) {
            if (step.state() == StepState.PENDING) {
                job = job.with(step.cancel(now, "Not started", null, null));
            } else if (step.state().underWay() && step.startedAt() == null) {
                job = job.with(step.cancel(
                        now,
                        "Not tried again",
                        step.report().verdict(),
                        step.report().failure()));
            } else if (aboutFailure(step)) {
                var report = step.report();
                job = job.with(step.cancel(now, report.summary(), report.verdict(), report.failure()));
            } else if (step.state() == StepState.DECIDING || step.state() == StepState.WAITING) {
                job = job.with(step.resume());
            }
        }
        return job;
    }

    private static boolean aboutFailure(StepRun step) {
        var question = step.report().question();
        return step.state() == StepState.DECIDING && question != null && question.about() == Question.About.FAILURE;
    }
}
