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

    static final String OF_PROJECT = """
        select j.id, j.number, j.pipeline, j.environment, s.service, p.version, r.kind, o.outcome, r.began, j.ended_at,
            l.registered_at, l.labels ->> 'committed-at' as committed, f.first
        """ + FROM + """
        where j.project = :project and j.state = 'ENDED' and j.changes and not j.dry_run
            and j.ended_at >= :from and j.ended_at < :until and o.outcome is not null
        """;
}
