package dev.slipway.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a pipeline.
 *
 * @param number counts the jobs of its project from 1, without gaps
 * @param steps in the order of the pipeline, then of the services
 */
public record Job(long id, String project, long number, JobOrder order, Status status, List<StepRun> steps) {

    public Job {
        steps = List.copyOf(steps);
    }

    /**
     * How far it is.
     *
     * @param waiting what it waits for, while it waits
     * @param cancel who wants it to stop, if anybody
     * @param verdict once it has ended
     */
    public record Status(
            JobState state,
            @Nullable Waiting waiting,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Cancel cancel,
            @Nullable JobVerdict verdict) {}

    /** Who wants it to stop, and why. */
    public record Cancel(String by, String reason, Instant at) {}

    public boolean over() {
        return status.state() == JobState.ENDED;
    }

    public Optional<StepRun> step(String name) {
        return steps.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** The step run that says best why it failed: the last failed one. */
    public Optional<StepRun> failed() {
        return steps.stream()
                .filter(s -> s.report().failure() != null && s.state() != StepState.SUCCEEDED)
                .reduce((a, b) -> b);
    }
}
