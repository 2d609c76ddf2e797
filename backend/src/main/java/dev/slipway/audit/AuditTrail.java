package dev.slipway.audit;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the record, newest first. */
@Component
public class AuditTrail {

    private static final String SELECT = """
        select e.id, at, actor_kind, actor_id, actor_name, action, project, subject,
               before::text as before, after::text as after, reason, address, request, l.number as entry
          from audit_event e left join audit_link l on l.event = e.id
        """;

    /** By what is asked for. */
    private static final Map<String, String> CONDITIONS = Map.of(
            "project", "project = :project",
            "projects", "project = any(:projects)",
            "actor", "actor_id = :actor",
            "action", "(action = :action or starts_with(action, :action || '.'))",
            "text",
                    "concat_ws(' ', action, project, subject, actor_id, actor_name, reason, address, request, before,"
                            + " after) ilike :text",
            "older", "e.id < :older",
            "since", "e.id >= :since");

    /** So many of the newest records are searched for a text at a time: each is read, which takes some 4 microseconds. */
    private static final long SEARCHED = 100_000;

    /** Walks along the index from one action to the next instead of reading every record. */
    private static final String ACTIONS = """
        with recursive known as (
            (select action from audit_event order by action limit 1)
            union all
            select (select e.action from audit_event e where e.action > k.action order by e.action limit 1)
            from known k where k.action is not null)
        select action from known where action is not null
        """;

    private final DatabaseClient database;
    private final JsonMapper json;
    private final long searched;

    @Autowired
    AuditTrail(DatabaseClient database, JsonMapper json) {
        this(database, json, SEARCHED);
    }

    /** @param searched how many records are searched for a text at a time */
    AuditTrail(DatabaseClient database, JsonMapper json, long searched) {
        this.database = database;
        this.json = json;
        this.searched = searched;
    }

    /** At most {@code limit} records, wherever they are; the id of the last is the key of the next page. */
    public Flux<AuditRecord> find(AuditFilter filter, int limit) {
        return find(filter, null, 0, limit);
    }

    /**
     * One page, newest first. A text is looked for in a stretch of the record, for reading all of it takes seconds.
     *
     * @param projects keys of those of which it may tell; null for all that there is
     */
    public Mono<AuditStretch> stretch(AuditFilter filter, String @Nullable [] projects, int size) {
        var since = filter.text() == null ? Mono.just(0L) : newest(filter).map(id -> Math.max(0, id - searched));
        return since.flatMap(from ->
                find(filter, projects, from, size + 1).collectList().map(found -> AuditStretch.of(found, size, from)));
    }

    /** Of the records that may be found, the id after the newest. */
    private Mono<Long> newest(AuditFilter filter) {
        return Mono.justOrEmpty(filter.before())
                .switchIfEmpty(database.sql("select coalesce(max(id), 0) + 1 from audit_event")
                        .mapValue(Long.class)
                        .all()
                        .single());
    }

    /** @param since only records with this id or a later one */
    private Flux<AuditRecord> find(AuditFilter filter, String @Nullable [] projects, long since, int limit) {
        var values = values(filter, projects);
        if (since > 0) {
            values.put("since", since);
        }
        var select = database.sql(SELECT + where(values) + " order by e.id desc limit :limit")
                .bind("limit", limit);
        for (var value : values.entrySet()) {
            select = select.bind(value.getKey(), value.getValue());
        }
        return select.map(this::read).all();
    }

    /** Only what is asked for is in the statement, so that each has the plan, and the index, that suits it. */
    private static String where(Map<String, Object> values) {
        return CONDITIONS.entrySet().stream()
                .filter(condition -> values.containsKey(condition.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(" and "), all -> all.isEmpty() ? "" : "where " + all));
    }

    private static Map<String, Object> values(AuditFilter filter, String @Nullable [] projects) {
        var values = new LinkedHashMap<String, Object>();
        put(values, "project", filter.project());
        put(values, "actor", filter.actor());
        put(values, "action", filter.action());
        put(values, "text", filter.pattern());
        put(values, "older", filter.before());
        put(values, "projects", projects);
        return values;
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    /** The actions recorded so far, in alphabetical order. */
    public Flux<String> actions() {
        return database.sql(ACTIONS).mapValue(String.class).all();
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
