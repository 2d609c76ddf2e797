package dev.slipway.approval;

import dev.slipway.job.spi.Gate;
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

/** Broken glass in PostgreSQL. */
@Component
class GlassStore {

    private final DatabaseClient database;
    private final JsonMapper json;

    GlassStore(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<BrokenGlass> add(BrokenGlass glass) {
        var subject = glass.subject();
        return database.sql("""
            insert into break_glass (project, environment, job_id, number, title, gates, stood, reason, by_user,
                by_name, at, review_by)
            values (:project, :environment, :job, :number, :title, :gates, :stood, :reason, :user, :name, :at, :until)
            returning id\
            """)
                .bind("project", subject.project())
                .bind("environment", subject.environment())
                .bind("job", subject.job())
                .bind("number", subject.number())
                .bind("title", subject.title())
                .bind("gates", glass.gates().toArray(String[]::new))
                .bind("stood", Json.of(json.writeValueAsString(glass.stood())))
                .bind("reason", glass.breaking().reason())
                .bind("user", glass.breaking().by().userName())
                .bind("name", glass.breaking().by().name())
                .bind("at", glass.breaking().at())
                .bind("until", glass.reviewBy())
                .mapValue(Long.class)
                .one()
                .map(id -> new BrokenGlass(
                        id, subject, glass.gates(), glass.stood(), glass.breaking(), glass.reviewBy(), glass.review()));
    }

    /** False if somebody reviewed it meanwhile. */
    Mono<Boolean> close(long id, BrokenGlass.Review review) {
        return database.sql("""
            update break_glass set reviewed_by = :user, reviewed_by_name = :name, reviewed_at = :at, review_note = :note
             where id = :id and reviewed_at is null\
            """)
                .bind("id", id)
                .bind("user", review.by().userName())
                .bind("name", review.by().name())
                .bind("at", review.at())
                .bind("note", review.note())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<BrokenGlass> find(long id) {
        return database.sql("select * from break_glass where id = :id")
                .bind("id", id)
                .map(this::read)
                .all()
                .singleOrEmpty();
    }

    Flux<BrokenGlass> ofJob(long job) {
        return database.sql("select * from break_glass where job_id = :job order by id")
                .bind("job", job)
                .map(this::read)
                .all();
    }

    /** Those nobody has reviewed, the most urgent first. */
    Flux<BrokenGlass> open() {
        return database.sql("select * from break_glass where reviewed_at is null order by review_by, id")
                .map(this::read)
                .all();
    }

    /** Those somebody has reviewed, the newest first. */
    Flux<BrokenGlass> closed(int limit, String @Nullable [] projects) {
        return database.sql("select * from break_glass where reviewed_at is not null"
                        + " and (cast(:projects as text[]) is null or project = any(:projects))"
                        + " order by id desc limit :limit")
                .bind("projects", Parameter.fromOrEmpty(projects, String[].class))
                .bind("limit", limit)
                .map(this::read)
                .all();
    }

    private BrokenGlass read(Readable row) {
        return new BrokenGlass(
                number(row, "id"),
                new Approval.Subject(
                        text(row, "project"),
                        text(row, "environment"),
                        number(row, "job_id"),
                        number(row, "number"),
                        text(row, "title")),
                List.of(Objects.requireNonNull(row.get("gates", String[].class))),
                List.of(json.readValue(
                        Objects.requireNonNull(row.get("stood", Json.class)).asString(), Gate.Standing[].class)),
                new BrokenGlass.Breaking(
                        new Person(text(row, "by_user"), text(row, "by_name")), text(row, "reason"), time(row, "at")),
                time(row, "review_by"),
                review(row));
    }

    private static BrokenGlass.@Nullable Review review(Readable row) {
        return row.get("reviewed_at", Instant.class) == null
                ? null
                : new BrokenGlass.Review(
                        new Person(text(row, "reviewed_by"), text(row, "reviewed_by_name")),
                        text(row, "review_note"),
                        time(row, "reviewed_at"));
    }

    private static Instant time(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Instant.class), column);
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class), column);
    }
}
