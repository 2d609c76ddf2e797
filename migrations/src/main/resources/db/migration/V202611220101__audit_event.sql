-- Who changed or decided what. Rows are only ever added.
create table audit_event (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    actor_kind text        not null check (actor_kind in ('PERSON', 'TOKEN', 'SYSTEM')),
    actor_id   text        not null,
    actor_name text        not null,
    action     text        not null,
    project    text,
    subject    text        not null,
    before     jsonb,
    after      jsonb,
    reason     text
);

create index audit_event_by_project on audit_event (project, id desc);
create index audit_event_by_actor on audit_event (actor_id, id desc);
create index audit_event_by_action on audit_event (action, id desc);

create function audit_event_only_grows() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log only grows: % is refused', lower(tg_op) using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_event_only_grows
    before update or delete or truncate on audit_event
    for each statement execute function audit_event_only_grows();
