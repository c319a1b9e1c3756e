-- Messages that came in fragments (HL7 v2.5.1 §2.10.2): which places of the log hold those of one
-- message. The fragments themselves are in the log.

create table fragment (
    chain    bigint      not null,
    nth      integer     not null,
    position bigint      not null,
    asset    text        not null,
    begun    timestamptz not null,
    bytes    integer     not null,
    joined   boolean     not null default false,
    primary key (chain, nth)
);

comment on column fragment.chain is 'position of its first fragment';
comment on column fragment.begun is 'when the first one came: all must come within the limit';
comment on column fragment.joined is 'the whole is in the log; kept until the limit, for a sender that missed the answer';
