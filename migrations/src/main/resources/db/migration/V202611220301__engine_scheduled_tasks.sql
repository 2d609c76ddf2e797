-- Durable work. The columns up to `priority` are db-scheduler's (16.12); the rest is ours.
create table scheduled_tasks (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    state                text,
    -- Somebody asked for the work while it ran: run it again then.
    wanted_at            timestamptz,
    primary key (task_name, task_instance)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

create index scheduled_tasks_due on scheduled_tasks (execution_time) where not picked;
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat) where picked;

-- The version a row gets when it is picked is the fencing token of that execution: one sequence for all work, so that
-- a token is greater than every earlier one of the same work, also after its row was deleted and made again.
create sequence work_fence as bigint;

create function draw_work_fence() returns trigger language plpgsql as $$
begin
    new.version := nextval('work_fence');
    return new;
end
$$;

create trigger scheduled_tasks_fence before update on scheduled_tasks
    for each row when (new.picked and not old.picked)
    execute function draw_work_fence();
