create table organisation (
    id       text    primary key,
    name_fr  text    not null,
    name_en  text    not null,
    category text    not null,
    internal boolean not null
);

create table asset (
    id           text    primary key,
    name_fr      text    not null,
    name_en      text    not null,
    organisation text    not null references organisation,
    version      text    not null,
    internal     boolean not null,
    holder       text
);

-- One row each time the product's version changed, the first included.
create table asset_version (
    number  bigint      generated always as identity primary key,
    asset   text        not null references asset,
    version text        not null,
    since   timestamptz not null
);

create index asset_version_by_asset on asset_version (asset, number);
