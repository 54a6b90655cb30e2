/* How a derived norm falls out over its groups, and over those of a selection [R9]. */
#include <stdlib.h>

#include "engine/count.h"
#include "engine/spread.h"

#include "facts.h"

enum { ITEMS = 7 };

/* Theme 0: control A with measures B and C; theme 1: D, E; theme 2: F, a heading; theme 3: G. */
static const struct item items[ITEMS] = {
    {.group = 0, .kind = ITEM_CONTROL, .parent = ITEM_NONE, .n_measures = 2},
    {.group = 0, .kind = ITEM_MEASURE, .parent = 0, .assessed = true},
    {.group = 0, .kind = ITEM_MEASURE, .parent = 0, .assessed = true},
    {.group = 1, .parent = ITEM_NONE, .assessed = true},
    {.group = 1, .parent = ITEM_NONE, .assessed = true},
    {.group = 2, .parent = ITEM_NONE, .heading = true},
    {.group = 3, .parent = ITEM_NONE, .assessed = true},
};
static const struct norm_group themes[4];
static const struct profile_group themes_of_profile[1];
static const struct norm norm = {.groups = themes, .n_groups = 4, .items = items,
                                 .n_items = ITEMS};

#define JUDGED(is) {.kind = DERIVED_JUDGED, .status = STATUS_##is}

static const struct derived derived[ITEMS] = {
    JUDGED(PARTLY), JUDGED(MEETS), JUDGED(NOT), {.kind = DERIVED_UNCOVERED},
    {.kind = DERIVED_COUNTED, .met = 1, .of = 1}, {.kind = DERIVED_NONE},
    JUDGED(NOT_APPLICABLE),
};

TEST(each_group_that_can_be_assessed_has_a_row_and_they_add_up)
{
    struct spread_input input = {.norm = &norm, .derived = derived};
    struct derived_count whole = derive_count(&norm, derived, NULL);
    int n = 0;
    struct spread_row *rows = spread_count(fresh(), &input, GAP_BY_THEME, false, &n);

    EQ(3, n, "the heading has no row");
    EQ(0, rows[0].at.group, "reading order");
    EQ(2, rows[0].count.n, "the control is not counted beside its measures");
    EQ(1, rows[0].count.by_status[STATUS_MEETS], "B");
    EQ(1, rows[1].count.uncovered, "D");
    EQ(1, rows[1].count.counted, "E");
    EQ(1, rows[1].count.covered, "E only touches, and is covered");
    EQ(whole.n, rows[0].count.n + rows[1].count.n + rows[2].count.n, "they add up");
}

/* In every figure: the counts are numbers after one another. */
TEST(the_rows_add_up_to_the_whole_in_every_figure)
{
    static const struct derived mixed[ITEMS] = {
        JUDGED(PARTLY),
        {.kind = DERIVED_OWN, .status = STATUS_MEETS, .tested = true},
        {.kind = DERIVED_JUDGED, .status = STATUS_MEETS, .tested = true, .own_word = true},
        {.kind = DERIVED_OWN, .status = STATUS_NOT, .own_word = true},
        {.kind = DERIVED_COUNTED, .met = 1, .of = 1},
        {.kind = DERIVED_NONE},
        {.kind = DERIVED_UNCOVERED},
    };
    enum { FIGURES = sizeof(struct derived_count) / sizeof(int) };
    struct spread_input input = {.norm = &norm, .derived = mixed};
    struct derived_count whole = derive_count(&norm, mixed, NULL);
    int figures[FIGURES];
    int sum[FIGURES] = {0};
    int n = 0;
    struct spread_row *rows = spread_count(fresh(), &input, GAP_BY_THEME, false, &n);

    for (int i = 0; i < n; i++) {
        memcpy(figures, &rows[i].count, sizeof figures);
        for (int k = 0; k < FIGURES; k++)
            sum[k] += figures[k];
    }
    assert_memory_equal(sum, &whole, sizeof whole);
    EQ(2, whole.own, "B and D");
    EQ(2, whole.tested, "B and C");
    EQ(2, whole.own_word, "C and D");
}

TEST(the_worst_comes_first_and_what_is_uncovered_is_not_met)
{
    struct spread_input input = {.norm = &norm, .derived = derived};
    int n = 0;
    struct spread_row *rows = spread_count(fresh(), &input, GAP_BY_THEME, true, &n);

    EQ(1, rows[0].at.group, "0 of 2: one uncovered, one without status");
    EQ(0, rows[1].at.group, "1 of 2");
    EQ(3, rows[2].at.group, "nothing applies: nothing is missing");
}

TEST(what_does_not_apply_is_nothing_to_do)
{
    static const struct item some[5] = {
        {.group = 0, .parent = ITEM_NONE, .assessed = true},
        {.group = 0, .parent = ITEM_NONE, .assessed = true},
        {.group = 1, .parent = ITEM_NONE, .assessed = true},
        {.group = 1, .parent = ITEM_NONE, .assessed = true},
        {.group = 2, .parent = ITEM_NONE, .assessed = true},
    };
    static const struct derived best_in_front[5] = {JUDGED(MEETS), JUDGED(NOT_APPLICABLE),
                                                    JUDGED(MEETS), JUDGED(NOT), {.n = 0}};
    static const struct derived worst_in_front[5] = {JUDGED(NOT), JUDGED(NOT), JUDGED(MEETS),
                                                     JUDGED(NOT), JUDGED(NOT)};
    const struct norm of = {.groups = themes, .n_groups = 3, .items = some, .n_items = 5};
    struct spread_input input = {.norm = &of, .derived = best_in_front};
    int n = 0;
    struct spread_row *rows = spread_count(fresh(), &input, GAP_BY_THEME, true, &n);

    EQ(2, n, "nothing is asked in the third");
    EQ(1, rows[0].at.group, "1 of 2 before 1 of 1");
    input.derived = worst_in_front;
    rows = spread_count(fresh(), &input, GAP_BY_THEME, true, &n);
    EQ(3, n, "all");
    EQ(0, rows[0].at.group, "0 of 2 before 0 of 1");
    EQ(2, rows[1].at.group, "0 of 1 before 1 of 2");
    EQ(1, rows[2].at.group, "1 of 2 at the end");
}

/* [R9] A norm that says who is held to an item, and which function it serves. */
TEST(an_item_counts_for_each_of_its_duties_and_functions)
{
    static const struct item some[3] = {
        {.parent = ITEM_NONE, .assessed = true,
         .duties = 1u << DUTY_CISO | 1u << DUTY_BOARD | 1u << DUTY_LINE_MANAGER,
         .csf = 1u << CSF_DETECT},
        {.parent = ITEM_NONE, .assessed = true, .duties = 1u << DUTY_CISO},
        {.parent = ITEM_NONE, .assessed = true},
    };
    const struct norm of = {.groups = themes, .n_groups = 1, .items = some, .n_items = 3};
    struct spread_input input = {.norm = &of, .derived = derived + 1};
    int n = 0;
    struct spread_row *rows = spread_count(fresh(), &input, GAP_BY_DUTY, true, &n);

    EQ(3, n, "what nobody is held to is in no row");
    assert_true(str_eq(rows[0].at.key, S("ciso")));
    EQ(2, rows[0].count.n, "both");
    assert_true(str_eq(rows[1].at.key, S("bestuur")));
    EQ(1, rows[1].count.by_status[STATUS_MEETS], "the first");
    EQ(-1, rows[1].at.group, "a duty is no theme");
    rows = spread_count(fresh(), &input, GAP_BY_CSF, true, &n);
    EQ(1, n, "one function");
    assert_true(str_eq(rows[0].at.key, S("detect")));
}

TEST(a_norm_is_counted_only_by_what_it_says)
{
    /* The last one is past the end of the norm. */
    static const struct item none[3] = {
        {.parent = ITEM_NONE, .assessed = true}, {.parent = ITEM_NONE, .duties = 1, .csf = 1},
        {.parent = ITEM_NONE, .assessed = true, .duties = 1, .csf = 1, .n_measures = 1}};
    static const struct item both[1] = {{.parent = ITEM_NONE, .assessed = true, .duties = 1,
                                         .csf = 1, .n_measures = 1}};
    const struct norm silent = {.groups = themes, .n_groups = 1, .items = none, .n_items = 2};
    const struct norm says = {.items = both, .n_items = 1};
    const struct profile profile = {.norm = &silent, .groups = themes_of_profile, .n_groups = 1};
    struct slice slice = {.norm = &silent};

    for (int by = 0; by < GAP_BY_COUNT; by++) {
        slice.by = (enum gap_by)by;
        EQ(by == GAP_BY_THEME, slice_says(&slice), "of what is not assessed nothing counts");
    }
    slice.profile = &profile;
    assert_true(slice_says(&slice));
    slice = (struct slice){.norm = &says};
    for (int by = 0; by < GAP_BY_COUNT; by++) {
        slice.by = (enum gap_by)by;
        EQ(by != GAP_BY_THEME && by != GAP_BY_GROUP, slice_says(&slice), "no groups");
    }
}

TEST(an_item_is_held_by_its_rows_and_by_no_other)
{
    static const struct item some[2] = {
        {.parent = ITEM_NONE, .assessed = true, .duties = 1u << DUTY_CISO | 1u << DUTY_BOARD},
        {.parent = 0, .assessed = true},
    };
    static const int group_of[2] = {0, -1};
    const struct norm of = {.groups = themes, .n_groups = 1, .items = some, .n_items = 2};
    const struct profile profile = {.norm = &of, .groups = themes_of_profile, .n_groups = 1};
    struct slice slice = {.norm = &of, .by = GAP_BY_DUTY};

    EQ(DUTY_BOARD, slice_next(&slice, 0, 0), "the first of two");
    EQ(DUTY_CISO, slice_next(&slice, 0, DUTY_BOARD + 1), "the second");
    EQ(-1, slice_next(&slice, 0, DUTY_CISO + 1), "no third");
    EQ(-1, slice_next(&slice, 1, 0), "nobody");
    assert_true(slice_holds(&slice, 0, DUTY_CISO));
    assert_false(slice_holds(&slice, 0, DUTY_LINE_MANAGER));
    slice.by = GAP_BY_CONTROL;
    EQ(0, slice_next(&slice, 1, 0), "its control");
    EQ(-1, slice_next(&slice, 1, 1), "and no more");
    slice.by = GAP_BY_GROUP;
    EQ(-1, slice_next(&slice, 0, 0), "no selection, no groups");
    slice.profile = &profile;
    slice.group_of = group_of;
    EQ(0, slice_next(&slice, 0, 0), "its group");
    EQ(-1, slice_next(&slice, 1, 0), "in none");
}

static const struct profile_group groups[2];

TEST(a_selection_counts_by_its_own_groups)
{
    static const struct profile_entry entries[] = {{1, 1}, {4, 0}, {3, -1}};
    const struct profile profile = {.norm = &norm, .groups = groups, .n_groups = 2,
                                    .entries = entries, .n_entries = 3};
    bool *keep = malloc(ITEMS); /* by itself, so that reading past it is seen */
    struct arena *mem = fresh();
    int *group_of = spread_groups(mem, &profile, keep);
    struct spread_input input = {.norm = &norm, .derived = derived, .keep = keep,
                                 .profile = &profile, .group_of = group_of};
    int n = 0;
    struct spread_row *rows = spread_count(mem, &input, GAP_BY_GROUP, true, &n);

    assert_true(keep[1] && keep[3] && keep[4] && !keep[2] && !keep[6]);
    EQ(2, n, "D is in no group");
    EQ(-1, group_of[0], "A is not selected");
    EQ(0, rows[0].at.group, "E has no status");
    EQ(1, rows[1].at.group, "B voldoet");
    EQ(1, rows[1].count.n, "C is not selected");
    rows = spread_count(mem, &input, GAP_BY_THEME, false, &n);
    EQ(2, n, "G is not selected");
    EQ(1, rows[0].count.n, "B alone");
    free(keep);
}

TEST(measures_stand_in_the_place_of_a_control_where_a_selection_has_controls_only)
{
    static const struct profile_entry entries[] = {{0, 1}, {3, 0}};
    const struct profile profile = {.norm = &norm, .groups = groups, .n_groups = 2,
                                    .entries = entries, .n_entries = 2};
    static const struct profile_entry both[] = {{0, 1}, {2, 0}};
    const struct profile mixed = {.norm = &norm, .groups = groups, .n_groups = 2,
                                  .entries = both, .n_entries = 2};
    const struct profile other = {.norm = &norm, .groups = groups, .n_groups = 2,
                                  .entries = entries + 1, .n_entries = 1};
    bool keep[ITEMS];
    struct arena *mem = fresh();
    int *group_of = spread_groups(mem, &profile, keep);

    assert_true(keep[0] && keep[1] && keep[2] && keep[3] && !keep[4]);
    EQ(1, group_of[1], "that of its control");
    group_of = spread_groups(mem, &mixed, keep);
    assert_true(keep[0] && !keep[1] && keep[2]);
    EQ(0, group_of[2], "its own");
    group_of = spread_groups(mem, &other, keep);
    assert_true(!keep[0] && !keep[1] && !keep[2] && keep[3]);
    EQ(-1, group_of[1], "its control is not selected");
}

TEST(the_gap_of_a_selection_has_its_groups_and_nothing_else)
{
    static const struct profile_group named[2] = {{.id = STR_INIT("een")}, {.id = STR_INIT("twee")}};
    static const struct profile_entry entries[] = {{1, 0}, {2, 1}, {3, 1}};
    const struct profile profile = {.norm = &norm, .groups = named, .n_groups = 2,
                                    .entries = entries, .n_entries = 3};
    static struct item_state states[ITEMS];
    bool keep[ITEMS];
    struct arena *mem = fresh();
    struct gap_input input = {.norm = &norm, .states = states, .keep = keep, .profile = &profile};
    struct gap_row *rows;
    int n = 0;

    for (int i = 0; i < ITEMS; i++)
        states[i] = (struct item_state){.status = STATUS_NOT, .assessment = -1, .line = -1};
    states[1].status = STATUS_MEETS;
    input.group_of = spread_groups(mem, &profile, keep);
    rows = gap_of(mem, &input, GAP_BY_GROUP, &n);
    EQ(2, n, "both groups");
    assert_true(str_eq(rows[0].at.key, S("twee")));
    EQ(2, rows[0].count.n, "C and D");
    EQ(1, rows[1].count.by_status[STATUS_MEETS], "B");
    rows = gap_of(mem, &input, GAP_BY_THEME, &n);
    EQ(2, n, "themes 0 and 1; G is not selected");
    EQ(1, rows[0].count.n, "D, without E");
    input.profile = NULL;
    rows = gap_of(mem, &input, GAP_BY_GROUP, &n);
    EQ(0, n, "no groups, no rows");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_group_that_can_be_assessed_has_a_row_and_they_add_up),
        cmocka_unit_test(the_rows_add_up_to_the_whole_in_every_figure),
        cmocka_unit_test(the_worst_comes_first_and_what_is_uncovered_is_not_met),
        cmocka_unit_test(what_does_not_apply_is_nothing_to_do),
        cmocka_unit_test(an_item_counts_for_each_of_its_duties_and_functions),
        cmocka_unit_test(a_norm_is_counted_only_by_what_it_says),
        cmocka_unit_test(an_item_is_held_by_its_rows_and_by_no_other),
        cmocka_unit_test(a_selection_counts_by_its_own_groups),
        cmocka_unit_test(measures_stand_in_the_place_of_a_control_where_a_selection_has_controls_only),
        cmocka_unit_test(the_gap_of_a_selection_has_its_groups_and_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
