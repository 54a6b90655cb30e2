-- 0001 ground: organisations, their ledger, and who signs in.
-- passing: the ledger itself and the heads; it is verified as a chain.
create table ledger_head (
    org      bigint  not null primary key,
    uuid     text    not null check (length(uuid) = 32),   -- in every entry
    seq      bigint  not null,                             -- of the last entry
    hash     text    not null check (length(hash) = 64),
    time     text    not null,                             -- of the last entry
    next_id  bigint  not null                              -- the one counter of all nouns
);

create table ledger (
    org         bigint  not null references ledger_head (org),
    seq         bigint  not null check (seq >= 1),
    prev        text    not null,
    time        text    not null check (length(time) = 24),
    actor       text    not null,                          -- p7, or system
    door        text    not null,
    act         text    not null,
    reason      text    not null,                          -- ~digest, or -
    form_number text    not null,                          -- - when there is none
    parts       text    not null,                          -- netstrings, docs/ledger.md
    hash        text    not null check (length(hash) = 64),
    primary key (org, seq)
);
create unique index ledger_form on ledger (org, form_number) where form_number <> '-';
create index ledger_time on ledger (org, time);

create table ledger_text (
    org    bigint not null references ledger_head (org),
    digest text   not null check (length(digest) = 64),
    salt   text   not null check (length(salt) = 32),
    text   text   not null,
    primary key (org, digest)
);
