-- Views of the grid that people keep: a name for an address. At most one of each person is the one they begin with.
create table grid_view (
    id       bigint generated always as identity primary key,
    person   text        not null,
    name     text        not null,
    query    text        not null,
    first    boolean     not null,
    -- Counts the changes, so that two browsers of one person do not overwrite each other's.
    version  integer     not null default 1,
    saved_at timestamptz not null
);

create unique index grid_view_name on grid_view (person, lower(name));
create unique index grid_view_first on grid_view (person) where first;

-- Services that somebody looks at more than at others.
create table grid_favourite (
    person  text        not null,
    project text        not null references project (key) on delete cascade,
    service text        not null,
    since   timestamptz not null,
    primary key (person, project, service)
);
