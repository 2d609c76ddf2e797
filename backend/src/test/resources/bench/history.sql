-- Jobs as they are stored after years: ${jobs} of them in ten projects. "shop", which is there already, ended a thousand in the last
-- 30 days, whatever the number of all. Foreign keys are not checked and statistics are taken at the end, for it to take seconds rather than minutes.
set session_replication_role = replica;

create unlogged table history as
select n, n = ${jobs} - ago as is_last, ago,
    case when ${jobs} <= 1000 or ago % 10 = 0 then 'shop' else 'p' || (ago % 10) end as project,
    -- One job of shop each 43 minutes, and nine of others meanwhile where there are others.
    now() - interval '10 minutes' - ago * interval '2592 seconds' / (case when ${jobs} <= 1000 then 1 else 10 end) as ended,
    (array['web', 'worker', 'api', 'mail'])[1 + (ago / 10) % 4] as service,
    (array['dev', 'staging', 'prod'])[1 + (ago / 10) % 3] as environment,
    ((${jobs} - ago) / 40) || '.0' as version,
    case when ago % 230 = 70 then 'ROLLED_BACK' when ago % 310 = 110 then 'FAILED' when ago % 610 = 130 then 'UNKNOWN'
        when ago % 470 = 30 then 'CANCELLED' else 'SUCCEEDED' end as outcome,
    60 + ago % 240 * 7919 % 240 as seconds
from (select n, ${jobs} - n as ago from generate_series(1, ${jobs}) n) x;

insert into project (key, title, definition_id, created_at)
select p, p, 0, now() from unnest(array['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9']) p;

insert into release (project, service, version, artifacts, labels, registered_at, registered_by_kind, registered_by_id,
    registered_by_name)
select distinct on (project, service, version) project, service, version,
    jsonb_build_array(jsonb_build_object('name', 'app', 'kind', 'ARCHIVE', 'location', '/releases/app.zip',
        'digest', 'sha256:' || md5(version) || md5(service))),
    jsonb_build_object('committed-at',
        to_char((ended - interval '7 hours') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
    ended - interval '3 hours', 'PERSON', 'ada', 'Ada'
from history order by project, service, version;

insert into job (project, number, pipeline, pipeline_version, environment, services, words, ordered, dry_run, changes,
    requested_by, requested_at, state, outcome, verdict, started_at, ended_at)
select project, n, 'deploy', 1, environment, array[service],
    '#' || n || ' deploy ' || service || ' ' || version || ' ' || environment || ' ada',
    jsonb_set(jsonb_set(jsonb_set(cast('${ordered}' as jsonb), '{environment}', to_jsonb(environment)),
        '{placements,0,service}', to_jsonb(service)), '{placements,0,revision,version}', to_jsonb(version)),
    false, true, 'ada', ended - seconds * interval '1 second', 'ENDED', outcome,
    jsonb_set(jsonb_set(cast('${verdict}' as jsonb), '{outcome}', to_jsonb(outcome)), '{services}', jsonb_build_object(service,
        jsonb_set(cast('${verdict}' as jsonb) #> '{services,web}', '{outcome}',
            to_jsonb(case outcome when 'FAILED' then 'SUCCEEDED' else outcome end)))),
    ended - seconds * interval '1 second', ended
from history order by n;

insert into step_run (job_id, position, name, step, title, kind, service, settings, state, attempt, started_at, ended_at, report)
select j.id, k.at, k.kind, k.kind, k.title, k.kind, j.services[1], '{}'::jsonb,
    case when k.at = 2 and j.outcome = 'FAILED' then 'FAILED'
        when k.at = 1 and j.outcome = 'CANCELLED' then 'CANCELLED'
        when k.at = 1 and j.outcome in ('ROLLED_BACK', 'UNKNOWN') then 'FAILED' else 'SUCCEEDED' end,
    case when k.at = 2 and j.id % 37 = 0 then 2 else 1 end,
    j.started_at + (j.ended_at - j.started_at) * k.from_, j.started_at + (j.ended_at - j.started_at) * k.until,
    cast('${report}' as jsonb)
from job j, (values (0, 'pre-check', 'Check what would hinder it', 0.0, 0.1), (1, 'deploy', 'Deploy the release', 0.1, 0.8),
    (2, 'verify', 'Verify what runs', 0.8, 1.0)) k (at, kind, title, from_, until)
order by j.id, k.at;

insert into verified_revision (project, environment, service, revision, job_id, number, verified_by, verified_at)
select project, environment, services[1], ordered -> 'placements' -> 0 -> 'revision', id, number, 'Ada', ended_at
from job where outcome = 'SUCCEEDED' order by id;

insert into audit_event (at, actor_kind, actor_id, actor_name, action, project, subject, before, after, reason, address, request)
select h.ended, 'PERSON', 'ada', 'Ada Lovelace',
    (array['job.start', 'release.register', 'definition.change', 'approval.approve', 'job.end'])[1 + h.n % 5], h.project,
    'job #' || h.n || ' ' || h.service || ' ' || h.version || ' in ' || h.environment,
    null, jsonb_build_object('version', h.version, 'outcome', h.outcome, 'digest', 'sha256:' || md5(h.n::text)),
    'needed for ticket ' || md5('t' || h.n / 3), '10.0.' || h.n % 7 || '.' || h.n % 251, md5('r' || h.n)
from history h order by h.n;

insert into audit_link (chain, number, event, digest, link)
select e.project, 100 + row_number() over (partition by e.project order by e.id), e.id, sha256(e.id::text::bytea), sha256('x')
from audit_event e where e.project is not null and not exists (select from audit_link l where l.event = e.id) order by e.id;

insert into audit_chain (chain, last, head)
select chain, max(number), sha256('x') from audit_link group by chain
on conflict (chain) do update set last = excluded.last;

-- The portal makes the facts for delivery figures of them, as it does after the migration of a database with jobs.
insert into delivery_due (project, ended_at, job_id) select project, ended_at, id from job where state = 'ENDED'
on conflict do nothing;

-- Totals for metrics are of what ends from now on.
update delivery_counted_until set until = now();

drop table history;
set session_replication_role = origin;
vacuum (analyze) job, step_run, release, verified_revision, audit_event, audit_link;
