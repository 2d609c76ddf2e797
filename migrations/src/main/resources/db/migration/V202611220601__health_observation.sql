-- What was last seen of each placement. Written every few seconds: room on the page keeps the updates in place.
create table health_observation (
    project text not null,
    environment text not null,
    service text not null,
    looked_at timestamptz not null,
    period_millis bigint not null,
    failures integer not null,
    trouble text not null,
    seen jsonb not null,
    fence bigint not null,
    primary key (project, environment, service)
) with (fillfactor = 50);

-- When a placement's state or version changed, for its history.
create table health_change (
    id bigint generated always as identity primary key,
    project text not null,
    environment text not null,
    service text not null,
    at timestamptz not null,
    health text not null,
    version text,
    note text not null
);

create index health_change_placement on health_change (project, environment, service, id desc);
