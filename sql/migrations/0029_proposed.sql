-- 0029 proposed: a provider that one administrator set counts when another confirmed it; null: it counts.
-- ledgered
alter table provider add column stage text
    check (stage in ('voorgesteld', 'bevestigd', 'vervallen'));
alter table provider add column asked_by bigint;
