package dev.slipway.delivery;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Makes of jobs that ended the narrow rows that figures are read from. A job is due from the transaction in which it ends
 * until the one that makes its rows, so none is lost or told twice, whichever replica dies when.
 */
@Component
class DeliveryFacts {

    private static final int AT_ONCE = 2_000;

    /**
     * Of each project the oldest first: whether a version was proven for the first time is known from what was before. A
     * proof that came late is taken into account where the rows of later deployments are there already.
     */
    private static final String MAKE = """
            with due as (
                delete from delivery_due where (project, ended_at, job_id) in (
                    select project, ended_at, job_id from delivery_due order by project, ended_at, job_id limit :most)
                returning project, job_id),
            made as (
                select j.id, j.project, j.environment, j.services, j.ended_at from job j
                where j.id in (select job_id from due) and exists (select from project known where known.key = j.project)),
            deployments as (
                insert into delivery_deployment (project, ended_at, job_id, number, pipeline, environment, service, version,
                    kind, outcome, began, registered_at, committed, first)
                select
            """ + DeploymentSql.COLUMNS + DeploymentSql.FROM + """
                where j.id in (select id from made) and j.changes and o.outcome is not null),
            verifications as (
                insert into delivery_verification (project, ended_at, job_id, position, number, environment, service, step,
                    verifies, state, attempt, step_ended_at, version)
            """ + Verifications.OF_JOBS
            + """
                j.id in (select id from made)),
            steps as (
                insert into delivery_step (project, ended_at, pipeline, environment, services, step, title, seconds)
            """ + PipelineTrends.STEPS_OF_JOBS + """
                j.id in (select id from made)),
            late as (
                update delivery_deployment d set first = false
                from (select project, environment, service, min(ended_at) as since
                    from made cross join lateral unnest(services) s(service) group by 1, 2, 3) m
                cross join lateral (
                    -- In this order, by its index, whatever the statistics say: as a rule there is none.
                    select f.project, f.ended_at, f.job_id, f.service from delivery_deployment f
                    where f.first and f.project = m.project and f.environment = m.environment and f.service = m.service
                        and f.ended_at > m.since and exists (
                            select from verified_revision e where e.project = f.project and e.environment = f.environment
                                and e.service = f.service and e.revision ->> 'version' = f.version
                                and e.verified_at < f.ended_at and e.job_id <> f.job_id)
                    offset 0) l
                where (d.project, d.ended_at, d.job_id, d.service) = (l.project, l.ended_at, l.job_id, l.service))
            select count(*) as jobs from due
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transactions;

    DeliveryFacts(DatabaseClient database, TransactionalOperator transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /** Makes the rows of all that is due; gives the number of jobs. Empty if nothing is, or another replica is at it. */
    Mono<Long> make() {
        var some = database.sql("select only_row from delivery_bookkeeper where exists (select from delivery_due)"
                        + " for update skip locked")
                .mapValue(Boolean.class)
                .all()
                .singleOrEmpty()
                .flatMap(_ -> database.sql(MAKE)
                        .bind("most", AT_ONCE)
                        .mapValue(Long.class)
                        .all()
                        .single())
                .as(transactions::transactional);
        return some.expand(jobs -> jobs < AT_ONCE ? Mono.empty() : some).reduce(Long::sum);
    }
}
