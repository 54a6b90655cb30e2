-- 0023 file_scan: what a virus scanner said of the bytes of a file.
-- passing: what is known of bytes on a day, and said anew when the same come in again.
create table file_scan (
    org    bigint not null references ledger_head (org),
    hash   text   not null,
    at     text   not null,                            -- moment
    result text   not null check (result in ('clean', 'unscanned')),
    primary key (org, hash)
);
