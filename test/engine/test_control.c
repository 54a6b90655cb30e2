/* A control by its measures, their conclusion, and when it leaves the norm [R6, R7]. */
#include "facts.h"

#include "engine/control.h"

/* A control, three measures of it, and a control that stands alone. */
enum { CONTROL, FIRST, SECOND, THIRD, OTHER, FAMILY };

struct family {
    struct item items[FAMILY];
    struct assessment said[FAMILY];
    struct applicability lines[FAMILY];
    struct evidence_fact pieces[FAMILY * 8];
    size_t n_pieces;
};

static void say(struct family *family, int item, const char *verdicts, const char *support)
{
    struct small small = small_said(verdicts, support);

    family->said[item] = small.it;
    for (size_t i = 0; i < small.n_pieces; i++) {
        family->pieces[family->n_pieces] = small.pieces[i];
        family->pieces[family->n_pieces++].item = item;
    }
}

static void conclude(struct family *family)
{
    family->said[CONTROL].suffices = VERDICT_YES;
    family->said[CONTROL].risk_analysis = S("RA-7");
}

static void exclude(struct family *family, int item, enum ground ground, int64_t decision)
{
    family->lines[item] = (struct applicability){.applies = APPLIES_NO, .ground = ground,
                                                 .decision = {decision}};
}

/* The others are said in this order: control, then each measure. */
static struct family family_of(const char *control, const char *first, const char *second,
                               const char *third)
{
    const char *said[] = {control, first, second, third, "---"};
    struct family family = {0};

    for (int i = 0; i < FAMILY; i++) {
        bool alone = i == CONTROL || i == OTHER;
        char support[] = "bbb";

        for (int a = 0; a < ASPECT_COUNT; a++)
            if (said[i][a] != 'j')
                support[a] = 's';
        family.items[i] = (struct item){
            .kind = alone ? ITEM_CONTROL : ITEM_MEASURE, .parent = alone ? ITEM_NONE : CONTROL,
            .mandatory = !alone, .assessed = i != CONTROL};
        say(&family, i, said[i], support);
    }
    family.items[CONTROL].n_measures = 3;
    return family;
}

static struct item_state *family_judge(const struct family *family)
{
    static const int all[FAMILY] = {0, 1, 2, 3, 4};
    struct norm norm = {.items = family->items, .n_items = FAMILY};
    struct status_input input = {
        .norm = &norm, .on = today(), .assessments = family->said, .assessment_items = all,
        .n_assessments = FAMILY, .evidence = family->pieces, .n_evidence = family->n_pieces,
        .lines = family->lines, .line_items = all, .n_lines = FAMILY};

    return status_judge(fresh(), &input);
}

TEST(a_control_is_the_weakest_of_its_measures)
{
    static const struct {
        const char *row, *first, *second, *third;
        enum status status;
        const char *weighs;
    } rows[] = {
        {"R6 all voldoet", "jjj", "jjj", "jjj", STATUS_MEETS, "jjj"},
        {"R6 one deels", "jjj", "jjd", "jjj", STATUS_PARTLY, "jjd"},
        {"R6 one onbekend", "jjd", "---", "jjj", STATUS_UNKNOWN, "---"},
        {"R6 one niet", "nnn", "---", "jjj", STATUS_NOT, "nnn"},
        {"R6 the last one niet", "jjj", "---", "nnn", STATUS_NOT, "nnn"},
        {"R6 each aspect its own weakest", "jjd", "jd-", "j--", STATUS_PARTLY, "j--"},
        {"R6 deels stands above empty", "ddd", "---", "ddd", STATUS_UNKNOWN, "---"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct family family = family_of("nnn", rows[i].first, rows[i].second, rows[i].third);
        struct item_state *states;

        conclude(&family);
        states = family_judge(&family);
        EQ(rows[i].status, states[CONTROL].status, rows[i].row);
        EQ(true, states[CONTROL].from_measures, rows[i].row);
        EQ(CONTROL, states[CONTROL].assessment, rows[i].row);
        if (strcmp(rows[i].weighs, weighed(&states[CONTROL]).at) != 0)
            fail_msg("%s: %s, not %s", rows[i].row, weighed(&states[CONTROL]).at, rows[i].weighs);
        EQ(STATUS_UNKNOWN, states[OTHER].status, rows[i].row);
        EQ(false, states[OTHER].from_measures, rows[i].row);
    }
}

TEST(a_control_voldoet_only_with_a_conclusion_on_a_risk_analysis)
{
    static const struct {
        const char *row;
        enum verdict suffices;
        const char *why, *risk_analysis;
        enum status status;
    } rows[] = {
        {"R6 they suffice", VERDICT_YES, "", "RA-7", STATUS_MEETS},
        {"R6 they suffice, on nothing", VERDICT_YES, "", "", STATUS_PARTLY},
        {"R6 partly, and what is done besides", VERDICT_PARTLY, "ook MFA", "RA-7", STATUS_MEETS},
        {"R6 partly, and nothing besides", VERDICT_PARTLY, "", "RA-7", STATUS_PARTLY},
        {"R6 partly, on nothing", VERDICT_PARTLY, "ook MFA", "", STATUS_PARTLY},
        {"R6 they do not", VERDICT_NO, "ook MFA", "RA-7", STATUS_PARTLY},
        {"R6 of one letter each", VERDICT_PARTLY, "m", "r", STATUS_MEETS},
        {"R6 no conclusion", VERDICT_EMPTY, "ook MFA", "RA-7", STATUS_PARTLY},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct family family = family_of("---", "jjj", "jjj", "jjj");
        struct item_state *states;

        family.said[CONTROL].suffices = rows[i].suffices;
        family.said[CONTROL].suffices_why = str_of(rows[i].why);
        family.said[CONTROL].risk_analysis = str_of(rows[i].risk_analysis);
        states = family_judge(&family);
        EQ(rows[i].status, states[CONTROL].status, rows[i].row);
        EQ(ASPECT_OPERATION, states[CONTROL].reached, rows[i].row);
    }
}

TEST(a_control_without_an_assessment_has_no_conclusion)
{
    static const int measures[] = {FIRST, SECOND, THIRD};
    struct family family = family_of("---", "jjj", "jjj", "jjj");
    struct norm norm = {.items = family.items, .n_items = FAMILY - 1};
    struct status_input input = {
        .norm = &norm, .on = today(), .assessments = &family.said[FIRST],
        .assessment_items = measures, .n_assessments = 3, .evidence = family.pieces,
        .n_evidence = family.n_pieces};
    struct item_state *states = status_judge(fresh(), &input);

    EQ(STATUS_MEETS, states[THIRD].status, "R6");
    EQ(STATUS_PARTLY, states[CONTROL].status, "R6");
    EQ(-1, states[CONTROL].assessment, "R6");
}

TEST(measures_that_do_not_apply_are_left_out_of_their_control)
{
    struct family family = family_of("nnn", "nnn", "jjj", "jjj");
    struct item_state *states;

    conclude(&family);
    exclude(&family, FIRST, GROUND_IMPOSSIBLE, 0);
    states = family_judge(&family);
    EQ(STATUS_NOT, states[CONTROL].status, "R7 not adopted");
    exclude(&family, FIRST, GROUND_IMPOSSIBLE, 7);
    states = family_judge(&family);
    EQ(STATUS_MEETS, states[CONTROL].status, "R7 adopted");
    family.items[SECOND].withdrawn = true;
    family.items[THIRD].withdrawn = true;
    states = family_judge(&family);
    EQ(STATUS_NOT, states[CONTROL].status, "R6 no measure applies: its own assessment");
    EQ(false, states[CONTROL].from_measures, "R6 no measure applies");
    say(&family, CONTROL, "---", "sss");
    EQ(STATUS_UNKNOWN, family_judge(&family)[CONTROL].status, "R6 its own assessment is empty");
}

TEST(a_control_leaves_only_when_no_mandatory_measure_applies)
{
    static const struct {
        const char *row;
        bool out[FAMILY];
        bool free[FAMILY]; /* not mandatory */
        enum status status;
    } rows[] = {
        {"R7 all mandatory ones apply", {1}, {0}, STATUS_PARTLY},
        {"R7 one mandatory one applies", {1, 1, 1, 0}, {0}, STATUS_MEETS},
        {"R7 one mandatory one applies, a free one too", {1, 1, 0, 0}, {0, 0, 1, 0}, STATUS_PARTLY},
        {"R7 all are n.v.t.", {1, 1, 1, 1}, {0}, STATUS_NOT_APPLICABLE},
        {"R7 none is mandatory", {1}, {0, 1, 1, 1}, STATUS_NOT_APPLICABLE},
        {"R7 all are n.v.t., the control is not", {0, 1, 1, 1}, {0}, STATUS_NOT},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct family family = family_of("nnn", "jjd", "jjd", "jjj");
        struct item_state *states;

        conclude(&family);
        for (int k = 0; k < FAMILY; k++) {
            family.items[k].mandatory &= !rows[i].free[k];
            if (rows[i].out[k])
                exclude(&family, k, GROUND_IMPOSSIBLE, 7);
        }
        states = family_judge(&family);
        EQ(rows[i].status, states[CONTROL].status, rows[i].row);
        EQ(rows[i].status == STATUS_NOT_APPLICABLE, states[CONTROL].not_applicable, rows[i].row);
    }
}

TEST(a_control_is_assessed_itself_where_no_measure_speaks_for_it)
{
    static const struct {
        const char *row;
        struct item item;
        struct item_state state;
        bool itself;
    } rows[] = {
        {"it has an assessment of its own", {.assessed = true}, {.tested = false}, true},
        {"no measure speaks", {.n_measures = 1}, {.tested = false}, true},
        {"a measure speaks", {.n_measures = 1}, {.from_measures = true}, false},
        {"it is n.v.t.", {.n_measures = 1}, {.not_applicable = true}, false},
        {"it left the norm", {.n_measures = 1, .withdrawn = true}, {.tested = false}, false},
        {"it has no measures and is not assessed", {.n_measures = 0}, {.tested = false}, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct item item = rows[i].item;
        struct norm norm = {.items = &item, .n_items = 1};

        EQ(rows[i].itself, control_itself(&norm, &rows[i].state, 0), rows[i].row);
    }
}

TEST(a_withdrawn_control_is_not_judged_by_its_measures)
{
    struct family family = family_of("jjj", "jjj", "jjj", "jjj");

    conclude(&family);
    family.items[CONTROL].withdrawn = true;
    EQ(STATUS_NOT_APPLICABLE, family_judge(&family)[CONTROL].status, "withdrawn");
}

TEST(a_control_shows_what_its_measures_rest_on)
{
    struct family family = family_of("---", "jjj", "jjj", "jjj");
    struct item_state *states;

    conclude(&family);
    family.said[FIRST].design_review = S("Audit 12");
    family.said[FIRST].existence_review = S("Audit 12");
    family.said[FIRST].operation_review = S("Audit 12");
    for (size_t i = 0; i < family.n_pieces; i++) {
        if (family.pieces[i].item == SECOND)
            family.pieces[i].until = day_at("2026-08-01");
        if (family.pieces[i].item == THIRD && family.pieces[i].covers[ASPECT_OPERATION])
            family.pieces[i].no_event = true;
    }
    states = family_judge(&family);
    EQ(STATUS_MEETS, states[CONTROL].status, "R6");
    EQ(true, states[FIRST].tested, "R1");
    EQ(false, states[CONTROL].tested, "R1 one of three");
    EQ(HARDNESS_SHOWN, states[CONTROL].aspect[0].hardness, "R1 the softest");
    EQ(VERDICT_YES, states[CONTROL].aspect[0].said, "R1 the weakest that is said");
    EQ(true, states[CONTROL].no_event, "R3 one of three");
    EQ(day_at("2026-08-01").n, states[CONTROL].expires.n, "R3 the earliest");
    family.said[SECOND].existence = VERDICT_NO;
    family.said[SECOND].operation_by.id = EXECUTOR;
    states = family_judge(&family);
    EQ(VERDICT_NO, states[CONTROL].aspect[1].said, "R1 the weakest that is said");
    EQ(true, states[CONTROL].own_word, "R1 one of three");
    EQ(0, states[SECOND].aspect[2].expires.n, "R1");
    EQ(day_at("2026-12-31").n, states[CONTROL].aspect[2].expires.n, "R3 of those that have one");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_control_is_the_weakest_of_its_measures),
        cmocka_unit_test(a_control_voldoet_only_with_a_conclusion_on_a_risk_analysis),
        cmocka_unit_test(a_control_without_an_assessment_has_no_conclusion),
        cmocka_unit_test(measures_that_do_not_apply_are_left_out_of_their_control),
        cmocka_unit_test(a_control_leaves_only_when_no_mandatory_measure_applies),
        cmocka_unit_test(a_control_is_assessed_itself_where_no_measure_speaks_for_it),
        cmocka_unit_test(a_withdrawn_control_is_not_judged_by_its_measures),
        cmocka_unit_test(a_control_shows_what_its_measures_rest_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
