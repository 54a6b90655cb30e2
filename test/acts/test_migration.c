/* From one norm to another: planned, carried out, confirmed, taken back [R10]. */
#include "town.h"

#include "acts/migration.h"
#include "acts/norm_import.h"
#include "acts/objects.h"
#include "engine/derive.h"

#define OLD "bio104"
#define NEW_NORM "bio2@1.3"

/* ---- a town that works by the old norm ---- */

static struct norm_preview *bring(struct town *t, const char *name, struct str text,
                                  const char *from, const char *to)
{
    struct norm_file file = {.name = str_of(name), .bytes = text, .source = str_of(from),
                             .target = str_of(to)};
    struct norm_preview *preview = NULL;

    town_as(t, SAMIRA);
    if (TRY(t, act_norm_import(t->job, &file, &preview)) != DONE)
        fail_msg("%s: %" STR_FMT " %" STR_FMT, name,
                 STR_ARG(preview->n_faults > 0 ? preview->faults[0].key : S("?")),
                 STR_ARG(preview->n_faults > 0 ? preview->faults[0].arg : S("")));
    t->job->norms = NULL;
    return preview;
}

static void work_by(struct town *t, const char *norm)
{
    town_as(t, NADIA);
    DO(t, act_norm_move(t->job, (struct row){0}, str_of(norm)));
    town_begin(t);
    t->norm = norms_get(t->job, str_of(norm));
    town_as(t, SAMIRA);
}

/* Somebody says it, and when it is shown too, another judged what shows it. */
static int64_t show(struct town *t, const char *label, const char *from, const char *to)
{
    struct given given = GIVEN(evidence, "title", "Verslag", "kind", "rapport", "design", "1",
                               "existence", "1", "operation", "1", "period_from", from,
                               "period_to", to, "executions", "4", "link", "https://x.example/");
    struct str items[1] = {item(t, label)};
    int64_t id = 0;

    town_as(t, SAMIRA);
    DO(t, act_evidence_add(t->job, &given, NULL, 0, items, 1, &id));
    town_as(t, KARIM);
    DO(t, act_evidence_judge(t->job, (struct row){.id = id}, FITNESS_FIT, S("")));
    town_as(t, SAMIRA);
    return id;
}

static void say(struct town *t, const char *label, const char *verdict)
{
    ASSESS(t, label, "design", verdict, "existence", verdict, "operation", verdict,
           "design_note", "Zo staat het beschreven.");
}

static struct str of(struct town *t, const char *norm, const char *label)
{
    const struct norm *in = norms_get(t->job, str_of(norm));
    int at = norm_label(in, str_of(label));

    assert_true(at != ITEM_NONE);
    return in->items[at].id;
}

/* What stands at an item of any norm, whole; row.id 0: nothing. */
static struct assessment row_of(struct town *t, int64_t object, struct str item)
{
    struct assessment *all = NULL;
    size_t n = 0;

    DO(t, record_all(t->job, leave_system(t->job), &assessment_noun, &all, &n));
    if (object == 0)
        object = picture(t)->object;
    for (size_t i = 0; i < n; i++)
        if (all[i].object.id == object && str_eq(all[i].item, item))
            return all[i];
    return (struct assessment){.row = {0}};
}

/* The uses that count at an item of the organisation. */
static int used_at(struct town *t, struct str item)
{
    struct evidence_use *all = NULL;
    int64_t object = picture(t)->object;
    size_t n = 0;
    int uses = 0;

    DO(t, record_all(t->job, leave_system(t->job), &evidence_use_noun, &all, &n));
    for (size_t i = 0; i < n; i++)
        uses += !all[i].ended && all[i].object.id == object && str_eq(all[i].item, item);
    return uses;
}

static struct migration_plan *plan_of(struct town *t, const char *from, const char *to)
{
    struct migration_plan *plan = NULL;

    DO(t, act_migration_plan(t->job, str_of(from), str_of(to), NULL, 0, &plan));
    return plan;
}

static int64_t migrate(struct town *t, const char *from, const char *to, bool move)
{
    const struct migration_order order = {.from = str_of(from), .to = str_of(to), .move = move};
    int64_t id = 0;

    town_as(t, SAMIRA);
    DO(t, act_migrate(t->job, &order, &id));
    return id;
}

static struct migration_view *view_of(struct town *t, int64_t id)
{
    struct migration_view *view = NULL;

    DO(t, act_migration_get(t->job, id, &view));
    return view;
}

static const struct migration_line *line_of(const struct migration_view *view, struct str item)
{
    for (size_t i = 0; i < view->n; i++)
        if (str_eq(view->lines[i].it.item, item))
            return &view->lines[i];
    fail_msg("%" STR_FMT " has no line", STR_ARG(item));
    return NULL;
}

static void confirm(struct town *t, struct str item)
{
    const struct given given = GIVEN(assessment, "design_unconfirmed", "0",
                                     "existence_unconfirmed", "0", "operation_unconfirmed", "0");
    struct assessment now = row_of(t, 0, item);

    DO(t, act_assess(t->job, item, now.row, &given, &now));
}

static struct str first_of(const struct migration_plan *plan, enum carry_kind kind)
{
    const struct migration_object *object = &plan->objects[0];

    for (int i = 0; i < object->n; i++)
        if (object->items[i].kind == kind)
            return plan->to->items[object->items[i].target].id;
    fail_msg("nothing is of kind %d", (int)kind);
    return S("");
}

/* ---- the plan ---- */

ON_TOWN(a_plan_says_what_becomes_of_every_item_and_changes_nothing)
{
    struct migration_plan *plan;
    int64_t before;
    int n = 0;

    town_as(t, SAMIRA);
    before = entries(t);
    plan = plan_of(t, OLD, NEW_NORM);
    EQ(1, plan->n_objects);
    EQ(1, plan->bridge.length);
    assert_true(plan->first && plan->wide && !plan->moves && !plan->ours);
    for (int kind = 0; kind < CARRY_KIND_COUNT; kind++)
        n += plan->by_kind[kind];
    EQ(plan->objects[0].n, n);
    EQ(0, plan->objects[0].n_said);
    assert_true(plan->by_kind[CARRY_EQUAL] > 50 && plan->by_kind[CARRY_ENDED] > 0);
    EQ(2, plan_of(t, "big", NEW_NORM)->bridge.length);
    EQ(before, entries(t));
}

ON_TOWN(a_plan_wants_two_norms_with_a_way_between_them)
{
    struct migration_plan *plan;

    town_as(t, SAMIRA);
    IS_REFUSED(t, "van", "norm.unknown",
               act_migration_plan(t->job, S("none"), S(NEW_NORM), NULL, 0, &plan));
    IS_REFUSED(t, "naar", "between.same",
               act_migration_plan(t->job, S("bio2"), S(NEW_NORM), NULL, 0, &plan));
    EQ(NOT_THERE, TRY(t, act_migration_plan(t->job, S(OLD), S(NEW_NORM), (const int64_t[]){999},
                                            1, &plan)));
    town_as(t, SEM);
    EQ(FORBIDDEN, TRY(t, act_migration_plan(t->job, S(OLD), S(NEW_NORM), NULL, 0, &plan)));
}

ON_TOWN(versions_of_the_own_norm_are_left_and_reached_by_a_move_alone)
{
    struct migration_plan *plan;

    town_as(t, SAMIRA);
    IS_REFUSED(t, "van", "migration.other_version",
               act_migration_plan(t->job, S("bio2@1.2"), S(NEW_NORM), NULL, 0, &plan));
    plan = plan_of(t, NEW_NORM, "bio2@1.2");
    assert_true(plan->moves && plan->ours && !plan->wide);
    IS_REFUSED(t, "van", "migration.other_version",
               act_migration_plan(t->job, S("bio2@1.2"), S(OLD), NULL, 0, &plan));
}

/* ---- carried out ---- */

ON_TOWN(each_kind_carries_what_it_carries)
{
    struct assessment it;
    struct assessment was;
    int64_t id;

    work_by(t, OLD);
    say(t, "7.1.2.1", "ja"); /* gelijk to 6.02.01 */
    show(t, "7.1.2.1", "2025-06-01", "2025-12-31");
    say(t, "5.1.1.1", "ja"); /* gewijzigd: 5.01.01 */
    show(t, "5.1.1.1", "2025-06-01", "2025-12-31");
    say(t, "6.1.1.3", "ja"); /* samengevoegd: 5.02.02 */
    say(t, "6.1.1.4", "deels");
    was = said(t, "7.1.2.1");
    town_later(t, 3);
    id = migrate(t, OLD, NEW_NORM, false);

    it = row_of(t, 0, S("bio2-6.02.01"));
    EQ(VERDICT_YES, it.operation);
    EQ(was.operation_on.n, it.operation_on.n);
    EQ(t->person[SAMIRA], it.operation_by.id);
    assert_true(str_eq(it.design_note, S("Zo staat het beschreven.")));
    assert_true(!it.design_unconfirmed && !it.operation_unconfirmed);
    EQ(1, used_at(t, S("bio2-6.02.01")));
    EQ(line_of(view_of(t, id), S("bio2-6.02.01"))->it.row.id, it.origin.id);

    it = row_of(t, 0, S("bio2-5.01.01"));
    assert_true(it.design == VERDICT_YES && it.design_unconfirmed && it.operation_unconfirmed);
    EQ(1, used_at(t, S("bio2-5.01.01")));
    it = row_of(t, 0, S("bio2-5.02.02"));
    assert_true(it.existence == VERDICT_PARTLY && it.existence_unconfirmed);
    assert_true(said(t, "7.1.2.1").row.version == was.row.version);
}

ON_TOWN(what_rests_on_what_is_older_than_a_year_waits_to_be_confirmed)
{
    struct picture *then;
    int at;

    work_by(t, OLD);
    say(t, "7.1.2.1", "ja");
    show(t, "7.1.2.1", "2024-01-01", "2024-12-31");
    migrate(t, OLD, NEW_NORM, true);
    t->norm = norms_get(t->job, S(NEW_NORM));
    assert_true(row_of(t, 0, S("bio2-6.02.01")).design_unconfirmed);
    EQ(HARDNESS_SAID, state_of(t, "6.02.01").aspect[0].hardness);
    assert_true(state_of(t, "6.02.01").carried);
    then = picture(t);
    at = index_of(t, "6.02.01");
    EQ(MARK_CARRIED | MARK_OWN_WORD, then->states[at].aspect[0].marks);
}

ON_TOWN(a_review_goes_along_only_where_it_still_makes_a_verdict_tested)
{
    struct assessment it;

    work_by(t, OLD);
    say(t, "7.1.2.1", "ja"); /* gelijk */
    say(t, "5.1.1.1", "ja"); /* gewijzigd */
    town_as(t, KARIM);
    ASSESS(t, "7.1.2.1", "design_review", "Audit 12");
    ASSESS(t, "5.1.1.1", "design_review", "Audit 12");
    migrate(t, OLD, NEW_NORM, true);
    t->norm = norms_get(t->job, S(NEW_NORM));
    it = said(t, "6.02.01");
    assert_true(str_eq(it.design_review, S("Audit 12")) && it.design_by.id == t->person[KARIM]);
    EQ(HARDNESS_TESTED, state_of(t, "6.02.01").aspect[0].hardness);
    EQ(0, said(t, "5.01.01").design_review.len);
}

/* [R1] Under another executor his own word would have counted as that of another. */
ON_TOWN(werking_judged_by_its_executor_waits_under_another_one)
{
    const char *ruben = arena_text(t->mem, "%lld", (long long)t->person[RUBEN]).at;
    const char *ineke = arena_text(t->mem, "%lld", (long long)t->person[INEKE]).at;
    const struct given other = GIVEN(assessment, "owner", ineke);
    struct assessment it;

    work_by(t, OLD);
    ASSESS(t, "7.1.2.1", "owner", ruben);
    ASSESS(t, "7.2.2.3", "owner", ruben);
    town_as(t, RUBEN);
    say(t, "7.1.2.1", "ja");
    say(t, "7.2.2.3", "ja");
    town_as(t, HANS);
    DO(t, act_assess(t->job, S("bio2-6.03.03"), (struct row){0}, &other, &it));
    migrate(t, OLD, NEW_NORM, false);
    it = row_of(t, 0, S("bio2-6.02.01"));
    assert_true(it.owner.id == t->person[RUBEN] && !it.operation_unconfirmed);
    it = row_of(t, 0, S("bio2-6.03.03"));
    assert_true(it.owner.id == t->person[INEKE] && it.operation_unconfirmed);
    assert_true(!it.design_unconfirmed);
}

ON_TOWN(what_stands_keeps_its_verdict_and_gets_the_evidence_once)
{
    const struct given given = GIVEN(assessment, "design", "nee");
    struct assessment now;
    int64_t before;
    int64_t id;

    work_by(t, OLD);
    say(t, "7.1.2.1", "ja");
    show(t, "7.1.2.1", "2025-06-01", "2025-12-31");
    DO(t, act_assess(t->job, of(t, NEW_NORM, "6.02.01"), (struct row){0}, &given, &now));
    migrate(t, OLD, NEW_NORM, false);
    now = row_of(t, 0, S("bio2-6.02.01"));
    EQ(VERDICT_NO, now.design);
    EQ(VERDICT_EMPTY, now.existence);
    EQ(0, now.origin.id);
    EQ(1, used_at(t, S("bio2-6.02.01")));
    before = entries(t);
    id = migrate(t, OLD, NEW_NORM, false);
    EQ(before + 1, entries(t));
    EQ(1, used_at(t, S("bio2-6.02.01")));
    EQ(0, line_of(view_of(t, id), S("bio2-6.02.01"))->it.pieces.is);
}

ON_TOWN(a_newer_piece_takes_the_place_of_the_old_one_in_both_norms)
{
    int64_t old;
    int64_t newer;

    work_by(t, OLD);
    say(t, "7.1.2.1", "ja");
    old = show(t, "7.1.2.1", "2025-06-01", "2025-12-31");
    migrate(t, OLD, NEW_NORM, false);
    newer = show(t, "7.2.2.3", "2025-06-01", "2025-12-31");
    DO(t, act_evidence_replace(t->job, (struct row){.id = old}, newer));
    EQ(2, used_at(t, S("bio2-6.02.01")));
    EQ(2, used_at(t, S("bio104-7.1.2.1")));
}

ON_TOWN(who_sees_to_it_goes_along_where_nobody_does_yet)
{
    struct assessment it;

    work_by(t, OLD);
    say(t, "7.1.2.1", "ja");
    ASSESS(t, "7.1.2.1", "owner", arena_text(t->mem, "%lld", (long long)t->person[RUBEN]).at,
           "target", "2026-06-01", "note", "Loopt mee met de personeelscyclus.");
    migrate(t, OLD, NEW_NORM, false);
    it = row_of(t, 0, S("bio2-6.02.01"));
    EQ(t->person[RUBEN], it.owner.id);
    EQ(town_day("2026-06-01").n, it.target.n);
    assert_true(str_eq(it.note, S("Loopt mee met de personeelscyclus.")));
}

ON_TOWN(a_decision_goes_before_what_the_plan_proposes)
{
    const struct migration_choice choices[] = {{0, S("bio2-6.02.01"), MIGRATION_INTRODUCE},
                                               {0, S("bio2-6.03.03"), MIGRATION_REASSESS}};
    struct migration_order order = {.from = S(OLD), .to = S(NEW_NORM), .choices = choices,
                                    .n_choices = 2};
    struct migration_choice wrong[] = {{0, S(""), MIGRATION_TAKE}};
    const struct migration_choice none[] = {{0, S("bio2-9.99"), MIGRATION_TAKE}};
    int64_t id;

    work_by(t, OLD);
    say(t, "7.1.2.1", "ja");
    say(t, "7.2.2.3", "ja");
    show(t, "7.2.2.3", "2025-06-01", "2025-12-31");
    DO(t, act_migrate(t->job, &order, &id));
    EQ(0, row_of(t, 0, S("bio2-6.02.01")).row.id);
    EQ(VERDICT_EMPTY, row_of(t, 0, S("bio2-6.03.03")).design);
    EQ(1, used_at(t, S("bio2-6.03.03")));
    EQ(MIGRATED_DO, line_of(view_of(t, id), S("bio2-6.02.01"))->state);
    EQ(MIGRATED_REASSESS, line_of(view_of(t, id), S("bio2-6.03.03"))->state);
    wrong[0].item = first_of(plan_of(t, OLD, NEW_NORM), CARRY_PARTIAL);
    order.choices = wrong;
    order.n_choices = 1;
    IS_REFUSED(t, "besluit", "migration.decision", act_migrate(t->job, &order, &id));
    order.choices = none;
    IS_REFUSED(t, "besluit", "migration.no_item", act_migrate(t->job, &order, &id));
}

ON_TOWN(only_who_may_assess_an_object_carries_over_for_it)
{
    const int64_t objects[1] = {0};
    struct migration_order order = {.from = S(OLD), .to = S(NEW_NORM), .objects = objects,
                                    .n_objects = 1};
    struct given given = GIVEN(object, "name", "Zaaksysteem", "kind", "systeem", "owner",
                               arena_text(t->mem, "%lld", (long long)t->person[RUBEN]).at);
    int64_t system[1] = {0};
    int64_t id;

    work_by(t, OLD);
    DO(t, act_object_add(t->job, &given, system));
    town_as(t, RUBEN);
    EQ(FORBIDDEN, TRY(t, act_migrate(t->job, &order, &id)));
    order.objects = system;
    DO(t, act_migrate(t->job, &order, &id));
    EQ(system[0], view_of(t, id)->head.objects[0]);
    order.move = true;
    EQ(FORBIDDEN, TRY(t, act_migrate(t->job, &order, &id)));
    town_as(t, EVA);
    order.move = false;
    EQ(FORBIDDEN, TRY(t, act_migrate(t->job, &order, &id)));
    town_as(t, LOTTE);
    EQ(FORBIDDEN, TRY(t, act_migration_undo(t->job, (struct row){.id = id})));
    town_as(t, EVA);
    EQ(FORBIDDEN, TRY(t, act_norm_move(t->job, (struct row){0}, S(NEW_NORM))));
}

ON_TOWN(of_one_system_goes_along_what_was_said_of_that_system)
{
    const struct given given = GIVEN(assessment, "design", "deels");
    struct given make = GIVEN(object, "name", "Zaaksysteem", "kind", "systeem");
    struct migration_order order = {.from = S(OLD), .to = S(NEW_NORM), .n_objects = 1};
    struct migration_plan *plan = NULL;
    struct assessment now;
    int64_t system[1] = {0};
    int64_t id;

    work_by(t, OLD);
    say(t, "7.2.2.3", "ja");
    DO(t, act_object_add(t->job, &make, system));
    DO(t, act_assess_of(t->job, system[0], item(t, "7.1.2.1"), (struct row){0}, &given, &now));
    order.objects = system;
    DO(t, act_migration_plan(t->job, order.from, order.to, system, 1, &plan));
    assert_true(!plan->wide && plan->objects[0].level_missing);
    EQ(1, plan->objects[0].n_said);
    DO(t, act_migrate(t->job, &order, &id));
    EQ(VERDICT_PARTLY, row_of(t, system[0], S("bio2-6.02.01")).design);
    EQ(0, row_of(t, system[0], S("bio2-6.03.03")).row.id);
    EQ(0, row_of(t, 0, S("bio2-6.02.01")).row.id);
}

/* Answers of years ago, from a sheet, two norms on in one go. */
ON_TOWN(an_old_sheet_goes_over_two_norms_in_one_go)
{
    const struct sheet *sheet = NULL;
    struct import_preview *preview = NULL;
    struct faults faults = {.n = 0};
    struct gap_view *gap = NULL;
    struct assessment it;
    int64_t id;

    work_by(t, "big");
    EQ(DONE, csv_read(t->mem, S("nummer;opzet;bestaan;werking;eigenaar\n"
                                "10.1.3;ja;ja;ja;Ruben Kok\n"     /* gelijk: 5.03 */
                                "8.3.2;deels;nee;;\n"             /* gelijk: 5.11 */
                                "11.4.1;ja;ja;ja;\n"),            /* gewijzigd: 5.15 */
                      &sheet, &faults));
    DO(t, act_import(t->job, 0, sheet, true, &preview));
    EQ(3, preview->n_new);
    show(t, "10.1.3", "2025-06-01", "2025-12-31");
    for (int round = 0; round < 2; round++) {
        id = migrate(t, "big", NEW_NORM, true);
        t->norm = norms_get(t->job, S(NEW_NORM));
        it = said(t, "5.03");
        assert_true(it.operation == VERDICT_YES && !it.operation_unconfirmed);
        EQ(t->person[RUBEN], it.owner.id);
        EQ(STATUS_MEETS, state_of(t, "5.03").status);
        EQ(VERDICT_NO, said(t, "5.11").existence);
        EQ(VERDICT_EMPTY, said(t, "5.11").operation);
        DO(t, act_gap(t->job, S(""), S(""), GAP_BY_THEME, &gap));
        assert_true(gap->view.own && str_eq(gap->view.norm->key, S(NEW_NORM)));
        assert_true(view_of(t, id)->by_state[MIGRATED_DO] > 100);
        if (round == 0)
            DO(t, act_migration_undo(t->job, (struct row){.id = id}));
        assert_true(str_eq(picture(t)->norm->key, round == 0 ? S("big@1.0") : S(NEW_NORM)));
    }
}

ON_TOWN(a_plan_knows_the_level_of_a_system_and_asks_no_more_of_it)
{
    struct given make = GIVEN(object, "name", "Zaaksysteem", "kind", "systeem", "owner",
                              arena_text(t->mem, "%lld", (long long)t->person[RUBEN]).at);
    const struct level_test *test;
    struct level_said said = {.chosen = {true, 1}, .chosen_why = S("Er staat weinig op het spel.")};
    struct migration_plan *plan = NULL;
    struct maybe *answers;
    int64_t system[1] = {0};
    int64_t id = 0;
    int above = 0;

    work_by(t, OLD);
    test = norms_level(t->norm);
    answers = NEW_ARRAY(t->mem, (size_t)test->n_questions, struct maybe);
    level_answers_read(test, S("vertrouwelijke_informatie=nee;openbaarheid_derden_onzeker=nee;"
                               "bestuurlijke_onrust=nee;ketenafhankelijkheid=nee"), answers);
    said.answers = answers;
    DO(t, act_object_add(t->job, &make, system));
    town_as(t, RUBEN);
    DO(t, act_level_test(t->job, system[0], &said, &id));
    DO(t, act_migration_plan(t->job, S(OLD), S(NEW_NORM), system, 1, &plan));
    EQ(1, plan->objects[0].level);
    assert_true(!plan->objects[0].level_missing);
    for (int i = 0; i < plan->objects[0].n; i++) {
        const struct migration_item *it = &plan->objects[0].items[i];

        if (it->n_sources != 1 || it->carried == NULL || it->kind == CARRY_PARTIAL)
            continue;
        EQ(plan->from->items[it->sources[0]].level > 1, it->carried->excluded);
        above += it->carried->excluded;
    }
    assert_true(above > 0);
}

/* ---- confirmed ---- */

ON_TOWN(who_confirms_makes_it_theirs_and_it_counts_again)
{
    const struct given yes = GIVEN(assessment, "design_unconfirmed", "1");
    struct assessment it;
    int64_t id;

    work_by(t, OLD);
    say(t, "5.1.1.1", "ja");
    show(t, "5.1.1.1", "2025-06-01", "2025-12-31");
    id = migrate(t, OLD, NEW_NORM, true);
    t->norm = norms_get(t->job, S(NEW_NORM));
    EQ(MIGRATED_REASSESS, line_of(view_of(t, id), S("bio2-5.01.01"))->state);
    EQ(STATUS_PARTLY, state_of(t, "5.01.01").status);
    town_later(t, 1);
    confirm(t, S("bio2-5.01.01"));
    it = row_of(t, 0, S("bio2-5.01.01"));
    assert_true(!it.design_unconfirmed && it.design == VERDICT_YES);
    EQ(t->job->today.n, it.operation_on.n);
    EQ(t->person[SAMIRA], it.operation_by.id);
    EQ(STATUS_MEETS, state_of(t, "5.01.01").status);
    EQ(MIGRATED_DONE, line_of(view_of(t, id), S("bio2-5.01.01"))->state);
    IS_REFUSED(t, "design_unconfirmed", "assess.unconfirmed",
               act_assess(t->job, S("bio2-5.01.01"), it.row, &yes, &it));
    it = row_of(t, 0, S("bio2-5.01.01"));
    town_as(t, EVA);
    EQ(FORBIDDEN, TRY(t, act_assess(t->job, S("bio2-5.01.01"), it.row, &yes, &it)));
}

ON_TOWN(a_verdict_given_anew_needs_no_confirming)
{
    work_by(t, OLD);
    say(t, "5.1.1.1", "ja");
    migrate(t, OLD, NEW_NORM, true);
    t->norm = norms_get(t->job, S(NEW_NORM));
    ASSESS(t, "5.01.01", "design", "deels");
    assert_true(!said(t, "5.01.01").design_unconfirmed);
    assert_true(said(t, "5.01.01").existence_unconfirmed);
}

/* ---- taken back ---- */

ON_TOWN(undoing_leaves_everything_as_it_was)
{
    const struct given given = GIVEN(assessment, "note", "Er is nog niets.");
    struct assessment before;
    struct assessment now;
    struct migration_view *view;
    int64_t id;

    work_by(t, OLD);
    say(t, "7.1.2.1", "ja");
    show(t, "7.1.2.1", "2025-06-01", "2025-12-31");
    say(t, "5.1.1.1", "ja");
    DO(t, act_assess(t->job, of(t, NEW_NORM, "5.01.01"), (struct row){0}, &given, &before));
    id = migrate(t, OLD, NEW_NORM, true);
    assert_true(view_of(t, id)->may_undo);
    EQ(VERDICT_YES, row_of(t, 0, S("bio2-5.01.01")).design);
    DO(t, act_migration_undo(t->job, (struct row){.id = id}));

    now = row_of(t, 0, S("bio2-5.01.01"));
    for (int i = 0; i < assessment_noun.n_fields; i++)
        assert_true(value_same(&assessment_noun.fields[i], &before, &now));
    now = row_of(t, 0, S("bio2-6.02.01"));
    before = (struct assessment){.object = now.object, .item = now.item};
    for (int i = 0; i < assessment_noun.n_fields; i++)
        assert_true(value_same(&assessment_noun.fields[i], &before, &now));
    EQ(0, used_at(t, S("bio2-6.02.01")));
    assert_true(str_eq(picture(t)->org.norm, S("bio104@1.04")));
    view = view_of(t, id);
    assert_true(view->head.it.undone && !view->may_undo);
    EQ(0, view->by_state[MIGRATED_CONFIRM]);
    IS_REFUSED(t, "", "migration.undone", act_migration_undo(t->job, (struct row){.id = id}));

    /* And again from the start. */
    assert_true(plan_of(t, OLD, NEW_NORM)->first);
    migrate(t, OLD, NEW_NORM, true);
    EQ(VERDICT_YES, row_of(t, 0, S("bio2-6.02.01")).design);
    EQ(1, used_at(t, S("bio2-6.02.01")));
}

ON_TOWN(what_was_changed_afterwards_cannot_be_undone)
{
    int64_t before;
    int64_t id;

    work_by(t, OLD);
    say(t, "7.1.2.1", "ja");
    id = migrate(t, OLD, NEW_NORM, true);
    t->norm = norms_get(t->job, S(NEW_NORM));
    ASSESS(t, "6.02.01", "design", "nee");
    before = entries(t);
    IS_REFUSED(t, "", "migration.changed", act_migration_undo(t->job, (struct row){.id = id}));
    assert_true(str_eq(t->job->faults.at[0].arg, S("6.02.01")));
    EQ(before, entries(t));
    assert_true(!view_of(t, id)->may_undo);
    assert_true(str_eq(view_of(t, id)->changed, S("bio2-6.02.01")));
}

ON_TOWN(who_went_on_to_another_norm_cannot_undo_the_first_step)
{
    int64_t id;

    work_by(t, OLD);
    id = migrate(t, OLD, NEW_NORM, true);
    work_by(t, "iso27002-2022");
    IS_REFUSED(t, "", "migration.moved_on", act_migration_undo(t->job, (struct row){.id = id}));
}

ON_TOWN(a_day_before_shows_what_was)
{
    struct migration_head *heads = NULL;
    struct picture *then = NULL;
    size_t n = 0;
    struct day day;

    work_by(t, OLD);
    say(t, "7.1.2.1", "ja");
    day = t->job->today;
    town_later(t, 1);
    migrate(t, OLD, NEW_NORM, true);
    town_begin(t);
    db_rollback(t->db);
    town_ok(t, picture_open(t->job, day, (struct day){0}));
    town_ok(t, picture_load(t->job, &then));
    assert_true(str_eq(then->norm->key, S("bio104@1.04")));
    EQ(VERDICT_YES, then->assessments[0].design);
    EQ(1, then->n_assessments);
    town_ok(t, act_migrations(t->job, &heads, &n));
    EQ(0, n);
    DO(t, act_migrations(t->job, &heads, &n));
    EQ(1, n);
    assert_true(str_eq(heads[0].by, S("Samira Haddad")));
}

/* ---- versions of one norm ---- */

ON_TOWN(another_version_takes_everything_along_at_once)
{
    struct migration_order order = {.from = S("bio2@1.2"), .to = S(NEW_NORM)};
    struct assessment same;
    struct assessment it;
    int64_t id;

    migrate(t, NEW_NORM, "bio2@1.2", true);
    t->norm = norms_get(t->job, S("bio2@1.2"));
    say(t, "6.02.01", "ja"); /* the same in both */
    say(t, "5.14.01", "ja"); /* changed, under the same number */
    say(t, "5.21.01", "ja"); /* a part of 5.21.03 now */
    show(t, "5.14.01", "2025-06-01", "2025-12-31");
    same = said(t, "6.02.01");
    IS_REFUSED(t, "move", "migration.must_move", act_migrate(t->job, &order, &id));
    IS_REFUSED(t, "norm", "migration.versions", act_norm_move(t->job, (struct row){0}, order.to));
    id = migrate(t, "bio2@1.2", NEW_NORM, true);
    t->norm = norms_get(t->job, S(NEW_NORM));
    assert_true(str_eq(picture(t)->org.norm, S(NEW_NORM)));
    it = said(t, "6.02.01");
    EQ(same.row.version, it.row.version);
    it = said(t, "5.14.01");
    assert_true(it.design == VERDICT_YES && it.design_unconfirmed && it.origin.id != 0);
    EQ(STATUS_PARTLY, state_of(t, "5.14.01").status);
    EQ(1, used_at(t, S("bio2-5.14.01")));
    DO(t, act_migration_undo(t->job, (struct row){.id = id}));
    assert_true(str_eq(picture(t)->org.norm, S("bio2@1.2")));
    assert_true(!row_of(t, 0, S("bio2-5.14.01")).design_unconfirmed);
}

ON_TOWN(moving_wants_the_norm_that_is_worked_by)
{
    struct migration_order order = {.from = S(OLD), .to = S(NEW_NORM), .move = true};
    int64_t id;

    town_as(t, SAMIRA);
    IS_REFUSED(t, "move", "migration.not_ours", act_migrate(t->job, &order, &id));
    IS_REFUSED(t, "norm", "migration.own", act_norm_move(t->job, (struct row){0}, S(NEW_NORM)));
    IS_REFUSED(t, "norm", "norm.unknown", act_norm_move(t->job, (struct row){0}, S("none")));
    EQ(CLASHED, TRY(t, act_norm_move(t->job, (struct row){.version = 7}, S(OLD))));
}

/* ---- there and back ---- */

#define META(id)                                                                                \
    "\"uuid\": \"b07d0b2c-26f0-5c5e-9cf0-6e2a5f0d8a9e\", \"metadata\": {\"title\": \"" id "\","   \
    " \"last-modified\": \"2026-01-01T00:00:00Z\", \"version\": \"1\", \"oscal-version\":"        \
    " \"1.1.2\", \"document-ids\": [{\"scheme\": \"urn:x-waarborg:document\","                   \
    " \"identifier\": \"" id "\"}]}"
#define CONTROL(id, label)                                                                      \
    "{\"id\": \"" id "\", \"title\": \"T " label "\", \"props\": [{\"name\": \"label\","          \
    " \"value\": \"" label "\"}], \"parts\": [{\"id\": \"" id "_s\", \"name\":"                  \
    " \"statement\", \"prose\": \"Doe " label ".\"}]}"
#define CATALOG(id)                                                                             \
    S("{\"catalog\": {" META(id) ", \"groups\": [{\"id\": \"g\", \"title\": \"G\","               \
      " \"controls\": [" CONTROL(id "-1", "1") ", " CONTROL(id "-2", "2") ", "                   \
      CONTROL(id "-3", "3") "]}]}}")

/* [R10] Law: over a mapping in which everything is equal. */
ON_TOWN(there_and_back_by_an_all_equal_mapping_is_the_identity)
{
    static const char *const labels[] = {"1", "2", "3"};
    struct item_state was[3];
    struct assessment rows[3];

    bring(t, "a.json", CATALOG("een"), NULL, NULL);
    bring(t, "b.json", CATALOG("twee"), NULL, NULL);
    bring(t, "m.csv", S("van;naar;relatie\n1;1;gelijk\n2;2;gelijk\n3;3;gelijk\n"), "een@1",
          "twee@1");
    work_by(t, "een@1");
    say(t, "1", "ja");
    show(t, "1", "2025-06-01", "2025-12-31");
    say(t, "2", "deels");
    for (int i = 0; i < 3; i++) {
        was[i] = state_of(t, labels[i]);
        rows[i] = said(t, labels[i]);
    }
    migrate(t, "een@1", "twee@1", true);
    town_begin(t);
    t->norm = norms_get(t->job, S("twee@1"));
    for (int i = 0; i < 3; i++) {
        struct item_state is = state_of(t, labels[i]);

        EQ(was[i].status, is.status);
        EQ(0, memcmp(was[i].aspect, is.aspect, sizeof is.aspect));
        EQ(was[i].n_evidence, is.n_evidence);
    }
    migrate(t, "twee@1", "een@1", true);
    town_begin(t);
    t->norm = norms_get(t->job, S("een@1"));
    for (int i = 0; i < 3; i++) {
        struct item_state is = state_of(t, labels[i]);

        EQ(0, memcmp(was[i].aspect, is.aspect, sizeof is.aspect));
        EQ(was[i].n_evidence, is.n_evidence);
        EQ(rows[i].row.version, said(t, labels[i]).row.version);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_says_what_becomes_of_every_item_and_changes_nothing),
        cmocka_unit_test(a_plan_wants_two_norms_with_a_way_between_them),
        cmocka_unit_test(versions_of_the_own_norm_are_left_and_reached_by_a_move_alone),
        cmocka_unit_test(each_kind_carries_what_it_carries),
        cmocka_unit_test(what_rests_on_what_is_older_than_a_year_waits_to_be_confirmed),
        cmocka_unit_test(a_review_goes_along_only_where_it_still_makes_a_verdict_tested),
        cmocka_unit_test(werking_judged_by_its_executor_waits_under_another_one),
        cmocka_unit_test(what_stands_keeps_its_verdict_and_gets_the_evidence_once),
        cmocka_unit_test(a_newer_piece_takes_the_place_of_the_old_one_in_both_norms),
        cmocka_unit_test(who_sees_to_it_goes_along_where_nobody_does_yet),
        cmocka_unit_test(a_decision_goes_before_what_the_plan_proposes),
        cmocka_unit_test(only_who_may_assess_an_object_carries_over_for_it),
        cmocka_unit_test(of_one_system_goes_along_what_was_said_of_that_system),
        cmocka_unit_test(an_old_sheet_goes_over_two_norms_in_one_go),
        cmocka_unit_test(a_plan_knows_the_level_of_a_system_and_asks_no_more_of_it),
        cmocka_unit_test(who_confirms_makes_it_theirs_and_it_counts_again),
        cmocka_unit_test(a_verdict_given_anew_needs_no_confirming),
        cmocka_unit_test(undoing_leaves_everything_as_it_was),
        cmocka_unit_test(what_was_changed_afterwards_cannot_be_undone),
        cmocka_unit_test(who_went_on_to_another_norm_cannot_undo_the_first_step),
        cmocka_unit_test(a_day_before_shows_what_was),
        cmocka_unit_test(another_version_takes_everything_along_at_once),
        cmocka_unit_test(moving_wants_the_norm_that_is_worked_by),
        cmocka_unit_test(there_and_back_by_an_all_equal_mapping_is_the_identity),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
