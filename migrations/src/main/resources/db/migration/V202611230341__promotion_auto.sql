-- The section "promotion" of each project's definition, in canonical form.
create table promotion_setting (
    project text  primary key,
    section jsonb not null
);

-- What is known of environments that take by themselves what is verified.
create table promotion_auto (
    project     text   not null,
    environment text   not null,
    -- Jobs up to this id have been looked at for somebody who went back by hand.
    looked      bigint not null,
    paused_at   timestamptz,
    paused_by   text,
    -- Why it is paused, or what keeps it for now.
    reason      text,
    primary key (project, environment)
);
