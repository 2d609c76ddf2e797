-- What lets a token of a CI system act in a project: who issued it, for whom, and what it must say.
create table trust_rule (
    id           bigint generated always as identity primary key,
    project      text        not null,
    environment  text,
    service      text,
    title        text        not null,
    issuer       text        not null,
    audience     text        not null,
    claims       jsonb       not null,
    permissions  text[]      not null,
    created_at   timestamptz not null,
    created_by   text        not null,
    last_used_at timestamptz
);
create index trust_rule_by_issuer on trust_rule (issuer);
create index trust_rule_by_project on trust_rule (project);

-- Short-lived tokens that workloads got for theirs. What a rule no longer gives, they no longer may.
create table workload_token (
    secret_hash bytea primary key,
    actor_id    text        not null,
    actor_name  text        not null,
    rules       bigint[]    not null,
    expires_at  timestamptz not null
);
create index workload_token_by_expiry on workload_token (expires_at);
