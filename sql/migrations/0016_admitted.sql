-- 0016 admitted: how openly a piece of evidence may be read, and who is admitted to a confidential one.
-- ledgered
alter table evidence add column marking text
    check (marking in ('openbaar', 'intern', 'vertrouwelijk'));
create index evidence_marking on evidence (org, marking);

create table admitted (
    org     bigint  not null references ledger_head (org),
    id      bigint  not null,
    version bigint  not null,
    since   bigint  not null,
    noun    text    not null,
    record  bigint  not null,
    person  bigint  not null,
    ended   integer not null check (ended in (0, 1)),
    primary key (org, id),
    foreign key (org, person) references person (org, id)
);
create unique index admitted_once on admitted (org, noun, record, person);
