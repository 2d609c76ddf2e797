-- What went on record and may be worth telling; written in the transaction of the change, gone once it was routed.
create table notification_outbox (
    id      bigint generated always as identity primary key,
    -- The same for every attempt to deliver it, and for every receiver.
    message text        not null default 'msg_' || replace(gen_random_uuid()::text, '-', ''),
    -- What is routed in the order in which it happened: all of one job, for example.
    stream  text        not null,
    at      timestamptz not null,
    actor   text        not null,
    action  text        not null,
    project text,
    subject text        not null,
    after   jsonb,
    reason  text
);

create index notification_outbox_stream on notification_outbox (stream, id);

-- Where messages can be sent. A channel without a project is of the whole portal.
create table notification_channel (
    id      bigint generated always as identity primary key,
    project text,
    name    text        not null,
    kind    text        not null,
    address text,
    -- A reference such as env:SLACK_TOKEN, never a value.
    secret  text,
    made_by text        not null,
    made_at timestamptz not null
);

create unique index notification_channel_name on notification_channel (coalesce(project, ''), name);

-- What is sent where. Null project or environment: all; no kinds: every kind.
create table notification_route (
    id          bigint generated always as identity primary key,
    channel_id  bigint      not null references notification_channel (id) on delete cascade,
    project     text,
    environment text,
    kinds       text[]      not null,
    severity    text        not null,
    made_by     text        not null,
    made_at     timestamptz not null
);

create index notification_route_channel on notification_route (channel_id);

create table notification_delivery (
    id          bigint generated always as identity primary key,
    channel_id  bigint      not null references notification_channel (id) on delete cascade,
    message     text        not null,
    project     text,
    -- What a later message of the same replaces, such as the messages of one job.
    thread      text        not null,
    notice      jsonb       not null,
    state       text        not null default 'WAITING',
    attempts    integer     not null default 0,
    made_at     timestamptz not null,
    due_at      timestamptz not null,
    tried_at    timestamptz,
    ended_at    timestamptz,
    -- What the receiver said, or why it could not be asked.
    answer      text,
    unique (channel_id, message)
) with (fillfactor = 80);

create index notification_delivery_waiting on notification_delivery (channel_id, id) where state = 'WAITING';
create index notification_delivery_ended on notification_delivery (ended_at) where ended_at is not null;
create index notification_delivery_project on notification_delivery (project, id desc);

-- The message that stands for a thread where messages can be changed: later ones replace its text.
create table notification_thread (
    channel_id bigint      not null references notification_channel (id) on delete cascade,
    thread     text        not null,
    handle     text        not null,
    at         timestamptz not null,
    primary key (channel_id, thread)
);
