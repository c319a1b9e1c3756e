create table ward (
    id   smallint generated always as identity primary key,
    name text not null unique
);
create table "Bed; odd" (
    ward   smallint not null references ward,
    number int      not null,
    "a b"  text,
    twice  int generated always as (number * 2) stored,
    primary key (ward, number)
);
create table entry (
    class    smallint not null,
    position bigint   not null,
    at       timestamptz not null,
    body     bytea,
    primary key (class, at, position)
) partition by list (class);
create table entry_1 partition of entry for values in (1) partition by range (at);
create table entry_1_old partition of entry_1 for values from ('2026-01-01') to ('2026-01-02');
create sequence tickets;
create function never() returns trigger language plpgsql as
$$
begin
    raise exception 'not again';
end
$$;
create trigger never before insert on "Bed; odd" for each row execute function never();
insert into ward (name) values ('put in by the migration');
