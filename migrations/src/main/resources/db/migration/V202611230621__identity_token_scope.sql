-- Projects in which a token may act; none named means wherever its owner may.
alter table api_token add column projects text[] not null default '{}';
-- The token that takes its place; until it expires, both hold.
alter table api_token add column replaced_by text;
