package dev.slipway.drift;

import dev.slipway.target.PlacementKey;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the last change of a placement from the tables of jobs (see ADR 0070), and keeps what was adopted. */
@Repository
class DriftRows {

    private static final TypeReference<Map<String, String>> SEEN = new TypeReference<>() {};

    private static final String LAST = """
        select exists (select from placement_lock l where l.project = :project and l.environment = :environment
                and l.service = :service and l.held) as held,
            coalesce(j.id, 0) as job, j.started_at, j.ended_at, v.verdict ->> 'outcome' as outcome,
            v.verdict #>> '{proof,version}' as version, v.verdict #>> '{proof,deployment}' is not null as touched,
            a.seen
        from (values (1)) one(row)
        left join lateral (select id, started_at, ended_at, verdict from job
            where project = :project and environment = :environment and services @> array[cast(:service as text)]
                and changes and not dry_run and started_at is not null
            order by id desc limit 1) j on true
        left join lateral (select j.verdict -> 'services' -> cast(:service as text) as verdict) v on true
        left join drift_adoption a on a.project = :project and a.environment = :environment
            and a.service = :service and a.job_id = coalesce(j.id, 0)
        """;

    private static final String ADOPT = """
        insert into drift_adoption (project, environment, service, seen, job_id, reason, adopted_by, adopted_at)
        values (:project, :environment, :service, :seen, :job, :reason, :by, :at)
        on conflict (project, environment, service) do update set seen = excluded.seen, job_id = excluded.job_id,
            reason = excluded.reason, adopted_by = excluded.adopted_by, adopted_at = excluded.adopted_at
        """;

    private final DatabaseClient database;
    private final JsonMapper json;

    DriftRows(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<LastChange> last(PlacementKey placement) {
        return where(placement, LAST).map(this::read).all().singleOrEmpty();
    }

    Mono<Void> adopt(PlacementKey placement, Adoption adoption, long job) {
        return where(placement, ADOPT)
                .bind("seen", Json.of(json.writeValueAsString(adoption.seen())))
                .bind("job", job)
                .bind("reason", adoption.reason())
                .bind("by", adoption.by())
                .bind("at", adoption.at())
                .then();
    }

    /** The one that holds. */
    Mono<Adoption> adopted(PlacementKey placement, long job) {
        return where(placement, """
            select seen, reason, adopted_by, adopted_at from drift_adoption
            where project = :project and environment = :environment and service = :service and job_id = :job\
            """)
                .bind("job", job)
                .map(row -> new Adoption(
                        seen(row),
                        Objects.requireNonNull(row.get("reason", String.class)),
                        Objects.requireNonNull(row.get("adopted_by", String.class)),
                        Objects.requireNonNull(row.get("adopted_at", Instant.class))))
                .all()
                .singleOrEmpty();
    }

    private DatabaseClient.GenericExecuteSpec where(PlacementKey key, String sql) {
        return database.sql(sql)
                .bind("project", key.project())
                .bind("environment", key.environment())
                .bind("service", key.service());
    }

    private LastChange read(Readable row) {
        return new LastChange(
                Boolean.TRUE.equals(row.get("held", Boolean.class)),
                Objects.requireNonNull(row.get("job", Long.class)),
                row.get("started_at", Instant.class),
                row.get("ended_at", Instant.class),
                row.get("outcome", String.class),
                row.get("version", String.class),
                Boolean.TRUE.equals(row.get("touched", Boolean.class)),
                seen(row));
    }

    private Map<String, String> seen(Readable row) {
        var seen = row.get("seen", Json.class);
        return seen == null ? Map.of() : json.readValue(seen.asString(), SEEN);
    }
}
