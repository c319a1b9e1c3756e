-- Lanes that a restore brought back to an earlier position: each waits for a person's decision.
create table undecided_lane (
    route       text        not null,
    asset       text        not null,
    position    bigint      not null,
    log_end     bigint      not null,
    made_at     timestamptz not null,
    restored_at timestamptz not null,
    primary key (route, asset)
);

comment on column undecided_lane.position is 'where the lane stood when the backup was made';
comment on column undecided_lane.log_end is 'the last position of the log in the backup';
comment on column undecided_lane.made_at is 'when the backup was made';

-- What was decided, by whom: rows are only ever inserted.
create table decision (
    number     bigint      generated always as identity primary key,
    route      text        not null,
    asset      text        not null,
    choice     text        not null check (choice in ('RESUME', 'SKIP')),
    position   bigint      not null,
    log_end    bigint      not null,
    made_at    timestamptz not null,
    decided_at timestamptz not null,
    decided_by text        not null
);

comment on column decision.position is 'SKIP: what follows it, up to log_end, is not sent; RESUME: what follows it is sent, perhaps for the second time';

-- The backups that were made, the last ones.
create table made (
    id        uuid        primary key,
    made_at   timestamptz not null,
    millis    bigint      not null,
    bytes     bigint      not null,
    sha256    text        not null,
    log_end   bigint      not null
);
