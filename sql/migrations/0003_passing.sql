-- 0003 passing: who signs in, what is open in a browser, and what can be made again.
-- passing: secrets and sessions never enter the ledger; file bytes are held by
-- their hash, which does; figures and the row index are derived from it.
create table account (
    id         bigint  not null primary key,
    email      text    not null unique,                -- lower case
    password   text    not null,                       -- argon2id, with its parameters
    lang       text    not null,
    failures   integer not null,
    wait_until text    not null,                       -- moment; empty: none
    must_renew integer not null check (must_renew in (0, 1)),
    made_on    text    not null
);

create table session (
    token   text   not null primary key,               -- SHA-256 of the cookie's value
    account bigint not null references account (id),
    org     bigint not null,
    form    text   not null,                           -- form token
    made    text   not null,
    seen    text   not null,
    agent   text   not null
);
create index session_account on session (account);

create table file_part (
    org   bigint  not null references ledger_head (org),
    hash  text    not null check (length(hash) = 64),
    part  integer not null,
    made  text    not null,
    bytes bytea   not null,
    primary key (org, hash, part)
);

create table figure (
    org   bigint not null references ledger_head (org),
    "on"  text   not null check (length("on") = 10),
    norm  text   not null,
    kind  text   not null,                             -- of the count, see engine/count.h
    n     bigint not null,
    primary key (org, norm, "on", kind)
);

create table ledger_row (
    org  bigint not null references ledger_head (org),
    noun text   not null,
    id   bigint not null,
    seq  bigint not null,
    primary key (org, noun, id, seq)
);
