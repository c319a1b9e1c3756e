-- The append-only record of what was accepted. Nothing ever updates a row of block.

create table source (
    id    smallint generated always as identity primary key,
    asset text not null unique
);

-- Messages of one source that were committed together. One partition for each retention class and
-- day, made when its first message comes and dropped whole: decision 0007.
create table block (
    bucket integer  not null,
    source smallint not null,
    first  bigint   not null,
    last   bigint   not null,
    key    integer  not null,
    stubs  bytea    not null,
    sealed bytea    not null
) partition by list (bucket);

-- A lane that catches up reads one source in position order; a person asks for one position.
create index block_by_source on block (source, last);
create index block_by_position on block (last);

alter table block alter column stubs set storage external;
alter table block alter column sealed set storage external;

comment on column block.bucket is 'retention class in days * 100000 + day since 1970; 0 for what a hold keeps';
comment on column block.first is 'position of its first message; positions are contiguous, in the order of commit';
comment on column block.key is 'the data key that sealed it (keys.data_key)';
comment on column block.stubs is 'sixteen bytes a message: keyed hashes of its control id and of its body';
comment on column block.sealed is 'headers and bodies, compressed (zstd), then sealed (AES-GCM, first position authenticated)';

-- What retention may not drop.
create table hold (
    id         integer generated always as identity primary key,
    source     smallint    not null references source,
    placed_at  timestamptz not null,
    placed_by  text        not null,
    reason     text        not null
);

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
    size        integer     not null,
    key         integer     not null,
    sealed      bytea       not null
);

create index quarantine_by_time on quarantine (received_at);
alter table quarantine alter column sealed set storage external;
