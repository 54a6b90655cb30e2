/* Until when does evidence count, and does it show werking [R2, R3]? */
#include "facts.h"

/* [R3] A rhythm of the norm may be shortened, never lengthened. */
TEST(shelf_life_is_the_rhythm_of_the_norm_or_shorter)
{
    static const struct {
        const char *row;
        int fixed;
        enum rhythm rhythms[3];
        int n_rhythms;
        struct maybe own;
        int months;
    } rows[] = {
        {"R3 yearly", 12, {RHYTHM_YEARLY}, 1, {0}, 12},
        {"R3 three-yearly", 36, {RHYTHM_3YEARLY}, 1, {0}, 36},
        {"R3 monthly", 1, {RHYTHM_MONTHLY}, 1, {0}, 1},
        {"R3 yearly, shortened", 12, {RHYTHM_YEARLY}, 1, {true, 6}, 6},
        {"R3 yearly, not lengthened", 12, {RHYTHM_YEARLY}, 1, {true, 24}, 12},
        {"R3 yearly, the same", 12, {RHYTHM_YEARLY}, 1, {true, 12}, 12},
        {"R3 no own rhythm counts only when it is set", 12, {RHYTHM_YEARLY}, 1, {false, 6}, 12},
        {"R3 none", 0, {RHYTHM_NONE}, 0, {0}, 12},
        {"R3 continu", 0, {RHYTHM_CONTINUOUS}, 1, {0}, 12},
        {"R3 periodiek", 0, {RHYTHM_PERIODIC}, 1, {0}, 12},
        {"R3 gebeurtenis", 0, {RHYTHM_EVENT}, 1, {0}, 12},
        {"R3 eenmalig", 0, {RHYTHM_ONCE}, 1, {0}, 36},
        {"R3 eenmalig, shortened", 0, {RHYTHM_ONCE}, 1, {true, 24}, 24},
        {"R3 eenmalig and gebeurtenis", 0, {RHYTHM_ONCE, RHYTHM_EVENT}, 2, {0}, 12},
        {"R3 gebeurtenis and eenmalig", 0, {RHYTHM_EVENT, RHYTHM_ONCE}, 2, {0}, 12},
        {"R3 eenmalig, fixed", 12, {RHYTHM_ONCE}, 1, {0}, 12},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct item item = {.rhythm_months = rows[i].fixed, .n_rhythms = rows[i].n_rhythms};

        memcpy(item.rhythms, rows[i].rhythms, sizeof item.rhythms);
        EQ(rows[i].months, status_shelf_months(&item, rows[i].own), rows[i].row);
    }
}

/* [R3] From the end of the period, until the earlier of end date and rhythm. */
TEST(evidence_counts_until_the_earlier_of_its_end_date_and_the_rhythm)
{
    static const struct {
        const char *row, *to, *until;
        struct maybe own;
        const char *expires;
    } rows[] = {
        {"R3 from the end of the period", "2025-12-31", "", {0}, "2026-12-31"},
        {"R3 end date first", "2025-12-31", "2026-06-30", {0}, "2026-06-30"},
        {"R3 rhythm first", "2025-12-31", "2027-06-30", {0}, "2026-12-31"},
        {"R3 both at once", "2025-12-31", "2026-12-31", {0}, "2026-12-31"},
        {"R3 own rhythm", "2025-12-31", "", {true, 3}, "2026-03-31"},
        {"R3 shorter month", "2025-11-30", "", {true, 3}, "2026-02-28"},
        {"R3 leap day", "2024-02-29", "", {0}, "2025-02-28"},
        {"R3 a period that never ended shows nothing", "", "2026-06-30", {0}, ""},
    };
    struct item item = {0};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct evidence_fact piece = good_piece();

        piece.to = day_at(rows[i].to);
        piece.until = day_at(rows[i].until);
        EQ(day_at(rows[i].expires).n, status_evidence_expires(&item, rows[i].own, &piece).n,
           rows[i].row);
    }
}

/* [processes Annex D 19] Evidence of 2025-11-01, twelve months. The days of grace
 * of that example are of escalation; figures have none [R3]. */
TEST(the_last_day_of_a_shelf_life_counts_and_the_next_is_expired)
{
    static const struct {
        const char *on;
        bool expired;
    } rows[] = {{"2025-11-01", false}, {"2026-10-31", false}, {"2026-11-01", false},
                {"2026-11-02", true}, {"2026-12-01", true}, {"2028-01-01", true}};
    struct small small = small_said("jjj", "sss");

    small.pieces[small.n_pieces++] = good_piece();
    small.pieces[0].from = day_at("2025-08-01");
    small.pieces[0].to = day_at("2025-11-01");
    small.pieces[0].known_on = day_at("2025-11-01");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct item_state state;

        small.on = day_at(rows[i].on);
        state = small_judge(&small);
        EQ(rows[i].expired, state.expired, rows[i].on);
        EQ(rows[i].expired ? STATUS_PARTLY : STATUS_MEETS, state.status, rows[i].on);
        EQ(rows[i].expired ? MARK_EXPIRED : 0, state.aspect[0].marks, rows[i].on);
        EQ(HARDNESS_SHOWN, state.aspect[2].hardness, rows[i].on);
        EQ(day_at("2026-11-01").n, state.expires.n, rows[i].on);
    }
    /* Escalation begins thirty days after the last day. */
    EQ(day_at("2026-12-01").n, day_at("2026-11-01").n + 30, "D19");
}

/* [R2] What a piece must state to show that something worked. */
TEST(evidence_for_werking_needs_three_months_or_two_executions)
{
    static const struct {
        const char *row, *from, *to;
        struct maybe executions;
        bool sample, complete;
        int test_months;
        bool shows;
    } rows[] = {
        {"R2 three months", "2026-01-01", "2026-03-31", {0}, 0, 0, 3, true},
        {"R2 a day short", "2026-01-01", "2026-03-30", {0}, 0, 0, 3, false},
        {"R2 a day late", "2026-01-02", "2026-03-31", {0}, 0, 0, 3, false},
        {"R2 longer", "2025-07-01", "2026-03-31", {0}, 0, 0, 3, true},
        {"R2 two executions", "2026-03-30", "2026-03-31", {true, 2}, 0, 0, 3, true},
        {"R2 three executions", "2026-03-30", "2026-03-31", {true, 3}, 0, 0, 3, true},
        {"R2 one execution", "2026-03-30", "2026-03-31", {true, 1}, 0, 0, 3, false},
        {"R2 executions not stated", "2026-03-30", "2026-03-31", {false, 2}, 0, 0, 3, false},
        {"R2 no period", "", "2026-03-31", {true, 2}, 0, 0, 3, false},
        {"R2 whole sample", "2026-01-01", "2026-03-31", {0}, 1, 1, 3, true},
        {"R2 half a sample", "2026-01-01", "2026-03-31", {0}, 1, 0, 3, false},
        {"R2 half a sample, often", "2026-01-01", "2026-03-31", {true, 9}, 1, 0, 3, false},
        {"R2 settings are stricter", "2026-01-01", "2026-03-31", {0}, 0, 0, 4, false},
        {"R2 settings are stricter, met", "2025-12-01", "2026-03-31", {0}, 0, 0, 4, true},
        {"R2 settings are not softer", "2026-02-01", "2026-03-31", {0}, 0, 0, 2, false},
        {"R2 settings not there", "2026-02-01", "2026-03-31", {0}, 0, 0, 0, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small = small_said("jjj", "sss");
        struct evidence_fact piece = good_piece();
        struct item_state state;

        piece.from = day_at(rows[i].from);
        piece.to = day_at(rows[i].to);
        piece.executions = rows[i].executions;
        piece.is_sample = rows[i].sample;
        piece.sample_complete = rows[i].complete;
        small.pieces[small.n_pieces++] = piece;
        small.test_months = rows[i].test_months;
        state = small_judge(&small);
        EQ(rows[i].shows ? VERDICT_YES : VERDICT_PARTLY, state.aspect[ASPECT_OPERATION].weighs,
           rows[i].row);
        EQ(rows[i].shows ? 0 : MARK_THIN | MARK_OWN_WORD, state.aspect[ASPECT_OPERATION].marks,
           rows[i].row);
        /* Opzet and bestaan ask no period. */
        EQ(VERDICT_YES, state.aspect[ASPECT_EXISTENCE].weighs, rows[i].row);
        EQ(0, state.aspect[ASPECT_EXISTENCE].marks, rows[i].row);
    }
}

TEST(thin_evidence_is_named_only_while_nothing_better_counts)
{
    struct small small = small_said("jjj", "bbh");
    struct evidence_fact *piece;

    EQ(MARK_THIN | MARK_OWN_WORD, small_judge(&small).aspect[2].marks, "R2 thin");
    small.on = day_at("2026-12-31");
    EQ(MARK_THIN | MARK_OWN_WORD, small_judge(&small).aspect[2].marks, "R2 its last day");
    small.on = day_at("2027-01-01");
    EQ(MARK_OWN_WORD, small_judge(&small).aspect[2].marks, "R2 thin and past");
    small.on = today();
    piece = &small.pieces[small.n_pieces++];
    *piece = good_piece();
    EQ(0, small_judge(&small).aspect[2].marks, "R2 something better");
    piece->to = day_at("2025-06-29");
    piece->from = day_at("2025-01-01");
    EQ(MARK_THIN | MARK_EXPIRED, small_judge(&small).aspect[2].marks, "R2 something better, past");
}

/* [R3] Nothing happened, with the search shown: carries werking, counted apart. */
TEST(geen_voorval_carries_werking_and_is_told_apart)
{
    struct small small = small_said("jjj", "bbg");
    struct item_state state = small_judge(&small);
    struct evidence_fact *piece;

    EQ(STATUS_MEETS, state.status, "R3 geen voorval");
    EQ(MARK_NO_EVENT, state.aspect[2].marks, "R3 geen voorval");
    EQ(true, state.no_event, "R3 geen voorval");
    piece = &small.pieces[small.n_pieces++];
    *piece = good_piece();
    piece->to = day_at("2025-06-30");
    piece->from = day_at("2025-01-01");
    EQ(false, small_judge(&small).no_event, "R3 something happened, its last day");
    piece->to = day_at("2025-06-29");
    EQ(true, small_judge(&small).no_event, "R3 something happened, and is past");
    small.it.operation_review = S("Audit 12");
    EQ(0, small_judge(&small).aspect[2].marks, "R1 a review carries it");
    small = small_said("jjj", "sbg");
    EQ(false, small_judge(&small).no_event, "R3 no voldoet to carry");
    EQ(MARK_NO_EVENT, small_judge(&small).aspect[2].marks & MARK_NO_EVENT, "R3 but marked");
    small = small_said("jjj", "bbg");
    small.pieces[2].from = day_at("2025-01-01");
    small.pieces[2].to = day_at("2025-06-29");
    EQ(MARK_EXPIRED, small_judge(&small).aspect[2].marks, "R3 past");
    small = small_said("jjj", "bbb");
    small.pieces[0].no_event = small.pieces[1].no_event = true;
    EQ(false, small_judge(&small).no_event, "R3 only of werking");
    EQ(0, small_judge(&small).aspect[1].marks, "R3 only of werking");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shelf_life_is_the_rhythm_of_the_norm_or_shorter),
        cmocka_unit_test(evidence_counts_until_the_earlier_of_its_end_date_and_the_rhythm),
        cmocka_unit_test(the_last_day_of_a_shelf_life_counts_and_the_next_is_expired),
        cmocka_unit_test(evidence_for_werking_needs_three_months_or_two_executions),
        cmocka_unit_test(thin_evidence_is_named_only_while_nothing_better_counts),
        cmocka_unit_test(geen_voorval_carries_werking_and_is_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
