create table account (
    user_name           text primary key check (user_name ~ '^[a-z0-9][a-z0-9._@-]{0,62}$'),
    name                text        not null,
    role                text        not null check (role in ('VIEWER', 'OPERATOR', 'ADMINISTRATOR')),
    password_hash       text,
    password_changed_at timestamptz,
    disabled_at         timestamptz,
    created_at          timestamptz not null,
    last_sign_in_at     timestamptz
);

-- The browser holds the id, the database only its SHA-256.
create table sign_in_session (
    id_hash      bytea primary key,
    user_name    text        not null references account on delete cascade,
    method       text        not null,
    address      text        not null,
    agent        text        not null,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at   timestamptz not null
);
create index sign_in_session_by_user on sign_in_session (user_name);

create table api_token (
    id           text primary key,
    user_name    text        not null references account on delete cascade,
    title        text        not null,
    secret_hash  bytea       not null unique,
    permissions  text[]      not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
create index api_token_by_user on api_token (user_name, created_at desc);

-- Makes the first administrator (no user name), or lets a person set a password.
create table one_time_link (
    secret_hash bytea primary key,
    user_name   text references account on delete cascade,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    used_at     timestamptz
);

-- Tries to sign in without success, by account and by address.
create table sign_in_attempts (
    key           text primary key,
    failures      integer     not null,
    first_at      timestamptz not null,
    blocked_until timestamptz
);
