package dev.slipway.approval;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.engine.Signals;
import dev.slipway.engine.WorkQueue;
import dev.slipway.job.spi.Gate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** Changes rounds: one at a time for each job, with the record of it, and told to pages and portals. */
@Component
class Rounds {

    static final String TOPIC = "approval";

    private final ApprovalStore store;
    private final AuditLog audit;
    private final Messenger messenger;
    private final ApprovalProperties properties;
    private final TransactionalOperator transactions;

    /** Tells others. */
    @Component
    record Messenger(Signals signals, WorkQueue work) {}

    Rounds(
            ApprovalStore store,
            AuditLog audit,
            Messenger messenger,
            ApprovalProperties properties,
            TransactionalOperator transactions) {
        this.store = store;
        this.audit = audit;
        this.messenger = messenger;
        this.properties = properties;
        this.transactions = transactions;
    }

    ApprovalProperties properties() {
        return properties;
    }

    /** Judges the latest round of a job, and returns the judgement with its rounds as they were written. */
    Mono<Judgement> judge(long job, Function<Optional<Approval>, Judgement> judge) {
        return alone(
                job,
                store.latest(job)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(last -> write(judge.apply(last))));
    }

    /** As {@link #judge}, unless somebody wants the job to stop: then nobody is asked any more. */
    Mono<Judgement> admit(long job, Function<Optional<Approval>, Judgement> judge) {
        var stopping = new Judgement(
                Gate.Standing.closed(Judge.GATE, "Approval", "The job is being cancelled", Gate.Opening.NONE),
                List.of());
        return alone(
                job, store.cancelled(job).flatMap(cancelled -> cancelled ? Mono.just(stopping) : judge(job, judge)));
    }

    /** Puts on record that the job of the latest round was taken back, in the transaction in which it was. */
    Mono<Void> withdraw(long job, String reason, Instant now) {
        return alone(
                job,
                store.latest(job)
                        .filter(round -> round.state() == ApprovalState.WITHDRAWN
                                && round.course().endedAt() == null)
                        .flatMap(round -> store.save(round.settled(reason, now)))
                        .flatMap(this::recorded)
                        .then(tell()));
    }

    private Mono<Judgement> write(Judgement judgement) {
        return Flux.fromIterable(judgement.written())
                .concatMap(round -> store.save(round)
                        .flatMap(saved -> (round.id() == 0 ? begun(saved) : recorded(saved)).thenReturn(saved)))
                .collectList()
                .flatMap(saved -> (saved.isEmpty() ? Mono.<Void>empty() : tell())
                        .thenReturn(new Judgement(judgement.standing(), saved)));
    }

    /** Sees to it that what became of the job's latest round goes on record soon. */
    Mono<Void> settleSoon(long job, Instant now) {
        return messenger.work().schedule(Settlement.WORK, Long.toString(job), now.plus(Settlement.SOON));
    }

    /** Records what became of the job's latest round, if that is known; whether there is nothing left to wait for. */
    Mono<Boolean> settle(long job, Instant now) {
        return alone(
                job,
                store.latest(job)
                        .flatMap(round -> round.state().open() || round.course().endedAt() != null
                                ? Mono.just(!round.state().open())
                                : store.save(round.settled(now))
                                        .flatMap(this::recorded)
                                        .then(tell())
                                        .thenReturn(true))
                        .defaultIfEmpty(true));
    }

    /** Runs in a transaction while nobody else can change the rounds of the job. */
    <T> Mono<T> alone(long job, Mono<T> action) {
        return store.lock(job).then(Mono.defer(() -> action)).as(transactions::transactional);
    }

    Mono<Void> tell() {
        return messenger.signals().send(TOPIC, "");
    }

    private Mono<Void> begun(Approval round) {
        var event = event(Actor.SYSTEM, "approval.ask", round)
                .because("Asked for by " + round.ask().requester().name());
        return audit.append(event)
                .then(messenger
                        .work()
                        .schedule(
                                Reminders.WORK,
                                Long.toString(round.id()),
                                round.ask().at().plus(properties.remindAfter())));
    }

    private Mono<Void> recorded(Approval round) {
        var verb = round.state().open() ? "count" : round.state().name().toLowerCase(Locale.ROOT);
        return audit.append(event(Actor.SYSTEM, "approval." + verb, round)
                .because(round.course().reason()));
    }

    static AuditEvent event(Actor actor, String action, Approval round) {
        var about = JsonNodeFactory.instance.objectNode();
        about.put("state", round.state().name());
        about.put("round", round.round());
        about.put("hash", round.effect().hash());
        var changes = round.course().changes();
        if (!changes.isEmpty()) {
            var list = about.putArray("changes");
            changes.stream().map(EffectChange::what).forEach(list::add);
        }
        return AuditEvent.of(
                        actor,
                        action,
                        round.subject().project(),
                        "job #" + round.subject().number())
                .change(null, about.toString());
    }
}
