package dev.slipway.dashboard;

import dev.slipway.job.Job;
import dev.slipway.job.JobChange;
import dev.slipway.job.JobChanges;
import dev.slipway.job.JobDetail;
import dev.slipway.job.JobFilter;
import dev.slipway.job.JobState;
import dev.slipway.job.Jobs;
import dev.slipway.job.VerifiedRevision;
import dev.slipway.job.VerifiedRevisions;
import dev.slipway.target.PlacementKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The jobs a dashboard is about: those under way, those that ended last, and what they have proven. */
@Component
class JobsAtHand {

    private static final int ENDED = 12;

    private final Jobs jobs;
    private final VerifiedRevisions verified;
    private final JobChanges changes;

    JobsAtHand(Jobs jobs, VerifiedRevisions verified, JobChanges changes) {
        this.jobs = jobs;
        this.verified = verified;
        this.changes = changes;
    }

    Flux<String> changes(String project) {
        return changes.all().map(JobChange::project).filter(project::equals);
    }

    Mono<List<JobDetail>> open(String project) {
        return jobs.open(project)
                .flatMapSequential(job -> jobs.detail(project, job.number()))
                .filter(detail -> !detail.job().over())
                .collectList();
    }

    Mono<List<Job>> ended(String project) {
        var filter = new JobFilter(project, null, null, JobState.ENDED, null, null, null, null);
        return jobs.page(filter, ENDED, null).map(page -> page.jobs());
    }

    Mono<Map<PlacementKey, VerifiedRevision>> verified(String project) {
        return verified.ofProject(project).collectMap(VerifiedRevision::placement);
    }

    Mono<Map<PlacementKey, Job>> last(String project) {
        return jobs.lastOfEachPlacement(project)
                .collect(
                        HashMap::new,
                        (found, job) -> job.order()
                                .placements()
                                .forEach(placement -> found.merge(
                                        new PlacementKey(project, job.order().environment(), placement.service()),
                                        job,
                                        (a, b) -> a.number() > b.number() ? a : b)));
    }
}
