-- One row per log. The row is the fence and the counter: a writer appends only in the statement that moves the counter.
create table log_stream (
    id bigint primary key,
    -- Names the partition of all chunks of this log, so that reading one log touches one partition.
    day date not null,
    fence bigint not null,
    last_number bigint not null default 0,
    closed boolean not null default false,
    -- When retention dropped the lines; the count stays.
    expired_at timestamptz
) with (fillfactor = 40);

create index log_stream_open on log_stream (day) where not closed;

-- Many lines a row. Partitions are created ahead, and dropped after retention, by the portal.
create table log_chunk (
    day date not null,
    stream bigint not null,
    first_number bigint not null,
    last_number bigint not null,
    -- Time of the first line.
    at timestamptz not null,
    sources text[] not null,
    -- Three numbers for each run of lines of one source at one millisecond: lines, index into sources, ms after "at".
    runs integer[] not null,
    bytes integer not null,
    -- The lines, joined by line feeds.
    lines text not null,
    primary key (day, stream, last_number)
) partition by range (day);
