/* What a text of OSCAL may look like: for each kind texts that are one, and texts that are none.
 *
 * Sources  the patterns of NIST's JSON schemas of OSCAL 1.2.1.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "catalogue/shape.h"

enum { TEXTS = 24 };

struct row {
    enum shape_kind kind;
    const char *held[TEXTS];
    const char *refused[TEXTS];
};

static void judge(const struct row *row)
{
    struct shape_member member = {.kind = row->kind, .words = "open closed"};

    for (int i = 0; i < TEXTS && row->held[i] != NULL; i++)
        if (!shape_holds(&member, str_of(row->held[i])))
            fail_msg("%s is no %s", row->held[i], shape_word(row->kind));
    for (int i = 0; i < TEXTS && row->refused[i] != NULL; i++)
        if (shape_holds(&member, str_of(row->refused[i])))
            fail_msg("%s is a %s", row->refused[i], shape_word(row->kind));
}

static void a_token_begins_with_a_letter_of_any_script(void **state)
{
    (void)state;
    judge(&(struct row){SHAPE_TOKEN,
        {"a", "Z9", "_a.b-c", "é1", "Ωmega", "日本", "𐐀x", "a²", "a٣"},
        {"", "1a", ".a", "-a", "a b", "a:b", "٣a", "a€", "a{", "a[", "@", "`"}});
}

static void a_string_has_no_blank_at_its_ends_and_no_second_line(void **state)
{
    (void)state;
    judge(&(struct row){SHAPE_STRING,
        {"a", "a b", "é", "a\tb", "a\u00a0b", "a\u2003b"},
        {"", " a", "a ", "\ta", "\ra", "a\nb", "a\rb", "\u00a0" "a", "a\u1680", "\u2000" "a",
         "a\u200a", "a\u2028" "b", "a\u2029" "b", "a\u202f", "a\u205f", "\u3000" "a", "\ufeff" "a",
         "\x0e" "a\x0d"}});
    judge(&(struct row){SHAPE_STRING, {"a\u1fff", "\u200b" "a", "\x0e" "a", "\x08" "a"}, {NULL}});
    judge(&(struct row){SHAPE_LINE, {"a", " a ", "a\rb"}, {"", "a\nb"}});
    judge(&(struct row){SHAPE_WORD, {"open", "closed"}, {"", "ope", "Open", "open closed"}});
}

static void a_uuid_is_of_the_fourth_or_fifth_kind(void **state)
{
    (void)state;
    judge(&(struct row){SHAPE_UUID,
        {"0a1b2c3d-4e5f-4a6b-8c7d-0123456789ab", "0A1B2C3D-4E5F-5A6B-BC7D-0123456789AB"},
        {"", "0a1b2c3d-4e5f-4a6b-8c7d-0123456789a", "0a1b2c3d-4e5f-1a6b-8c7d-0123456789ab",
         "0a1b2c3d-4e5f-4a6b-7c7d-0123456789ab", "0a1b2c3d_4e5f-4a6b-8c7d-0123456789ab",
         "0a1b2c3d-4e5f_4a6b-8c7d-0123456789ab", "0a1b2c3d-4e5f-4a6b_8c7d-0123456789ab",
         "0a1b2c3d-4e5f-4a6b-8c7d_0123456789ab", "0a1b2c3d-4e5f-4a6b-8c7d-0123456789ag",
         "0a1b2c3d-4e5f-4a6b-8c7d-0123456789aG", "0a1b2c3d-4e5f-4a6b-8c7d-0123456789a:",
         "0a1b2c3d-4e5f-4a6b-8c7d-0123456789a/", "0a1b2c3d-4e5f-4a6b-8c7d-0123456789a@"}});
}

static void only_a_time_zone_that_exists_makes_a_moment(void **state)
{
    (void)state;
    judge(&(struct row){SHAPE_MOMENT,
        {"2026-11-23T01:02:03Z", "1900-01-01T23:59:59.123Z", "2999-12-31T00:00:00+00:00",
         "2026-11-23T01:02:03-12:00", "2026-11-23T01:02:03+14:00", "2026-11-23T01:02:03-03:30",
         "2026-11-23T01:02:03-09:30", "2026-11-23T01:02:03+03:30", "2026-11-23T01:02:03+04:30",
         "2026-11-23T01:02:03+05:30", "2026-11-23T01:02:03+06:30", "2026-11-23T01:02:03+10:30",
         "2026-11-23T01:02:03+05:45", "2026-11-23T01:02:03+08:45", "2026-11-23T01:02:03+12:45"},
        {"2026-11-23T01:02:03-13:00", "2026-11-23T01:02:03+15:00", "2026-11-23T01:02:03-04:30",
         "2026-11-23T01:02:03+07:30", "2026-11-23T01:02:03-05:45", "2026-11-23T01:02:03+06:45",
         "2026-11-23T01:02:03+01:15", "2026-11-23T01:02:03", "2026-11-23T01:02:03*01:00",
         "2026-11-23T01:02:03+01.00", "2026-11-23T01:02:03+0a:00", "2026-11-23T01:02:03+a0:00",
         "2026-11-23T01:02:03+1:00", "2026-11-23T01:02:03+01:0", "2026-11-23T01:02:03+01:000"}});
}

static void a_moment_has_a_day_that_is_and_a_time_that_is(void **state)
{
    (void)state;
    judge(&(struct row){SHAPE_MOMENT, {"2024-02-29T12:00:00.5+01:00"},
        {"", "2026-11-23", "2026-02-29T01:02:03Z", "1899-11-23T01:02:03Z", "3000-11-23T01:02:03Z",
         "2026-11-23 01:02:03Z", "2026-11-23T01.02:03Z", "2026-11-23T01:02.03Z",
         "2026-11-23T24:02:03Z", "2026-11-23T01:60:03Z", "2026-11-23T01:02:60Z",
         "2026-11-23Tx1:02:03Z", "2026-11-23T01:x2:03Z", "2026-11-23T01:02:x3Z",
         "2026-11-23T1x:02:03Z", "2026-11-23T01:02:03.Z", "2026-11-23T01:02:03.1",
         "2026-11-23T01:02:03.1a"}});
    judge(&(struct row){SHAPE_DATE, {"2026-11-23", "2026-11-23Z", "2026-11-23+01:00"},
        {"", "2026-11-31", "2026-1-1", "1826-11-23", "3026-11-23", "2026-11-23T", "23-11-2026"}});
}

static void a_number_has_digits_and_no_sign(void **state)
{
    (void)state;
    judge(&(struct row){SHAPE_NATURAL, {"0", "007", "12"}, {"", "-1", "1.0", "a", "1:"}});
    judge(&(struct row){SHAPE_POSITIVE, {"1", "10"}, {"", "0", "00", "-1", "+1", "1x"}});
}

static void an_address_has_a_scheme_and_no_sign_that_must_be_escaped(void **state)
{
    (void)state;
    judge(&(struct row){SHAPE_URI_REF,
        {"", "#a", "../a?b=c#d", "a%2Fb", "a%af", "https://example.nl/"},
        {"a b", "a\"b", "a<b", "a\x7f" "b", "aé", "a%", "a%2", "a%2g", "a%g2", "#a#b"}});
    judge(&(struct row){SHAPE_URI,
        {"https://example.nl/", "urn:a", "x-y:a", "x+y:a", "x.1:a", "x9:b#c"},
        {"", "example.nl", "a:b", "1a:b", "ab:", "a_b:c", "aé:c", "ab:c d", "ab:#c#d"}});
}

static void mail_and_base64_are_seen_by_their_signs(void **state)
{
    (void)state;
    judge(&(struct row){SHAPE_EMAIL, {"a@example.nl", "a.b@c"},
        {"", "a", "@b", "a@", "a@.nl", " a@b", "a@b ", "a\n@b"}});
    judge(&(struct row){SHAPE_BASE64, {"YWJj", "YWI=", "YQ==", "+/9Z"},
        {"", "=", "==", "Y===", "Y Q", "YQ-_", "Yé", "Y=Q="}});
}

static void what_is_judged_elsewhere_holds_any_text(void **state)
{
    (void)state;
    judge(&(struct row){SHAPE_TEXT, {"", "a\nb"}, {NULL}});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_token_begins_with_a_letter_of_any_script),
        cmocka_unit_test(a_string_has_no_blank_at_its_ends_and_no_second_line),
        cmocka_unit_test(a_uuid_is_of_the_fourth_or_fifth_kind),
        cmocka_unit_test(only_a_time_zone_that_exists_makes_a_moment),
        cmocka_unit_test(a_moment_has_a_day_that_is_and_a_time_that_is),
        cmocka_unit_test(a_number_has_digits_and_no_sign),
        cmocka_unit_test(an_address_has_a_scheme_and_no_sign_that_must_be_escaped),
        cmocka_unit_test(mail_and_base64_are_seen_by_their_signs),
        cmocka_unit_test(what_is_judged_elsewhere_holds_any_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
