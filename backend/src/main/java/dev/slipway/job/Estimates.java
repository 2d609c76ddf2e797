package dev.slipway.job;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How long jobs and their steps usually take: the median of the last runs that succeeded. */
@Component
class Estimates {

    private static final String STEPS = """
        select s.name, percentile_cont(0.5) within group (order by extract(epoch from s.ended_at - s.started_at))
            as seconds
        from step_run s join (
            select id from job where project = :project and environment = :environment and pipeline = :pipeline
                and services = :services and state = 'ENDED' and not dry_run order by id desc limit 20) j
            on s.job_id = j.id
        where s.state = 'SUCCEEDED' and s.started_at is not null and s.ended_at is not null
        group by s.name
        """;

    private static final String WHOLE = """
        select '' as name, percentile_cont(0.5) within group (order by extract(epoch from ended_at - started_at))
            as seconds
        from (select ended_at, started_at from job where project = :project and environment = :environment
            and pipeline = :pipeline and services = :services and outcome = 'SUCCEEDED' and not dry_run
            and started_at is not null order by id desc limit 20) j
        """;

    private final DatabaseClient database;

    Estimates(DatabaseClient database) {
        this.database = database;
    }

    /** @param whole null without a history */
    record Estimate(Map<String, Duration> steps, @Nullable Duration whole) {}

    Mono<Estimate> of(String project, JobOrder order) {
        return Mono.zip(seconds(STEPS, project, order), seconds(WHOLE, project, order))
                .map(both -> new Estimate(both.getT1(), both.getT2().get("")));
    }

    private Mono<Map<String, Duration>> seconds(String sql, String project, JobOrder order) {
        return database.sql(sql)
                .bind("project", project)
                .bind("environment", order.environment())
                .bind("pipeline", order.pipeline().key())
                .bind(
                        "services",
                        order.placements().stream().map(JobPlacement::service).toArray(String[]::new))
                .map(row -> {
                    var seconds = row.get("seconds", Double.class);
                    return Map.entry(
                            JobRows.text(row, "name"),
                            seconds == null ? Duration.ZERO : Duration.ofMillis(Math.round(seconds * 1000)));
                })
                .all()
                .filter(e -> e.getValue().isPositive())
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, HashMap::new);
    }
}
