package dev.slipway.delivery;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How many deployments ended how since the portal was installed. Each job is counted once, by whichever replica comes
 * first, so the totals are the same on all of them and go on after a restart.
 */
@Component
class DeploymentTotals {

    private static final int AT_ONCE = 5_000;

    /**
     * Counts jobs that ended since the last count, and those that ended shortly before it but were written late. The row of
     * delivery_counted_until is held by the caller.
     */
    private static final String COUNT = """
        with fresh as (
            insert into delivery_counted (job_id, ended_at)
            select j.id, j.ended_at from job j
            where j.state = 'ENDED' and j.changes and not j.dry_run
                and j.ended_at >= (select until - interval '15 minutes' from delivery_counted_until)
                and not exists (select from delivery_counted c where c.job_id = j.id)
            order by j.ended_at limit :most
            returning job_id, ended_at),
        counted as (
            select j.project, j.environment, s.service, o.outcome,
                extract(epoch from j.ended_at - r.began) as seconds,
                case when f.first then extract(epoch from j.ended_at - l.registered_at) end as lead
        """ + DeploymentSql.FROM + """
            where j.id in (select job_id from fresh) and o.outcome is not null and r.kind = 'DEPLOY'
                and exists (select from project known where known.key = j.project)),
        total as (
            insert into delivery_total as t
                (project, environment, service, outcome, deployments, seconds, leads, lead_seconds)
            select project, environment, service, outcome, count(*), sum(seconds), count(lead), coalesce(sum(lead), 0)
            from counted group by 1, 2, 3, 4
            on conflict (project, environment, service, outcome) do update set
                deployments = t.deployments + excluded.deployments, seconds = t.seconds + excluded.seconds,
                leads = t.leads + excluded.leads, lead_seconds = t.lead_seconds + excluded.lead_seconds),
        moved as (
            update delivery_counted_until set until = greatest(until, (select max(ended_at) from fresh)))
        select count(*) as jobs from fresh
        """;

    private static final String FORGET = """
        delete from delivery_counted
        where ended_at < (select until - interval '30 minutes' from delivery_counted_until)
        """;

    private final DatabaseClient database;
    private final TransactionalOperator transactions;

    DeploymentTotals(DatabaseClient database, TransactionalOperator transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /** Of the deployments of a placement with one outcome; leads are those that brought a version there first. */
    record Total(
            String project,
            String environment,
            String service,
            String outcome,
            long deployments,
            Duration took,
            long leads,
            Duration lead) {

        /** Together with another, under the name of this one. */
        Total plus(Total other) {
            return new Total(
                    project,
                    environment,
                    service,
                    outcome,
                    deployments + other.deployments,
                    took.plus(other.took),
                    leads + other.leads,
                    lead.plus(other.lead));
        }
    }

    /** Counts what ended since; gives the number of jobs. Empty while another replica counts. */
    Mono<Long> count() {
        var some = database.sql("select until from delivery_counted_until for update skip locked")
                .mapValue(java.time.OffsetDateTime.class)
                .all()
                .singleOrEmpty()
                .flatMap(_ -> database.sql(COUNT)
                        .bind("most", AT_ONCE)
                        .mapValue(Long.class)
                        .all()
                        .single())
                .flatMap(jobs -> database.sql(FORGET).then().thenReturn(jobs))
                .as(transactions::transactional);
        return some.expand(jobs -> jobs < AT_ONCE ? Mono.empty() : some).reduce(Long::sum);
    }

    Flux<Total> all() {
        return database.sql("select * from delivery_total order by project, environment, service, outcome")
                .map(DeploymentTotals::read)
                .all();
    }

    private static Total read(Readable row) {
        return new Total(
                Deployments.text(row, "project"),
                Deployments.text(row, "environment"),
                Deployments.text(row, "service"),
                Deployments.text(row, "outcome"),
                Objects.requireNonNull(row.get("deployments", Long.class)),
                seconds(row, "seconds"),
                Objects.requireNonNull(row.get("leads", Long.class)),
                seconds(row, "lead_seconds"));
    }

    private static Duration seconds(Readable row, String column) {
        return Duration.ofMillis(Math.round(Objects.requireNonNull(row.get(column, Double.class)) * 1000));
    }
}
