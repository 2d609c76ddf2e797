package dev.slipway.job;

import dev.slipway.engine.Work.Outcome.Again;
import dev.slipway.job.spi.Gate;
import dev.slipway.target.PlacementKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Whether a job that has not started may: its gates are open and it holds the locks of its placements. */
@Component
class JobAdmission {

    private static final Logger LOG = LoggerFactory.getLogger(JobAdmission.class);

    /** Locks and gates wake the job when they open; this is the guarantee. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final List<Gate> gates;
    private final PlacementLocks locks;
    private final TransactionalOperator transactions;
    private final Provenance provenance;
    private final Clock clock;

    JobAdmission(
            ObjectProvider<Gate> gates,
            PlacementLocks locks,
            TransactionalOperator transactions,
            Provenance provenance,
            Clock clock) {
        this.gates = gates.orderedStream().toList();
        this.locks = locks;
        this.transactions = transactions;
        this.provenance = provenance;
        this.clock = clock;
    }

    /** What a job may do. */
    sealed interface Admission {

        record Go(Job job) implements Admission {}

        record Wait(Job job, Again again) implements Admission {}

        record Refuse(String reason) implements Admission {}
    }

    Admission ask(JobStore.Claimed claimed) {
        var job = claimed.job();
        var now = Instant.ofEpochMilli(clock.millis());
        if (!job.order().dryRun()) {
            var question = question(job);
            for (var gate : gates) {
                switch (answer(gate, question)) {
                    case Gate.Answer.Open _ -> {}
                    case Gate.Answer.Refused refused -> {
                        return new Admission.Refuse(refused.reason());
                    }
                    case Gate.Answer.Closed closed -> {
                        var opens = closed.opens() == null ? now.plus(LOOK_AGAIN) : closed.opens();
                        return waiting(job, Waiting.For.GATE, closed.reason(), opens);
                    }
                    case Gate.Answer.Unknown unknown -> {
                        return waiting(job, Waiting.For.GATE, unknown.reason(), now.plus(LOOK_AGAIN));
                    }
                }
            }
        }
        if (!claimed.locked()
                && !Boolean.TRUE.equals(
                        transactions.transactional(locks.take(job, now)).block())) {
            return waiting(job, Waiting.For.LOCK, blockedBy(job), now.plus(LOOK_AGAIN));
        }
        return new Admission.Go(job.with(provenance.withProven(job.project(), job.order())));
    }

    private static Admission waiting(Job job, Waiting.For what, String reason, Instant until) {
        return new Admission.Wait(
                job.await(new Waiting(what, reason, what == Waiting.For.LOCK ? null : until)), new Again(until));
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

    private static Gate.Question question(Job job) {
        var releases = new HashMap<PlacementKey, String>();
        for (var placement : job.order().placements()) {
            var version = placement.version();
            if (version != null) {
                releases.put(new PlacementKey(job.project(), job.order().environment(), placement.service()), version);
            }
        }
        return new Gate.Question(
                job.id(), job.project(), job.number(), job.order().environment(), releases);
    }

    private static Gate.Answer answer(Gate gate, Gate.Question question) {
        try {
            return gate.ask(question);
        } catch (Exception e) {
            LOG.warn("Gate {} cannot tell whether job {} may start", gate.name(), question.job(), e);
            return new Gate.Answer.Unknown("Gate " + gate.name() + " cannot tell: " + e.getMessage());
        }
    }
}
