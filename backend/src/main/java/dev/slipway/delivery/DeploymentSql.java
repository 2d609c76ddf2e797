package dev.slipway.delivery;

/**
 * How deployments are read from the tables of jobs, steps and releases: the one place that knows them. It says by the
 * words of the job module's verdicts what counts; what it does not recognise is UNKNOWN.
 */
final class DeploymentSql {

    private DeploymentSql() {}

    /**
     * Rows of a job {@code j}, one for each service it began to change. A deployment is a success only if its verdict
     * says so and nothing that belongs to the service went wrong, before or after.
     */
    static final String FROM = """
        from job j
        cross join lateral unnest(j.services) s(service)
        cross join lateral (
            select min(started_at) filter (where begun) as began, min(position) filter (where begun) as at,
                bool_or(state = 'SUCCEEDED') filter (where begun) as done,
                case when bool_or(kind = 'deploy') filter (where begun) then 'DEPLOY'
                    when bool_or(kind = 'rollback') filter (where begun) then 'ROLLBACK'
                    else 'FORCE_UPDATE' end as kind,
                max(position) filter (where state in ('FAILED', 'IGNORED')) as failed,
                max(position) filter (where state = 'CANCELLED') as cancelled
            from (select position, kind, state, started_at,
                    kind in ('deploy', 'rollback', 'force-update') and started_at is not null as begun
                from step_run where job_id = j.id and (service is null or service = s.service)) x) r
        cross join lateral (select j.verdict -> 'services' -> s.service as verdict offset 0) v
        cross join lateral (
            select case
                when r.at is null then null
                when v.verdict is null then case when r.done then 'UNKNOWN' end
                when v.verdict ->> 'outcome' = 'FAILED' and v.verdict #>> '{proof,deployment}' is null then null
                when v.verdict ->> 'outcome' = 'ROLLED_BACK' and r.kind = 'ROLLBACK' and r.failed > r.at then 'FAILED'
                when v.verdict ->> 'outcome' in ('ROLLED_BACK', 'FAILED', 'CANCELLED') then v.verdict ->> 'outcome'
                when v.verdict ->> 'outcome' is distinct from 'SUCCEEDED' then 'UNKNOWN'
                when r.failed > r.at then 'FAILED'
                when r.cancelled > r.at then 'CANCELLED'
                when r.failed is not null or r.cancelled is not null then 'UNKNOWN'
                else 'SUCCEEDED' end as outcome offset 0) o
        cross join lateral (
            select p -> 'revision' ->> 'version' as version
            from (select jsonb_path_query_first(j.ordered, '$.placements[*] ? (@.service == $s)',
                jsonb_build_object('s', s.service)) as p) x offset 0) p
        left join release l on l.project = j.project and l.service = s.service and l.version = p.version
        cross join lateral (
            select r.kind = 'DEPLOY' and o.outcome = 'SUCCEEDED' and not exists (
                select from verified_revision e where e.project = j.project and e.environment = j.environment
                    and e.service = s.service and e.revision ->> 'version' = p.version
                    and e.verified_at < j.ended_at and e.job_id <> j.id) as first) f
        """;

    /** Of a job {@code j}: it ended in the window, and is read as it is stored because no facts were made of it yet. */
    static final String DUE = """
        j.id = any (array(select d.job_id from delivery_due d
            where d.project = :project and d.ended_at >= :from and d.ended_at < :until))
        """;

    /** What {@link #FROM} tells of a deployment. */
    static final String COLUMNS = """
        j.project, j.ended_at, j.id as job_id, j.number, j.pipeline, j.environment, s.service, p.version, r.kind, o.outcome,
            r.began, l.registered_at, l.labels ->> 'committed-at' as committed, f.first
        """;

    /** A release may have been registered after the facts were made: only then is it looked for. */
    private static final String KNOWN = """
        select d.project, d.ended_at, d.job_id, d.number, d.pipeline, d.environment, d.service, d.version, d.kind, d.outcome,
            d.began, coalesce(d.registered_at, l.registered_at) as registered_at, coalesce(d.committed, l.committed) as committed,
            d.first
        from delivery_deployment d
        left join lateral (
            select registered_at, labels ->> 'committed-at' as committed from release l
            where d.registered_at is null and l.project = d.project and l.service = d.service and l.version = d.version) l on true
        where d.project = :project and d.ended_at >= :from and d.ended_at < :until
        """;

    /** Deployments of a project that ended in a window, in an order, of which so many are enough. */
    static String ofProject(String order, String most) {
        var ordered = " order by " + order + " limit " + most;
        return "(" + KNOWN + ordered + ") union all (select " + COLUMNS + FROM + " where " + DUE
                + " and j.changes and o.outcome is not null) " + ordered;
    }
}
