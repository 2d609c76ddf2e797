package dev.slipway.job;

import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.engine.Signals;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What a worker writes of the job in its hands. Every write carries its fencing token; an older one changes nothing. */
@Component
class JobStore {

    static final String TOPIC = "job";

    /**
     * Of a job that has not started it does not wait for the disk: nothing is done before the save that follows, which
     * does wait, and fails if the claim was lost with the server. The fence itself was written for good when the work was
     * taken, so that none is given twice.
     */
    private static final String CLAIM = "update job j set fence = :fence where j.id = :id and j.fence < :fence"
            + " and j.state <> 'ENDED' returning " + JobRows.COLUMNS
            + ", not exists (select 1 from placement_lock l where l.job_id = j.id and not l.held) as locked, "
            + "case when j.started_at is null then set_config('synchronous_commit', 'off', true) end as unhurried, "
            + Inbox.ANSWERS;

    /**
     * One statement for the job and its changed steps, so that a step never shows what its job does not know. A job that
     * was taken back meanwhile does not start.
     */
    private static final String SAVE = """
        with j as (
            update job set state = :state, waiting = cast(:waiting as jsonb), started_at = :started,
                ended_at = :ended, outcome = :outcome, verdict = cast(:verdict as jsonb),
                cancel = coalesce(cancel, cast(:cancel as jsonb)), gates = coalesce(cast(:gates as jsonb), gates),
                ordered = coalesce(cast(:ordered as jsonb), ordered)
            where id = :id and fence = :fence and state <> 'ENDED'
                and (cancel is null or started_at is not null or cast(:started as timestamptz) is null)
            returning id),
        s as (
            insert into step_run (job_id, position, name, step, title, kind, service, settings, state, attempt,
                started_at, ended_at, report)
            select j.id, n.position, n.name, n.step, n.title, n.kind, n.service, n.settings, n.state, n.attempt,
                n."startedAt", n."endedAt", n.report
            from j, jsonb_to_recordset(cast(:steps as jsonb)) as n(position integer, name text, step text,
                title text, kind text, service text, settings jsonb, state text, attempt integer,
                "startedAt" timestamptz, "endedAt" timestamptz, report jsonb)
            on conflict (job_id, name) do update set state = excluded.state, attempt = excluded.attempt,
                started_at = excluded.started_at, ended_at = excluded.ended_at, report = excluded.report)
        select id from j
        """;

    private static final String INBOX = "select j.cancel, " + Inbox.ANSWERS + " from job j where j.id = :id";

    private final DatabaseClient database;
    private final JobJson json;
    private final JobRows rows;
    private final Signals signals;
    private final Record record;

    /** What is worth keeping of a job's way, in one transaction with the step that it took. */
    @Component
    record Record(AuditLog audit, TransactionalOperator transactions) {

        Mono<Void> with(Mono<Void> save, List<AuditEvent> events) {
            return events.isEmpty()
                    ? save
                    : save.thenMany(Flux.fromIterable(events))
                            .concatMap(audit::append)
                            .then()
                            .as(transactions::transactional);
        }
    }

    JobStore(DatabaseClient database, JobJson json, JobRows rows, Signals signals, Record record) {
        this.database = database;
        this.json = json;
        this.rows = rows;
        this.signals = signals;
        this.record = record;
    }

    /** @param locked whether the job needs no lock or holds all of them */
    record Claimed(Job job, boolean locked, Inbox inbox) {}

    /** What people left for the worker. */
    record Inbox(Job.@Nullable Cancel cancel, List<Given> answers) {

        /** Column of the answers given to a job called {@code j}. */
        private static final String ANSWERS = """
            (select jsonb_agg(jsonb_build_object('stepRun', a.step_run, 'askedAt', a.asked_at,
                'choice', a.choice, 'note', a.note, 'by', a.answered_by, 'at', a.answered_at))
             from step_answer a where a.job_id = j.id) as answers
            """;
    }

    /** An answer to the question of a step run that was asked at a time. */
    record Given(String stepRun, Instant askedAt, String choice, String note, String by, Instant at) {}

    /** Takes the job over; empty when it has ended or a newer worker has it. */
    Mono<Claimed> claim(long id, long fence) {
        return database.sql(CLAIM)
                .bind("id", id)
                .bind("fence", fence)
                .map(row ->
                        new Claimed(rows.job(row), Boolean.TRUE.equals(row.get("locked", Boolean.class)), inbox(row)))
                .one();
    }

    /** Fails with {@link LeaseLost} when a newer worker has the job, or it must not start any more. */
    Mono<Void> save(Job before, Job after, long fence) {
        var status = after.status();
        var ordered = before.order().equals(after.order()) ? null : json.write(after.order());
        var verdict = status.verdict();
        var saved = database.sql(SAVE)
                .bind("id", after.id())
                .bind("fence", fence)
                .bind("state", status.state().name())
                .bind("waiting", optional(status.waiting() == null ? null : json.write(status.waiting())))
                .bind("started", time(status.startedAt()))
                .bind("ended", time(status.endedAt()))
                .bind(
                        "outcome",
                        optional(verdict == null ? null : verdict.outcome().name()))
                .bind("verdict", optional(verdict == null ? null : json.write(verdict)))
                .bind("cancel", optional(status.cancel() == null ? null : json.write(status.cancel())))
                .bind("gates", optional(gates(before, after)))
                .bind("ordered", optional(ordered))
                .bind("steps", json.write(changed(before, after)))
                .mapValue(Long.class)
                .one()
                .switchIfEmpty(Mono.error(() -> new LeaseLost(after.id(), fence)))
                .then(announce(after));
        return record.with(saved, JobWay.worthKeeping(before, after));
    }

    private @Nullable String gates(Job before, Job after) {
        var reading = after.status().gates();
        return reading == null || reading.equals(before.status().gates()) ? null : json.write(reading);
    }

    /** Tells pages that something visible has changed. */
    Mono<Void> announce(Job job) {
        return signals.send(
                TOPIC,
                json.write(new Announcement(
                        job.id(), job.project(), job.number(), job.status().state())));
    }

    private record Announcement(long id, String project, long number, JobState state) {}

    Mono<Inbox> inbox(long id) {
        return database.sql(INBOX).bind("id", id).map(row -> inbox(row)).one();
    }

    private Inbox inbox(Readable row) {
        var answers = json.read(row, "answers", Given[].class);
        return new Inbox(json.read(row, "cancel", Job.Cancel.class), answers == null ? List.of() : List.of(answers));
    }

    private static List<Positioned> changed(Job before, Job after) {
        var changed = new java.util.ArrayList<Positioned>();
        for (var i = 0; i < after.steps().size(); i++) {
            var step = after.steps().get(i);
            if (i >= before.steps().size() || !before.steps().get(i).equals(step)) {
                changed.add(Positioned.of(i, step));
            }
        }
        return changed;
    }

    /** A step run as {@link #SAVE} and the insert of a new job read it. */
    record Positioned(
            int position,
            String name,
            String step,
            String title,
            String kind,
            @Nullable String service,
            JsonNode settings,
            StepState state,
            int attempt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            StepRun.Report report) {

        static Positioned of(int position, StepRun s) {
            return new Positioned(
                    position,
                    s.name(),
                    s.step(),
                    s.title(),
                    s.kind(),
                    s.service(),
                    s.settings(),
                    s.state(),
                    s.attempt(),
                    s.startedAt(),
                    s.endedAt(),
                    s.report());
        }
    }

    private static Parameter optional(@Nullable String value) {
        return Parameter.fromOrEmpty(value, String.class);
    }

    private static Parameter time(@Nullable Instant value) {
        return Parameter.fromOrEmpty(
                value == null ? null : value.atOffset(ZoneOffset.UTC), java.time.OffsetDateTime.class);
    }
}
