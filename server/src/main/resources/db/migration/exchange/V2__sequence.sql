-- The last sequence number accepted on each link that numbers its messages (HL7 v2.5.1 §2.10.1).

create table sequence (
    asset   text   not null,
    receive text   not null,
    last    bigint not null,
    digest  bytea  not null,
    primary key (asset, receive)
);

comment on column sequence.last is 'MSH-13 of the last message accepted; -1 when any number will do';
comment on column sequence.digest is 'SHA-256 of that message: the same number with other bytes is not the same message';
