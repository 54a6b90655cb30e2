-- 0014 signing key: with what key an organisation signs the heads of its ledger, from when to when.
-- ledgered
create table signing_key (
    org        bigint  not null references ledger_head (org),
    id         bigint  not null,
    version    bigint  not null,
    since      bigint  not null,
    number     bigint  not null check (number >= 1),
    public_key text    not null check (length(public_key) = 64),
    made_on    text    not null check (length(made_on) = 10),
    ended_on   text    check (length(ended_on) = 10),
    primary key (org, id)
);
