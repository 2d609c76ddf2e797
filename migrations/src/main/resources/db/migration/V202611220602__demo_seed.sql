-- The demo project is seeded once, and not again after somebody removed it.
create table demo_seed (
    one boolean primary key default true check (one),
    started_at timestamptz not null,
    finished_at timestamptz
);
