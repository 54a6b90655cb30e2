-- 0032 interventions: how often an administrator let somebody in anew or put them out; null: never.
-- ledgered
alter table person add column interventions bigint;
