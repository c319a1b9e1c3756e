-- Hashes of patients' identifiers: in clear, whoever has the database could test guesses.
alter table parked add column key integer;

comment on column parked.key is 'the data key that sealed keys and moved (keys.data_key); null in rows of an earlier build, until the next start';
comment on column parked.keys is 'sealed: ordering keys that wait and the position each waits from, eight bytes each';
comment on column parked.moved is 'sealed: keys that wait behind another message by now, and still are looked for by this release';
