package dev.slipway.freeze;

import dev.slipway.target.PlacementKey;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Reads freezes, locks and the stop from PostgreSQL. */
@Repository
class HoldRows {

    /** One question to the database, because every job asks it before it starts. */
    private static final String HOLDS = """
        select
            (select to_jsonb(s) from stop_switch s) as stop,
            (select jsonb_agg(to_jsonb(f) order by f.id) from freeze_window f
                where (f.project is null or f.project = :project)
                    and (f.environment is null or f.environment = :environment)) as freezes,
            (select jsonb_agg(to_jsonb(l) order by l.id) from person_lock l
                where l.project = :project and l.environment = :environment
                    and (l.expires_at is null or l.expires_at > :at)) as locks,
            (select jsonb_agg(to_jsonb(o)) from freeze_override o where o.job_id = :job) as overrides
        """;

    private static final String FREEZES = "select id, title, denies, project, environment, service, starts, ends, zone,"
            + " rule, reason, made_by, made_at from freeze_window f";

    private static final String LOCKS = "select id, project, environment, service, owner_id, owner, reason, since,"
            + " expires_at from person_lock l";

    private final DatabaseClient database;
    private final JsonMapper json;

    HoldRows(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** @param job whose overrides count; null for none */
    Mono<Holds> holds(
            String project, String environment, List<PlacementKey> placements, @Nullable Long job, Instant at) {
        return database.sql(HOLDS)
                .bind("project", project)
                .bind("environment", environment)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("job", Parameter.fromOrEmpty(job, Long.class))
                .map(row -> new Holds(
                        rows(row, "stop", StopRow.class)
                                .map(StopRow::stop)
                                .findFirst()
                                .orElse(null),
                        rows(row, "freezes", FreezeRow[].class)
                                .flatMap(Stream::of)
                                .map(FreezeRow::freeze)
                                .filter(f -> f.scope().touches(project, environment, placements))
                                .toList(),
                        rows(row, "locks", LockRow[].class)
                                .flatMap(Stream::of)
                                .map(LockRow::lock)
                                .filter(l -> new Scope(l.project(), l.environment(), l.service())
                                        .touches(project, environment, placements))
                                .toList(),
                        rows(row, "overrides", OverrideRow[].class)
                                .flatMap(Stream::of)
                                .map(OverrideRow::override)
                                .collect(Collectors.toMap(Holds.Override::freeze, Function.identity()))))
                .one();
    }

    private <T> Stream<T> rows(Readable row, String column, Class<T> type) {
        var text = row.get(column, Json.class);
        return text == null ? Stream.empty() : Stream.of(json.readValue(text.asString(), type));
    }

    /** Freezes of a project, and those of all projects; of all projects alone when none is named. */
    Flux<Freeze> freezes(@Nullable String project) {
        var where = project == null ? " where project is null" : " where project is null or project = :project";
        var query = database.sql(FREEZES + where + " order by id");
        return (project == null ? query : query.bind("project", project))
                .map(HoldRows::freezeOf)
                .all();
    }

    Mono<Freeze> freeze(long id) {
        return database.sql(FREEZES + " where id = :id")
                .bind("id", id)
                .map(HoldRows::freezeOf)
                .one();
    }

    Flux<Lock> locks(String project, Instant at) {
        return database.sql(
                        LOCKS + " where project = :project and (expires_at is null or expires_at > :at) order by id")
                .bind("project", project)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .map(HoldRows::lockOf)
                .all();
    }

    Mono<Stop> stop() {
        return database.sql("select pauses, reason, made_by, since from stop_switch")
                .map(row -> new Stop(
                        Objects.requireNonNull(row.get("pauses", Boolean.class)),
                        text(row, "reason"),
                        text(row, "made_by"),
                        instant(row, "since")))
                .one();
    }

    static Freeze freezeOf(Readable row) {
        return new Freeze(
                Objects.requireNonNull(row.get("id", Long.class)),
                text(row, "title"),
                kind(Objects.requireNonNull(row.get("denies", Boolean.class))),
                new Scope(
                        row.get("project", String.class),
                        row.get("environment", String.class),
                        row.get("service", String.class)),
                new Window(
                        Objects.requireNonNull(row.get("starts", LocalDateTime.class)),
                        Objects.requireNonNull(row.get("ends", LocalDateTime.class)),
                        ZoneId.of(text(row, "zone")),
                        row.get("rule", String.class)),
                text(row, "reason"),
                text(row, "made_by"),
                instant(row, "made_at"));
    }

    static Lock lockOf(Readable row) {
        var expires = row.get("expires_at", OffsetDateTime.class);
        return new Lock(
                Objects.requireNonNull(row.get("id", Long.class)),
                text(row, "project"),
                text(row, "environment"),
                row.get("service", String.class),
                text(row, "owner_id"),
                text(row, "owner"),
                text(row, "reason"),
                instant(row, "since"),
                expires == null ? null : expires.toInstant());
    }

    private static Freeze.Kind kind(boolean denies) {
        return denies ? Freeze.Kind.DENY : Freeze.Kind.ALLOW;
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    private static Instant instant(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, OffsetDateTime.class), column)
                .toInstant();
    }

    /** A row as PostgreSQL writes it as JSON; so are the others below. */
    record FreezeRow(
            long id,
            String title,
            boolean denies,
            @Nullable String project,
            @Nullable String environment,
            @Nullable String service,
            LocalDateTime starts,
            LocalDateTime ends,
            String zone,
            @Nullable String rule,
            String reason,
            String made_by,
            OffsetDateTime made_at) {

        Freeze freeze() {
            return new Freeze(
                    id,
                    title,
                    kind(denies),
                    new Scope(project, environment, service),
                    new Window(starts, ends, ZoneId.of(zone), rule),
                    reason,
                    made_by,
                    made_at.toInstant());
        }
    }

    record LockRow(
            long id,
            String project,
            String environment,
            @Nullable String service,
            String owner_id,
            String owner,
            String reason,
            OffsetDateTime since,
            @Nullable OffsetDateTime expires_at) {

        Lock lock() {
            return new Lock(
                    id,
                    project,
                    environment,
                    service,
                    owner_id,
                    owner,
                    reason,
                    since.toInstant(),
                    expires_at == null ? null : expires_at.toInstant());
        }
    }

    record StopRow(boolean pauses, String reason, String made_by, OffsetDateTime since) {

        Stop stop() {
            return new Stop(pauses, reason, made_by, since.toInstant());
        }
    }

    record OverrideRow(long freeze_id, String made_by, String reason) {

        Holds.Override override() {
            return new Holds.Override(freeze_id, made_by, reason);
        }
    }
}
