package dev.slipway.job;

import dev.slipway.engine.Work.Outcome.Again;
import dev.slipway.job.spi.Gate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Whether a job that has not started may: its gates are open and it holds the locks of its placements. */
@Component
class JobAdmission {

    /** Locks and gates wake the job when they open; this is the guarantee. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final Gates gates;
    private final PlacementLocks locks;
    private final TransactionalOperator transactions;
    private final Provenance provenance;
    private final Clock clock;

    JobAdmission(
            Gates gates, PlacementLocks locks, TransactionalOperator transactions, Provenance provenance, Clock clock) {
        this.gates = gates;
        this.locks = locks;
        this.transactions = transactions;
        this.provenance = provenance;
        this.clock = clock;
    }

    /** What a job may do. */
    sealed interface Admission {

        record Go(Job job) implements Admission {}

        record Wait(Job job, Again again) implements Admission {}

        record Refuse(Job job, String reason) implements Admission {}
    }

    Admission ask(JobStore.Claimed claimed) {
        var job = claimed.job();
        var now = Instant.ofEpochMilli(clock.millis());
        if (gates.guard(job)) {
            var reading = gates.ask(job, null, Gate.Moment.START);
            job = job.read(reading);
            var refusal = reading.refusal();
            if (refusal.isPresent()) {
                return new Admission.Refuse(job, refusal.get().reason());
            }
            if (!reading.open()) {
                transactions.transactional(locks.stepAside(job, now)).block();
                var waiting = new Waiting(Waiting.For.GATE, reading.reason(), reading.next());
                return new Admission.Wait(job.await(waiting), new Again(lookAgain(reading, now)));
            }
        }
        if (!claimed.locked()) {
            if (!Boolean.TRUE.equals(
                    transactions.transactional(locks.take(job, now)).block())) {
                var waiting = new Waiting(Waiting.For.LOCK, blockedBy(job), null);
                return new Admission.Wait(job.await(waiting), new Again(now.plus(LOOK_AGAIN)));
            }
            // Who held the lock may have changed what this job replaces: the gates judge what is there now.
            return ask(new JobStore.Claimed(claimed.job(), true, claimed.inbox()));
        }
        return new Admission.Go(job.with(provenance.withProven(job.project(), job.order())));
    }

    /** When a gate may open by itself, and before that now and then, should its change not have been heard. */
    static Instant lookAgain(GateReading reading, Instant now) {
        var next = reading.next();
        var guarantee = now.plus(LOOK_AGAIN);
        return next != null && next.isBefore(guarantee) ? later(next, now.plusMillis(200)) : guarantee;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private String blockedBy(Job job) {
        var services =
                job.order().placements().stream().map(JobPlacement::service).toList();
        var holders = locks.holders(job.project(), job.order().environment(), services)
                .filter(holder -> holder.job() != job.id())
                .map(h -> "#" + h.number() + " of " + h.owner() + " has "
                        + h.placement().service() + ": " + h.reason())
                .collect(Collectors.joining("; "))
                .block();
        return holders == null || holders.isEmpty() ? "Jobs before it are in the queue" : holders;
    }
}
