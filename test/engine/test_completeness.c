/* May the VvT be called complete, and may an exception stand [R7, R11; processes 7, 23]? */
#include "engine/completeness.h"

#include "facts.h"

TEST(a_line_says_whether_the_item_applies_and_why)
{
    static const struct {
        const char *row;
        bool mandatory;
        enum applies applies;
        enum ground ground;
        const char *why, *risk_analysis;
        bool norm, law, contract, risk;
        const char *alternative, *alternative_why;
        enum line_fault fault;
    } rows[] = {
        {"nothing said", 0, APPLIES_EMPTY, 0, "omdat", "", 1, 1, 1, 1, "", "", LINE_EMPTY},
        {"applies, by the norm", 0, APPLIES_YES, 0, "", "", 1, 0, 0, 0, "", "", LINE_FINE},
        {"applies, by law", 0, APPLIES_YES, 0, "", "", 0, 1, 0, 0, "", "", LINE_FINE},
        {"applies, by contract", 0, APPLIES_YES, 0, "", "", 0, 0, 1, 0, "", "", LINE_FINE},
        {"applies, by risk", 0, APPLIES_YES, 0, "", "", 0, 0, 0, 1, "", "", LINE_FINE},
        {"applies, with a reason", 0, APPLIES_YES, 0, "omdat", "", 0, 0, 0, 0, "", "", LINE_FINE},
        {"applies, without", 0, APPLIES_YES, 0, "", "", 0, 0, 0, 0, "", "", LINE_NO_REASON},
        {"R7 kan niet", 1, APPLIES_NO, GROUND_IMPOSSIBLE, "geen OT", "", 0, 0, 0, 0, "", "",
         LINE_FINE},
        {"R7 kan niet, no reason", 1, APPLIES_NO, GROUND_IMPOSSIBLE, "", "RA-7", 1, 0, 0, 0, "",
         "", LINE_NO_GROUND},
        {"R7 no ground", 0, APPLIES_NO, GROUND_NONE, "omdat", "RA-7", 1, 0, 0, 0, "", "",
         LINE_NO_GROUND},
        {"R7 risicoanalyse", 0, APPLIES_NO, GROUND_RISK, "omdat", "RA-7", 0, 0, 0, 0, "", "",
         LINE_FINE},
        {"R7 risicoanalyse, mandatory", 1, APPLIES_NO, GROUND_RISK, "omdat", "RA-7", 0, 0, 0, 0,
         "", "", LINE_GROUND_FORBIDDEN},
        {"R7 risicoanalyse, no reference", 0, APPLIES_NO, GROUND_RISK, "omdat", "", 0, 0, 0, 0,
         "", "", LINE_NO_RISK_ANALYSIS},
        {"R7 risicoanalyse, no reason", 0, APPLIES_NO, GROUND_RISK, "", "RA-7", 0, 0, 0, 0, "",
         "", LINE_NO_GROUND},
        {"another norm", 1, APPLIES_YES, 0, "", "", 1, 0, 0, 0, "NEN 7510", "gelijk", LINE_FINE},
        {"another norm, bare", 1, APPLIES_YES, 0, "", "", 1, 0, 0, 0, "NEN 7510", "",
         LINE_ALTERNATIVE_BARE},
        {"another norm of one letter", 1, APPLIES_YES, 0, "", "", 1, 0, 0, 0, "X", "",
         LINE_ALTERNATIVE_BARE},
        {"another norm, a sign for why", 1, APPLIES_YES, 0, "", "", 1, 0, 0, 0, "NEN 7510", "=",
         LINE_FINE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct item item = {.mandatory = rows[i].mandatory};
        struct applicability line = {
            .applies = rows[i].applies, .ground = rows[i].ground, .why = str_of(rows[i].why),
            .risk_analysis = str_of(rows[i].risk_analysis), .from_norm = rows[i].norm,
            .from_law = rows[i].law, .from_contract = rows[i].contract, .from_risk = rows[i].risk,
            .alternative = str_of(rows[i].alternative),
            .alternative_why = str_of(rows[i].alternative_why)};

        EQ(rows[i].fault, line_judge(&item, &line), rows[i].row);
    }
    EQ(LINE_EMPTY, line_judge(&(struct item){0}, NULL), "no line");
}

/* [processes Annex D 18] 93 controls and the measures: one empty line is named. */
TEST(one_empty_line_keeps_the_vvt_from_being_complete)
{
    enum { N = 220, EMPTY_ONE = 117 };
    struct item items[N] = {0};
    struct applicability lines[N] = {0};
    int line_items[N];
    struct norm norm = {.items = items, .n_items = N};
    struct line_verdict *verdicts;
    size_t n_lines = 0;
    int n;

    for (int i = N; i-- > 0;) {
        items[i].withdrawn = i % 5 == 4;
        if (items[i].withdrawn || i == EMPTY_ONE)
            continue;
        line_items[n_lines] = i;
        lines[n_lines++] = (struct applicability){.applies = APPLIES_YES, .from_norm = true};
    }
    verdicts = completeness_judge(fresh(), &norm, lines, line_items, n_lines, &n);
    EQ(1, n, "D18");
    EQ(EMPTY_ONE, verdicts[0].item, "D18");
    EQ(LINE_EMPTY, verdicts[0].fault, "D18");
    lines[n_lines] = lines[0];
    line_items[n_lines++] = EMPTY_ONE;
    completeness_judge(fresh(), &norm, lines, line_items, n_lines, &n);
    EQ(0, n, "D18 filled");
    lines[3].from_norm = false;
    lines[9].applies = APPLIES_EMPTY;
    verdicts = completeness_judge(fresh(), &norm, lines, line_items, n_lines, &n);
    EQ(2, n, "D18 two");
    EQ(line_items[9], verdicts[0].item, "in the order of the norm");
    EQ(LINE_EMPTY, verdicts[0].fault, "in the order of the norm");
    EQ(line_items[3], verdicts[1].item, "in the order of the norm");
    EQ(LINE_NO_REASON, verdicts[1].fault, "in the order of the norm");
}

struct vvt {
    struct norm norm;
    struct applicability lines[2];
    int items[2];
    size_t n;
};

static void judge(const void *vvt)
{
    const struct vvt *it = vvt;
    int n;

    completeness_judge(fresh(), &it->norm, it->lines, it->items, it->n, &n);
}

TEST(each_line_names_an_item_and_no_item_has_two)
{
    struct item items[2] = {0};
    struct norm norm = {.items = items, .n_items = 2};
    static const struct {
        int items[2];
        bool bug;
    } rows[] = {{{0, 1}, false}, {{1, 0}, false}, {{1, 1}, true}, {{0, 2}, true}, {{-1, 0}, true}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vvt vvt = {.norm = norm, .items = {rows[i].items[0], rows[i].items[1]}, .n = 2};

        EQ(rows[i].bug, stops(judge, &vvt), "row");
    }
}

TEST(the_first_item_is_owed_a_line_too)
{
    struct item item = {0};
    struct norm norm = {.items = &item, .n_items = 1};
    int n;

    completeness_judge(fresh(), &norm, NULL, NULL, 0, &n);
    EQ(1, n, "no line");
}

TEST(a_withdrawn_item_is_owed_no_line)
{
    struct item item = {.withdrawn = true};
    struct applicability line = {0};
    struct norm norm = {.items = &item, .n_items = 1};
    int n;

    EQ(false, line_owed(&item), "withdrawn");
    completeness_judge(fresh(), &norm, &line, (int[]){0}, 1, &n);
    EQ(0, n, "an empty line of a withdrawn item");
    item.withdrawn = false;
    EQ(true, line_owed(&item), "active");
}

/* [R11; processes 23, Annex D 16] */
TEST(an_exception_to_a_mandatory_measure_is_a_plan_or_its_own_alternative)
{
    static const struct {
        const char *row;
        bool mandatory;
        enum exception_kind kind;
        const char *until, *compensating, *fault;
    } rows[] = {
        {"D16 not followed, accepted", true, EXCEPTION_NONE, "2027-04-01", "x",
         "fault.exception_kind"},
        {"D16 a plan until 1 April 2027", true, EXCEPTION_PLAN, "2027-04-01", "x", ""},
        {"R11 a plan of twelve months", true, EXCEPTION_PLAN, "2027-06-30", "", ""},
        {"R11 a plan of a day more", true, EXCEPTION_PLAN, "2027-07-01", "",
         "fault.exception_long"},
        {"R11 a plan of today", true, EXCEPTION_PLAN, "2026-06-30", "", ""},
        {"R11 a plan that is over", true, EXCEPTION_PLAN, "2026-06-29", "",
         "fault.exception_past"},
        {"R11 a plan without an end", true, EXCEPTION_PLAN, "", "", "fault.exception_past"},
        {"R11 the alternative, named", true, EXCEPTION_OTHERWISE, "2030-01-01", "token", ""},
        {"R11 the alternative, unnamed", true, EXCEPTION_OTHERWISE, "2026-12-31", "",
         "fault.exception_alternative"},
        {"R11 not mandatory, long", false, EXCEPTION_PLAN, "2030-01-01", "", ""},
        {"R11 not mandatory, otherwise", false, EXCEPTION_OTHERWISE, "2030-01-01", "", ""},
        {"R11 not mandatory, over", false, EXCEPTION_PLAN, "2026-06-29", "",
         "fault.exception_past"},
        {"R11 not mandatory, of no kind", false, EXCEPTION_NONE, "2027-01-01", "",
         "fault.exception_kind"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct item item = {.mandatory = rows[i].mandatory};
        struct exception it = {.kind = rows[i].kind, .until = day_at(rows[i].until),
                               .compensating = str_of(rows[i].compensating)};

        if (!str_eq(exception_judge(&item, &it, today()), str_of(rows[i].fault)))
            fail_msg("%s: not %s", rows[i].row, rows[i].fault);
    }
}

TEST(every_choice_of_the_engine_has_its_word)
{
    static const struct {
        const struct choices *choices;
        int from;
        const char *last;
    } rows[] = {{&line_fault_choices, 0, "alternatief_kaal"}, {&status_choices, 0, "voldoet"},
                {&hardness_choices, 1, "getoetst"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int k = rows[i].from; k < rows[i].choices->n; k++)
            assert_true(choice_word(rows[i].choices, k).len > 0);
        assert_true(str_eq(choice_word(rows[i].choices, rows[i].choices->n - 1),
                           str_of(rows[i].last)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_says_whether_the_item_applies_and_why),
        cmocka_unit_test(one_empty_line_keeps_the_vvt_from_being_complete),
        cmocka_unit_test(each_line_names_an_item_and_no_item_has_two),
        cmocka_unit_test(the_first_item_is_owed_a_line_too),
        cmocka_unit_test(a_withdrawn_item_is_owed_no_line),
        cmocka_unit_test(an_exception_to_a_mandatory_measure_is_a_plan_or_its_own_alternative),
        cmocka_unit_test(every_choice_of_the_engine_has_its_word),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
