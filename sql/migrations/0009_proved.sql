-- 0009 proved: when a session last showed whose it is.
-- passing: of the session, which never enters the ledger.
alter table session add column proved text not null default ''; -- moment; empty: not since
