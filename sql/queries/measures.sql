-- measure_evidence: what is used at one item, and at how many each piece is.
--   $1 org bigint   $2 object bigint   $3 item text   $4 seq bigint
--   gives evidence bigint, use bigint, items bigint
select u.evidence, u.id,
       (select count(*) from evidence_use o
         where o.org = $1 and o.evidence = u.evidence and o.since <= $4 and o.ended = 0) +
       (select count(*) from evidence_use_past o
         where o.org = $1 and o.evidence = u.evidence and o.since <= $4 and o.upto > $4
           and o.ended = 0)
  from evidence_use_at u
 where u.org = $1 and u.object = $2 and u.item = $3 and u.since <= $4 and u.upto > $4
   and u.ended = 0
 order by u.evidence desc;

-- assessment_id: the row of an item, if anything was said of it.
--   $1 org bigint   $2 object bigint   $3 item text   gives id bigint
select id from assessment where org = $1 and object = $2 and item = $3;
