/* What differs between two versions of a VvT [processes 7]? */
#include "engine/compare.h"

#include "facts.h"

static const struct applicability fine = {
    .item = STR_INIT("x-5.01"), .applies = APPLIES_YES, .from_norm = true, .decision = {3}};

TEST(versions_differ_in_lines_added_removed_and_changed)
{
    static const int old_items[] = {1, 4, 6, 9};
    static const int new_items[] = {2, 4, 6, 7, 9};
    struct applicability old[4] = {fine, fine, fine, fine};
    struct applicability new[5] = {fine, fine, fine, fine, fine};
    struct compare_side before = {old, old_items, 4};
    struct compare_side after = {new, new_items, 5};
    static const struct compare_row wanted[] = {
        {1, COMPARE_REMOVED, 0, -1, 0}, {2, COMPARE_ADDED, -1, 0, 0},
        {6, COMPARE_CHANGED, 2, 2, 0}, {7, COMPARE_ADDED, -1, 3, 0}};
    struct compare_row *rows;
    int n;

    new[2].why = S("nu wel");
    rows = compare_lines(fresh(), &before, &after, &n);
    EQ(4, n, "rows");
    for (int i = 0; i < 4; i++) {
        EQ(wanted[i].item, rows[i].item, "item");
        EQ(wanted[i].kind, rows[i].kind, "kind");
        EQ(wanted[i].before, rows[i].before, "before");
        EQ(wanted[i].after, rows[i].after, "after");
        EQ(wanted[i].kind == COMPARE_CHANGED ? compare_bit(S("why"))
           : compare_bit(S("applies")) | compare_bit(S("from_norm")) | compare_bit(S("decision")),
           rows[i].changed, "changed");
    }
}

TEST(a_change_names_each_member_that_differs)
{
    static const int items[] = {0};
    static const struct {
        const char *member;
        struct applicability line;
    } rows[] = {
        {"applies", {.applies = APPLIES_NO}},
        {"ground", {.ground = GROUND_RISK}},
        {"why", {.why = STR_INIT("omdat")}},
        {"from_norm", {.from_norm = true}},
        {"from_law", {.from_law = true}},
        {"from_contract", {.from_contract = true}},
        {"from_risk", {.from_risk = true}},
        {"risk_analysis", {.risk_analysis = STR_INIT("RA-7")}},
        {"decision", {.decision = {4}}},
        {"alternative", {.alternative = STR_INIT("CSIR")}},
        {"alternative_item", {.alternative_item = STR_INIT("4.2")}},
        {"alternative_why", {.alternative_why = STR_INIT("gelijk")}},
        {"", {.scope = {9}}},
        {"", {.item = STR_INIT("x-5.02")}},
        {"", {.row = {7, 8, 9}}},
    };
    static const struct applicability nothing;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct compare_side before = {&nothing, items, 1};
        struct compare_side after = {&rows[i].line, items, 1};
        bool differs = rows[i].member[0] != 0;
        struct compare_row *found;
        int n;

        found = compare_lines(fresh(), &before, &after, &n);
        EQ(differs, n, rows[i].member);
        if (differs)
            EQ(compare_bit(str_of(rows[i].member)), found[0].changed, rows[i].member);
    }
}

TEST(a_version_does_not_differ_from_itself_and_turns_round)
{
    static struct world world;
    int items[WORLD_ITEMS];
    int n;
    int back;

    for (uint64_t seed = 1; seed < 40; seed++) {
        struct compare_side all;
        struct compare_side less;
        struct compare_row *there;
        struct arena *mem = fresh();

        world_of(&world, seed);
        all = (struct compare_side){world.lines, world.line_items, world.input.n_lines};
        for (size_t i = 0; i < all.n; i++)
            items[i] = world.line_items[i] + (int)(i >= seed);
        less = (struct compare_side){world.lines + 1, items + 1, all.n - 1};
        there = compare_lines(mem, &all, &all, &n);
        EQ(0, n, "itself");
        there = compare_lines(mem, &all, &less, &n);
        struct compare_row *here = compare_lines(mem, &less, &all, &back);
        EQ(n, back, "turned round");
        for (int i = 0; i < n; i++) {
            EQ(there[i].item, here[i].item, "item");
            EQ(there[i].kind == COMPARE_ADDED     ? COMPARE_REMOVED
               : there[i].kind == COMPARE_REMOVED ? COMPARE_ADDED : COMPARE_CHANGED,
               here[i].kind, "kind");
            EQ(there[i].changed, here[i].changed, "members");
            EQ(there[i].before, here[i].after, "place");
            EQ(there[i].after, here[i].before, "place");
        }
    }
}

TEST(the_longer_version_is_read_to_its_end)
{
    static const int items[] = {3, 5, 8};
    static const struct applicability lines[3];
    struct compare_side some = {lines, items, 1};
    struct compare_side all = {lines, items, 3};
    struct compare_row *rows;
    int n;

    rows = compare_lines(fresh(), &some, &all, &n);
    EQ(2, n, "added");
    EQ(8, rows[1].item, "added");
    EQ(COMPARE_ADDED, rows[1].kind, "added");
    rows = compare_lines(fresh(), &all, &some, &n);
    EQ(2, n, "removed");
    EQ(5, rows[0].item, "removed");
    EQ(COMPARE_REMOVED, rows[0].kind, "removed");
}

static void lay_beside_itself(const void *side)
{
    int n;

    compare_lines(fresh(), side, side, &n);
}

static void ask_bit(const void *name)
{
    compare_bit(str_of(name));
}

TEST(lines_that_do_not_ascend_and_members_that_are_none_are_bugs)
{
    static const struct applicability lines[2];
    struct compare_side side = {lines, (int[]){1, 2}, 2};

    assert_false(stops(lay_beside_itself, &side));
    side.items = (int[]){2, 2};
    assert_true(stops(lay_beside_itself, &side));
    side.items = (int[]){2, 1};
    assert_true(stops(lay_beside_itself, &side));
    assert_true(stops(ask_bit, "colour"));
    EQ(1, compare_bit(S("scope")), "the first member");
}

TEST(versions_without_lines_do_not_differ)
{
    struct compare_side none = {0};
    int n;

    compare_lines(fresh(), &none, &none, &n);
    EQ(0, n, "none");
    for (int k = 0; k < COMPARE_KIND_COUNT; k++)
        assert_true(choice_word(&compare_kind_choices, k).len > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(versions_differ_in_lines_added_removed_and_changed),
        cmocka_unit_test(a_change_names_each_member_that_differs),
        cmocka_unit_test(a_version_does_not_differ_from_itself_and_turns_round),
        cmocka_unit_test(the_longer_version_is_read_to_its_end),
        cmocka_unit_test(lines_that_do_not_ascend_and_members_that_are_none_are_bugs),
        cmocka_unit_test(versions_without_lines_do_not_differ),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
