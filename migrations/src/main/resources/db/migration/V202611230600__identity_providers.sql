-- Somebody a provider vouches for. Issuer and subject are the key; e-mail addresses link nobody.
create table provider_person (
    issuer    text        not null,
    subject   text        not null,
    user_name text        not null unique references account on delete cascade,
    provider  text        not null,
    email     text,
    groups    text[]      not null,
    claims    jsonb       not null,
    seen_at   timestamptz not null,
    primary key (issuer, subject)
);

-- A sign-in that went to a provider and has not come back: taken once, by the browser it began in.
create table sign_in_flow (
    state_hash   bytea primary key,
    browser_hash bytea       not null,
    provider     text        not null,
    redirect_uri text        not null,
    nonce        text,
    verifier     text        not null,
    next         text        not null,
    expires_at   timestamptz not null
);
create index sign_in_flow_by_expiry on sign_in_flow (expires_at);

-- What the provider knows of a session. The tokens are sealed with a key that only the browser's cookie gives.
create table provider_session (
    id_hash    bytea primary key references sign_in_session on delete cascade,
    provider   text        not null,
    issuer     text        not null,
    subject    text        not null,
    sid        text,
    sealed     bytea       not null,
    checked_at timestamptz not null
);
create index provider_session_by_subject on provider_session (issuer, subject);

-- Logout tokens that were used, until they are over anyway.
create table logout_token (
    issuer     text        not null,
    jti        text        not null,
    expires_at timestamptz not null,
    primary key (issuer, jti)
);

-- Every version of the rules from claims to roles and groups; the newest holds.
create table sign_in_rules (
    version    integer primary key,
    rules      jsonb       not null,
    changed_by text        not null,
    changed_at timestamptz not null
);

-- Members that the rules made, beside those that an administrator made.
alter table person_group_member add column by_rule boolean not null default false;
