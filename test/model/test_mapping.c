/* Relations read both ways, their words, and which mappings can be relied on [R9]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/mapping.h"
#include "model/noun.h"
#include "model/value.h"

static void a_relation_read_back_twice_is_itself(void **state)
{
    static const enum relation back[RELATION_COUNT] = {
        RELATION_NONE, RELATION_EQUAL, RELATION_SUBSET, RELATION_SUPERSET, RELATION_INTERSECTS};

    (void)state;
    for (int i = 0; i < RELATION_COUNT; i++)
        assert_int_equal(back[i], relation_reverse((enum relation)i));
}

static void relations_stand_from_strong_to_weak(void **state)
{
    static const enum relation order[] = {RELATION_EQUAL, RELATION_SUPERSET, RELATION_SUBSET,
                                          RELATION_INTERSECTS, RELATION_NONE};

    (void)state;
    for (int i = 0; i < RELATION_COUNT; i++)
        for (int k = 0; k < RELATION_COUNT; k++)
            assert_int_equal(i < k, relation_stronger(order[i], order[k]));
}

static void relations_have_the_words_of_a_mapping_document(void **state)
{
    static const struct {
        struct str word;
        int n;
    } rows[] = {
        {STR_INIT("equal-to"), RELATION_EQUAL}, {STR_INIT("superset-of"), RELATION_SUPERSET},
        {STR_INIT("subset-of"), RELATION_SUBSET},
        {STR_INIT("intersects-with"), RELATION_INTERSECTS},
    };
    int n = -1;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(choice_of(&relation_choices, rows[i].word, &n));
        assert_int_equal(rows[i].n, n);
    }
    assert_false(choice_of(&relation_choices, S("no-relationship"), &n));
}

/* Two norms of three items. */
static bool is_sound(const struct mapping_row *rows, int n, int dropped, int added)
{
    struct item items[3] = {0};
    struct norm from = {.items = items, .n_items = 3};
    struct norm to = {.items = items, .n_items = 3};
    struct mapping_gap gone = {.item = dropped};
    struct mapping_gap come = {.item = added};
    struct mapping mapping = {.from = &from, .to = &to, .rows = rows, .n_rows = n,
                              .dropped = &gone, .n_dropped = 1, .added = &come, .n_added = 1};

    return mapping_sound(&mapping);
}

static void a_row_names_items_of_its_norms_and_a_relation(void **state)
{
    static const struct {
        struct mapping_row row;
        bool sound;
    } rows[] = {
        {{.source = 0, .target = 2, .is = RELATION_EQUAL}, true},
        {{.source = 2, .target = 0, .is = RELATION_INTERSECTS}, true},
        {{.source = -1, .target = 0, .is = RELATION_EQUAL}, false},
        {{.source = 3, .target = 0, .is = RELATION_EQUAL}, false},
        {{.source = 0, .target = -1, .is = RELATION_EQUAL}, false},
        {{.source = 0, .target = 3, .is = RELATION_EQUAL}, false},
        {{.source = 0, .target = 0, .is = RELATION_NONE}, false},
        {{.source = 0, .target = 0, .is = RELATION_COUNT}, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(rows[i].sound, is_sound(&rows[i].row, 1, 0, 2));
    assert_false(is_sound(&rows[0].row, 1, 3, 0));
    assert_false(is_sound(&rows[0].row, 1, 0, -1));
}

static void complete_rows_of_a_set_have_one_item_in_common(void **state)
{
    static const struct {
        struct mapping_row rows[2];
        bool sound;
    } rows[] = {
        {{{0, 1, RELATION_SUBSET, true, 7}, {1, 1, RELATION_SUBSET, true, 7}}, true},
        {{{0, 1, RELATION_SUBSET, true, 7}, {1, 2, RELATION_SUBSET, true, 7}}, false},
        {{{0, 1, RELATION_SUBSET, true, 7}, {1, 2, RELATION_SUBSET, true, 8}}, true},
        {{{0, 1, RELATION_SUBSET, true, 7}, {1, 2, RELATION_SUBSET, false, 7}}, true},
        {{{0, 1, RELATION_SUBSET, false, 7}, {1, 2, RELATION_SUBSET, true, 7}}, true},
        {{{0, 1, RELATION_SUPERSET, true, 7}, {0, 2, RELATION_SUPERSET, true, 7}}, true},
        {{{0, 1, RELATION_SUPERSET, true, 7}, {1, 1, RELATION_SUPERSET, true, 7}}, false},
        {{{0, 1, RELATION_SUPERSET, true, 7}, {0, 1, RELATION_SUBSET, true, 7}}, false},
        {{{0, 1, RELATION_EQUAL, true, 7}, {1, 2, RELATION_EQUAL, true, 7}}, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(rows[i].sound, is_sound(rows[i].rows, 2, 0, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_relation_read_back_twice_is_itself),
        cmocka_unit_test(relations_stand_from_strong_to_weak),
        cmocka_unit_test(relations_have_the_words_of_a_mapping_document),
        cmocka_unit_test(a_row_names_items_of_its_norms_and_a_relation),
        cmocka_unit_test(complete_rows_of_a_set_have_one_item_in_common),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
