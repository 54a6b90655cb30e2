-- scope_of: the scope of the ISMS, and what it says of an object; the row is null when it
-- says nothing.
--   $1 org bigint   $2 object bigint   gives scope bigint, row bigint
select s.id, m.id
  from isms_scope s
  left join scope_object m on m.org = $1 and m.scope = s.id and m.object = $2
 where s.org = $1
 order by s.id
 limit 1;

-- picture_scope: the objects in the scope, with the level that was last decided for each by
-- a norm.
--   $1 org bigint   $2 scope bigint   $3 seq bigint   $4 norm text
--   gives object bigint, kind text, level bigint, outside integer, chosen bigint
select o.id, o.kind, l.level, coalesce(l.outside, 0), l.chosen
  from scope_object_at m
  join object_at o on o.org = $1 and o.id = m.object and o.since <= $3 and o.upto > $3
  left join level_result_at l on l.org = $1 and l.since <= $3 and l.upto > $3 and l.id =
       (select max(d.id) from level_result_at d
         where d.org = $1 and d.object = m.object and d.norm = $4 and d.since <= $3
           and d.upto > $3 and d.decided_by is not null)
 where m.org = $1 and m.scope = $2 and m.inside = 1 and m.since <= $3 and m.upto > $3
 order by o.id;

-- picture_object: one object, and the level that was last decided for it by a norm.
--   $1 org bigint   $2 object bigint   $3 seq bigint   $4 norm text
--   gives name text, kind text, owner bigint, level bigint, outside integer, chosen bigint
select o.name, o.kind, o.owner, l.level, coalesce(l.outside, 0), l.chosen
  from object_at o
  left join level_result_at l on l.org = $1 and l.since <= $3 and l.upto > $3 and l.id =
       (select max(d.id) from level_result_at d
         where d.org = $1 and d.object = $2 and d.norm = $4 and d.since <= $3
           and d.upto > $3 and d.decided_by is not null)
 where o.org = $1 and o.id = $2 and o.since <= $3 and o.upto > $3;

-- picture_serves: the processes that the systems work for.
--   $1 org bigint   $2 seq bigint   gives system bigint, process bigint
select system, process
  from object_serves_at
 where org = $1 and since <= $2 and upto > $2 and ended = 0
 order by system, process;

-- picture_named: where a piece that is used at an item of one object is used at that item
-- of another as well.
--   $1 org bigint   $2 seq bigint   gives object bigint, source bigint, item text
select distinct u.object, w.object, u.item
  from evidence_use_at u
  join evidence_use_at w on w.org = $1 and w.evidence = u.evidence and w.item = u.item
       and w.object <> u.object and w.since <= $2 and w.upto > $2 and w.ended = 0
 where u.org = $1 and u.since <= $2 and u.upto > $2 and u.ended = 0
   and u.object <> (select min(id) from object where org = $1 and kind = 'organisatie')
 order by u.object, w.object;
