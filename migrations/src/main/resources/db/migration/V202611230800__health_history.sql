-- Every placement that was ever looked at, by a number that is short enough for millions of rows.
create table health_placement (
    id          integer generated always as identity primary key,
    project     text not null,
    environment text not null,
    service     text not null,
    unique (project, environment, service)
);

insert into health_placement (project, environment, service)
select project, environment, service from health_observation
union
select project, environment, service from health_change;

alter table health_observation
    -- Since when the health is what it is; null for what was seen before this column.
    add column since timestamptz,
    add column unreachable_since timestamptz,
    -- Sums of the minute under way; they become a row when it is over.
    add column gathered jsonb;

alter table health_change
    add column digest text,
    -- Null where it was not noted: before this column.
    add column desired integer,
    add column running integer,
    add column pending integer,
    add column drifted boolean not null default false,
    -- The placement is no longer defined: from here on it is nowhere.
    add column gone boolean not null default false;

create index health_change_at on health_change (project, environment, service, at desc, id desc);
create index health_change_project on health_change (project, at);

-- What was seen of a placement within a minute, an hour, a day. Partitions are made ahead and dropped by the portal.
create table health_sample_minute (
    at timestamptz not null,
    placement integer not null,
    -- Looks, those that saw nothing, those that saw it healthy, and the worst that was seen (0 healthy to 5 unhealthy).
    looks integer not null,
    unseen integer not null,
    healthy integer not null,
    worst smallint not null,
    desired integer not null,
    running_low integer not null,
    running_high integer not null,
    pending integer not null,
    restarts integer not null,
    -- Means and highest values; null where the target does not tell.
    latency real,
    latency_high real,
    cpu real,
    cpu_high real,
    memory real,
    memory_high real,
    requests real,
    requests_high real,
    errors real,
    errors_high real,
    primary key (placement, at)
) partition by range (at);

create table health_sample_hour (like health_sample_minute including all) partition by range (at);
create table health_sample_day (like health_sample_minute including all) partition by range (at);
