-- Who must have a second factor besides a password of this portal; at most one row, none while nobody must.
create table second_factor_rule (
    only_one    boolean primary key default true check (only_one),
    everybody   boolean     not null,
    -- Whoever holds one of these anywhere.
    permissions text[]      not null,
    changed_at  timestamptz not null,
    changed_by  text        not null
);
