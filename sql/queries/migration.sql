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

-- migration_assessments: what an entry wrote of assessments, with when each version ended.
--   $1 org bigint   $2 seq bigint   gives id bigint, item text, upto bigint
select id, item, upto from assessment_at where org = $1 and since = $2 order by id;

-- migration_uses: the same of uses of evidence.
--   $1 org bigint   $2 seq bigint   gives id bigint, item text, upto bigint
select id, item, upto from evidence_use_at where org = $1 and since = $2 order by id;

-- migration_made: the entry that made one.
--   $1 org bigint   $2 id bigint   gives seq bigint
select min(since) from migrated_at where org = $1 and id = $2;

-- migration_counts: how many lines of each kind there are, by object.
--   $1 org bigint   $2 seq bigint   gives migrated bigint, object bigint, kind text, n bigint
select migrated, object, kind, count(*)
  from migrated_item_at
 where org = $1 and since <= $2 and upto > $2
 group by migrated, object, kind
 order by migrated, object, kind;

-- migration_lines: the lines of one, in the order in which they were made.
--   $1 org bigint   $2 id bigint   $3 seq bigint
--   gives id bigint, version bigint, since bigint, migrated bigint, object bigint, item text,
--   gives sources text, kind text, decision text, again integer, excluded integer, basis text,
--   gives pieces bigint
select id, version, since, migrated, object, item, sources, kind, decision, again, excluded,
       basis, pieces
  from migrated_item_at
 where org = $1 and migrated = $2 and since <= $3 and upto > $3
 order by id;
