-- A hold that was released stays, to show who let go of what.
alter table hold add column released_at timestamptz;
alter table hold add column released_by text;

create index hold_in_force on hold (source) where released_at is null;
