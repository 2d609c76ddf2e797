-- What is measured beside what a target sees: by CloudWatch, by Prometheus, of a queue.
create table health_reading (
    gauge text not null,
    project text not null,
    environment text not null,
    service text not null,
    asked_at timestamptz not null,
    -- Until it is asked again; longer while it does not answer.
    period_millis bigint not null,
    failures integer not null,
    -- When the figures were measured; null while there are none.
    measured_at timestamptz,
    load jsonb not null,
    -- Why something is not told, and since when; empty if all is.
    trouble text not null,
    troubled_since timestamptz,
    fence bigint not null,
    primary key (project, environment, service, gauge)
) with (fillfactor = 50);

create index health_reading_gauge on health_reading (gauge);

-- What waits to be worked on; null where nobody says how to ask.
alter table health_sample_minute add column queue real, add column queue_high real;
alter table health_sample_hour add column queue real, add column queue_high real;
alter table health_sample_day add column queue real, add column queue_high real;
