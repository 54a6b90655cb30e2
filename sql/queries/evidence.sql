-- file_there: is the file with this hash kept already?
--   $1 org bigint   $2 hash text   gives n bigint
select count(*) from file_part where org = $1 and hash = $2;

-- file_others: how many other pieces have the file with this hash.
--   $1 org bigint   $2 hash text   $3 evidence bigint   gives n bigint
select count(*) from evidence where org = $1 and file_hash = $2 and id <> $3;

-- file_add: one part of a file.
--   $1 org bigint   $2 hash text   $3 part integer   $4 made text   $5 bytes bytea
insert into file_part (org, hash, part, made, bytes) values ($1, $2, $3, $4, $5);

-- file_parts: the bytes of a file, in order.
--   $1 org bigint   $2 hash text   gives part integer, bytes bytea
select part, bytes from file_part where org = $1 and hash = $2 order by part;

-- file_drop: the bytes of a file go.
--   $1 org bigint   $2 hash text
delete from file_part where org = $1 and hash = $2;

-- file_scan_drop: what was said of a file is said no more.
--   $1 org bigint   $2 hash text
delete from file_scan where org = $1 and hash = $2;

-- file_scan_add: what the virus scanner said of a file.
--   $1 org bigint   $2 hash text   $3 at text   $4 result text   $5 found text
insert into file_scan (org, hash, at, result, found) values ($1, $2, $3, $4, $5);

-- file_scans: what the virus scanner said of each file that it was asked about.
--   $1 org bigint   gives hash text, at text, result text, found text
select hash, at, result, found from file_scan where org = $1 order by hash;

-- file_scan_one: the same of one file.
--   $1 org bigint   $2 hash text   gives at text, result text, found text
select at, result, found from file_scan where org = $1 and hash = $2;

-- file_scan_count: in how many files the virus scanner found nothing, at how many it did not
-- look, and in how many it found something.
--   $1 org bigint   gives clean bigint, unscanned bigint, found bigint
select count(case when result = 'clean' then 1 end),
       count(case when result = 'unscanned' and found is null then 1 end),
       count(found)
  from file_scan
 where org = $1;

-- file_erased: the day on which the bytes of a file went; none while they are there.
--   $1 org bigint   $2 hash text   gives day text
select max(decided_on)
  from erasure
 where org = $1 and erased_hash = $2
   and not exists (select 1 from file_part as p where p.org = $1 and p.hash = $2);

-- evidence_use_find: is a piece used at an item, now or before?
--   $1 org bigint   $2 evidence bigint   $3 object bigint   $4 item text   gives id bigint
select id from evidence_use where org = $1 and evidence = $2 and object = $3 and item = $4;

-- file_sweep: throws away what was kept before a moment and no row names, now or before.
--   $1 org bigint   $2 before text
delete from file_part
 where org = $1 and made < $2
   and not exists (select 1 from evidence as e where e.org = $1 and e.file_hash = file_part.hash)
   and not exists (select 1 from evidence_past as e
                    where e.org = $1 and e.file_hash = file_part.hash)
   and not exists (select 1 from local_norm as l where l.org = $1 and l.hash = file_part.hash)
   and not exists (select 1 from local_norm_past as l
                    where l.org = $1 and l.hash = file_part.hash);

-- file_evidence: the pieces of evidence that have or had a file.
--   $1 org bigint   $2 hash text   gives id bigint
select id from evidence where org = $1 and file_hash = $2
union
select id from evidence_past where org = $1 and file_hash = $2;

-- norms_of_org: what an organisation has brought in and not ended, in the order in which it
-- came.
--   $1 org bigint   $2 seq bigint
--   gives id bigint, kind text, form text, key text, source text, target text, hash text, title text
select id, kind, form, "key", source, target, hash, title
  from local_norm_at
 where org = $1 and since <= $2 and upto > $2 and ended = 0
 order by id;

-- admitted_find: is somebody admitted to a record, now or before?
--   $1 org bigint   $2 noun text   $3 record bigint   $4 person bigint   gives id bigint
select id from admitted where org = $1 and noun = $2 and record = $3 and person = $4;

-- evidence_replaced: when each piece that was replaced was.
--   $1 org bigint   gives evidence bigint, time text
select e.id, min(l.time)
  from evidence_at as e
  join ledger as l on l.org = e.org and l.seq = e.since
 where e.org = $1 and e.replaced_by is not null
 group by e.id
 order by e.id;

-- evidence_shared: the pieces whose file another one has as well.
--   $1 org bigint   gives evidence bigint, hash text
select id, file_hash
  from evidence
 where org = $1 and file_hash in (select file_hash from evidence
                                   where org = $1 and file_hash is not null
                                   group by file_hash having count(*) > 1)
 order by id;

-- evidence_shut: the confidential pieces that nobody who still has a role can open, and who
-- asked to be let in to one.
--   $1 org bigint   $2 today text   $3 asked text
--   gives id bigint, asked bigint, person bigint, name text, why text
select e.id, a.id, a.person, w.name, t.text
  from evidence e
  left join admitted a on a.org = $1 and a.noun = $3 and a.record = e.id and a.ended = 0
  left join person w on w.org = $1 and w.id = a.person
  left join ledger l on l.org = $1 and l.seq = a.since
  left join ledger_text t on t.org = $1 and t.digest = substr(l.reason, 2)
 where e.org = $1 and e.marking = 'vertrouwelijk'
   and not exists (select 1
                     from person p
                     join role_held r on r.org = $1 and r.person = p.id
                    where p.org = $1 and (p.until is null or p.until >= $2)
                      and r."from" <= $2 and (r.until is null or r.until >= $2)
                      and (p.id = e.submitter
                           or exists (select 1 from admitted o
                                       where o.org = $1 and o.noun = 'evidence'
                                         and o.record = e.id and o.person = p.id
                                         and o.ended = 0)))
 order by e.id, a.id;
