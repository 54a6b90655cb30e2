-- Back-ups, and the proof that they come back.

-- care_note: the last of its kind that went well.
--   $1 org bigint   $2 kind text   $3 at text   $4 seq bigint
insert into care (org, kind, at, seq) values ($1, $2, $3, $4)
on conflict (org, kind) do update set at = excluded.at, seq = excluded.seq;

-- care_all: the last of each kind.
--   $1 org bigint   gives kind text, at text, seq bigint
select kind, at, seq from care where org = $1;

-- care_backup: when the data were last saved, for who watches the program. (all organisations)
--   gives at text
select coalesce(max(at), '') from care where kind = 'backup';
