/* How often somebody may ask, by a clock that is a value. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/bug.h"
#include "http/pace.h"

enum { BEGIN_MS = 1000000 };

static int takes(struct pace *pace, const char *who, bool costly, int64_t now_ms, int n)
{
    int taken = 0;

    for (int i = 0; i < n; i++)
        taken += pace_take(pace, str_of(who), costly, now_ms) == 0;
    return taken;
}

static void a_bucket_gives_what_it_holds_and_not_one_more(void **state)
{
    struct pace *pace = pace_new(PACE_MINUTE);

    (void)state;
    assert_int_equal(takes(pace, "a", false, BEGIN_MS, 599), 599);
    assert_int_equal(takes(pace, "a", false, BEGIN_MS, 1), 1);
    assert_int_equal(takes(pace, "a", false, BEGIN_MS, 5), 0);
    assert_int_equal(takes(pace, "a", false, BEGIN_MS + 99, 5), 0);
    assert_int_equal(takes(pace, "a", false, BEGIN_MS + 100, 5), 1);
    assert_int_equal(takes(pace, "a", false, BEGIN_MS + 1100, 50), 10);
    assert_int_equal(takes(pace, "a", false, BEGIN_MS + 1100 + 60000, 700), 600);
    assert_int_equal(takes(pace, "b", false, BEGIN_MS, 700), 600); /* each their own */
    pace_free(pace);
}

static void costly_requests_have_a_smaller_one_beside_it(void **state)
{
    struct pace *pace = pace_new(PACE_MINUTE);

    (void)state;
    assert_int_equal(takes(pace, "a", true, BEGIN_MS, 40), 30);
    assert_int_equal(pace_take(pace, S("a"), true, BEGIN_MS), 2);
    assert_int_equal(pace_take(pace, S("a"), true, BEGIN_MS + 1999), 1);
    assert_int_equal(takes(pace, "a", true, BEGIN_MS + 2000, 5), 1);
    /* Those that might not be took nothing from the other. */
    assert_int_equal(takes(pace, "b", true, BEGIN_MS, 40), 30);
    assert_int_equal(takes(pace, "b", false, BEGIN_MS, 700), 570);
    assert_int_equal(pace_take(pace, S("b"), false, BEGIN_MS), 1);
    pace_free(pace);
}

static void without_a_bound_everybody_goes_on(void **state)
{
    (void)state;
    assert_int_equal(takes(NULL, "a", true, BEGIN_MS, 5000), 5000);
}

static void who_rests_makes_room_for_others(void **state)
{
    struct pace *pace = pace_new(PACE_MINUTE);
    char name[16];

    (void)state;
    for (int i = 0; i < 100000; i++) {
        snprintf(name, sizeof name, "%d", i);
        assert_int_equal(pace_take(pace, str_of(name), false, BEGIN_MS + i * 100), 0);
    }
    assert_int_equal(takes(pace, "nog een", false, BEGIN_MS + 20000000, 700), 600);
    pace_free(pace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bucket_gives_what_it_holds_and_not_one_more),
        cmocka_unit_test(costly_requests_have_a_smaller_one_beside_it),
        cmocka_unit_test(without_a_bound_everybody_goes_on),
        cmocka_unit_test(who_rests_makes_room_for_others),
    };

    return cmocka_run_group_tests_name("http pace", tests, NULL, NULL);
}
