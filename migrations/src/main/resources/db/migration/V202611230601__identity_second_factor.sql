-- A second factor of a local account (RFC 6238). It counts once it is confirmed by a code.
create table second_factor (
    user_name    text primary key references account on delete cascade,
    secret       bytea       not null,
    created_at   timestamptz not null,
    confirmed_at timestamptz,
    -- The newest time step that was used: a code works once.
    last_step    bigint      not null default 0
);

create table recovery_code (
    user_name text        not null references second_factor on delete cascade,
    code_hash bytea       not null,
    used_at   timestamptz,
    primary key (user_name, code_hash)
);

-- Somebody who gave the right password and owes a code.
create table sign_in_pending (
    id_hash    bytea primary key,
    user_name  text        not null references account on delete cascade,
    method     text        not null,
    expires_at timestamptz not null
);
