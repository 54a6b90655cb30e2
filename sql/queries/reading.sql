-- Who read what is confidential.

-- reading_due: is a piece of evidence confidential, and this reading not noted since?
--   $1 org bigint   $2 record bigint   $3 person bigint   $4 door text   $5 what text
--   $6 since text   gives due bigint
select count(*)
  from evidence as e
 where e.org = $1 and e.id = $2 and e.marking = 'vertrouwelijk'
   and not exists (select 1 from reading as r
                    where r.org = $1 and r.noun = 'evidence' and r.record = $2
                      and r.person = $3 and r.door = $4 and r.what = $5 and r.at > $6);

-- reading_add: somebody read a record.
--   $1 org bigint   $2 noun text   $3 record bigint   $4 person bigint   $5 at text
--   $6 door text   $7 what text
insert into reading (org, noun, record, person, at, door, what)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (org, noun, record, at, person, door, what) do nothing;

-- reading_list: of a piece of evidence that is confidential: newest first.
--   $1 org bigint   $2 record bigint   $3 most bigint
--   gives person bigint, at text, door text, what text
select r.person, r.at, r.door, r.what
  from reading as r
 where r.org = $1 and r.noun = 'evidence' and r.record = $2
   and exists (select 1 from evidence as e
                where e.org = $1 and e.id = $2 and e.marking = 'vertrouwelijk')
 order by r.at desc, r.person
 limit $3;

-- about_readings: which confidential records somebody read.
--   $1 org bigint   $2 person bigint
--   gives at text, noun text, record text, door text, what text
select at, noun, cast(record as text), door, what
  from reading
 where org = $1 and person = $2
 order by at desc
 limit 1000;

-- tidy_readings: what is past its term.
--   $1 org bigint   $2 before text
delete from reading where org = $1 and at < $2;
