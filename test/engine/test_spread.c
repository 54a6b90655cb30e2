/* How a derived norm falls out over its groups, and over those of a selection [R9]. */
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

TEST(the_worst_comes_first_and_what_is_uncovered_is_not_met)
{
    struct spread_input input = {.norm = &norm, .derived = derived};
    int n = 0;
    struct spread_row *rows = spread_count(fresh(), &input, GAP_BY_THEME, true, &n);

    EQ(1, rows[0].at.group, "0 of 2: one uncovered, one without status");
    EQ(0, rows[1].at.group, "1 of 2");
    EQ(3, rows[2].at.group, "nothing applies: nothing is missing");
}

/* [R9] A norm that says who is held to an item, and which function it serves. */
TEST(an_item_counts_for_each_of_its_duties_and_functions)
{
    static const struct item some[3] = {
        {.parent = ITEM_NONE, .assessed = true, .duties = 1u << DUTY_CISO | 1u << DUTY_BOARD,
         .csf = 1u << CSF_DETECT},
        {.parent = ITEM_NONE, .assessed = true, .duties = 1u << DUTY_CISO},
        {.parent = ITEM_NONE, .assessed = true},
    };
    const struct norm of = {.groups = themes, .n_groups = 1, .items = some, .n_items = 3};
    struct spread_input input = {.norm = &of, .derived = derived + 1};
    int n = 0;
    struct spread_row *rows = spread_count(fresh(), &input, GAP_BY_DUTY, true, &n);

    EQ(2, n, "what nobody is held to is in no row");
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
    static const struct item none[2] = {{.parent = ITEM_NONE, .assessed = true},
                                        {.parent = ITEM_NONE, .duties = 1, .csf = 1}};
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

static const struct profile_group groups[2];

TEST(a_selection_counts_by_its_own_groups)
{
    static const struct profile_entry entries[] = {{1, 1}, {4, 0}, {3, -1}};
    const struct profile profile = {.norm = &norm, .groups = groups, .n_groups = 2,
                                    .entries = entries, .n_entries = 3};
    bool keep[ITEMS];
    struct arena *mem = fresh();
    int *group_of = spread_groups(mem, &profile, keep);
    struct spread_input input = {.norm = &norm, .derived = derived, .keep = keep,
                                 .profile = &profile, .group_of = group_of};
    int n = 0;
    struct spread_row *rows = spread_count(mem, &input, GAP_BY_GROUP, true, &n);

    assert_true(keep[1] && keep[3] && keep[4] && !keep[2] && !keep[6]);
    EQ(2, n, "D is in no group");
    EQ(0, rows[0].at.group, "E has no status");
    EQ(1, rows[1].at.group, "B voldoet");
    EQ(1, rows[1].count.n, "C is not selected");
}

TEST(measures_stand_in_the_place_of_a_control_where_a_selection_has_controls_only)
{
    static const struct profile_entry entries[] = {{0, 1}, {3, 0}};
    const struct profile profile = {.norm = &norm, .groups = groups, .n_groups = 2,
                                    .entries = entries, .n_entries = 2};
    static const struct profile_entry both[] = {{0, 1}, {2, 0}};
    const struct profile mixed = {.norm = &norm, .groups = groups, .n_groups = 2,
                                  .entries = both, .n_entries = 2};
    bool keep[ITEMS];
    struct arena *mem = fresh();
    int *group_of = spread_groups(mem, &profile, keep);

    assert_true(keep[0] && keep[1] && keep[2] && keep[3] && !keep[4]);
    EQ(1, group_of[1], "that of its control");
    group_of = spread_groups(mem, &mixed, keep);
    assert_true(keep[0] && !keep[1] && keep[2]);
    EQ(0, group_of[2], "its own");
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
        cmocka_unit_test(the_worst_comes_first_and_what_is_uncovered_is_not_met),
        cmocka_unit_test(an_item_counts_for_each_of_its_duties_and_functions),
        cmocka_unit_test(a_norm_is_counted_only_by_what_it_says),
        cmocka_unit_test(a_selection_counts_by_its_own_groups),
        cmocka_unit_test(measures_stand_in_the_place_of_a_control_where_a_selection_has_controls_only),
        cmocka_unit_test(the_gap_of_a_selection_has_its_groups_and_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
