-- The portal packs the lines itself (deflate): PostgreSQL's own compression took longer than all the rest of storing them.
truncate log_chunk;
update log_stream set expired_at = now() where last_number > 0;
alter table log_chunk drop column lines;
-- Deflated if that is shorter than "bytes", the length of the lines in UTF-8; else as they are.
alter table log_chunk add column packed bytea not null;
alter table log_chunk alter column packed set storage external;
