alter table account drop constraint account_role_check;
alter table account add constraint account_role_check
    check (role in ('VIEWER', 'APPROVER', 'OPERATOR', 'ADMINISTRATOR'));

-- People who approve together. Named in the protection of environments by key.
create table person_group (
    key        text primary key check (key ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    title      text        not null,
    created_at timestamptz not null
);

create table person_group_member (
    group_key text        not null references person_group on delete cascade,
    user_name text        not null references account on delete cascade,
    since     timestamptz not null,
    primary key (group_key, user_name)
);
create index person_group_member_by_user on person_group_member (user_name);
