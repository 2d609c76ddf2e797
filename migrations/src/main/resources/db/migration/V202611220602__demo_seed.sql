-- The demo project is seeded once, and not again after somebody removed it.
create table demo_seed (
    only boolean primary key default true check (only),
    started_at timestamptz not null,
    finished_at timestamptz
);
