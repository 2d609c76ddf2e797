package dev.slipway.health;

import dev.slipway.artifact.Digest;
import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The changes between looks; takes part in the caller's transaction. */
@Repository
class Changes {

    private static final String COLUMNS = "c.project, c.environment, c.service, c.at, c.health, c.version, c.digest,"
            + " c.desired, c.running, c.pending, c.drifted, c.gone, c.note";

    private static final String OF_PLACEMENT =
            " c.project = :project and c.environment = :environment and c.service = :service";

    private final DatabaseClient database;

    Changes(DatabaseClient database) {
        this.database = database;
    }

    Mono<Long> put(HealthChange change) {
        var counts = change.counts();
        var digest = change.digest();
        return where(change.placement(), """
            insert into health_change (project, environment, service, at, health, version, digest, desired, running,
                pending, drifted, gone, note)
            values (:project, :environment, :service, :at, :health, :version, :digest, :desired, :running,
                :pending, :drifted, :gone, :note)\
            """)
                .bind("at", change.at())
                .bind("health", change.health().name())
                .bind("version", Parameter.fromOrEmpty(change.version(), String.class))
                .bind("digest", Parameter.fromOrEmpty(digest == null ? null : digest.value(), String.class))
                .bind("desired", Parameter.fromOrEmpty(counts == null ? null : counts.desired(), Integer.class))
                .bind("running", Parameter.fromOrEmpty(counts == null ? null : counts.running(), Integer.class))
                .bind("pending", Parameter.fromOrEmpty(counts == null ? null : counts.pending(), Integer.class))
                .bind("drifted", change.drifted())
                .bind("gone", change.gone())
                .bind("note", change.note())
                .fetch()
                .rowsUpdated();
    }

    /** Newest first. */
    Flux<HealthChange> newest(PlacementKey key, int limit) {
        return where(
                        key,
                        "select " + COLUMNS + " from health_change c where" + OF_PLACEMENT
                                + " order by c.id desc limit :limit")
                .bind("limit", limit)
                .map(Changes::change)
                .all();
    }

    /** The one that held at a moment. */
    Mono<HealthChange> at(PlacementKey key, Instant moment) {
        return where(
                        key,
                        "select " + COLUMNS + " from health_change c where" + OF_PLACEMENT
                                + " and c.at <= :moment order by c.at desc, c.id desc limit 1")
                .bind("moment", moment)
                .map(Changes::change)
                .all()
                .singleOrEmpty();
    }

    Flux<HealthChange> at(String project, Instant moment) {
        return database.sql("select " + COLUMNS + """
             from health_placement p cross join lateral (
                select * from health_change h
                where h.project = p.project and h.environment = p.environment and h.service = p.service
                    and h.at <= :moment
                order by h.at desc, h.id desc limit 1) c
            where p.project = :project and not c.gone
            order by p.id\
            """)
                .bind("project", project)
                .bind("moment", moment)
                .map(Changes::change)
                .all();
    }

    Flux<HealthChange> between(PlacementKey key, Instant from, Instant until) {
        return where(
                        key,
                        "select " + COLUMNS + " from health_change c where" + OF_PLACEMENT
                                + " and c.at > :from and c.at <= :until order by c.at, c.id")
                .bind("from", from)
                .bind("until", until)
                .map(Changes::change)
                .all();
    }

    Flux<HealthChange> between(String project, Instant from, Instant until) {
        return database.sql("select " + COLUMNS + " from health_change c where c.project = :project"
                        + " and c.at > :from and c.at <= :until order by c.at, c.id")
                .bind("project", project)
                .bind("from", from)
                .bind("until", until)
                .map(Changes::change)
                .all();
    }

    /** Forgets what was over before a moment: the state that held then stays. */
    Mono<Long> drop(Instant before) {
        return database.sql("""
            delete from health_change c where c.at < :before and exists (
                select from health_change n
                where n.project = c.project and n.environment = c.environment and n.service = c.service
                    and (n.at, n.id) > (c.at, c.id) and n.at < :before)\
            """).bind("before", before).fetch().rowsUpdated();
    }

    private DatabaseClient.GenericExecuteSpec where(PlacementKey key, String sql) {
        return database.sql(sql)
                .bind("project", key.project())
                .bind("environment", key.environment())
                .bind("service", key.service());
    }

    private static HealthChange change(Readable row) {
        var digest = row.get("digest", String.class);
        var desired = row.get("desired", Integer.class);
        var running = row.get("running", Integer.class);
        var pending = row.get("pending", Integer.class);
        return new HealthChange(
                Columns.key(row),
                Columns.get(row, "at", Instant.class),
                Health.valueOf(Columns.get(row, "health", String.class)),
                row.get("version", String.class),
                digest == null ? null : new Digest(digest),
                desired == null || running == null || pending == null
                        ? null
                        : new HealthChange.Counts(desired, running, pending),
                Columns.get(row, "drifted", Boolean.class),
                Columns.get(row, "gone", Boolean.class),
                Columns.get(row, "note", String.class));
    }
}
