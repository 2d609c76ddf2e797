package dev.slipway.job;

import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.catalog.Environment;
import dev.slipway.engine.WorkQueue;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes new jobs. All of it takes part in the caller's transaction. */
@Component
class NewJobs {

    private static final String INSERT = """
        with n as (
            insert into job_number (project, last) values (:project, 1)
            on conflict (project) do update set last = job_number.last + 1 returning last),
        j as (
            insert into job (project, number, pipeline, pipeline_version, environment, services, words, ordered,
                dry_run, changes, requested_by, requested_at, idempotency_key, request_hash, state)
            select :project, n.last, :pipeline, :version, :environment, :services, '#' || n.last || ' ' || :words,
                cast(:ordered as jsonb), :dryRun, :changes, :by, :at, :key, :hash, 'QUEUED'
            from n returning id, number),
        s as (
            insert into step_run (job_id, position, name, step, title, kind, service, settings, state, attempt,
                started_at, ended_at, report)
            select j.id, n.position, n.name, n.step, n.title, n.kind, n.service, n.settings, n.state, n.attempt,
                n."startedAt", n."endedAt", n.report
            from j, jsonb_to_recordset(cast(:steps as jsonb)) as n(position integer, name text, step text,
                title text, kind text, service text, settings jsonb, state text, attempt integer,
                "startedAt" timestamptz, "endedAt" timestamptz, report jsonb))
        select id, number from j
        """;

    private final DatabaseClient database;
    private final JobJson json;
    private final PlacementLocks locks;
    private final WorkQueue work;
    private final AuditLog audit;

    NewJobs(DatabaseClient database, JobJson json, PlacementLocks locks, WorkQueue work, AuditLog audit) {
        this.database = database;
        this.json = json;
        this.locks = locks;
        this.work = work;
        this.audit = audit;
    }

    /** @param key idempotency key, if the asker gave one */
    record Draft(
            String project,
            JobOrder order,
            List<StepRun> steps,
            boolean changes,
            @Nullable String key,
            @Nullable String hash) {}

    /** Fails with {@link Conflict} when the environment refuses jobs on locked placements. */
    Mono<Job> add(Draft draft, Environment.WhenLocked whenLocked) {
        var order = draft.order();
        if (!draft.changes() || order.placements().isEmpty()) {
            return insert(draft).flatMap(job -> announced(job));
        }
        return locks.serialize(draft.project(), order.environment())
                .then(whenLocked == Environment.WhenLocked.REFUSE ? refuseIfLocked(draft) : Mono.<Void>empty())
                .then(Mono.defer(() -> insert(draft)))
                .flatMap(job ->
                        locks.enqueue(job, reason(order), order.requestedAt()).then(announced(job)));
    }

    private Mono<Void> refuseIfLocked(Draft draft) {
        var order = draft.order();
        var services = order.placements().stream().map(JobPlacement::service).toList();
        return locks.holders(draft.project(), order.environment(), services)
                .collectList()
                .flatMap(holders -> Mono.justOrEmpty(holders.stream().findFirst()))
                .flatMap(holder -> Mono.error(new Conflict(
                        "Job #" + holder.number() + " of " + holder.owner() + " holds "
                                + holder.placement().service() + " in " + order.environment(),
                        new FieldProblem(
                                "services",
                                "must not be locked by another job, because " + order.environment()
                                        + " refuses rather than queues",
                                "Wait until #" + holder.number() + " has ended, or cancel it."))));
    }

    private Mono<Job> insert(Draft draft) {
        var order = draft.order();
        var steps = IntStream.range(0, draft.steps().size())
                .mapToObj(i -> JobStore.Positioned.of(i, draft.steps().get(i)))
                .toList();
        return database.sql(INSERT)
                .bind("project", draft.project())
                .bind("pipeline", order.pipeline().key())
                .bind("version", order.pipeline().version())
                .bind("environment", order.environment())
                .bind(
                        "services",
                        order.placements().stream().map(JobPlacement::service).toArray(String[]::new))
                .bind("words", words(order))
                .bind("ordered", json.write(order))
                .bind("dryRun", order.dryRun())
                .bind("changes", draft.changes())
                .bind("by", order.requestedBy().id())
                .bind("at", order.requestedAt().atOffset(ZoneOffset.UTC))
                .bind("key", Parameter.fromOrEmpty(draft.key(), String.class))
                .bind("hash", Parameter.fromOrEmpty(draft.hash(), String.class))
                .bind("steps", json.write(steps))
                .map(row -> new Job(
                        JobRows.number(row, "id"),
                        draft.project(),
                        JobRows.number(row, "number"),
                        order,
                        new Job.Status(JobState.QUEUED, null, null, null, null, null),
                        draft.steps()))
                .one();
    }

    private Mono<Job> announced(Job job) {
        var order = job.order();
        var event = AuditEvent.of(order.requestedBy(), "job.start", job.project(), "job #" + job.number())
                .because(order.note())
                .change(null, json.write(new Started(order.pipeline().key(), order.environment(), reason(order))));
        // Both are on their way at once over the transaction's one connection.
        return Mono.whenDelayError(
                        audit.append(event),
                        work.schedule(PlacementLocks.WORK, Long.toString(job.id()), order.requestedAt()))
                .thenReturn(job);
    }

    private record Started(String pipeline, String environment, String what) {}

    private static String reason(JobOrder order) {
        return order.pipeline().title() + " "
                + order.placements().stream()
                        .map(p -> p.version() == null ? p.service() : p.service() + " " + p.version())
                        .collect(Collectors.joining(", "));
    }

    private static String words(JobOrder order) {
        var words = order.pipeline().key() + " " + reason(order) + " " + order.environment() + " "
                + order.requestedBy().name() + " " + (order.note() == null ? "" : order.note());
        return words.toLowerCase(Locale.ROOT);
    }

    /** What must be equal for two requests with one key to be the same. */
    String hash(JobRequest request) {
        var same = json.write(new JobRequest(
                request.project(),
                request.pipeline(),
                request.environment(),
                request.services(),
                request.dryRun(),
                request.onFailure(),
                null,
                request.note(),
                request.actor(),
                request.whenSame()));
        try {
            var digest = java.security.MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(same.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
