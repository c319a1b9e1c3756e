-- Route definitions as they were given; a version is the digest of its text.

create table definition (
    route       text        not null,
    version     text        not null,
    recorded_at timestamptz not null,
    text        text        not null,
    primary key (route, version)
);

create table current (
    route   text not null primary key,
    version text not null,
    foreign key (route, version) references definition (route, version)
);
