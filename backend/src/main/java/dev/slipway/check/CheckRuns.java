package dev.slipway.check;

import dev.slipway.job.JobFilter;
import dev.slipway.job.JobState;
import dev.slipway.job.Jobs;
import dev.slipway.web.NotFound;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The runs of pre-checks there were: jobs of any pipeline that has them. */
@Component
public class CheckRuns {

    /** How far back a run is looked for; jobs without checks lie between. */
    private static final int LOOK_BACK = 100;

    private final Jobs jobs;

    CheckRuns(Jobs jobs) {
        this.jobs = jobs;
    }

    /** A run, and those it can be compared with, newest first. */
    public record Found(CheckRun run, List<CheckRun> others) {}

    /**
     * Newest first; those that have not ended and those without findings are left out.
     *
     * @param service only of this one; null for any
     */
    public Mono<List<CheckRun>> of(String project, String environment, @Nullable String service, int limit) {
        var filter = new JobFilter(project, environment, service, JobState.ENDED, null, null, null, null);
        return jobs.page(filter, LOOK_BACK, null)
                .map(page -> page.jobs().stream()
                        .map(CheckRun::of)
                        .filter(run -> !run.isEmpty())
                        .limit(limit)
                        .toList());
    }

    /** Fails with {@link NotFound}. */
    public Mono<Found> find(String project, long number) {
        return run(project, number)
                .flatMap(run -> of(project, run.job().order().environment(), null, LOOK_BACK)
                        .map(all -> new Found(
                                run,
                                all.stream()
                                        .filter(other -> other.job().number() != number && other.comparable(run))
                                        .toList())));
    }

    /**
     * What a run found against another.
     *
     * @param with number of the other; null for the last one before it
     */
    public Mono<Comparison> compare(Found found, @Nullable Long with) {
        var number = found.run().job().number();
        if (with != null) {
            return run(found.run().job().project(), with).map(other -> Comparison.of(other, found.run()));
        }
        var before = found.others().stream()
                .filter(other -> other.job().number() < number)
                .findFirst()
                .orElse(null);
        return Mono.just(Comparison.of(before, found.run()));
    }

    private Mono<CheckRun> run(String project, long number) {
        return jobs.find(project, number)
                .switchIfEmpty(Mono.error(() -> new NotFound("Project " + project + " has no job #" + number + ".")))
                .map(CheckRun::of);
    }
}
