-- token_next_id: the next free number.
--   $1 org bigint   gives id bigint
select coalesce(max(id), 0) + 1 from token where org = $1;

-- token_add: something that may sign in as a person.
--   $1 org bigint   $2 id bigint   $3 hash text   $4 person bigint   $5 name text   $6 made text
--   $7 made_by bigint   $8 until text
insert into token (org, id, hash, person, name, made, made_by, until, seen, ended)
values ($1, $2, $3, $4, $5, $6, $7, $8, '', '');

-- token_get: whose token this is. (all organisations)
--   $1 hash text
--   gives org bigint, id bigint, person bigint, account bigint, until text, seen text,
--   gives ended text, gone text
select t.org, t.id, t.person, p.account, t.until, t.seen, t.ended, p.until
  from token t
  join person p on p.org = t.org and p.id = t.person
 where t.hash = $1;

-- token_see: it was used.
--   $1 org bigint   $2 id bigint   $3 seen text
update token set seen = $3 where org = $1 and id = $2;

-- token_end: it does not work any more.
--   $1 org bigint   $2 id bigint   $3 ended text
update token set ended = $3 where org = $1 and id = $2 and ended = '';

-- token_owner: whose it is.
--   $1 org bigint   $2 id bigint   gives person bigint
select person from token where org = $1 and id = $2;

-- token_list: all of them, newest first.
--   $1 org bigint
--   gives id bigint, person bigint, name text, made text, made_by bigint, until text, seen text,
--   gives ended text
select id, person, name, made, made_by, until, seen, ended
  from token where org = $1 order by id desc;

-- api_repeated: the entry that a program's own number led to; two numbers bound it.
--   $1 org bigint   $2 from text   $3 to text   gives form_number text, seq bigint
select form_number, seq from ledger
 where org = $1 and form_number >= $2 and form_number < $3 and form_number <> '-';

-- api_made: the rows of a noun that an entry touched, lowest first.
--   $1 org bigint   $2 seq bigint   $3 noun text   gives id bigint
select id from ledger_row where org = $1 and seq = $2 and noun = $3 order by id;
