-- Values too large to be held in memory (decision 0014): stored while their message arrives, one
-- stream a message, cut into chunks. Partitioned as block is, so that both go together.
create table chunk (
    bucket integer  not null,
    body   bigint   not null,
    number integer  not null,
    source smallint not null,
    key    integer  not null,
    sealed bytea    not null,
    primary key (bucket, body, number)
) partition by list (bucket);

alter table chunk alter column sealed set storage external;

comment on column chunk.bucket is 'as block.bucket: that of the block which holds the rest of the message';
comment on column chunk.number is 'from 0; all but the last hold 256 kB before compression';
comment on column chunk.key is 'the data key that sealed it (keys.data_key)';
comment on column chunk.sealed is 'compressed (zstd), then sealed (AES-GCM, body and number authenticated)';

create sequence body;

-- Bodies whose message is not recorded yet. The commit that records it deletes the row; what is
-- still here when the server starts was cut, and its chunks go.
create table arriving (
    body   bigint  not null primary key,
    bucket integer not null
);
