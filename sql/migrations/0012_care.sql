-- 0012 care: when the data was last saved elsewhere, and when it was shown that it comes back.
-- passing: it is about copies of the data and no part of what is assessed; a copy that is put
-- back knows only of those before it.
create table care (
    org  bigint not null references ledger_head (org),
    kind text   not null check (kind in ('backup', 'proof')),
    at   text   not null,                              -- moment of the last that went well
    seq  bigint not null,                              -- of the ledger's head in it
    primary key (org, kind)
);
