-- Projects and their definitions. A definition is kept as a whole, in every version; json rather than jsonb, because
-- the order of environments and services is the author's.
create table project (
    key           text primary key,
    title         text        not null,
    definition_id bigint      not null,
    created_at    timestamptz not null
);

create table project_definition (
    id              bigint generated always as identity primary key,
    project         text        not null references project (key) on delete cascade deferrable initially deferred,
    version         bigint      not null,
    definition      json        not null,
    sections        json        not null,
    yaml            text        not null,
    comment         text,
    changed_at      timestamptz not null,
    changed_by_kind text        not null,
    changed_by_id   text        not null,
    changed_by_name text        not null,
    unique (project, version)
);
