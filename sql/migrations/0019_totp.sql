-- 0019 totp: the app that makes codes for an account, and the codes for when it is lost.
-- passing: secrets never enter the ledger.
create table totp (
    account    bigint  not null primary key references account (id),
    secret     text    not null,                       -- sealed
    confirmed  integer not null check (confirmed in (0, 1)),
    last       bigint  not null,                       -- the step that was used last
    failures   integer not null,
    wait_until text    not null,                       -- moment; empty: none
    made       text    not null
);

create table recovery_code (
    hash    text   not null primary key,               -- SHA-256
    account bigint not null references account (id)
);
create index recovery_code_account on recovery_code (account);

create table sign_step (
    token   text   not null primary key,               -- SHA-256 of the cookie's value
    account bigint not null references account (id),
    made    text   not null
);
