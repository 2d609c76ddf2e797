-- A job that waits at a gate holds nothing and is in nobody's way; once its gates are open it takes its place in the
-- queue, by its id, again.
alter table placement_lock add column ready boolean not null default true;
