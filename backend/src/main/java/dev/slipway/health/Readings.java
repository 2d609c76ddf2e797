package dev.slipway.health;

import dev.slipway.engine.Signals;
import dev.slipway.target.Load;
import dev.slipway.target.PlacementKey;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What gauges told last of each placement. */
@Repository
class Readings {

    private static final String COLUMNS = "select gauge, project, environment, service, asked_at, period_millis,"
            + " failures, measured_at, load, trouble, troubled_since from health_reading";

    private static final String OF_PLACEMENT =
            " where project = :project and environment = :environment and service = :service";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Signals signals;
    private final JsonMapper json;

    Readings(DatabaseClient database, TransactionalOperator transaction, Signals signals, JsonMapper json) {
        this.database = database;
        this.transaction = transaction;
        this.signals = signals;
        this.json = json;
    }

    /** In the order of the gauges' names. */
    Mono<List<Reading>> of(PlacementKey key) {
        return where(key, COLUMNS + OF_PLACEMENT + " order by gauge")
                .map(this::reading)
                .all()
                .collectList();
    }

    Flux<Reading> ofProject(String project) {
        return database.sql(COLUMNS + " where project = :project order by gauge")
                .bind("project", project)
                .map(this::reading)
                .all();
    }

    Flux<Reading> of(Collection<PlacementKey> keys) {
        return Keys.bind(database.sql(COLUMNS + Keys.AMONG + " order by gauge"), keys)
                .map(this::reading)
                .all();
    }

    Flux<Reading> all() {
        return database.sql(COLUMNS + " order by gauge").map(this::reading).all();
    }

    Mono<Map<PlacementKey, Reading>> by(String gauge) {
        return database.sql(COLUMNS + " where gauge = :gauge")
                .bind("gauge", gauge)
                .map(this::reading)
                .all()
                .collectMap(Reading::placement);
    }

    /**
     * Stores what one gauge told, and tells of each placement that has trouble which it had not, or has none any more.
     *
     * @param before what is stored, by placement
     * @param fence an older worker's readings are dropped
     */
    Mono<Void> keep(Map<PlacementKey, Reading> before, Collection<Reading> readings, long fence) {
        return Flux.fromIterable(readings)
                .concatMap(reading -> store(reading, fence)
                        .filter(stored -> stored > 0 && isNews(before.get(reading.placement()), reading))
                        .flatMap(_ -> signals.send(Looks.TOPIC, Keys.text(reading.placement()))))
                .then()
                .as(transaction::transactional);
    }

    private static boolean isNews(@Nullable Reading before, Reading now) {
        return before == null
                || !before.trouble().equals(now.trouble())
                || before.load().tellsNothing() != now.load().tellsNothing();
    }

    /** Drops what a gauge told of placements that it does not measure any more. */
    Mono<Void> forget(String gauge, Set<PlacementKey> gone) {
        return Flux.fromIterable(gone)
                .concatMap(key -> where(key, "delete from health_reading" + OF_PLACEMENT + " and gauge = :gauge")
                        .bind("gauge", gauge)
                        .fetch()
                        .rowsUpdated()
                        .flatMap(_ -> signals.send(Looks.TOPIC, Keys.text(key))))
                .then()
                .as(transaction::transactional);
    }

    private Mono<Long> store(Reading reading, long fence) {
        return where(reading.placement(), """
            insert into health_reading (gauge, project, environment, service, asked_at, period_millis, failures,
                measured_at, load, trouble, troubled_since, fence)
            values (:gauge, :project, :environment, :service, :asked, :period, :failures,
                :measured, :load, :trouble, :since, :fence)
            on conflict (project, environment, service, gauge) do update set
                asked_at = excluded.asked_at, period_millis = excluded.period_millis, failures = excluded.failures,
                measured_at = excluded.measured_at, load = excluded.load, trouble = excluded.trouble,
                troubled_since = excluded.troubled_since, fence = excluded.fence
            where health_reading.fence <= excluded.fence\
            """)
                .bind("gauge", reading.by())
                .bind("asked", reading.asked())
                .bind("period", reading.period().toMillis())
                .bind("failures", reading.failures())
                .bind("measured", Parameter.fromOrEmpty(reading.at(), Instant.class))
                .bind("load", Json.of(json.writeValueAsString(reading.load())))
                .bind("trouble", reading.trouble())
                .bind("since", Parameter.fromOrEmpty(reading.since(), Instant.class))
                .bind("fence", fence)
                .fetch()
                .rowsUpdated();
    }

    private DatabaseClient.GenericExecuteSpec where(PlacementKey key, String sql) {
        return database.sql(sql)
                .bind("project", key.project())
                .bind("environment", key.environment())
                .bind("service", key.service());
    }

    private Reading reading(Readable row) {
        return new Reading(
                Columns.key(row),
                Columns.get(row, "gauge", String.class),
                Columns.get(row, "asked_at", Instant.class),
                Duration.ofMillis(Columns.get(row, "period_millis", Long.class)),
                Columns.get(row, "failures", Integer.class),
                json.readValue(Columns.get(row, "load", Json.class).asString(), Load.class),
                row.get("measured_at", Instant.class),
                Columns.get(row, "trouble", String.class),
                row.get("troubled_since", Instant.class));
    }
}
