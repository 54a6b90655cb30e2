/* What one norm has to do with another over the mappings between them [R9]. */
#include "links.h"

enum { SEEDS = 200 };

static struct links links;

static struct bridge over(int from, int to)
{
    return links_bridge(&links, fresh(), from, to);
}

TEST(two_relations_after_one_another_come_to_one)
{
    static const char *const table[] = {
        /* = > < ~ after each of = > < ~ */
        "=><~", ">>~~", "<~<~", "~~~~",
    };
    static const char letters[] = " =><~";

    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 4; k++) {
            enum relation wanted = (enum relation)(strchr(letters, table[i][k]) - letters);
            char first[] = {'0', letters[i + 1], '1', '\0'};
            char second[] = {'1', letters[k + 1], '2', '\0'};
            char both[] = {'0', table[i][k], '2', '\0'};
            struct bridge bridge;

            EQ(wanted, bridge_compose((enum relation)(i + 1), (enum relation)(k + 1)), first);
            links_of(&links);
            links_add(&links, 0, 1, first);
            links_add(&links, 1, 2, second);
            bridge = over(0, 2);
            SAYS(both, &bridge, both);
        }
}

TEST(completeness_is_kept_only_when_nothing_was_lost_on_the_way)
{
    static const struct {
        const char *row, *first, *second, *both;
    } rows[] = {
        {"R9 merged, then equal", "0<0! 1<0!", "0=3", "0<3! 1<3!"},
        {"R9 equal, then merged", "0=0 1=1", "0<3! 1<3!", "0<3! 1<3!"},
        {"R9 merged, then merged", "0<0! 1<0! 2<1! 3<1!", "0<3! 1<3!", "0<3! 1<3! 2<3! 3<3!"},
        {"R9 merged and equal, then merged", "0<0! 1<0! 2=1", "0<3! 1<3!", "0<3! 1<3! 2<3!"},
        {"R9 an item between has no source", "0<0! 1<0!", "0<3! 1<3!", "0<3 1<3"},
        {"R9 an item between is not complete", "0<0! 1<0! 2<1", "0<3! 1<3!", "0<3 1<3 2<3"},
        {"R9 an item between only intersects", "0=0 1~1", "0<3! 1<3!", "0<3 1~3"},
        {"R9 an item between is covered by more", "0=0 1>1", "0<3! 1<3!", "0<3 1~3"},
        {"R9 not complete before", "0<0 1<0", "0=3", "0<3 1<3"},
        {"R9 not complete after", "0<0! 1<0!", "0<3", "0<3 1<3"},
        {"R9 split, then equal", "0>0! 0>1!", "0=3 1=4", "0>3! 0>4!"},
        {"R9 equal, then split", "0=0", "0>3! 0>4!", "0>3! 0>4!"},
        {"R9 split, then split", "0>0! 0>1!", "0>2! 0>3! 1>4! 1>5!", "0>2! 0>3! 0>4! 0>5!"},
        {"R9 a part goes nowhere", "0>0! 0>1!", "0=3", "0>3"},
        {"R9 the first part goes nowhere", "0>0! 0>1!", "1=3", "0>3"},
        {"R9 a part goes on in part", "0>0! 0>1!", "0=3 1>4", "0>3 0>4"},
        {"R9 a part only intersects", "0>0! 0>1!", "0=3 1~4", "0>3 0~4"},
        {"R9 split, then merged again", "0>0! 0>1!", "0<3! 1<3!", "0~3"},
        {"R9 merged, then split", "0<0! 1<0!", "0>3! 0>4!", "0~3 1~3 0~4 1~4"},
        {"R9 intersecting is never complete", "0~0! 1=1", "0=0 1~1!", "0~0 1~1"},
        {"R9 equal is never complete by itself", "0=0!", "0=0!", "0=0"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bridge bridge;

        links_of(&links);
        links_add(&links, 0, 1, rows[i].first);
        links_add(&links, 1, 2, rows[i].second);
        bridge = over(0, 2);
        SAYS(rows[i].both, &bridge, rows[i].row);
    }
}

TEST(a_mapping_is_read_both_ways)
{
    static const struct {
        const char *row, *there, *back;
    } rows[] = {
        {"R9 equal", "0=1", "1=0"},
        {"R9 subset", "0<1", "1>0"},
        {"R9 superset", "0>1", "1<0"},
        {"R9 intersects", "0~1", "1~0"},
        {"R10 samengevoegd is gesplitst from the other side", "0<1! 2<1!", "1>0! 1>2!"},
        {"R10 gesplitst is samengevoegd from the other side", "3>0! 3>4!", "0<3! 4<3!"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bridge bridge;

        links_of(&links);
        links_add(&links, 0, 1, rows[i].there);
        bridge = over(0, 1);
        SAYS(rows[i].there, &bridge, rows[i].row);
        bridge = over(1, 0);
        SAYS(rows[i].back, &bridge, rows[i].row);
    }
}

TEST(of_two_rows_for_one_pair_the_strongest_stands)
{
    static const struct {
        const char *row, *one, *other, *both;
    } rows[] = {
        {"R9 equal above superset", "0=0", "0>0", "0=0"},
        {"R9 equal above subset", "0<0", "0=0", "0=0"},
        {"R9 superset above subset", "0<0", "0>0", "0>0"},
        {"R9 subset above intersects", "0~0", "0<0", "0<0"},
        {"R9 the complete one of two", "0<0", "0<0! 1<0!", "0<0! 1<0!"},
        {"R9 two wholes are a whole", "0<0! 1<0!", "0<0! 2<0!", "0<0! 1<0! 2<0!"},
        {"R9 an equal breaks no whole", "0<0! 1<0!", "0=0", "0=0 1<0!"},
        {"R9 a superset breaks the whole of a target", "0<0! 1<0!", "0>0", "0>0 1<0"},
        {"R9 a superset after them breaks it too", "0<0! 1<0!", "1>0", "0<0 1>0"},
        {"R9 and of that target only", "0<0! 1<0! 2<1! 3<1!", "0>0", "0>0 1<0 2<1! 3<1!"},
        {"R9 what was no part of a whole breaks none", "0<0 1<0! 2<0!", "0>0", "0>0 1<0! 2<0!"},
        {"R9 a superset is not broken by less", "0>0! 0>1!", "0~0", "0>0! 0>1!"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int turn = 0; turn < 2; turn++) {
            struct bridge bridge;

            links_of(&links);
            links_add(&links, 0, 1, turn == 0 ? rows[i].one : rows[i].other);
            links_add(&links, 0, 1, turn == 0 ? rows[i].other : rows[i].one);
            bridge = over(0, 1);
            SAYS(rows[i].both, &bridge, rows[i].row);
        }
}

/* A whole of a source is broken as that of a target is. */
TEST(what_a_source_consists_of_is_broken_by_another_reading)
{
    struct bridge bridge;

    links_of(&links);
    links_add(&links, 0, 1, "0=0 1>1! 1>2! 2>3! 2>4!");
    links_add(&links, 0, 1, "1=1");
    bridge = over(0, 1);
    SAYS("0=0 1=1 1>2! 2>3! 2>4!", &bridge, "R9 an equal breaks none");
}

TEST(the_way_over_the_fewest_mappings_is_gone)
{
    struct bridge bridge;

    links_of(&links);
    links_add(&links, 0, 1, "0=0 1=1");
    links_add(&links, 1, 2, "0=0 1=1");
    bridge = over(0, 2);
    EQ(2, bridge.length, "two mappings");
    SAYS("0=0 1=1", &bridge, "two mappings");
    links_add(&links, 2, 0, "3~0");
    bridge = over(0, 2);
    EQ(1, bridge.length, "one mapping, read back");
    SAYS("0~3", &bridge, "what the longer way says is not asked");
}

/* The longer way is known first, and is a single mapping longer. */
TEST(the_fewest_mappings_are_found_in_whatever_order_they_stand)
{
    static const int order[][2] = {{3, 4}, {2, 3}, {1, 2}, {0, 1}, {1, 2},
                                   {2, 3}, {3, 4}, {5, 3}, {0, 5}};
    struct bridge bridge;

    links_of(&links);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        links_add(&links, order[i][0], order[i][1], "0=0");
    bridge = over(0, 4);
    EQ(3, bridge.length, "by 5 and 3, not by 1, 2 and 3");
    SAYS("0=0", &bridge, "by 5 and 3");
    EQ(8, bridge.steps[0].mapping, "first to 5");
    EQ(7, bridge.steps[1].mapping, "from 5 to 3");
}

TEST(each_step_of_a_long_way_is_kept)
{
    struct bridge bridge;

    links_of(&links);
    for (int i = 0; i < 3; i++)
        links_add(&links, i, i + 1, "0=0 1=1 2=2");
    links_add(&links, 3, 4, "0=0 1=1"); /* leads on from where is looked */
    bridge = over(0, 3);
    EQ(3, bridge.length, "three mappings");
    EQ(3, bridge.n_rows, "three rows");
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++) {
            EQ(k, bridge.steps[3 * i + k].mapping, "step");
            EQ(i, bridge.steps[3 * i + k].row, "step");
        }
}

TEST(of_two_that_say_the_same_the_first_stands)
{
    struct bridge bridge;

    links_of(&links);
    links_add(&links, 0, 1, "0=0");
    links_add(&links, 0, 1, "1=1 0=0");
    bridge = over(0, 1);
    SAYS("0=0 1=1", &bridge, "R9");
    EQ(0, bridge.steps[0].mapping, "R9 the first");
}

TEST(of_ways_that_are_as_short_all_are_gone)
{
    struct bridge bridge;

    links_of(&links);
    links_add(&links, 0, 1, "0=0 1~1");
    links_add(&links, 1, 3, "0=0 1=1");
    links_add(&links, 0, 2, "1=1 2=2");
    links_add(&links, 3, 2, "1=1 2=2");
    links_add(&links, 0, 4, "5=5"); /* leads away */
    links_add(&links, 4, 5, "5=5");
    bridge = over(0, 3);
    EQ(2, bridge.length, "R9");
    SAYS("0=0 1=1 2=2", &bridge, "R9");
    EQ(2, bridge.steps[2].mapping, "1=1 came over the second way");
    EQ(0, bridge.steps[2].row, "1=1");
    EQ(3, bridge.steps[3].mapping, "1=1");
    EQ(0, bridge.steps[3].row, "1=1");
    EQ(0, bridge.steps[0].mapping, "0=0 came over the first");
    EQ(1, bridge.steps[1].mapping, "0=0");
}

TEST(without_a_way_there_is_nothing)
{
    struct bridge bridge;

    links_of(&links);
    links_add(&links, 1, 2, "0=0");
    bridge = over(0, 2);
    EQ(-1, bridge.length, "no way");
    EQ(0, bridge.n_rows, "no way");
    links_of(&links);
    for (int i = 0; i < 6; i += 2)
        links_add(&links, i, i + 1, "0=0");
    EQ(-1, over(6, 7).length, "every mapping is between others");
    bridge = bridge_of(fresh(), NULL, 0, &links.norms[0], &links.norms[1]);
    EQ(-1, bridge.length, "no mappings");
}

TEST(a_norm_is_its_own)
{
    struct bridge bridge;

    links_of(&links);
    links_add(&links, 0, 1, "0~0");
    bridge = over(0, 0);
    EQ(0, bridge.length, "itself");
    SAYS("0=0 1=1 2=2 3=3 4=4 5=5", &bridge, "itself");
}

TEST(a_row_is_as_sure_as_the_least_sure_it_came_through)
{
    struct bridge bridge;

    links_of(&links);
    links_add(&links, 0, 1, "0=0 1=1 2=2");
    links_add(&links, 1, 2, "0=0 1=1 2=2");
    links.rows[0][0].standing = STANDING_DERIVED;
    links.rows[0][1].standing = STANDING_DERIVED;
    links.rows[1][1].standing = STANDING_UNCERTAIN;
    bridge = over(0, 2);
    EQ(STANDING_DERIVED, bridge.rows[0].standing, "the first");
    EQ(STANDING_UNCERTAIN, bridge.rows[1].standing, "the second");
    EQ(STANDING_FIRM, bridge.rows[2].standing, "neither");
    links_add(&links, 1, 2, "1=1");
    bridge = over(0, 2);
    EQ(STANDING_DERIVED, bridge.rows[1].standing, "of two that say the same the surest");
    EQ(2, bridge.steps[3].mapping, "of two that say the same the surest");
}

TEST(what_moved_is_equal_to_where_it_went)
{
    struct item *items = links.items[0];
    struct bridge bridge;

    links_of(&links);
    items[4].withdrawn = items[2].withdrawn = items[1].withdrawn = true;
    items[4].moved_to = 2; /* and on to 0 */
    items[2].moved_to = 0;
    items[3].moved_to = 0; /* was not withdrawn: did not go */
    bridge = bridge_moves(fresh(), &links.norms[0]);
    SAYS("2=0 4=0", &bridge, "R10 1 was withdrawn and went nowhere");
    EQ(0, bridge.length, "R10");
    items[0].withdrawn = true;
    bridge = bridge_moves(fresh(), &links.norms[0]);
    SAYS("", &bridge, "R10 where they went was withdrawn");
    items[0].moved_to = 4;
    bridge = bridge_moves(fresh(), &links.norms[0]);
    SAYS("", &bridge, "R10 it goes round");
}

/* In a block of just their size, so that a sanitizer sees what reads further. */
TEST(no_item_after_the_last_is_asked_where_it_went)
{
    struct arena *mem = fresh();
    struct item *items = NEW_ARRAY(mem, 2, struct item);
    struct norm norm = {.items = items, .n_items = 2};
    struct bridge bridge;

    items[0] = (struct item){.parent = ITEM_NONE, .moved_to = ITEM_NONE, .assessed = true};
    items[1] = (struct item){.parent = ITEM_NONE, .moved_to = 0, .withdrawn = true};
    bridge = bridge_moves(mem, &norm);
    SAYS("1=0", &bridge, "R10");
}

TEST(the_rows_of_a_target_are_found)
{
    struct bridge bridge;
    int n;

    links_of(&links);
    links_add(&links, 0, 1, "3~1 0=1 2<4");
    bridge = over(0, 1);
    EQ(0, bridge_at(&bridge, 1, &n), "first");
    EQ(2, n, "first");
    EQ(2, bridge_at(&bridge, 4, &n), "last");
    EQ(1, n, "last");
    bridge_at(&bridge, 0, &n);
    EQ(0, n, "before");
    bridge_at(&bridge, 5, &n);
    EQ(0, n, "after");
}

static bool is_alike(const struct bridge *a, const struct bridge *b)
{
    for (int i = 0; i < a->n_rows && a->n_rows == b->n_rows; i++)
        if (a->rows[i].source != b->rows[i].source || a->rows[i].target != b->rows[i].target ||
            a->rows[i].is != b->rows[i].is || a->rows[i].complete != b->rows[i].complete ||
            a->rows[i].standing != b->rows[i].standing)
            return false;
    return a->n_rows == b->n_rows;
}

/* Four norms: two ways of two mappings, and two mappings side by side. */
static void some_links(struct arena *mem, uint64_t *seed)
{
    static const int ways[][2] = {{0, 1}, {1, 3}, {2, 0}, {3, 2}, {0, 1}};

    links_of(&links);
    for (int i = 0; i < 5; i++) {
        links.mappings[i] = links_some(mem, seed, &links.norms[ways[i][0]],
                                       &links.norms[ways[i][1]], 4 + chance(seed, 12));
        links.all[links.n++] = &links.mappings[i];
    }
}

TEST(the_order_of_mappings_and_of_rows_does_not_matter)
{
    int complete = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        uint64_t at = seed * 7919;
        struct arena *mem = fresh();
        struct bridge before;
        struct bridge after;

        some_links(mem, &at);
        before = links_bridge(&links, mem, 0, 3);
        for (int i = 0; i < links.n; i++) {
            struct mapping_row *rows = (struct mapping_row *)(uintptr_t)links.mappings[i].rows;

            for (int k = links.mappings[i].n_rows - 1; k > 0; k--) {
                int other = chance(&at, k + 1);
                struct mapping_row row = rows[k];

                rows[k] = rows[other];
                rows[other] = row;
            }
        }
        for (int i = 0; i < links.n / 2; i++) {
            const struct mapping *mapping = links.all[i];

            links.all[i] = links.all[links.n - 1 - i];
            links.all[links.n - 1 - i] = mapping;
        }
        after = links_bridge(&links, mem, 0, 3);
        assert_true(is_alike(&before, &after));
        for (int i = 0; i < before.n_rows; i++)
            complete += before.rows[i].complete;
    }
    assert_true(complete > 0);
}

/* Each row came through rows that follow one another and come to it. */
TEST(the_steps_of_a_row_lead_from_its_source_to_its_target)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        uint64_t at = seed * 104729;
        struct arena *mem = fresh();
        struct bridge bridge;

        some_links(mem, &at);
        bridge = links_bridge(&links, mem, 0, 3);
        EQ(2, bridge.length, "length");
        for (int i = 0; i < bridge.n_rows; i++) {
            const struct norm *norm = bridge.from;
            enum relation is = RELATION_EQUAL;
            int item = bridge.rows[i].source;

            for (int k = 0; k < bridge.length; k++) {
                struct bridge_step step = bridge.steps[i * bridge.length + k];
                const struct mapping *mapping = links.all[step.mapping];
                const struct mapping_row *row = &mapping->rows[step.row];
                bool reverse = mapping->to == norm;

                EQ(item, reverse ? row->target : row->source, "step");
                item = reverse ? row->source : row->target;
                norm = reverse ? mapping->from : mapping->to;
                is = bridge_compose(is, reverse ? relation_reverse(row->is) : row->is);
            }
            assert_ptr_equal(bridge.to, norm);
            EQ(bridge.rows[i].target, item, "step");
            EQ(bridge.rows[i].is, is, "step");
            assert_true(i == 0 || bridge.rows[i - 1].target < bridge.rows[i].target ||
                        (bridge.rows[i - 1].target == bridge.rows[i].target &&
                         bridge.rows[i - 1].source < bridge.rows[i].source));
        }
    }
}

/* What is complete is complete for whoever looks: told again, by following every part
 * of a target back to the facts. */
static bool is_covered(const struct links *it, int norm, int item)
{
    bool whole = false;
    bool missing = false;

    if (norm == 0)
        return true;
    for (int i = 0; i < it->mappings[norm - 1].n_rows; i++) {
        const struct mapping_row *row = &it->mappings[norm - 1].rows[i];

        if (row->target != item)
            continue;
        if (row->is == RELATION_EQUAL && is_covered(it, norm - 1, row->source))
            return true;
        if (row->is == RELATION_SUBSET && row->complete) {
            whole = true;
            missing |= !is_covered(it, norm - 1, row->source);
        }
    }
    return whole && !missing;
}

TEST(a_complete_row_stands_on_a_target_that_nothing_of_is_missing)
{
    int complete = 0;

    for (uint64_t seed = 1; seed <= 5 * SEEDS; seed++) {
        uint64_t at = seed * 15485863;
        int length = 2 + (int)(seed % 2);
        struct arena *mem = fresh();
        struct bridge bridge;

        links_of(&links);
        for (int i = 0; i < length; i++) {
            links.mappings[i] = links_some(mem, &at, &links.norms[i], &links.norms[i + 1], 14);
            links.all[links.n++] = &links.mappings[i];
        }
        bridge = links_bridge(&links, mem, 0, length);
        for (int i = 0; i < bridge.n_rows; i++)
            if (bridge.rows[i].complete && bridge.rows[i].is == RELATION_SUBSET) {
                assert_true(is_covered(&links, length, bridge.rows[i].target));
                complete++;
            }
    }
    assert_true(complete > SEEDS / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_relations_after_one_another_come_to_one),
        cmocka_unit_test(completeness_is_kept_only_when_nothing_was_lost_on_the_way),
        cmocka_unit_test(a_mapping_is_read_both_ways),
        cmocka_unit_test(of_two_rows_for_one_pair_the_strongest_stands),
        cmocka_unit_test(what_a_source_consists_of_is_broken_by_another_reading),
        cmocka_unit_test(the_way_over_the_fewest_mappings_is_gone),
        cmocka_unit_test(the_fewest_mappings_are_found_in_whatever_order_they_stand),
        cmocka_unit_test(each_step_of_a_long_way_is_kept),
        cmocka_unit_test(of_two_that_say_the_same_the_first_stands),
        cmocka_unit_test(of_ways_that_are_as_short_all_are_gone),
        cmocka_unit_test(without_a_way_there_is_nothing),
        cmocka_unit_test(a_norm_is_its_own),
        cmocka_unit_test(a_row_is_as_sure_as_the_least_sure_it_came_through),
        cmocka_unit_test(what_moved_is_equal_to_where_it_went),
        cmocka_unit_test(no_item_after_the_last_is_asked_where_it_went),
        cmocka_unit_test(the_rows_of_a_target_are_found),
        cmocka_unit_test(the_order_of_mappings_and_of_rows_does_not_matter),
        cmocka_unit_test(the_steps_of_a_row_lead_from_its_source_to_its_target),
        cmocka_unit_test(a_complete_row_stands_on_a_target_that_nothing_of_is_missing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
