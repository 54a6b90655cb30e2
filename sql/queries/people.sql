-- people_accounts: the addresses of the accounts that persons of an organisation have.
--   $1 org bigint   gives id bigint, email text
select a.id, a.email
  from person p join account a on a.id = p.account
 where p.org = $1
 order by a.id;

-- people_roles_since: how many persons have held a role since before a day.
--   $1 org bigint   $2 day text   gives n bigint
select count(distinct person) from role_held where org = $1 and "from" < $2;

-- session_end_account: every session of an account. (all organisations)
--   $1 account bigint
delete from session where account = $1;
