/* base/arena and base/buf: memory that dies with the job. */
#include "trial.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"

static void memory_is_zeroed_and_aligned_for_any_type(void **state)
{
    struct arena *mem = arena_new(1 << 20);

    (void)state;
    for (size_t n = 0; n < 300; n++) {
        unsigned char *p = arena_alloc(mem, n);

        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xff, n);
    }
    arena_free(mem);
}

static void memory_is_zeroed_again_after_a_reset(void **state)
{
    struct arena *mem = arena_new(1 << 20);
    unsigned char *p;

    (void)state;
    memset(arena_alloc(mem, 1000), 0xff, 1000);
    arena_reset(mem);
    assert_int_equal(arena_used(mem), 0);
    p = arena_alloc(mem, 1000);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(p[i], 0);
    arena_free(mem);
}

/* Counts what fits until the jump; volatile, since it lives over a longjmp. */
static int fill(size_t limit, size_t each)
{
    struct arena *mem = arena_new(limit);
    volatile int n = 0;
    jmp_buf guard;

    if (setjmp(guard) == 0) {
        arena_guard(mem, &guard);
        for (;;) {
            arena_alloc(mem, each);
            n++;
        }
    }
    arena_free(mem);
    return n;
}

static void past_its_ceiling_it_jumps_and_never_hands_out_null(void **state)
{
    (void)state;
    assert_int_equal(fill(64 * 1024, 64 * 1024), 1);
    assert_int_equal(fill(256 * 1024, 16 * 1024), 16);
    assert_int_equal(fill(64 * 1024, 65 * 1024), 0);
}

static void an_array_too_large_to_count_jumps(void **state)
{
    struct arena *mem = arena_new(1 << 20);
    volatile int jumped = 0;
    jmp_buf guard;

    (void)state;
    if (setjmp(guard) == 0) {
        arena_guard(mem, &guard);
        arena_array(mem, SIZE_MAX / 4, 8);
    } else {
        jumped = 1;
    }
    assert_int_equal(jumped, 1);
    arena_free(mem);
}

static void only_the_last_block_grows_in_place(void **state)
{
    struct arena *mem = arena_new(1 << 20);
    void *a = arena_alloc(mem, 100);
    void *b = arena_alloc(mem, 100);

    (void)state;
    assert_false(arena_extend(mem, a, 100, 200));
    assert_true(arena_extend(mem, b, 100, 200));
    assert_false(arena_extend(mem, b, 200, 1 << 20));
    arena_free(mem);
}

static void a_buf_holds_all_that_was_put_whatever_came_between(void **state)
{
    struct arena *mem = arena_new(8 << 20);
    struct buf out;
    size_t expected = 0;

    (void)state;
    buf_init(&out, mem, 0);
    for (int i = 0; i < 5000; i++) {
        char text[16];
        int len = snprintf(text, sizeof text, "%d,", i);

        buf_int(&out, i);
        buf_char(&out, ',');
        assert_memory_equal(out.at + expected, text, (size_t)len);
        expected += (size_t)len;
        if (i % 7 == 0)
            arena_alloc(mem, 24); /* so that it cannot always grow in place */
    }
    assert_int_equal(out.len, expected);
    arena_free(mem);
}

static void numbers_are_written_to_their_last_digit(void **state)
{
    static const struct { int64_t n; const char *text; } rows[] = {
        {0, "0"}, {7, "7"}, {-1, "-1"}, {INT64_MAX, "9223372036854775807"},
        {INT64_MIN, "-9223372036854775808"},
    };
    struct arena *mem = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < N_OF(rows); i++) {
        struct buf out;

        buf_init(&out, mem, 1);
        buf_int(&out, rows[i].n);
        assert_true(str_eq(buf_str(&out), str_of(rows[i].text)));
        buf_text(&out, "|%s", "x");
        assert_true(str_ends(buf_str(&out), S("|x")));
    }
    arena_free(mem);
}

static void an_array_that_grows_keeps_what_was_in_it(void **state)
{
    struct arena *mem = arena_new(1 << 20);
    int *array = NULL;
    int moved = 0;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        int *before = array;

        array = arena_more(mem, array, (size_t)i, sizeof *array);
        moved += array != before;
        array[i] = i;
        (void)NEW(mem, int); /* something else lies behind it */
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(array[i], i);
    assert_int_equal(moved, 7); /* 16, 32 … 1024 */
    arena_free(mem);
}

static void an_enumeration_has_each_text_once(void **state)
{
    struct arena *mem = arena_new(1 << 20);
    struct buf out;

    (void)state;
    buf_init(&out, mem, 0);
    buf_put_once(&out, S(""), S("; "));
    assert_int_equal(out.len, 0);
    buf_put_once(&out, S("wet"), S("; "));
    buf_put_once(&out, S("zelfde nummer"), S("; "));
    buf_put_once(&out, S("wet"), S("; "));
    buf_put_once(&out, S(""), S("; "));
    assert_true(str_eq(buf_str(&out), S("wet; zelfde nummer")));
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned_for_any_type),
        cmocka_unit_test(memory_is_zeroed_again_after_a_reset),
        cmocka_unit_test(past_its_ceiling_it_jumps_and_never_hands_out_null),
        cmocka_unit_test(an_array_too_large_to_count_jumps),
        cmocka_unit_test(only_the_last_block_grows_in_place),
        cmocka_unit_test(a_buf_holds_all_that_was_put_whatever_came_between),
        cmocka_unit_test(numbers_are_written_to_their_last_digit),
        cmocka_unit_test(an_array_that_grows_keeps_what_was_in_it),
        cmocka_unit_test(an_enumeration_has_each_text_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
