-- 0011 erasure: what was asked to be erased, by whom and why, and who carried it out.
-- ledgered
create table erasure (
    org         bigint  not null references ledger_head (org),
    id          bigint  not null,
    version     bigint  not null,
    since       bigint  not null,
    kind        text    not null check (kind in ('tekst', 'persoon', 'bestand')),
    entry       bigint,
    field       text,
    record      bigint,
    why         text    not null,
    asked_by    bigint,
    asked_on    text    not null check (length(asked_on) = 10),
    state       text    not null check (state in ('gevraagd', 'gewist', 'vervallen')),
    decided_by  bigint,
    decided_on  text    check (length(decided_on) = 10),
    erased_hash text    check (length(erased_hash) = 64),
    primary key (org, id),
    foreign key (org, asked_by) references person (org, id),
    foreign key (org, decided_by) references person (org, id)
);
