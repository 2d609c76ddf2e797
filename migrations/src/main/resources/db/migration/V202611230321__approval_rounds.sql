-- One round in which people decide about what a job will do. The next round begins when that has changed.
create table approval (
    id          bigint generated always as identity primary key,
    project     text        not null,
    environment text        not null,
    job_id      bigint      not null references job (id) on delete cascade,
    number      bigint      not null,
    title       text        not null,
    round       integer     not null,
    -- Who asks whom until when, with the rule of the environment's definition.
    ask         jsonb       not null,
    -- What will happen, in the form whose SHA-256 is the hash; kept to the byte, so text and not jsonb.
    effect      text        not null,
    hash        text        not null,
    state       text        not null check (state in ('PENDING', 'CHANGES_REQUESTED', 'APPROVED', 'REJECTED', 'EXPIRED',
                                                      'VOID', 'WITHDRAWN', 'USED')),
    votes       jsonb       not null,
    course      jsonb       not null,
    asked_at    timestamptz not null,
    reminded_at timestamptz,
    ended_at    timestamptz,
    unique (job_id, round)
);
create unique index approval_open on approval (job_id) where ended_at is null;
create index approval_undecided on approval (id) where state in ('PENDING', 'CHANGES_REQUESTED');
create index approval_environment on approval (project, environment, id desc);

-- Somebody who is away lets somebody else decide in their place.
create table approval_delegation (
    id         bigint generated always as identity primary key,
    from_user  text        not null references account on delete cascade,
    to_user    text        not null references account on delete cascade,
    until      timestamptz not null,
    note       text        not null,
    created_at timestamptz not null,
    ended_at   timestamptz,
    check (from_user <> to_user)
);
create index approval_delegation_open on approval_delegation (until) where ended_at is null;

-- Somebody let a job pass gates that were not open, for a reason that somebody else reviews.
create table break_glass (
    id               bigint generated always as identity primary key,
    project          text        not null,
    environment      text        not null,
    job_id           bigint      not null references job (id) on delete cascade,
    number           bigint      not null,
    title            text        not null,
    gates            text[]      not null check (cardinality(gates) > 0),
    -- How the skipped gates stood, for the reviewer.
    stood            jsonb       not null,
    reason           text        not null,
    by_user          text        not null,
    by_name          text        not null,
    at               timestamptz not null,
    review_by        timestamptz not null,
    reviewed_by      text,
    reviewed_by_name text,
    reviewed_at      timestamptz,
    review_note      text,
    check ((reviewed_at is null) = (reviewed_by is null)),
    check (reviewed_by <> by_user)
);
create index break_glass_job on break_glass (job_id);
create index break_glass_open on break_glass (project, review_by) where reviewed_at is null;
