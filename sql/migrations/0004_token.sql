-- 0004 token: with what other programs sign in to the API.
-- passing: secrets never enter the ledger; what is done with a token does.
create table token (
    org     bigint not null references ledger_head (org),
    id      bigint not null,
    hash    text   not null unique check (length(hash) = 64), -- SHA-256 of the secret
    person  bigint not null,                                  -- whose rights it has
    name    text   not null check (length(name) between 1 and 200),
    made    text   not null,                                  -- moment
    made_by bigint not null,                                  -- person; 0: on the machine itself
    until   text   not null check (length(until) = 10),       -- the last day that it works
    seen    text   not null,                                  -- moment; empty: never used
    ended   text   not null,                                  -- moment; empty: not ended
    primary key (org, id),
    foreign key (org, person) references person (org, id)
);
