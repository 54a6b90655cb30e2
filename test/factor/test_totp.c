/* A code of an app: the vectors of the standard, each step once, and a clock that is off. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "factor/totp.h"

/* [RFC6238 appendix B] SHA-1; of eight digits the last six. */
static const struct { int64_t seconds; const char *code; } vectors[] = {
    {59, "287082"},          {1111111109, "081804"},  {1111111111, "050471"},
    {1234567890, "005924"},  {2000000000, "279037"},  {20000000000, "353130"},
};
#define SECRET S("12345678901234567890")

static bool fits(int64_t seconds, const char *code, int64_t last, int64_t *ret_step)
{
    return totp_check(SECRET, (struct moment){seconds * 1000}, str_of(code), last, ret_step);
}

static void the_codes_are_those_of_the_standard(void **state)
{
    int64_t step;

    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        step = -1;
        assert_true(fits(vectors[i].seconds, vectors[i].code, 0, &step));
        assert_int_equal(step, vectors[i].seconds / 30);
    }
}

static void a_clock_may_be_one_step_off_and_no_more(void **state)
{
    int64_t step = 0;

    (void)state;
    for (int off = -3; off <= 3; off++) {
        bool right = fits(1111111111 + off * 30, "050471", 0, &step);

        assert_int_equal(right, off >= -1 && off <= 1);
        if (right)
            assert_int_equal(step, 1111111111 / 30);
    }
}

static void a_code_counts_once_and_none_before_it_after_that(void **state)
{
    int64_t step = 0;
    char before[TOTP_DIGITS + 1];

    (void)state;
    assert_true(fits(1111111111, "050471", 0, &step));
    assert_false(fits(1111111111, "050471", step, &(int64_t){0}));
    totp_code(SECRET, step - 1, before);
    assert_true(fits(1111111111, before, 0, &(int64_t){0}));
    assert_false(fits(1111111111, before, step, &(int64_t){0}));
}

static void what_is_no_code_is_none(void **state)
{
    static const char *const none[] = {"", "05047", "0504711", "05047a", "050472", "-50471",
                                       "05047\n1", "      "};
    int64_t step = 7;

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(fits(1111111111, none[i], 0, &step));
    assert_int_equal(step, 7);
    assert_true(fits(1111111111, " 050 471 ", 0, &step));
}

static void the_secret_is_told_in_letters_and_as_an_address(void **state)
{
    struct arena *mem = arena_new(64 * 1024);

    (void)state;
    assert_true(str_eq(totp_text(mem, SECRET), S("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")));
    assert_true(str_eq(totp_address(mem, SECRET, S("waarborg A&B"), S("eva@voorbeeld.example")),
        S("otpauth://totp/waarborg%20A%26B:eva%40voorbeeld.example"
          "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=waarborg%20A%26B")));
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_codes_are_those_of_the_standard),
        cmocka_unit_test(a_clock_may_be_one_step_off_and_no_more),
        cmocka_unit_test(a_code_counts_once_and_none_before_it_after_that),
        cmocka_unit_test(what_is_no_code_is_none),
        cmocka_unit_test(the_secret_is_told_in_letters_and_as_an_address),
    };

    return cmocka_run_group_tests_name("factor totp", tests, NULL, NULL);
}
