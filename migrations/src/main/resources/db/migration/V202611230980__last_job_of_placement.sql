-- The last changing job that started at each placement: a dashboard of a project with a hundred thousand jobs looked through all of
-- them for it.
create table placement_last_job (
    project text not null,
    environment text not null,
    service text not null,
    job_id bigint not null,
    primary key (project, environment, service)
);

insert into placement_last_job (project, environment, service, job_id)
select j.project, j.environment, s, max(j.id)
from job j, unnest(j.services) s
where j.changes and j.started_at is not null
group by j.project, j.environment, s;

create function note_last_job() returns trigger language plpgsql as $$
begin
    insert into placement_last_job as l (project, environment, service, job_id)
    select distinct new.project, new.environment, s, new.id from unnest(new.services) s
    on conflict (project, environment, service) do update set job_id = excluded.job_id
        where l.job_id < excluded.job_id;
    return null;
end
$$;

create trigger job_started after update on job
    for each row when (new.changes and old.started_at is null and new.started_at is not null)
    execute function note_last_job();

-- Jobs that are written as started, such as by an import.
create trigger job_written_started after insert on job
    for each row when (new.changes and new.started_at is not null)
    execute function note_last_job();
