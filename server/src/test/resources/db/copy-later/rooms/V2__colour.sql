alter table ward add column colour text not null default 'white';
create table key (ward smallint not null references ward, code text not null);
insert into key select id, 'key of ' || name from ward;
