-- 0002 nouns: the organisation, its people, what they assess and what shows it.
-- ledgered
create table organisation (
    org         bigint  not null references ledger_head (org),
    id          bigint  not null check (id = 1),
    version     bigint  not null,
    since       bigint  not null,
    name        text    not null,
    type        text    not null,
    hours       bigint,
    norm        text    not null,
    outside_law integer not null check (outside_law in (0, 1)),
    test_months bigint,
    primary key (org, id)
);

create table person (
    org         bigint  not null references ledger_head (org),
    id          bigint  not null,
    version     bigint  not null,
    since       bigint  not null,
    name        text    not null,
    job_title   text,
    account     bigint,
    until       text    check (length(until) = 10),
    primary key (org, id)
);
create index person_account on person (account);

create table role_held (
    org         bigint  not null references ledger_head (org),
    id          bigint  not null,
    version     bigint  not null,
    since       bigint  not null,
    person      bigint  not null,
    role        text    not null,
    "from"      text    not null check (length("from") = 10),
    until       text    check (length(until) = 10),
    primary key (org, id),
    foreign key (org, person) references person (org, id)
);
create index role_held_person on role_held (org, person);

create table object (
    org         bigint  not null references ledger_head (org),
    id          bigint  not null,
    version     bigint  not null,
    since       bigint  not null,
    name        text    not null,
    kind        text    not null,
    owner       bigint,
    primary key (org, id),
    foreign key (org, owner) references person (org, id)
);

create table isms_scope (
    org         bigint  not null references ledger_head (org),
    id          bigint  not null,
    version     bigint  not null,
    since       bigint  not null,
    name        text    not null,
    description text,
    primary key (org, id)
);

create table decision (
    org           bigint  not null references ledger_head (org),
    id            bigint  not null,
    version       bigint  not null,
    since         bigint  not null,
    body          text    not null,
    "on"          text    not null check (length("on") = 10),
    number        text    not null,
    subject       text    not null,
    document      text,
    mandate       text,
    frozen        text,
    registered_by bigint,
    primary key (org, id),
    foreign key (org, registered_by) references person (org, id)
);

create table assessment (
    org              bigint  not null references ledger_head (org),
    id               bigint  not null,
    version          bigint  not null,
    since            bigint  not null,
    object           bigint  not null,
    item             text    not null,
    owner            bigint,
    executor         bigint,
    target           text    check (length(target) = 10),
    rhythm_months    bigint,
    design           text,
    design_on        text    check (length(design_on) = 10),
    design_by        bigint,
    design_note      text,
    design_review    text,
    existence        text,
    existence_on     text    check (length(existence_on) = 10),
    existence_by     bigint,
    existence_note   text,
    existence_review text,
    operation        text,
    operation_on     text    check (length(operation_on) = 10),
    operation_by     bigint,
    operation_note   text,
    operation_review text,
    note             text,
    suffices         text,
    suffices_why     text,
    risk_analysis    text,
    primary key (org, id),
    foreign key (org, object) references object (org, id),
    foreign key (org, owner) references person (org, id),
    foreign key (org, executor) references person (org, id)
);
create unique index assessment_item on assessment (org, object, item);

create table evidence (
    org          bigint  not null references ledger_head (org),
    id           bigint  not null,
    version      bigint  not null,
    since        bigint  not null,
    title        text    not null,
    kind         text    not null,
    design       integer not null check (design in (0, 1)),
    existence    integer not null check (existence in (0, 1)),
    operation    integer not null check (operation in (0, 1)),
    period_from  text    check (length(period_from) = 10),
    period_to    text    not null check (length(period_to) = 10),
    until        text    check (length(until) = 10),
    executions   bigint,
    population   text,
    sample_way   text,
    sample_size  bigint,
    deviations   text,
    origin       text,
    link         text,
    file_hash    text    check (length(file_hash) = 64),
    file_name    text,
    file_type    text,
    file_bytes   bigint,
    submitter    bigint,
    submitted_on text    check (length(submitted_on) = 10),
    fitness      text,
    fitness_by   bigint,
    fitness_on   text    check (length(fitness_on) = 10),
    fitness_why  text,
    replaced_by  bigint,
    primary key (org, id),
    foreign key (org, submitter) references person (org, id),
    foreign key (org, fitness_by) references person (org, id),
    foreign key (org, replaced_by) references evidence (org, id)
);

create table evidence_use (
    org      bigint  not null references ledger_head (org),
    id       bigint  not null,
    version  bigint  not null,
    since    bigint  not null,
    evidence bigint  not null,
    object   bigint  not null,
    item     text    not null,
    ended    integer not null check (ended in (0, 1)),
    primary key (org, id),
    foreign key (org, evidence) references evidence (org, id),
    foreign key (org, object) references object (org, id)
);
create unique index evidence_use_once on evidence_use (org, evidence, object, item);
create index evidence_use_item on evidence_use (org, object, item);

create table applicability (
    org              bigint  not null references ledger_head (org),
    id               bigint  not null,
    version          bigint  not null,
    since            bigint  not null,
    scope            bigint  not null,
    item             text    not null,
    applies          text,
    ground           text,
    why              text,
    from_norm        integer not null check (from_norm in (0, 1)),
    from_law         integer not null check (from_law in (0, 1)),
    from_contract    integer not null check (from_contract in (0, 1)),
    from_risk        integer not null check (from_risk in (0, 1)),
    risk_analysis    text,
    decision         bigint,
    alternative      text,
    alternative_item text,
    alternative_why  text,
    primary key (org, id),
    foreign key (org, scope) references isms_scope (org, id),
    foreign key (org, decision) references decision (org, id)
);
create unique index applicability_item on applicability (org, scope, item);

create table soa (
    org         bigint  not null references ledger_head (org),
    id          bigint  not null,
    version     bigint  not null,
    since       bigint  not null,
    scope       bigint  not null,
    number      bigint  not null,
    state       text    not null,
    title       text,
    prepared_by bigint,
    previous    bigint,
    decision    bigint,
    adopted_by  bigint,
    adopted_on  text    check (length(adopted_on) = 10),
    at_seq      bigint,
    frozen      text,
    primary key (org, id),
    foreign key (org, scope) references isms_scope (org, id),
    foreign key (org, previous) references soa (org, id),
    foreign key (org, decision) references decision (org, id)
);
create unique index soa_number on soa (org, scope, number);

create table exception (
    org           bigint  not null references ledger_head (org),
    id            bigint  not null,
    version       bigint  not null,
    since         bigint  not null,
    item          text    not null,
    kind          text    not null,
    reason        text    not null,
    risk_analysis text    not null,
    compensating  text,
    advice        text,
    until         text    not null check (length(until) = 10),
    state         text    not null,
    submitter     bigint,
    decision      bigint,
    primary key (org, id),
    foreign key (org, submitter) references person (org, id),
    foreign key (org, decision) references decision (org, id)
);
create index exception_item on exception (org, item);
