package dev.slipway.approval;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditLog;
import dev.slipway.engine.Lease;
import dev.slipway.engine.Work;
import java.time.Clock;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reminds people of what still waits for them, again and again until it is decided. */
@Component
class Reminders implements Work {

    static final String WORK = "approval-reminder";

    private final ApprovalStore store;
    private final DatabaseClient database;
    private final Rounds rounds;
    private final AuditLog audit;
    private final Clock clock;

    Reminders(ApprovalStore store, DatabaseClient database, Rounds rounds, AuditLog audit, Clock clock) {
        this.store = store;
        this.database = database;
        this.rounds = rounds;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return WORK;
    }

    @Override
    public Outcome run(String id, Lease lease) {
        var waits = store.find(Long.parseLong(id))
                .filter(round -> round.state().undecided())
                .flatMap(round -> rounds.alone(round.subject().job(), remind(round)))
                .blockOptional();
        if (waits.isEmpty()) {
            settle(id);
        }
        return waits.isPresent()
                ? new Outcome.Again(clock.instant().plus(rounds.properties().remindAfter()))
                : new Outcome.Done();
    }

    /** A job that was cancelled meanwhile told nobody. */
    private void settle(String id) {
        store.find(Long.parseLong(id))
                .flatMap(round -> rounds.settle(round.subject().job(), clock.instant()))
                .block();
    }

    private Mono<Approval> remind(Approval round) {
        var event = Rounds.event(Actor.SYSTEM, "approval.remind", round)
                .because("It waits since " + round.ask().at());
        return database.sql("update approval set reminded_at = :at where id = :id")
                .bind("at", clock.instant())
                .bind("id", round.id())
                .then()
                .then(audit.append(event))
                .then(rounds.tell())
                .thenReturn(round);
    }
}
