package dev.slipway.health;

import dev.slipway.engine.Signals;
import dev.slipway.target.Deviation;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The last look at each placement; what it tells its history is written with it. */
@Repository
class Looks {

    static final String TOPIC = "health";

    private static final String COLUMNS = "select project, environment, service, looked_at, period_millis, failures,"
            + " trouble, seen, since, drift, drifted_since, unreachable_since, gathered from health_observation";

    private static final String OF_PLACEMENT =
            " where project = :project and environment = :environment and service = :service";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Signals signals;
    private final JsonMapper json;
    private final Changes changes;
    private final Samples samples;

    Looks(
            DatabaseClient database,
            TransactionalOperator transaction,
            Signals signals,
            JsonMapper json,
            Chronicle chronicle) {
        this.database = database;
        this.transaction = transaction;
        this.signals = signals;
        this.json = json;
        this.changes = chronicle.changes();
        this.samples = chronicle.samples();
    }

    Mono<Kept> latest(PlacementKey key) {
        return where(key, COLUMNS + OF_PLACEMENT).map(this::kept).all().singleOrEmpty();
    }

    Flux<Kept> ofProject(String project) {
        return database.sql(COLUMNS + " where project = :project")
                .bind("project", project)
                .map(this::kept)
                .all();
    }

    Flux<Kept> of(Collection<PlacementKey> keys) {
        return Keys.bind(database.sql(COLUMNS + Keys.AMONG), keys)
                .map(this::kept)
                .all();
    }

    Flux<Kept> all() {
        return database.sql(COLUMNS).map(this::kept).all();
    }

    /**
     * Stores a look, and tells of it when it is another one than before.
     *
     * @param before the last look at the placement; only its one observer writes it
     * @param fence an older observer's look is dropped
     */
    Mono<Void> keep(@Nullable Kept before, Look look, long fence) {
        var next = before == null ? Kept.first(look) : before.then(look);
        return samples.prepare(look.at())
                .then(store(next, fence)
                        .filter(stored -> stored > 0)
                        .flatMap(_ -> remember(before, next))
                        .as(transaction::transactional));
    }

    private Mono<Void> remember(@Nullable Kept before, Kept next) {
        var look = next.look();
        if (before == null) {
            return samples.register(look.placement())
                    .then(changes.put(change(look)))
                    .then(tell(look.placement()));
        }
        var minute = before.isOfEarlierMinuteThan(next)
                ? samples.put(look.placement(), before.gathered(), look.at())
                : Mono.empty();
        var change = look.isAnotherStateThan(before.look()) ? changes.put(change(look)) : Mono.empty();
        var told = look.looksOtherThan(before.look()) ? tell(look.placement()) : Mono.<Void>empty();
        return minute.then(change).then(told);
    }

    private static HealthChange change(Look look) {
        return new HealthChange(
                look.placement(),
                look.at(),
                look.health(),
                look.version(),
                look.digest(),
                look.counts(),
                look.drifted(),
                false,
                look.note());
    }

    /** Drops what is known of a placement that is no more, but for its history. */
    Mono<Void> forget(PlacementKey key, Instant now) {
        return where(key, "delete from health_observation" + OF_PLACEMENT)
                .fetch()
                .rowsUpdated()
                .filter(gone -> gone > 0)
                .flatMap(_ -> changes.put(new HealthChange(
                        key, now, Health.ABSENT, null, null, null, false, true, "no longer part of the definition")))
                .flatMap(_ -> tell(key))
                .as(transaction::transactional);
    }

    private Mono<Long> store(Kept kept, long fence) {
        var look = kept.look();
        return where(look.placement(), """
            insert into health_observation (project, environment, service, looked_at, period_millis, failures, trouble,
                seen, since, drift, drifted_since, unreachable_since, gathered, fence)
            values (:project, :environment, :service, :at, :period, :failures, :trouble,
                :seen, :since, :drift, :drifted, :unreachable, :gathered, :fence)
            on conflict (project, environment, service) do update set
                looked_at = excluded.looked_at, period_millis = excluded.period_millis,
                failures = excluded.failures, trouble = excluded.trouble, seen = excluded.seen,
                since = excluded.since, drift = excluded.drift, drifted_since = excluded.drifted_since,
                unreachable_since = excluded.unreachable_since,
                gathered = excluded.gathered, fence = excluded.fence
            where health_observation.fence <= excluded.fence\
            """)
                .bind("at", look.at())
                .bind("period", look.period().toMillis())
                .bind("failures", look.failures())
                .bind("trouble", look.trouble())
                .bind("seen", Json.of(json.writeValueAsString(look.seen())))
                .bind("since", Parameter.fromOrEmpty(kept.since(), Instant.class))
                .bind("drift", Parameter.fromOrEmpty(drift(look), Json.class))
                .bind("drifted", Parameter.fromOrEmpty(kept.driftedSince(), Instant.class))
                .bind("unreachable", Parameter.fromOrEmpty(kept.unreachableSince(), Instant.class))
                .bind("gathered", Json.of(json.writeValueAsString(kept.gathered())))
                .bind("fence", fence)
                .fetch()
                .rowsUpdated();
    }

    private @Nullable Json drift(Look look) {
        return look.drift() == null ? null : Json.of(json.writeValueAsString(look.drift()));
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

    private Kept kept(Readable row) {
        var look = new Look(
                Columns.key(row),
                Columns.get(row, "looked_at", Instant.class),
                Duration.ofMillis(Columns.get(row, "period_millis", Long.class)),
                Columns.get(row, "failures", Integer.class),
                Columns.get(row, "trouble", String.class),
                json.readValue(Columns.get(row, "seen", Json.class).asString(), Observation.class),
                drift(row));
        var gathered = row.get("gathered", Json.class);
        return new Kept(
                look,
                row.get("since", Instant.class),
                row.get("drifted_since", Instant.class),
                row.get("unreachable_since", Instant.class),
                gathered == null
                        ? Gathered.none(Gathered.minute(look.at()))
                        : json.readValue(gathered.asString(), Gathered.class));
    }

    private @Nullable List<Deviation> drift(Readable row) {
        var drift = row.get("drift", Json.class);
        return drift == null ? null : List.of(json.readValue(drift.asString(), Deviation[].class));
    }
}
