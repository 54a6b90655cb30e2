-- Every place where something lies sealed: to look whether it opens, and to close it anew.

-- seal_signing: the keys that sign heads.
--   $1 org bigint   gives id text, seal text
select cast(signing_key as text), seal from signing_secret where org = $1 order by signing_key;

-- seal_signing_put: closed anew, unless it was replaced meanwhile.
--   $1 org bigint   $2 id text   $3 seal text   $4 before text
update signing_secret set seal = $3
 where org = $1 and cast(signing_key as text) = $2 and seal = $4;

-- seal_sso_key: the keys by which a provider knows us.
--   $1 org bigint   gives id text, seal text
select id, sealed from sso_key where org = $1 order by id;

-- seal_sso_key_put: closed anew.
--   $1 org bigint   $2 id text   $3 seal text   $4 before text
update sso_key set sealed = $3 where org = $1 and id = $2 and sealed = $4;

-- seal_sso_secret: what a provider and we both know.
--   $1 org bigint   gives id text, seal text
select '1', sealed from sso_secret where org = $1;

-- seal_sso_secret_put: closed anew.
--   $1 org bigint   $2 id text   $3 seal text   $4 before text
update sso_secret set sealed = $3 where org = $1 and $2 = '1' and sealed = $4;

-- seal_sso_hint: the tokens of a provider beside sessions.
--   $1 org bigint   gives id text, seal text
select cast(account as text), sso_hint from session
 where org = $1 and substr(sso_hint, 9, 1) = '.'
 order by 1;

-- seal_sso_hint_put: closed anew.
--   $1 org bigint   $2 id text   $3 seal text   $4 before text
update session set sso_hint = $3
 where org = $1 and cast(account as text) = $2 and sso_hint = $4;

-- seal_totp: the apps for codes of who works here.
--   $1 org bigint   gives id text, seal text
select distinct cast(t.account as text), t.secret
  from totp t join person p on p.account = t.account
 where p.org = $1
 order by 1;

-- seal_totp_put: closed anew.
--   $1 org bigint   $2 id text   $3 seal text   $4 before text
update totp set secret = $3
 where cast(account as text) = $2 and secret = $4
   and exists (select 1 from person p where p.org = $1 and p.account = totp.account);
