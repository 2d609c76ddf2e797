-- Roles of one's own; viewer, approver, operator, maintainer and administrator are built in and not rows.
create table access_role (
    key         text primary key check (key ~ '^[a-z0-9][a-z0-9-]{0,62}$'
        and key not in ('viewer', 'approver', 'operator', 'maintainer', 'administrator')),
    title       text        not null,
    permissions text[]      not null,
    created_at  timestamptz not null
);

-- Who has which role where; null means any. Groups are cleared away with what was granted to them.
create table access_grant (
    id          bigint generated always as identity primary key,
    person      text references account on delete cascade,
    group_key   text references person_group on delete cascade,
    role        text        not null,
    project     text,
    environment text,
    service     text,
    granted_at  timestamptz not null,
    granted_by  text        not null,
    -- Made by the rules from claims to roles, which take it back when they no longer give it.
    by_rule     boolean     not null default false,
    check ((person is null) <> (group_key is null)),
    check (project is not null or (environment is null and service is null)),
    unique nulls not distinct (person, group_key, role, project, environment, service)
);
create index access_grant_by_group on access_grant (group_key) where group_key is not null;
create index access_grant_by_role on access_grant (role);

-- What people were everywhere, they stay.
insert into access_grant (person, role, granted_at, granted_by)
    select user_name, lower(role), created_at, 'Slipway' from account;
alter table account drop column role;
