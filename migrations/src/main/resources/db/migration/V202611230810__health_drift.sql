alter table health_observation
    -- What runs otherwise than it was proven (Deviation), and from when on that was seen.
    add column drift jsonb,
    add column drifted_since timestamptz;

-- What somebody said is as it should be, though it is not what was proven; void once another job changes the placement.
create table drift_adoption (
    project     text not null,
    environment text not null,
    service     text not null,
    -- What deviates, with what was seen of it.
    seen        jsonb not null,
    -- The last job that had changed the placement by then.
    job_id      bigint not null,
    reason      text not null,
    adopted_by  text not null,
    adopted_at  timestamptz not null,
    primary key (project, environment, service)
);
