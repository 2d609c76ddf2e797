package dev.slipway.audit;

import java.time.Clock;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The record in PostgreSQL, in a table that refuses updates and deletions. */
@Component
class StoredAuditLog implements AuditLog {

    private final DatabaseClient database;
    private final Clock clock;

    StoredAuditLog(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Mono<Void> append(AuditEvent event) {
        return database.sql("""
            insert into audit_event
                (at, actor_kind, actor_id, actor_name, action, project, subject, before, after, reason)
            values (:at, :kind, :id, :name, :action, :project, :subject,
                    cast(:before as jsonb), cast(:after as jsonb), :reason)\
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
                .then();
    }
}
