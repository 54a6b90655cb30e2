/* A profile becomes a selection from a norm, in groups of its own where it has them. */
#include "files.h"

#include "catalogue/mapping_read.h"
#include "catalogue/norm_count.h"
#include "catalogue/profile_read.h"

static struct arena *mem;
static const struct norm *norm;
static struct norm_source shipped;

static int setup(void **state)
{
    struct faults faults = {.n = 0};

    (void)state;
    mem = arena_new(ARENA_BYTES);
    shipped = files_shipped(mem);
    return norm_read(mem, &shipped, &norm, &faults) != DONE;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static const struct profile *read(const char *name)
{
    struct faults faults = {.n = 0};
    const struct profile *profile = NULL;

    assert_int_equal(profile_read(mem, &shipped, str_of(name), norm, &profile, &faults), DONE);
    return profile;
}

static int kept(const struct profile *profile, enum item_kind kind)
{
    bool *keep = NEW_ARRAY(mem, (size_t)norm->n_items, bool);
    int n = 0;

    profile_keep(profile, keep);
    for (int i = 0; i < norm->n_items; i++)
        n += keep[i] && norm->items[i].kind == kind && !norm->items[i].withdrawn;
    return n;
}

TEST(a_profile_that_keeps_the_groups_of_the_norm_has_none_of_its_own)
{
    const struct profile *begin = read("begin");

    assert_text(begin->id, "bio2-begin");
    assert_text(begin->title[LANG_NL], "Begin hier");
    assert_text(begin->title[LANG_EN], "Start here");
    assert_ptr_equal(begin->norm, norm);
    assert_int_equal(begin->n_entries, 35);
    assert_int_equal(begin->n_groups, 0);
    assert_int_equal(begin->entries[0].group, -1);
}

/* [matrix] seven areas with four aspects each. */
TEST(groups_of_its_own_stand_in_each_other)
{
    const struct profile *matrix = read("matrix");
    int inner = 0;

    assert_int_equal(matrix->n_groups, 35);
    assert_int_equal(matrix->n_entries, 93);
    assert_int_equal(matrix->standing, STANDING_DERIVED);
    for (int i = 0; i < matrix->n_groups; i++)
        inner += matrix->groups[i].up >= 0;
    assert_int_equal(inner, 28);
    for (int i = 0; i < matrix->n_entries; i++)
        assert_true(matrix->groups[matrix->entries[i].group].up >= 0);
    assert_text(matrix->groups[0].title[LANG_EN], "Organisation (policy)");
}

TEST(a_profile_without_measures_brings_those_of_its_controls)
{
    const struct profile *matrix = read("matrix");
    int measure = norm_label(norm, S("5.01.02"));

    assert_int_equal(kept(matrix, ITEM_CONTROL), 93);
    assert_int_equal(kept(matrix, ITEM_MEASURE), 117);
    assert_int_equal(profile_group(matrix, measure),
                     profile_group(matrix, norm->items[measure].parent));
    assert_int_equal(kept(read("begin"), ITEM_MEASURE), 34);
}

TEST(an_item_outside_a_profile_is_in_no_group)
{
    const struct profile *steps = read("groeistappen");
    int outside = -1;
    bool *keep = NEW_ARRAY(mem, (size_t)norm->n_items, bool);

    profile_keep(steps, keep);
    for (int i = 0; i < norm->n_items && outside < 0; i++)
        if (!keep[i] && norm->items[i].parent == ITEM_NONE)
            outside = i;
    assert_true(outside >= 0);
    assert_int_equal(profile_group(steps, outside), -1);
}

TEST(a_profile_that_is_not_there_is_refused)
{
    struct faults faults = {.n = 0};
    const struct profile *profile = NULL;

    assert_int_equal(profile_read(mem, &shipped, S("none"), norm, &profile, &faults), REFUSED);
    assert_null(profile);
    assert_text(faults.at[0].key, "norm.fault.unresolved");
}

TEST(the_counts_of_a_mapping_that_differ_are_named)
{
    struct mapping_row rows[] = {
        {.set = 0, .is = RELATION_SUBSET, .complete = true},
        {.source = 1, .set = 0, .is = RELATION_SUBSET, .complete = true},
        {.source = 2, .set = 4, .is = RELATION_EQUAL}};
    struct mapping mapping = {.id = S("a--b"), .rows = rows, .n_rows = 3, .n_dropped = 1};
    struct count_report report;

    mapping_count(mem, S("maps a--b 2\ncomplete a--b 1\nended a--b 1\nadded a--b 0\n\n"
                         "maps a--b 3\nmaps c--d 1\nstars a--b 2\nmaps"), &mapping, 1, &report);
    assert_int_equal(report.n_lines, 8);
    assert_int_equal(report.n, 4);
    assert_int_equal(report.at[0].found, 2);
    assert_int_equal(report.at[1].found, -1);
    assert_int_equal(report.at[2].found, -1);
    assert_text(report.at[3].name, "maps");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_profile_that_keeps_the_groups_of_the_norm_has_none_of_its_own),
        cmocka_unit_test(groups_of_its_own_stand_in_each_other),
        cmocka_unit_test(a_profile_without_measures_brings_those_of_its_controls),
        cmocka_unit_test(an_item_outside_a_profile_is_in_no_group),
        cmocka_unit_test(a_profile_that_is_not_there_is_refused),
        cmocka_unit_test(the_counts_of_a_mapping_that_differ_are_named),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
