-- dashboard_unjudged: evidence that nobody judged yet, oldest first, with one item it is used at.
--   $1 org bigint   $2 seq bigint
--   gives id bigint, title text, submitter bigint, submitted_on text, item text
select e.id, e.title, e.submitter, e.submitted_on,
       (select u.item from evidence_use_at u
         where u.org = $1 and u.evidence = e.id and u.ended = 0 and u.since <= $2 and u.upto > $2
         order by u.item limit 1)
  from evidence_at e
 where e.org = $1 and e.since <= $2 and e.upto > $2
   and e.fitness is null and e.replaced_by is null
   and exists (select 1 from evidence_use_at u
                where u.org = $1 and u.evidence = e.id and u.ended = 0
                  and u.since <= $2 and u.upto > $2)
 order by e.submitted_on, e.id;

-- figures_of: the kept figures of a norm.
--   $1 org bigint   $2 norm text   gives on_day text, kind text, n bigint
select "on", kind, n from figure where org = $1 and norm = $2 order by "on", kind;

-- figure_keep: one figure of one day.
--   $1 org bigint   $2 on_day text   $3 norm text   $4 kind text   $5 n bigint
insert into figure (org, "on", norm, kind, n) values ($1, $2, $3, $4, $5)
on conflict (org, norm, "on", kind) do update set n = excluded.n;
