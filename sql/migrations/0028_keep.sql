-- 0028 keep: how many months an organisation keeps what it may choose; null: as the program does.
-- ledgered
alter table organisation add column keep_events bigint;
alter table organisation add column keep_tokens bigint;
alter table organisation add column keep_readings bigint;
alter table organisation add column keep_evidence bigint;
