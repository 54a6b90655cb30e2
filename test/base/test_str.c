/* base/str: text as a view with a length. */
#include "trial.h"

#include "base/str.h"

static void only_well_formed_text_is_utf8(void **state)
{
    static const struct { const char *text; size_t len; bool is; } rows[] = {
        {"", 0, true}, {"abc", 3, true}, {"\xc3\xa9", 2, true}, {"\xe2\x82\xac", 3, true},
        {"\xf0\x9f\x98\x80", 4, true}, {"\xf4\x8f\xbf\xbf", 4, true},
        {"\x80", 1, false},             /* a tail without a head      */
        {"\xc3", 1, false},             /* a head without a tail      */
        {"\xc0\xaf", 2, false},         /* overlong slash             */
        {"\xe0\x80\xaf", 3, false}, {"\xf0\x80\x80\xaf", 4, false},
        {"\xed\xa0\x80", 3, false},     /* a surrogate                */
        {"\xf4\x90\x80\x80", 4, false}, /* past U+10FFFF              */
        {"\xf5\x80\x80\x80", 4, false}, {"\xff", 1, false},
        {"a\0b", 3, false},             /* code point 0               */
    };

    (void)state;
    for (size_t i = 0; i < N_OF(rows); i++)
        assert_int_equal(str_utf8((struct str){rows[i].text, rows[i].len}), rows[i].is);
    assert_int_equal(str_chars(S("h\xc3\xa9\xe2\x82\xac")), 3);
}

static void a_text_is_cut_between_its_characters(void **state)
{
    static const struct { size_t bytes; const char *begins; } rows[] = {
        {0, ""}, {1, "h"}, {2, "h"}, {3, "h\xc3\xa9"}, {4, "h\xc3\xa9"}, {5, "h\xc3\xa9"},
        {6, "h\xc3\xa9\xe2\x82\xac"}, {99, "h\xc3\xa9\xe2\x82\xac"},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(rows); i++)
        assert_true(str_eq(str_fit(S("h\xc3\xa9\xe2\x82\xac"), rows[i].bytes),
                           str_of(rows[i].begins)));
    assert_int_equal(str_fit((struct str){NULL, 0}, 9).len, 0);
}

static void a_number_is_read_whole_or_not_at_all(void **state)
{
    static const struct { const char *text; bool is; int64_t n; } rows[] = {
        {"0", true, 0}, {"-0", true, 0}, {"42", true, 42}, {"-7", true, -7}, {"007", true, 7},
        {"9223372036854775807", true, INT64_MAX}, {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0}, {"-9223372036854775809", false, 0},
        {"", false, 0}, {"-", false, 0}, {"+1", false, 0}, {" 1", false, 0}, {"1 ", false, 0},
        {"1.0", false, 0}, {"0x10", false, 0},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(rows); i++) {
        int64_t n = -99;

        assert_int_equal(str_int(str_of(rows[i].text), &n), rows[i].is);
        assert_int_equal(n, rows[i].is ? rows[i].n : -99);
    }
}

static void parts_of_a_text_are_found_where_they_are(void **state)
{
    struct str rest = S("a;b;;c");

    (void)state;
    assert_int_equal(str_find(S("banaan"), S("an"), 0), 1);
    assert_int_equal(str_find(S("banaan"), S("an"), 2), 4);
    assert_int_equal(str_find(S("banaan"), S("x"), 0), -1);
    assert_int_equal(str_find(S("banaan"), S("an"), 99), -1);
    assert_int_equal(str_find((struct str){NULL, 0}, S("a"), 0), -1);
    assert_true(str_eq(str_cut(rest, ';', &rest), S("a")));
    assert_true(str_eq(str_cut(rest, ';', &rest), S("b")));
    assert_true(str_eq(str_cut(rest, ';', &rest), S("")));
    assert_true(str_eq(str_cut(rest, ';', &rest), S("c")));
    assert_null(rest.at);
    assert_true(str_eq(str_trim(S(" \t a b\r\n")), S("a b")));
    assert_true(str_eq(str_sub(S("abcdef"), 2, 4), S("cd")));
    assert_true(str_eq(str_sub(S("abc"), 5, 2), S("")));
}

static void order_is_that_of_the_bytes(void **state)
{
    (void)state;
    assert_true(str_cmp(S("5.01"), S("5.01.01")) < 0);
    assert_true(str_cmp(S("5.01.01"), S("5.02")) < 0);
    assert_true(str_cmp(S("b"), S("a")) > 0);
    assert_int_equal(str_cmp(S(""), (struct str){NULL, 0}), 0);
    assert_true(str_cmp(S("\xff"), S("a")) > 0);
}

static void folding_takes_away_case_and_accents_and_never_lengthens(void **state)
{
    static const struct { const char *text; const char *folded; } rows[] = {
        {"Continu\xc3\xafteit", "continuiteit"}, {"CAF\xc3\x89", "cafe"},
        {"\xc5\x81\xc3\xb3" "d\xc5\xba", "lodz"}, {"\xc3\x97", "\xc3\x97"}, {"5.01", "5.01"},
        {"\xc3", "\xc3"},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(rows); i++) {
        char room[64];
        struct str text = str_of(rows[i].text);
        size_t n = str_fold(text, room);

        assert_true(n <= text.len);
        assert_true(str_eq((struct str){room, n}, str_of(rows[i].folded)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_well_formed_text_is_utf8),
        cmocka_unit_test(a_text_is_cut_between_its_characters),
        cmocka_unit_test(a_number_is_read_whole_or_not_at_all),
        cmocka_unit_test(parts_of_a_text_are_found_where_they_are),
        cmocka_unit_test(order_is_that_of_the_bytes),
        cmocka_unit_test(folding_takes_away_case_and_accents_and_never_lengthens),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
