-- 0034 session_factor: did who came in show a second factor? A session of before this counts as
-- one that did not: where the organisation asks for one, its owner signs in anew.
-- passing: of the session, which never enters the ledger.
alter table session add column factor integer not null default 0; -- 1: a code or a passkey
