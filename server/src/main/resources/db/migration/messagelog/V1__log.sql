-- The append-only record of what was accepted. Nothing ever updates a row of message.

create table source (
    id    smallint generated always as identity primary key,
    asset text not null unique
);

create table message (
    position    bigint      not null primary key,
    id          uuid        not null,
    source      smallint    not null,
    received_at timestamptz not null,
    type        text        not null,
    control_id  text        not null,
    ordering    bytea       not null,
    body        bytea       not null
);

-- A lane that catches up reads one source in position order.
create index message_by_source on message (source, position);

comment on column message.position is 'order of commit; contiguous, given by the one writer';
comment on column message.ordering is 'ordering keys: 64-bit hashes, eight bytes each, big-endian; never an identifier in clear';
comment on column message.type is 'MSH-9.1^MSH-9.2 as sent';

-- Bytes that were refused at the door: kept, listed, replayed on request.
create table quarantine (
    id          uuid        not null primary key,
    source      text        not null,
    peer        text        not null,
    received_at timestamptz not null,
    code        text        not null,
    location    text        not null,
    reason_fr   text        not null,
    reason_en   text        not null,
    truncated   boolean     not null,
    bytes       bytea       not null
);

create index quarantine_by_time on quarantine (received_at);
