-- Signed heads of the ledger, and the sealed keys that sign them.

-- signed_add: a head that was signed.
--   $1 org bigint   $2 seq bigint   $3 hash text   $4 time text   $5 key_number bigint
--   $6 signature text
insert into signed_head (org, seq, hash, time, key_number, signature)
values ($1, $2, $3, $4, $5, $6)
on conflict do nothing;

-- signed_list: the newest up to an entry.
--   $1 org bigint   $2 upto bigint   $3 most bigint
--   gives seq bigint, hash text, time text, key_number bigint, signature text
select seq, hash, time, key_number, signature
  from signed_head
 where org = $1 and seq <= $2
 order by seq desc
 limit $3;

-- signed_after: the oldest after an entry.
--   $1 org bigint   $2 after bigint   $3 most bigint
--   gives seq bigint, hash text, time text, key_number bigint, signature text
select seq, hash, time, key_number, signature
  from signed_head
 where org = $1 and seq > $2
 order by seq
 limit $3;

-- signed_chain: every one, oldest first, with the entry that it names; without one: empty.
--   $1 org bigint
--   gives seq bigint, hash text, time text, key_number bigint, signature text, entry_hash text,
--     entry_time text
select s.seq, s.hash, s.time, s.key_number, s.signature, coalesce(l.hash, ''),
       coalesce(l.time, '')
  from signed_head s
  left join ledger l on l.org = s.org and l.seq = s.seq
 where s.org = $1
 order by s.seq;

-- signed_apart: the newest that is not of this ledger.
--   $1 org bigint   gives seq bigint
select s.seq
  from signed_head s
 where s.org = $1
   and not exists (select 1 from ledger l
                    where l.org = s.org and l.seq = s.seq and l.hash = s.hash and l.time = s.time)
 order by s.seq desc
 limit 1;

-- signed_due: an entry, unless it or a later one was signed.
--   $1 org bigint   $2 seq bigint   gives seq bigint, hash text, time text, uuid text
select l.seq, l.hash, l.time, h.uuid
  from ledger l
  join ledger_head h on h.org = l.org
 where l.org = $1 and l.seq = $2
   and not exists (select 1 from signed_head s where s.org = $1 and s.seq >= l.seq);

-- signed_orgs: whose ledgers there are. (all organisations)
--   gives org bigint
select org from ledger_head order by org;

-- signing_secret_add: the sealed half of a key.
--   $1 org bigint   $2 signing_key bigint   $3 seal text
insert into signing_secret (org, signing_key, seal) values ($1, $2, $3);

-- signing_secret_read: the same, to sign with.
--   $1 org bigint   $2 signing_key bigint   gives seal text
select seal from signing_secret where org = $1 and signing_key = $2;
