-- From where something was asked for, and which request it was.
alter table audit_event add column address text;
alter table audit_event add column request text;
alter table audit_event drop constraint audit_event_actor_kind_check;
alter table audit_event add constraint audit_event_actor_kind_check
    check (actor_kind in ('PERSON', 'TOKEN', 'WORKLOAD', 'SYSTEM'));

-- The chain. Each event belongs to the chain of its project, or to '' if it belongs to none. Numbers have no gap;
-- link = SHA-256 of the link before, of chain, number and event, and of the event's digest.
create table audit_link (
    chain  text   not null,
    number bigint not null check (number > 0),
    event  bigint not null unique,
    digest bytea  not null,
    link   bytea  not null,
    primary key (chain, number)
);

-- The end of each chain. Its row is the lock under which the chain grows.
create table audit_chain (
    chain text   primary key,
    last  bigint not null,
    head  bytea  not null
);

-- Events of committed transactions that no link tells of yet; written with the event, so that one that is changed or
-- removed before its link is made is found all the same.
create table audit_pending (
    event  bigint primary key,
    chain  text   not null,
    digest bytea  not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

-- A closed stretch of a chain. It stays when its events are dropped, and proves an export of them.
create table audit_segment (
    chain      text        not null,
    number     bigint      not null check (number > 0),
    first      bigint      not null,
    last       bigint      not null,
    first_at   timestamptz not null,
    last_at    timestamptz not null,
    -- Link before the first event, and of the last one.
    base       bytea       not null,
    head       bytea       not null,
    seal       bytea       not null,
    -- Its events are gone; when and why is an event of its own.
    dropped    boolean     not null default false,
    primary key (chain, number)
);

-- One field: its length in bytes and its text, or a dash. dev.slipway.audit.Digests does the same.
create function audit_field(value text) returns text language sql immutable parallel safe as $$
    select coalesce(octet_length(value)::text || ':' || value, '-') || ','
$$;

create function audit_digest(e audit_event) returns bytea language sql stable parallel safe as $$
    select sha256(convert_to(
        audit_field('slipway-audit-1') || audit_field(e.id::text)
        || audit_field((extract(epoch from e.at) * 1000000)::bigint::text)
        || audit_field(e.actor_kind) || audit_field(e.actor_id) || audit_field(e.actor_name) || audit_field(e.action)
        || audit_field(e.project) || audit_field(e.subject) || audit_field(e.before::text) || audit_field(e.after::text)
        || audit_field(e.reason) || audit_field(e.address) || audit_field(e.request), 'UTF8'))
$$;

create function audit_link_of(base bytea, chain text, number bigint, event bigint, digest bytea) returns bytea
language sql immutable parallel safe as $$
    select sha256(base || convert_to(audit_field(chain) || audit_field(number::text) || audit_field(event::text), 'UTF8')
        || digest)
$$;

create function audit_seal_of(base bytea, s audit_segment) returns bytea language sql stable parallel safe as $$
    select sha256(base || convert_to(audit_field(s.chain) || audit_field(s.number::text) || audit_field(s.first::text)
        || audit_field(s.last::text) || audit_field((extract(epoch from s.first_at) * 1000000)::bigint::text)
        || audit_field((extract(epoch from s.last_at) * 1000000)::bigint::text), 'UTF8') || s.base || s.head)
$$;

create function audit_event_pends() returns trigger language plpgsql security definer set search_path from current as $$
begin
    insert into audit_pending (event, chain, digest) values (new.id, coalesce(new.project, ''), audit_digest(new));
    return null;
end
$$;

create trigger audit_event_pends after insert on audit_event for each row execute function audit_event_pends();

-- Links at most "most" pending events and closes segments of "size" events; gives the number of links. Appenders never
-- wait for it: they take no lock of the chain.
create function audit_seal(most integer, size integer default 1000) returns bigint
language plpgsql security definer set search_path from current as $$
declare
    ours text;
    grown audit_chain;
    p audit_pending;
    events bigint[];
    total bigint := 0;
begin
    for ours in select distinct b.chain from (select chain from audit_pending order by event limit most) b order by 1 loop
        insert into audit_chain (chain, last, head) values (ours, 0, sha256(convert_to(audit_field(ours), 'UTF8')))
            on conflict do nothing;
        select * into strict grown from audit_chain c where c.chain = ours for update;
        events := '{}';
        for p in select * from audit_pending where chain = ours order by event limit most loop
            grown.last := grown.last + 1;
            grown.head := audit_link_of(grown.head, ours, grown.last, p.event, p.digest);
            insert into audit_link (chain, number, event, digest, link)
                values (ours, grown.last, p.event, p.digest, grown.head);
            events := events || p.event;
        end loop;
        delete from audit_pending where event = any (events);
        update audit_chain c set last = grown.last, head = grown.head where c.chain = ours;
        total := total + cardinality(events);
        perform audit_close(ours, size);
    end loop;
    return total;
end
$$;

-- Closes the segments of a chain that are full, each of "size" events; the caller holds the chain's row.
create function audit_close(ours text, size integer) returns integer
language plpgsql set search_path from current as $$
declare
    previous audit_segment;
    s audit_segment;
    closed integer := 0;
    ending bigint := (select last from audit_chain where chain = ours);
begin
    loop
        select * into previous from audit_segment where chain = ours order by number desc limit 1;
        s.chain := ours;
        s.number := coalesce(previous.number, 0) + 1;
        s.first := coalesce(previous.last, 0) + 1;
        s.last := s.first + size - 1;
        exit when size < 1 or s.last > ending;
        select min(e.at), max(e.at) into s.first_at, s.last_at
          from audit_link l join audit_event e on e.id = l.event
         where l.chain = ours and l.number between s.first and s.last;
        s.base := coalesce(previous.head, sha256(convert_to(audit_field(ours), 'UTF8')));
        s.head := (select link from audit_link where chain = ours and number = s.last);
        exit when s.head is null or s.first_at is null;
        s.dropped := false;
        s.seal := audit_seal_of(coalesce(previous.seal, sha256(convert_to(audit_field(ours), 'UTF8'))), s);
        insert into audit_segment values (s.*);
        closed := closed + 1;
    end loop;
    return closed;
end
$$;

-- Closes what is left of a chain as a segment if its oldest event is older than "limit_at"; false if there is none such.
create function audit_close_old(ours text, limit_at timestamptz) returns boolean
language plpgsql security definer set search_path from current as $$
declare
    ending bigint;
    closed bigint;
begin
    select last into ending from audit_chain where chain = ours for update;
    closed := coalesce((select max(last) from audit_segment where chain = ours), 0);
    if ending is null or ending <= closed or not exists (
        select from audit_link l join audit_event e on e.id = l.event
         where l.chain = ours and l.number = closed + 1 and e.at < limit_at) then
        return false;
    end if;
    return audit_close(ours, (ending - closed)::integer) > 0;
end
$$;

-- Drops the events of the oldest segments of a chain of which all are older than "limit_at", and never ones younger than
-- 30 days, whoever asks. The segments stay. Gives the number of events.
create function audit_drop(ours text, limit_at timestamptz) returns bigint
language plpgsql security definer set search_path from current as $$
declare
    s audit_segment;
    total bigint := 0;
    may boolean := has_table_privilege('audit_event', 'delete');
begin
    perform from audit_chain where chain = ours for update;
    if not may then
        -- The application's role owns the schema and has given up this right.
        execute format('grant delete on audit_event, audit_link to %I', current_user);
    end if;
    perform set_config('slipway.audit_drops', 'yes', true);
    for s in select * from audit_segment where chain = ours and not dropped order by number loop
        exit when s.last_at >= least(limit_at, now() - interval '30 days');
        delete from audit_event e using audit_link l
         where l.chain = ours and l.number between s.first and s.last and e.id = l.event;
        delete from audit_link where chain = ours and number between s.first and s.last;
        update audit_segment set dropped = true where chain = ours and number = s.number;
        total := total + s.last - s.first + 1;
    end loop;
    perform set_config('slipway.audit_drops', '', true);
    if not may then
        execute format('revoke delete on audit_event, audit_link from %I', current_user);
    end if;
    return total;
end
$$;

-- As before, but for audit_drop. Whoever may delete could set this too: that is what the rights of the role are for.
create or replace function audit_event_only_grows() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('slipway.audit_drops', true) = 'yes' then
        return null;
    end if;
    raise exception 'the audit log only grows: % is refused', lower(tg_op) using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_link_only_grows
    before update or delete or truncate on audit_link
    for each statement execute function audit_event_only_grows();

create trigger audit_segment_only_grows
    before delete or truncate on audit_segment
    for each statement execute function audit_event_only_grows();

-- What was recorded before there was a chain is linked first.
insert into audit_pending (event, chain, digest)
select e.id, coalesce(e.project, ''), audit_digest(e) from audit_event e order by e.id;

select count(audit_seal(1000000));
