-- 0018 sso: single sign-on under way, and who came by it.
-- passing: secrets and sign-ins never enter the ledger; which provider counts does.
create table sso_key (
    org    bigint not null references ledger_head (org),
    id     text   not null,
    sealed text   not null,                            -- the secret half
    open   text   not null,                            -- the half that the provider may know
    made   text   not null,                            -- moment
    ended  text   not null,                            -- moment; empty: in use
    primary key (org, id)
);

create table sso_secret (
    org    bigint not null primary key references ledger_head (org),
    sealed text   not null,
    made   text   not null
);

create table sso_document (
    org     bigint not null references ledger_head (org),
    kind    text   not null check (kind in ('provider', 'keys')),
    address text   not null,
    body    text   not null,
    fetched text   not null,                           -- moment
    primary key (org, kind)
);

create table sso_attempt (
    state    text   not null primary key,              -- SHA-256 of what goes round
    browser  text   not null,                          -- SHA-256 of what the browser keeps
    org      bigint not null,
    nonce    text   not null,
    verifier text   not null,
    back     text   not null,
    aim      text   not null check (aim in ('sign_in', 'link', 'prove')),
    account  bigint not null,                          -- who is signed in already, or 0
    made     text   not null
);

create table sso_account (
    org     bigint not null references ledger_head (org),
    issuer  text   not null,
    subject text   not null,
    account bigint not null references account (id),
    made    text   not null,
    primary key (org, issuer, subject)
);
create unique index sso_account_of on sso_account (org, issuer, account);

alter table session add column sso_issuer text not null default '';  -- empty: it came otherwise
alter table session add column sso_subject text not null default '';
alter table session add column sso_sid text not null default '';     -- the session there
alter table session add column sso_hint text not null default '';    -- the token, to sign out there

create table sso_notice (
    org bigint not null,
    id  text   not null,                               -- of a notice that was heard
    made text  not null,
    primary key (org, id)
);
