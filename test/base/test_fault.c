/* base/fault: notes that are kept, up to a bound. */
#include "trial.h"

#include "base/fault.h"

static struct str field_at(struct arena *mem, size_t i)
{
    return arena_text(mem, "field %zu", i);
}

static void add(struct faults *faults, struct arena *mem, size_t n)
{
    for (size_t i = faults->n; i < n; i++)
        fault_add(faults, field_at(mem, i), S("key"), S("arg"));
}

static void every_fault_is_kept_in_its_order_as_long_as_there_is_an_arena(void **state)
{
    static const size_t counts[] = {0, 1, 63, 64, 65, 127, 128, 129, 1000, FAULTS_MOST};
    struct arena *mem = arena_new(8 * 1024 * 1024);
    struct faults faults = {.mem = mem};

    (void)state;
    for (size_t c = 0; c < N_OF(counts); c++) {
        add(&faults, mem, counts[c]);
        assert_int_equal(faults.n, counts[c]);
        assert_int_equal(faults_kept(&faults), counts[c]);
        for (size_t i = 0; i < counts[c]; i++)
            assert_true(str_eq(faults_at(&faults, i)->field, field_at(mem, i)));
    }
    arena_free(mem);
}

static void past_the_bound_faults_are_counted_and_memory_stays(void **state)
{
    struct arena *mem = arena_new(8 * 1024 * 1024);
    struct faults faults = {.mem = mem};
    size_t used;

    (void)state;
    add(&faults, mem, FAULTS_MOST);
    used = arena_used(mem);
    for (int i = 0; i < 10000; i++)
        fault_add(&faults, S("f"), S("k"), S(""));
    assert_int_equal(faults.n, FAULTS_MOST + 10000);
    assert_int_equal(faults_kept(&faults), FAULTS_MOST);
    assert_int_equal(arena_used(mem), used);
    assert_true(str_eq(faults_at(&faults, FAULTS_MOST - 1)->field, field_at(mem, FAULTS_MOST - 1)));
    arena_free(mem);
}

static void without_an_arena_the_first_are_kept_and_the_rest_counted(void **state)
{
    struct faults faults = {.n = 0};

    (void)state;
    for (int i = 0; i < 100; i++)
        fault_add(&faults, S("f"), S("k"), S(""));
    assert_int_equal(faults.n, 100);
    assert_int_equal(faults_kept(&faults), FAULTS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_is_kept_in_its_order_as_long_as_there_is_an_arena),
        cmocka_unit_test(past_the_bound_faults_are_counted_and_memory_stays),
        cmocka_unit_test(without_an_arena_the_first_are_kept_and_the_rest_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
