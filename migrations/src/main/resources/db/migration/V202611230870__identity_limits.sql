-- What each person and token has taken of a minute's requests, and who has how many event streams open, over all portals.
-- Unlogged: after a crash of the database everybody begins anew, which is what they would do anyway a minute later.
create unlogged table request_allowance (
    who    text        not null,
    minute timestamptz not null,
    taken  integer     not null,
    given  integer     not null,
    primary key (who, minute)
);

create unlogged table open_stream (
    id      uuid primary key,
    who     text        not null,
    seen_at timestamptz not null
);
create index open_stream_who on open_stream (who);
