package dev.slipway.audit;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the record, newest first. */
@Component
public class AuditTrail {

    private final DatabaseClient database;
    private final JsonMapper json;

    AuditTrail(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** At most {@code limit} records; the id of the last is the key of the next page. */
    public Flux<AuditRecord> find(AuditFilter filter, int limit) {
        return database.sql("""
            select e.id, at, actor_kind, actor_id, actor_name, action, project, subject,
                   before::text as before, after::text as after, reason, address, request, l.number as entry
              from audit_event e left join audit_link l on l.event = e.id
             where (:project::text is null or project = :project)
               and (:actor::text is null or actor_id = :actor)
               and (:action::text is null or action = :action or starts_with(action, :action || '.'))
               and (:text::text is null or concat_ws(' ', action, project, subject, actor_id, actor_name, reason, address,
                    request, before, after) ilike :text)
               and (:older::bigint is null or e.id < :older)
             order by e.id desc
             limit :limit\
            """)
                .bind("project", Parameter.fromOrEmpty(filter.project(), String.class))
                .bind("actor", Parameter.fromOrEmpty(filter.actor(), String.class))
                .bind("action", Parameter.fromOrEmpty(filter.action(), String.class))
                .bind("text", Parameter.fromOrEmpty(filter.pattern(), String.class))
                .bind("older", Parameter.fromOrEmpty(filter.before(), Long.class))
                .bind("limit", limit)
                .map(this::read)
                .all();
    }

    /** The actions recorded so far, in alphabetical order. */
    public Flux<String> actions() {
        return database.sql("select distinct action from audit_event order by action")
                .mapValue(String.class)
                .all();
    }

    /** Keys of projects with a record, also of those that were removed since. */
    public Flux<String> projects() {
        return database.sql("select chain from audit_chain where chain <> '' order by chain")
                .mapValue(String.class)
                .all();
    }

    private AuditRecord read(Readable row) {
        return new AuditRecord(
                Objects.requireNonNull(row.get("id", Long.class)),
                Objects.requireNonNull(row.get("at", Instant.class)),
                new Actor(Actor.Kind.valueOf(text(row, "actor_kind")), text(row, "actor_id"), text(row, "actor_name")),
                text(row, "action"),
                row.get("project", String.class),
                text(row, "subject"),
                Difference.between(tree(row.get("before", String.class)), tree(row.get("after", String.class))),
                row.get("reason", String.class),
                row.get("address", String.class),
                row.get("request", String.class),
                row.get("entry", Long.class));
    }

    private @Nullable JsonNode tree(@Nullable String value) {
        return value == null ? null : json.readTree(value);
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}
