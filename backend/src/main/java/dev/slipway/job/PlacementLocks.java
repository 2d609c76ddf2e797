package dev.slipway.job;

import dev.slipway.engine.WorkQueue;
import dev.slipway.target.PlacementKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Which job may change which placement. A job gets all its placements at once, in the order of job ids, so that two jobs
 * with placements in common can never wait for each other. All statements take part in the caller's transaction.
 */
@Component
class PlacementLocks {

    /** The kind of work that goes on with jobs. */
    static final String WORK = "job";

    /** Serializes lock changes of one environment until the transaction ends. */
    private static final String SERIALIZE =
            "select pg_advisory_xact_lock(hashtextextended('placement:' || :project || '/' || :environment, 0))::text";

    private static final String ENQUEUE = """
        insert into placement_lock (project, environment, service, job_id, number, owner, reason, since, held)
        select :project, :environment, s, :job, :number, :owner, :reason, :since, not exists (
            select 1 from placement_lock l where l.project = :project and l.environment = :environment
                and l.service = any(:services) and l.ready)
        from unnest(:services) s
        """;

    private static final String TAKE = """
        update placement_lock set held = true, since = :since
        where job_id = :job and not exists (
            select 1 from placement_lock mine join placement_lock other using (project, environment, service)
            where mine.job_id = :job and other.job_id <> :job and (other.held or other.ready and other.job_id < :job))
        """;

    private static final String READY = "update placement_lock set ready = true where job_id = :job and not ready";

    private static final String STEP_ASIDE = """
        with aside as (update placement_lock set ready = false, held = false where job_id = :job and ready
            returning project, environment, service)
        select distinct on (l.project, l.environment, l.service) l.job_id
        from placement_lock l join aside using (project, environment, service)
        where l.job_id <> :job and l.ready order by l.project, l.environment, l.service, l.job_id
        """;

    private static final String RELEASE = """
        with gone as (delete from placement_lock where job_id = :job returning project, environment, service)
        select distinct on (l.project, l.environment, l.service) l.job_id
        from placement_lock l join gone using (project, environment, service)
        where l.job_id <> :job and l.ready order by l.project, l.environment, l.service, l.job_id
        """;

    private static final String HOLDERS = """
        select project, environment, service, job_id, number, owner, reason, since from placement_lock
        where held and project = :project
        """;

    private final DatabaseClient database;
    private final WorkQueue work;

    PlacementLocks(DatabaseClient database, WorkQueue work) {
        this.database = database;
        this.work = work;
    }

    Mono<Void> serialize(String project, String environment) {
        return database.sql(SERIALIZE)
                .bind("project", project)
                .bind("environment", environment)
                .then();
    }

    /** Puts a new job into the queues of its placements; it holds them at once if nobody is before it. */
    Mono<Void> enqueue(Job job, String reason, Instant now) {
        return database.sql(ENQUEUE)
                .bind("project", job.project())
                .bind("environment", job.order().environment())
                .bind("services", services(job))
                .bind("job", job.id())
                .bind("number", job.number())
                .bind("owner", job.order().requestedBy().name())
                .bind("reason", reason)
                .bind("since", now.atOffset(ZoneOffset.UTC))
                .then();
    }

    /** Whether the job holds all its placements now. */
    Mono<Boolean> take(Job job, Instant now) {
        var take = database.sql(TAKE)
                .bind("job", job.id())
                .bind("since", now.atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
        var ready = database.sql(READY).bind("job", job.id()).then();
        return serialize(job.project(), job.order().environment()).then(ready).then(take);
    }

    /** While gates keep it from starting, it holds nothing and others pass it; wakes who is next. */
    Mono<Void> stepAside(Job job, Instant now) {
        return serialize(job.project(), job.order().environment()).then(wakeNext(STEP_ASIDE, job, now));
    }

    /** Lets go of the job's placements and wakes who is next. */
    Mono<Void> release(Job job, Instant now) {
        return serialize(job.project(), job.order().environment()).then(wakeNext(RELEASE, job, now));
    }

    private Mono<Void> wakeNext(String sql, Job job, Instant now) {
        return database.sql(sql)
                .bind("job", job.id())
                .mapValue(Long.class)
                .all()
                .distinct()
                .collectList()
                .flatMapIterable(ids -> ids)
                .concatMap(id -> work.schedule(WORK, Long.toString(id), now))
                .then();
    }

    Flux<LockHolder> holders(String project) {
        return database.sql(HOLDERS)
                .bind("project", project)
                .map(PlacementLocks::holder)
                .all();
    }

    Flux<LockHolder> holders(String project, String environment, List<String> services) {
        return holders(project)
                .filter(h -> h.placement().environment().equals(environment)
                        && services.contains(h.placement().service()));
    }

    /** How many other jobs are before it at any of its placements. */
    Mono<Integer> before(long job) {
        return database.sql("""
            select count(distinct other.job_id)
            from placement_lock mine join placement_lock other using (project, environment, service)
            where mine.job_id = :job and mine.ready and not mine.held and other.ready and other.job_id < :job
            """).bind("job", job).mapValue(Long.class).one().map(Long::intValue);
    }

    private static LockHolder holder(io.r2dbc.spi.Readable row) {
        return new LockHolder(
                new PlacementKey(
                        JobRows.text(row, "project"), JobRows.text(row, "environment"), JobRows.text(row, "service")),
                JobRows.number(row, "job_id"),
                JobRows.number(row, "number"),
                JobRows.text(row, "owner"),
                JobRows.text(row, "reason"),
                Objects.requireNonNull(JobRows.instant(row, "since")));
    }

    private static String[] services(Job job) {
        return job.order().placements().stream().map(JobPlacement::service).toArray(String[]::new);
    }
}
