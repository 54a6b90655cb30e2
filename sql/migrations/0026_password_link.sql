-- 0026 password_link: one address at which somebody sets a new password, once and within a day.
-- passing: secrets never enter the ledger.
create table password_link (
    account bigint not null primary key references account (id),
    hash    text   not null unique check (length(hash) = 64), -- SHA-256 of the secret
    made    text   not null
);
