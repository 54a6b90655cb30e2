/* The fold by itself: each row and each value under its own key, however many there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "ledger/fold.h"

enum { IDS = 1000, FIRST = 7, TOUCHES = 10000 };

/* More than there was room for, each number in every other table: those of one number stand on the way to each other. */
static void a_row_is_found_by_its_table_and_its_number(void **state)
{
    struct arena *mem = arena_new((size_t)64 << 20);
    struct fold *fold = fold_new(mem, NULL);

    (void)state;
    for (int64_t id = FIRST; id < FIRST + IDS; id++)
        for (uint32_t table = (uint32_t)(id % 2); table < TABLE_INDEXED; table += 2)
            fold_touch(fold, table, id, id + table);
    for (int64_t id = FIRST; id < FIRST + IDS; id++)
        for (uint32_t table = 0; table < TABLE_INDEXED; table++) {
            const struct fold_row *row = fold_find(fold, table, id);

            assert_int_equal(row != NULL, table % 2 == id % 2);
            if (row != NULL)
                assert_true(row->id == id && row->table == table && row->since == id + table);
        }
    assert_int_equal(fold->n_of[0] + fold->n_of[1], IDS);
    assert_int_equal(fold->last_id, FIRST + IDS - 1);
    arena_free(mem);
}

/* The touches of a row are chained, the last one first, over every growth of the list. */
static void what_touched_a_row_is_kept_newest_first(void **state)
{
    struct arena *mem = arena_new((size_t)64 << 20);
    struct fold *fold = fold_new(mem, NULL);
    struct fold_row *row = NULL;
    uint32_t at;
    int64_t seq;

    (void)state;
    for (seq = 1; seq <= TOUCHES; seq++) {
        row = fold_touch(fold, 1, FIRST, seq);
        fold_touch(fold, 1, FIRST + seq, seq);
    }
    assert_int_equal(row->version, TOUCHES);
    at = fold_find(fold, 1, FIRST)->touch;
    for (seq = TOUCHES; at != 0; seq--) {
        assert_int_equal(fold->touches[at - 1].seq, seq);
        at = fold->touches[at - 1].before;
    }
    assert_int_equal(seq, 0);
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_found_by_its_table_and_its_number),
        cmocka_unit_test(what_touched_a_row_is_kept_newest_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
