-- With which key the secret is sealed (AES-256-GCM); null while it is plain, until the next start of a portal.
alter table second_factor add column key_id text;
