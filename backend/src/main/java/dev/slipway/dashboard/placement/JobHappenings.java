package dev.slipway.dashboard.placement;

import dev.slipway.dashboard.Overview;
import dev.slipway.dashboard.web.DashboardWords;
import dev.slipway.job.Job;
import dev.slipway.job.JobFilter;
import dev.slipway.job.Jobs;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Glyph;
import java.time.Instant;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Tells what jobs did at a placement, and what others of its environment did. */
@Component
class JobHappenings {

    private static final int MOST = 100;

    private final Jobs jobs;

    JobHappenings(Jobs jobs) {
        this.jobs = jobs;
    }

    /** Jobs of the placement that were under way in a stretch of time. */
    Flux<Happening> at(PlacementKey key, Instant from, Instant until) {
        return find(JobFilter.ofPlacement(key.project(), key.environment(), key.service()), from, until);
    }

    /** Jobs of its environment, its own among them. */
    Flux<Happening> around(PlacementKey key, Instant from, Instant until) {
        return find(new JobFilter(key.project(), key.environment(), null, null, null, null, null, null), from, until);
    }

    private Flux<Happening> find(JobFilter filter, Instant from, Instant until) {
        return jobs.page(filter, MOST, null)
                .flatMapIterable(page -> page.jobs())
                .filter(job -> {
                    var begun = job.status().startedAt();
                    var ended = job.status().endedAt();
                    return begun != null && begun.isBefore(until) && (ended == null || !ended.isBefore(from));
                })
                .filter(job -> !job.order().dryRun())
                .map(JobHappenings::told);
    }

    private static Happening told(Job job) {
        var verdict = job.status().verdict();
        var begun = job.status().startedAt();
        return new Happening(
                begun == null ? job.order().requestedAt() : begun,
                job.status().endedAt(),
                Overview.deploys(job) ? Happening.Sort.DEPLOY : Happening.Sort.JOB,
                verdict == null ? new Glyph("run", "running") : DashboardWords.ended(job, verdict.outcome()),
                "#" + job.number() + " "
                        + (Overview.deploys(job)
                                ? job.order().subject()
                                : job.order().title()),
                "by " + job.order().requestedBy().name() + (verdict == null ? "" : ": " + verdict.reason()),
                "/projects/" + job.project() + "/jobs/" + job.number());
    }
}
