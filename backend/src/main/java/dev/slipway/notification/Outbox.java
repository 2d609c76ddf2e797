package dev.slipway.notification;

import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditListener;
import dev.slipway.engine.WorkQueue;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Keeps what is worth telling from the moment it goes on record, in the same transaction: a change that is committed is
 * told, and one that is rolled back never is.
 */
@Component
class Outbox implements AuditListener {

    static final String WORK = "notification-routing";
    static final String PROJECT_GONE = "project.delete";

    private static final Set<String> WORTH_TELLING = Set.of(
            "job.start",
            "job.begin",
            "job.end",
            "job.ask",
            "approval.ask",
            "approval.remind",
            "approval.approve",
            "approval.reject",
            "approval.expired",
            "approval.void",
            "glass.break",
            "glass.review",
            "freeze.override",
            "everything.stop",
            "everything.resume",
            "alert.open",
            "alert.acknowledge",
            "alert.resolve",
            PROJECT_GONE);

    /** Costs nothing where nobody is to be told. */
    private static final String ADD = """
        insert into notification_outbox (stream, at, actor, action, project, subject, after, reason)
        select :stream, :at, :actor, :action, :project, :subject, cast(:after as jsonb), :reason
        where exists (select 1 from notification_channel)
        """;

    private final DatabaseClient database;
    private final WorkQueue work;
    private final JsonMapper json;
    private final Clock clock;

    Outbox(DatabaseClient database, WorkQueue work, JsonMapper json, Clock clock) {
        this.database = database;
        this.work = work;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Mono<Void> recorded(AuditEvent event) {
        return WORTH_TELLING.contains(event.action()) ? add(event) : Mono.empty();
    }

    private Mono<Void> add(AuditEvent event) {
        var now = clock.instant();
        var stream = Recorded.stream(event.project(), event.subject());
        return database.sql(ADD)
                .bind("stream", stream)
                .bind("at", now.atOffset(ZoneOffset.UTC))
                .bind("actor", event.actor().name())
                .bind("action", event.action())
                .bind("project", Parameter.fromOrEmpty(event.project(), String.class))
                .bind("subject", event.subject())
                .bind("after", Parameter.fromOrEmpty(event.after(), String.class))
                .bind("reason", Parameter.fromOrEmpty(event.reason(), String.class))
                .fetch()
                .rowsUpdated()
                .filter(added -> added > 0)
                .flatMap(_ -> work.schedule(WORK, stream, now));
    }

    /** What was not routed yet, in the order in which it happened. */
    Mono<List<Recorded>> of(String stream) {
        return database.sql(
                        "select *, after::text as state from notification_outbox where stream = :stream order by id")
                .bind("stream", stream)
                .map(this::read)
                .all()
                .collectList();
    }

    Mono<Void> remove(Recorded routed) {
        return database.sql("delete from notification_outbox where id = :id")
                .bind("id", routed.id())
                .then();
    }

    private Recorded read(Readable row) {
        var after = row.get("state", String.class);
        return new Recorded(
                Objects.requireNonNull(row.get("id", Long.class)),
                text(row, "message"),
                Objects.requireNonNull(row.get("at", Instant.class)),
                text(row, "actor"),
                text(row, "action"),
                new Recorded.What(
                        row.get("project", String.class),
                        text(row, "subject"),
                        after == null ? MissingNode.getInstance() : json.readTree(after),
                        row.get("reason", String.class)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}
