-- 0008 migrated: what was carried over from one norm to another, and what is still to be confirmed.
-- ledgered
create table migrated (
    org       bigint  not null references ledger_head (org),
    id        bigint  not null,
    version   bigint  not null,
    since     bigint  not null,
    source    text    not null,
    target    text    not null,
    moved     integer not null check (moved in (0, 1)),
    made_by   bigint,
    made_on   text    not null check (length(made_on) = 10),
    undone    integer not null check (undone in (0, 1)),
    undone_by bigint,
    undone_on text    check (length(undone_on) = 10),
    primary key (org, id),
    foreign key (org, made_by) references person (org, id),
    foreign key (org, undone_by) references person (org, id)
);

create table migrated_item (
    org       bigint  not null references ledger_head (org),
    id        bigint  not null,
    version   bigint  not null,
    since     bigint  not null,
    migrated  bigint  not null,
    object    bigint  not null,
    item      text,
    sources   text,
    kind      text    not null check (kind in ('gelijk', 'samengevoegd', 'gesplitst', 'gewijzigd',
                                               'deels_verplaatst', 'nieuw', 'vervallen')),
    decision  text    not null check (decision in ('overnemen', 'herijken', 'nieuw_invoeren',
                                                   'vervallen')),
    again     integer not null check (again in (0, 1)),
    excluded  integer not null check (excluded in (0, 1)),
    basis     text,
    pieces    bigint,
    primary key (org, id),
    foreign key (org, migrated) references migrated (org, id),
    foreign key (org, object) references object (org, id)
);
create index migrated_item_of on migrated_item (org, migrated);

alter table assessment add column origin bigint;
alter table assessment add column design_unconfirmed integer not null default 0
    check (design_unconfirmed in (0, 1));
alter table assessment add column existence_unconfirmed integer not null default 0
    check (existence_unconfirmed in (0, 1));
alter table assessment add column operation_unconfirmed integer not null default 0
    check (operation_unconfirmed in (0, 1));
