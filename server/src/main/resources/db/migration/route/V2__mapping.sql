-- Mappings as they were given. A version is one text for ever, since routes name it.

create table mapping (
    id          text        not null primary key,
    recorded_at timestamptz not null,
    text        text        not null
);
