-- One lane per destination of a route: a reader of the log with a position of its own.

create table lane (
    id         integer generated always as identity primary key,
    route      text        not null,
    asset      text        not null,
    low_water  bigint      not null,
    above      bytea       not null default '',
    created_at timestamptz not null,
    unique (route, asset)
);

comment on column lane.low_water is 'every position at or below it is settled or was never for this lane';
comment on column lane.above is 'settled positions above low_water, as ascending deltas, unsigned LEB128';

-- What became of a message at a destination.
create table receipt (
    lane       integer     not null,
    position   bigint      not null,
    at         timestamptz not null,
    outcome    text        not null check (outcome in ('DELIVERED', 'REFUSED', 'NO_ANSWER')),
    answered   text        not null,
    attempts   integer     not null,
    sent       bytea       not null,
    answer     bytea,
    primary key (lane, position)
);

comment on column receipt.answered is 'the code of the answer: MSA-1 or the HTTP status';
comment on column receipt.sent is 'SHA-256 of the bytes that were sent';
comment on column receipt.answer is 'the answer itself, when the route relays it to the sender';

-- Messages that wait for a person: the one that could not pass, and those of the same key behind it.
create table parked (
    lane      integer     not null,
    position  bigint      not null,
    since     timestamptz not null,
    ordering  bytea       not null,
    code      text        not null,
    reason_fr text        not null,
    reason_en text        not null,
    primary key (lane, position)
);
