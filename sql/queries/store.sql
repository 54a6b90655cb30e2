-- migration_names: the migrations that were done here. (all organisations)
--   gives number integer, name text, hash text
select number, name, hash from migration order by number;
