/* What one item comes to: hardness, the ladder, the item, n.v.t. [R1, R3, R4, R5, R7, R13]. */
#include "facts.h"

/* [R1] One piece at opzet, which is said to be ja. */
TEST(a_verdict_is_onderbouwd_by_what_another_judged_fit)
{
    static const struct {
        const char *row;
        bool fit;
        int64_t submitter, judge;
        const char *known_on;
        bool covers;
        enum hardness hardness;
    } rows[] = {
        {"R1 fit by another", true, SUBMITTER, JUDGE, "2026-01-01", true, HARDNESS_SHOWN},
        {"R1 fit by its submitter", true, SUBMITTER, SUBMITTER, "2026-01-01", true, HARDNESS_SAID},
        {"R1 fit by nobody", true, SUBMITTER, 0, "2026-01-01", true, HARDNESS_SAID},
        {"R1 not judged", false, SUBMITTER, 0, "2026-01-01", true, HARDNESS_SAID},
        {"R1 unfit", false, SUBMITTER, JUDGE, "2026-01-01", true, HARDNESS_SAID},
        {"R1 of another aspect", true, SUBMITTER, JUDGE, "2026-01-01", false, HARDNESS_SAID},
        {"R13 known on the day", true, SUBMITTER, JUDGE, "2026-06-30", true, HARDNESS_SHOWN},
        {"R13 known a day later", true, SUBMITTER, JUDGE, "2026-07-01", true, HARDNESS_SAID},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small = small_said("j--", "b--");
        struct aspect_state opzet;

        small.pieces[0].fit = rows[i].fit;
        small.pieces[0].submitter = rows[i].submitter;
        small.pieces[0].judge = rows[i].judge;
        small.pieces[0].known_on = day_at(rows[i].known_on);
        small.pieces[0].covers[0] = rows[i].covers;
        opzet = small_judge(&small).aspect[0];
        EQ(rows[i].hardness, opzet.hardness, rows[i].row);
        EQ(rows[i].hardness == HARDNESS_SAID ? VERDICT_PARTLY : VERDICT_YES, opzet.weighs,
           rows[i].row);
        EQ(rows[i].hardness == HARDNESS_SAID ? MARK_OWN_WORD : 0, opzet.marks, rows[i].row);
        EQ(rows[i].hardness == HARDNESS_SAID ? 0 : day_at("2026-12-31").n, opzet.expires.n,
           rows[i].row);
    }
}

/* [R1, R3] Each verdict with each support, at opzet. */
TEST(only_a_ja_loses_weight_and_nothing_is_raised)
{
    static const struct {
        const char *row, *verdict, *support, *weighs;
        enum hardness hardness;
        unsigned marks;
        const char *expires;
    } rows[] = {
        {"R1 ja said", "j", "s", "d", HARDNESS_SAID, MARK_OWN_WORD, ""},
        {"R1 ja shown", "j", "b", "j", HARDNESS_SHOWN, 0, "2026-12-31"},
        {"R1 ja tested", "j", "t", "j", HARDNESS_TESTED, 0, "2027-03-01"},
        {"R3 ja, evidence past", "j", "x", "d", HARDNESS_SHOWN, MARK_EXPIRED, "2026-06-29"},
        {"R3 ja, review past", "j", "y", "d", HARDNESS_TESTED, MARK_EXPIRED, "2026-06-29"},
        {"R1 deels said", "d", "s", "d", HARDNESS_SAID, MARK_OWN_WORD, ""},
        {"R1 deels shown", "d", "b", "d", HARDNESS_SHOWN, 0, "2026-12-31"},
        {"R1 deels tested", "d", "t", "d", HARDNESS_TESTED, 0, "2027-03-01"},
        {"R3 deels, evidence past", "d", "x", "d", HARDNESS_SHOWN, MARK_EXPIRED, "2026-06-29"},
        {"R1 nee said", "n", "s", "n", HARDNESS_SAID, MARK_OWN_WORD, ""},
        {"R1 nee shown", "n", "b", "n", HARDNESS_SHOWN, 0, "2026-12-31"},
        {"R1 nee tested", "n", "t", "n", HARDNESS_TESTED, 0, "2027-03-01"},
        {"R3 nee, evidence past", "n", "x", "n", HARDNESS_SHOWN, MARK_EXPIRED, "2026-06-29"},
        {"R1 empty with evidence", "-", "b", "-", HARDNESS_NONE, 0, ""},
        {"R1 empty with review", "-", "t", "-", HARDNESS_NONE, 0, ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char verdicts[] = {rows[i].verdict[0], '-', '-', 0};
        char support[] = {rows[i].support[0], '-', '-', 0};
        struct small small = small_said(verdicts, support);
        struct item_state state = small_judge(&small);

        EQ(rows[i].weighs[0], weighed(&state).at[0], rows[i].row);
        EQ(rows[i].hardness, state.aspect[0].hardness, rows[i].row);
        EQ(rows[i].marks, state.aspect[0].marks, rows[i].row);
        EQ(day_at(rows[i].expires).n, state.aspect[0].expires.n, rows[i].row);
        EQ((rows[i].marks & MARK_OWN_WORD) != 0, state.own_word, rows[i].row);
        EQ((rows[i].marks & MARK_EXPIRED) != 0, state.expired, rows[i].row);
    }
}

/* [R1, R3] A review and evidence beside each other. */
TEST(a_review_counts_from_its_day_and_evidence_may_outlast_it)
{
    static const struct {
        const char *row, *reviewed, *to, *known;
        enum hardness hardness;
        bool expired;
        const char *expires;
    } rows[] = {
        {"R1 both count", "2026-03-01", "2025-12-31", "", HARDNESS_TESTED, false, "2027-03-01"},
        {"R1 evidence lasts longer", "2025-07-01", "2025-12-31", "", HARDNESS_TESTED, false,
         "2026-12-31"},
        {"R3 last day of a review", "2025-06-30", "2025-01-01", "", HARDNESS_TESTED, false,
         "2026-06-30"},
        {"R3 review past, evidence counts", "2025-06-29", "2025-12-31", "", HARDNESS_SHOWN, false,
         "2026-12-31"},
        {"R3 evidence past, review counts", "2026-03-01", "2025-01-01", "", HARDNESS_TESTED, false,
         "2027-03-01"},
        {"R3 both past", "2025-06-29", "2025-01-01", "", HARDNESS_TESTED, true, "2026-06-29"},
        {"R3 both past, evidence last", "2024-06-29", "2025-06-29", "", HARDNESS_TESTED, true,
         "2026-06-29"},
        {"R1 a review without a day", "", "2025-12-31", "", HARDNESS_SHOWN, false, "2026-12-31"},
        {"R13 a review on the day", "2026-06-30", "2025-12-31", "", HARDNESS_TESTED, false,
         "2027-06-30"},
        {"R13 a review to come", "2026-07-01", "2025-12-31", "", HARDNESS_SHOWN, false,
         "2026-12-31"},
        {"R13 a review known later", "2026-07-01", "2025-12-31", "2026-07-01", HARDNESS_TESTED,
         false, "2027-07-01"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small = small_said("j--", "t--");
        struct aspect_state opzet;

        small.it.design_on = day_at(rows[i].reviewed);
        small.pieces[small.n_pieces++] = good_piece();
        small.pieces[0].to = day_at(rows[i].to);
        small.known = day_at(rows[i].known);
        opzet = small_judge(&small).aspect[0];
        EQ(rows[i].hardness, opzet.hardness, rows[i].row);
        EQ(rows[i].expired ? MARK_EXPIRED : 0, opzet.marks, rows[i].row);
        EQ(day_at(rows[i].expires).n, opzet.expires.n, rows[i].row);
    }
}

/* [R13] On 31 December, with what was known in April. */
TEST(what_was_known_later_counts_when_asked_so)
{
    struct small small = small_said("jjj", "bbb");

    for (int a = 0; a < ASPECT_COUNT; a++)
        small.pieces[a].known_on = day_at("2026-02-10");
    small.on = day_at("2025-12-31");
    EQ(STATUS_PARTLY, small_judge(&small).status, "R13 known the same day");
    EQ(0, small_judge(&small).n_evidence, "R13 known the same day");
    small.known = day_at("2026-04-15");
    EQ(STATUS_MEETS, small_judge(&small).status, "R13 known in April");
    EQ(3, small_judge(&small).n_evidence, "R13 known in April");
    small.on = day_at("2027-01-01");
    small.known = day_at("2026-04-15");
    EQ(true, small_judge(&small).expired, "R13 a day to come");
}

/* [R1] Who carries it out does not show its werking; it is kept, not refused. */
TEST(werking_judged_by_its_executor_is_kept_as_opgegeven)
{
    static const struct {
        const char *row;
        int64_t owner, executor, by;
        bool kept;
    } rows[] = {
        {"R1 by another", OWNER, EXECUTOR, ASSESSOR, false},
        {"R1 by the executor", OWNER, EXECUTOR, EXECUTOR, true},
        {"R1 by the owner, who does not carry it out", OWNER, EXECUTOR, OWNER, false},
        {"R1 by the owner, who does", OWNER, 0, OWNER, true},
        {"R1 by another than the owner", OWNER, 0, ASSESSOR, false},
        {"R1 nobody carries it out", 0, 0, ASSESSOR, false},
        {"R1 by nobody", OWNER, EXECUTOR, 0, true},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (const char *support = "btx"; *support != 0; support++) {
            struct small small = small_said("jjj", (char[]){'b', 'b', *support, 0});
            struct item_state state;

            small.it.owner.id = rows[i].owner;
            small.it.executor.id = rows[i].executor;
            small.it.operation_by.id = rows[i].by;
            state = small_judge(&small);
            EQ(rows[i].kept, (state.aspect[2].marks & MARK_EXECUTOR) != 0, rows[i].row);
            if (!rows[i].kept)
                continue;
            EQ(HARDNESS_SAID, state.aspect[2].hardness, rows[i].row);
            EQ(MARK_EXECUTOR | MARK_OWN_WORD, state.aspect[2].marks, rows[i].row);
            EQ(VERDICT_PARTLY, state.aspect[2].weighs, rows[i].row);
            EQ(0, state.aspect[2].expires.n, rows[i].row);
            EQ(ASPECT_EXISTENCE, state.reached, rows[i].row);
        }
}

/* [R10] Whatever lies on it; and once it is confirmed it is as it was. */
TEST(a_verdict_from_another_norm_weighs_as_opgegeven_until_it_is_confirmed)
{
    for (const char *verdict = "ndj"; *verdict != 0; verdict++)
        for (const char *support = "sbtxyh"; *support != 0; support++) {
            struct small small = small_said((char[]){*verdict, 'j', 'j', 0},
                                            (char[]){*support, 'b', 'b', 0});
            const struct item_state is = small_judge(&small);
            struct item_state state;

            small.it.design_unconfirmed = true;
            state = small_judge(&small);
            EQ(HARDNESS_SAID, state.aspect[0].hardness, verdict);
            EQ(MARK_CARRIED | MARK_OWN_WORD, state.aspect[0].marks & ~(unsigned)MARK_THIN, verdict);
            EQ(*verdict == 'j' ? VERDICT_PARTLY : is.aspect[0].said, state.aspect[0].weighs,
               verdict);
            EQ(0, state.aspect[0].expires.n, verdict);
            EQ(is.aspect[1].hardness, state.aspect[1].hardness, "R10 and no other aspect");
            EQ(true, state.carried, verdict);
            EQ(false, is.carried, verdict);
        }
}

TEST(an_empty_verdict_waits_for_nobody)
{
    struct small small = small_said("---", "sss");

    small.it.design_unconfirmed = true;
    EQ(false, small_judge(&small).carried, "R10");
}

TEST(an_executor_may_say_that_opzet_and_bestaan_are_there)
{
    struct small small = small_said("jjj", "bbb");

    small.it.design_by = small.it.existence_by = (struct ref){EXECUTOR};
    EQ(STATUS_MEETS, small_judge(&small).status, "R1");
}

/* [R4, R5] What is said, what holds it up, what it weighs, what the item is. */
TEST(each_aspect_rests_on_the_one_below_it)
{
    static const struct {
        const char *row, *said, *support, *weighs;
        enum status status;
    } rows[] = {
        {"R5 all ja", "jjj", "bbb", "jjj", STATUS_MEETS},
        {"R5 all ja, tested", "jjj", "ttt", "jjj", STATUS_MEETS},
        {"R5 all nee", "nnn", "sss", "nnn", STATUS_NOT},
        {"R5 all empty", "---", "sss", "---", STATUS_UNKNOWN},
        {"R5 all deels", "ddd", "sss", "ddd", STATUS_PARTLY},
        {"R1 R5 all ja by own word", "jjj", "sss", "ddd", STATUS_PARTLY},
        {"R4 over nee, shown", "njj", "sbb", "ndd", STATUS_PARTLY},
        {"R4 over nee, tested", "njj", "stt", "ndd", STATUS_PARTLY},
        {"R4 over nee, said", "njj", "sss", "nnn", STATUS_NOT},
        {"R4 over nee, shown and said", "njj", "sbs", "ndn", STATUS_PARTLY},
        {"R4 over nee, said and shown", "njj", "ssb", "nnd", STATUS_PARTLY},
        {"R4 over nee, evidence past", "njj", "sxx", "nnn", STATUS_NOT},
        {"R4 over nee, review past", "njj", "syy", "nnn", STATUS_NOT},
        {"R4 over nee, deels shown", "nd-", "sb-", "ndn", STATUS_PARTLY},
        {"R4 over nee, deels said", "ndd", "sss", "nnn", STATUS_NOT},
        {"R4 over nee, empty", "n--", "s--", "nnn", STATUS_NOT},
        {"R4 over nee, nee shown", "nnn", "sbb", "nnn", STATUS_NOT},
        {"R4 over nee at bestaan", "jnj", "bss", "jnn", STATUS_PARTLY},
        {"R4 over nee at bestaan, shown", "jnj", "bsb", "jnd", STATUS_PARTLY},
        {"R4 over nee at bestaan, by the executor", "jnj", "bse", "jnn", STATUS_PARTLY},
        {"R4 over deels", "djj", "sbb", "ddd", STATUS_PARTLY},
        {"R4 over deels at bestaan", "jdj", "bsb", "jdd", STATUS_PARTLY},
        {"R4 over deels, empty stays", "d--", "s--", "d--", STATUS_PARTLY},
        {"R4 over deels, nee stays", "dnn", "sss", "dnn", STATUS_PARTLY},
        {"R4 over empty", "-jj", "-bb", "-dd", STATUS_PARTLY},
        {"R4 over empty at bestaan", "j-j", "b-b", "j-d", STATUS_PARTLY},
        {"R4 over empty, nee stays", "-n-", "-s-", "-nn", STATUS_PARTLY},
        {"R1 R4 over ja by own word", "jjj", "sbb", "ddd", STATUS_PARTLY},
        {"R3 R4 over ja that is past", "jjj", "xbb", "ddd", STATUS_PARTLY},
        {"R1 R4 own word at bestaan", "jjj", "bsb", "jdd", STATUS_PARTLY},
        {"R5 ja ja empty", "jj-", "bb-", "jj-", STATUS_PARTLY},
        {"R5 ja ja nee", "jjn", "bbs", "jjn", STATUS_PARTLY},
        {"R5 ja empty empty", "j--", "b--", "j--", STATUS_PARTLY},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small = small_said(rows[i].said, rows[i].support);
        struct item_state state = small_judge(&small);

        if (strcmp(rows[i].weighs, weighed(&state).at) != 0)
            fail_msg("%s: %s, not %s", rows[i].row, weighed(&state).at, rows[i].weighs);
        EQ(rows[i].status, state.status, rows[i].row);
    }
}

/* [R4] Told again in other words, and held against every case there is. */
static char over(char said, char support, const char *below)
{
    bool shown = said != '-' && (support == 'b' || support == 't');
    char worth = said == 'j' && !shown ? 'd' : said;

    if (strchr(below, 'n') != NULL) {
        if (!shown)
            return 'n';
        return worth == 'j' ? 'd' : worth;
    }
    if (strspn(below, "j") == strlen(below))
        return worth;
    return worth == 'j' ? 'd' : worth;
}

TEST(the_ladder_holds_for_every_verdict_with_every_support)
{
    for (int n = 0; n < 64 * 125; n++) {
        char said[] = {"-ndj"[n % 4], "-ndj"[n / 4 % 4], "-ndj"[n / 16 % 4], 0};
        char support[] = {"sbtxy"[n / 64 % 5], "sbtxy"[n / 320 % 5], "sbtxy"[n / 1600], 0};
        char wanted[4] = {0};
        struct small small = small_said(said, support);
        struct item_state state = small_judge(&small);

        for (int a = 0; a < ASPECT_COUNT; a++) {
            char alone[] = {said[a], 0};
            char below[4] = {0};

            memcpy(below, wanted, (size_t)a);
            wanted[a] = over(said[a], support[a], below);
            EQ(over(said[a], support[a], "") != wanted[a],
               (state.aspect[a].marks & MARK_LADDER) != 0, alone);
        }
        if (strcmp(wanted, weighed(&state).at) != 0)
            fail_msg("R4 %s %s: %s, not %s", said, support, weighed(&state).at, wanted);
        EQ(strcmp(wanted, "jjj") == 0   ? STATUS_MEETS
           : strcmp(wanted, "nnn") == 0 ? STATUS_NOT
           : strcmp(wanted, "---") == 0 ? STATUS_UNKNOWN : STATUS_PARTLY, state.status, said);
    }
}

TEST(an_item_reaches_as_far_as_its_unbroken_ja)
{
    static const struct {
        const char *row, *said, *support;
        bool reaches;
        enum aspect reached;
        bool tested, own_word, expired;
        const char *expires;
    } rows[] = {
        {"nothing", "---", "---", false, ASPECT_DESIGN, 0, 0, 0, ""},
        {"own word", "jjj", "sss", false, ASPECT_DESIGN, 0, 1, 0, ""},
        {"a nee shown by nothing", "njj", "sss", false, ASPECT_DESIGN, 0, 1, 0, ""},
        {"opzet", "jjj", "bsb", true, ASPECT_DESIGN, 0, 1, 0, "2026-12-31"},
        {"bestaan", "jjd", "bbs", true, ASPECT_EXISTENCE, 0, 1, 0, "2026-12-31"},
        {"werking", "jjj", "bbb", true, ASPECT_OPERATION, 0, 0, 0, "2026-12-31"},
        {"not past a gap", "djj", "bbb", false, ASPECT_DESIGN, 0, 0, 0, "2026-12-31"},
        {"tested", "jjj", "ttt", true, ASPECT_OPERATION, 1, 0, 0, "2027-03-01"},
        {"tested but for one", "jjj", "ttb", true, ASPECT_OPERATION, 0, 0, 0, "2026-12-31"},
        {"tested, not voldoet", "jjd", "ttt", true, ASPECT_EXISTENCE, 0, 0, 0, "2027-03-01"},
        {"past at the last", "jjj", "bbx", true, ASPECT_EXISTENCE, 0, 0, 1, "2026-06-29"},
        {"past at the first", "jjj", "xbt", false, ASPECT_DESIGN, 0, 0, 1, "2026-06-29"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small = small_said(rows[i].said, rows[i].support);
        struct item_state state = small_judge(&small);

        EQ(rows[i].reaches, state.reaches, rows[i].row);
        EQ(rows[i].reached, state.reached, rows[i].row);
        EQ(rows[i].tested, state.tested, rows[i].row);
        EQ(rows[i].own_word, state.own_word, rows[i].row);
        EQ(rows[i].expired, state.expired, rows[i].row);
        EQ(day_at(rows[i].expires).n, state.expires.n, rows[i].row);
        EQ(0, state.assessment, rows[i].row);
        EQ(0, state.line, rows[i].row);
        EQ(false, state.from_measures, rows[i].row);
    }
}

TEST(evidence_at_an_item_is_counted_by_how_it_was_judged)
{
    struct small small = small_said("jjj", "bbb");
    struct item_state state;

    small.pieces[1].fit = false;
    small.pieces[2].fit = false;
    small.pieces[2].judge = 0;
    small.pieces[3] = good_piece();
    small.pieces[3].known_on = day_at("2026-07-01");
    small.n_pieces = 4;
    state = small_judge(&small);
    EQ(3, state.n_evidence, "known");
    EQ(1, state.n_fit, "fit");
    EQ(1, state.n_unjudged, "unjudged");
}

/* [R7] */
TEST(nvt_counts_on_an_allowed_ground_and_once_adopted)
{
    static const struct {
        const char *row;
        enum applies applies;
        enum ground ground;
        bool mandatory;
        int64_t decision;
        bool out;
    } rows[] = {
        {"R7 kan niet", APPLIES_NO, GROUND_IMPOSSIBLE, false, 7, true},
        {"R7 kan niet, mandatory", APPLIES_NO, GROUND_IMPOSSIBLE, true, 7, true},
        {"R7 risicoanalyse", APPLIES_NO, GROUND_RISK, false, 7, true},
        {"R7 risicoanalyse, mandatory", APPLIES_NO, GROUND_RISK, true, 7, false},
        {"R7 no ground", APPLIES_NO, GROUND_NONE, false, 7, false},
        {"R7 not adopted", APPLIES_NO, GROUND_IMPOSSIBLE, false, 0, false},
        {"R7 not adopted, mandatory", APPLIES_NO, GROUND_IMPOSSIBLE, true, 0, false},
        {"R7 applies", APPLIES_YES, GROUND_IMPOSSIBLE, false, 7, false},
        {"R7 nothing said", APPLIES_EMPTY, GROUND_IMPOSSIBLE, false, 7, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small = small_said("jjj", "bsx");
        struct item_state state;

        small.item.mandatory = rows[i].mandatory;
        small.line = (struct applicability){.applies = rows[i].applies, .ground = rows[i].ground,
                                            .decision = {rows[i].decision}};
        state = small_judge(&small);
        EQ(rows[i].out, state.not_applicable, rows[i].row);
        EQ(rows[i].out ? STATUS_NOT_APPLICABLE : STATUS_PARTLY, state.status, rows[i].row);
        EQ(!rows[i].out, state.reaches, rows[i].row);
        EQ(!rows[i].out, state.own_word, rows[i].row);
        EQ(!rows[i].out, state.expired, rows[i].row);
        EQ(!rows[i].out, day_is(state.expires), rows[i].row);
        EQ(VERDICT_YES, state.aspect[0].weighs, rows[i].row);
    }
}

TEST(a_withdrawn_item_is_passed_over_with_all_that_is_said_of_it)
{
    struct small small = small_said("jjj", "bbb");
    struct item_state state;

    small.item.withdrawn = true;
    small.item.n_measures = 1;
    state = small_judge(&small);
    EQ(STATUS_NOT_APPLICABLE, state.status, "withdrawn");
    EQ(false, state.not_applicable, "withdrawn");
    EQ(-1, state.assessment, "withdrawn");
    EQ(-1, state.line, "withdrawn");
    EQ(0, state.n_evidence, "withdrawn");
    EQ(VERDICT_EMPTY, state.aspect[0].said, "withdrawn");
}

TEST(an_item_of_which_nothing_is_said_is_unknown)
{
    struct item items[2] = {{.parent = ITEM_NONE, .assessed = true},
                            {.parent = ITEM_NONE, .assessed = true}};
    struct norm norm = {.items = items, .n_items = 2};
    struct evidence_fact piece = good_piece();
    struct status_input input = {.norm = &norm, .on = today(), .evidence = &piece,
                                 .n_evidence = 1};
    struct item_state *states;

    piece.item = 1;
    states = status_judge(fresh(), &input);
    for (int i = 0; i < 2; i++) {
        EQ(STATUS_UNKNOWN, states[i].status, "R5");
        EQ(-1, states[i].assessment, "R5");
        EQ(-1, states[i].line, "R5");
        EQ(i, states[i].n_evidence, "R5");
    }
}

static void judge(const void *input)
{
    status_judge(fresh(), input);
}

TEST(input_out_of_shape_is_a_bug_of_the_caller)
{
    struct item items[2] = {{.parent = ITEM_NONE}, {.parent = ITEM_NONE}};
    struct norm norm = {.items = items, .n_items = 2};
    struct assessment said[2] = {0};
    struct applicability lines[2] = {0};
    struct evidence_fact pieces[2] = {{.item = 1}, {.item = 0}};
    static const int down[] = {1, 0};
    static const int twice[] = {1, 1};
    static const int beyond[] = {2};
    static const int below[] = {-1};
    struct status_input input = {.norm = &norm, .on = today(), .assessments = said,
                                 .lines = lines, .evidence = pieces};

    input.assessment_items = down;
    input.n_assessments = 2;
    assert_true(stops(judge, &input));
    input.assessment_items = twice;
    assert_true(stops(judge, &input));
    input.n_assessments = 1;
    assert_false(stops(judge, &input));
    input.n_evidence = 2;
    assert_true(stops(judge, &input));
    input.n_evidence = 0;
    input.n_lines = 2;
    input.line_items = twice;
    assert_true(stops(judge, &input));
    input.line_items = down;
    assert_false(stops(judge, &input));
    input.n_lines = 1;
    input.line_items = beyond;
    assert_true(stops(judge, &input));
    input.line_items = below;
    assert_true(stops(judge, &input));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verdict_is_onderbouwd_by_what_another_judged_fit),
        cmocka_unit_test(only_a_ja_loses_weight_and_nothing_is_raised),
        cmocka_unit_test(a_review_counts_from_its_day_and_evidence_may_outlast_it),
        cmocka_unit_test(what_was_known_later_counts_when_asked_so),
        cmocka_unit_test(werking_judged_by_its_executor_is_kept_as_opgegeven),
        cmocka_unit_test(a_verdict_from_another_norm_weighs_as_opgegeven_until_it_is_confirmed),
        cmocka_unit_test(an_empty_verdict_waits_for_nobody),
        cmocka_unit_test(an_executor_may_say_that_opzet_and_bestaan_are_there),
        cmocka_unit_test(each_aspect_rests_on_the_one_below_it),
        cmocka_unit_test(the_ladder_holds_for_every_verdict_with_every_support),
        cmocka_unit_test(an_item_reaches_as_far_as_its_unbroken_ja),
        cmocka_unit_test(evidence_at_an_item_is_counted_by_how_it_was_judged),
        cmocka_unit_test(nvt_counts_on_an_allowed_ground_and_once_adopted),
        cmocka_unit_test(a_withdrawn_item_is_passed_over_with_all_that_is_said_of_it),
        cmocka_unit_test(an_item_of_which_nothing_is_said_is_unknown),
        cmocka_unit_test(input_out_of_shape_is_a_bug_of_the_caller),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
