package dev.slipway.promotion;

import dev.slipway.engine.Signals;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Promotions in the database. What writes takes part in the caller's transaction. */
@Component
class StoredPromotions implements Promotions {

    private static final String TOPIC = "promotion";
    private static final String SELECT = """
        select id, project, number, asked, job_id, job_number, state, reason, ended_at, superseded_by from promotion
        where \
        """;
    private static final String INSERT = """
        insert into promotion (project, number, target, services, asked, idempotency_key, request_hash, job_id,
            job_number, state)
        values (:project, :number, :target, :services, cast(:asked as jsonb), :key, :hash, :job, :jobNumber, :state)
        returning id
        """;
    private static final String MOVE = """
        update promotion set state = :state, reason = :reason, ended_at = :ended, superseded_by = :newer
        where id = :id and state = :before
        """;

    private final DatabaseClient database;
    private final JsonMapper json;
    private final Signals signals;

    StoredPromotions(DatabaseClient database, JsonMapper json, Signals signals) {
        this.database = database;
        this.json = json;
        this.signals = signals;
    }

    @Override
    public Mono<Promotion> find(String project, long number) {
        return database.sql(SELECT + "project = :project and number = :number")
                .bind("project", project)
                .bind("number", number)
                .map(this::promotion)
                .all()
                .singleOrEmpty();
    }

    Mono<Promotion> find(long id) {
        return database.sql(SELECT + "id = :id")
                .bind("id", id)
                .map(this::promotion)
                .all()
                .singleOrEmpty();
    }

    @Override
    public Mono<Promotion> ofJob(long job) {
        return database.sql(SELECT + "job_id = :job")
                .bind("job", job)
                .map(this::promotion)
                .all()
                .singleOrEmpty();
    }

    @Override
    public Mono<Promotion> ofJob(String project, long jobNumber) {
        return database.sql(SELECT + "project = :project and job_number = :job")
                .bind("project", project)
                .bind("job", jobNumber)
                .map(this::promotion)
                .all()
                .singleOrEmpty();
    }

    @Override
    public Flux<Promotion> open(String project) {
        return database.sql(SELECT + "project = :project and ended_at is null order by number")
                .bind("project", project)
                .map(this::promotion)
                .all();
    }

    @Override
    public Flux<Promotion> page(String project, @Nullable String to, @Nullable Long before, int limit) {
        return database.sql(SELECT + "project = :project and (:to::text is null or target = :to)"
                        + " and (:before::bigint is null or number < :before) order by number desc limit :limit")
                .bind("project", project)
                .bind("to", Parameter.fromOrEmpty(to, String.class))
                .bind("before", Parameter.fromOrEmpty(before, Long.class))
                .bind("limit", limit)
                .map(this::promotion)
                .all();
    }

    @Override
    public Flux<String> changes() {
        return signals.on(TOPIC);
    }

    /** Tells pages that something of the project's promotions has changed. */
    Mono<Void> announce(String project) {
        return signals.send(TOPIC, project);
    }

    /** The next number of the project; those who ask meanwhile wait until the transaction ends. */
    Mono<Long> nextNumber(String project) {
        return database.sql("""
            insert into promotion_number (project, last) values (:project, 1)
            on conflict (project) do update set last = promotion_number.last + 1 returning last
            """)
                .bind("project", project)
                .mapValue(Long.class)
                .all()
                .singleOrEmpty();
    }

    /** A promotion made with an idempotency key. */
    record Keyed(Promotion promotion, String hash) {}

    Mono<Keyed> byKey(String project, String key) {
        return database.sql(SELECT.replace("superseded_by", "superseded_by, request_hash")
                        + "project = :project and idempotency_key = :key")
                .bind("project", project)
                .bind("key", key)
                .map(row -> new Keyed(promotion(row), text(row, "request_hash")))
                .all()
                .singleOrEmpty();
    }

    /** @param key what two equal requests have in common, if the asker gave one; with the hash of the request */
    record Key(@Nullable String key, @Nullable String hash) {}

    /** Its id is given by the database. */
    Mono<Promotion> insert(Promotion promotion, Key key) {
        var asked = promotion.asked();
        return database.sql(INSERT)
                .bind("project", promotion.project())
                .bind("number", promotion.number())
                .bind("target", asked.to())
                .bind("services", asked.services().toArray(String[]::new))
                .bind("asked", json.writeValueAsString(asked))
                .bind("key", Parameter.fromOrEmpty(key.key(), String.class))
                .bind("hash", Parameter.fromOrEmpty(key.hash(), String.class))
                .bind("job", promotion.job())
                .bind("jobNumber", promotion.jobNumber())
                .bind("state", promotion.state().name())
                .mapValue(Long.class)
                .all()
                .singleOrEmpty()
                .map(id -> new Promotion(
                        id,
                        promotion.project(),
                        promotion.number(),
                        asked,
                        promotion.job(),
                        promotion.jobNumber(),
                        promotion.fate()));
    }

    /** Empty when somebody else moved it meanwhile. */
    Mono<Promotion> move(Promotion before, Promotion after) {
        var fate = after.fate();
        var ended = fate.endedAt();
        return database.sql(MOVE)
                .bind("id", after.id())
                .bind("before", before.state().name())
                .bind("state", fate.state().name())
                .bind("reason", Parameter.fromOrEmpty(fate.reason(), String.class))
                .bind(
                        "ended",
                        Parameter.fromOrEmpty(
                                ended == null ? null : ended.atOffset(ZoneOffset.UTC), OffsetDateTime.class))
                .bind("newer", Parameter.fromOrEmpty(fate.supersededBy(), Long.class))
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(rows -> announce(after.project()).thenReturn(after));
    }

    private Promotion promotion(Readable row) {
        var asked = Objects.requireNonNull(row.get("asked", Json.class));
        return new Promotion(
                number(row, "id"),
                text(row, "project"),
                number(row, "number"),
                json.readValue(asked.asString(), Promotion.Asked.class),
                number(row, "job_id"),
                number(row, "job_number"),
                new Promotion.Fate(
                        PromotionState.valueOf(text(row, "state")),
                        row.get("reason", String.class),
                        instant(row, "ended_at"),
                        row.get("superseded_by", Long.class)));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class), column);
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    private static @Nullable Instant instant(Readable row, String column) {
        var time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
