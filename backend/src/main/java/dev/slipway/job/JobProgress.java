package dev.slipway.job;

import dev.slipway.pipeline.StepDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is, told by what its steps report and how long they usually take.
 *
 * @param percent 0 to 99; a job that has not ended is never done
 * @param left how long it will go on; null when no step has a history
 */
public record JobProgress(int percent, @Nullable Duration left) {

    private static final Duration UNKNOWN_STEP = Duration.ofSeconds(10);

    public static JobProgress of(JobDetail detail, Instant now) {
        return of(detail.job(), detail.estimates(), now);
    }

    static JobProgress of(Job job, Map<String, Duration> estimates, Instant now) {
        double total = 0;
        double done = 0;
        for (var run : job.steps()) {
            if (run.state() == StepState.SKIPPED || waitsForAFailure(job, run)) {
                continue;
            }
            double weight = estimates.getOrDefault(run.name(), UNKNOWN_STEP).toMillis() + 1.0;
            total += weight;
            done += weight * doneOf(run, estimates, now);
        }
        var percent = total == 0 ? 0 : Math.clamp(Math.round(100 * done / total), 0, 99);
        return new JobProgress(percent, estimates.isEmpty() ? null : Duration.ofMillis(Math.round(total - done)));
    }

    /** The step that is worked on now, or that the job waits at. */
    public static Optional<StepRun> current(Job job) {
        return job.steps().stream().filter(run -> run.state().underWay()).findFirst();
    }

    private static boolean waitsForAFailure(Job job, StepRun run) {
        return run.state() == StepState.PENDING
                && job.order().pipeline().steps().stream()
                        .anyMatch(s -> s.name().equals(run.step()) && s.when() == StepDefinition.When.FAILURE);
    }

    private static double doneOf(StepRun run, Map<String, Duration> estimates, Instant now) {
        if (run.state().over()) {
            return 1;
        }
        if (!run.state().underWay()) {
            return 0;
        }
        return Math.min(0.95, Math.max(run.report().fraction(), byTime(run, estimates.get(run.name()), now)));
    }

    private static double byTime(StepRun run, @Nullable Duration estimate, Instant now) {
        if (estimate == null || estimate.isZero() || run.startedAt() == null) {
            return 0;
        }
        return (double) Duration.between(run.startedAt(), now).toMillis() / estimate.toMillis();
    }
}
