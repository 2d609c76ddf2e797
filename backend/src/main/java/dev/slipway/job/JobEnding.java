package dev.slipway.job;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.engine.Lease;
import dev.slipway.target.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ends jobs: verdict, its record, proven revisions and released locks stand or fall together. */
@Component
class JobEnding {

    private final JobStore store;
    private final Aftermath aftermath;
    private final ProvenByJob proven;
    private final TransactionalOperator transactions;
    private final Clock clock;

    /** What changes beside the job when it ends. */
    @Component
    record Aftermath(
            AuditLog audit,
            StoredVerifiedRevisions verified,
            LastRollbacks rollbacks,
            PlacementLocks locks,
            Withdrawals withdrawals) {}

    JobEnding(
            JobStore store, Aftermath aftermath, ProvenByJob proven, TransactionalOperator transactions, Clock clock) {
        this.store = store;
        this.aftermath = aftermath;
        this.proven = proven;
        this.transactions = transactions;
        this.clock = clock;
    }

    void end(Job before, Job job, Lease lease) {
        end(before, job, VerdictOfJob.of(job), lease);
    }

    /** The job may not start. */
    void refuse(Job before, Job job, String reason, Lease lease) {
        var now = now();
        var skipped = job.with(job.steps().stream()
                .map(s -> s.state() == StepState.PENDING ? s.skip(now, "Not run: " + reason) : s)
                .toList());
        end(before, skipped, new JobVerdict(Outcome.FAILED, reason, Map.of()), lease);
    }

    private void end(Job before, Job job, JobVerdict verdict, Lease lease) {
        var now = now();
        var ended = job.end(verdict, now);
        var revisions = proven.by(job);
        var save = store.save(before, ended, lease.fence()).thenReturn(ended);
        var begun = ended.status().startedAt() != null;
        var all = (begun ? save : aftermath.withdrawals().around(job.id(), verdict.reason(), save))
                .then(Mono.defer(() -> aftermath.audit().append(event(job, verdict))))
                .thenMany(Flux.fromIterable(revisions.entrySet()))
                .concatMap(e -> aftermath.verified().put(job, e.getKey(), e.getValue(), now))
                .then(Mono.defer(() -> verdict.services().isEmpty()
                        ? Mono.empty()
                        : aftermath.rollbacks().note(job, verdict, now)))
                .then(Mono.defer(() -> job.order().placements().isEmpty()
                        ? Mono.empty()
                        : aftermath.locks().release(job, now)));
        Insistence.on(transactions.transactional(all), lease);
    }

    private static AuditEvent event(Job job, JobVerdict verdict) {
        return AuditEvent.of(Actor.SYSTEM, "job.end", job.project(), "job #" + job.number())
                .because(verdict.reason())
                .change(null, "{\"outcome\":\"" + verdict.outcome() + "\"}");
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
