-- 0031 row_once: the index of rows is nothing but its key, so that SQLite keeps it once and not
-- twice: every save writes a page less.
-- passing: derived from the ledger, as it was
create table ledger_row_once (
    org  bigint not null references ledger_head (org),
    noun text   not null,
    id   bigint not null,
    seq  bigint not null,
    primary key (org, noun, id, seq)
) without rowid;
insert into ledger_row_once (org, noun, id, seq) select org, noun, id, seq from ledger_row;
drop table ledger_row;
alter table ledger_row_once rename to ledger_row;
