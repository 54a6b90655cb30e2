-- totp_get: the app of an account. (all organisations)
--   $1 account bigint
--   gives secret text, confirmed integer, last bigint, made text
select secret, confirmed, last, made from totp where account = $1;

-- totp_add: a new one, not confirmed yet. (all organisations)
--   $1 account bigint   $2 secret text   $3 made text
insert into totp (account, secret, confirmed, last, made) values ($1, $2, 0, 0, $3);

-- totp_used: a code of this step was right. (all organisations)
--   $1 account bigint   $2 step bigint
update totp set confirmed = 1, last = $2 where account = $1 and last < $2;

-- totp_end: it is gone. (all organisations)
--   $1 account bigint
delete from totp where account = $1;

-- totp_accounts: of an organisation, who have one that counts.
--   $1 org bigint   gives account bigint
select t.account from totp t join person p on p.account = t.account
 where p.org = $1 and t.confirmed = 1
 order by t.account;

-- recovery_add: one of the codes. (all organisations)
--   $1 hash text   $2 account bigint
insert into recovery_code (hash, account) values ($1, $2);

-- recovery_use: it counts once. (all organisations)
--   $1 hash text   $2 account bigint
delete from recovery_code where hash = $1 and account = $2;

-- recovery_end: all of an account. (all organisations)
--   $1 account bigint
delete from recovery_code where account = $1;

-- recovery_count: how many there still are. (all organisations)
--   $1 account bigint   gives n bigint
select count(*) from recovery_code where account = $1;

-- sign_step_add: the password was right, the code is still to come. (all organisations)
--   $1 token text   $2 account bigint   $3 made text
insert into sign_step (token, account, made) values ($1, $2, $3);

-- sign_step_trim: those that are over, and older ones of this account. (all organisations)
--   $1 account bigint   $2 made_before text
delete from sign_step where account = $1 or made < $2;

-- sign_step_get: whose it is. (all organisations)
--   $1 token text   gives account bigint, made text
select account, made from sign_step where token = $1;

-- sign_step_end: it has been used. (all organisations)
--   $1 token text
delete from sign_step where token = $1;

-- totp_forget: those of an account that nobody is any more. (all organisations)
--   $1 account bigint
delete from totp where account = $1 and not exists (select 1 from person where account = $1);

-- recovery_forget: those of an account that nobody is any more. (all organisations)
--   $1 account bigint
delete from recovery_code where account = $1 and not exists (select 1 from person where account = $1);

-- sign_step_forget: those of an account that nobody is any more. (all organisations)
--   $1 account bigint
delete from sign_step where account = $1 and not exists (select 1 from person where account = $1);
