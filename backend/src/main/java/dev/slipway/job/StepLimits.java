package dev.slipway.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long steps may take. */
final class StepLimits {

    /** A cancel ends after this time, whatever the step says. */
    private static final Duration CANCEL_LIMIT = Duration.ofMinutes(15);

    private final StepGraph graph;

    StepLimits(StepGraph graph) {
        this.graph = graph;
    }

    /** Waiting for a person does not count: after an answer the time begins anew. */
    Optional<Instant> deadline(StepRun step) {
        var timeout = graph.definition(step.step()).map(d -> d.timeout());
        var started = step.startedAt();
        if (timeout.isEmpty() || started == null) {
            return Optional.empty();
        }
        var answer = step.report().answer();
        var from = answer != null
                        && answer.attempt() == step.attempt()
                        && answer.at().isAfter(started)
                ? answer.at()
                : started;
        return timeout.map(from::plus);
    }

    boolean timedOut(StepRun step, Instant now) {
        return deadline(step).filter(limit -> !now.isBefore(limit)).isPresent();
    }

    /** Whether a step should have stopped long ago. */
    boolean endless(Job job, StepRun step, Instant now) {
        var cancel = job.status().cancel();
        var since = job.cancelling() && cancel != null ? Optional.of(cancel.at()) : deadline(step);
        return since.filter(t -> Duration.between(t, now).compareTo(CANCEL_LIMIT) > 0)
                .isPresent();
    }
}
