package dev.slipway.health;

import dev.slipway.engine.Signals;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The last look at each placement, and the changes between looks. */
@Repository
class Looks {

    static final String TOPIC = "health";

    private static final String COLUMNS =
            "select project, environment, service, looked_at, period_millis, failures, trouble, seen from"
                    + " health_observation";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Signals signals;
    private final JsonMapper json;

    Looks(DatabaseClient database, TransactionalOperator transaction, Signals signals, JsonMapper json) {
        this.database = database;
        this.transaction = transaction;
        this.signals = signals;
        this.json = json;
    }

    Mono<Look> latest(PlacementKey key) {
        return where(key, COLUMNS + " where project = :project and environment = :environment and service = :service")
                .map(this::look)
                .one();
    }

    Flux<Look> ofProject(String project) {
        return database.sql(COLUMNS + " where project = :project")
                .bind("project", project)
                .map(this::look)
                .all();
    }

    Flux<Look> all() {
        return database.sql(COLUMNS).map(this::look).all();
    }

    Flux<HealthChange> changes(PlacementKey key, int limit) {
        return where(key, """
            select at, health, version, note from health_change
            where project = :project and environment = :environment and service = :service
            order by id desc limit :limit\
            """)
                .bind("limit", limit)
                .map(row -> new HealthChange(
                        key,
                        get(row, "at", Instant.class),
                        Health.valueOf(get(row, "health", String.class)),
                        row.get("version", String.class),
                        get(row, "note", String.class)))
                .all();
    }

    /**
     * Stores a look, and tells of it when it is another one than before.
     *
     * @param fence an older observer's look is dropped
     */
    Mono<Void> keep(Look look, long fence) {
        return latest(look.placement())
                .map(before -> new Step(look.isAnotherStateThan(before), look.looksOtherThan(before)))
                .defaultIfEmpty(new Step(true, true))
                .flatMap(step -> store(look, fence)
                        .filter(stored -> stored > 0)
                        .flatMap(_ -> step.anotherState() ? remember(look) : Mono.just(0L))
                        .flatMap(_ -> step.looksOther() ? tell(look.placement()) : Mono.empty()))
                .as(transaction::transactional);
    }

    /** Drops what is known of a placement that is no more. */
    Mono<Void> forget(PlacementKey key) {
        var of = " where project = :project and environment = :environment and service = :service";
        return where(key, "delete from health_change" + of)
                .fetch()
                .rowsUpdated()
                .then(where(key, "delete from health_observation" + of).fetch().rowsUpdated())
                .filter(gone -> gone > 0)
                .flatMap(_ -> tell(key))
                .as(transaction::transactional);
    }

    private Mono<Long> store(Look look, long fence) {
        return where(look.placement(), """
            insert into health_observation
                (project, environment, service, looked_at, period_millis, failures, trouble, seen, fence)
            values (:project, :environment, :service, :at, :period, :failures, :trouble, :seen, :fence)
            on conflict (project, environment, service) do update set
                looked_at = excluded.looked_at, period_millis = excluded.period_millis,
                failures = excluded.failures, trouble = excluded.trouble,
                seen = excluded.seen, fence = excluded.fence
            where health_observation.fence <= excluded.fence\
            """)
                .bind("at", look.at())
                .bind("period", look.period().toMillis())
                .bind("failures", look.failures())
                .bind("trouble", look.trouble())
                .bind("seen", Json.of(json.writeValueAsString(look.seen())))
                .bind("fence", fence)
                .fetch()
                .rowsUpdated();
    }

    private Mono<Long> remember(Look look) {
        var insert = where(look.placement(), """
            insert into health_change (project, environment, service, at, health, version, note)
            values (:project, :environment, :service, :at, :health, :version, :note)\
            """)
                .bind("at", look.at())
                .bind("health", look.health().name())
                .bind("note", look.note());
        var version = look.version();
        return (version == null ? insert.bindNull("version", String.class) : insert.bind("version", version))
                .fetch()
                .rowsUpdated();
    }

    private Mono<Void> tell(PlacementKey key) {
        return signals.send(TOPIC, Keys.text(key));
    }

    private DatabaseClient.GenericExecuteSpec where(PlacementKey key, String sql) {
        return database.sql(sql)
                .bind("project", key.project())
                .bind("environment", key.environment())
                .bind("service", key.service());
    }

    private Look look(Readable row) {
        return new Look(
                new PlacementKey(
                        get(row, "project", String.class),
                        get(row, "environment", String.class),
                        get(row, "service", String.class)),
                get(row, "looked_at", Instant.class),
                Duration.ofMillis(get(row, "period_millis", Long.class)),
                get(row, "failures", Integer.class),
                get(row, "trouble", String.class),
                seen(row));
    }

    private @Nullable Observation seen(Readable row) {
        return json.readValue(get(row, "seen", Json.class).asString(), Observation.class);
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        var value = row.get(column, type);
        if (value == null) {
            throw new IllegalStateException("The column " + column + " is never empty");
        }
        return value;
    }

    private record Step(boolean anotherState, boolean looksOther) {}
}
