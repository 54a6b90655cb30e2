-- The plain statements of every noun. Written by tools/noun.c from the
-- descriptions in src/model; ./check bless renews it.

-- organisation_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, name text, type text, hours bigint,
--   norm text, outside_law integer, test_months bigint, sign_policy text, keep_events bigint,
--   keep_tokens bigint, keep_readings bigint, keep_evidence bigint
select id, version, since, "name", "type", "hours", "norm", "outside_law", "test_months",
      "sign_policy", "keep_events", "keep_tokens", "keep_readings", "keep_evidence"
  from "organisation_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- organisation_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, name text, type text, hours bigint,
--   norm text, outside_law integer, test_months bigint, sign_policy text, keep_events bigint,
--   keep_tokens bigint, keep_readings bigint, keep_evidence bigint
select id, version, since, "name", "type", "hours", "norm", "outside_law", "test_months",
      "sign_policy", "keep_events", "keep_tokens", "keep_readings", "keep_evidence"
  from "organisation_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- organisation_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 name text $6 type text
--   $7 hours bigint $8 norm text $9 outside_law integer $10 test_months bigint
--   $11 sign_policy text $12 keep_events bigint $13 keep_tokens bigint $14 keep_readings bigint
--   $15 keep_evidence bigint
insert into "organisation"
      (org, id, version, since, "name", "type", "hours", "norm", "outside_law", "test_months",
      "sign_policy", "keep_events", "keep_tokens", "keep_readings", "keep_evidence")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- organisation_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "organisation_past"
      (org, id, version, since, "name", "type", "hours", "norm", "outside_law", "test_months",
      "sign_policy", "keep_events", "keep_tokens", "keep_readings", "keep_evidence", upto)
select org, id, version, since, "name", "type", "hours", "norm", "outside_law", "test_months",
      "sign_policy", "keep_events", "keep_tokens", "keep_readings", "keep_evidence", $3
  from "organisation"
 where org = $1 and id = $2;

-- organisation_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 name text
--   $7 type text $8 hours bigint $9 norm text $10 outside_law integer $11 test_months bigint
--   $12 sign_policy text $13 keep_events bigint $14 keep_tokens bigint $15 keep_readings bigint
--   $16 keep_evidence bigint
update "organisation"
   set version = $4, since = $5, "name" = $6, "type" = $7, "hours" = $8, "norm" = $9,
      "outside_law" = $10, "test_months" = $11, "sign_policy" = $12, "keep_events" = $13,
      "keep_tokens" = $14, "keep_readings" = $15, "keep_evidence" = $16
 where org = $1 and id = $2 and version = $3;

-- organisation_blank: empties the text $5 in the versions of $3 up to before $4.
--   $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text
update "organisation_past"
   set "name" = case when $5 = 'name' then '' else "name" end
 where org = $1 and id = $2 and since >= $3 and since < $4;

-- organisation_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, name text, type text, hours bigint,
--   norm text, outside_law integer, test_months bigint, sign_policy text, keep_events bigint,
--   keep_tokens bigint, keep_readings bigint, keep_evidence bigint
select id, version, since, "name", "type", "hours", "norm", "outside_law", "test_months",
      "sign_policy", "keep_events", "keep_tokens", "keep_readings", "keep_evidence"
  from "organisation"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- organisation_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, name text, type text, hours bigint,
--   norm text, outside_law integer, test_months bigint, sign_policy text, keep_events bigint,
--   keep_tokens bigint, keep_readings bigint, keep_evidence bigint, upto bigint
select id, version, since, "name", "type", "hours", "norm", "outside_law", "test_months",
      "sign_policy", "keep_events", "keep_tokens", "keep_readings", "keep_evidence", upto
  from "organisation_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- person_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, name text, job_title text, account bigint,
--   until text, interventions bigint
select id, version, since, "name", "job_title", "account", "until", "interventions"
  from "person_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- person_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, name text, job_title text, account bigint,
--   until text, interventions bigint
select id, version, since, "name", "job_title", "account", "until", "interventions"
  from "person_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- person_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 name text $6 job_title text
--   $7 account bigint $8 until text $9 interventions bigint
insert into "person"
      (org, id, version, since, "name", "job_title", "account", "until", "interventions")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- person_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "person_past"
      (org, id, version, since, "name", "job_title", "account", "until", "interventions", upto)
select org, id, version, since, "name", "job_title", "account", "until", "interventions", $3
  from "person"
 where org = $1 and id = $2;

-- person_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 name text
--   $7 job_title text $8 account bigint $9 until text $10 interventions bigint
update "person"
   set version = $4, since = $5, "name" = $6, "job_title" = $7, "account" = $8, "until" = $9,
      "interventions" = $10
 where org = $1 and id = $2 and version = $3;

-- person_blank: empties the text $5 in the versions of $3 up to before $4.
--   $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text
update "person_past"
   set "name" = case when $5 = 'name' then '' else "name" end,
       "job_title" = case when $5 = 'job_title' then '' else "job_title" end
 where org = $1 and id = $2 and since >= $3 and since < $4;

-- person_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, name text, job_title text, account bigint,
--   until text, interventions bigint
select id, version, since, "name", "job_title", "account", "until", "interventions"
  from "person"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- person_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, name text, job_title text, account bigint,
--   until text, interventions bigint, upto bigint
select id, version, since, "name", "job_title", "account", "until", "interventions", upto
  from "person_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- role_held_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, person bigint, role text, from text,
--   until text
select id, version, since, "person", "role", "from", "until"
  from "role_held_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- role_held_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, person bigint, role text, from text,
--   until text
select id, version, since, "person", "role", "from", "until"
  from "role_held_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- role_held_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 person bigint $6 role text
--   $7 from text $8 until text
insert into "role_held"
      (org, id, version, since, "person", "role", "from", "until")
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- role_held_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "role_held_past"
      (org, id, version, since, "person", "role", "from", "until", upto)
select org, id, version, since, "person", "role", "from", "until", $3
  from "role_held"
 where org = $1 and id = $2;

-- role_held_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 person bigint
--   $7 role text $8 from text $9 until text
update "role_held"
   set version = $4, since = $5, "person" = $6, "role" = $7, "from" = $8, "until" = $9
 where org = $1 and id = $2 and version = $3;

-- role_held_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, person bigint, role text, from text,
--   until text
select id, version, since, "person", "role", "from", "until"
  from "role_held"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- role_held_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, person bigint, role text, from text,
--   until text, upto bigint
select id, version, since, "person", "role", "from", "until", upto
  from "role_held_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- object_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, name text, kind text, owner bigint,
--   description text, availability text, integrity text, confidentiality text
select id, version, since, "name", "kind", "owner", "description", "availability", "integrity",
      "confidentiality"
  from "object_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- object_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, name text, kind text, owner bigint,
--   description text, availability text, integrity text, confidentiality text
select id, version, since, "name", "kind", "owner", "description", "availability", "integrity",
      "confidentiality"
  from "object_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- object_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 name text $6 kind text
--   $7 owner bigint $8 description text $9 availability text $10 integrity text
--   $11 confidentiality text
insert into "object"
      (org, id, version, since, "name", "kind", "owner", "description", "availability",
      "integrity", "confidentiality")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- object_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "object_past"
      (org, id, version, since, "name", "kind", "owner", "description", "availability",
      "integrity", "confidentiality", upto)
select org, id, version, since, "name", "kind", "owner", "description", "availability",
      "integrity", "confidentiality", $3
  from "object"
 where org = $1 and id = $2;

-- object_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 name text
--   $7 kind text $8 owner bigint $9 description text $10 availability text $11 integrity text
--   $12 confidentiality text
update "object"
   set version = $4, since = $5, "name" = $6, "kind" = $7, "owner" = $8, "description" = $9,
      "availability" = $10, "integrity" = $11, "confidentiality" = $12
 where org = $1 and id = $2 and version = $3;

-- object_blank: empties the text $5 in the versions of $3 up to before $4.
--   $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text
update "object_past"
   set "name" = case when $5 = 'name' then '' else "name" end,
       "description" = case when $5 = 'description' then '' else "description" end
 where org = $1 and id = $2 and since >= $3 and since < $4;

-- object_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, name text, kind text, owner bigint,
--   description text, availability text, integrity text, confidentiality text
select id, version, since, "name", "kind", "owner", "description", "availability", "integrity",
      "confidentiality"
  from "object"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- object_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, name text, kind text, owner bigint,
--   description text, availability text, integrity text, confidentiality text, upto bigint
select id, version, since, "name", "kind", "owner", "description", "availability", "integrity",
      "confidentiality", upto
  from "object_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- isms_scope_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, name text, description text
select id, version, since, "name", "description"
  from "isms_scope_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- isms_scope_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, name text, description text
select id, version, since, "name", "description"
  from "isms_scope_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- isms_scope_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 name text
--   $6 description text
insert into "isms_scope"
      (org, id, version, since, "name", "description")
values ($1, $2, $3, $4, $5, $6);

-- isms_scope_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "isms_scope_past"
      (org, id, version, since, "name", "description", upto)
select org, id, version, since, "name", "description", $3
  from "isms_scope"
 where org = $1 and id = $2;

-- isms_scope_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 name text
--   $7 description text
update "isms_scope"
   set version = $4, since = $5, "name" = $6, "description" = $7
 where org = $1 and id = $2 and version = $3;

-- isms_scope_blank: empties the text $5 in the versions of $3 up to before $4.
--   $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text
update "isms_scope_past"
   set "name" = case when $5 = 'name' then '' else "name" end,
       "description" = case when $5 = 'description' then '' else "description" end
 where org = $1 and id = $2 and since >= $3 and since < $4;

-- isms_scope_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, name text, description text
select id, version, since, "name", "description"
  from "isms_scope"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- isms_scope_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, name text, description text, upto bigint
select id, version, since, "name", "description", upto
  from "isms_scope_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- decision_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, body text, on text, number text,
--   subject text, document text, mandate text, frozen text, registered_by bigint
select id, version, since, "body", "on", "number", "subject", "document", "mandate", "frozen",
      "registered_by"
  from "decision_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- decision_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, body text, on text, number text,
--   subject text, document text, mandate text, frozen text, registered_by bigint
select id, version, since, "body", "on", "number", "subject", "document", "mandate", "frozen",
      "registered_by"
  from "decision_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- decision_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 body text $6 on text
--   $7 number text $8 subject text $9 document text $10 mandate text $11 frozen text
--   $12 registered_by bigint
insert into "decision"
      (org, id, version, since, "body", "on", "number", "subject", "document", "mandate",
      "frozen", "registered_by")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- decision_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "decision_past"
      (org, id, version, since, "body", "on", "number", "subject", "document", "mandate",
      "frozen", "registered_by", upto)
select org, id, version, since, "body", "on", "number", "subject", "document", "mandate",
      "frozen", "registered_by", $3
  from "decision"
 where org = $1 and id = $2;

-- decision_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 body text
--   $7 on text $8 number text $9 subject text $10 document text $11 mandate text
--   $12 frozen text $13 registered_by bigint
update "decision"
   set version = $4, since = $5, "body" = $6, "on" = $7, "number" = $8, "subject" = $9,
      "document" = $10, "mandate" = $11, "frozen" = $12, "registered_by" = $13
 where org = $1 and id = $2 and version = $3;

-- decision_blank: empties the text $5 in the versions of $3 up to before $4.
--   $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text
update "decision_past"
   set "number" = case when $5 = 'number' then '' else "number" end,
       "subject" = case when $5 = 'subject' then '' else "subject" end,
       "document" = case when $5 = 'document' then '' else "document" end,
       "mandate" = case when $5 = 'mandate' then '' else "mandate" end
 where org = $1 and id = $2 and since >= $3 and since < $4;

-- decision_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, body text, on text, number text,
--   subject text, document text, mandate text, frozen text, registered_by bigint
select id, version, since, "body", "on", "number", "subject", "document", "mandate", "frozen",
      "registered_by"
  from "decision"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- decision_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, body text, on text, number text,
--   subject text, document text, mandate text, frozen text, registered_by bigint, upto bigint
select id, version, since, "body", "on", "number", "subject", "document", "mandate", "frozen",
      "registered_by", upto
  from "decision_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- assessment_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, object bigint, item text, owner bigint,
--   executor bigint, target text, rhythm_months bigint, design text, design_on text,
--   design_by bigint, design_note text, design_review text, existence text, existence_on text,
--   existence_by bigint, existence_note text, existence_review text, operation text,
--   operation_on text, operation_by bigint, operation_note text, operation_review text,
--   note text, suffices text, suffices_why text, risk_analysis text, origin bigint,
--   design_unconfirmed integer, existence_unconfirmed integer, operation_unconfirmed integer
select id, version, since, "object", "item", "owner", "executor", "target", "rhythm_months",
      "design", "design_on", "design_by", "design_note", "design_review", "existence",
      "existence_on", "existence_by", "existence_note", "existence_review", "operation",
      "operation_on", "operation_by", "operation_note", "operation_review", "note", "suffices",
      "suffices_why", "risk_analysis", "origin", "design_unconfirmed", "existence_unconfirmed",
      "operation_unconfirmed"
  from "assessment_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- assessment_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, object bigint, item text, owner bigint,
--   executor bigint, target text, rhythm_months bigint, design text, design_on text,
--   design_by bigint, design_note text, design_review text, existence text, existence_on text,
--   existence_by bigint, existence_note text, existence_review text, operation text,
--   operation_on text, operation_by bigint, operation_note text, operation_review text,
--   note text, suffices text, suffices_why text, risk_analysis text, origin bigint,
--   design_unconfirmed integer, existence_unconfirmed integer, operation_unconfirmed integer
select id, version, since, "object", "item", "owner", "executor", "target", "rhythm_months",
      "design", "design_on", "design_by", "design_note", "design_review", "existence",
      "existence_on", "existence_by", "existence_note", "existence_review", "operation",
      "operation_on", "operation_by", "operation_note", "operation_review", "note", "suffices",
      "suffices_why", "risk_analysis", "origin", "design_unconfirmed", "existence_unconfirmed",
      "operation_unconfirmed"
  from "assessment_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- assessment_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 object bigint $6 item text
--   $7 owner bigint $8 executor bigint $9 target text $10 rhythm_months bigint $11 design text
--   $12 design_on text $13 design_by bigint $14 design_note text $15 design_review text
--   $16 existence text $17 existence_on text $18 existence_by bigint $19 existence_note text
--   $20 existence_review text $21 operation text $22 operation_on text $23 operation_by bigint
--   $24 operation_note text $25 operation_review text $26 note text $27 suffices text
--   $28 suffices_why text $29 risk_analysis text $30 origin bigint
--   $31 design_unconfirmed integer $32 existence_unconfirmed integer
--   $33 operation_unconfirmed integer
insert into "assessment"
      (org, id, version, since, "object", "item", "owner", "executor", "target",
      "rhythm_months", "design", "design_on", "design_by", "design_note", "design_review",
      "existence", "existence_on", "existence_by", "existence_note", "existence_review",
      "operation", "operation_on", "operation_by", "operation_note", "operation_review", "note",
      "suffices", "suffices_why", "risk_analysis", "origin", "design_unconfirmed",
      "existence_unconfirmed", "operation_unconfirmed")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33);

-- assessment_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "assessment_past"
      (org, id, version, since, "object", "item", "owner", "executor", "target",
      "rhythm_months", "design", "design_on", "design_by", "design_note", "design_review",
      "existence", "existence_on", "existence_by", "existence_note", "existence_review",
      "operation", "operation_on", "operation_by", "operation_note", "operation_review", "note",
      "suffices", "suffices_why", "risk_analysis", "origin", "design_unconfirmed",
      "existence_unconfirmed", "operation_unconfirmed", upto)
select org, id, version, since, "object", "item", "owner", "executor", "target",
      "rhythm_months", "design", "design_on", "design_by", "design_note", "design_review",
      "existence", "existence_on", "existence_by", "existence_note", "existence_review",
      "operation", "operation_on", "operation_by", "operation_note", "operation_review", "note",
      "suffices", "suffices_why", "risk_analysis", "origin", "design_unconfirmed",
      "existence_unconfirmed", "operation_unconfirmed", $3
  from "assessment"
 where org = $1 and id = $2;

-- assessment_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 object bigint
--   $7 item text $8 owner bigint $9 executor bigint $10 target text $11 rhythm_months bigint
--   $12 design text $13 design_on text $14 design_by bigint $15 design_note text
--   $16 design_review text $17 existence text $18 existence_on text $19 existence_by bigint
--   $20 existence_note text $21 existence_review text $22 operation text $23 operation_on text
--   $24 operation_by bigint $25 operation_note text $26 operation_review text $27 note text
--   $28 suffices text $29 suffices_why text $30 risk_analysis text $31 origin bigint
--   $32 design_unconfirmed integer $33 existence_unconfirmed integer
--   $34 operation_unconfirmed integer
update "assessment"
   set version = $4, since = $5, "object" = $6, "item" = $7, "owner" = $8, "executor" = $9,
      "target" = $10, "rhythm_months" = $11, "design" = $12, "design_on" = $13,
      "design_by" = $14, "design_note" = $15, "design_review" = $16, "existence" = $17,
      "existence_on" = $18, "existence_by" = $19, "existence_note" = $20,
      "existence_review" = $21, "operation" = $22, "operation_on" = $23, "operation_by" = $24,
      "operation_note" = $25, "operation_review" = $26, "note" = $27, "suffices" = $28,
      "suffices_why" = $29, "risk_analysis" = $30, "origin" = $31, "design_unconfirmed" = $32,
      "existence_unconfirmed" = $33, "operation_unconfirmed" = $34
 where org = $1 and id = $2 and version = $3;

-- assessment_blank: empties the text $5 in the versions of $3 up to before $4.
--   $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text
update "assessment_past"
   set "design_note" = case when $5 = 'design_note' then '' else "design_note" end,
       "design_review" = case when $5 = 'design_review' then '' else "design_review" end,
       "existence_note" = case when $5 = 'existence_note' then '' else "existence_note" end,
       "existence_review" = case when $5 = 'existence_review' then '' else "existence_review" end,
       "operation_note" = case when $5 = 'operation_note' then '' else "operation_note" end,
       "operation_review" = case when $5 = 'operation_review' then '' else "operation_review" end,
       "note" = case when $5 = 'note' then '' else "note" end,
       "suffices_why" = case when $5 = 'suffices_why' then '' else "suffices_why" end,
       "risk_analysis" = case when $5 = 'risk_analysis' then '' else "risk_analysis" end
 where org = $1 and id = $2 and since >= $3 and since < $4;

-- assessment_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, object bigint, item text, owner bigint,
--   executor bigint, target text, rhythm_months bigint, design text, design_on text,
--   design_by bigint, design_note text, design_review text, existence text, existence_on text,
--   existence_by bigint, existence_note text, existence_review text, operation text,
--   operation_on text, operation_by bigint, operation_note text, operation_review text,
--   note text, suffices text, suffices_why text, risk_analysis text, origin bigint,
--   design_unconfirmed integer, existence_unconfirmed integer, operation_unconfirmed integer
select id, version, since, "object", "item", "owner", "executor", "target", "rhythm_months",
      "design", "design_on", "design_by", "design_note", "design_review", "existence",
      "existence_on", "existence_by", "existence_note", "existence_review", "operation",
      "operation_on", "operation_by", "operation_note", "operation_review", "note", "suffices",
      "suffices_why", "risk_analysis", "origin", "design_unconfirmed", "existence_unconfirmed",
      "operation_unconfirmed"
  from "assessment"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- assessment_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, object bigint, item text, owner bigint,
--   executor bigint, target text, rhythm_months bigint, design text, design_on text,
--   design_by bigint, design_note text, design_review text, existence text, existence_on text,
--   existence_by bigint, existence_note text, existence_review text, operation text,
--   operation_on text, operation_by bigint, operation_note text, operation_review text,
--   note text, suffices text, suffices_why text, risk_analysis text, origin bigint,
--   design_unconfirmed integer, existence_unconfirmed integer, operation_unconfirmed integer,
--   upto bigint
select id, version, since, "object", "item", "owner", "executor", "target", "rhythm_months",
      "design", "design_on", "design_by", "design_note", "design_review", "existence",
      "existence_on", "existence_by", "existence_note", "existence_review", "operation",
      "operation_on", "operation_by", "operation_note", "operation_review", "note", "suffices",
      "suffices_why", "risk_analysis", "origin", "design_unconfirmed", "existence_unconfirmed",
      "operation_unconfirmed", upto
  from "assessment_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- evidence_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, title text, kind text, design integer,
--   existence integer, operation integer, period_from text, period_to text, until text,
--   executions bigint, population text, sample_way text, sample_size bigint, deviations text,
--   origin text, link text, file_hash text, file_name text, file_type text, file_bytes bigint,
--   submitter bigint, submitted_on text, fitness text, fitness_by bigint, fitness_on text,
--   fitness_why text, replaced_by bigint, marking text
select id, version, since, "title", "kind", "design", "existence", "operation", "period_from",
      "period_to", "until", "executions", "population", "sample_way", "sample_size",
      "deviations", "origin", "link", "file_hash", "file_name", "file_type", "file_bytes",
      "submitter", "submitted_on", "fitness", "fitness_by", "fitness_on", "fitness_why",
      "replaced_by", "marking"
  from "evidence_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- evidence_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, title text, kind text, design integer,
--   existence integer, operation integer, period_from text, period_to text, until text,
--   executions bigint, population text, sample_way text, sample_size bigint, deviations text,
--   origin text, link text, file_hash text, file_name text, file_type text, file_bytes bigint,
--   submitter bigint, submitted_on text, fitness text, fitness_by bigint, fitness_on text,
--   fitness_why text, replaced_by bigint, marking text
select id, version, since, "title", "kind", "design", "existence", "operation", "period_from",
      "period_to", "until", "executions", "population", "sample_way", "sample_size",
      "deviations", "origin", "link", "file_hash", "file_name", "file_type", "file_bytes",
      "submitter", "submitted_on", "fitness", "fitness_by", "fitness_on", "fitness_why",
      "replaced_by", "marking"
  from "evidence_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- evidence_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 title text $6 kind text
--   $7 design integer $8 existence integer $9 operation integer $10 period_from text
--   $11 period_to text $12 until text $13 executions bigint $14 population text
--   $15 sample_way text $16 sample_size bigint $17 deviations text $18 origin text
--   $19 link text $20 file_hash text $21 file_name text $22 file_type text
--   $23 file_bytes bigint $24 submitter bigint $25 submitted_on text $26 fitness text
--   $27 fitness_by bigint $28 fitness_on text $29 fitness_why text $30 replaced_by bigint
--   $31 marking text
insert into "evidence"
      (org, id, version, since, "title", "kind", "design", "existence", "operation",
      "period_from", "period_to", "until", "executions", "population", "sample_way",
      "sample_size", "deviations", "origin", "link", "file_hash", "file_name", "file_type",
      "file_bytes", "submitter", "submitted_on", "fitness", "fitness_by", "fitness_on",
      "fitness_why", "replaced_by", "marking")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31);

-- evidence_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "evidence_past"
      (org, id, version, since, "title", "kind", "design", "existence", "operation",
      "period_from", "period_to", "until", "executions", "population", "sample_way",
      "sample_size", "deviations", "origin", "link", "file_hash", "file_name", "file_type",
      "file_bytes", "submitter", "submitted_on", "fitness", "fitness_by", "fitness_on",
      "fitness_why", "replaced_by", "marking", upto)
select org, id, version, since, "title", "kind", "design", "existence", "operation",
      "period_from", "period_to", "until", "executions", "population", "sample_way",
      "sample_size", "deviations", "origin", "link", "file_hash", "file_name", "file_type",
      "file_bytes", "submitter", "submitted_on", "fitness", "fitness_by", "fitness_on",
      "fitness_why", "replaced_by", "marking", $3
  from "evidence"
 where org = $1 and id = $2;

-- evidence_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 title text
--   $7 kind text $8 design integer $9 existence integer $10 operation integer
--   $11 period_from text $12 period_to text $13 until text $14 executions bigint
--   $15 population text $16 sample_way text $17 sample_size bigint $18 deviations text
--   $19 origin text $20 link text $21 file_hash text $22 file_name text $23 file_type text
--   $24 file_bytes bigint $25 submitter bigint $26 submitted_on text $27 fitness text
--   $28 fitness_by bigint $29 fitness_on text $30 fitness_why text $31 replaced_by bigint
--   $32 marking text
update "evidence"
   set version = $4, since = $5, "title" = $6, "kind" = $7, "design" = $8, "existence" = $9,
      "operation" = $10, "period_from" = $11, "period_to" = $12, "until" = $13,
      "executions" = $14, "population" = $15, "sample_way" = $16, "sample_size" = $17,
      "deviations" = $18, "origin" = $19, "link" = $20, "file_hash" = $21, "file_name" = $22,
      "file_type" = $23, "file_bytes" = $24, "submitter" = $25, "submitted_on" = $26,
      "fitness" = $27, "fitness_by" = $28, "fitness_on" = $29, "fitness_why" = $30,
      "replaced_by" = $31, "marking" = $32
 where org = $1 and id = $2 and version = $3;

-- evidence_blank: empties the text $5 in the versions of $3 up to before $4.
--   $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text
update "evidence_past"
   set "title" = case when $5 = 'title' then '' else "title" end,
       "population" = case when $5 = 'population' then '' else "population" end,
       "sample_way" = case when $5 = 'sample_way' then '' else "sample_way" end,
       "deviations" = case when $5 = 'deviations' then '' else "deviations" end,
       "origin" = case when $5 = 'origin' then '' else "origin" end,
       "link" = case when $5 = 'link' then '' else "link" end,
       "file_name" = case when $5 = 'file_name' then '' else "file_name" end,
       "fitness_why" = case when $5 = 'fitness_why' then '' else "fitness_why" end
 where org = $1 and id = $2 and since >= $3 and since < $4;

-- evidence_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, title text, kind text, design integer,
--   existence integer, operation integer, period_from text, period_to text, until text,
--   executions bigint, population text, sample_way text, sample_size bigint, deviations text,
--   origin text, link text, file_hash text, file_name text, file_type text, file_bytes bigint,
--   submitter bigint, submitted_on text, fitness text, fitness_by bigint, fitness_on text,
--   fitness_why text, replaced_by bigint, marking text
select id, version, since, "title", "kind", "design", "existence", "operation", "period_from",
      "period_to", "until", "executions", "population", "sample_way", "sample_size",
      "deviations", "origin", "link", "file_hash", "file_name", "file_type", "file_bytes",
      "submitter", "submitted_on", "fitness", "fitness_by", "fitness_on", "fitness_why",
      "replaced_by", "marking"
  from "evidence"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- evidence_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, title text, kind text, design integer,
--   existence integer, operation integer, period_from text, period_to text, until text,
--   executions bigint, population text, sample_way text, sample_size bigint, deviations text,
--   origin text, link text, file_hash text, file_name text, file_type text, file_bytes bigint,
--   submitter bigint, submitted_on text, fitness text, fitness_by bigint, fitness_on text,
--   fitness_why text, replaced_by bigint, marking text, upto bigint
select id, version, since, "title", "kind", "design", "existence", "operation", "period_from",
      "period_to", "until", "executions", "population", "sample_way", "sample_size",
      "deviations", "origin", "link", "file_hash", "file_name", "file_type", "file_bytes",
      "submitter", "submitted_on", "fitness", "fitness_by", "fitness_on", "fitness_why",
      "replaced_by", "marking", upto
  from "evidence_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- evidence_use_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, evidence bigint, object bigint, item text,
--   ended integer
select id, version, since, "evidence", "object", "item", "ended"
  from "evidence_use_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- evidence_use_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, evidence bigint, object bigint, item text,
--   ended integer
select id, version, since, "evidence", "object", "item", "ended"
  from "evidence_use_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- evidence_use_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 evidence bigint
--   $6 object bigint $7 item text $8 ended integer
insert into "evidence_use"
      (org, id, version, since, "evidence", "object", "item", "ended")
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- evidence_use_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "evidence_use_past"
      (org, id, version, since, "evidence", "object", "item", "ended", upto)
select org, id, version, since, "evidence", "object", "item", "ended", $3
  from "evidence_use"
 where org = $1 and id = $2;

-- evidence_use_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint
--   $6 evidence bigint $7 object bigint $8 item text $9 ended integer
update "evidence_use"
   set version = $4, since = $5, "evidence" = $6, "object" = $7, "item" = $8, "ended" = $9
 where org = $1 and id = $2 and version = $3;

-- evidence_use_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, evidence bigint, object bigint, item text,
--   ended integer
select id, version, since, "evidence", "object", "item", "ended"
  from "evidence_use"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- evidence_use_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, evidence bigint, object bigint, item text,
--   ended integer, upto bigint
select id, version, since, "evidence", "object", "item", "ended", upto
  from "evidence_use_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- applicability_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, scope bigint, item text, applies text,
--   ground text, why text, from_norm integer, from_law integer, from_contract integer,
--   from_risk integer, risk_analysis text, decision bigint, alternative text,
--   alternative_item text, alternative_why text
select id, version, since, "scope", "item", "applies", "ground", "why", "from_norm", "from_law",
      "from_contract", "from_risk", "risk_analysis", "decision", "alternative",
      "alternative_item", "alternative_why"
  from "applicability_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- applicability_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, scope bigint, item text, applies text,
--   ground text, why text, from_norm integer, from_law integer, from_contract integer,
--   from_risk integer, risk_analysis text, decision bigint, alternative text,
--   alternative_item text, alternative_why text
select id, version, since, "scope", "item", "applies", "ground", "why", "from_norm", "from_law",
      "from_contract", "from_risk", "risk_analysis", "decision", "alternative",
      "alternative_item", "alternative_why"
  from "applicability_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- applicability_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 scope bigint $6 item text
--   $7 applies text $8 ground text $9 why text $10 from_norm integer $11 from_law integer
--   $12 from_contract integer $13 from_risk integer $14 risk_analysis text $15 decision bigint
--   $16 alternative text $17 alternative_item text $18 alternative_why text
insert into "applicability"
      (org, id, version, since, "scope", "item", "applies", "ground", "why", "from_norm",
      "from_law", "from_contract", "from_risk", "risk_analysis", "decision", "alternative",
      "alternative_item", "alternative_why")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18);

-- applicability_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "applicability_past"
      (org, id, version, since, "scope", "item", "applies", "ground", "why", "from_norm",
      "from_law", "from_contract", "from_risk", "risk_analysis", "decision", "alternative",
      "alternative_item", "alternative_why", upto)
select org, id, version, since, "scope", "item", "applies", "ground", "why", "from_norm",
      "from_law", "from_contract", "from_risk", "risk_analysis", "decision", "alternative",
      "alternative_item", "alternative_why", $3
  from "applicability"
 where org = $1 and id = $2;

-- applicability_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 scope bigint
--   $7 item text $8 applies text $9 ground text $10 why text $11 from_norm integer
--   $12 from_law integer $13 from_contract integer $14 from_risk integer $15 risk_analysis text
--   $16 decision bigint $17 alternative text $18 alternative_item text $19 alternative_why text
update "applicability"
   set version = $4, since = $5, "scope" = $6, "item" = $7, "applies" = $8, "ground" = $9,
      "why" = $10, "from_norm" = $11, "from_law" = $12, "from_contract" = $13,
      "from_risk" = $14, "risk_analysis" = $15, "decision" = $16, "alternative" = $17,
      "alternative_item" = $18, "alternative_why" = $19
 where org = $1 and id = $2 and version = $3;

-- applicability_blank: empties the text $5 in the versions of $3 up to before $4.
--   $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text
update "applicability_past"
   set "why" = case when $5 = 'why' then '' else "why" end,
       "risk_analysis" = case when $5 = 'risk_analysis' then '' else "risk_analysis" end,
       "alternative" = case when $5 = 'alternative' then '' else "alternative" end,
       "alternative_item" = case when $5 = 'alternative_item' then '' else "alternative_item" end,
       "alternative_why" = case when $5 = 'alternative_why' then '' else "alternative_why" end
 where org = $1 and id = $2 and since >= $3 and since < $4;

-- applicability_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, scope bigint, item text, applies text,
--   ground text, why text, from_norm integer, from_law integer, from_contract integer,
--   from_risk integer, risk_analysis text, decision bigint, alternative text,
--   alternative_item text, alternative_why text
select id, version, since, "scope", "item", "applies", "ground", "why", "from_norm", "from_law",
      "from_contract", "from_risk", "risk_analysis", "decision", "alternative",
      "alternative_item", "alternative_why"
  from "applicability"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- applicability_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, scope bigint, item text, applies text,
--   ground text, why text, from_norm integer, from_law integer, from_contract integer,
--   from_risk integer, risk_analysis text, decision bigint, alternative text,
--   alternative_item text, alternative_why text, upto bigint
select id, version, since, "scope", "item", "applies", "ground", "why", "from_norm", "from_law",
      "from_contract", "from_risk", "risk_analysis", "decision", "alternative",
      "alternative_item", "alternative_why", upto
  from "applicability_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- soa_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, scope bigint, number bigint, state text,
--   title text, prepared_by bigint, previous bigint, decision bigint, adopted_by bigint,
--   adopted_on text, at_seq bigint, frozen text
select id, version, since, "scope", "number", "state", "title", "prepared_by", "previous",
      "decision", "adopted_by", "adopted_on", "at_seq", "frozen"
  from "soa_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- soa_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, scope bigint, number bigint, state text,
--   title text, prepared_by bigint, previous bigint, decision bigint, adopted_by bigint,
--   adopted_on text, at_seq bigint, frozen text
select id, version, since, "scope", "number", "state", "title", "prepared_by", "previous",
      "decision", "adopted_by", "adopted_on", "at_seq", "frozen"
  from "soa_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- soa_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 scope bigint
--   $6 number bigint $7 state text $8 title text $9 prepared_by bigint $10 previous bigint
--   $11 decision bigint $12 adopted_by bigint $13 adopted_on text $14 at_seq bigint
--   $15 frozen text
insert into "soa"
      (org, id, version, since, "scope", "number", "state", "title", "prepared_by", "previous",
      "decision", "adopted_by", "adopted_on", "at_seq", "frozen")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- soa_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "soa_past"
      (org, id, version, since, "scope", "number", "state", "title", "prepared_by", "previous",
      "decision", "adopted_by", "adopted_on", "at_seq", "frozen", upto)
select org, id, version, since, "scope", "number", "state", "title", "prepared_by", "previous",
      "decision", "adopted_by", "adopted_on", "at_seq", "frozen", $3
  from "soa"
 where org = $1 and id = $2;

-- soa_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 scope bigint
--   $7 number bigint $8 state text $9 title text $10 prepared_by bigint $11 previous bigint
--   $12 decision bigint $13 adopted_by bigint $14 adopted_on text $15 at_seq bigint
--   $16 frozen text
update "soa"
   set version = $4, since = $5, "scope" = $6, "number" = $7, "state" = $8, "title" = $9,
      "prepared_by" = $10, "previous" = $11, "decision" = $12, "adopted_by" = $13,
      "adopted_on" = $14, "at_seq" = $15, "frozen" = $16
 where org = $1 and id = $2 and version = $3;

-- soa_blank: empties the text $5 in the versions of $3 up to before $4.
--   $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text
update "soa_past"
   set "title" = case when $5 = 'title' then '' else "title" end
 where org = $1 and id = $2 and since >= $3 and since < $4;

-- soa_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, scope bigint, number bigint, state text,
--   title text, prepared_by bigint, previous bigint, decision bigint, adopted_by bigint,
--   adopted_on text, at_seq bigint, frozen text
select id, version, since, "scope", "number", "state", "title", "prepared_by", "previous",
      "decision", "adopted_by", "adopted_on", "at_seq", "frozen"
  from "soa"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- soa_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, scope bigint, number bigint, state text,
--   title text, prepared_by bigint, previous bigint, decision bigint, adopted_by bigint,
--   adopted_on text, at_seq bigint, frozen text, upto bigint
select id, version, since, "scope", "number", "state", "title", "prepared_by", "previous",
      "decision", "adopted_by", "adopted_on", "at_seq", "frozen", upto
  from "soa_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- exception_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, item text, kind text, reason text,
--   risk_analysis text, compensating text, advice text, until text, state text,
--   submitter bigint, decision bigint
select id, version, since, "item", "kind", "reason", "risk_analysis", "compensating", "advice",
      "until", "state", "submitter", "decision"
  from "exception_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- exception_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, item text, kind text, reason text,
--   risk_analysis text, compensating text, advice text, until text, state text,
--   submitter bigint, decision bigint
select id, version, since, "item", "kind", "reason", "risk_analysis", "compensating", "advice",
      "until", "state", "submitter", "decision"
  from "exception_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- exception_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 item text $6 kind text
--   $7 reason text $8 risk_analysis text $9 compensating text $10 advice text $11 until text
--   $12 state text $13 submitter bigint $14 decision bigint
insert into "exception"
      (org, id, version, since, "item", "kind", "reason", "risk_analysis", "compensating",
      "advice", "until", "state", "submitter", "decision")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- exception_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "exception_past"
      (org, id, version, since, "item", "kind", "reason", "risk_analysis", "compensating",
      "advice", "until", "state", "submitter", "decision", upto)
select org, id, version, since, "item", "kind", "reason", "risk_analysis", "compensating",
      "advice", "until", "state", "submitter", "decision", $3
  from "exception"
 where org = $1 and id = $2;

-- exception_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 item text
--   $7 kind text $8 reason text $9 risk_analysis text $10 compensating text $11 advice text
--   $12 until text $13 state text $14 submitter bigint $15 decision bigint
update "exception"
   set version = $4, since = $5, "item" = $6, "kind" = $7, "reason" = $8, "risk_analysis" = $9,
      "compensating" = $10, "advice" = $11, "until" = $12, "state" = $13, "submitter" = $14,
      "decision" = $15
 where org = $1 and id = $2 and version = $3;

-- exception_blank: empties the text $5 in the versions of $3 up to before $4.
--   $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text
update "exception_past"
   set "reason" = case when $5 = 'reason' then '' else "reason" end,
       "risk_analysis" = case when $5 = 'risk_analysis' then '' else "risk_analysis" end,
       "compensating" = case when $5 = 'compensating' then '' else "compensating" end,
       "advice" = case when $5 = 'advice' then '' else "advice" end
 where org = $1 and id = $2 and since >= $3 and since < $4;

-- exception_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, item text, kind text, reason text,
--   risk_analysis text, compensating text, advice text, until text, state text,
--   submitter bigint, decision bigint
select id, version, since, "item", "kind", "reason", "risk_analysis", "compensating", "advice",
      "until", "state", "submitter", "decision"
  from "exception"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- exception_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, item text, kind text, reason text,
--   risk_analysis text, compensating text, advice text, until text, state text,
--   submitter bigint, decision bigint, upto bigint
select id, version, since, "item", "kind", "reason", "risk_analysis", "compensating", "advice",
      "until", "state", "submitter", "decision", upto
  from "exception_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- object_serves_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, system bigint, process bigint, ended integer
select id, version, since, "system", "process", "ended"
  from "object_serves_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- object_serves_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, system bigint, process bigint, ended integer
select id, version, since, "system", "process", "ended"
  from "object_serves_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- object_serves_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 system bigint
--   $6 process bigint $7 ended integer
insert into "object_serves"
      (org, id, version, since, "system", "process", "ended")
values ($1, $2, $3, $4, $5, $6, $7);

-- object_serves_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "object_serves_past"
      (org, id, version, since, "system", "process", "ended", upto)
select org, id, version, since, "system", "process", "ended", $3
  from "object_serves"
 where org = $1 and id = $2;

-- object_serves_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 system bigint
--   $7 process bigint $8 ended integer
update "object_serves"
   set version = $4, since = $5, "system" = $6, "process" = $7, "ended" = $8
 where org = $1 and id = $2 and version = $3;

-- object_serves_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, system bigint, process bigint, ended integer
select id, version, since, "system", "process", "ended"
  from "object_serves"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- object_serves_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, system bigint, process bigint,
--   ended integer, upto bigint
select id, version, since, "system", "process", "ended", upto
  from "object_serves_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- scope_object_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, scope bigint, object bigint, inside integer,
--   why text
select id, version, since, "scope", "object", "inside", "why"
  from "scope_object_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- scope_object_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, scope bigint, object bigint, inside integer,
--   why text
select id, version, since, "scope", "object", "inside", "why"
  from "scope_object_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- scope_object_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 scope bigint
--   $6 object bigint $7 inside integer $8 why text
insert into "scope_object"
      (org, id, version, since, "scope", "object", "inside", "why")
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- scope_object_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "scope_object_past"
      (org, id, version, since, "scope", "object", "inside", "why", upto)
select org, id, version, since, "scope", "object", "inside", "why", $3
  from "scope_object"
 where org = $1 and id = $2;

-- scope_object_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 scope bigint
--   $7 object bigint $8 inside integer $9 why text
update "scope_object"
   set version = $4, since = $5, "scope" = $6, "object" = $7, "inside" = $8, "why" = $9
 where org = $1 and id = $2 and version = $3;

-- scope_object_blank: empties the text $5 in the versions of $3 up to before $4.
--   $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text
update "scope_object_past"
   set "why" = case when $5 = 'why' then '' else "why" end
 where org = $1 and id = $2 and since >= $3 and since < $4;

-- scope_object_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, scope bigint, object bigint, inside integer,
--   why text
select id, version, since, "scope", "object", "inside", "why"
  from "scope_object"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- scope_object_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, scope bigint, object bigint, inside integer,
--   why text, upto bigint
select id, version, since, "scope", "object", "inside", "why", upto
  from "scope_object_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- level_result_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, object bigint, norm text, test text,
--   answers text, level bigint, outside integer, chosen bigint, chosen_why text,
--   prepared_by bigint, decided_by bigint, decided_on text
select id, version, since, "object", "norm", "test", "answers", "level", "outside", "chosen",
      "chosen_why", "prepared_by", "decided_by", "decided_on"
  from "level_result_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- level_result_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, object bigint, norm text, test text,
--   answers text, level bigint, outside integer, chosen bigint, chosen_why text,
--   prepared_by bigint, decided_by bigint, decided_on text
select id, version, since, "object", "norm", "test", "answers", "level", "outside", "chosen",
      "chosen_why", "prepared_by", "decided_by", "decided_on"
  from "level_result_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- level_result_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 object bigint $6 norm text
--   $7 test text $8 answers text $9 level bigint $10 outside integer $11 chosen bigint
--   $12 chosen_why text $13 prepared_by bigint $14 decided_by bigint $15 decided_on text
insert into "level_result"
      (org, id, version, since, "object", "norm", "test", "answers", "level", "outside",
      "chosen", "chosen_why", "prepared_by", "decided_by", "decided_on")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- level_result_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "level_result_past"
      (org, id, version, since, "object", "norm", "test", "answers", "level", "outside",
      "chosen", "chosen_why", "prepared_by", "decided_by", "decided_on", upto)
select org, id, version, since, "object", "norm", "test", "answers", "level", "outside",
      "chosen", "chosen_why", "prepared_by", "decided_by", "decided_on", $3
  from "level_result"
 where org = $1 and id = $2;

-- level_result_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 object bigint
--   $7 norm text $8 test text $9 answers text $10 level bigint $11 outside integer
--   $12 chosen bigint $13 chosen_why text $14 prepared_by bigint $15 decided_by bigint
--   $16 decided_on text
update "level_result"
   set version = $4, since = $5, "object" = $6, "norm" = $7, "test" = $8, "answers" = $9,
      "level" = $10, "outside" = $11, "chosen" = $12, "chosen_why" = $13, "prepared_by" = $14,
      "decided_by" = $15, "decided_on" = $16
 where org = $1 and id = $2 and version = $3;

-- level_result_blank: empties the text $5 in the versions of $3 up to before $4.
--   $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text
update "level_result_past"
   set "chosen_why" = case when $5 = 'chosen_why' then '' else "chosen_why" end
 where org = $1 and id = $2 and since >= $3 and since < $4;

-- level_result_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, object bigint, norm text, test text,
--   answers text, level bigint, outside integer, chosen bigint, chosen_why text,
--   prepared_by bigint, decided_by bigint, decided_on text
select id, version, since, "object", "norm", "test", "answers", "level", "outside", "chosen",
      "chosen_why", "prepared_by", "decided_by", "decided_on"
  from "level_result"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- level_result_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, object bigint, norm text, test text,
--   answers text, level bigint, outside integer, chosen bigint, chosen_why text,
--   prepared_by bigint, decided_by bigint, decided_on text, upto bigint
select id, version, since, "object", "norm", "test", "answers", "level", "outside", "chosen",
      "chosen_why", "prepared_by", "decided_by", "decided_on", upto
  from "level_result_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- local_norm_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, title text, kind text, form text, key text,
--   source text, target text, hash text, bytes bigint, file_name text, added_by bigint,
--   added_on text, ended integer
select id, version, since, "title", "kind", "form", "key", "source", "target", "hash", "bytes",
      "file_name", "added_by", "added_on", "ended"
  from "local_norm_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- local_norm_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, title text, kind text, form text, key text,
--   source text, target text, hash text, bytes bigint, file_name text, added_by bigint,
--   added_on text, ended integer
select id, version, since, "title", "kind", "form", "key", "source", "target", "hash", "bytes",
      "file_name", "added_by", "added_on", "ended"
  from "local_norm_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- local_norm_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 title text $6 kind text
--   $7 form text $8 key text $9 source text $10 target text $11 hash text $12 bytes bigint
--   $13 file_name text $14 added_by bigint $15 added_on text $16 ended integer
insert into "local_norm"
      (org, id, version, since, "title", "kind", "form", "key", "source", "target", "hash",
      "bytes", "file_name", "added_by", "added_on", "ended")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16);

-- local_norm_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "local_norm_past"
      (org, id, version, since, "title", "kind", "form", "key", "source", "target", "hash",
      "bytes", "file_name", "added_by", "added_on", "ended", upto)
select org, id, version, since, "title", "kind", "form", "key", "source", "target", "hash",
      "bytes", "file_name", "added_by", "added_on", "ended", $3
  from "local_norm"
 where org = $1 and id = $2;

-- local_norm_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 title text
--   $7 kind text $8 form text $9 key text $10 source text $11 target text $12 hash text
--   $13 bytes bigint $14 file_name text $15 added_by bigint $16 added_on text $17 ended integer
update "local_norm"
   set version = $4, since = $5, "title" = $6, "kind" = $7, "form" = $8, "key" = $9,
      "source" = $10, "target" = $11, "hash" = $12, "bytes" = $13, "file_name" = $14,
      "added_by" = $15, "added_on" = $16, "ended" = $17
 where org = $1 and id = $2 and version = $3;

-- local_norm_blank: empties the text $5 in the versions of $3 up to before $4.
--   $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text
update "local_norm_past"
   set "title" = case when $5 = 'title' then '' else "title" end,
       "file_name" = case when $5 = 'file_name' then '' else "file_name" end
 where org = $1 and id = $2 and since >= $3 and since < $4;

-- local_norm_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, title text, kind text, form text, key text,
--   source text, target text, hash text, bytes bigint, file_name text, added_by bigint,
--   added_on text, ended integer
select id, version, since, "title", "kind", "form", "key", "source", "target", "hash", "bytes",
      "file_name", "added_by", "added_on", "ended"
  from "local_norm"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- local_norm_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, title text, kind text, form text, key text,
--   source text, target text, hash text, bytes bigint, file_name text, added_by bigint,
--   added_on text, ended integer, upto bigint
select id, version, since, "title", "kind", "form", "key", "source", "target", "hash", "bytes",
      "file_name", "added_by", "added_on", "ended", upto
  from "local_norm_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- migrated_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, source text, target text, moved integer,
--   made_by bigint, made_on text, undone integer, undone_by bigint, undone_on text
select id, version, since, "source", "target", "moved", "made_by", "made_on", "undone",
      "undone_by", "undone_on"
  from "migrated_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- migrated_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, source text, target text, moved integer,
--   made_by bigint, made_on text, undone integer, undone_by bigint, undone_on text
select id, version, since, "source", "target", "moved", "made_by", "made_on", "undone",
      "undone_by", "undone_on"
  from "migrated_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- migrated_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 source text $6 target text
--   $7 moved integer $8 made_by bigint $9 made_on text $10 undone integer $11 undone_by bigint
--   $12 undone_on text
insert into "migrated"
      (org, id, version, since, "source", "target", "moved", "made_by", "made_on", "undone",
      "undone_by", "undone_on")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- migrated_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "migrated_past"
      (org, id, version, since, "source", "target", "moved", "made_by", "made_on", "undone",
      "undone_by", "undone_on", upto)
select org, id, version, since, "source", "target", "moved", "made_by", "made_on", "undone",
      "undone_by", "undone_on", $3
  from "migrated"
 where org = $1 and id = $2;

-- migrated_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 source text
--   $7 target text $8 moved integer $9 made_by bigint $10 made_on text $11 undone integer
--   $12 undone_by bigint $13 undone_on text
update "migrated"
   set version = $4, since = $5, "source" = $6, "target" = $7, "moved" = $8, "made_by" = $9,
      "made_on" = $10, "undone" = $11, "undone_by" = $12, "undone_on" = $13
 where org = $1 and id = $2 and version = $3;

-- migrated_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, source text, target text, moved integer,
--   made_by bigint, made_on text, undone integer, undone_by bigint, undone_on text
select id, version, since, "source", "target", "moved", "made_by", "made_on", "undone",
      "undone_by", "undone_on"
  from "migrated"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- migrated_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, source text, target text, moved integer,
--   made_by bigint, made_on text, undone integer, undone_by bigint, undone_on text, upto bigint
select id, version, since, "source", "target", "moved", "made_by", "made_on", "undone",
      "undone_by", "undone_on", upto
  from "migrated_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- migrated_item_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, migrated bigint, object bigint, item text,
--   sources text, kind text, decision text, again integer, excluded integer, basis text,
--   pieces bigint
select id, version, since, "migrated", "object", "item", "sources", "kind", "decision", "again",
      "excluded", "basis", "pieces"
  from "migrated_item_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- migrated_item_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, migrated bigint, object bigint, item text,
--   sources text, kind text, decision text, again integer, excluded integer, basis text,
--   pieces bigint
select id, version, since, "migrated", "object", "item", "sources", "kind", "decision", "again",
      "excluded", "basis", "pieces"
  from "migrated_item_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- migrated_item_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 migrated bigint
--   $6 object bigint $7 item text $8 sources text $9 kind text $10 decision text
--   $11 again integer $12 excluded integer $13 basis text $14 pieces bigint
insert into "migrated_item"
      (org, id, version, since, "migrated", "object", "item", "sources", "kind", "decision",
      "again", "excluded", "basis", "pieces")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- migrated_item_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "migrated_item_past"
      (org, id, version, since, "migrated", "object", "item", "sources", "kind", "decision",
      "again", "excluded", "basis", "pieces", upto)
select org, id, version, since, "migrated", "object", "item", "sources", "kind", "decision",
      "again", "excluded", "basis", "pieces", $3
  from "migrated_item"
 where org = $1 and id = $2;

-- migrated_item_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint
--   $6 migrated bigint $7 object bigint $8 item text $9 sources text $10 kind text
--   $11 decision text $12 again integer $13 excluded integer $14 basis text $15 pieces bigint
update "migrated_item"
   set version = $4, since = $5, "migrated" = $6, "object" = $7, "item" = $8, "sources" = $9,
      "kind" = $10, "decision" = $11, "again" = $12, "excluded" = $13, "basis" = $14,
      "pieces" = $15
 where org = $1 and id = $2 and version = $3;

-- migrated_item_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, migrated bigint, object bigint, item text,
--   sources text, kind text, decision text, again integer, excluded integer, basis text,
--   pieces bigint
select id, version, since, "migrated", "object", "item", "sources", "kind", "decision", "again",
      "excluded", "basis", "pieces"
  from "migrated_item"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- migrated_item_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, migrated bigint, object bigint, item text,
--   sources text, kind text, decision text, again integer, excluded integer, basis text,
--   pieces bigint, upto bigint
select id, version, since, "migrated", "object", "item", "sources", "kind", "decision", "again",
      "excluded", "basis", "pieces", upto
  from "migrated_item_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- erasure_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, kind text, entry bigint, field text,
--   record bigint, why text, asked_by bigint, asked_on text, state text, decided_by bigint,
--   decided_on text, erased_hash text
select id, version, since, "kind", "entry", "field", "record", "why", "asked_by", "asked_on",
      "state", "decided_by", "decided_on", "erased_hash"
  from "erasure_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- erasure_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, kind text, entry bigint, field text,
--   record bigint, why text, asked_by bigint, asked_on text, state text, decided_by bigint,
--   decided_on text, erased_hash text
select id, version, since, "kind", "entry", "field", "record", "why", "asked_by", "asked_on",
      "state", "decided_by", "decided_on", "erased_hash"
  from "erasure_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- erasure_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 kind text $6 entry bigint
--   $7 field text $8 record bigint $9 why text $10 asked_by bigint $11 asked_on text
--   $12 state text $13 decided_by bigint $14 decided_on text $15 erased_hash text
insert into "erasure"
      (org, id, version, since, "kind", "entry", "field", "record", "why", "asked_by",
      "asked_on", "state", "decided_by", "decided_on", "erased_hash")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- erasure_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "erasure_past"
      (org, id, version, since, "kind", "entry", "field", "record", "why", "asked_by",
      "asked_on", "state", "decided_by", "decided_on", "erased_hash", upto)
select org, id, version, since, "kind", "entry", "field", "record", "why", "asked_by",
      "asked_on", "state", "decided_by", "decided_on", "erased_hash", $3
  from "erasure"
 where org = $1 and id = $2;

-- erasure_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 kind text
--   $7 entry bigint $8 field text $9 record bigint $10 why text $11 asked_by bigint
--   $12 asked_on text $13 state text $14 decided_by bigint $15 decided_on text
--   $16 erased_hash text
update "erasure"
   set version = $4, since = $5, "kind" = $6, "entry" = $7, "field" = $8, "record" = $9,
      "why" = $10, "asked_by" = $11, "asked_on" = $12, "state" = $13, "decided_by" = $14,
      "decided_on" = $15, "erased_hash" = $16
 where org = $1 and id = $2 and version = $3;

-- erasure_blank: empties the text $5 in the versions of $3 up to before $4.
--   $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text
update "erasure_past"
   set "why" = case when $5 = 'why' then '' else "why" end
 where org = $1 and id = $2 and since >= $3 and since < $4;

-- erasure_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, kind text, entry bigint, field text,
--   record bigint, why text, asked_by bigint, asked_on text, state text, decided_by bigint,
--   decided_on text, erased_hash text
select id, version, since, "kind", "entry", "field", "record", "why", "asked_by", "asked_on",
      "state", "decided_by", "decided_on", "erased_hash"
  from "erasure"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- erasure_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, kind text, entry bigint, field text,
--   record bigint, why text, asked_by bigint, asked_on text, state text, decided_by bigint,
--   decided_on text, erased_hash text, upto bigint
select id, version, since, "kind", "entry", "field", "record", "why", "asked_by", "asked_on",
      "state", "decided_by", "decided_on", "erased_hash", upto
  from "erasure_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- signing_key_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, number bigint, public_key text,
--   made_on text, ended_on text
select id, version, since, "number", "public_key", "made_on", "ended_on"
  from "signing_key_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- signing_key_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, number bigint, public_key text,
--   made_on text, ended_on text
select id, version, since, "number", "public_key", "made_on", "ended_on"
  from "signing_key_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- signing_key_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 number bigint
--   $6 public_key text $7 made_on text $8 ended_on text
insert into "signing_key"
      (org, id, version, since, "number", "public_key", "made_on", "ended_on")
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- signing_key_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "signing_key_past"
      (org, id, version, since, "number", "public_key", "made_on", "ended_on", upto)
select org, id, version, since, "number", "public_key", "made_on", "ended_on", $3
  from "signing_key"
 where org = $1 and id = $2;

-- signing_key_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 number bigint
--   $7 public_key text $8 made_on text $9 ended_on text
update "signing_key"
   set version = $4, since = $5, "number" = $6, "public_key" = $7, "made_on" = $8,
      "ended_on" = $9
 where org = $1 and id = $2 and version = $3;

-- signing_key_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, number bigint, public_key text,
--   made_on text, ended_on text
select id, version, since, "number", "public_key", "made_on", "ended_on"
  from "signing_key"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- signing_key_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, number bigint, public_key text,
--   made_on text, ended_on text, upto bigint
select id, version, since, "number", "public_key", "made_on", "ended_on", upto
  from "signing_key_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- admitted_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, noun text, record bigint, person bigint,
--   ended integer
select id, version, since, "noun", "record", "person", "ended"
  from "admitted_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- admitted_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, noun text, record bigint, person bigint,
--   ended integer
select id, version, since, "noun", "record", "person", "ended"
  from "admitted_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- admitted_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 noun text $6 record bigint
--   $7 person bigint $8 ended integer
insert into "admitted"
      (org, id, version, since, "noun", "record", "person", "ended")
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- admitted_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "admitted_past"
      (org, id, version, since, "noun", "record", "person", "ended", upto)
select org, id, version, since, "noun", "record", "person", "ended", $3
  from "admitted"
 where org = $1 and id = $2;

-- admitted_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 noun text
--   $7 record bigint $8 person bigint $9 ended integer
update "admitted"
   set version = $4, since = $5, "noun" = $6, "record" = $7, "person" = $8, "ended" = $9
 where org = $1 and id = $2 and version = $3;

-- admitted_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, noun text, record bigint, person bigint,
--   ended integer
select id, version, since, "noun", "record", "person", "ended"
  from "admitted"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- admitted_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, noun text, record bigint, person bigint,
--   ended integer, upto bigint
select id, version, since, "noun", "record", "person", "ended", upto
  from "admitted_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;

-- provider_load: one by its number, as known at a sequence.
--   $1 org bigint $2 id bigint $3 known bigint
--   gives id bigint, version bigint, since bigint, name text, issuer text, client text,
--   way text, hosts text, claim text, roles text, acr text, joins text, ended integer,
--   stage text, asked_by bigint
select id, version, since, "name", "issuer", "client", "way", "hosts", "claim", "roles", "acr",
      "joins", "ended", "stage", "asked_by"
  from "provider_at"
 where org = $1 and id = $2 and since <= $3 and upto > $3;

-- provider_all: every one as known at a sequence, by number.
--   $1 org bigint $2 known bigint
--   gives id bigint, version bigint, since bigint, name text, issuer text, client text,
--   way text, hosts text, claim text, roles text, acr text, joins text, ended integer,
--   stage text, asked_by bigint
select id, version, since, "name", "issuer", "client", "way", "hosts", "claim", "roles", "acr",
      "joins", "ended", "stage", "asked_by"
  from "provider_at"
 where org = $1 and since <= $2 and upto > $2
 order by id;

-- provider_new: a first version.
--   $1 org bigint $2 id bigint $3 version bigint $4 since bigint $5 name text $6 issuer text
--   $7 client text $8 way text $9 hosts text $10 claim text $11 roles text $12 acr text
--   $13 joins text $14 ended integer $15 stage text $16 asked_by bigint
insert into "provider"
      (org, id, version, since, "name", "issuer", "client", "way", "hosts", "claim", "roles",
      "acr", "joins", "ended", "stage", "asked_by")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16);

-- provider_keep: the version that stands, to the past that ends at $3.
--   $1 org bigint $2 id bigint $3 upto bigint
insert into "provider_past"
      (org, id, version, since, "name", "issuer", "client", "way", "hosts", "claim", "roles",
      "acr", "joins", "ended", "stage", "asked_by", upto)
select org, id, version, since, "name", "issuer", "client", "way", "hosts", "claim", "roles",
      "acr", "joins", "ended", "stage", "asked_by", $3
  from "provider"
 where org = $1 and id = $2;

-- provider_save: the next version in the place of $3.
--   $1 org bigint $2 id bigint $3 old bigint $4 version bigint $5 since bigint $6 name text
--   $7 issuer text $8 client text $9 way text $10 hosts text $11 claim text $12 roles text
--   $13 acr text $14 joins text $15 ended integer $16 stage text $17 asked_by bigint
update "provider"
   set version = $4, since = $5, "name" = $6, "issuer" = $7, "client" = $8, "way" = $9,
      "hosts" = $10, "claim" = $11, "roles" = $12, "acr" = $13, "joins" = $14, "ended" = $15,
      "stage" = $16, "asked_by" = $17
 where org = $1 and id = $2 and version = $3;

-- provider_blank: empties the text $5 in the versions of $3 up to before $4.
--   $1 org bigint $2 id bigint $3 first bigint $4 upto bigint $5 field text
update "provider_past"
   set "name" = case when $5 = 'name' then '' else "name" end
 where org = $1 and id = $2 and since >= $3 and since < $4;

-- provider_rows: what stands now, a page after a number: for verify.
--   $1 org bigint $2 after bigint
--   gives id bigint, version bigint, since bigint, name text, issuer text, client text,
--   way text, hosts text, claim text, roles text, acr text, joins text, ended integer,
--   stage text, asked_by bigint
select id, version, since, "name", "issuer", "client", "way", "hosts", "claim", "roles", "acr",
      "joins", "ended", "stage", "asked_by"
  from "provider"
 where org = $1 and id > $2
 order by id
 limit 1000;

-- provider_kept: the versions that the entries from $2 to $3 ended: for verify.
--   $1 org bigint $2 first bigint $3 last bigint
--   gives id bigint, version bigint, since bigint, name text, issuer text, client text,
--   way text, hosts text, claim text, roles text, acr text, joins text, ended integer,
--   stage text, asked_by bigint, upto bigint
select id, version, since, "name", "issuer", "client", "way", "hosts", "claim", "roles", "acr",
      "joins", "ended", "stage", "asked_by", upto
  from "provider_past"
 where org = $1 and upto >= $2 and upto <= $3
 order by upto, id, since;
