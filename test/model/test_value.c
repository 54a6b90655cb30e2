/* One text per value and one way back, and what each noun refuses of itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "model/assessment.h"
#include "model/person.h"
#include "model/soa.h"
#include "model/value.h"

#define TEST(name) static void name(void **state __attribute__((unused)))
#define N_OF(array) (sizeof(array) / sizeof *(array))

static struct arena *mem;
static struct faults faults;

static void text_eq(struct str is, const char *ought)
{
    if (!str_eq(is, str_of(ought)))
        fail_msg("\"%" STR_FMT "\" ought to be \"%s\"", STR_ARG(is), ought);
}

static const struct field *field_of(const struct noun *noun, const char *name)
{
    int at = noun_field(noun, str_of(name));

    if (at < 0)
        fail_msg("%s has no %s", noun->name, name);
    return &noun->fields[at];
}

static bool set(const struct noun *noun, const char *name, struct str text, void *row)
{
    faults.n = 0;
    return value_set_named(noun, name, text, row, &faults);
}

TEST(a_value_that_is_written_out_is_read_back_the_same)
{
    static const struct { const struct noun *noun; const char *field; struct str in; const char *out; }
    rows[] = {
        {&assessment_noun, "note", STR_INIT("één\n\ttwee  drie"), "één\n\ttwee  drie"},
        {&assessment_noun, "note", STR_INIT("  rondom wit \n"), "rondom wit"},
        {&assessment_noun, "note", STR_INIT("\xc2\xa0\xc3\xa9 \xe2\x82\xac"), "\xc2\xa0\xc3\xa9 \xe2\x82\xac"},
        {&assessment_noun, "note", STR_INIT("a\xe2\x80\xa9" "b\xe2\x80\xaf" "c"), "a\xe2\x80\xa9" "b\xe2\x80\xaf" "c"},
        {&assessment_noun, "note", STR_INIT("a\xe2\x81\xa5" "b\xe2\x81\xaa" "c"), "a\xe2\x81\xa5" "b\xe2\x81\xaa" "c"},
        {&assessment_noun, "note", STR_INIT("a\xef\xb7\x8f" "b\xef\xb7\xb0" "c"), "a\xef\xb7\x8f" "b\xef\xb7\xb0" "c"},
        {&assessment_noun, "note", STR_INIT("a\xef\xbf\xbd" "b\xf0\x9f\x98\x80" "c"), "a\xef\xbf\xbd" "b\xf0\x9f\x98\x80" "c"},
        {&assessment_noun, "note", STR_INIT(""), ""},
        {&assessment_noun, "item", STR_INIT("bio2-5.01.01"), "bio2-5.01.01"},
        {&assessment_noun, "owner", STR_INIT(" 7 "), "7"},
        {&assessment_noun, "owner", STR_INIT("0"), ""},
        {&assessment_noun, "owner", STR_INIT("9223372036854775807"), "9223372036854775807"},
        {&assessment_noun, "target", STR_INIT(" 2028-02-29 "), "2028-02-29"},
        {&assessment_noun, "target", STR_INIT(""), ""},
        {&assessment_noun, "rhythm_months", STR_INIT("0"), "0"},
        {&assessment_noun, "rhythm_months", STR_INIT("-3"), "-3"},
        {&assessment_noun, "rhythm_months", STR_INIT(""), ""},
        {&assessment_noun, "design", STR_INIT("deels"), "deels"},
        {&assessment_noun, "design", STR_INIT(""), ""},
        {&evidence_noun, "design", STR_INIT("1"), "1"},
        {&evidence_noun, "design", STR_INIT("0"), "0"},
        {&evidence_noun, "design", STR_INIT(""), "0"}, /* a flag is never absent */
    };

    for (size_t i = 0; i < N_OF(rows); i++) {
        const struct field *field = field_of(rows[i].noun, rows[i].field);
        void *row = arena_alloc(mem, rows[i].noun->size);
        void *again = arena_alloc(mem, rows[i].noun->size);
        struct str text;

        assert_true(set(rows[i].noun, rows[i].field, rows[i].in, row));
        text = value_text(mem, field, row);
        text_eq(text, rows[i].out);
        if (text.len == 0)
            assert_null(text.at);
        assert_true(value_set(field, text, again, &faults));
        assert_true(value_same(field, row, again));
        assert_int_equal(faults.n, 0);
    }
}

TEST(every_word_of_every_choice_goes_round)
{
    for (int n = 0; n < noun_all_n; n++)
        for (int i = 0; i < noun_all[n]->n_fields; i++) {
            const struct field *field = &noun_all[n]->fields[i];
            void *row = arena_alloc(mem, noun_all[n]->size);

            if (field->kind != KIND_CHOICE)
                continue;
            for (int value = 1; value < field->choices->n; value++) {
                struct str word = choice_word(field->choices, value);

                faults.n = 0;
                assert_true(value_set(field, word, row, &faults));
                assert_true(str_eq(value_text(mem, field, row), word));
            }
        }
}

TEST(what_does_not_fit_is_refused_with_its_key_and_leaves_the_row)
{
    static const struct { const struct noun *noun; const char *field; struct str text; const char *key; }
    rows[] = {
        {&assessment_noun, "note", STR_INIT("a\xff"), "value.utf8"},
        {&assessment_noun, "note", STR_INIT("\xc0\xaf"), "value.utf8"},
        {&assessment_noun, "note", STR_INIT("\xed\xa0\x80"), "value.utf8"},
        {&assessment_noun, "note", STR_INIT("a\0b"), "value.utf8"},
        {&assessment_noun, "note", STR_INIT("a\rb"), "value.controls"},
        {&assessment_noun, "note", STR_INIT("a\x1b[2Jb"), "value.controls"},
        {&assessment_noun, "note", STR_INIT("a\x7f"), "value.controls"},
        {&assessment_noun, "risk_analysis", STR_INIT("a\nb"), "value.controls"},
        {&assessment_noun, "risk_analysis", STR_INIT("a\tb"), "value.controls"},
        {&assessment_noun, "item", STR_INIT("a\nb"), "value.controls"},
        {&assessment_noun, "note", STR_INIT("a\xc2\x80z"), "value.hidden"},         /* U+0080 */
        {&assessment_noun, "note", STR_INIT("a\xc2\x85z"), "value.hidden"},         /* U+0085 */
        {&assessment_noun, "note", STR_INIT("a\xc2\x9fz"), "value.hidden"},         /* U+009F */
        {&assessment_noun, "note", STR_INIT("a\xe2\x80\xaaz"), "value.hidden"},     /* U+202A */
        {&assessment_noun, "note", STR_INIT("\xe2\x80\xae"), "value.hidden"},       /* U+202E */
        {&assessment_noun, "note", STR_INIT("a\xe2\x81\xa6z"), "value.hidden"},     /* U+2066 */
        {&assessment_noun, "note", STR_INIT("a\xe2\x81\xa9z"), "value.hidden"},     /* U+2069 */
        {&assessment_noun, "note", STR_INIT("a\xef\xb7\x90z"), "value.hidden"},     /* U+FDD0 */
        {&assessment_noun, "note", STR_INIT("a\xef\xb7\xafz"), "value.hidden"},     /* U+FDEF */
        {&assessment_noun, "note", STR_INIT("a\xef\xbf\xbez"), "value.hidden"},     /* U+FFFE */
        {&assessment_noun, "note", STR_INIT("a\xef\xbf\xbfz"), "value.hidden"},     /* U+FFFF */
        {&assessment_noun, "note", STR_INIT("a\xf0\x9f\xbf\xbez"), "value.hidden"}, /* U+1FFFE */
        {&assessment_noun, "note", STR_INIT("a\xf4\x8f\xbf\xbfz"), "value.hidden"}, /* U+10FFFF */
        {&evidence_noun, "title", STR_INIT("pdf.\xe2\x80\xae" "exe"), "value.hidden"},
        {&assessment_noun, "risk_analysis", STR_INIT("\xc2\x9b" "31m"), "value.hidden"},
        {&assessment_noun, "owner", STR_INIT("-1"), "value.number"},
        {&assessment_noun, "owner", STR_INIT("Jansen"), "value.number"},
        {&assessment_noun, "owner", STR_INIT("9223372036854775808"), "value.number"},
        {&assessment_noun, "rhythm_months", STR_INIT("12.0"), "value.number"},
        {&assessment_noun, "rhythm_months", STR_INIT("1e3"), "value.number"},
        {&assessment_noun, "rhythm_months", STR_INIT("0x10"), "value.number"},
        {&assessment_noun, "target", STR_INIT("2026-02-29"), "value.day"},
        {&assessment_noun, "target", STR_INIT("29-02-2028"), "value.day"},
        {&assessment_noun, "target", STR_INIT("2026-1-1"), "value.day"},
        {&assessment_noun, "target", STR_INIT("morgen"), "value.day"},
        {&assessment_noun, "design", STR_INIT("Ja"), "value.choice"},
        {&assessment_noun, "design", STR_INIT("1"), "value.choice"},
        {&assessment_noun, "design", STR_INIT("deel"), "value.choice"},
        {&evidence_noun, "design", STR_INIT("on"), "value.flag"},
        {&evidence_noun, "design", STR_INIT("true"), "value.flag"},
        {&evidence_noun, "design", STR_INIT("2"), "value.flag"},
    };

    for (size_t i = 0; i < N_OF(rows); i++) {
        void *row = arena_alloc(mem, rows[i].noun->size);
        void *was = arena_alloc(mem, rows[i].noun->size);

        if (set(rows[i].noun, rows[i].field, rows[i].text, row))
            fail_msg("row %zu, %s: taken", i, rows[i].field);
        assert_int_equal(faults.n, 1);
        text_eq(faults.at[0].key, rows[i].key);
        text_eq(faults.at[0].field, rows[i].field);
        assert_memory_equal(row, was, rows[i].noun->size);
    }
}

TEST(a_name_is_one_line_in_which_nothing_is_hidden)
{
    static const struct { struct str text; bool fits; const char *seen; } rows[] = {
        {STR_INIT("abc"), true, "abc"},
        {STR_INIT("\xc3\xa9\xf0\x9f\x9a\xb2\xe2\x80\x8b"), true, "\xc3\xa9\xf0\x9f\x9a\xb2\xe2\x80\x8b"},
        {STR_INIT(" ~"), true, " ~"},
        {STR_INIT(""), false, ""},
        {STR_INIT("abcd"), false, "abcd"}, /* four characters where three may be */
        {STR_INIT("a\nb"), false, "ab"},
        {STR_INIT("a\tb"), false, "ab"},
        {STR_INIT("\x1f\x7f"), false, ""},
        {STR_INIT("a\xc2\x80\xc2\xa0"), false, "a\xc2\xa0"},
        {STR_INIT("a\xe2\x80\xae" "b"), false, "ab"},
        {STR_INIT("\xef\xbf\xbf" "b"), false, "b"},
        {STR_INIT("\xff\xfe b\xe9"), false, " b"}, /* Latin-1, or nothing at all */
        {STR_INIT("a\xe2\x82" "b\xc3"), false, "ab"},
        {STR_INIT("\xed\xa0\x80" "b"), false, "b"},
    };

    for (size_t i = 0; i < N_OF(rows); i++) {
        if (value_line(rows[i].text, 3) != rows[i].fits)
            fail_msg("row %zu", i);
        text_eq(value_seen(mem, rows[i].text), rows[i].seen);
    }
    assert_false(value_line(S("a\xff"), 3));
}

/* A limit is of code points: what a person counts, near enough. */
TEST(a_text_is_long_by_its_code_points_and_not_by_its_bytes)
{
    struct evidence it = {.row = {0}};
    struct buf text;

    buf_init(&text, mem, 1000);
    for (int i = 0; i < 200; i++)
        buf_put(&text, S("\xf0\x9f\x9a\xb2"));
    assert_true(set(&evidence_noun, "title", buf_str(&text), &it));
    assert_int_equal(it.title.len, 800);
    buf_char(&text, 'x');
    assert_false(set(&evidence_noun, "title", buf_str(&text), &it));
    text_eq(faults.at[0].key, "value.long");
    text_eq(faults.at[0].arg, "200");
    assert_int_equal(it.title.len, 800);
    /* What is taken off around it does not count. */
    assert_true(set(&evidence_noun, "title", arena_text(mem, "  %0200d  \r\n", 1), &it));
}

TEST(line_ends_of_a_form_become_one_kind)
{
    static const struct { struct str in; const char *out; } rows[] = {
        {STR_INIT("a\r\nb"), "a\nb"},   {STR_INIT("a\nb"), "a\nb"},   {STR_INIT("a\rb"), "a\rb"},
        {STR_INIT("\r\n\r\n"), "\n\n"}, {STR_INIT("a\r\r\nb"), "a\r\nb"}, {STR_INIT("a\r"), "a\r"},
        {STR_INIT(""), ""},
    };

    for (size_t i = 0; i < N_OF(rows); i++)
        text_eq(value_lines(mem, rows[i].in), rows[i].out);
}

TEST(two_rows_are_the_same_in_a_field_by_what_it_says)
{
    struct assessment a = {.note = S("x"), .rhythm_months = {false, 7}, .design = VERDICT_YES};
    struct assessment b = {.note = {NULL, 0}, .rhythm_months = {false, 9}, .design = VERDICT_NO};

    b.note = arena_str(mem, S("x"));
    assert_true(value_same(field_of(&assessment_noun, "note"), &a, &b));
    assert_true(value_same(field_of(&assessment_noun, "rhythm_months"), &a, &b));
    assert_false(value_same(field_of(&assessment_noun, "design"), &a, &b));
    a.rhythm_months.is = true;
    assert_false(value_same(field_of(&assessment_noun, "rhythm_months"), &a, &b));
}

/* ---- what each noun refuses of itself ---- */

#define DAYS(number) {(number)}

static void judged(size_t i, const struct noun *noun, const void *row, const char *field, const char *key)
{
    faults.n = 0;
    value_check(noun, row, &faults);
    if (key == NULL && faults.n > 0)
        fail_msg("%s row %zu: %" STR_FMT " %" STR_FMT, noun->name, i, STR_ARG(faults.at[0].field),
                 STR_ARG(faults.at[0].key));
    if (key == NULL)
        return;
    for (size_t k = 0; k < faults.n; k++)
        if (str_eq(faults.at[k].field, str_of(field)) && str_eq(faults.at[k].key, str_of(key)))
            return;
    fail_msg("%s row %zu: %s %s was not noted", noun->name, i, field, key);
}

TEST(an_assessment_has_a_sound_rhythm_and_a_conclusion_that_rests_on_something)
{
#define IT .object = {1}, .item = STR_INIT("bio2-5.01")
    static const struct { struct assessment it; const char *field, *key; } rows[] = {
        {{IT}, NULL, NULL},
        {{IT, .rhythm_months = {true, 1}}, NULL, NULL},
        {{IT, .rhythm_months = {true, 36}}, NULL, NULL},
        {{IT, .rhythm_months = {true, 0}}, "rhythm_months", "fault.rhythm"},
        {{IT, .rhythm_months = {true, 37}}, "rhythm_months", "fault.rhythm"},
        {{IT, .suffices = VERDICT_YES, .risk_analysis = STR_INIT("RA")}, NULL, NULL},
        {{IT, .suffices = VERDICT_NO}, "risk_analysis", "fault.conclusion_needs_risk"},
        {{IT, .suffices = VERDICT_PARTLY, .risk_analysis = STR_INIT("RA")}, "suffices_why",
         "fault.conclusion_needs_why"},
        {{.item = STR_INIT("x")}, "object", "value.required"},
        {{.object = {1}}, "item", "value.required"},
    };
#undef IT

    for (size_t i = 0; i < N_OF(rows); i++)
        judged(i, &assessment_noun, &rows[i].it, rows[i].field, rows[i].key);
}

TEST(evidence_covers_something_over_a_period_that_is_one)
{
#define IT .title = STR_INIT("t"), .kind = EVIDENCE_DOCUMENT, .period_to = DAYS(100)
    static const struct { struct evidence it; const char *field, *key; } rows[] = {
        {{IT, .design = true}, NULL, NULL},
        {{IT, .existence = true, .period_from = DAYS(100)}, NULL, NULL},
        {{IT}, "design", "fault.evidence_covers"},
        {{IT, .design = true, .period_from = DAYS(101)}, "period_to", "fault.period"},
        {{IT, .design = true, .until = DAYS(100)}, NULL, NULL},
        {{IT, .design = true, .until = DAYS(99)}, "until", "fault.until"},
        {{IT, .operation = true}, "period_from", "fault.evidence_period"},
        {{IT, .operation = true, .period_from = DAYS(1)}, NULL, NULL},
        {{IT, .design = true, .executions = {true, -1}}, "executions", "value.number"},
        {{IT, .design = true, .executions = {true, 0}}, NULL, NULL},
        {{IT, .design = true, .sample_size = {true, 25}}, "sample_size", "fault.sample"},
        {{IT, .design = true, .sample_size = {true, 25}, .population = STR_INIT("300"),
          .sample_way = STR_INIT("aselect"), .deviations = STR_INIT("geen")}, NULL, NULL},
        {{IT, .design = true, .sample_size = {true, 0}, .population = STR_INIT("300"),
          .sample_way = STR_INIT("aselect"), .deviations = STR_INIT("geen")}, "sample_size",
         "fault.sample"},
        {{IT, .design = true, .link = STR_INIT("https://x.example")}, NULL, NULL},
        {{IT, .design = true, .link = STR_INIT("ftp://x.example")}, "link", "fault.link"},
        {{IT, .design = true, .link = STR_INIT(" javascript:x")}, "link", "fault.link"},
    };
#undef IT

    for (size_t i = 0; i < N_OF(rows); i++)
        judged(i, &evidence_noun, &rows[i].it, rows[i].field, rows[i].key);
}

/* [R7] */
TEST(what_does_not_apply_has_a_ground_and_a_reason)
{
#define IT .scope = {1}, .item = STR_INIT("x")
    static const struct { struct applicability it; const char *field, *key; } rows[] = {
        {{IT}, NULL, NULL},
        {{IT, .applies = APPLIES_YES, .from_norm = true}, NULL, NULL},
        {{IT, .applies = APPLIES_NO, .ground = GROUND_IMPOSSIBLE, .why = STR_INIT("w")}, NULL, NULL},
        {{IT, .applies = APPLIES_NO, .why = STR_INIT("w")}, "ground", "fault.ground"},
        {{IT, .applies = APPLIES_NO, .ground = GROUND_IMPOSSIBLE}, "why", "fault.why_not"},
        {{IT, .applies = APPLIES_YES, .ground = GROUND_IMPOSSIBLE}, "ground",
         "fault.ground_without_no"},
        {{IT, .ground = GROUND_IMPOSSIBLE}, "ground", "fault.ground_without_no"},
        {{IT, .applies = APPLIES_NO, .ground = GROUND_RISK, .why = STR_INIT("w")}, "risk_analysis",
         "fault.ground_needs_risk"},
        {{IT, .alternative = STR_INIT("NEN 7510")}, "alternative_why", "fault.alternative_why"},
    };
#undef IT

    for (size_t i = 0; i < N_OF(rows); i++)
        judged(i, &applicability_noun, &rows[i].it, rows[i].field, rows[i].key);
}

TEST(organisation_role_decision_and_exception_say_what_they_need)
{
#define ORG .name = STR_INIT("o"), .type = ORG_RIJK, .norm = STR_INIT("bio2")
    static const struct { struct organisation it; const char *field, *key; } orgs[] = {
        {{ORG}, NULL, NULL},
        {{ORG, .hours = {true, 0}}, NULL, NULL},
        {{ORG, .hours = {true, 400}}, NULL, NULL},
        {{ORG, .hours = {true, 401}}, "hours", "fault.hours"},
        {{ORG, .hours = {true, -1}}, "hours", "fault.hours"},
        {{ORG, .test_months = {true, 3}}, NULL, NULL},
        {{ORG, .test_months = {true, 2}}, "test_months", "fault.test_months"},
        {{ORG, .test_months = {true, 13}}, "test_months", "fault.test_months"},
        {{.type = ORG_RIJK, .norm = STR_INIT("x")}, "name", "value.required"},
    };
    static const struct { struct role_held it; const char *field, *key; } roles[] = {
        {{.person = {2}, .role = ROLE_OWNER, .from = DAYS(5)}, NULL, NULL},
        {{.person = {2}, .role = ROLE_OWNER, .from = DAYS(5), .until = DAYS(5)}, NULL, NULL},
        {{.person = {2}, .role = ROLE_OWNER, .from = DAYS(5), .until = DAYS(4)}, NULL, NULL},
        {{.person = {2}, .role = ROLE_OWNER, .from = DAYS(5), .until = DAYS(3)}, "until",
         "fault.period"},
        {{.person = {2}, .from = DAYS(5)}, "role", "value.required"},
    };
#define DEC .on = DAYS(5), .number = STR_INIT("1"), .subject = STR_INIT("s")
    static const struct { struct decision it; const char *field, *key; } decisions[] = {
        {{DEC, .body = BODY_BOARD}, NULL, NULL},
        {{DEC, .body = BODY_MANDATE, .mandate = STR_INIT("m")}, NULL, NULL},
        {{DEC, .body = BODY_MANDATE}, "mandate", "fault.mandate"},
        {{DEC}, "body", "value.required"},
    };
    static const struct { struct exception it; const char *field, *key; } exceptions[] = {
        {{.item = STR_INIT("x"), .kind = EXCEPTION_PLAN, .reason = STR_INIT("r"),
          .risk_analysis = STR_INIT("RA"), .until = DAYS(9), .state = EXCEPTION_ASKED}, NULL, NULL},
        {{.item = STR_INIT("x"), .kind = EXCEPTION_PLAN, .reason = STR_INIT("r"), .until = DAYS(9),
          .state = EXCEPTION_ASKED}, "risk_analysis", "value.required"},
        {{.item = STR_INIT("x"), .kind = EXCEPTION_PLAN, .reason = STR_INIT("r"),
          .risk_analysis = STR_INIT("RA"), .state = EXCEPTION_ASKED}, "until", "value.required"},
    };

    for (size_t i = 0; i < N_OF(orgs); i++)
        judged(i, &organisation_noun, &orgs[i].it, orgs[i].field, orgs[i].key);
    for (size_t i = 0; i < N_OF(roles); i++)
        judged(i, &role_held_noun, &roles[i].it, roles[i].field, roles[i].key);
    for (size_t i = 0; i < N_OF(decisions); i++)
        judged(i, &decision_noun, &decisions[i].it, decisions[i].field, decisions[i].key);
    for (size_t i = 0; i < N_OF(exceptions); i++)
        judged(i, &exception_noun, &exceptions[i].it, exceptions[i].field, exceptions[i].key);
}

TEST(a_field_that_must_be_there_is_named_when_it_is_not)
{
    for (int n = 0; n < noun_all_n; n++) {
        const struct noun *noun = noun_all[n];
        void *row = arena_alloc(mem, noun->size);

        for (int i = 0; i < noun->n_fields; i++)
            if ((noun->fields[i].flags & REQUIRED) != 0 && noun->fields[i].kind != KIND_FLAG)
                judged((size_t)i, noun, row, noun->fields[i].name, "value.required");
    }
}

TEST(what_was_given_and_does_not_fit_is_named_once)
{
    struct organisation it = {.name = S("Proef"), .norm = S("n@1")};

    assert_false(set(&organisation_noun, "type", S("kasteel"), &it));
    value_check(&organisation_noun, &it, &faults);
    assert_int_equal(faults.n, 1);
    text_eq(faults.at[0].key, "value.choice");
}

static int open_all(void **state)
{
    (void)state;
    mem = arena_new((size_t)16 << 20);
    return mem == NULL;
}

static int close_all(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_that_is_written_out_is_read_back_the_same),
        cmocka_unit_test(every_word_of_every_choice_goes_round),
        cmocka_unit_test(what_does_not_fit_is_refused_with_its_key_and_leaves_the_row),
        cmocka_unit_test(a_name_is_one_line_in_which_nothing_is_hidden),
        cmocka_unit_test(a_text_is_long_by_its_code_points_and_not_by_its_bytes),
        cmocka_unit_test(line_ends_of_a_form_become_one_kind),
        cmocka_unit_test(two_rows_are_the_same_in_a_field_by_what_it_says),
        cmocka_unit_test(an_assessment_has_a_sound_rhythm_and_a_conclusion_that_rests_on_something),
        cmocka_unit_test(evidence_covers_something_over_a_period_that_is_one),
        cmocka_unit_test(what_does_not_apply_has_a_ground_and_a_reason),
        cmocka_unit_test(organisation_role_decision_and_exception_say_what_they_need),
        cmocka_unit_test(a_field_that_must_be_there_is_named_when_it_is_not),
        cmocka_unit_test(what_was_given_and_does_not_fit_is_named_once),
    };

    return cmocka_run_group_tests(tests, open_all, close_all);
}
