-- people_accounts: the addresses of the accounts that persons of an organisation have.
--   $1 org bigint   gives id bigint, email text
select a.id, a.email
  from person p join account a on a.id = p.account
 where p.org = $1
 order by a.id;

-- person_holds: what somebody still has: roles from a day on, and what they own, carry out or
-- have asked that is not decided.
--   $1 org bigint   $2 person bigint   $3 day text
--   gives roles bigint, objects bigint, measures bigint, exceptions bigint
select (select count(*) from role_held
         where org = $1 and person = $2 and (until is null or until >= $3)),
       (select count(*) from object where org = $1 and owner = $2),
       (select count(*) from assessment where org = $1 and (owner = $2 or executor = $2)),
       (select count(*) from exception
         where org = $1 and submitter = $2 and state = 'aangevraagd');

-- about_account: how somebody is reached and served. (all organisations)
--   $1 org bigint   $2 person bigint   gives email text, lang text, look text, made_on text
select a.email, a.lang, a.look, a.made_on
  from person p join account a on a.id = p.account
 where p.org = $1 and p.id = $2;

-- about_sessions: where somebody is signed in.
--   $1 org bigint   $2 person bigint   gives made text, seen text, agent text
select s.made, s.seen, s.agent
  from person p join session s on s.account = p.account and s.org = p.org
 where p.org = $1 and p.id = $2
 order by s.made desc
 limit 1000;

-- about_tokens: what signs in as somebody.
--   $1 org bigint   $2 person bigint
--   gives name text, made text, until text, seen text, ended text
select name, made, until, seen, ended from token where org = $1 and person = $2
 order by id desc
 limit 1000;

-- about_passkeys: with what somebody signs in. (all organisations)
--   $1 org bigint   $2 person bigint   gives name text, made text, seen text
select k.name, k.made, k.seen
  from person p join passkey k on k.account = p.account
 where p.org = $1 and p.id = $2
 order by k.id
 limit 1000;

-- about_app: the app that makes codes for somebody, and how many codes for emergencies are
-- left. (all organisations)
--   $1 org bigint   $2 person bigint   gives made text, codes text
select t.made,
       cast((select count(*) from recovery_code r where r.account = t.account) as text)
  from person p join totp t on t.account = p.account
 where p.org = $1 and p.id = $2;

-- about_devices: when somebody signed in last from each browser that is known. (all organisations)
--   $1 org bigint   $2 person bigint   gives seen text
select d.seen
  from person p join known_device d on d.account = p.account
 where p.org = $1 and p.id = $2
 order by d.seen desc;

-- about_providers: by which providers somebody signs in, and as whom.
--   $1 org bigint   $2 person bigint   gives issuer text, subject text, made text
select s.issuer, s.subject, s.made
  from person p join sso_account s on s.account = p.account and s.org = p.org
 where p.org = $1 and p.id = $2
 order by s.issuer;

-- about_events: what happened to somebody's account. (all organisations)
--   $1 org bigint   $2 person bigint   gives time text, kind text
select e.time, e.kind
  from person p join account_event e on e.account = p.account
 where p.org = $1 and p.id = $2
 order by e.n desc
 limit 1000;

-- about_entries_count: how many entries somebody made.
--   $1 org bigint   $2 actor text   gives n bigint
select count(*) from ledger where org = $1 and actor = $2;

-- about_entries: which, newest first.
--   $1 org bigint   $2 actor text   gives seq bigint, time text, door text, act text
select seq, time, door, act from ledger where org = $1 and actor = $2 order by seq desc;

-- tidy_sessions: those that began before a moment are long over.
--   $1 org bigint   $2 before text
delete from session where org = $1 and made < $2;

-- tidy_events: what happened to accounts before a moment.
--   $1 org bigint   $2 before text
delete from account_event
 where time < $2 and account in (select account from person where org = $1);

-- tidy_tokens: those that ended, or had their last day, before a moment.
--   $1 org bigint   $2 before text
delete from token where org = $1 and (until < $2 or (ended <> '' and ended < $2));

-- token_forget: every token that has the rights of a person.
--   $1 org bigint   $2 person bigint
delete from token where org = $1 and person = $2;

-- passkey_forget: those of an account that nobody is any more. (all organisations)
--   $1 account bigint
delete from passkey where account = $1 and not exists (select 1 from person where account = $1);

-- event_forget: what happened to an account that nobody is any more. (all organisations)
--   $1 account bigint
delete from account_event
 where account = $1 and not exists (select 1 from person where account = $1);

-- sso_forget: with whom a provider says that an account that nobody is any more is theirs.
-- (all organisations)
--   $1 account bigint
delete from sso_account
 where account = $1 and not exists (select 1 from person where account = $1);

-- account_forget: nobody is this account any more. (all organisations)
--   $1 account bigint
delete from account where id = $1 and not exists (select 1 from person where account = $1);

-- session_end_account: every session of an account. (all organisations)
--   $1 account bigint
delete from session where account = $1;

-- account_event_last: the number of the newest. (all organisations)
--   $1 account bigint   gives n bigint
select coalesce(max(n), 0) from account_event where account = $1;

-- account_event_add: something happened to an account. (all organisations)
--   $1 account bigint   $2 n bigint   $3 time text   $4 kind text
insert into account_event (account, n, time, kind) values ($1, $2, $3, $4);

-- account_event_trim: the oldest go. (all organisations)
--   $1 account bigint   $2 upto bigint
delete from account_event where account = $1 and n <= $2;

-- account_event_list: newest first. (all organisations)
--   $1 account bigint   gives time text, kind text
select time, kind from account_event where account = $1 order by n desc;
