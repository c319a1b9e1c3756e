create table notice (
    id         bigint generated always as identity primary key,
    told_at    timestamptz not null,
    subject    text        not null,
    recipient  text        not null,
    text_fr    text        not null,
    text_en    text        not null,
    about      text        not null unique -- what it tells: told once, ever
);
