-- Jobs of a window of time: what the delivery figures and the feed of deployments read.
create index job_ended on job (project, ended_at) where state = 'ENDED' and not dry_run;

-- The same over all projects, for the totals.
create index job_ended_all on job (ended_at) where state = 'ENDED' and changes and not dry_run;

-- Whether a version had been proven at a placement before.
create index verified_revision_version
    on verified_revision (project, environment, service, (revision ->> 'version'), verified_at);

-- How many deployments ended how since the portal was installed: what /metrics tells. Only ever grows.
create table delivery_total (
    project     text             not null references project (key) on delete cascade,
    environment text             not null,
    service     text             not null,
    outcome     text             not null,
    deployments bigint           not null,
    seconds     double precision not null,
    -- Of those that brought a version to its placement for the first time.
    leads        bigint           not null,
    lead_seconds double precision not null,
    primary key (project, environment, service, outcome)
);

-- Up to which end of a job deployments are counted; the row's lock lets one replica count at a time.
create table delivery_counted_until (
    only_row   boolean primary key default true check (only_row),
    until      timestamptz not null
);
insert into delivery_counted_until (until) values ('2000-01-01T00:00:00Z');

-- Jobs counted shortly before that moment: one that was written late is counted, and none twice.
create table delivery_counted (
    job_id   bigint primary key references job (id) on delete cascade,
    ended_at timestamptz not null
);
create index delivery_counted_ended on delivery_counted (ended_at);
