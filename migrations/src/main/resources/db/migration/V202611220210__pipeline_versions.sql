-- Every version of every pipeline a project ever defined. The newest one counts, unless it took the pipeline away.
create table pipeline_version (
    project     text        not null,
    key         text        not null,
    version     integer     not null check (version > 0),
    definition  jsonb       not null,
    removed     boolean     not null default false,
    changed_by  jsonb       not null,
    changed_at  timestamptz not null,
    primary key (project, key, version)
);
