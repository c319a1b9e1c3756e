-- A key-encryption key is known here by its number and its fingerprint; the key itself is never here.
create table kek (
    id          integer     primary key check (id > 0),
    fingerprint text        not null,
    created_at  timestamptz not null
);

-- Numbers are drawn from a sequence, which never gives one twice, whoever asks.
create sequence data_key_number as integer;

create table data_key (
    id         integer     primary key check (id > 0),
    wrapped    bytea       not null,
    kek        integer     not null references kek,
    created_at timestamptz not null,
    retired_at timestamptz
);

-- One secret, from which one secret for each purpose is derived.
create table index_secret (
    single  boolean primary key default true check (single),
    wrapped bytea   not null,
    kek     integer not null references kek
);
