/* The tables of a level test become questions and rules, or are refused by name. */
#include "files.h"

#include "catalogue/level_read.h"

static struct arena *mem;

static int setup(void **state)
{
    (void)state;
    mem = arena_new(ARENA_BYTES);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

#define HEAD                                                                                    \
    "rule\torder\taspect\tinput_key\tquestion_nl\tquestion_en\tanswer_type\toperator\tvalue\t"  \
    "outcome_ster\tflag\tstatus\tbasis\tbasis_en\tflag_nl\tflag_en\n"
#define ROW(id, aspect, key, text, type, is, value, outcome, flag, status)                      \
    id "\t0\t" aspect "\t" key "\t" text "\t\t" type "\t" is "\t" value "\t" outcome "\t" flag  \
       "\t" status "\tgrond\t\t" flag "\t\n"
#define START ROW("S", "algemeen", "-", "start", "const", "=", "ja", "1", "", "vastgesteld")
#define ASKS ROW("A", "algemeen", "a", "Is het a?", "bool", "=", "ja", "2", "vlag", "afgeleid")
#define END ROW("E", "algemeen", "-", "hoogste", "result", "max", "-", "-", "", "afgeleid")

#define CLASSES_HEAD                                                                            \
    "aspect\tlevel\trank\tlabel_nl\tcriterion_nl\tcriterion_en\tmax_outage\tster\tstatus\t"     \
    "label_en\tmax_outage_en\n"
#define CLASS(aspect, level, rank)                                                              \
    aspect "\t" level "\t" rank "\t" level "-nl\tals\twhen\t\t1\tafgeleid\t" level "-en\t\n"
#define ASPECT(aspect)                                                                          \
    CLASS(aspect, "geen", "0") CLASS(aspect, "laag", "1") CLASS(aspect, "midden", "2")          \
    CLASS(aspect, "hoog", "3")
#define CLASSES CLASSES_HEAD ASPECT("beschikbaarheid") ASPECT("integriteit") ASPECT("vertrouwelijkheid")

static const struct level_test *read(const char *rules, const char *classes)
{
    struct faults faults = {.n = 0};
    const struct level_test *test = NULL;

    if (level_read(mem, str_of(rules), str_of(classes), &test, &faults) != DONE)
        fail_msg("%" STR_FMT ": %" STR_FMT " %" STR_FMT, STR_ARG(faults.at[0].field),
                 STR_ARG(faults.at[0].key), STR_ARG(faults.at[0].arg));
    return test;
}

static void a_table_becomes_questions_rules_flags_and_classes(void **state)
{
    const struct level_test *test = read(
        HEAD START ASKS
        ROW("B", "integriteit", "b", "Hoe erg?", "enum", ">=", "midden", "3", "vlag", "onzeker")
        ROW("C", "algemeen", "c", "Hoeveel?", "number", "<", "16", "2", "", "afgeleid")
        ROW("D", "algemeen", "c", "Hoeveel?", "number", "<=", "40", "2", "", "afgeleid")
        ROW("F", "algemeen", "a;d", "samen", "bool-all", "=", "ja", "buiten", "", "afgeleid")
        ROW("G", "algemeen", "d", "Is het d?", "bool", "=", "nee", "2", "", "afgeleid")
        ROW("H", "algemeen", "a;c", "open", "any-unanswered", "=", "leeg", "2", "", "afgeleid")
        ROW("I", "algemeen", "x", "Wijkt u af?", "override", "-", "-", "-", "", "afgeleid") END,
        CLASSES);

    (void)state;
    assert_int_equal(test->n_questions, 4);
    assert_int_equal(test->n_rules, 8);
    assert_int_equal(test->n_flags, 1);
    assert_int_equal(test->n_classes, 12);
    assert_int_equal(test->highest, 3);
    assert_true(str_eq(test->name, S("ster")));
    assert_true(str_eq(test->chosen[LANG_NL], S("Wijkt u af?")));
    assert_int_equal(test->hash.len, 64);
    assert_int_equal(test->questions[1].kind, LEVEL_HARM);
    assert_int_equal(test->questions[1].aspect, LEVEL_INTEGRITY);
    assert_true(str_eq(test->questions[1].text[LANG_EN], S("Hoe erg?")));
    assert_int_equal(test->rules[0].when, LEVEL_ALWAYS);
    assert_int_equal(test->rules[0].n_questions, 0);
    assert_int_equal(test->rules[0].standing, STANDING_FIRM);
    assert_int_equal(test->rules[2].value, HARM_MIDDLE);
    assert_int_equal(test->rules[2].is, LEVEL_AT_LEAST);
    assert_int_equal(test->rules[3].questions[0], test->rules[4].questions[0]);
    assert_int_equal(test->rules[5].outcome, LEVEL_OUTSIDE);
    assert_int_equal(test->rules[5].n_questions, 2);
    assert_int_equal(test->rules[5].questions[1], 3);
    assert_int_equal(test->rules[7].when, LEVEL_UNANSWERED);
    assert_true(str_eq(level_class_of(test, LEVEL_INTEGRITY, HARM_HIGH)->label[LANG_EN],
                       S("hoog-en")));
}

static void another_table_has_another_hash(void **state)
{
    (void)state;
    assert_true(str_eq(read(HEAD START ASKS END, CLASSES)->hash,
                       read(HEAD START ASKS END, CLASSES)->hash));
    assert_false(str_eq(read(HEAD START ASKS END, CLASSES)->hash,
                        read(HEAD START END, CLASSES)->hash));
}

static void a_table_that_does_not_hold_is_refused_and_the_line_named(void **state)
{
    static const struct {
        const char *rules, *classes, *field, *key, *arg;
    } rows[] = {
        {"", CLASSES, "level-test", "level_columns", "1: 16"},
        {"rule\n", CLASSES, "level-test", "level_columns", "1: 16"},
        {CLASSES_HEAD, CLASSES, "level-test", "level_columns", "1: 16"},
        {HEAD START "A\tb\n" END, CLASSES, "level-test", "level_columns", "3: 16"},
        {HEAD START ASKS, CLASSES, "level-test", "level_type", "3: result"},
        {HEAD ASKS END, CLASSES, "level-test", "level_type", "3: const"},
        {HEAD START ROW("A", "algemeen", "a", "t", "guess", "=", "ja", "2", "", "afgeleid") END,
         CLASSES, "level-test", "level_type", "3: guess"},
        {HEAD START ROW("A", "algemeen", "a", "t", "number", "~", "2", "2", "", "afgeleid") END,
         CLASSES, "level-test", "level_operator", "3: ~"},
        {HEAD START ROW("A", "algemeen", "a", "t", "bool", "<", "ja", "2", "", "afgeleid") END,
         CLASSES, "level-test", "level_operator", "3: <"},
        {HEAD START ROW("A", "algemeen", "a", "t", "bool", "=", "jawel", "2", "", "afgeleid") END,
         CLASSES, "level-test", "level_value", "3: jawel"},
        {HEAD START ROW("A", "algemeen", "a", "t", "number", "<", "-1", "2", "", "afgeleid") END,
         CLASSES, "level-test", "level_value", "3: -1"},
        {HEAD START ROW("A", "integriteit", "a", "t", "enum", "<", "erg", "2", "", "afgeleid") END,
         CLASSES, "level-test", "level_value", "3: erg"},
        {HEAD START ROW("A", "algemeen", "a", "t", "enum", "<", "hoog", "2", "", "afgeleid") END,
         CLASSES, "level-test", "level_aspect", "3: algemeen"},
        {HEAD START ROW("A", "elders", "a", "t", "bool", "=", "ja", "2", "", "afgeleid") END,
         CLASSES, "level-test", "level_aspect", "3: elders"},
        {HEAD START ROW("A", "algemeen", "a", "t", "bool", "=", "ja", "0", "", "afgeleid") END,
         CLASSES, "level-test", "level_outcome", "3: 0"},
        {HEAD START ROW("A", "algemeen", "a", "t", "bool", "=", "ja", "2", "", "zeker") END,
         CLASSES, "level-test", "level_status", "3: zeker"},
        {HEAD START ROW("A", "algemeen", "a", "-", "bool", "=", "ja", "2", "", "afgeleid") END,
         CLASSES, "level-test", "level_question", "3: a"},
        {HEAD START ASKS ROW("B", "algemeen", "a;z", "t", "bool-all", "=", "ja", "2", "", "afgeleid")
         END, CLASSES, "level-test", "level_question", "5: z"},
        {HEAD START ASKS ROW("B", "algemeen", "", "t", "any-unanswered", "=", "leeg", "2", "",
                             "afgeleid") END,
         CLASSES, "level-test", "level_question", "5: B"},
        {HEAD START ASKS ROW("B", "algemeen", "a", "Anders?", "bool", "=", "ja", "2", "",
                             "afgeleid") END,
         CLASSES, "level-test", "level_double", "4: a"},
        {HEAD START ASKS ASKS END, CLASSES, "level-test", "level_double", "4: A"},
        {HEAD START ASKS END, CLASSES_HEAD ASPECT("beschikbaarheid") ASPECT("integriteit"), "biv",
         "level_class", "9: vertrouwelijkheid geen"},
        {HEAD START ASKS END, CLASSES CLASS("integriteit", "laag", "1"), "biv", "level_double",
         "14: laag"},
        {HEAD START ASKS END, CLASSES_HEAD CLASS("integriteit", "laag", "2"), "biv", "level_rank",
         "2: 2"},
        {HEAD START ASKS END, HEAD, "biv", "level_columns", "1: 11"},
        {"\xff", CLASSES, "level-test", "level_bytes", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct faults faults = {.n = 0};
        const struct level_test *test = NULL;
        struct str key = arena_text(mem, "norm.fault.%s", rows[i].key);

        assert_int_equal(level_read(mem, str_of(rows[i].rules), str_of(rows[i].classes), &test,
                                    &faults), REFUSED);
        assert_null(test);
        if (!str_eq(faults.at[0].key, key) || !str_eq(faults.at[0].arg, str_of(rows[i].arg)) ||
            !str_eq(faults.at[0].field, str_of(rows[i].field)))
            fail_msg("row %zu: %" STR_FMT ": %" STR_FMT " %" STR_FMT ", and not %s %s %s", i,
                     STR_ARG(faults.at[0].field), STR_ARG(faults.at[0].key),
                     STR_ARG(faults.at[0].arg), rows[i].field, rows[i].key, rows[i].arg);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_becomes_questions_rules_flags_and_classes),
        cmocka_unit_test(another_table_has_another_hash),
        cmocka_unit_test(a_table_that_does_not_hold_is_refused_and_the_line_named),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
