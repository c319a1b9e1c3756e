-- Immutable: rows are only ever inserted.
create table evidence (
    id              text        primary key,
    type            text        not null,
    subject_asset   text,
    subject_route   text,
    subject_version text,
    effective       date        not null,
    expires         date,
    recorded        timestamptz not null,
    author          text        not null,
    verifier        text,
    declared        boolean     not null,
    role            text,
    residual        int,
    number          text,
    coordinator     text,
    feasibility     date,
    specification   text,
    constraint about_one_thing check ((subject_asset is null) <> (subject_route is null)),
    constraint ends_after_start check (expires >= effective),
    constraint verified_by_another check (verifier <> author)
);

create index evidence_by_asset on evidence (subject_asset) where subject_asset is not null;
create index evidence_by_route on evidence (subject_route) where subject_route is not null;

create function evidence_is_immutable() returns trigger language plpgsql as
$$
begin
    raise exception 'evidence is immutable: record another one';
end
$$;

create trigger evidence_is_immutable
    before update or delete on evidence
    for each row execute function evidence_is_immutable();
