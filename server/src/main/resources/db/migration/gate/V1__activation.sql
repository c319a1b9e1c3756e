-- A definition is live only once it has been cleared; the row is the proof.
create table activation (
    route        text        not null,
    version      text        not null,
    activated_at timestamptz not null,
    primary key (route, version)
);

-- What was last told of a route, so that a restart does not tell it again.
create table told (
    route text        primary key,
    state text        not null,
    count bigint      not null,
    since timestamptz not null
);
