package dev.slipway.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes releases and jobs that ended into the tables, as the other modules do. */
final class WrittenHistory {

    static final String PROJECT = "shop";

    private final DataSource source;
    private long number;

    WrittenHistory(DataSource source) {
        this.source = source;
        run("insert into project (key, title, definition_id, created_at) values (?, 'Shop', 1, now())", PROJECT);
    }

    /** One step of a job that is being written. */
    record Step(String name, String kind, String state, int attempt, Instant started, Instant ended) {}

    /** A job that ended. */
    static final class Ended {

        private final String environment;
        private final String service;
        private final @Nullable String version;
        private final String pipeline;
        private final Instant started;
        private final List<Step> steps = new ArrayList<>();
        private String outcome = "SUCCEEDED";
        private @Nullable String verdict;
        private boolean dryRun;

        Ended(String pipeline, String environment, String service, @Nullable String version, Instant started) {
            this.environment = environment;
            this.service = service;
            this.version = version;
            this.pipeline = pipeline;
            this.started = started;
        }

        /** A step that took some minutes after the one before it. */
        Ended step(String kind, String state, int minutes) {
            return step(kind, state, 1, minutes);
        }

        Ended step(String kind, String state, int attempt, int minutes) {
            var from = steps.isEmpty() ? started : steps.getLast().ended();
            steps.add(new Step(kind, kind, state, attempt, from, from.plus(Duration.ofMinutes(minutes))));
            return this;
        }

        /** How the target said it ended for the service. */
        Ended verdict(String told) {
            return verdict(told, "\"ecs-svc/1\"");
        }

        Ended verdict(String told, String deployment) {
            verdict = "{\"outcome\":\"" + told + "\",\"reason\":\"\",\"proof\":{\"deployment\":" + deployment + "}}";
            return this;
        }

        Ended outcome(String told) {
            outcome = told;
            return this;
        }

        Ended dryRun() {
            dryRun = true;
            return this;
        }

        private Instant ended() {
            return steps.isEmpty() ? started : steps.getLast().ended();
        }
    }

    void release(String service, String version, Instant registered, @Nullable Instant committed) {
        run(
                "insert into release (project, service, version, artifacts, labels, registered_at, registered_by_kind,"
                        + " registered_by_id, registered_by_name) values (?, ?, ?, '[]', cast(? as jsonb), ?, 'PERSON',"
                        + " 'ada', 'Ada')",
                PROJECT,
                service,
                version,
                committed == null ? "{\"committed-at\": \"yesterday\"}" : "{\"committed-at\": \"" + committed + "\"}",
                Timestamp.from(registered));
    }

    /** Writes the job and what it proved; gives its number. */
    long write(Ended job) {
        number++;
        var changes = job.steps.stream().anyMatch(step -> !step.kind().equals("verify"));
        var revision = job.version == null ? "null" : "{\"version\":\"" + job.version + "\"}";
        run(
                """
                insert into job (project, number, pipeline, pipeline_version, environment, services, words, ordered, dry_run,
                    changes, requested_by, requested_at, state, outcome, verdict, started_at, ended_at)
                values (?, ?, ?, 1, ?, array[?], '', cast(? as jsonb), ?, ?, 'ada', ?, 'ENDED', ?, cast(? as jsonb), ?, ?)
                """,
                PROJECT,
                number,
                job.pipeline,
                job.environment,
                job.service,
                "{\"placements\":[{\"service\":\"" + job.service + "\",\"revision\":" + revision + "}]}",
                job.dryRun,
                changes,
                Timestamp.from(job.started),
                job.outcome,
                "{\"outcome\":\"" + job.outcome + "\",\"reason\":\"\",\"services\":{"
                        + (job.verdict == null ? "" : "\"" + job.service + "\":" + job.verdict) + "}}",
                Timestamp.from(job.started),
                Timestamp.from(job.ended()));
        for (var i = 0; i < job.steps.size(); i++) {
            var step = job.steps.get(i);
            run(
                    """
                    insert into step_run (job_id, position, name, step, title, kind, service, settings, state, attempt,
                        started_at, ended_at, report)
                    values ((select id from job where project = ? and number = ?), ?, ?, ?, ?, ?, ?, '{}', ?, ?, ?, ?, '{}')
                    """,
                    PROJECT,
                    number,
                    i,
                    step.name(),
                    step.name(),
                    step.name(),
                    step.kind(),
                    job.service,
                    step.state(),
                    step.attempt(),
                    Timestamp.from(step.started()),
                    Timestamp.from(step.ended()));
        }
        return number;
    }

    /** The job of the number proved its version. */
    void proven(long job) {
        run("""
            insert into verified_revision (project, environment, service, revision, job_id, number, verified_by,
                verified_at)
            select project, environment, services[1], ordered -> 'placements' -> 0 -> 'revision', id, number, 'Ada',
                ended_at from job where project = ? and number = ?
            """, PROJECT, job);
    }

    /** A deployment that was proven: 2 minutes of rollout, 1 of verification. */
    long deployed(String environment, String service, String version, Instant started) {
        var job = write(new Ended("deploy", environment, service, version, started)
                .step("deploy", "SUCCEEDED", 2)
                .step("verify", "SUCCEEDED", 1)
                .verdict("SUCCEEDED"));
        proven(job);
        return job;
    }

    private void run(String sql, Object... values) {
        try (Connection connection = source.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            connection.setAutoCommit(false);
            statement.execute();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
