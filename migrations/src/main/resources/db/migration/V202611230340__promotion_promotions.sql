-- Last number given in each project; the row's lock also makes requests for one project wait for each other.
create table promotion_number (
    project text   primary key,
    last    bigint not null
);

create table promotion (
    id              bigint generated always as identity primary key,
    project         text        not null,
    number          bigint      not null,
    target          text        not null,
    services        text[]      not null,
    -- Promotion.Asked: from, to, items, pipeline, who, why, exception.
    asked           jsonb       not null,
    idempotency_key text,
    request_hash    text,
    job_id          bigint      not null unique,
    job_number      bigint      not null,
    state           text        not null,
    reason          text,
    ended_at        timestamptz,
    superseded_by   bigint,
    unique (project, number)
);

create unique index promotion_idempotency on promotion (project, idempotency_key) where idempotency_key is not null;
create index promotion_open on promotion (project, target) where ended_at is null;
create index promotion_target on promotion (project, target, number desc);
