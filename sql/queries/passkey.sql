-- passkey_list: those of an account, oldest first. (all organisations)
--   $1 account bigint
--   gives id bigint, credential text, handle text, rp text, name text, made text, seen text, copied text
select id, credential, handle, rp, name, made, seen, copied from passkey
 where account = $1 order by id;

-- passkey_any: has this account one? (all organisations)
--   $1 account bigint   gives n bigint
select count(*) from passkey where account = $1;

-- passkey_end: all of an account. (all organisations)
--   $1 account bigint
delete from passkey where account = $1;

-- passkey_get: the one that calls itself so. (all organisations)
--   $1 credential text
--   gives account bigint, id bigint, handle text, rp text, algorithm bigint, key text, count bigint
select account, id, handle, rp, algorithm, key, count from passkey where credential = $1;

-- passkey_next: the next free number. (all organisations)
--   gives id bigint
select coalesce(max(id), 0) + 1 from passkey;

-- passkey_add: something to sign in with. (all organisations)
--   $1 account bigint   $2 id bigint   $3 credential text   $4 handle text   $5 rp text
--   $6 algorithm bigint   $7 key text   $8 count bigint   $9 name text   $10 made text
insert into passkey (account, id, credential, handle, rp, algorithm, key, count, name, made, seen, copied)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '');

-- passkey_set_name: what its owner calls it. (all organisations)
--   $1 account bigint   $2 id bigint   $3 name text
update passkey set name = $3 where account = $1 and id = $2;

-- passkey_used: it signed; its count never goes back here. (all organisations)
--   $1 account bigint   $2 id bigint   $3 count bigint   $4 seen text
update passkey set seen = $4, count = case when count < $3 then $3 else count end
 where account = $1 and id = $2;

-- passkey_suspect: its count did not grow. (all organisations)
--   $1 account bigint   $2 id bigint   $3 copied text
update passkey set copied = $3 where account = $1 and id = $2;

-- passkey_remove: it signs no more. (all organisations)
--   $1 account bigint   $2 id bigint
delete from passkey where account = $1 and id = $2;

-- challenge_last: when something was asked last. (all organisations)
--   gives made text
select made from passkey_challenge order by made desc limit 1;

-- challenge_trim: those that are too old. (all organisations)
--   $1 made_before text
delete from passkey_challenge where made < $1;

-- challenge_spare: of those that are nobody's yet, all but the newest. (all organisations)
--   $1 keep bigint
delete from passkey_challenge
 where bound in (select bound from passkey_challenge where handle = ''
                  order by made desc, bound limit 1000000 offset $1);

-- challenge_add: what must be signed. (all organisations)
--   $1 bound text   $2 challenge text   $3 handle text   $4 made text
insert into passkey_challenge (bound, challenge, handle, made) values ($1, $2, $3, $4);

-- challenge_get: what this one was asked to sign. (all organisations)
--   $1 bound text   gives challenge text, handle text, made text
select challenge, handle, made from passkey_challenge where bound = $1;

-- challenge_end: it was answered. (all organisations)
--   $1 bound text
delete from passkey_challenge where bound = $1;
