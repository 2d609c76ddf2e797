-- What ended in a project, with all that is needed of a job to tell how long pipelines take, without reading the job itself.
create index job_ended_in_project on job (project, ended_at, id)
    include (number, pipeline, environment, services, outcome, started_at, changes)
    where state = 'ENDED' and not dry_run;
drop index job_ended;
