package dev.slipway.dashboard.placement;

import dev.slipway.job.Job;
import dev.slipway.job.JobChange;
import dev.slipway.job.JobChanges;
import dev.slipway.job.Jobs;
import dev.slipway.job.VerifiedRevision;
import dev.slipway.job.VerifiedRevisions;
import dev.slipway.target.PlacementKey;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What jobs have to do with one placement now. */
@Component
class PlacementJobs {

    private final Jobs jobs;
    private final VerifiedRevisions verified;
    private final JobChanges changes;

    PlacementJobs(Jobs jobs, VerifiedRevisions verified, JobChanges changes) {
        this.jobs = jobs;
        this.verified = verified;
        this.changes = changes;
    }

    Mono<VerifiedRevision> verified(PlacementKey key) {
        return verified.of(key);
    }

    /** The first in the queue, dry runs left out. */
    Mono<Job> changing(PlacementKey key) {
        return jobs.open(key.project())
                .filter(job -> !job.over()
                        && !job.order().dryRun()
                        && job.order().environment().equals(key.environment())
                        && job.order().placement(key.service()).isPresent())
                .collectList()
                .flatMap(all -> all.isEmpty() ? Mono.empty() : Mono.just(all.getFirst()));
    }

    Flux<JobChange> changes(PlacementKey key) {
        return changes.all().filter(change -> change.project().equals(key.project()));
    }
}
