-- Statements of the command line alone; what they ask no page does.

-- cli_ledger_hash: the hash of one entry.
--   $1 org bigint   $2 seq bigint   gives hash text
select hash from ledger where org = $1 and seq = $2;

-- cli_files: how many files of evidence are kept, and how large they are together.
--   $1 org bigint   gives n bigint, bytes bigint
select count(distinct hash), coalesce(sum(length(bytes)), 0)
  from file_part
 where org = $1;

-- cli_admins: who may sign in and give roles on a day.
--   $1 org bigint   $2 day text   gives n bigint
select count(distinct p.id)
  from person p
  join role_held r on r.org = p.org and r.person = p.id
 where p.org = $1 and p.account is not null and r.role = 'admin' and r."from" <= $2
   and (r.until is null or r.until >= $2);
