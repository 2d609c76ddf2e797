package dev.slipway.job;

import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps what was proven, one row each time. */
@Component
class StoredVerifiedRevisions implements VerifiedRevisions {

    private static final String INSERT = """
        insert into verified_revision (project, environment, service, revision, job_id, number, verified_by,
            verified_at)
        values (:project, :environment, :service, cast(:revision as jsonb), :job, :number, :by, :at)
        """;

    private static final String NEWEST = """
        select p.project, p.environment, p.service, v.version, v.number, v.verified_by, v.verified_at
        from unnest(:projects, :environments, :services) p (project, environment, service)
        cross join lateral (
            select r.revision ->> 'version' as version, r.number, r.verified_by, r.verified_at
            from verified_revision r
            where r.project = p.project and r.environment = p.environment and r.service = p.service
            order by r.id desc limit 1) v
        """;

    /** Goes from placement to placement along the index: each may have been proven thousands of times. */
    private static final String OF_PROJECT = """
        with recursive place as (
            (select environment, service from verified_revision where project = :project
                order by environment, service limit 1)
            union all
            select n.environment, n.service from place p cross join lateral (
                select v.environment, v.service from verified_revision v
                where v.project = :project and (v.environment, v.service) > (p.environment, p.service)
                order by v.environment, v.service limit 1) n)
        select v.* from place p cross join lateral (
            select * from verified_revision r
            where r.project = :project and r.environment = p.environment and r.service = p.service
            order by r.id desc limit 1) v
        order by v.environment, v.service
        """;

    private final DatabaseClient database;
    private final JobJson json;

    StoredVerifiedRevisions(DatabaseClient database, JobJson json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Mono<VerifiedRevision> of(PlacementKey placement) {
        return history(placement, 1).singleOrEmpty();
    }

    @Override
    public Flux<VerifiedRevision> history(PlacementKey placement, int limit) {
        return database.sql("select * from verified_revision where project = :project"
                        + " and environment = :environment and service = :service order by id desc limit :limit")
                .bind("project", placement.project())
                .bind("environment", placement.environment())
                .bind("service", placement.service())
                .bind("limit", limit)
                .map(this::revision)
                .all();
    }

    @Override
    public Flux<VerifiedRevision> ofProject(String project) {
        return database.sql(OF_PROJECT)
                .bind("project", project)
                .map(this::revision)
                .all();
    }

    @Override
    public Flux<ProvenVersion> newest(Collection<PlacementKey> placements) {
        return database.sql(NEWEST)
                .bind("projects", each(placements, PlacementKey::project))
                .bind("environments", each(placements, PlacementKey::environment))
                .bind("services", each(placements, PlacementKey::service))
                .map(row -> new ProvenVersion(
                        key(row),
                        JobRows.text(row, "version"),
                        JobRows.number(row, "number"),
                        JobRows.text(row, "verified_by"),
                        Objects.requireNonNull(JobRows.instant(row, "verified_at"))))
                .all();
    }

    private static String[] each(Collection<PlacementKey> placements, Function<PlacementKey, String> part) {
        return placements.stream().map(part).toArray(String[]::new);
    }

    private static PlacementKey key(Readable row) {
        return new PlacementKey(
                JobRows.text(row, "project"), JobRows.text(row, "environment"), JobRows.text(row, "service"));
    }

    /** Takes part in the caller's transaction, the one that writes the success. */
    Mono<Void> put(Job job, String service, Revision revision, Instant now) {
        return database.sql(INSERT)
                .bind("project", job.project())
                .bind("environment", job.order().environment())
                .bind("service", service)
                .bind("revision", json.write(revision))
                .bind("job", job.id())
                .bind("number", job.number())
                .bind("by", job.order().requestedBy().name())
                .bind("at", now.atOffset(ZoneOffset.UTC))
                .then();
    }

    private VerifiedRevision revision(Readable row) {
        return new VerifiedRevision(
                key(row),
                Objects.requireNonNull(json.read(row, "revision", Revision.class)),
                JobRows.number(row, "job_id"),
                JobRows.number(row, "number"),
                JobRows.text(row, "verified_by"),
                Objects.requireNonNull(JobRows.instant(row, "verified_at")));
    }
}
