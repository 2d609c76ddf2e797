package dev.slipway.delivery;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Computes how long pipelines and their steps took. */
@Component
class PipelineTrends {

    private static final int SLOWEST = 5;

    /** Of what has an environment and services. */
    static final String ASKED = """
        (cast(:environment as text) is null or environment = :environment)
            and (cast(:services as text[]) is null
                or exists (select from unnest(services) s where (s = any (cast(:services as text[]))) <> :others))
        """;

    /** Of jobs {@code j}: those whose durations are told. */
    static final String OF_WINDOW = """
        j.project = :project and j.state = 'ENDED' and not j.dry_run and j.ended_at >= :from and j.ended_at < :until
            and j.outcome = 'SUCCEEDED' and j.started_at is not null and
        """;

    private static final String TIMES = """
        select j.pipeline, cast(date_trunc(:unit, j.ended_at at time zone 'UTC') as date) as since, count(*) as jobs,
            percentile_cont(0.5) within group (order by extract(epoch from j.ended_at - j.started_at)) as median
        from job j where
        """ + OF_WINDOW + ASKED + "group by 1, 2 order by 1, 2";

    /** Of jobs {@code j}. */
    static final String STEPS_OF_JOBS = """
        select j.project, j.ended_at, j.pipeline, j.environment, j.services, r.step, r.title,
            cast(extract(epoch from r.ended_at - r.started_at) as double precision) as seconds
        from job j join step_run r on r.job_id = j.id
        where j.outcome = 'SUCCEEDED' and j.started_at is not null
            and r.state = 'SUCCEEDED' and r.started_at is not null and r.ended_at is not null and
        """;

    private static final String STEPS = """
            select pipeline, step, min(title) as title, count(*) as runs,
                percentile_cont(0.5) within group (order by seconds) as median, max(seconds) as longest
            from (
                select * from delivery_step where project = :project and ended_at >= :from and ended_at < :until
                union all
            """ + STEPS_OF_JOBS + DeploymentSql.DUE + ") steps"
            + " where"
            + " " + ASKED + "group by 1, 2 order by 1, 5"
            + " desc, 2";

    private final DatabaseClient database;

    PipelineTrends(DatabaseClient database) {
        this.database = database;
    }

    /**
     * By pipeline.
     *
     * @param environment null for all
     */
    Mono<List<PipelineTrend>> within(
            String project, Window window, @Nullable String environment, ServiceChoice services) {
        var times = bind(database.sql(TIMES), project, window, environment, services)
                .bind("unit", Buckets.unit(window))
                .map(row -> Map.entry(Deployments.text(row, "pipeline"), time(row)))
                .all();
        var steps = bind(database.sql(STEPS), project, window, environment, services)
                .map(row -> Map.entry(Deployments.text(row, "pipeline"), step(row)))
                .all();
        return Mono.zip(grouped(times), grouped(steps))
                .map(all -> all.getT1().entrySet().stream()
                        .map(pipeline -> new PipelineTrend(
                                pipeline.getKey(),
                                pipeline.getValue(),
                                all.getT2().getOrDefault(pipeline.getKey(), List.of()).stream()
                                        .limit(SLOWEST)
                                        .toList()))
                        .toList());
    }

    static DatabaseClient.GenericExecuteSpec bind(
            DatabaseClient.GenericExecuteSpec sql,
            String project,
            Window window,
            @Nullable String environment,
            ServiceChoice services) {
        var named = services.services();
        return sql.bind("project", project)
                .bind("from", window.from().atOffset(ZoneOffset.UTC))
                .bind("until", window.until().atOffset(ZoneOffset.UTC))
                .bind("environment", Parameter.fromOrEmpty(environment, String.class))
                .bind(
                        "services",
                        Parameter.fromOrEmpty(named == null ? null : named.toArray(String[]::new), String[].class))
                .bind("others", services.others());
    }

    private static <T> Mono<Map<String, List<T>>> grouped(Flux<Map.Entry<String, T>> rows) {
        return rows.collect(Collectors.groupingBy(
                Map.Entry::getKey, LinkedHashMap::new, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static PipelineTrend.Time time(Readable row) {
        return new PipelineTrend.Time(
                Objects.requireNonNull(row.get("since", LocalDate.class)),
                Objects.requireNonNull(row.get("jobs", Long.class)),
                seconds(row, "median"));
    }

    private static PipelineTrend.SlowStep step(Readable row) {
        return new PipelineTrend.SlowStep(
                Deployments.text(row, "step"),
                Deployments.text(row, "title"),
                Objects.requireNonNull(row.get("runs", Long.class)),
                seconds(row, "median"),
                seconds(row, "longest"));
    }

    private static Duration seconds(Readable row, String column) {
        return Duration.ofMillis(Math.round(Objects.requireNonNull(row.get(column, Double.class)) * 1000));
    }
}
