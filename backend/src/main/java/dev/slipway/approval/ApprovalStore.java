package dev.slipway.approval;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Rounds of approval in PostgreSQL. Who changes one locks its job's rounds first, in the transaction of the change. */
@Component
class ApprovalStore {

    private static final String SELECT = """
        select a.id, a.project, a.environment, a.job_id, a.number, a.title, a.round, a.ask, a.effect, a.hash,
               case when a.ended_at is null and j.started_at is not null and a.state = 'APPROVED' then 'USED'
                    when a.ended_at is null and (j.ended_at is not null or j.started_at is not null
                        or j.cancel is not null) then 'WITHDRAWN'
                    else a.state end as state,
               a.votes, a.course
          from approval a join job j on j.id = a.job_id
        """;

    private final DatabaseClient database;
    private final JsonMapper json;

    ApprovalStore(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Makes others who want to change a round of the job wait until the caller's transaction ends. */
    Mono<Void> lock(long job) {
        return database.sql("select pg_advisory_xact_lock(hashtextextended('approval:' || :job, 0))::text")
                .bind("job", Long.toString(job))
                .then();
    }

    /** Whether somebody wants the job to stop; who wants it from now on waits until the caller's transaction ends. */
    Mono<Boolean> cancelled(long job) {
        return database.sql("select cancel is not null as cancelled from job where id = :id for share")
                .bind("id", job)
                .mapValue(Boolean.class)
                .all()
                .singleOrEmpty()
                .defaultIfEmpty(true);
    }

    Mono<Approval> find(long id) {
        return database.sql(SELECT + " where a.id = :id")
                .bind("id", id)
                .map(this::read)
                .all()
                .singleOrEmpty();
    }

    /** The latest round of a job. */
    Mono<Approval> latest(long job) {
        return database.sql(SELECT + " where a.job_id = :job order by a.round desc limit 1")
                .bind("job", job)
                .map(this::read)
                .all()
                .singleOrEmpty();
    }

    /** All rounds of a job, the first first. */
    Flux<Approval> rounds(long job) {
        return database.sql(SELECT + " where a.job_id = :job order by a.round")
                .bind("job", job)
                .map(this::read)
                .all();
    }

    /** Rounds people can decide about, the oldest first. */
    Flux<Approval> undecided() {
        return database.sql(SELECT
                        + " where a.state in ('PENDING', 'CHANGES_REQUESTED') and j.ended_at is null"
                        + " and j.started_at is null and j.cancel is null order by a.id")
                .map(this::read)
                .all();
    }

    /** Rounds nobody can decide about any more, and approved ones; the newest first. */
    Flux<Approval> decided(int limit, String @Nullable [] projects) {
        return database.sql(SELECT
                        + " where (a.state not in ('PENDING', 'CHANGES_REQUESTED') or j.ended_at is not null"
                        + " or j.started_at is not null or j.cancel is not null)"
                        + " and (cast(:projects as text[]) is null or j.project = any(:projects))"
                        + " order by a.id desc limit :limit")
                .bind("projects", Parameter.fromOrEmpty(projects, String[].class))
                .bind("limit", limit)
                .map(this::read)
                .all();
    }

    /** Writes a round; one that is new gets its id. */
    Mono<Approval> save(Approval approval) {
        return approval.id() == 0 ? insert(approval) : update(approval).thenReturn(approval);
    }

    private Mono<Approval> insert(Approval approval) {
        var subject = approval.subject();
        return database.sql("""
            insert into approval (project, environment, job_id, number, title, round, ask, effect, hash, state, votes,
                course, asked_at)
            values (:project, :environment, :job, :number, :title, :round, :ask, :effect, :hash, :state, :votes,
                :course, :at)
            returning id
            """)
                .bind("project", subject.project())
                .bind("environment", subject.environment())
                .bind("job", subject.job())
                .bind("number", subject.number())
                .bind("title", subject.title())
                .bind("round", approval.round())
                .bind("ask", json(approval.ask()))
                .bind("effect", approval.effect().text())
                .bind("hash", approval.effect().hash())
                .bind("state", approval.state().name())
                .bind("votes", json(approval.votes()))
                .bind("course", json(approval.course()))
                .bind("at", approval.ask().at())
                .mapValue(Long.class)
                .one()
                .map(id -> new Approval(
                        id,
                        subject,
                        approval.round(),
                        approval.ask(),
                        approval.effect(),
                        approval.state(),
                        approval.votes(),
                        approval.course()));
    }

    private Mono<Void> update(Approval approval) {
        return database.sql("""
            update approval set ask = :ask, state = :state, votes = :votes, course = :course, ended_at = :ended
             where id = :id\
            """)
                .bind("id", approval.id())
                .bind("ask", json(approval.ask()))
                .bind("state", approval.state().name())
                .bind("votes", json(approval.votes()))
                .bind("course", json(approval.course()))
                .bind(
                        "ended",
                        org.springframework.r2dbc.core.Parameter.fromOrEmpty(
                                approval.course().endedAt(), Instant.class))
                .then();
    }

    private Json json(Object value) {
        return Json.of(json.writeValueAsString(value));
    }

    private Approval read(Readable row) {
        return new Approval(
                number(row, "id"),
                new Approval.Subject(
                        text(row, "project"),
                        text(row, "environment"),
                        number(row, "job_id"),
                        number(row, "number"),
                        text(row, "title")),
                Objects.requireNonNull(row.get("round", Integer.class)),
                read(row, "ask", Ask.class),
                new Effect(text(row, "effect"), text(row, "hash")),
                ApprovalState.valueOf(text(row, "state")),
                List.of(read(row, "votes", Vote[].class)),
                read(row, "course", Approval.Course.class));
    }

    private <T> T read(Readable row, String column, Class<T> type) {
        return json.readValue(
                Objects.requireNonNull(row.get(column, Json.class)).asString(), type);
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
