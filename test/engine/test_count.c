/* Figures are counts with their n; the gap; does the whole meet the norm [R1, R6, R7, R12]? */
#include "engine/count.h"

#include "facts.h"

/* Six items in two themes, with states as they might be judged. */
enum { A, B, C, D, E, F, N_ITEMS };

struct figures {
    struct norm_group groups[3];
    struct item items[N_ITEMS];
    struct norm norm;
    struct item_state states[N_ITEMS];
    struct assessment said[N_ITEMS];
};

static void state_is(struct figures *figures, int item, enum status status, const char *weighs)
{
    struct item_state *state = &figures->states[item];
    int n = 0;

    *state = (struct item_state){.status = status, .assessment = item, .line = -1,
                                 .from_measures = figures->items[item].n_measures > 0};
    for (int a = 0; a < ASPECT_COUNT; a++) {
        state->aspect[a].weighs = (enum verdict)(strchr("-ndj", weighs[a]) - "-ndj");
        state->aspect[a].said = state->aspect[a].weighs;
    }
    while (n < ASPECT_COUNT && weighs[n] == 'j')
        n++;
    state->reaches = n > 0;
    state->reached = (enum aspect)(n > 0 ? n - 1 : 0);
}

/* Control A with measures B and C, then D, E and F that stand alone. */
static void figures_of(struct figures *figures)
{
    static const char *const labels[N_ITEMS] = {"5.01", "5.01.01", "5.01.02", "5.02", "6.01",
                                                "6.02"};

    *figures = (struct figures){
        .groups = {{.code = S("organisatorisch")}, {.code = S("mensgericht")},
                   {.code = S("fysiek")}},
        .norm = {.items = figures->items, .n_items = N_ITEMS, .groups = figures->groups,
                 .n_groups = 3}};
    for (int i = 0; i < N_ITEMS; i++)
        figures->items[i] = (struct item){
            .label = str_of(labels[i]), .group = i >= E, .parent = i == B || i == C ? A : ITEM_NONE,
            .assessed = i != A, .mandatory = i == B || i == C, .n_measures = i == A ? 2 : 0};
    state_is(figures, A, STATUS_PARTLY, "jdd");
    state_is(figures, B, STATUS_MEETS, "jjj");
    state_is(figures, C, STATUS_MEETS, "jjj");
    state_is(figures, D, STATUS_PARTLY, "jjd");
    state_is(figures, E, STATUS_UNKNOWN, "---");
    state_is(figures, F, STATUS_NOT_APPLICABLE, "ddd");
}

static struct count whole(const struct figures *figures)
{
    return count_of(&figures->norm, figures->states, figures->said, NULL, today());
}

TEST(a_figure_counts_what_is_assessed_and_what_applies)
{
    static struct figures figures;
    struct count count;

    figures_of(&figures);
    figures.states[B].tested = true;
    figures.states[C].no_event = true;
    figures.states[D].own_word = figures.states[D].expired = true;
    figures.states[E].own_word = true;
    figures.states[C].aspect[2].said = VERDICT_EMPTY;
    count = whole(&figures);
    EQ(5, count.n, "A is not assessed itself");
    EQ(4, count.applicable, "F does not apply");
    EQ(1, count.by_status[STATUS_NOT_APPLICABLE], "F");
    EQ(0, count.by_status[STATUS_NOT], "none");
    EQ(1, count.by_status[STATUS_UNKNOWN], "E");
    EQ(1, count.by_status[STATUS_PARTLY], "D");
    EQ(2, count.by_status[STATUS_MEETS], "B, C");
    EQ(1, count.tested, "R1 B");
    EQ(2, count.own_word, "R1 D, E");
    EQ(1, count.expired, "R3 D");
    EQ(1, count.no_event, "R3 C");
    EQ(1, count.level[0], "E");
    EQ(0, count.level[1], "none");
    EQ(1, count.level[2], "D");
    EQ(2, count.level[3], "B, C");
    EQ(2, count.mandatory, "B, C");
    EQ(1, count.mandatory_filled, "B");
    figures.states[B].aspect[0].said = VERDICT_EMPTY;
    EQ(0, whole(&figures).mandatory_filled, "B lacks opzet, C werking");
    EQ(1, count.controls_short, "R6 A");
}

TEST(a_figure_can_be_of_some_items)
{
    static const bool keep[N_ITEMS] = {[A] = true, [D] = true};
    static struct figures figures;
    struct count count;

    figures_of(&figures);
    count = count_of(&figures.norm, figures.states, figures.said, keep, today());
    EQ(1, count.n, "D");
    EQ(1, count.controls_short, "A");
    EQ(0, count.mandatory_filled, "D is not mandatory");
}

/* [R6] None of its measures is asked, and it is: then it is judged itself, and counts. */
TEST(a_control_without_a_measure_that_applies_counts_itself)
{
    static struct figures figures;
    struct count count;

    figures_of(&figures);
    state_is(&figures, B, STATUS_NOT_APPLICABLE, "---");
    state_is(&figures, C, STATUS_NOT_APPLICABLE, "---");
    state_is(&figures, A, STATUS_PARTLY, "jdd");
    figures.states[A].from_measures = false;
    count = whole(&figures);
    EQ(6, count.n, "A as well");
    EQ(2, count.by_status[STATUS_PARTLY], "A, D");
    EQ(0, count.controls_short, "A is counted with the rest");
    figures.states[A].status = STATUS_NOT_APPLICABLE;
    figures.states[A].not_applicable = true;
    EQ(5, whole(&figures).n, "A is not asked either");
}

TEST(a_control_falls_short_when_it_applies_and_does_not_voldoet)
{
    static struct figures figures;

    figures_of(&figures);
    figures.states[A].status = STATUS_MEETS;
    EQ(0, whole(&figures).controls_short, "R6 voldoet");
    figures.states[A].status = STATUS_NOT_APPLICABLE;
    EQ(0, whole(&figures).controls_short, "R6 does not apply");
    figures.states[A].status = STATUS_NOT;
    EQ(1, whole(&figures).controls_short, "R6 niet");
}

TEST(a_target_has_passed_from_the_next_day_while_the_item_does_not_voldoet)
{
    static const struct {
        const char *row;
        int item, assessment;
        const char *target;
        int due;
    } rows[] = {
        {"past", D, D, "2026-06-29", 1},        {"on its day", D, D, "2026-06-30", 0},
        {"to come", D, D, "2026-07-01", 0},     {"none set", D, D, "", 0},
        {"voldoet", B, B, "2026-06-29", 0},     {"does not apply", F, F, "2026-06-29", 0},
        {"nothing said", D, -1, "2026-06-29", 0}, {"onbekend", E, E, "2026-06-29", 1},
        {"said first", D, 0, "2026-06-29", 1},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static struct figures figures;

        figures_of(&figures);
        figures.said[rows[i].assessment < 0 ? 0 : rows[i].assessment].target =
            day_at(rows[i].target);
        figures.states[rows[i].item].assessment = rows[i].assessment;
        EQ(rows[i].due, whole(&figures).due, rows[i].row);
    }
}

TEST(an_item_is_expiring_from_sixty_days_before_its_last_day)
{
    static const struct {
        const char *expires;
        int expiring;
    } rows[] = {{"2026-06-29", 0}, {"2026-06-30", 1}, {"2026-07-01", 1}, {"2026-08-28", 1},
                {"2026-08-29", 1}, {"2026-08-30", 0}, {"", 0}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static struct figures figures;

        figures_of(&figures);
        figures.states[B].expires = day_at(rows[i].expires);
        EQ(rows[i].expiring, whole(&figures).expiring, rows[i].expires);
    }
}

/* ---- the gap ---- */

static struct gap_row *gap(const struct figures *figures, enum gap_by by, int *ret_n)
{
    return gap_count(fresh(), &figures->norm, figures->states, figures->said, by, today(), ret_n);
}

TEST(the_gap_by_theme_is_worst_first_and_leaves_empty_themes_out)
{
    static struct figures figures;
    struct gap_row *rows;
    int n;

    figures_of(&figures);
    rows = gap(&figures, GAP_BY_THEME, &n);
    EQ(2, n, "fysiek has no items");
    assert_true(str_eq(rows[0].at.key, S("mensgericht")));
    assert_true(str_eq(rows[1].at.key, S("organisatorisch")));
    EQ(1, rows[0].at.group, "mensgericht");
    EQ(0, rows[1].at.group, "organisatorisch");
    EQ(ITEM_NONE, rows[0].at.item, "a theme is no item");
    EQ(2, rows[0].count.n, "E, F");
    EQ(1, rows[0].count.applicable, "E");
    EQ(1, rows[0].missing[0], "E; F does not apply");
    EQ(1, rows[1].missing[2], "D; A is not assessed itself");
    EQ(0, rows[1].missing[0], "none");
    EQ(0, rows[1].missing[1], "none");
    EQ(1, rows[1].count.controls_short, "A");
}

TEST(the_gap_by_control_takes_measures_with_their_control)
{
    static struct figures figures;
    struct gap_row *rows;
    int n;

    figures_of(&figures);
    rows = gap(&figures, GAP_BY_CONTROL, &n);
    EQ(4, n, "A, D, E, F");
    EQ(D, rows[0].at.item, "nothing met, first in the norm");
    EQ(E, rows[1].at.item, "nothing met");
    EQ(A, rows[2].at.item, "all met, first in the norm");
    EQ(F, rows[3].at.item, "nothing applies, nothing lacks");
    EQ(-1, rows[0].at.group, "a control is no theme");
    EQ(2, rows[2].count.n, "B, C");
    EQ(1, rows[2].count.controls_short, "A itself");
    assert_true(str_eq(rows[2].at.key, S("5.01")));
}

TEST(the_gap_by_role_and_by_function_counts_an_item_in_each_of_its_rows)
{
    static struct figures figures;
    struct gap_row *rows;
    int n;

    figures_of(&figures);
    figures.items[B].duties = 1u << DUTY_BOARD | 1u << DUTY_STAFF;
    figures.items[D].duties = 1u << DUTY_STAFF;
    figures.items[E].csf = 1u << CSF_IDENTIFY | 1u << CSF_RECOVER;
    rows = gap(&figures, GAP_BY_DUTY, &n);
    EQ(2, n, "bestuur, medewerker");
    assert_true(str_eq(rows[0].at.key, S("medewerker")));
    assert_true(str_eq(rows[1].at.key, S("bestuur")));
    EQ(2, rows[0].count.n, "B, D");
    EQ(1, rows[1].count.n, "B");
    EQ(ITEM_NONE, rows[0].at.item, "a role is no item");
    EQ(-1, rows[0].at.group, "a role is no theme");
    rows = gap(&figures, GAP_BY_CSF, &n);
    EQ(2, n, "identify, recover");
    assert_true(str_eq(rows[0].at.key, S("identify")));
    assert_true(str_eq(rows[1].at.key, S("recover")));
    EQ(1, rows[1].missing[2], "E");
}

/* Groups 0, 1, 2 with so many met of so many that apply. */
TEST(worse_is_a_lower_share_then_more_missing_then_the_order_of_the_norm)
{
    static const struct {
        const char *row;
        int met[3], of[3], order[3];
    } rows[] = {
        {"share", {2, 1, 0}, {3, 3, 3}, {2, 1, 0}},
        {"share, not number", {1, 2, 3}, {2, 5, 5}, {1, 0, 2}},
        {"share alike, more missing first", {1, 2, 3}, {2, 4, 6}, {2, 1, 0}},
        {"all alike", {1, 1, 1}, {2, 2, 2}, {0, 1, 2}},
        {"nothing applies is last with all met", {0, 1, 0}, {0, 2, 3}, {2, 1, 0}},
        {"nothing applies and all met keep their order", {0, 2, 0}, {0, 2, 0}, {0, 1, 2}},
        {"all met and nothing applies keep their order", {2, 0, 1}, {2, 0, 2}, {2, 0, 1}},
        {"all met, however many", {1, 5, 2}, {1, 5, 2}, {0, 1, 2}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct norm_group groups[3] = {0};
        struct item items[24] = {0};
        struct item_state states[24] = {0};
        struct norm norm = {.items = items, .groups = groups, .n_groups = 3};
        struct gap_row *gaps;
        int n;

        for (int g = 0; g < 3; g++)
            for (int k = 0; k <= rows[i].of[g]; k++) {
                items[norm.n_items] = (struct item){.group = g, .parent = ITEM_NONE,
                                                    .assessed = true};
                states[norm.n_items++] = (struct item_state){
                    .assessment = -1, .status = k == 0                ? STATUS_NOT_APPLICABLE
                                                : k <= rows[i].met[g] ? STATUS_MEETS
                                                                      : STATUS_PARTLY};
            }
        gaps = gap_count(fresh(), &norm, states, NULL, GAP_BY_THEME, today(), &n);
        EQ(3, n, rows[i].row);
        for (int g = 0; g < 3; g++)
            EQ(rows[i].order[g], gaps[g].at.group, rows[i].row);
    }
}

/* ---- R12 ---- */

TEST(the_norm_is_met_with_every_item_and_a_round_of_twelve_months)
{
    static const struct {
        const char *row;
        int applicable, meets, controls_short;
        const char *risk, *audit, *review;
        bool on_time, met;
    } rows[] = {
        {"R12 met", 5, 5, 0, "2026-01-01", "2026-01-01", "2026-01-01", true, true},
        {"R12 an item short", 5, 4, 0, "2026-01-01", "2026-01-01", "2026-01-01", true, false},
        {"R6 R12 a control short", 5, 5, 1, "2026-01-01", "2026-01-01", "2026-01-01", true, false},
        {"R12 a single item", 1, 1, 0, "2026-01-01", "2026-01-01", "2026-01-01", true, true},
        {"R12 nothing applies", 0, 0, 0, "2026-01-01", "2026-01-01", "2026-01-01", true, false},
        {"R12 findings late", 5, 5, 0, "2026-01-01", "2026-01-01", "2026-01-01", false, false},
        {"R12 no risk review", 5, 5, 0, "", "2026-01-01", "2026-01-01", true, false},
        {"R12 no audit", 5, 5, 0, "2026-01-01", "", "2026-01-01", true, false},
        {"R12 no management review", 5, 5, 0, "2026-01-01", "2026-01-01", "", true, false},
        {"R12 twelve months", 5, 5, 0, "2025-06-30", "2025-06-30", "2025-06-30", true, true},
        {"R12 a day more", 5, 5, 0, "2025-06-29", "2025-06-30", "2025-06-30", true, false},
        {"R12 the same day", 5, 5, 0, "2026-06-30", "2026-06-30", "2026-06-30", true, true},
        {"R12 planned", 5, 5, 0, "2026-07-01", "2026-06-30", "2026-06-30", true, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct count count = {.n = 9, .applicable = rows[i].applicable,
                              .controls_short = rows[i].controls_short};
        struct pdca pdca = {day_at(rows[i].risk), day_at(rows[i].audit), day_at(rows[i].review),
                            rows[i].on_time};

        count.by_status[STATUS_MEETS] = rows[i].meets;
        EQ(rows[i].met, meets_norm(&count, &pdca, today()), rows[i].row);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_figure_counts_what_is_assessed_and_what_applies),
        cmocka_unit_test(a_figure_can_be_of_some_items),
        cmocka_unit_test(a_control_without_a_measure_that_applies_counts_itself),
        cmocka_unit_test(a_control_falls_short_when_it_applies_and_does_not_voldoet),
        cmocka_unit_test(a_target_has_passed_from_the_next_day_while_the_item_does_not_voldoet),
        cmocka_unit_test(an_item_is_expiring_from_sixty_days_before_its_last_day),
        cmocka_unit_test(the_gap_by_theme_is_worst_first_and_leaves_empty_themes_out),
        cmocka_unit_test(the_gap_by_control_takes_measures_with_their_control),
        cmocka_unit_test(the_gap_by_role_and_by_function_counts_an_item_in_each_of_its_rows),
        cmocka_unit_test(worse_is_a_lower_share_then_more_missing_then_the_order_of_the_norm),
        cmocka_unit_test(the_norm_is_met_with_every_item_and_a_round_of_twelve_months),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
