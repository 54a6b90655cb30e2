/* Which level comes out of the answers, by the table that the program brings; each row
 * names the rule of that table (level-test.tsv) that it tries. */
#include "engine/level.h"

#include "../catalogue/files.h"
#include "catalogue/level_read.h"
#undef TEST /* both say it, of the same kind */
#include "facts.h"

static struct arena *mem;
static const struct level_test *test;

static int setup(void **state)
{
    struct faults faults = {.n = 0};

    (void)state;
    mem = arena_new(ARENA_BYTES);
    return level_read(mem, file_read(mem, "catalogues/bio-1.04/level-test.tsv"),
                      file_read(mem, "catalogues/bio-1.04/biv.tsv"), &test, &faults) == DONE
               ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

/* The four triggers, all no: what is asked besides decides. */
#define CALM                                                                                    \
    "vertrouwelijke_informatie=nee;openbaarheid_derden_onzeker=nee;bestuurlijke_onrust=nee;"    \
    "ketenafhankelijkheid=nee;"

static struct level_outcome judge(const char *answers)
{
    struct maybe *at = NEW_ARRAY(mem, (size_t)test->n_questions, struct maybe);

    level_answers_read(test, str_of(answers), at);
    return level_judge(mem, test, at);
}

static bool hits(const struct level_outcome *it, const char *rule)
{
    for (int i = 0; i < it->n_hits; i++)
        if (str_eq(test->rules[it->hits[i]].id, str_of(rule)))
            return true;
    return false;
}

static bool flags(const struct level_outcome *it, const char *flag)
{
    for (int i = 0; i < it->n_flags; i++)
        if (str_eq(test->flags[it->flags[i]].key, str_of(flag)))
            return true;
    return false;
}

TEST(each_rule_of_the_table_is_hit_by_what_it_names_and_by_nothing_less)
{
    static const struct {
        const char *rule, *answers;
        int level;
        const char *flag;
    } rows[] = {
        {"G00", CALM, 1, NULL},
        {"G01", CALM "gerubriceerd_depv=ja", 2, "rubricering"},
        {"G02", CALM "statelijke_dreiging=ja", 2, "statelijke-dreiging"},
        {"G03", CALM "gerubriceerd_depv=ja;statelijke_dreiging=ja", 3, "rubricering"},
        {"G07", "", 2, "onvolledig"},
        {"G07", "vertrouwelijke_informatie=nee;openbaarheid_derden_onzeker=nee;"
                "bestuurlijke_onrust=nee", 2, "onvolledig"},
        {"V01", CALM "vertrouwelijke_informatie=ja", 2, NULL},
        {"V02", CALM "openbaarheid_derden_onzeker=ja", 2, NULL},
        {"V03", CALM "persoonsgegevens=ja", 2, "dpia-toets"},
        {"V04", CALM "bijzondere_persoonsgegevens=ja", 2, "dpia-verplicht-nagaan"},
        {"G05", CALM "bestuurlijke_onrust=ja", 2, NULL},
        {"G06", CALM "ketenafhankelijkheid=ja", 2, NULL},
        {"B01", CALM "max_uitval_werkuren=15", 2, "bbn2plus-overwegen"},
        {"B02", CALM "max_uitval_werkuren=40", 2, NULL},
        {"B03", CALM "max_gegevensverlies_uren=27", 2, "bbn2plus-overwegen"},
        {"B04", CALM "schade_beschikbaarheid=midden", 2, NULL},
        {"B05", CALM "schade_beschikbaarheid=hoog", 2, "bbn2plus"},
        {"I01", CALM "schade_integriteit=midden", 2, NULL},
        {"I02", CALM "schade_integriteit=hoog", 2, "bbn2plus"},
        {"I03", CALM "besluiten_of_rechten=ja", 2, NULL},
        {"V05", CALM "schade_vertrouwelijkheid=midden", 2, NULL},
        {"V06", CALM "schade_vertrouwelijkheid=hoog", 2, "bbn2plus"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct level_outcome it = judge(rows[i].answers);

        EQ(rows[i].level, it.level, rows[i].rule);
        EQ(true, hits(&it, rows[i].rule), rows[i].rule);
        EQ(false, it.outside, rows[i].rule);
        EQ(true, rows[i].flag == NULL || flags(&it, rows[i].flag), rows[i].rule);
    }
}

TEST(just_below_what_a_rule_names_it_is_not_hit)
{
    static const struct {
        const char *rule, *answers;
        int level;
    } rows[] = {
        {"G03", CALM "gerubriceerd_depv=ja;statelijke_dreiging=nee", 2},
        {"G03", CALM "gerubriceerd_depv=ja", 2},
        {"G07", CALM, 1},
        {"V03", CALM "persoonsgegevens=nee", 1},
        {"B01", CALM "max_uitval_werkuren=16", 2},
        {"B02", CALM "max_uitval_werkuren=41", 1},
        {"B03", CALM "max_gegevensverlies_uren=28", 1},
        {"B04", CALM "schade_beschikbaarheid=laag", 1},
        {"B05", CALM "schade_beschikbaarheid=midden", 2},
        {"I01", CALM "schade_integriteit=geen", 1},
        {"I02", CALM "schade_integriteit=midden", 2},
        {"V05", CALM "schade_vertrouwelijkheid=laag", 1},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct level_outcome it = judge(rows[i].answers);

        EQ(false, hits(&it, rows[i].rule), rows[i].rule);
        EQ(rows[i].level, it.level, rows[i].rule);
    }
}

/* A table of one rule and one class, each in a block of just its size, so that a sanitizer
 * sees what reads further. */
TEST(above_a_value_is_more_than_that_value)
{
    static const int first[1];
    static const struct level_question asked = {.key = STR_INIT("uren"), .kind = LEVEL_AMOUNT};
    struct level_rule *rule = NEW(mem, struct level_rule);
    struct level_test small = {.questions = &asked, .n_questions = 1, .rules = rule, .n_rules = 1};
    struct maybe answer = {true, 3};

    *rule = (struct level_rule){.questions = first, .n_questions = 1, .is = LEVEL_ABOVE,
                                .value = 3, .outcome = 2, .flag = -1};
    EQ(0, level_judge(mem, &small, &answer).n_hits, "the value itself");
    answer.n = 4;
    EQ(1, level_judge(mem, &small, &answer).n_hits, "one more");
    EQ(2, level_judge(mem, &small, &answer).level, "one more");
}

TEST(a_label_that_no_class_has_is_no_answer)
{
    static const struct level_question asked = {.key = STR_INIT("schade"), .kind = LEVEL_HARM};
    struct level_class *class = NEW(mem, struct level_class);
    struct level_test small = {.questions = &asked, .n_questions = 1, .classes = class,
                               .n_classes = 1};
    struct maybe answer = {true, 77};

    *class = (struct level_class){.harm = HARM_HIGH, .label = {STR_INIT("erg"), STR_INIT("bad")}};
    EQ(false, level_answer_read(&small, 0, S("vreselijk"), &answer), "no class");
    EQ(77, answer.n, "untouched");
    EQ(true, level_answer_read(&small, 0, S("bad"), &answer), "the class");
    EQ(HARM_HIGH, answer.n, "the class");
}

/* [G04] Outside the levels, whatever else is answered. */
TEST(what_is_a_state_secret_is_outside_the_levels)
{
    struct level_outcome it = judge(CALM "staatsgeheim=ja");

    EQ(true, it.outside, "G04");
    EQ(true, flags(&it, "virbi"), "G04");
    EQ(1, it.level, "what the other rules come to");
    it = judge(CALM "staatsgeheim=nee");
    EQ(false, it.outside, "G04");
}

TEST(a_flag_that_more_rules_raise_is_raised_once)
{
    struct level_outcome it = judge(CALM "schade_beschikbaarheid=hoog;schade_integriteit=hoog;"
                                         "schade_vertrouwelijkheid=hoog");

    EQ(true, hits(&it, "B05") && hits(&it, "I02") && hits(&it, "V06"), "three rules");
    EQ(true, flags(&it, "bbn2plus"), "their flag");
    for (int i = 0; i < it.n_flags; i++)
        for (int k = 0; k < i; k++)
            EQ(false, it.flags[i] == it.flags[k], "twice");
    it = judge(CALM "gerubriceerd_depv=ja;schade_integriteit=hoog;schade_vertrouwelijkheid=hoog");
    EQ(true, flags(&it, "rubricering") && flags(&it, "bbn2plus"), "of more rules each its own");
    EQ(2, it.n_flags, "two flags, of three rules");
}

/* [G07] The classes alone cannot show that the level is 1. */
TEST(the_classes_alone_only_say_at_least)
{
    static const struct {
        const char *answers;
        int at_least;
    } rows[] = {
        {"schade_beschikbaarheid=geen;schade_integriteit=geen;schade_vertrouwelijkheid=laag", 1},
        {"schade_beschikbaarheid=geen;schade_integriteit=hoog;schade_vertrouwelijkheid=laag", 2},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct level_outcome it = judge(rows[i].answers);

        EQ(rows[i].at_least, it.at_least, rows[i].answers);
        EQ(2, it.level, rows[i].answers);
        EQ(test->n_questions - 3, it.n_unanswered, rows[i].answers);
    }
}

/* [G99] More hits never lower it: for each question answered yes or worst on top of all. */
TEST(an_answer_that_hits_more_never_lowers_the_level)
{
    for (int i = 0; i < test->n_questions; i++)
        for (int j = 0; j < test->n_questions; j++) {
            struct maybe *at = NEW_ARRAY(mem, (size_t)test->n_questions, struct maybe);
            int before;

            for (int q = 0; q < test->n_questions; q++)
                at[q] = (struct maybe){true, test->questions[q].kind == LEVEL_AMOUNT ? 1000 : 0};
            at[i].n = test->questions[i].kind == LEVEL_HARM ? HARM_HIGH : 1;
            before = level_judge(mem, test, at).level;
            at[j].n = test->questions[j].kind == LEVEL_HARM ? HARM_HIGH : 1;
            if (level_judge(mem, test, at).level < before)
                fail_msg("%d and then %d", i, j);
        }
}

TEST(an_answer_is_read_in_the_words_that_people_use)
{
    static const struct {
        const char *key, *text;
        int n; /* -1: no such answer; -2: none */
    } rows[] = {
        {"persoonsgegevens", " ja ", 1}, {"persoonsgegevens", "no", 0},
        {"persoonsgegevens", "yes", 1}, {"persoonsgegevens", "nee", 0},
        {"persoonsgegevens", "", -2}, {"persoonsgegevens", "1", -1},
        {"max_uitval_werkuren", "16", 16}, {"max_uitval_werkuren", "-1", -1},
        {"max_uitval_werkuren", "1,5", -1}, {"schade_integriteit", "2", HARM_MIDDLE},
        {"max_uitval_werkuren", "0", 0}, {"schade_integriteit", "0", HARM_NONE},
        {"schade_integriteit", "-1", -1},
        {"schade_integriteit", "4", -1}, {"schade_integriteit", "hoog", HARM_HIGH},
        {"schade_integriteit", "beschermd", HARM_LOW},
        {"schade_integriteit", "belangrijk", -1},
        {"schade_beschikbaarheid", "essential", HARM_HIGH},
        {"schade_beschikbaarheid", "niet nodig", HARM_NONE},
        {"schade_vertrouwelijkheid", "geheim", HARM_HIGH},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct maybe it = {true, 77};
        int question = level_question_find(test, str_of(rows[i].key));
        bool fits = level_answer_read(test, question, str_of(rows[i].text), &it);

        EQ(rows[i].n != -1, fits, rows[i].text);
        EQ(rows[i].n == -1 ? 77 : rows[i].n < 0 ? 0 : rows[i].n, it.n, rows[i].text);
        EQ(rows[i].n != -2, it.is, rows[i].text);
    }
    EQ(-1, level_question_find(test, S("onbekend")), "onbekend");
}

TEST(answers_come_back_as_they_were_written)
{
    const char *text = "gerubriceerd_depv=nee;max_uitval_werkuren=8;schade_integriteit=laag";
    struct maybe *at = NEW_ARRAY(mem, (size_t)test->n_questions, struct maybe);

    level_answers_read(test, str_of(text), at);
    assert_true(str_eq(level_answers_text(mem, test, at), str_of(text)));
    level_answers_read(test, S("van_vroeger=ja;persoonsgegevens;=;;persoonsgegevens=ja"), at);
    assert_true(str_eq(level_answers_text(mem, test, at), S("persoonsgegevens=ja")));
    assert_true(str_eq(level_answer_text(mem, test, 0, (struct maybe){false, 1}), S("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_of_the_table_is_hit_by_what_it_names_and_by_nothing_less),
        cmocka_unit_test(just_below_what_a_rule_names_it_is_not_hit),
        cmocka_unit_test(above_a_value_is_more_than_that_value),
        cmocka_unit_test(a_label_that_no_class_has_is_no_answer),
        cmocka_unit_test(what_is_a_state_secret_is_outside_the_levels),
        cmocka_unit_test(a_flag_that_more_rules_raise_is_raised_once),
        cmocka_unit_test(the_classes_alone_only_say_at_least),
        cmocka_unit_test(an_answer_that_hits_more_never_lowers_the_level),
        cmocka_unit_test(an_answer_is_read_in_the_words_that_people_use),
        cmocka_unit_test(answers_come_back_as_they_were_written),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
