package dev.slipway.audit;

import dev.slipway.web.Origin;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The record in PostgreSQL, in a table that refuses updates and deletions. Appending takes no lock; the {@link Sealer}
 * links what was committed into the chain.
 */
@Component
class StoredAuditLog implements AuditLog {

    private final DatabaseClient database;
    private final Clock clock;
    private final Sealer sealer;
    private final List<AuditListener> listeners;

    @Autowired
    StoredAuditLog(DatabaseClient database, Clock clock, Sealer sealer, ObjectProvider<AuditListener> listeners) {
        this(database, clock, sealer, listeners.orderedStream().toList());
    }

    /** With nobody who listens. */
    StoredAuditLog(DatabaseClient database, Clock clock, Sealer sealer) {
        this(database, clock, sealer, List.of());
    }

    private StoredAuditLog(DatabaseClient database, Clock clock, Sealer sealer, List<AuditListener> listeners) {
        this.database = database;
        this.clock = clock;
        this.sealer = sealer;
        this.listeners = listeners;
    }

    @Override
    public Mono<Void> append(AuditEvent event) {
        var record = Mono.deferContextual(context -> insert(event, Origin.of(context)));
        var heard = Flux.fromIterable(listeners).concatMap(listener -> listener.recorded(event));
        // Both are on their way at once over the transaction's one connection.
        return Mono.whenDelayError(record, heard).then(onceCommitted());
    }

    private Mono<Void> insert(AuditEvent event, Origin origin) {
        return database.sql("""
            insert into audit_event
                (at, actor_kind, actor_id, actor_name, action, project, subject, before, after, reason, address, request)
            values (:at, :kind, :id, :name, :action, :project, :subject,
                    cast(:before as jsonb), cast(:after as jsonb), :reason, :address, :request)\
            """)
                .bind("at", clock.instant())
                .bind("kind", event.actor().kind().name())
                .bind("id", event.actor().id())
                .bind("name", event.actor().name())
                .bind("action", event.action())
                .bind("project", Parameter.fromOrEmpty(event.project(), String.class))
                .bind("subject", event.subject())
                .bind("before", Parameter.fromOrEmpty(event.before(), String.class))
                .bind("after", Parameter.fromOrEmpty(event.after(), String.class))
                .bind("reason", Parameter.fromOrEmpty(event.reason(), String.class))
                .bind("address", Parameter.fromOrEmpty(origin.address(), String.class))
                .bind("request", Parameter.fromOrEmpty(origin.request(), String.class))
                .then();
    }

    private Mono<Void> onceCommitted() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(sealer::wake);
                    }
                }))
                .then()
                .onErrorResume(NoTransactionException.class, none -> Mono.fromRunnable(sealer::wake));
    }
}
