-- 0006 objects: the register of processes and systems, the scope and the level test.
-- ledgered
alter table object add column description text;
alter table object add column availability text;
alter table object add column integrity text;
alter table object add column confidentiality text;

create table object_serves (
    org      bigint  not null references ledger_head (org),
    id       bigint  not null,
    version  bigint  not null,
    since    bigint  not null,
    system   bigint  not null,
    process  bigint  not null,
    ended    integer not null check (ended in (0, 1)),
    primary key (org, id),
    foreign key (org, system) references object (org, id),
    foreign key (org, process) references object (org, id)
);
create unique index object_serves_once on object_serves (org, system, process);

create table scope_object (
    org      bigint  not null references ledger_head (org),
    id       bigint  not null,
    version  bigint  not null,
    since    bigint  not null,
    scope    bigint  not null,
    object   bigint  not null,
    inside   integer not null check (inside in (0, 1)),
    why      text,
    primary key (org, id),
    foreign key (org, scope) references isms_scope (org, id),
    foreign key (org, object) references object (org, id)
);
create unique index scope_object_once on scope_object (org, scope, object);

create table level_result (
    org         bigint  not null references ledger_head (org),
    id          bigint  not null,
    version     bigint  not null,
    since       bigint  not null,
    object      bigint  not null,
    norm        text    not null,
    test        text    not null check (length(test) = 64),
    answers     text,
    level       bigint,
    outside     integer not null check (outside in (0, 1)),
    chosen      bigint,
    chosen_why  text,
    prepared_by bigint,
    decided_by  bigint,
    decided_on  text    check (length(decided_on) = 10),
    primary key (org, id),
    foreign key (org, object) references object (org, id),
    foreign key (org, prepared_by) references person (org, id),
    foreign key (org, decided_by) references person (org, id)
);
create index level_result_object on level_result (org, object);
