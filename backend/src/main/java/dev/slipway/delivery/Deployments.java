package dev.slipway.delivery;

import dev.slipway.target.Outcome;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads deployments from the facts about jobs that ended, and the newest from jobs as they are stored. */
@Component
public class Deployments {

    /** More are refused rather than left out: a figure of a part would be wrong. */
    static final int MOST = 50_000;

    private static final String WITHIN =
            DeploymentSql.ofProject("ended_at, job_id, service", Integer.toString(MOST + 1));

    private static final String NEWEST = DeploymentSql.ofProject("ended_at desc, job_id desc, service", ":most");

    private final DatabaseClient database;

    Deployments(DatabaseClient database) {
        this.database = database;
    }

    /**
     * All that ended in a window, oldest first.
     *
     * @throws InvalidInput (as an error signal) if there are more than 50,000
     */
    public Mono<List<Deployment>> within(String project, Window window) {
        return database.sql(WITHIN)
                .bind("project", project)
                .bind("from", window.from().atOffset(ZoneOffset.UTC))
                .bind("until", window.until().atOffset(ZoneOffset.UTC))
                .map(Deployments::read)
                .all()
                .collectList()
                .doOnNext(Deployments::refuseTooMany);
    }

    /** Newest first, those that ended within the window. */
    public Flux<Deployment> newest(String project, Window window, int most) {
        return database.sql(NEWEST)
                .bind("project", project)
                .bind("from", window.from().atOffset(ZoneOffset.UTC))
                .bind("until", window.until().atOffset(ZoneOffset.UTC))
                .bind("most", most)
                .map(Deployments::read)
                .all();
    }

    private static void refuseTooMany(List<Deployment> found) {
        if (found.size() > MOST) {
            throw new InvalidInput(
                    "There were more than 50,000 deployments in that time",
                    new FieldProblem("from", "must leave at most 50,000 deployments", "Choose a shorter time."));
        }
    }

    private static Deployment read(Readable row) {
        return new Deployment(
                Objects.requireNonNull(row.get("job_id", Long.class)),
                Objects.requireNonNull(row.get("number", Long.class)),
                text(row, "pipeline"),
                text(row, "environment"),
                text(row, "service"),
                row.get("version", String.class),
                Deployment.Kind.valueOf(text(row, "kind")),
                Outcome.valueOf(text(row, "outcome")),
                Objects.requireNonNull(instant(row, "began")),
                Objects.requireNonNull(instant(row, "ended_at")),
                instant(row, "registered_at"),
                time(row.get("committed", String.class)),
                Boolean.TRUE.equals(row.get("first", Boolean.class)));
    }

    static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    static @Nullable Instant instant(Readable row, String column) {
        var time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Whoever registers a release writes the label; what is no time is not known. */
    private static @Nullable Instant time(@Nullable String label) {
        if (label == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(label).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
