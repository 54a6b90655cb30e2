-- sso_providers: by which providers may be signed in here. (all organisations)
--   gives org bigint, name text
select org, name from provider where ended = 0 and stage is null order by org;

-- sso_addresses: where every provider lies that was ever let count, also when nobody signs in by
-- it now. (all organisations)
--   gives issuer text, hosts text
select issuer, coalesce(hosts, '') as hosts from provider where stage is null
 order by org, id;

-- sso_key_add: a key of ours.
--   $1 org bigint   $2 id text   $3 sealed text   $4 open text   $5 made text
insert into sso_key (org, id, sealed, open, made, ended) values ($1, $2, $3, $4, $5, '');

-- sso_key_end: all those of before.
--   $1 org bigint   $2 id text   $3 ended text
update sso_key set ended = $3 where org = $1 and id <> $2 and ended = '';

-- sso_key_now: the one in use.
--   $1 org bigint   gives id text, sealed text, open text, made text
select id, sealed, open, made from sso_key where org = $1 and ended = '' order by made desc limit 1;

-- sso_key_open: those that the provider may know, also of a day ago.
--   $1 org bigint   $2 since text   gives open text
select open from sso_key where org = $1 and (ended = '' or ended > $2) order by made desc, id;

-- sso_secret_put: what both know.
--   $1 org bigint   $2 sealed text   $3 made text
insert into sso_secret (org, sealed, made) values ($1, $2, $3)
on conflict (org) do update set sealed = excluded.sealed, made = excluded.made;

-- sso_secret_end: it goes.
--   $1 org bigint
delete from sso_secret where org = $1;

-- sso_secret_get: the same.
--   $1 org bigint   gives sealed text, made text
select sealed, made from sso_secret where org = $1;

-- sso_document_put: what a provider said of itself, or its keys.
--   $1 org bigint   $2 kind text   $3 address text   $4 body text   $5 fetched text
insert into sso_document (org, kind, address, body, fetched) values ($1, $2, $3, $4, $5)
on conflict (org, kind) do update
   set address = excluded.address, body = excluded.body, fetched = excluded.fetched;

-- sso_document_get: the same.
--   $1 org bigint   $2 kind text   gives address text, body text, fetched text
select address, body, fetched from sso_document where org = $1 and kind = $2;

-- sso_attempt_add: somebody went to the provider.
--   $1 org bigint   $2 state text   $3 browser text   $4 nonce text   $5 verifier text   $6 back text
--   $7 account bigint   $8 made text   $9 aim text
insert into sso_attempt (org, state, browser, nonce, verifier, back, account, made, aim)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- sso_attempt_get: who came back. (all organisations)
--   $1 state text
--   gives org bigint, browser text, nonce text, verifier text, back text, account bigint, made text, aim text
select org, browser, nonce, verifier, back, account, made, aim from sso_attempt where state = $1;

-- sso_attempt_end: it serves once. (all organisations)
--   $1 state text
delete from sso_attempt where state = $1;

-- sso_attempt_last: when somebody went last. (all organisations)
--   gives made text
select made from sso_attempt order by made desc limit 1;

-- sso_attempt_trim: those that came too late. (all organisations)
--   $1 made_before text
delete from sso_attempt where made < $1;

-- sso_attempt_spare: of those that are nobody's yet, all but the newest. (all organisations)
--   $1 keep bigint
delete from sso_attempt
 where state in (select state from sso_attempt where account = 0
                  order by made desc, state limit 1000000 offset $1);

-- sso_account_get: whose subject this is.
--   $1 org bigint   $2 issuer text   $3 subject text   gives account bigint
select account from sso_account where org = $1 and issuer = $2 and subject = $3;

-- sso_account_of: the subject of an account.
--   $1 org bigint   $2 issuer text   $3 account bigint   gives subject text, made text
select subject, made from sso_account where org = $1 and issuer = $2 and account = $3;

-- sso_account_add: from now on they are the same.
--   $1 org bigint   $2 issuer text   $3 subject text   $4 account bigint   $5 made text
insert into sso_account (org, issuer, subject, account, made) values ($1, $2, $3, $4, $5);

-- sso_came: how many sessions came by a provider, of an account that is linked to it.
--   $1 org bigint   $2 issuer text   gives n bigint
select count(*)
  from sso_account l
  join session s on s.org = l.org and s.account = l.account
                and s.sso_issuer = l.issuer and s.sso_subject = l.subject
 where l.org = $1 and l.issuer = $2;

-- sso_account_end: no more.
--   $1 org bigint   $2 account bigint
delete from sso_account where org = $1 and account = $2;

-- sso_accounts: every account that came by a provider.
--   $1 org bigint   gives issuer text, subject text, account bigint, made text
select issuer, subject, account, made from sso_account where org = $1 order by account, issuer;

-- sso_session_mark: it came by a provider, where that person signed in then. (all organisations)
--   $1 token text   $2 issuer text   $3 subject text   $4 sid text   $5 hint text   $6 proved text
update session
   set sso_issuer = $2, sso_subject = $3, sso_sid = $4, sso_hint = $5, proved = $6
 where token = $1;

-- sso_session_get: how a session came. (all organisations)
--   $1 token text   gives org bigint, issuer text, hint text, account bigint
select org, sso_issuer as issuer, sso_hint as hint, account from session where token = $1;

-- sso_leave: signed out at the provider: that session, or all of the subject. A session of
-- which the provider gave no name ends with its subject.
--   $1 org bigint   $2 issuer text   $3 subject text   $4 sid text
delete from session
 where org = $1 and sso_issuer = $2
   and ((sso_subject = $3 and ($4 = '' or sso_sid = $4 or sso_sid = ''))
        or ($3 = '' and $4 <> '' and sso_sid = $4));

-- sso_notice_get: was this notice heard?
--   $1 org bigint   $2 id text   gives made text
select made from sso_notice where org = $1 and id = $2;

-- sso_notice_add: heard.
--   $1 org bigint   $2 id text   $3 made text
insert into sso_notice (org, id, made) values ($1, $2, $3);

-- sso_notice_trim: those that no token repeats any more.
--   $1 org bigint   $2 before text
delete from sso_notice where org = $1 and made < $2;

-- sso_author: who made this version of the provider.
--   $1 org bigint   $2 seq bigint   gives actor text
select actor from ledger where org = $1 and seq = $2;
