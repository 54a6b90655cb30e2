-- 0024 attempt: who was wrong lately, so that guessing takes long.
-- passing: gone within a day, and nothing of it tells who tried. The columns failures and
-- wait_until of account and totp stay as they begin.
create table attempt (
    key        text   not null primary key check (length(key) = 64), -- SHA-256 of what waits
    failures   bigint not null,
    wait_until text   not null,                        -- moment; empty: none
    ends       text   not null                         -- moment from which it counts no more
);
create index attempt_ends on attempt (ends);
