-- The ledger: its head, its entries, their texts and the index of rows.

-- ledger_head_read: the head of the chain.
--   $1 org bigint
--   gives uuid text, seq bigint, hash text, time text, next_id bigint
select uuid, seq, hash, time, next_id from ledger_head where org = $1;

-- ledger_head_lock: the head, held until the transaction ends.
--   $1 org bigint
--   gives uuid text, seq bigint, hash text, time text, next_id bigint
select uuid, seq, hash, time, next_id from ledger_head where org = $1 for update;

-- ledger_head_next: the number for a new organisation. (all organisations)
--   gives org bigint
select coalesce(max(org), 0) + 1 from ledger_head;

-- ledger_head_new: the head of a chain without entries.
--   $1 org bigint   $2 uuid text   $3 hash text   $4 next_id bigint
insert into ledger_head (org, uuid, seq, hash, time, next_id) values ($1, $2, 0, $3, '', $4);

-- ledger_head_move: to the entry after $2, unless it has moved since.
--   $1 org bigint   $2 old bigint   $3 seq bigint   $4 hash text   $5 time text
--   $6 next_id bigint
update ledger_head
   set seq = $3, hash = $4, time = $5, next_id = $6
 where org = $1 and seq = $2;

-- ledger_by_form: the entry that a form made, when it was sent before.
--   $1 org bigint   $2 form_number text   gives seq bigint
select seq from ledger where org = $1 and form_number = $2 and form_number <> '-';

-- ledger_clock: the last time that a clock was confirmed while the last entry had this time.
--   $1 org bigint   $2 act text   $3 time text   gives parts text
select l.parts
  from ledger_row r
  join ledger l on l.org = r.org and l.seq = r.seq
 where r.org = $1 and r.noun = 'ledger_head' and l.act = $2 and l.time = $3
 order by l.seq desc
 limit 1;

-- ledger_add: an entry.
--   $1 org bigint   $2 seq bigint   $3 prev text   $4 time text   $5 actor text   $6 door text
--   $7 act text   $8 reason text   $9 form_number text   $10 parts text   $11 hash text
insert into ledger (org, seq, prev, time, actor, door, act, reason, form_number, parts, hash)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- ledger_text_add: a text that an entry names by its digest.
--   $1 org bigint   $2 digest text   $3 salt text   $4 content text
insert into ledger_text (org, digest, salt, text) values ($1, $2, $3, $4);

-- ledger_row_add: that an entry touched a row.
--   $1 org bigint   $2 noun text   $3 id bigint   $4 seq bigint
insert into ledger_row (org, noun, id, seq) values ($1, $2, $3, $4);

-- ledger_page: the entries after one and up to another.
--   $1 org bigint   $2 after bigint   $3 last bigint
--   gives seq bigint, prev text, time text, actor text, door text, act text, reason text,
--   form_number text, parts text, hash text
select seq, prev, time, actor, door, act, reason, form_number, parts, hash
  from ledger
 where org = $1 and seq > $2 and seq <= $3
 order by seq;

-- ledger_of_row: the entries that touched a row, newest first.
--   $1 org bigint   $2 noun text   $3 id bigint   $4 before bigint   $5 most bigint
--   gives seq bigint, prev text, time text, actor text, door text, act text, reason text,
--   form_number text, parts text, hash text
select l.seq, l.prev, l.time, l.actor, l.door, l.act, l.reason, l.form_number, l.parts, l.hash
  from ledger_row r
  join ledger l on l.org = r.org and l.seq = r.seq
 where r.org = $1 and r.noun = $2 and r.id = $3 and r.seq < $4
 order by r.seq desc
 limit $5;

-- ledger_before: the last entry before a moment; 0: none. By halving: times never go back.
--   $1 org bigint   $2 time text   gives seq bigint
with recursive half (low, high) as (
    select cast(0 as bigint), seq from ledger_head where org = $1
    union all
    select case when l.time < $2 then l.seq else h.low end,
           case when l.time < $2 then h.high else l.seq - 1 end
      from half h
      join ledger l on l.org = $1 and l.seq = (h.low + h.high + 1) / 2
     where h.low < h.high)
select low from half where low = high;

-- ledger_text_read: a text by its digest, unless it was erased.
--   $1 org bigint   $2 digest text   gives content text
select text from ledger_text where org = $1 and digest = $2;

-- ledger_text_drop: a text that an act erases.
--   $1 org bigint   $2 digest text
delete from ledger_text where org = $1 and digest = $2;

-- ledger_last: the last entry that is there, whatever the head says: for verify.
--   $1 org bigint   gives seq bigint
select coalesce(max(seq), 0) from ledger where org = $1;

-- ledger_texts: the texts, a page after a digest: for verify.
--   $1 org bigint   $2 after text   gives digest text, salt text, content text
select digest, salt, text from ledger_text where org = $1 and digest > $2
 order by digest
 limit 1000;

-- ledger_rows: the index of rows backwards, a page before a place: for verify.
--   $1 org bigint   $2 noun text   $3 id bigint   $4 seq bigint
--   gives id bigint, seq bigint
select id, seq from ledger_row
 where org = $1 and noun = $2 and (id, seq) < ($3, $4)
 order by id desc, seq desc
 limit 10000;

-- ledger_rows_count: how long the index of rows is: for verify.
--   $1 org bigint   gives n bigint
select count(*) from ledger_row where org = $1;

-- ledger_file: the bytes of a file, two parts after one: for verify.
--   $1 org bigint   $2 hash text   $3 after integer   gives part integer, content bytea
select part, bytes from file_part where org = $1 and hash = $2 and part > $3
 order by part
 limit 2;

-- leave_assessment: whose an assessment is; without an owner, its object's.
--   $1 org bigint   $2 id bigint   gives owner bigint, executor bigint
select coalesce(a.owner, o.owner), a.executor
  from assessment a
  join object o on o.org = a.org and o.id = a.object
 where a.org = $1 and a.id = $2;

-- leave_object: whose an object is.
--   $1 org bigint   $2 id bigint   gives owner bigint
select owner from object where org = $1 and id = $2;

-- leave_evidence: who submitted a piece of evidence.
--   $1 org bigint   $2 id bigint   gives submitter bigint
select submitter from evidence where org = $1 and id = $2;

-- leave_acts: what one person did to a row, by the ledger.
--   $1 org bigint   $2 noun text   $3 id bigint   $4 actor text   gives act text, time text
select l.act, l.time
  from ledger_row r
  join ledger l on l.org = r.org and l.seq = r.seq
 where r.org = $1 and r.noun = $2 and r.id = $3 and l.actor = $4;

-- leave_hides: is there a confidential piece of evidence that a person is not shown?
--   $1 org bigint   $2 person bigint   gives id bigint
select e.id
  from evidence e
 where e.org = $1 and e.marking = 'vertrouwelijk'
   and (e.submitter is null or e.submitter <> $2)
   and not exists (select 1 from admitted a
                    where a.org = $1 and a.noun = 'evidence' and a.record = e.id
                      and a.person = $2 and a.ended = 0)
 limit 1;

-- leave_hidden: the confidential pieces of evidence that a person is not shown, and the rows that
-- say where each is or was used and who is or was let in, in order of their numbers. The joins are
-- crossed so that SQLite begins at the pieces: without any, nothing else is read.
--   $1 org bigint   $2 person bigint   gives noun text, id bigint
with hidden (id) as (
    select e.id
      from evidence e
     where e.org = $1 and e.marking = 'vertrouwelijk'
       and (e.submitter is null or e.submitter <> $2)
       and not exists (select 1 from admitted a
                        where a.org = $1 and a.noun = 'evidence' and a.record = e.id
                          and a.person = $2 and a.ended = 0))
select 'evidence' as noun, h.id as id
  from hidden h
 union all
select 'evidence_use' as noun, u.id as id
  from hidden h
 cross join evidence_use u
 where u.org = $1 and u.evidence = h.id
 union all
select 'admitted' as noun, a.id as id
  from hidden h
 cross join admitted a
 where a.org = $1 and a.noun = 'evidence' and a.record = h.id
 order by id;

-- leave_roles: what a person holds on a day, while this account is theirs, and after which entry.
--   $1 org bigint   $2 person bigint   $3 account bigint   $4 day text
--   gives role text, head bigint
select r.role, h.seq
  from role_held r
  join person p on p.org = r.org and p.id = r.person
  join ledger_head h on h.org = r.org
 where r.org = $1 and r.person = $2 and coalesce(p.account, 0) = $3
   and (p.until is null or p.until >= $4) and r."from" <= $4 and (r.until is null or r.until >= $4);

-- leave_held_before: how many persons have held a role since before a day.
--   $1 org bigint   $2 day text   gives n bigint
select count(distinct person) from role_held where org = $1 and "from" < $2;

-- leave_admin: is somebody an administrator on a day, or later?
--   $1 org bigint   $2 person bigint   $3 day text   gives id bigint
select id
  from role_held
 where org = $1 and person = $2 and role = 'admin' and (until is null or until >= $3)
 limit 1;

-- leave_holders: how many persons hold a role on a day.
--   $1 org bigint   $2 day text   gives n bigint
select count(distinct person)
  from role_held
 where org = $1 and "from" <= $2 and (until is null or until >= $2);
