-- account_by_email: who signs in with this address. (all organisations)
--   $1 email text
--   gives id bigint, password text, lang text, must_renew integer
select id, password, lang, must_renew from account where email = $1;

-- account_by_id: the account. (all organisations)
--   $1 id bigint
--   gives email text, password text
select email, password from account where id = $1;

-- account_next: the next free number. (all organisations)
--   gives id bigint
select coalesce(max(id), 0) + 1 from account;

-- account_add: somebody who may sign in. (all organisations)
--   $1 id bigint   $2 email text   $3 password text   $4 lang text   $5 must_renew integer   $6 made_on text
insert into account (id, email, password, lang, must_renew, made_on)
values ($1, $2, $3, $4, $5, $6);

-- attempt_get: how often this was wrong. (all organisations)
--   $1 key text
--   gives failures bigint, wait_until text, ends text
select failures, wait_until, ends from attempt where key = $1;

-- attempt_set: the same, from now on. (all organisations)
--   $1 key text   $2 failures bigint   $3 wait_until text   $4 ends text
insert into attempt (key, failures, wait_until, ends)
values ($1, $2, $3, $4)
on conflict (key) do update set failures = excluded.failures, wait_until = excluded.wait_until,
                                ends = excluded.ends;

-- attempt_forget: it was right. (all organisations)
--   $1 key text
delete from attempt where key = $1;

-- attempt_tidy: those that count no more, and all but so many that end last. (all organisations)
--   $1 now text   $2 keep bigint
delete from attempt
 where ends <= $1
    or ends < (select ends from attempt order by ends desc limit 1 offset $2);

-- device_known: did this account sign in from it since? (all organisations)
--   $1 token text   $2 account bigint   $3 since text   gives one integer
select 1 from known_device where token = $1 and account = $2 and seen >= $3;

-- device_any: is it one that was made here? (all organisations)
--   $1 token text   gives one integer
select 1 from known_device where token = $1 limit 1;

-- device_add: the account signed in from it. (all organisations)
--   $1 token text   $2 account bigint   $3 seen text
insert into known_device (token, account, seen)
values ($1, $2, $3)
on conflict (token, account) do update set seen = excluded.seen;

-- device_trim: what is over, and of an account all but the newest. (all organisations)
--   $1 account bigint   $2 seen_before text   $3 keep bigint
delete from known_device
 where seen < $2
    or (account = $1 and token in (select token from known_device where account = $1
                                    order by seen desc, token limit 1000 offset $3));

-- device_forget: all of an account. (all organisations)
--   $1 account bigint
delete from known_device where account = $1;

-- device_forget_others: of an account, save one. (all organisations)
--   $1 account bigint   $2 token text
delete from known_device where account = $1 and token <> $2;

-- account_set_password: a new one. (all organisations)
--   $1 id bigint   $2 password text   $3 must_renew integer
update account set password = $2, must_renew = $3 where id = $1;

-- account_set_lang: the language its owner chose. (all organisations)
--   $1 id bigint   $2 lang text
update account set lang = $2 where id = $1;

-- account_mine: what somebody is shown of their own account. (all organisations)
--   $1 id bigint   gives email text, lang text, look text
select email, lang, look from account where id = $1;

-- account_set_look: light, dark, or as the computer says. (all organisations)
--   $1 id bigint   $2 look text
update account set look = $2 where id = $1;

-- account_person: the person that an account is, in its one organisation. (all organisations)
--   $1 account bigint   gives org bigint, id bigint, name text, until text
select org, id, name, until from person where account = $1 order by org limit 1;

-- session_add: somebody signed in. (all organisations)
--   $1 token text   $2 account bigint   $3 org bigint   $4 form text   $5 made text   $6 agent text
--   $7 factor integer
insert into session (token, account, org, form, made, seen, agent, proved, factor)
values ($1, $2, $3, $4, $5, $5, $6, $5, $7);

-- session_get: whose session, and who that is. (all organisations)
--   $1 token text
--   gives account bigint, org bigint, form text, made text, seen text, lang text,
--   gives must_renew integer, person bigint, name text, until text, look text, proved text,
--   gives by_provider integer, has_factor integer, factor integer
select s.account, s.org, s.form, s.made, s.seen, a.lang, a.must_renew, p.id, p.name, p.until, a.look,
       s.proved, case when s.sso_issuer <> '' then 1 else 0 end,
       case when exists (select 1 from totp t where t.account = s.account and t.confirmed = 1)
              or exists (select 1 from passkey k where k.account = s.account) then 1 else 0 end,
       s.factor
  from session s
  join account a on a.id = s.account
  join person p on p.org = s.org and p.account = s.account
 where s.token = $1;

-- session_see: it was used. (all organisations)
--   $1 token text   $2 seen text
update session set seen = $2 where token = $1;

-- session_prove: it showed whose it is, and goes on under another token. (all organisations)
--   $1 token text   $2 fresh text   $3 proved text   $4 factor integer
update session set token = $2, proved = $3, factor = $4 where token = $1;

-- session_list: those of an account, last seen first. (all organisations)
--   $1 account bigint   gives token text, made text, seen text, agent text
select token, made, seen, agent from session where account = $1 order by seen desc, token;

-- session_end_one: of an account, by the first 16 digits of its token. (all organisations)
--   $1 account bigint   $2 id text
delete from session where account = $1 and substr(token, 1, 16) = $2;

-- session_end: signed out. (all organisations)
--   $1 token text
delete from session where token = $1;

-- session_end_others: of an account, save one. (all organisations)
--   $1 account bigint   $2 token text
delete from session where account = $1 and token <> $2;

-- session_trim: those that are over, and of one account all but the newest few. (all organisations)
--   $1 account bigint   $2 made_before text   $3 keep bigint
delete from session
 where made < $2
    or token in (select token from session where account = $1 order by made desc, token
                 limit 1000 offset $3);

-- org_only: the organisations, two at most. (all organisations)
--   gives org bigint
select org from ledger_head order by org limit 2;

-- link_add: somebody may set a new password with it. (all organisations)
--   $1 account bigint   $2 hash text   $3 made text
insert into password_link (account, hash, made) values ($1, $2, $3);

-- link_get: whose it is. (all organisations)
--   $1 hash text   gives account bigint, made text
select account, made from password_link where hash = $1;

-- link_use: it has been used. (all organisations)
--   $1 hash text
delete from password_link where hash = $1;

-- link_end: that of an account. (all organisations)
--   $1 account bigint
delete from password_link where account = $1;

-- link_forget: that of an account that nobody is any more. (all organisations)
--   $1 account bigint
delete from password_link where account = $1 and not exists (select 1 from person where account = $1);

-- sign_steps_end: half-way sign-ins of an account. (all organisations)
--   $1 account bigint
delete from sign_step where account = $1;

-- tokens_end_of: those of a person that still work.
--   $1 org bigint   $2 person bigint   $3 ended text
update token set ended = $3 where org = $1 and person = $2 and ended = '';
