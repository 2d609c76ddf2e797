package dev.slipway.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** When a job whose steps all wait goes on, and what it says it waits for meanwhile. */
final class JobRest {

    /** Longer waits give the thread back. */
    static final Duration SHORT_WAIT = Duration.ofSeconds(1);

    /** Waits that are worth telling people about. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(5);

    private JobRest() {}

    /** When to go on without anything happening; empty if only an event helps. */
    static Optional<Instant> due(Job job, RunCalls calls, StepGates gates) {
        var steps = job.steps().stream()
                .filter(s -> s.state() == StepState.WAITING || s.state() == StepState.DECIDING)
                .filter(s -> !gates.holds(s))
                .flatMap(s -> Stream.ofNullable(s.report().until()));
        return Stream.concat(Stream.concat(calls.dues(), steps), gates.dues()).min(Instant::compareTo);
    }

    static boolean isShort(Instant due, Instant now) {
        return Duration.between(now, due).compareTo(SHORT_WAIT) <= 0;
    }

    /** The job with its running steps waiting, and saying for what. */
    static Job asleep(Job awake, RunCalls calls, StepGates gates, Instant now) {
        var due = due(awake, calls, gates);
        var job = awake;
        for (var step : job.steps()) {
            var session = calls.of(step);
            if (step.state() == StepState.RUNNING && session.isPresent()) {
                var report = step.report();
                job = job.with(step.waitUntil(session.get().due, report.summary(), report.fraction()));
            }
        }
        return waiting(job, gates, now, due);
    }

    private static Job waiting(Job job, StepGates gates, Instant now, Optional<Instant> due) {
        if (job.cancelling()) {
            return job;
        }
        var question = job.steps().stream()
                .filter(s -> s.state() == StepState.DECIDING)
                .findFirst();
        if (question.isPresent()) {
            var text = question.get().report().question();
            return job.await(new Waiting(
                    Waiting.For.DECISION, text == null ? question.get().title() : text.text(), due.orElse(null)));
        }
        var held = gates.waiting();
        if (held.isPresent()) {
            return job.await(held.get());
        }
        if (due.isPresent() && Duration.between(now, due.get()).compareTo(LONG_WAIT) > 0) {
            var waiting = job.steps().stream()
                    .filter(s -> s.state() == StepState.WAITING)
                    .findFirst();
            return job.await(new Waiting(
                    Waiting.For.TIME, waiting.map(s -> s.report().summary()).orElse(""), due.get()));
        }
        return job;
    }
}
