-- migration_names: the migrations that were done here. (all organisations)
--   gives number integer, name text, hash text
select number, name, hash from migration order by number;

-- migration_add: notes a migration that was done. (all organisations)
--   $1 number integer   $2 name text   $3 hash text   $4 at text
insert into migration (number, name, hash, at) values ($1, $2, $3, $4);
