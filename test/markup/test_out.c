/* Safe text on paper: what each type of value becomes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "markup/out.h"

static struct arena *mem;
static struct out out;

static int begin(void **state)
{
    (void)state;
    mem = arena_new(1 << 24);
    out_init(&out, mem, LANG_NL, 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

/* What was put since the last time. */
static struct str taken(void)
{
    struct str s = arena_str(mem, buf_str(&out.buf));

    out.buf.len = 0;
    return s;
}

#define EQ(want) assert_string_equal(taken().at, (want))

static void text_is_escaped_for_markup_and_for_quoted_attributes(void **state)
{
    static const struct {
        struct str text;
        const char *html;
    } rows[] = {
        {STR_INIT(""), ""},
        {STR_INIT("Gemeente Súdwest-Fryslân €"), "Gemeente Súdwest-Fryslân €"},
        {STR_INIT("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;"},
        {STR_INIT("\" onclick='x'"), "&quot; onclick=&#39;x&#39;"},
        {STR_INIT("&amp;"), "&amp;amp;"},
        {STR_INIT("&&&&&&&&&&&&&&&&&"),
         "&amp;&amp;&amp;&amp;&amp;&amp;&amp;&amp;&amp;&amp;&amp;&amp;&amp;&amp;&amp;&amp;&amp;"},
        {STR_INIT("0123456789abcdef<"), "0123456789abcdef&lt;"},
        {STR_INIT("0123456789abcde<0123456789abcdef"), "0123456789abcde&lt;0123456789abcdef"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        PUT(&out, rows[i].text);
        EQ(rows[i].html);
        PUT_ATTR(&out, rows[i].text);
        EQ(rows[i].html);
    }
}

/* The slow and obvious way, for comparison. */
static struct str escape_slowly(struct str text)
{
    struct buf slow;

    buf_init(&slow, mem, 0);
    for (size_t i = 0; i < text.len; i++)
        switch (text.at[i]) {
        case '&': buf_put(&slow, S("&amp;")); break;
        case '<': buf_put(&slow, S("&lt;")); break;
        case '>': buf_put(&slow, S("&gt;")); break;
        case '"': buf_put(&slow, S("&quot;")); break;
        case '\'': buf_put(&slow, S("&#39;")); break;
        default: buf_char(&slow, text.at[i]);
        }
    return arena_str(mem, buf_str(&slow));
}

static void a_special_byte_is_found_at_every_place_of_every_length(void **state)
{
    char bytes[70];

    (void)state;
    for (int c = 1; c < 256; c++)
        for (size_t len = 1; len <= sizeof bytes; len += 1 + len / 20)
            for (size_t at = 0; at < len; at++) {
                struct str text = {bytes, len};

                memset(bytes, 'a', sizeof bytes);
                bytes[at] = (char)c;
                if (at > 0 && len % 3 == 0)
                    bytes[0] = '&';
                PUT(&out, text);
                assert_true(str_eq(buf_str(&out.buf), escape_slowly(text)));
                out.buf.len = 0;
                if (at % 8 == 7)
                    arena_reset(mem), out_init(&out, mem, LANG_NL, 0);
            }
}

static void markup_stands_as_it_is(void **state)
{
    (void)state;
    PUT(&out, HTML("<td>&amp;"));
    EQ("<td>&amp;");
}

static void numbers_are_their_digits(void **state)
{
    (void)state;
    PUT(&out, 0);
    PUT(&out, 9);
    PUT(&out, 10u);
    PUT(&out, (short)-99);
    PUT(&out, 100L);
    PUT(&out, (unsigned char)255);
    PUT(&out, (size_t)1234567);
    EQ("0910-991002551234567");
    PUT(&out, INT64_MAX);
    EQ("9223372036854775807");
    PUT(&out, INT64_MIN);
    EQ("-9223372036854775808");
    for (int64_t n = -1001; n <= 1001; n++) {
        char want[8];

        snprintf(want, sizeof want, "%d", (int)n);
        PUT_ATTR(&out, n);
        EQ(want);
    }
}

static void tenths_become_a_number_with_a_point(void **state)
{
    static const struct {
        int64_t tenths;
        const char *text;
    } rows[] = {{0, "0.0"}, {5, "0.5"}, {123, "12.3"}, {-5, "-0.5"}, {-10, "-1.0"}, {-123, "-12.3"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        out_decimal(&out, rows[i].tenths);
        EQ(rows[i].text);
    }
}

static void a_flag_is_a_word_in_text_and_true_or_false_in_an_attribute(void **state)
{
    bool is = true;

    (void)state;
    PUT(&out, is);
    PUT_ATTR(&out, is);
    EQ("jatrue");
    is = false;
    out.lang = LANG_EN;
    PUT(&out, is);
    PUT_ATTR(&out, is);
    EQ("nofalse");
}

static void a_day_is_a_time_in_the_language_of_the_reader(void **state)
{
    struct day day = day_of_parts(2026, 11, 20);

    (void)state;
    PUT(&out, day);
    EQ("<time datetime=\"2026-11-20\">20 november 2026</time>");
    out_day_short(&out, day);
    EQ("<time datetime=\"2026-11-20\">20 nov 2026</time>");
    out.lang = LANG_EN;
    PUT(&out, day);
    EQ("<time datetime=\"2026-11-20\">20 November 2026</time>");
    PUT_ATTR(&out, day);
    EQ("2026-11-20");
}

static void no_day_and_no_moment_leave_nothing(void **state)
{
    (void)state;
    PUT(&out, (struct day){0});
    out_day_short(&out, (struct day){0});
    PUT_ATTR(&out, (struct day){0});
    PUT(&out, (struct moment){0});
    PUT_ATTR(&out, (struct moment){0});
    EQ("");
}

/* 13:12Z is 14.12 in winter; 22:30Z is 0.30 the next day in summer. */
static void a_moment_is_told_by_the_clock_of_amsterdam(void **state)
{
    struct moment winter;
    struct moment summer;

    (void)state;
    assert_true(moment_of_text(S("2026-11-10T13:12:59.999Z"), &winter));
    assert_true(moment_of_text(S("2026-07-31T22:05:00.000Z"), &summer));
    PUT(&out, winter);
    EQ("<time datetime=\"2026-11-10T13:12:59.999Z\">10 november 2026, 14.12 uur</time>");
    PUT_ATTR(&out, winter);
    EQ("2026-11-10T13:12:59.999Z");
    PUT(&out, summer);
    EQ("<time datetime=\"2026-07-31T22:05:00.000Z\">1 augustus 2026, 0.05 uur</time>");
    out.lang = LANG_EN;
    PUT(&out, winter);
    EQ("<time datetime=\"2026-11-10T13:12:59.999Z\">10 November 2026, 14:12</time>");
}

/* RFC 3986: unreserved characters stand, all others are percent-encoded. */
static void a_part_of_an_address_is_percent_encoded(void **state)
{
    (void)state;
    out_url(&out, S("aZ09-._~"));
    EQ("aZ09-._~");
    out_url(&out, S("a b/c?d&e=f#é\"<'%"));
    EQ("a%20b%2Fc%3Fd%26e%3Df%23%C3%A9%22%3C%27%25");
}

static void an_address_that_leads_elsewhere_becomes_a_hash(void **state)
{
    static const struct {
        struct str path;
        const char *html;
    } rows[] = {
        {STR_INIT("/"), "/"},
        {STR_INIT("/maatregelen?thema=5&rij=2#r7"), "/maatregelen?thema=5&amp;rij=2#r7"},
        {STR_INIT("?rij=2"), "?rij=2"},
        {STR_INIT("#inhoud"), "#inhoud"},
        {STR_INIT("/a//b"), "/a//b"},
        {STR_INIT(""), "#"},
        {STR_INIT("//elders.example/"), "#"},
        {STR_INIT("/\\elders.example/"), "#"},
        {STR_INIT("/\t/elders.example/"), "#"},
        {STR_INIT("/a\nb"), "#"},
        {STR_INIT("maatregelen"), "#"},
        {STR_INIT("javascript:alert(1)"), "#"},
        {STR_INIT(" /a"), "#"},
        {STR_INIT("https://elders.example/"), "#"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        out_path(&out, rows[i].path);
        EQ(rows[i].html);
    }
}

static void a_link_to_elsewhere_is_https_or_goes_nowhere(void **state)
{
    static const struct {
        struct str address;
        const char *html;
    } rows[] = {
        {STR_INIT("https://idp.example/a?b=c&d=%20"), "https://idp.example/a?b=c&amp;d=%20"},
        {STR_INIT("http://127.0.0.1:1/"), "http://127.0.0.1:1/"},
        {STR_INIT("http://idp.example/"), "#"},
        {STR_INIT("https://idp.example/a?b c"), "#"},
        {STR_INIT("javascript:alert(1)"), "#"},
        {STR_INIT("/maatregelen"), "#"},
        {STR_INIT(""), "#"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        out_away(&out, rows[i].address);
        EQ(rows[i].html);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(text_is_escaped_for_markup_and_for_quoted_attributes),
        TEST(a_special_byte_is_found_at_every_place_of_every_length),
        TEST(markup_stands_as_it_is),
        TEST(a_link_to_elsewhere_is_https_or_goes_nowhere),
        TEST(numbers_are_their_digits),
        TEST(tenths_become_a_number_with_a_point),
        TEST(a_flag_is_a_word_in_text_and_true_or_false_in_an_attribute),
        TEST(a_day_is_a_time_in_the_language_of_the_reader),
        TEST(no_day_and_no_moment_leave_nothing),
        TEST(a_moment_is_told_by_the_clock_of_amsterdam),
        TEST(a_part_of_an_address_is_percent_encoded),
        TEST(an_address_that_leads_elsewhere_becomes_a_hash),
    };

    return cmocka_run_group_tests_name("markup/out", tests, NULL, NULL);
}
