-- 0007 local norm: what an organisation brought in beside the norms of the program.
-- ledgered
create table local_norm (
    org       bigint  not null references ledger_head (org),
    id        bigint  not null,
    version   bigint  not null,
    since     bigint  not null,
    title     text    not null,
    kind      text    not null check (kind in ('catalog', 'profile', 'mapping', 'overlay', 'library')),
    form      text    not null check (form in ('json', 'yaml', 'csv')),
    "key"     text    not null,
    source    text,
    target    text,
    hash      text    not null check (length(hash) = 64),
    bytes     bigint  not null,
    file_name text,
    added_by  bigint,
    added_on  text    not null check (length(added_on) = 10),
    ended     integer not null check (ended in (0, 1)),
    primary key (org, id),
    foreign key (org, added_by) references person (org, id)
);
