-- As for minutes: what changed at a placement stands side by side in the index, whole, so that a timeline and a grid as it was
-- read no page of the table. An entry of an index has room for some 2,600 bytes, hence the limit of notes.
update health_change set note = left(note, 399) || '…' where length(note) > 400;
alter table health_change add constraint health_change_note_fits check (length(note) <= 400);
alter table health_change set (autovacuum_vacuum_insert_scale_factor = 0.02);
drop index health_change_at;
create index health_change_at on health_change (project, environment, service, at desc, id desc)
    include (health, version, digest, desired, running, pending, drifted, gone, note);
