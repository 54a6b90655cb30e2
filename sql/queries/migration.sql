-- What was carried over from one norm to another.

-- migration_standing: how many were made and not undone.
--   $1 org bigint   $2 seq bigint   gives n bigint
select count(*) from migrated_at where org = $1 and since <= $2 and upto > $2 and undone = 0;

-- migration_objects: every object of which something was said or shown.
--   $1 org bigint   $2 seq bigint   gives object bigint
select object from assessment_at where org = $1 and since <= $2 and upto > $2
 union
select object from evidence_use_at where org = $1 and since <= $2 and upto > $2 and ended = 0
 order by object;
