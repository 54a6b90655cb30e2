/* Another norm, and a selection, from what was said by the organisation's own [R9].
 *
 * The figures were counted by hand from the files in catalogues/mappings.
 */
#include "town.h"

#include <time.h>

#include "acts/between.h"
#include "acts/view.h"
#include "engine/control.h"

static struct view look(struct town *t, const char *norm, const char *profile)
{
    struct view view = {0};

    DO(t, view_load(t->job, str_of(norm), str_of(profile), &view));
    return view;
}

static const struct derived *at(const struct view *view, const char *label)
{
    int item = norm_label(view->norm, str_of(label));

    assert_true(item >= 0);
    return &view->derived[item];
}

static void set(struct given *given, const char *field, const char *text)
{
    int at = noun_field(&assessment_noun, str_of(field));

    assert_true(at >= 0);
    given->is[at] = true;
    given->text[at] = str_of(text);
}

/* Everything is ja, tested by somebody else than who carries it out; and of each control it
 * was concluded that its measures suffice. */
static void be_perfect(struct town *t)
{
    const struct norm *norm = t->norm;
    struct assess_line *lines = NEW_ARRAY(t->mem, (size_t)norm->n_items, struct assess_line);
    struct str ruben = arena_text(t->mem, "%lld", (long long)t->person[RUBEN]);
    struct str clashed;
    size_t n = 0;
    int changed = 0;

    for (int i = 0; i < norm->n_items; i++) {
        struct given *given = &lines[n].given;

        if (norm->items[i].withdrawn)
            continue;
        lines[n].item = norm->items[i].id;
        given->noun = &assessment_noun;
        if (norm->items[i].assessed) {
            set(given, "owner", ruben.at);
            for (int a = 0; a < ASPECT_COUNT; a++) {
                set(given, (const char *const[]){"design", "existence", "operation"}[a], "ja");
                set(given, (const char *const[]){"design_review", "existence_review",
                                                 "operation_review"}[a], "Audit 2026");
            }
        } else {
            set(given, "suffices", "ja");
            set(given, "suffices_why", "Getoetst");
            set(given, "risk_analysis", "RA-1");
        }
        n++;
    }
    town_as(t, SAMIRA);
    t->job->roles |= ROLE(AUDITOR);
    DO(t, act_assess_all(t->job, 0, lines, n, &changed, &clashed));
    EQ((size_t)changed, n);
    town_as(t, SAMIRA);
}

ON_TOWN(a_perfect_organisation_meets_what_is_equal_to_its_norm)
{
    struct view view;

    be_perfect(t);
    EQ(picture(t)->whole.by_status[STATUS_MEETS], picture(t)->whole.n);
    view = look(t, "iso27002-2022", "");
    assert_false(view.own);
    EQ(view.bridge.length, 1);
    EQ(view.whole.n, 93);
    EQ(view.whole.judged, 93);
    EQ(view.whole.by_status[STATUS_MEETS], 93);
    EQ(at(&view, "5.1")->rule, RELATION_EQUAL);
}

ON_TOWN(what_only_touches_another_norm_gives_it_no_status_however_perfect)
{
    struct view view;

    be_perfect(t);
    view = look(t, "nist-csf-2.0", "");
    EQ(view.bridge.length, 2);
    EQ(view.whole.n, 106);
    EQ(view.whole.covered, 97);
    EQ(view.whole.counted, 97);
    EQ(view.whole.judged, 0);
    EQ(view.whole.uncovered, 9);
    EQ(view.whole.by_status[STATUS_MEETS], 0);
    EQ(at(&view, "GV.OC-03")->kind, DERIVED_COUNTED);
    EQ(at(&view, "GV.OC-03")->met, 5);
    EQ(at(&view, "GV.OC-03")->of, 5);
    EQ(at(&view, "GV.OC-01")->kind, DERIVED_UNCOVERED);
}

ON_TOWN(parts_of_a_duty_never_make_the_whole_of_it)
{
    struct view view;
    struct spread_row *rows;
    int n = 0;
    int sum = 0;

    be_perfect(t);
    view = look(t, "cbw", "");
    EQ(view.whole.n, 37);
    EQ(view.whole.judged, 10);
    EQ(view.whole.by_status[STATUS_PARTLY], 10);
    EQ(view.whole.counted, 4);
    EQ(view.whole.uncovered, 23);
    EQ(view.whole.tested, 0);
    EQ(at(&view, "21.3.b")->rule, RELATION_SUBSET);
    EQ(at(&view, "21.3.b")->of, 32);
    EQ(at(&view, "21.3.b")->met, 32);
    assert_false(at(&view, "21.3.b")->complete);
    rows = view_spread(t->job, &view, GAP_BY_THEME, true, &n);
    for (int i = 0; i < n; i++)
        sum += rows[i].count.n;
    EQ(sum, 37);
    EQ(rows[n - 1].count.by_status[STATUS_MEETS], 0);
}

ON_TOWN(of_nothing_said_nothing_is_met_and_what_is_uncovered_is_the_same)
{
    struct view view;

    town_as(t, SAMIRA);
    view = look(t, "cbw@2026", "");
    EQ(view.whole.by_status[STATUS_UNKNOWN], 10);
    EQ(view.whole.uncovered, 23);
    view = look(t, "nist-csf-2.0", "");
    EQ(at(&view, "GV.OC-03")->met, 0);
    EQ(at(&view, "GV.OC-03")->of, 5);
}

ON_TOWN(the_own_norm_is_looked_at_as_it_is)
{
    struct view view;

    town_as(t, SAMIRA);
    ASSESS(t, "5.03", "design", "ja");
    view = look(t, "", "");
    assert_true(view.own);
    assert_null(view.derived);
    assert_null(view.keep);
    assert_memory_equal(&view.count, &view.picture->whole, sizeof view.count);
    assert_true(look(t, "bio2", "").own);
}

ON_TOWN(an_unknown_norm_or_selection_is_refused_by_name)
{
    struct view view;
    struct gap_view *gap;

    town_as(t, SAMIRA);
    IS_REFUSED(t, "norm", "norm.unknown", view_load(t->job, S("none"), S(""), &view));
    IS_REFUSED(t, "selectie", "view.no_selection", view_load(t->job, S(""), S("none"), &view));
    IS_REFUSED(t, "by", "gap.no_groups", act_gap(t->job, S(""), S(""), GAP_BY_GROUP, &gap));
    IS_REFUSED(t, "by", "gap.not_said", act_gap(t->job, S("cbw"), S(""), GAP_BY_CSF, &gap));
    IS_REFUSED(t, "by", "gap.not_said",
               act_gap(t->job, S("iso27002-2013"), S(""), GAP_BY_CONTROL, &gap));
}

ON_TOWN(another_norm_is_for_who_sees_the_whole)
{
    struct view view;

    town_as(t, SEM);
    EQ(TRY(t, view_load(t->job, S("cbw"), S(""), &view)), FORBIDDEN);
    EQ(TRY(t, view_load(t->job, S(""), S(""), &view)), DONE);
    town_as(t, EVA);
    EQ(TRY(t, view_load(t->job, S("cbw"), S(""), &view)), DONE);
}

/* An earlier version says who is held to an item and which function it serves. */
ON_TOWN(by_another_norm_the_gap_has_its_duties_and_functions_where_it_says_them)
{
    struct gap_view *gap = NULL;
    int n = 0;

    be_perfect(t);
    ASSESS(t, "5.01.01", "design", "nee", "existence", "nee", "operation", "nee");
    DO(t, act_gap(t->job, S("bio2@1.2"), S(""), GAP_BY_DUTY, &gap));
    assert_true(gap->n_spread > 3);
    for (int i = 0; i < gap->n_spread; i++) {
        const struct spread_row *row = &gap->spread[i];
        struct str says = view_at_says(t->job, &gap->view, GAP_BY_DUTY, row->at);

        assert_true(says.len > 0);
        n += row->count.by_status[STATUS_NOT];
    }
    assert_true(n > 0);
    EQ(gap->spread[gap->n_spread - 1].count.by_status[STATUS_NOT], 0);
    DO(t, act_gap(t->job, S("bio2@1.2"), S(""), GAP_BY_CSF, &gap));
    EQ(gap->n_spread, CSF_COUNT);
}

ON_TOWN(by_another_norm_the_gap_has_its_chapters_worst_first)
{
    struct gap_view *gap = NULL;
    int n = 0;

    be_perfect(t);
    DO(t, act_gap(t->job, S("nist-csf-2.0"), S(""), GAP_BY_THEME, &gap));
    EQ(gap->n_rows, 0);
    assert_false(gap->meets);
    for (int i = 0; i < gap->n_spread; i++)
        n += gap->spread[i].count.n;
    EQ(n, 106);
}

/* Growth steps, a module, the matrix; and one of another norm. */
#define STEPS "bio2-groeistappen"
#define MODULE "bio2-vdw-5"
#define MATRIX "bio2-matrix"
#define SELF_TEST "bio104-bio-sa"

ON_TOWN(within_a_selection_only_what_is_selected_is_counted)
{
    struct gap_view *gap = NULL;
    struct dashboard *dashboard = NULL;
    struct measures *list = NULL;
    struct measures_filter filter = {.group = -1, .control = -1, .duty = -1, .csf = -1,
                                     .status = -1, .missing = -1, .level = -1};
    int sum = 0;

    be_perfect(t);
    ASSESS(t, "5.01.01", "design", "nee");
    EQ(look(t, "", STEPS).count.n, 72);
    EQ(look(t, "", MODULE).count.n, 17);
    EQ(look(t, "", MATRIX).count.n, 156);
    DO(t, act_gap(t->job, S(""), S(STEPS), GAP_BY_GROUP, &gap));
    EQ(gap->n_rows, 3);
    for (int i = 0; i < gap->n_rows; i++)
        sum += gap->rows[i].count.n;
    EQ(sum, 72);
    assert_false(gap->meets);
    DO(t, act_dashboard(t->job, S(""), S(MODULE), 5, &dashboard));
    EQ(dashboard->view.count.n, 17);
    EQ(dashboard->n_trend, 0);
    sum = 0;
    for (int i = 0; i < t->norm->n_groups; i++)
        sum += dashboard->themes[i].n;
    EQ(sum, 17);
    filter.profile = norms_profile(t->job, S(STEPS));
    DO(t, act_measures(t->job, &filter, &list));
    EQ(list->n, 72);
    filter.selected = 3;
    DO(t, act_measures(t->job, &filter, &list));
    EQ(list->n, 4);
    EQ(list->all, 72);
}

ON_TOWN(a_selection_of_another_norm_looks_at_that_norm)
{
    struct view view;
    struct gap_view *gap = NULL;

    town_as(t, SAMIRA);
    view = look(t, "", SELF_TEST);
    assert_false(view.own);
    EQ(view.whole.n, 182); /* its controls stand for their measures */
    IS_REFUSED(t, "selectie", "view.other_selection",
               view_load(t->job, S("cbw"), S(SELF_TEST), &view));
    DO(t, act_gap(t->job, S(""), S(SELF_TEST), GAP_BY_GROUP, &gap));
    assert_true(gap->n_spread > 10);
}

/* [R9] An item of another norm can be given a verdict of its own. */
ON_TOWN(a_verdict_on_an_item_of_another_norm_goes_before_what_is_derived)
{
    struct given given = GIVEN(assessment, "design", "nee", "existence", "nee", "operation", "nee");
    struct assessment saved;
    struct view view;
    int item;

    be_perfect(t);
    DO(t, act_assess(t->job, S("csf2-GV.OC-01"), (struct row){0}, &given, &saved));
    view = look(t, "nist-csf-2.0", "");
    EQ(view.whole.own, 1);
    EQ(view.whole.uncovered, 8);
    EQ(view.whole.by_status[STATUS_NOT], 1);
    EQ(at(&view, "GV.OC-01")->kind, DERIVED_OWN);
    item = norm_label(view.norm, S("GV.OC-01"));
    EQ(view.beside->states[item].status, STATUS_NOT);
    /* The own norm knows nothing of it, and two versions of that are not each other's. */
    EQ(view.picture->whole.by_status[STATUS_NOT], 0);
    view = look(t, "bio2@1.2", "");
    EQ(view.whole.own, 0);
    EQ(TRY(t, act_assess(t->job, S("no-such"), (struct row){0}, &given, &saved)), NOT_THERE);
    town_as(t, EVA);
    EQ(TRY(t, act_assess(t->job, S("csf2-GV.OC-02"), (struct row){0}, &given, &saved)),
       FORBIDDEN);
}

/* What the own norm has under the same id is said there, and nowhere else. */
ON_TOWN(an_item_of_another_norm_is_looked_at_with_what_was_said_of_it)
{
    struct given given = GIVEN(assessment, "design", "ja", "design_note", "Op de site");
    struct measure *of = NULL;
    struct assessment saved;
    bool moved = true;

    town_as(t, SAMIRA);
    DO(t, act_measure_in(t->job, S("nist-csf-2.0"), S("GV.OC-01"), &of, &moved));
    assert_false(moved);
    EQ(of->assessment.row.id, 0);
    EQ(of->n_history, 0);
    assert_true(of->may_assess && of->may_assign && !of->may_test);
    DO(t, act_assess(t->job, S("csf2-GV.OC-01"), of->assessment.row, &given, &saved));
    DO(t, act_measure_in(t->job, S("nist-csf-2.0"), S("csf2-GV.OC-01"), &of, &moved));
    text_eq(of->assessment.design_note, "Op de site");
    EQ(of->picture->states[of->item].aspect[ASPECT_DESIGN].said, VERDICT_YES);
    assert_true(of->n_history > 0);
    DO(t, act_measure_in(t->job, S("bio2"), S("5.01.01"), &of, &moved));
    assert_ptr_equal(of->picture->norm, t->norm);
    EQ(TRY(t, act_measure_in(t->job, S("bio2@1.2"), S("5.01.01"), &of, &moved)), NOT_THERE);
    EQ(TRY(t, act_measure_in(t->job, S("nist-csf-2.0"), S("ID.GV"), &of, &moved)), NOT_THERE);
    EQ(TRY(t, act_measure_in(t->job, S("moon"), S("5.01.01"), &of, &moved)), NOT_THERE);
    town_as(t, SEM);
    EQ(TRY(t, act_measure_in(t->job, S("nist-csf-2.0"), S("GV.OC-01"), &of, &moved)), FORBIDDEN);
}

ON_TOWN(two_norms_stand_side_by_side_with_what_has_no_other_side)
{
    struct between it;

    town_as(t, SAMIRA);
    DO(t, between_of(t->job, S("bio2"), S("nist-csf-2.0"), &it));
    EQ(it.bridge.length, 2);
    EQ(it.n_rows, 286);
    EQ(it.n_right, 9);
    text_eq(it.rows[0].via, "ISO/IEC 27002:2022, nummers en kenmerken 5.1");
    DO(t, between_of(t->job, S("cbw"), S("bio2"), &it));
    EQ(it.n_rows, 175);
    EQ(it.n_left, 37 - 14);
    EQ(it.rows[0].standing, STANDING_DERIVED);
    EQ(it.rows[0].is, RELATION_SUPERSET);
    text_eq(it.rows[0].basis, "eigen afleiding");
    DO(t, between_of(t->job, S("bio2"), S("iso27002-2022"), &it));
    EQ(it.n_rows, 93);
    EQ(it.n_left, 117); /* government measures come on top */
    EQ(it.n_right, 0);
    DO(t, between_of(t->job, S("bio2@1.2"), S("bio2@1.3"), &it));
    assert_true(it.n_left >= 2);
    for (int i = 0, ended = 0; i < it.n_left; i++) {
        ended += it.left[i].kind == BETWEEN_ENDED;
        if (i + 1 == it.n_left)
            EQ(ended, 2);
    }
    IS_REFUSED(t, "naar", "between.same", between_of(t->job, S("bio2"), S("bio2@1.3"), &it));
    IS_REFUSED(t, "van", "norm.unknown", between_of(t->job, S(""), S("bio2"), &it));
}

static int64_t cpu_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

/* All norms for one organisation: two thousandths of a second is the promise; a busy
 * machine and the sanitizers get twenty. */
ON_TOWN(deriving_every_norm_takes_no_time_worth_naming)
{
    const struct mapping *const *mappings;
    struct picture *p;
    int64_t from;
    int64_t best = INT64_MAX;
    int n;

    be_perfect(t);
    p = picture(t);
    mappings = norms_mappings(t->job, &n);
    for (int again = 0; again < 5; again++) {
        int64_t took;

        from = cpu_us();
        for (int i = 0; norms_at(t->job, i) != NULL; i++) {
            struct bridge bridge = bridge_of(t->mem, mappings, n, p->norm, norms_at(t->job, i));
            struct derive_input input = {.bridge = &bridge, .facts = p->states};
            struct derived_count all =
                derive_count(norms_at(t->job, i), derive_judge(t->mem, &input), NULL);

            EQ(all.n, all.covered + all.uncovered);
        }
        took = cpu_us() - from;
        best = took < best ? took : best;
    }
    print_message("deriving every norm: %lld us\n", (long long)best);
    assert_true(best < 20000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_perfect_organisation_meets_what_is_equal_to_its_norm),
        cmocka_unit_test(what_only_touches_another_norm_gives_it_no_status_however_perfect),
        cmocka_unit_test(parts_of_a_duty_never_make_the_whole_of_it),
        cmocka_unit_test(of_nothing_said_nothing_is_met_and_what_is_uncovered_is_the_same),
        cmocka_unit_test(the_own_norm_is_looked_at_as_it_is),
        cmocka_unit_test(an_unknown_norm_or_selection_is_refused_by_name),
        cmocka_unit_test(another_norm_is_for_who_sees_the_whole),
        cmocka_unit_test(by_another_norm_the_gap_has_its_duties_and_functions_where_it_says_them),
        cmocka_unit_test(by_another_norm_the_gap_has_its_chapters_worst_first),
        cmocka_unit_test(within_a_selection_only_what_is_selected_is_counted),
        cmocka_unit_test(a_selection_of_another_norm_looks_at_that_norm),
        cmocka_unit_test(an_item_of_another_norm_is_looked_at_with_what_was_said_of_it),
        cmocka_unit_test(a_verdict_on_an_item_of_another_norm_goes_before_what_is_derived),
        cmocka_unit_test(two_norms_stand_side_by_side_with_what_has_no_other_side),
        cmocka_unit_test(deriving_every_norm_takes_no_time_worth_naming),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
