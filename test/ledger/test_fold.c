/* The fold by itself: each row and each value under its own key, however many there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "ledger/compare.h"
#include "model/assessment.h"
#include "model/erasure.h"

enum { IDS = 1000, FIRST = 7, TOUCHES = 10000 };

/* More than there was room for, each number in every other table: those of one number stand on
 * the way to each other. */
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

/* What an entry says of one column of a row. */
static enum fold_fault say(struct fold *fold, const struct noun *noun, int64_t id,
                           const char *column, const char *from, const char *to)
{
    struct bytes_part part = {str_of(noun->name), id, str_of(column), str_of(from), str_of(to)};
    uint32_t table = table_find(part.table);

    return fold_set(fold, fold_touch(fold, table, id, 1), noun_field(noun, part.column), &part, 1);
}

/* The first is empty, as a forger may write it; then all come again. */
static void a_value_is_still_known_after_thousands_of_others(void **state)
{
    struct arena *mem = arena_new((size_t)64 << 20);
    struct fold *fold = fold_new(mem, NULL);

    (void)state;
    assert_int_equal(say(fold, &assessment_noun, FIRST + TOUCHES, "item", "-", "="), FOLD_FINE);
    for (int i = 0; i < TOUCHES; i++)
        assert_int_equal(say(fold, &assessment_noun, FIRST + i, "item", "-",
                             arena_text(mem, "=item-%d", i).at), FOLD_FINE);
    for (int i = 0; i < TOUCHES; i++)
        assert_int_equal(say(fold, &assessment_noun, FIRST + i, "item",
                             arena_text(mem, "=item-%d", i).at, "-"), FOLD_FINE);
    assert_int_equal(say(fold, &assessment_noun, FIRST + TOUCHES, "item", "=", "-"), FOLD_FINE);
    assert_int_equal(fold->n_plain, 2 + TOUCHES);
    arena_free(mem);
}

static void the_first_value_of_all_may_be_the_hash_of_a_file(void **state)
{
    struct arena *mem = arena_new((size_t)64 << 20);
    struct fold *evidence = fold_new(mem, NULL);
    struct fold *erasure = fold_new(mem, NULL);

    (void)state;
    assert_int_equal(say(evidence, &evidence_noun, FIRST, "file_hash", "-", "=0a"), FOLD_FINE);
    assert_true(evidence->plain[1].is_file);
    assert_int_equal(say(erasure, &erasure_noun, FIRST, "erased_hash", "-", "=0a"), FOLD_FINE);
    assert_true(erasure->plain[1].is_erased);
    arena_free(mem);
}

static void of_as_many_values_as_there_is_room_for_none_is_a_file(void **state)
{
    struct arena *mem = arena_new((size_t)64 << 20);
    struct fold *fold = fold_new(mem, NULL);
    struct check check = {.mem = mem};

    (void)state;
    for (int64_t id = FIRST; fold->n_plain < fold->plain_room; id++)
        assert_int_equal(say(fold, &assessment_noun, id, "item", "-",
                             arena_text(mem, "=item-%lld", (long long)id).at), FOLD_FINE);
    assert_true(compare_files(&check, fold)); /* and asks no database */
    arena_free(mem);
}

/* In which place of an empty fold a row comes. */
static size_t place_of(struct fold *empty, int64_t id)
{
    size_t at = 0;

    memset(empty->rows, 0, empty->n_row_slots * sizeof *empty->rows);
    empty->n_rows = 0;
    fold_touch(empty, 1, id, 1);
    while (empty->rows[at] == NULL)
        at++;
    return at;
}

/* As many rows as it takes before it grows, all of them in an even place by themselves. */
static void what_is_not_there_is_not_found_among_rows_that_fall_alike(void **state)
{
    struct arena *mem = arena_new((size_t)64 << 20);
    struct fold *empty = fold_new(mem, NULL);
    struct fold *fold = fold_new(mem, NULL);
    size_t most = fold->n_row_slots / 2;
    int64_t id = FIRST;

    (void)state;
    for (; fold->n_rows < most; id++)
        if (place_of(empty, id) % 2 == 0)
            fold_touch(fold, 1, id, 1);
    assert_int_equal(fold->n_row_slots, 2 * most);
    while (place_of(empty, id) % 2 != 0)
        id++;
    assert_null(fold_find(fold, 1, id));
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_found_by_its_table_and_its_number),
        cmocka_unit_test(what_touched_a_row_is_kept_newest_first),
        cmocka_unit_test(a_value_is_still_known_after_thousands_of_others),
        cmocka_unit_test(of_as_many_values_as_there_is_room_for_none_is_a_file),
        cmocka_unit_test(the_first_value_of_all_may_be_the_hash_of_a_file),
        cmocka_unit_test(what_is_not_there_is_not_found_among_rows_that_fall_alike),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
