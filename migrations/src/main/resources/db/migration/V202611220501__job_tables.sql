-- Last number given in each project; the row's lock makes numbers gapless under concurrency.
create table job_number (
    project text   primary key,
    last    bigint not null
);

create table job (
    id               bigint generated always as identity primary key,
    project          text        not null,
    number           bigint      not null,
    pipeline         text        not null,
    pipeline_version integer     not null,
    environment      text        not null,
    services         text[]      not null,
    -- What people search in: number, pipeline, services, versions, note, requester; lower case.
    words            text        not null,
    -- JobOrder: pipeline with its steps, placements with revisions and settings, who asked.
    ordered          jsonb       not null,
    dry_run          boolean     not null,
    changes          boolean     not null,
    requested_by     text        not null,
    requested_at     timestamptz not null,
    idempotency_key  text,
    request_hash     text,
    state            text        not null,
    waiting          jsonb,
    cancel           jsonb,
    outcome          text,
    verdict          jsonb,
    started_at       timestamptz,
    ended_at         timestamptz,
    -- Fencing token of the worker that may write; writes of an older one change nothing.
    fence            bigint      not null default 0,
    unique (project, number)
) with (fillfactor = 80);

create unique index job_idempotency on job (project, idempotency_key) where idempotency_key is not null;
create index job_open on job (id) where state <> 'ENDED';
create index job_environment on job (project, environment, id desc);
create index job_services on job using gin (services);

create table step_run (
    job_id     bigint  not null references job (id) on delete cascade,
    position   integer not null,
    name       text    not null,
    step       text    not null,
    title      text    not null,
    kind       text    not null,
    service    text,
    settings   jsonb   not null,
    state      text    not null,
    attempt    integer not null,
    started_at timestamptz,
    ended_at   timestamptz,
    -- StepRun.Report: summary, failure, verdict, findings, question, answer, plan.
    report     jsonb   not null,
    primary key (job_id, name)
) with (fillfactor = 80);

-- What a step must remember over the death of its worker; each attempt begins with nothing.
create table step_memory (
    job_id   bigint  not null references job (id) on delete cascade,
    step_run text    not null,
    attempt  integer not null,
    key      text    not null,
    value    jsonb   not null,
    primary key (job_id, step_run, attempt, key)
);

-- Answers of people, one for each question asked. Written by the page or API, read by the worker.
create table step_answer (
    job_id      bigint      not null references job (id) on delete cascade,
    step_run    text        not null,
    asked_at    timestamptz not null,
    choice      text        not null,
    note        text        not null,
    answered_by text        not null,
    answered_at timestamptz not null,
    primary key (job_id, step_run, asked_at)
);

-- Who may change a placement, and who is in the queue, in the order of job ids.
create table placement_lock (
    project     text        not null,
    environment text        not null,
    service     text        not null,
    job_id      bigint      not null references job (id) on delete cascade,
    number      bigint      not null,
    owner       text        not null,
    reason      text        not null,
    since       timestamptz not null,
    held        boolean     not null,
    primary key (project, environment, service, job_id)
);

create unique index placement_lock_held on placement_lock (project, environment, service) where held;
create index placement_lock_job on placement_lock (job_id);

-- Revisions this portal has proven at each placement, the newest last; written with the success that proves them.
create table verified_revision (
    id          bigint generated always as identity primary key,
    project     text        not null,
    environment text        not null,
    service     text        not null,
    revision    jsonb       not null,
    job_id      bigint      not null,
    number      bigint      not null,
    verified_by text        not null,
    verified_at timestamptz not null
);

create index verified_revision_placement on verified_revision (project, environment, service, id desc);
