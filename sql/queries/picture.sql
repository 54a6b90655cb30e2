-- picture_ground: the organisation, and the one object that stands for it and its one scope.
-- Each is sought by itself: a join of three views would be one of eight pairs of tables.
--   $1 org bigint   $2 seq bigint
--   gives name text, type text, hours bigint, norm text, outside_law integer,
--   gives test_months bigint, version bigint, object bigint, scope bigint
select g.name, g.type, g.hours, g.norm, g.outside_law, g.test_months, g.version,
       (select b.id
          from object_at b
         where b.org = $1 and b.kind = 'organisatie' and b.since <= $2 and b.upto > $2
         limit 1),
       (select s.id
          from isms_scope_at s
         where s.org = $1 and s.since <= $2 and s.upto > $2
         limit 1)
  from organisation_at g
 where g.org = $1 and g.since <= $2 and g.upto > $2;

-- picture_assessments: what is said of each item, without the long texts.
--   $1 org bigint   $2 object bigint   $3 seq bigint
--   gives id bigint, version bigint, item text, owner bigint, executor bigint, target text,
--   gives rhythm_months bigint, design text, design_on text, design_by bigint,
--   gives design_review text, existence text, existence_on text, existence_by bigint,
--   gives existence_review text, operation text, operation_on text, operation_by bigint,
--   gives operation_review text, suffices text, has_why integer, has_risk integer,
--   gives origin bigint, design_unconfirmed integer, existence_unconfirmed integer,
--   gives operation_unconfirmed integer
select id, version, item, owner, executor, target, rhythm_months,
       design, design_on, design_by, design_review,
       existence, existence_on, existence_by, existence_review,
       operation, operation_on, operation_by, operation_review,
       suffices, case when suffices_why is null then 0 else 1 end,
       case when risk_analysis is null then 0 else 1 end,
       origin, design_unconfirmed, existence_unconfirmed, operation_unconfirmed
  from assessment_at
 where org = $1 and object = $2 and since <= $3 and upto > $3;

-- picture_evidence: the pieces that are not replaced, without their texts.
--   $1 org bigint   $2 seq bigint
--   gives id bigint, kind text, design integer, existence integer, operation integer,
--   gives period_from text, period_to text, until text, executions bigint,
--   gives sample_size bigint, sample_complete integer, submitter bigint,
--   gives fitness text, fitness_by bigint
select id, kind, design, existence, operation, period_from, period_to, until, executions,
       sample_size,
       case when population is not null and sample_way is not null and deviations is not null
            then 1 else 0 end,
       submitter, fitness, fitness_by
  from evidence_at
 where org = $1 and since <= $2 and upto > $2 and replaced_by is null
 order by id;

-- picture_uses: which evidence is used at which item.
--   $1 org bigint   $2 object bigint   $3 seq bigint   gives evidence bigint, item text
select evidence, item
  from evidence_use_at
 where org = $1 and object = $2 and since <= $3 and upto > $3 and ended = 0
 order by evidence;

-- picture_lines: what is said to apply, without the long texts.
--   $1 org bigint   $2 scope bigint   $3 seq bigint
--   gives id bigint, version bigint, item text, applies text, ground text, decision bigint
select id, version, item, applies, ground, decision
  from applicability_at
 where org = $1 and scope = $2 and since <= $3 and upto > $3;

-- picture_persons: everybody's name.
--   $1 org bigint   $2 seq bigint   gives id bigint, name text, job_title text, until text
select id, name, job_title, until
  from person_at
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- picture_pieces: the pieces that are used at one item, by their titles.
--   $1 org bigint   $2 object bigint   $3 item text   $4 seq bigint
--   gives id bigint, title text
select e.id, e.title
  from evidence_use_at u
  join evidence_at e on e.org = $1 and e.id = u.evidence and e.since <= $4 and e.upto > $4
 where u.org = $1 and u.object = $2 and u.item = $3 and u.since <= $4 and u.upto > $4
   and u.ended = 0 and e.replaced_by is null
 order by e.id;
