-- 0020 reading: who read a record that is marked vertrouwelijk.
-- passing: who only reads changes nothing; kept for eighteen months.
create table reading (
    org    bigint not null references ledger_head (org),
    noun   text   not null,
    record bigint not null,
    person bigint not null,
    at     text   not null,                            -- moment
    door   text   not null,                            -- door_choices
    what   text   not null check (what in ('shown', 'downloaded', 'sent')),
    primary key (org, noun, record, at, person, door, what)
);
