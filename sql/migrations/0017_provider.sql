-- 0017 provider: who else may say that somebody is who they are.
-- ledgered
create table provider (
    org     bigint  not null references ledger_head (org),
    id      bigint  not null,
    version bigint  not null,
    since   bigint  not null,
    name    text    not null,
    issuer  text    not null,
    client  text    not null,
    way     text    not null check (way in ('key', 'secret')),
    hosts   text,
    claim   text,
    roles   text,
    acr     text,
    joins   text    not null check (joins in ('linked', 'made')),
    ended   integer not null check (ended in (0, 1)),
    primary key (org, id)
);
