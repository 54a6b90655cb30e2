-- 0025 known_device: in which browsers somebody signed in before.
-- passing: it lets nobody in; who comes from one does not wait because of strangers.
create table known_device (
    token   text   not null check (length(token) = 64), -- SHA-256 of the cookie's value
    account bigint not null references account (id),
    seen    text   not null,                            -- moment of the last sign-in
    primary key (token, account)
);
create index known_device_account on known_device (account);
