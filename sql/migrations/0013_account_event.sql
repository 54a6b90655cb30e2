-- 0013 account event: what happened to an account, for its owner to read.
-- passing: secrets and sessions never enter the ledger, nor does what becomes of them; of an
-- account the newest are kept.
create table account_event (
    account bigint not null references account (id),
    n       bigint not null,
    time    text   not null,                           -- moment
    kind    text   not null,                           -- acts/account_event.h
    primary key (account, n)
);
