package dev.slipway.delivery;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Reads what steps verified and changed at placements. */
@Component
class Verifications {

    /** Of jobs {@code j}. */
    static final String OF_JOBS = """
        select j.project, j.ended_at, j.id as job_id, r.position, j.number, j.environment, s.service, r.step,
            r.kind = 'verify' as verifies, r.state, r.attempt, r.ended_at as step_ended_at,
            jsonb_path_query_first(j.ordered, '$.placements[*] ? (@.service == $s)',
                jsonb_build_object('s', s.service)) -> 'revision' ->> 'version' as version
        from job j
        cross join lateral unnest(j.services) s(service)
        join step_run r on r.job_id = j.id and (r.service is null or r.service = s.service)
        where r.kind in ('verify', 'deploy', 'rollback', 'force-update', 'migrate')
            and r.started_at is not null and r.ended_at is not null and
        """;

    private static final String SELECT =
            """
                select * from delivery_verification where project = :project and ended_at >= :from and ended_at < :until
                union all
                """ + OF_JOBS + DeploymentSql.DUE + " order by step_ended_at, job_id, position";

    private final DatabaseClient database;

    Verifications(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A step that ended: one that verified, or one that changed the placement.
     *
     * @param version null where the job had no release: it looked at what ran
     * @param attempt that it ended with, from 1
     */
    record Ran(
            long job,
            String environment,
            String service,
            String step,
            boolean verifies,
            String state,
            int attempt,
            Instant ended,
            @Nullable String version) {}

    /** In the order in which they ended. */
    Flux<Ran> within(String project, Window window) {
        return database.sql(SELECT)
                .bind("project", project)
                .bind("from", window.from().atOffset(ZoneOffset.UTC))
                .bind("until", window.until().atOffset(ZoneOffset.UTC))
                .map(Verifications::read)
                .all();
    }

    private static Ran read(Readable row) {
        return new Ran(
                Objects.requireNonNull(row.get("number", Long.class)),
                Deployments.text(row, "environment"),
                Deployments.text(row, "service"),
                Deployments.text(row, "step"),
                Boolean.TRUE.equals(row.get("verifies", Boolean.class)),
                Deployments.text(row, "state"),
                Objects.requireNonNull(row.get("attempt", Integer.class)),
                Objects.requireNonNull(Deployments.instant(row, "step_ended_at")),
                row.get("version", String.class));
    }
}
