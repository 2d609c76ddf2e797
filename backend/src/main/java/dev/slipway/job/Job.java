package dev.slipway.job;

import dev.slipway.identity.Place;
import dev.slipway.target.Outcome;
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
     * @param gates how its gates stood when it last asked; null if none had anything to say
     */
    public record Status(
            JobState state,
            @Nullable Waiting waiting,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Cancel cancel,
            @Nullable JobVerdict verdict,
            @Nullable GateReading gates) {

        /** One whose gates have not been asked. */
        public Status(
                JobState state,
                @Nullable Waiting waiting,
                @Nullable Instant startedAt,
                @Nullable Instant endedAt,
                @Nullable Cancel cancel,
                @Nullable JobVerdict verdict) {
            this(state, waiting, startedAt, endedAt, cancel, verdict, null);
        }
    }

    /** Who wants it to stop, and why. */
    public record Cancel(String by, String reason, Instant at) {}

    /** All it changes: places of its services, or the whole environment if it has none. */
    public List<Place> places() {
        return order.placements().isEmpty()
                ? List.of(Place.of(project, order.environment()))
                : order.placements().stream()
                        .map(placement -> new Place(project, order.environment(), placement.service()))
                        .toList();
    }

    public boolean over() {
        return status.state() == JobState.ENDED;
    }

    /** Whether it ended because a gate said no for good before anything was changed. */
    public boolean refused() {
        var gates = status.gates();
        var verdict = status.verdict();
        return verdict != null
                && verdict.outcome() == Outcome.FAILED
                && status.startedAt() == null
                && gates != null
                && gates.refusal().isPresent();
    }

    public Optional<StepRun> step(String name) {
        return steps.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** Whether a step failed and a person decided to go on; such a job is never shown as well. */
    public boolean ignoresFailures() {
        return steps.stream().anyMatch(s -> s.state() == StepState.IGNORED);
    }

    /** The step run that says best why it failed: the last failed one. */
    public Optional<StepRun> failed() {
        return steps.stream()
                .filter(s -> s.report().failure() != null && s.state() != StepState.SUCCEEDED)
                .reduce((a, b) -> b);
    }

    /** Whether somebody wants it to stop and it has not ended. */
    public boolean cancelling() {
        return status.cancel() != null && !over();
    }

    Job with(StepRun changed) {
        return with(steps.stream()
                .map(s -> s.name().equals(changed.name()) ? changed : s)
                .toList());
    }

    Job with(List<StepRun> changed) {
        return new Job(id, project, number, order, status, changed);
    }

    Job with(JobOrder changed) {
        return new Job(id, project, number, changed, status, steps);
    }

    /** Its gates were asked; only another answer is worth keeping. */
    Job read(GateReading reading) {
        var known = status.gates();
        if (known == null ? reading.standings().isEmpty() : known.standings().equals(reading.standings())) {
            return this;
        }
        return new Job(
                id,
                project,
                number,
                order,
                new Status(
                        status.state(),
                        status.waiting(),
                        status.startedAt(),
                        status.endedAt(),
                        status.cancel(),
                        status.verdict(),
                        reading),
                steps);
    }

    /** A worker is at it; the first time, this is when it started. */
    Job run(Instant now, boolean cancelling) {
        return cancelling ? this : next(JobState.RUNNING, null, status.startedAt() == null ? now : status.startedAt());
    }

    Job await(Waiting waiting) {
        return next(JobState.WAITING, waiting, status.startedAt());
    }

    Job cancel(Cancel cancel) {
        var stopping = new Status(JobState.CANCELLING, null, status.startedAt(), null, cancel, null, status.gates());
        return next(JobState.CANCELLING, stopping);
    }

    Job end(JobVerdict verdict, Instant now) {
        return next(
                JobState.ENDED,
                new Status(JobState.ENDED, null, status.startedAt(), now, status.cancel(), verdict, status.gates()));
    }

    private Job next(JobState state, @Nullable Waiting waiting, @Nullable Instant startedAt) {
        return next(state, new Status(state, waiting, startedAt, null, status.cancel(), null, status.gates()));
    }

    private Job next(JobState state, Status next) {
        if (!status.state().mayBecome(state)) {
            throw new IllegalStateException("Job " + id + " is " + status.state() + " and cannot become " + state);
        }
        return new Job(id, project, number, order, next, steps);
    }
}
