-- 0010 passkey: with what somebody signs in without a password.
-- passing: of an account, which never enters the ledger. A passkey here is a public key and
-- no secret; a challenge lives five minutes and is used once.
create table passkey (
    account    bigint not null references account (id),
    id         bigint not null,
    credential text   not null unique,                 -- base64 for addresses
    handle     text   not null,                        -- who it says it is of: random, one for an account
    rp         text   not null,                        -- the site that it was made for
    algorithm  bigint not null check (algorithm in (-7, -8, -257)),
    key        text   not null,                        -- base64 for addresses
    count      bigint not null,                        -- of signatures, as it says itself
    name       text   not null check (length(name) between 1 and 100),
    made       text   not null,
    seen       text   not null,                        -- moment; empty: never used
    copied     text   not null,                        -- moment that its count did not grow; empty: none
    primary key (account, id)
);

create table passkey_challenge (
    bound     text not null primary key check (length(bound) = 64), -- SHA-256 of a session's or an attempt's secret
    challenge text not null,                           -- base64 for addresses
    handle    text not null,                           -- for a new passkey; empty: to sign in
    made      text not null
);
create index passkey_challenge_made on passkey_challenge (made);
