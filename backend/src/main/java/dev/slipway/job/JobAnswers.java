package dev.slipway.job;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.engine.Signals;
import dev.slipway.engine.WorkQueue;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Leaves for a job's worker what people want of it, and wakes the worker wherever it is. */
@Component
class JobAnswers {

    private static final String CANCEL = """
        update job set cancel = cast(:cancel as jsonb) where id = :id and state <> 'ENDED' and cancel is null
        """;
    /** Waits for the worker that is about to start it, which finds the cancel or has started it first. */
    private static final String TAKE_BACK = """
        update job set cancel = cast(:cancel as jsonb)
        where id = :id and state <> 'ENDED' and cancel is null and started_at is null
        """;

    private static final String ANSWER = """
        insert into step_answer (job_id, step_run, asked_at, choice, note, answered_by, answered_at)
        values (:id, :step, :asked, :choice, :note, :by, :at) on conflict do nothing
        """;

    private final DatabaseClient database;
    private final JobRows rows;
    private final Messenger messenger;
    private final JobJson json;
    private final Clock clock;

    /** How a worker and the record hear of it. */
    @Component
    record Messenger(AuditLog audit, WorkQueue work, Signals signals, Withdrawals withdrawals) {

        Mono<Void> tell(Job job, AuditEvent event, Instant now) {
            var id = Long.toString(job.id());
            return audit.append(event)
                    .then(work.schedule(PlacementLocks.WORK, id, now))
                    .then(signals.send(JobRunner.WAKE, id));
        }
    }

    JobAnswers(DatabaseClient database, JobRows rows, Messenger messenger, JobJson json, Clock clock) {
        this.database = database;
        this.rows = rows;
        this.messenger = messenger;
        this.json = json;
        this.clock = clock;
    }

    /** A job made with an idempotency key. */
    record Keyed(long id, String hash) {}

    Mono<Keyed> byKey(String project, String key) {
        return database.sql("select id, request_hash from job where project = :project and idempotency_key = :key")
                .bind("project", project)
                .bind("key", key)
                .map(row -> new Keyed(JobRows.number(row, "id"), JobRows.text(row, "request_hash")))
                .one();
    }

    /** Fails with {@link NotFound}. */
    Mono<Job> job(long id) {
        return Mono.defer(() -> database.sql("select " + JobRows.COLUMNS + " from job j where j.id = :id")
                .bind("id", id)
                .map(rows::job)
                .one()
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no job with the id " + id))));
    }

    Mono<Void> cancel(long id, String reason, Actor actor) {
        return cancel(CANCEL, id, reason, actor).then();
    }

    /** Whether it had not started, and nobody had cancelled it. */
    Mono<Boolean> takeBack(long id, String reason, Actor actor) {
        return cancel(TAKE_BACK, id, reason, actor);
    }

    private Mono<Boolean> cancel(String how, long id, String reason, Actor actor) {
        var now = now();
        var cancel = new Job.Cancel(actor.name(), reason, now);
        var write = database.sql(how)
                .bind("id", id)
                .bind("cancel", json.write(cancel))
                .fetch()
                .rowsUpdated();
        return job(id).flatMap(job -> messenger
                .withdrawals()
                .around(id, reason, write)
                .flatMap(changed -> changed == 0
                        ? Mono.just(false)
                        : messenger
                                .tell(
                                        job,
                                        AuditEvent.of(actor, "job.cancel", job.project(), "job #" + job.number())
                                                .because(reason),
                                        now)
                                .thenReturn(true)));
    }

    Mono<Void> decide(long id, String stepRun, String choice, String note, Actor actor) {
        var now = now();
        return job(id).flatMap(job -> {
            var question = question(job, stepRun);
            check(question, choice, note);
            return database.sql(ANSWER)
                    .bind("id", id)
                    .bind("step", stepRun)
                    .bind("asked", question.askedAt().atOffset(ZoneOffset.UTC))
                    .bind("choice", choice)
                    .bind("note", note)
                    .bind("by", actor.name())
                    .bind("at", now.atOffset(ZoneOffset.UTC))
                    .fetch()
                    .rowsUpdated()
                    .filter(changed -> changed > 0)
                    .switchIfEmpty(Mono.error(() -> answered(stepRun)))
                    .flatMap(changed -> messenger.tell(job, event(job, stepRun, choice, note, actor), now));
        });
    }

    private AuditEvent event(Job job, String stepRun, String choice, String note, Actor actor) {
        var subject = "job #" + job.number() + " step " + stepRun + ": " + choice;
        return AuditEvent.of(actor, "job.decide", job.project(), subject)
                .change(null, json.write(Map.of("choice", choice)))
                .because(note.isEmpty() ? null : note);
    }

    private static Question question(Job job, String stepRun) {
        var step = job.step(stepRun)
                .orElseThrow(() -> new NotFound("Job #" + job.number() + " has no step run " + stepRun));
        @Nullable Question question = step.report().question();
        // While what is asked about goes on, the step is called now and then; its question stands meanwhile.
        if (step.state().over() || question == null || job.cancelling()) {
            throw answered(stepRun);
        }
        return Objects.requireNonNull(question);
    }

    private static Conflict answered(String stepRun) {
        return new Conflict(
                "Step " + stepRun + " does not wait for an answer now",
                new FieldProblem(
                        "step", "must wait for an answer", "Reload the job; somebody may have answered already."));
    }

    private static void check(Question question, String choice, String note) {
        if (!question.choices().contains(choice)) {
            throw new InvalidInput(
                    "'" + choice + "' is not an answer to the question",
                    new FieldProblem(
                            "choice",
                            "must be one of " + String.join(", ", question.choices()),
                            "Choose one of them."));
        }
        var noted = question.about() == Question.About.STEP || choice.equals(Question.IGNORE);
        if (noted && note.isEmpty()) {
            throw new InvalidInput(
                    "The answer needs a note",
                    new FieldProblem("note", "must say why", "Write one sentence for those who read it later."));
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
