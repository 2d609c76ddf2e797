-- Something that stays wrong until it is right again; at most one open alert a key.
create table alert (
    id              bigint generated always as identity primary key,
    key             text        not null,
    rule            text        not null,
    project         text,
    environment     text,
    severity        text        not null,
    title           text        not null,
    detail          text        not null,
    path            text        not null,
    opened_at       timestamptz not null,
    acknowledged_by text,
    acknowledged_at timestamptz,
    note            text,
    resolved_at     timestamptz
);

create unique index alert_open on alert (key) where resolved_at is null;
create index alert_project on alert (project, id desc);
