-- people_accounts: the addresses of the accounts that persons of an organisation have.
--   $1 org bigint   gives id bigint, email text
select a.id, a.email
  from person p join account a on a.id = p.account
 where p.org = $1
 order by a.id;

-- session_end_account: every session of an account. (all organisations)
--   $1 account bigint
delete from session where account = $1;
