-- 0015 signed: the heads of the ledger that were signed, and the sealed halves of their keys.
-- passing: a signed head proves itself, and a secret never enters the ledger.
create table signed_head (
    org        bigint not null references ledger_head (org),
    seq        bigint not null check (seq >= 1),
    hash       text   not null check (length(hash) = 64),
    time       text   not null check (length(time) = 24),       -- of that entry
    key_number bigint not null,                                 -- of the signing_key
    signature  text   not null check (length(signature) = 128), -- Ed25519, hex
    primary key (org, seq)
);

create table signing_secret (
    org        bigint not null references ledger_head (org),
    signing_key bigint not null,
    seal       text   not null,                                 -- opened by the sealer alone
    primary key (org, signing_key),
    foreign key (org, signing_key) references signing_key (org, id)
);
