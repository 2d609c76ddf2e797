package dev.slipway.delivery;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the jobs behind the durations of pipelines and steps, by the same conditions as {@link PipelineTrends}. */
@Component
class PipelineRuns {

    private static final int MOST = 500;

    private static final String JOBS = """
        select j.number, j.environment, j.services, cast(null as text) as service, cast(null as text) as title, j.ended_at,
            cast(extract(epoch from j.ended_at - j.started_at) as double precision) as seconds, count(*) over () as total
        from job j where j.pipeline = :pipeline and
        """ + PipelineTrends.OF_WINDOW;

    private static final String STEPS = """
        select j.number, j.environment, j.services, r.service, r.title, j.ended_at,
            cast(extract(epoch from r.ended_at - r.started_at) as double precision) as seconds, count(*) over () as total
        from job j join step_run r on r.job_id = j.id
        where j.pipeline = :pipeline and r.step = :step
            and r.state = 'SUCCEEDED' and r.started_at is not null and r.ended_at is not null and
        """ + PipelineTrends.OF_WINDOW;

    private static final String LONGEST_FIRST = " order by seconds desc, j.ended_at desc, j.id desc limit " + MOST;

    private final DatabaseClient database;

    PipelineRuns(DatabaseClient database) {
        this.database = database;
    }

    Mono<RunsBehind> of(DeliveryQuery query, ServiceChoice services, RunsAsked asked) {
        var window = Delivery.window(asked.on(), query);
        var step = asked.step();
        var sql = database.sql((step == null ? JOBS : STEPS) + PipelineTrends.ASKED + LONGEST_FIRST)
                .bind("pipeline", asked.pipeline());
        return PipelineTrends.bind(
                        step == null ? sql : sql.bind("step", step),
                        query.project(),
                        window,
                        query.environment(),
                        services)
                .map(row -> new Found(run(row), Objects.requireNonNull(row.get("total", Long.class))))
                .all()
                .collectList()
                .map(found -> new RunsBehind(
                        found.isEmpty() ? 0 : found.getFirst().total(),
                        found.stream().map(Found::run).toList()));
    }

    private record Found(RunsBehind.Run run, long total) {}

    private static RunsBehind.Run run(Readable row) {
        return new RunsBehind.Run(
                Objects.requireNonNull(row.get("number", Long.class)),
                Deployments.text(row, "environment"),
                List.of(Objects.requireNonNull(row.get("services", String[].class))),
                row.get("service", String.class),
                row.get("title", String.class),
                Objects.requireNonNull(Deployments.instant(row, "ended_at")),
                Duration.ofMillis(Math.round(Objects.requireNonNull(row.get("seconds", Double.class)) * 1000)));
    }
}
