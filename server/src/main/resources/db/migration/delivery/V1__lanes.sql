-- One lane per destination of a route: a reader of the log with a position of its own.

create table lane (
    id         integer generated always as identity primary key,
    route      text        not null,
    asset      text        not null,
    relay      boolean     not null,
    low_water  bigint      not null,
    above      bytea       not null default '',
    parked     bigint      not null default 0,
    created_at timestamptz not null,
    unique (route, asset)
) with (fillfactor = 20); -- updated with each settlement: room for the next version beside it

comment on column lane.relay is 'it only relays requests: it has receipts and reads nothing';
comment on column lane.low_water is 'every position at or below it is settled, parked, or was never for this lane';
comment on column lane.parked is 'messages that wait for a person';
comment on column lane.above is 'such positions above low_water, as ascending deltas, unsigned LEB128';

-- What became of messages at a destination: one row for all that one settlement ended in a lane.
-- One partition for each day of settlement.
create table receipt (
    day     integer     not null,
    lane    integer     not null,
    first   bigint      not null,
    last    bigint      not null,
    at      timestamptz not null,
    version bytea       not null,
    entries bytea       not null
) partition by list (day);

create index receipt_by_position on receipt (lane, last);

comment on column receipt.version is 'SHA-256 of the route file that sent them';
comment on column receipt.entries is 'for each message: position, attempts, code of the answer, SHA-256 of the bytes sent';

-- The answers that were relayed to senders, for a sender that asks the same again.
create table relayed (
    day      integer     not null,
    lane     integer     not null,
    position bigint      not null,
    at       timestamptz not null,
    outcome  text        not null check (outcome in ('DELIVERED', 'REFUSED', 'NO_ANSWER')),
    answered text        not null,
    sent     bytea       not null,
    key      integer     not null,
    sealed   bytea       not null
) partition by list (day);

create index relayed_by_position on relayed (lane, position);

-- Keys that wait for a person, each behind the message that could not pass.
create table parked (
    lane      integer     not null,
    id        bigint      not null,
    position  bigint      not null,
    received_at timestamptz not null,
    since     timestamptz not null,
    code      text        not null,
    reason_fr text        not null,
    reason_en text        not null,
    keys      bytea       not null,
    moved     bytea       not null default '',
    state     text        not null check (state in ('PARKED', 'RELEASING', 'MERGED')),
    low_water bigint      not null default 0,
    above     bytea       not null default '',
    until     bigint      not null default 0,
    primary key (lane, id)
);

comment on column parked.keys is 'ordering keys that wait and the position each waits from, eight bytes each';
comment on column parked.moved is 'keys that wait behind another message by now, and still are looked for by this release';
comment on column parked.low_water is 'how far the release of a parked message has come; its own positions above it in above';

-- Messages that a person has sent again.
create table replay (
    lane      integer     not null,
    id        bigint      not null,
    asked_at  timestamptz not null,
    asked_by  text        not null,
    until     bigint      not null,
    low_water bigint      not null,
    above     bytea       not null default '',
    sent      bigint      not null default 0,
    refused   bigint      not null default 0,
    passed    bigint      not null default 0,
    primary key (lane, id)
);

comment on column replay.passed is 'messages not sent again because their key is parked';
