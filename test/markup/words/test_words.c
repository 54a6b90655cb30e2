/* The words: found by key, filled with values, in the form that fits the number.
 * Woven from test/markup/words/nl.po and en.po, which have a text of each kind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "markup/words.h"

static struct arena *mem;

static int begin(void **state)
{
    (void)state;
    mem = arena_new(1 << 24);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static void equal(struct str is, const char *want)
{
    assert_string_equal(arena_str(mem, is).at, want);
}

static struct str filled(enum lang lang, enum word word, struct word_arg a, struct word_arg b)
{
    struct out out;
    struct str text = word_fill(mem, lang, word, a, b);

    out_init(&out, mem, lang, 0);
    word_put(&out, word, a, b);
    if (str_find(text, S("&"), 0) < 0 && str_find(text, S("<"), 0) < 0)
        assert_true(str_eq(text, buf_str(&out.buf)));
    return text;
}

static struct str put(enum lang lang, enum word word, struct word_arg a, struct word_arg b)
{
    struct out out;

    out_init(&out, mem, lang, 0);
    word_put(&out, word, a, b);
    return buf_str(&out.buf);
}

static void every_word_is_found_by_its_key(void **state)
{
    (void)state;
    for (int i = 0; i < WORD_COUNT; i++) {
        enum word found = WORD_COUNT;

        assert_true(word_find(word_key((enum word)i), &found));
        assert_int_equal(found, i);
        for (int lang = 0; lang < LANG_COUNT; lang++)
            assert_true(word_plain((enum lang)lang, (enum word)i).len > 0);
    }
}

static void a_key_that_is_none_is_not_found(void **state)
{
    static const char *const keys[] = {"", "flag", "flag.", "flag.yess", "flag.ye", "a", "zzz",
                                       "flag.yes ", "Flag.yes"};
    enum word word = WORD_flag_no;

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_false(word_find(str_of(keys[i]), &word));
    assert_int_equal(word, WORD_flag_no);
}

static void a_choice_is_found_by_prefix_and_stands_for_itself_when_unknown(void **state)
{
    (void)state;
    equal(word_of(LANG_NL, S("flag."), S("yes")), "ja");
    equal(word_of(LANG_EN, S("flag."), S("no")), "no");
    equal(word_of(LANG_NL, S("flag."), S("perhaps")), "perhaps");
    equal(word_of(LANG_NL, S("flag.yes"), S("")), "ja");
}

static void the_form_fits_the_number(void **state)
{
    static const struct {
        int64_t n;
        const char *dutch;
        const char *english;
    } rows[] = {
        {1, "Joost heeft nog 1 taak", "1 task left for Joost"},
        {0, "Joost heeft nog 0 taken", "0 tasks left for Joost"},
        {2, "Joost heeft nog 2 taken", "2 tasks left for Joost"},
        {21, "Joost heeft nog 21 taken", "21 tasks left for Joost"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct word_arg n = WARG(rows[i].n);

        equal(filled(LANG_NL, WORD_tasks_left, n, WARG(S("Joost"))), rows[i].dutch);
        equal(filled(LANG_EN, WORD_tasks_left, n, WARG(S("Joost"))), rows[i].english);
    }
    equal(filled(LANG_NL, WORD_tasks_none, WARG(1), WORD_NO_ARG), "één taak");
    equal(filled(LANG_EN, WORD_tasks_none, WARG((size_t)7), WORD_NO_ARG), "more tasks");
}

static void values_follow_their_names_not_their_place(void **state)
{
    struct word_arg measure = WARG(S("5.01"));
    struct word_arg person = WARG(S("{measure}"));

    (void)state;
    equal(filled(LANG_NL, WORD_tasks_owner, measure, person),
          "5.01 is van {measure} & blijft van {measure}");
    equal(filled(LANG_EN, WORD_tasks_owner, measure, person), "{measure} owns <5.01> and keeps it");
    equal(filled(LANG_NL, WORD_fault_form, WARG(S("x")), WORD_NO_ARG), "Dit klopt niet: x");
}

static void text_and_values_are_escaped_on_paper(void **state)
{
    (void)state;
    equal(put(LANG_NL, WORD_tasks_owner, WARG(S("<b>")), WARG(S("O'Brien"))),
          "&lt;b&gt; is van O&#39;Brien &amp; blijft van O&#39;Brien");
    equal(put(LANG_EN, WORD_tasks_owner, WARG(S("a&b")), WARG(S("c"))),
          "c owns &lt;a&amp;b&gt; and keeps it");
    equal(word_html(LANG_EN, WORD_tasks_owner).markup, "{person} owns &lt;{measure}&gt; and keeps it");
    equal(word_plain(LANG_EN, WORD_tasks_owner), "{person} owns <{measure}> and keeps it");
}

static void a_day_is_written_in_each_language(void **state)
{
    static const struct {
        int month;
        const char *dutch, *dutch_short, *english, *english_short;
    } rows[] = {
        {1, "1 januari 2027", "1 jan 2027", "1 January 2027", "1 Jan 2027"},
        {3, "1 maart 2027", "1 mrt 2027", "1 March 2027", "1 Mar 2027"},
        {5, "1 mei 2027", "1 mei 2027", "1 May 2027", "1 May 2027"},
        {10, "1 oktober 2027", "1 okt 2027", "1 October 2027", "1 Oct 2027"},
        {12, "1 december 2027", "1 dec 2027", "1 December 2027", "1 Dec 2027"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct day day = day_of_parts(2027, rows[i].month, 1);

        equal(word_day(mem, LANG_NL, day, false), rows[i].dutch);
        equal(word_day(mem, LANG_NL, day, true), rows[i].dutch_short);
        equal(word_day(mem, LANG_EN, day, false), rows[i].english);
        equal(word_day(mem, LANG_EN, day, true), rows[i].english_short);
    }
    equal(word_day(mem, LANG_NL, (struct day){0}, false), "");
    equal(word_moment(mem, LANG_NL, (struct moment){0}), "");
}

static void days_and_moments_fill_a_place_as_text(void **state)
{
    struct moment moment;

    (void)state;
    assert_true(moment_of_text(S("2026-01-02T08:05:00.000Z"), &moment));
    equal(filled(LANG_NL, WORD_fault_form, WARG(day_of_parts(2026, 2, 28)), WORD_NO_ARG),
          "Dit klopt niet: 28 februari 2026");
    equal(filled(LANG_NL, WORD_fault_form, WARG(moment), WORD_NO_ARG),
          "Dit klopt niet: 2 januari 2026, 9.05 uur");
    equal(filled(LANG_EN, WORD_fault_form, WARG(moment), WORD_NO_ARG),
          "This is not right: 2 January 2026, 9:05");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_word_is_found_by_its_key),
        TEST(a_key_that_is_none_is_not_found),
        TEST(a_choice_is_found_by_prefix_and_stands_for_itself_when_unknown),
        TEST(the_form_fits_the_number),
        TEST(values_follow_their_names_not_their_place),
        TEST(text_and_values_are_escaped_on_paper),
        TEST(a_day_is_written_in_each_language),
        TEST(days_and_moments_fill_a_place_as_text),
    };

    return cmocka_run_group_tests_name("markup/words", tests, NULL, NULL);
}
