package dev.slipway.notification.alert;

import dev.slipway.notification.Severity;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Alerts in PostgreSQL; of each thing that is wrong at most one is open. */
@Component
class AlertRows {

    private final DatabaseClient database;

    AlertRows(DatabaseClient database) {
        this.database = database;
    }

    /** Empty if it is open already. */
    Mono<Long> open(String rule, AlertRule.Wrong wrong, Instant now) {
        return database.sql("""
            insert into alert (key, rule, project, environment, severity, title, detail, path, opened_at)
            values (:key, :rule, :project, :environment, :severity, :title, :detail, :path, :now)
            on conflict (key) where resolved_at is null do nothing returning id\
            """)
                .bind("key", rule + "/" + wrong.key())
                .bind("rule", rule)
                .bind("project", wrong.place().project())
                .bind("environment", wrong.place().environment())
                .bind("severity", wrong.severity().name())
                .bind("title", wrong.title())
                .bind("detail", wrong.detail())
                .bind("path", wrong.path())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .mapValue(Long.class)
                .all()
                .singleOrEmpty();
    }

    /** False if it is over already. */
    Mono<Boolean> resolve(long id, Instant now) {
        return database.sql("update alert set resolved_at = :now where id = :id and resolved_at is null")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .map(changed -> changed > 0);
    }

    /** False if it is over, or somebody looks after it already. */
    Mono<Boolean> acknowledge(long id, Alert.Acknowledgement by) {
        return database.sql("""
            update alert set acknowledged_by = :by, acknowledged_at = :at, note = :note
            where id = :id and resolved_at is null and acknowledged_at is null\
            """)
                .bind("by", by.by())
                .bind("at", by.at().atOffset(ZoneOffset.UTC))
                .bind("note", Parameter.fromOrEmpty(by.note(), String.class))
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .map(changed -> changed > 0);
    }

    Flux<Alert> open() {
        return database.sql("select * from alert where resolved_at is null order by id")
                .map(AlertRows::read)
                .all();
    }

    Flux<Alert> openOf(String rule) {
        return database.sql("select * from alert where rule = :rule and resolved_at is null order by id")
                .bind("rule", rule)
                .map(AlertRows::read)
                .all();
    }

    /** Open ones first, then those that are over; the newest first. */
    Flux<Alert> of(@Nullable String project, int limit) {
        return database.sql("select * from alert where cast(:project as text) is null or project = :project"
                        + " order by (resolved_at is null) desc, id desc limit :limit")
                .bind("project", Parameter.fromOrEmpty(project, String.class))
                .bind("limit", limit)
                .map(AlertRows::read)
                .all();
    }

    Mono<Alert> find(String project, long id) {
        return database.sql("select * from alert where id = :id and project = :project")
                .bind("id", id)
                .bind("project", project)
                .map(AlertRows::read)
                .all()
                .singleOrEmpty();
    }

    private static Alert read(Readable row) {
        var rule = text(row, "rule");
        var at = row.get("acknowledged_at", Instant.class);
        return new Alert(
                Objects.requireNonNull(row.get("id", Long.class)),
                rule,
                text(row, "key").substring(rule.length() + 1),
                Severity.valueOf(text(row, "severity")),
                new AlertRule.Place(text(row, "project"), text(row, "environment")),
                new Alert.Words(text(row, "title"), text(row, "detail"), text(row, "path")),
                new Alert.Course(
                        Objects.requireNonNull(row.get("opened_at", Instant.class)),
                        at == null
                                ? null
                                : new Alert.Acknowledgement(
                                        text(row, "acknowledged_by"), at, row.get("note", String.class)),
                        row.get("resolved_at", Instant.class)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}
