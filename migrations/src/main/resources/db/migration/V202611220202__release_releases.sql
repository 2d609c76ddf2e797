-- Releases are immutable but for blocked_reason; id gives the order of registration for paging.
create table release (
    id                 bigint generated always as identity unique,
    project            text        not null references project (key) on delete cascade,
    service            text        not null,
    version            text        not null,
    artifacts          jsonb       not null,
    commit_hash        text,
    build_link         text,
    labels             jsonb       not null,
    notes              text,
    registered_at      timestamptz not null,
    registered_by_kind text        not null,
    registered_by_id   text        not null,
    registered_by_name text        not null,
    blocked_reason     text,
    primary key (project, service, version)
);

create index release_newest on release (project, id desc);
create index release_newest_of_service on release (project, service, id desc);
