-- Placements whose last change ended with what was there before, for what shows all placements at once; one row each, gone with
-- the next change that ends otherwise.
create table placement_rollback (
    project     text        not null,
    environment text        not null,
    service     text        not null,
    number      bigint      not null,
    ended_at    timestamptz not null,
    primary key (project, environment, service)
);

insert into placement_rollback (project, environment, service, number, ended_at)
select project, environment, service, number, ended_at
  from (select distinct on (j.project, j.environment, s.key)
               j.project, j.environment, s.key as service, j.number, j.ended_at, s.value ->> 'outcome' as outcome
          from job j, jsonb_each(j.verdict -> 'services') s
         where j.state = 'ENDED' and j.changes and not j.dry_run and j.ended_at is not null
         order by j.project, j.environment, s.key, j.id desc) last
 where outcome = 'ROLLED_BACK';
