/* The Statement of Applicability: its lines, its adoption by another, and exceptions. */
#include "town.h"

#include "acts/migration.h"
#include "acts/objects.h"

#include <stdio.h>

#define DECISION "body", "directie", "on", "2026-01-12", "number", "2026-17", "subject", "VvT"

static struct soa_view *view_of(struct town *t, int64_t number)
{
    struct soa_view *view = NULL;

    DO(t, act_soa(t->job, number, &view));
    return view;
}

static struct applicability line_of(struct town *t, const char *label)
{
    struct soa_view *view = view_of(t, 0);
    int at = index_of(t, label);

    for (int i = 0; i < view->n_lines; i++)
        if (view->lines[i].item == at)
            return view->lines[i].line;
    fail_msg("%s has no line", label);
    return (struct applicability){.row = {0}};
}

static enum outcome set_line(struct town *t, const char *label, struct given given)
{
    struct row seen = line_of(t, label).row;
    struct applicability now;

    return TRY(t, act_soa_line(t->job, item(t, label), seen, &given, &now));
}

#define LINE(t, label, ...) set_line((t), (label), GIVEN(applicability, __VA_ARGS__))
#define NOT_HERE "applies", "nee", "ground", "kan_niet", "why", "Wij ontwikkelen niet"

static void fill(struct town *t)
{
    int filled = 0;

    DO(t, act_soa_fill(t->job, &filled));
}

/* Adopts the open version as Lotte. */
static void adopt(struct town *t)
{
    struct given decision = GIVEN(decision, DECISION);
    int64_t id;

    town_as(t, SAMIRA);
    DO(t, act_soa_complete(t->job, view_of(t, 0)->soa.row));
    town_as(t, LOTTE);
    DO(t, act_soa_adopt(t->job, view_of(t, 0)->soa.row, &decision, &id));
    town_as(t, SAMIRA);
}

ON_TOWN(every_line_that_is_empty_is_filled_at_once_and_no_other)
{
    struct soa_view *view;
    int filled = 0;

    town_as(t, SAMIRA);
    EQ(LINE(t, "8.34", NOT_HERE), DONE);
    view = view_of(t, 0);
    EQ(view->n_faults, view->n_lines - 1);
    DO(t, act_soa_fill(t->job, &filled));
    EQ(filled, view->n_lines - 1);
    view = view_of(t, 0);
    EQ(view->n_faults, 0);
    EQ(view->n_controls, 93);
    EQ(view->n_lines, view->n_controls + view->n_measures);
    EQ(view->n_not, 1);
    EQ(view->n_applies, view->n_lines - 1);
    EQ(view->soa.prepared_by.id, t->person[SAMIRA]);
    DO(t, act_soa_fill(t->job, &filled));
    EQ(filled, 0);
    town_as(t, RUBEN);
    EQ(TRY(t, act_soa_fill(t->job, &filled)), FORBIDDEN);
}

ON_TOWN(it_is_not_complete_while_a_line_is_not_fine_and_each_is_named)
{
    struct soa_view *view;

    town_as(t, SAMIRA);
    view = view_of(t, 0);
    IS_REFUSED(t, "5.01", "soa.line_fault", act_soa_complete(t->job, view->soa.row));
    EQ(t->job->faults.n, (size_t)view->n_lines);
    EQ(faults_kept(&t->job->faults), (size_t)view->n_lines);
    for (int i = 0; i < view->n_lines; i++)
        EQ(str_eq(faults_at(&t->job->faults, (size_t)i)->field,
                  view->picture->norm->items[view->lines[i].item].label), true);
    fill(t);
    EQ(LINE(t, "5.37", "applies", ""), DONE);
    EQ(LINE(t, "5.03", "from_norm", "0", "from_law", "0"), DONE);
    EQ(TRY(t, act_soa_complete(t->job, view_of(t, 0)->soa.row)), REFUSED);
    EQ(t->job->faults.n, 2);
    text_eq(t->job->faults.at[0].field, "5.03");
    text_eq(t->job->faults.at[1].field, "5.37");
    fill(t); /* fills what is empty, and leaves what is wrong to who wrote it */
    EQ(view_of(t, 0)->n_faults, 1);
    EQ(LINE(t, "5.03", "why", "Wij willen het zelf"), DONE);
    DO(t, act_soa_complete(t->job, view_of(t, 0)->soa.row));
    EQ(view_of(t, 0)->soa.state, SOA_COMPLETE);
    IS_REFUSED(t, "", "soa.not_draft", act_soa_complete(t->job, view_of(t, 0)->soa.row));
    EQ(LINE(t, "5.03", "why", "Toch anders"), DONE);
    EQ(view_of(t, 0)->soa.state, SOA_DRAFT);
}

/* [R7] The grounds. */
ON_TOWN(a_government_measure_is_left_out_only_where_nothing_of_the_kind_exists)
{
    struct applicability now;
    struct given given = GIVEN(applicability, NOT_HERE);

    town_as(t, SAMIRA);
    town_is_refused(t, LINE(t, "5.01.01", "applies", "nee", "ground", "risicoanalyse", "why", "x",
                            "risk_analysis", "RA-1"), S("ground"), S("soa.ground_forbidden"));
    EQ(LINE(t, "5.01.01", NOT_HERE), DONE);
    EQ(LINE(t, "5.37", "applies", "nee", "ground", "risicoanalyse", "why", "x", "risk_analysis",
            "RA-1"), DONE);
    town_is_refused(t, LINE(t, "5.37", "risk_analysis", ""), S("risk_analysis"),
                    S("fault.ground_needs_risk"));
    town_is_refused(t, LINE(t, "5.37", "ground", ""), S("ground"), S("fault.ground"));
    town_is_refused(t, LINE(t, "5.37", "why", ""), S("why"), S("fault.why_not"));
    town_is_refused(t, LINE(t, "5.37", "applies", "ja"), S("ground"),
                    S("fault.ground_without_no"));
    town_is_refused(t, LINE(t, "5.03", "alternative", "NEN 7510"), S("alternative_why"),
                    S("fault.alternative_why"));
    town_is_refused(t, LINE(t, "5.03", "decision", "7"), S("decision"), S("given.forbidden"));
    EQ(TRY(t, act_soa_line(t->job, item(t, "5.04.02"), (struct row){0}, &given, &now)), NOT_THERE);
    EQ(TRY(t, act_soa_line(t->job, item(t, "5.37"), (struct row){0}, &given, &now)), CLASHED);
    text_eq(now.risk_analysis, "RA-1");
}

ON_TOWN(who_prepared_it_does_not_adopt_it)
{
    struct given decision = GIVEN(decision, DECISION);
    struct row seen;
    int64_t id = 0;

    town_as(t, SAMIRA);
    fill(t);
    DO(t, act_soa_complete(t->job, view_of(t, 0)->soa.row));
    seen = view_of(t, 0)->soa.row;
    EQ(TRY(t, act_soa_adopt(t->job, seen, &decision, &id)), FORBIDDEN);
    t->job->roles |= ROLE(EXECUTIVE); /* the right alone does not do */
    EQ(TRY(t, act_soa_adopt(t->job, seen, &decision, &id)), FORBIDDEN);
    text_eq(t->job->faults.at[0].key, "leave.two_persons");
    town_as(t, HANS);
    EQ(TRY(t, act_soa_adopt(t->job, seen, &decision, &id)), FORBIDDEN);
    town_as(t, LOTTE);
    decision = GIVEN(decision, DECISION, "on", "2026-01-13");
    IS_REFUSED(t, "on", "fault.future", act_soa_adopt(t->job, seen, &decision, &id));
    decision = GIVEN(decision, DECISION, "number", "");
    IS_REFUSED(t, "number", "value.required", act_soa_adopt(t->job, seen, &decision, &id));
    decision = GIVEN(decision, DECISION, "body", "gemandateerde");
    IS_REFUSED(t, "mandate", "fault.mandate", act_soa_adopt(t->job, seen, &decision, &id));
    decision = GIVEN(decision, DECISION);
    EQ(TRY(t, act_soa_adopt(t->job, (struct row){.id = seen.id, .version = 1}, &decision, &id)),
       CLASHED);
    DO(t, act_soa_adopt(t->job, seen, &decision, &id));
    EQ(view_of(t, 0)->soa.state, SOA_ADOPTED);
    EQ(view_of(t, 0)->soa.decision.id, id);
    EQ(view_of(t, 0)->soa.adopted_by.id, t->person[LOTTE]);
    EQ(view_of(t, 0)->soa.frozen.len, 64);
    assert_false(view_of(t, 0)->alone);
    text_eq(view_of(t, 0)->decision.number, "2026-17");
    IS_REFUSED(t, "", "soa.not_complete",
               act_soa_adopt(t->job, view_of(t, 0)->soa.row, &decision, &id));
}

ON_TOWN(only_a_complete_version_is_adopted)
{
    struct given decision = GIVEN(decision, DECISION);
    int64_t id;

    town_as(t, SAMIRA);
    fill(t);
    town_as(t, LOTTE);
    IS_REFUSED(t, "", "soa.not_complete",
               act_soa_adopt(t->job, view_of(t, 0)->soa.row, &decision, &id));
}

static int listed(struct town *t, enum measures_view view)
{
    const struct measures_filter filter = {
        .group = -1, .control = -1, .duty = -1, .csf = -1, .status = -1, .missing = -1,
        .level = -1, .view = view};
    struct measures *it = NULL;

    DO(t, act_measures(t->job, &filter, &it));
    return it->n;
}

/* [product: people] The VvT is for who may see the whole. */
ON_TOWN(who_sees_their_own_alone_learns_of_another_s_item_not_that_it_does_not_apply)
{
    struct picture *it = NULL;
    int all;

    town_as(t, SAMIRA);
    fill(t);
    ASSESS(t, "8.34", "executor", arena_text(t->mem, "%lld", (long long)t->person[SEM]).at);
    EQ(LINE(t, "8.33", NOT_HERE, "from_norm", "0", "from_law", "0"), DONE);
    EQ(LINE(t, "8.34", NOT_HERE, "from_norm", "0", "from_law", "0"), DONE);
    adopt(t);
    town_as(t, EVA);
    EQ(listed(t, VIEW_NOT_APPLICABLE), 2);
    all = listed(t, VIEW_ALL);
    town_as(t, SEM);
    DO(t, picture_load(t->job, &it));
    EQ(it->n_lines, 1);
    assert_false(it->states[index_of(t, "8.33")].not_applicable);
    assert_true(it->states[index_of(t, "8.34")].not_applicable); /* nobody asks them to do it */
    EQ(listed(t, VIEW_NOT_APPLICABLE), 1);
    EQ(listed(t, VIEW_ALL), all);
    EQ(TRY(t, act_soa(t->job, 0, &(struct soa_view *){NULL})), FORBIDDEN);
}

/* [R7] It leaves the denominator when the decision adopts it, not before. */
ON_TOWN(what_does_not_apply_leaves_the_count_only_by_the_decision)
{
    int all;
    int64_t number;

    town_as(t, SAMIRA);
    fill(t);
    all = picture(t)->whole.applicable;
    EQ(LINE(t, "8.34", NOT_HERE, "from_norm", "0", "from_law", "0"), DONE);
    EQ(picture(t)->whole.applicable, all);
    assert_false(state_of(t, "8.34").not_applicable);
    adopt(t);
    EQ(picture(t)->whole.applicable, all - 1);
    assert_true(state_of(t, "8.34").not_applicable);
    assert_true(line_of(t, "8.34").decision.id != 0);
    EQ(line_of(t, "5.37").decision.id, 0);
    /* It stays so in the next version, until somebody says otherwise. */
    DO(t, act_soa_next(t->job, &number));
    EQ(number, 2);
    EQ(picture(t)->whole.applicable, all - 1);
    EQ(LINE(t, "8.34", "applies", "ja", "ground", "", "from_norm", "1"), DONE);
    EQ(line_of(t, "8.34").decision.id, 0);
    EQ(picture(t)->whole.applicable, all);
    EQ(LINE(t, "8.34", NOT_HERE), DONE);
    EQ(picture(t)->whole.applicable, all);
}

/* As a door does it: looking sets the day that the paper is of. */
static struct str json_of(struct town *t, int64_t number)
{
    struct soa_view *view = NULL;
    struct paper *paper = NULL;
    struct buf out;

    town_begin(t);
    town_ok(t, act_soa(t->job, number, &view));
    town_ok(t, paper_soa(t->job, view, &paper));
    db_rollback(t->db);
    paper->witness = S("");
    buf_init(&out, t->mem, 256 * 1024);
    paper_json(&out, paper);
    return buf_str(&out);
}

/* Adopted by one norm, and then the organisation went on to another. */
ON_TOWN(a_version_stays_of_its_norm_and_is_compared_with_no_other)
{
    struct compare_row *rows = NULL;
    struct soa_view *from;
    struct soa_view *to;
    struct str before;
    int64_t number;
    int n = 0;

    town_as(t, SAMIRA);
    fill(t);
    adopt(t);
    before = json_of(t, 1);
    DO(t, act_soa_next(t->job, &number));
    town_later(t, 1);
    DO(t, act_norm_move(t->job, (struct row){0}, S("bio104")));
    assert_true(str_eq(json_of(t, 1), before));
    assert_true(str_eq(view_of(t, 2)->picture->norm->key, S("bio104@1.04")));
    IS_REFUSED(t, "tot", "compare.other_norm",
               act_soa_compare(t->job, 1, 2, &from, &to, &rows, &n));
    DO(t, act_norm_move(t->job, (struct row){0}, S("bio2")));
    DO(t, act_soa_compare(t->job, 1, 2, &from, &to, &rows, &n));
}

ON_TOWN(an_adopted_version_is_seen_for_ever_as_it_was_adopted)
{
    struct compare_row *rows = NULL;
    struct soa_view *from;
    struct soa_view *to;
    struct given given = GIVEN(applicability, "why", "te laat");
    struct applicability now;
    struct soa *versions;
    struct str before;
    int64_t number;
    size_t n_versions;
    int n = 0;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "design", "ja");
    fill(t);
    adopt(t);
    before = json_of(t, 1);
    IS_REFUSED(t, "", "soa.read_only",
               act_soa_line(t->job, item(t, "5.37"), line_of(t, "5.37").row, &given, &now));
    IS_REFUSED(t, "", "soa.read_only", act_soa_fill(t->job, &n));
    town_later(t, 30);
    DO(t, act_soa_next(t->job, &number));
    IS_REFUSED(t, "", "soa.open_already", act_soa_next(t->job, &number));
    EQ(LINE(t, "8.34", NOT_HERE, "from_norm", "0", "from_law", "0"), DONE);
    EQ(LINE(t, "5.03", "why", "Omdat het moet"), DONE);
    ASSESS(t, "5.37", "design", "nee", "owner",
           arena_text(t->mem, "%lld", (long long)t->person[RUBEN]).at);
    assert_true(str_eq(json_of(t, 1), before));
    EQ(view_of(t, 1)->soa.state, SOA_ADOPTED);
    assert_false(str_eq(json_of(t, 2), before));
    DO(t, act_soa_compare(t->job, 1, 2, &from, &to, &rows, &n));
    EQ(n, 2);
    EQ(rows[0].item, index_of(t, "5.03"));
    EQ(rows[0].changed, compare_bit(S("why")));
    EQ(rows[1].item, index_of(t, "8.34"));
    assert_true((rows[1].changed & compare_bit(S("applies"))) != 0);
    adopt(t);
    EQ(view_of(t, 1)->soa.state, SOA_REPLACED);
    EQ(view_of(t, 0)->soa.number.n, 2);
    DO(t, act_soa_versions(t->job, &versions, &n_versions));
    EQ(n_versions, 2);
    EQ(versions[0].state, SOA_ADOPTED);
    EQ(versions[0].previous.id, versions[1].row.id);
    EQ(TRY(t, act_soa(t->job, 3, &from)), NOT_THERE);
    /* The lines of the first are still those of then. */
    from = view_of(t, 1);
    for (int i = 0; i < from->n_lines; i++)
        EQ(from->lines[i].line.applies, APPLIES_YES);
}

/* ---- exceptions [R11] ---- */

#define ASK "reason", "De leverancier komt later", "risk_analysis", "RA-9"

static enum outcome ask(struct town *t, const char *label, struct given given, int64_t *ret_id)
{
    return TRY(t, act_exception_ask(t->job, item(t, label), &given, ret_id));
}

ON_TOWN(an_exception_to_a_government_measure_is_a_plan_of_a_year_or_its_own_alternative)
{
    int64_t id = 0;

    town_as(t, SAMIRA);
#define REFUSE(label, key, ...)                                                                 \
    town_is_refused(t, ask(t, label, GIVEN(exception, ASK, __VA_ARGS__), &id), S("until"), S(key))
    REFUSE("5.01.01", "fault.exception_long", "kind", "plan", "until", "2027-01-13");
    REFUSE("5.01.01", "fault.exception_past", "kind", "plan", "until", "2026-01-11");
    REFUSE("5.01.01", "fault.exception_alternative", "kind", "anders_ingevuld", "until", "2026-06-30");
#undef REFUSE
    town_is_refused(t, ask(t, "5.01.01", GIVEN(exception, ASK, "kind", "plan", "until",
                           "2026-06-30", "state", "toegestaan"), &id), S("state"),
                    S("given.forbidden"));
    EQ(ask(t, "5.01.01", GIVEN(exception, ASK, "kind", "plan", "until", "2027-01-12"), &id), DONE);
    EQ(ask(t, "5.01.01", GIVEN(exception, ASK, "kind", "anders_ingevuld", "until", "2026-06-30",
                               "compensating", "Het tweede lid"), &id), DONE);
    EQ(ask(t, "5.37", GIVEN(exception, ASK, "kind", "plan", "until", "2029-01-12"), &id), DONE);
    EQ(ask(t, "5.04.02", GIVEN(exception, ASK, "kind", "plan", "until", "2026-06-30"), &id),
       NOT_THERE);
}

static void owns(struct town *t, enum town_who who, const char *label)
{
    char id[24];

    snprintf(id, sizeof id, "%lld", (long long)t->person[who]);
    town_as(t, SAMIRA);
    ASSESS(t, label, "owner", id);
}

static void is_forbidden(struct town *t, enum outcome o, const char *key)
{
    EQ(o, FORBIDDEN);
    text_eq(t->job->faults.at[0].key, key);
}

static bool may_except(struct town *t, const char *label)
{
    struct measure *it = NULL;
    bool moved;

    DO(t, act_measure(t->job, str_of(label), &it, &moved));
    return it->may_except;
}

#define PLAN(label, id) ask(t, label, GIVEN(exception, ASK, "kind", "plan", "until", "2026-06-30"), id)

ON_TOWN(an_exception_is_asked_by_whose_the_measure_is_and_by_the_ciso)
{
    static const enum town_who others[] = {NADIA, HANS, KARIM, LOTTE, EVA};
    struct exception *all = NULL;
    struct decision *decisions = NULL;
    int64_t id = 0;
    size_t n = 0;

    owns(t, RUBEN, "5.37");
    town_as(t, RUBEN);
    is_forbidden(t, PLAN("5.01.01", &id), "leave.own"); /* nobody's */
    EQ(may_except(t, "5.01.01"), false);
    owns(t, INEKE, "5.01.01");
    town_as(t, RUBEN);
    is_forbidden(t, PLAN("5.01.01", &id), "leave.own"); /* another's */
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        town_as(t, others[i]);
        is_forbidden(t, PLAN("5.37", &id), "leave.role");
        EQ(may_except(t, "5.37"), false);
    }
    town_as(t, RUBEN);
    EQ(may_except(t, "5.37"), true);
    EQ(PLAN("5.37", &id), DONE);
    town_as(t, SAMIRA);
    EQ(may_except(t, "5.37") && may_except(t, "5.01.01"), true);
    EQ(PLAN("5.01.01", &id), DONE);
    owns(t, INEKE, "5.37"); /* who had it before has no more say in it */
    town_as(t, RUBEN);
    is_forbidden(t, PLAN("5.37", &id), "leave.own");
    DO(t, act_exception_list(t->job, &all, &n, &decisions, &n));
    EQ(all[0].submitter.id, t->person[RUBEN]);
    EQ(all[1].submitter.id, t->person[SAMIRA]);
}

ON_TOWN(an_exception_is_asked_for_the_whole_and_not_at_an_object)
{
    struct given given = GIVEN(object, "name", "Zaken", "kind", "systeem");
    struct measure *it = NULL;
    int64_t object = 0;
    bool moved;

    town_as(t, SAMIRA);
    DO(t, act_object_add(t->job, &given, &object));
    DO(t, act_measure_of(t->job, object, S("5.37"), &it, &moved));
    EQ(it->may_except, false);
}

ON_TOWN(an_exception_is_decided_by_another_and_changes_no_status)
{
    struct given decision = GIVEN(decision, DECISION);
    struct exception *all = NULL;
    struct decision *decisions = NULL;
    struct item_state before;
    struct item_state after;
    struct count count;
    size_t n;
    size_t n_decisions;
    int64_t bare = 0;
    struct row advised = {.version = 1};

    owns(t, RUBEN, "5.01.01");
    ASSESS(t, "5.01.01", "design", "nee");
    before = state_of(t, "5.01.01");
    count = picture(t)->whole;
    town_as(t, RUBEN);
    EQ(PLAN("5.01.01", &bare), DONE);
    EQ(PLAN("5.01.01", &advised.id), DONE);
    town_as(t, SAMIRA);
    DO(t, act_exception_advise(t->job, advised, S("Doen, met toezicht")));
    advised.version = 2;
    EQ(TRY(t, act_exception_decide(t->job, advised, true, &decision)), FORBIDDEN);
    town_as(t, HANS);
    IS_REFUSED(t, "advice", "exception.advice",
               act_exception_decide(t->job, (struct row){.id = bare, .version = 1}, true,
                                    &decision));
    DO(t, act_exception_decide(t->job, (struct row){.id = bare, .version = 1}, false, &decision));
    DO(t, act_exception_decide(t->job, advised, true, &decision));
    EQ(TRY(t, act_exception_decide(t->job, advised, true, &decision)), CLASHED);
    advised.version = 3;
    IS_REFUSED(t, "", "exception.decided",
               act_exception_decide(t->job, advised, false, &decision));
    DO(t, act_exception_list(t->job, &all, &n, &decisions, &n_decisions));
    EQ(n, 2);
    EQ(n_decisions, 2);
    EQ(all[0].state, EXCEPTION_REFUSED);
    EQ(all[1].state, EXCEPTION_ALLOWED);
    EQ(view_of(t, 0)->n_exceptions, 1);
    after = state_of(t, "5.01.01");
    EQ(after.status, before.status);
    EQ(after.not_applicable, before.not_applicable);
    assert_memory_equal(&count, &picture(t)->whole, sizeof count);
}

ON_TOWN(the_ciso_advises_on_an_exception_until_it_is_decided)
{
    struct given decision = GIVEN(decision, DECISION);
    struct row asked = {.version = 1};
    int64_t lines;

    owns(t, RUBEN, "5.01.01");
    town_as(t, RUBEN);
    EQ(PLAN("5.01.01", &asked.id), DONE);
    is_forbidden(t, TRY(t, act_exception_advise(t->job, asked, S("Doen"))), "leave.role");
    town_as(t, SAMIRA);
    IS_REFUSED(t, "advice", "value.required", act_exception_advise(t->job, asked, S("  ")));
    town_as(t, HANS);
    is_forbidden(t, TRY(t, act_exception_advise(t->job, asked, S("Doen"))), "leave.role");
    town_as(t, SAMIRA);
    lines = entries(t);
    DO(t, act_exception_advise(t->job, asked, S("Doen, met toezicht")));
    EQ(entries(t), lines + 1);
    EQ(TRY(t, act_exception_advise(t->job, asked, S("Toch niet doen"))), CLASHED);
    asked.version = 2;
    DO(t, act_exception_advise(t->job, asked, S("Doen, met meer toezicht")));
    asked.version = 3;
    EQ(TRY(t, act_exception_decide(t->job, asked, true, &decision)), FORBIDDEN);
    town_as(t, HANS);
    DO(t, act_exception_decide(t->job, asked, true, &decision));
    town_as(t, SAMIRA);
    asked.version = 4;
    IS_REFUSED(t, "", "exception.decided", act_exception_advise(t->job, asked, S("Te laat")));
}

ON_TOWN(nobody_advises_on_the_exception_that_they_asked_for)
{
    struct row asked = {.version = 1};

    town_as(t, SAMIRA);
    town_is_refused(t, ask(t, "5.01.01", GIVEN(exception, ASK, "kind", "plan", "until", "2026-06-30",
                                               "advice", "Doen"), &asked.id),
                    S("advice"), S("given.forbidden"));
    EQ(PLAN("5.01.01", &asked.id), DONE);
    is_forbidden(t, TRY(t, act_exception_advise(t->job, asked, S("Doen"))), "leave.two_advise");
    t->roles[KARIM] = ROLE(CISO); /* another ciso */
    town_as(t, KARIM);
    DO(t, act_exception_advise(t->job, asked, S("Doen, met toezicht")));
}

TOWN_TEST(who_is_alone_asks_and_advises, town_found(&town, mem, where, S("")))
{
    struct row asked = {.version = 1};

    EQ(PLAN("5.01.01", &asked.id), DONE);
    DO(t, act_exception_advise(t->job, asked, S("Doen, met toezicht")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_that_is_empty_is_filled_at_once_and_no_other),
        cmocka_unit_test(it_is_not_complete_while_a_line_is_not_fine_and_each_is_named),
        cmocka_unit_test(a_government_measure_is_left_out_only_where_nothing_of_the_kind_exists),
        cmocka_unit_test(who_prepared_it_does_not_adopt_it),
        cmocka_unit_test(only_a_complete_version_is_adopted),
        cmocka_unit_test(
            who_sees_their_own_alone_learns_of_another_s_item_not_that_it_does_not_apply),
        cmocka_unit_test(what_does_not_apply_leaves_the_count_only_by_the_decision),
        cmocka_unit_test(a_version_stays_of_its_norm_and_is_compared_with_no_other),
        cmocka_unit_test(an_adopted_version_is_seen_for_ever_as_it_was_adopted),
        cmocka_unit_test(an_exception_to_a_government_measure_is_a_plan_of_a_year_or_its_own_alternative),
        cmocka_unit_test(an_exception_is_asked_by_whose_the_measure_is_and_by_the_ciso),
        cmocka_unit_test(an_exception_is_asked_for_the_whole_and_not_at_an_object),
        cmocka_unit_test(an_exception_is_decided_by_another_and_changes_no_status),
        cmocka_unit_test(the_ciso_advises_on_an_exception_until_it_is_decided),
        cmocka_unit_test(nobody_advises_on_the_exception_that_they_asked_for),
        cmocka_unit_test(who_is_alone_asks_and_advises),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
