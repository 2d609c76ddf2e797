-- Windows in which nothing may be deployed, or the only ones in which it may. Null project, environment or service: all.
create table freeze_window (
    id          bigint generated always as identity primary key,
    title       text        not null,
    denies      boolean     not null,
    project     text,
    environment text,
    service     text,
    -- Wall clock times of the first occurrence in the zone; rule is an RFC 5545 recurrence rule.
    starts      timestamp   not null,
    ends        timestamp   not null,
    zone        text        not null,
    rule        text,
    reason      text        not null,
    made_by     text        not null,
    made_at     timestamptz not null
);

create index freeze_window_project on freeze_window (project);

-- A job that a freeze does not hold, by decision of a person.
create table freeze_override (
    freeze_id bigint      not null references freeze_window (id) on delete cascade,
    job_id    bigint      not null references job (id) on delete cascade,
    reason    text        not null,
    made_by   text        not null,
    made_at   timestamptz not null,
    primary key (freeze_id, job_id)
);

create index freeze_override_job on freeze_override (job_id);

-- Everything is held while there is a row; there is at most one.
create table stop_switch (
    one     boolean     primary key default true check (one),
    pauses  boolean     not null,
    reason  text        not null,
    made_by text        not null,
    since   timestamptz not null
);

-- A person keeps a placement, or without a service an environment, for their own jobs.
create table person_lock (
    id          bigint generated always as identity primary key,
    project     text        not null,
    environment text        not null,
    service     text,
    owner_id    text        not null,
    owner       text        not null,
    reason      text        not null,
    since       timestamptz not null,
    expires_at  timestamptz
);

create index person_lock_place on person_lock (project, environment);
