package dev.slipway.job;

import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ends jobs: verdict, proven revisions and released locks stand or fall together. */
@Component
class JobEnding {

    private final JobStore store;
    private final PlacementLocks locks;
    private final StoredVerifiedRevisions verified;
    private final TransactionalOperator transactions;
    private final Clock clock;

    JobEnding(
            JobStore store,
            PlacementLocks locks,
            StoredVerifiedRevisions verified,
            TransactionalOperator transactions,
            Clock clock) {
        this.store = store;
        this.locks = locks;
        this.verified = verified;
        this.transactions = transactions;
        this.clock = clock;
    }

    void end(Job before, Job job, long fence) {
        end(before, job, VerdictOfJob.of(job), fence);
    }

    /** The job may not start. */
    void refuse(Job before, String reason, long fence) {
        var now = now();
        var skipped = before.with(before.steps().stream()
                .map(s -> s.state() == StepState.PENDING ? s.skip(now, "Not run: " + reason) : s)
                .toList());
        end(before, skipped, new JobVerdict(Outcome.FAILED, reason, Map.of()), fence);
    }

    private void end(Job before, Job job, JobVerdict verdict, long fence) {
        var now = now();
        var ended = job.end(verdict, now);
        var proven = proven(job);
        var save = store.save(before, ended, fence);
        if (job.order().placements().isEmpty()) {
            save.block();
            return;
        }
        var all = save.thenMany(Flux.fromIterable(proven.entrySet()))
                .concatMap(e -> verified.put(job, e.getKey(), e.getValue(), now))
                .then(Mono.defer(() -> locks.release(job, now)));
        transactions.transactional(all).block();
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /**
     * What the job has proven by service. A deployment that succeeded counts only if nothing that belongs to the
     * service failed or was cut short after it, such as its verification.
     */
    private Map<String, Revision> proven(Job job) {
        var proven = new LinkedHashMap<String, Revision>();
        VerdictOfJob.verdicts(job).forEach((service, verdict) -> {
            var version = verdict.proof().version();
            var counts = verdict.outcome() == Outcome.ROLLED_BACK
                    || verdict.outcome() == Outcome.SUCCEEDED && sound(job, service);
            if (counts && version != null) {
                revision(job, service, version).ifPresent(revision -> proven.put(service, revision));
            }
        });
        return proven;
    }

    private static boolean sound(Job job, String service) {
        return job.steps().stream()
                .filter(s -> s.service() == null || s.service().equals(service))
                .noneMatch(s -> s.state() == StepState.FAILED
                        || s.state() == StepState.IGNORED
                        || s.state() == StepState.CANCELLED);
    }

    /** The revision of the version that was proven; empty when it is the one that was proven last already. */
    private Optional<Revision> revision(Job job, String service, String version) {
        var key = new PlacementKey(job.project(), job.order().environment(), service);
        var known = verified.history(key, 20)
                .map(VerifiedRevision::revision)
                .collectList()
                .blockOptional()
                .orElse(List.of());
        var asked = job.order()
                .placement(service)
                .map(JobPlacement::revision)
                .filter(r -> r.version().equals(version));
        return asked.or(() ->
                        known.stream().filter(r -> r.version().equals(version)).findFirst())
                .filter(r -> known.isEmpty() || !known.getFirst().equals(r));
    }
}
