-- What ended jobs come to for the delivery figures, in narrow rows by project and time: a window of them costs what the
-- window holds, however many jobs there are beside it. Everything here follows from jobs and can be made from them anew.

-- Jobs that ended and are not in the tables below yet; they are read as they are stored until then.
create table delivery_due (
    project  text        not null,
    ended_at timestamptz not null,
    job_id   bigint      not null,
    primary key (project, ended_at, job_id)
);

insert into delivery_due (project, ended_at, job_id)
select project, ended_at, id from job where state = 'ENDED' and not dry_run and ended_at is not null;

-- In the transaction in which the job ends, whoever ends it.
create function delivery_job_is_due() returns trigger language plpgsql as $$
begin
    insert into delivery_due (project, ended_at, job_id) values (new.project, new.ended_at, new.id) on conflict do nothing;
    return null;
end
$$;

create trigger delivery_job_ended after update of state on job for each row
    when (new.state = 'ENDED' and old.state <> 'ENDED' and not new.dry_run and new.ended_at is not null)
    execute function delivery_job_is_due();

create trigger delivery_job_ended_already after insert on job for each row
    when (new.state = 'ENDED' and not new.dry_run and new.ended_at is not null)
    execute function delivery_job_is_due();

-- One service that one job changed.
create table delivery_deployment (
    project       text        not null references project (key) on delete cascade,
    ended_at      timestamptz not null,
    job_id        bigint      not null,
    number        bigint      not null,
    pipeline      text        not null,
    environment   text        not null,
    service       text        not null,
    version       text,
    kind          text        not null,
    outcome       text        not null,
    began         timestamptz not null,
    -- Of the release; null where it was not registered by then.
    registered_at timestamptz,
    committed     text,
    first         boolean     not null,
    primary key (project, ended_at, job_id, service)
);

-- A proof that is written late takes away that a later deployment was the first one.
create index delivery_deployment_first on delivery_deployment (project, environment, service, ended_at) where first;

-- One step that verified or changed one service.
create table delivery_verification (
    project       text        not null references project (key) on delete cascade,
    ended_at      timestamptz not null,
    job_id        bigint      not null,
    position      integer     not null,
    number        bigint      not null,
    environment   text        not null,
    service       text        not null,
    step          text        not null,
    verifies      boolean     not null,
    state         text        not null,
    attempt       integer     not null,
    step_ended_at timestamptz not null,
    version       text
);

create index delivery_verification_ended on delivery_verification (project, ended_at);

-- One step of a job that succeeded, both.
create table delivery_step (
    project     text             not null references project (key) on delete cascade,
    ended_at    timestamptz      not null,
    pipeline    text             not null,
    environment text             not null,
    services    text[]           not null,
    step        text             not null,
    title       text             not null,
    seconds     double precision not null
);

create index delivery_step_ended on delivery_step (project, ended_at);

-- Whoever holds its row fills the tables.
create table delivery_bookkeeper (
    only_row boolean primary key default true check (only_row)
);
insert into delivery_bookkeeper default values;
