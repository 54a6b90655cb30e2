/* What holds for all facts: each law is tried on norms and facts made from seeds. */
#include "engine/count.h"

#include "facts.h"

enum { SEEDS = 200, COUNT_FIGURES = sizeof(struct count) / sizeof(int) };

static struct world world;

/* Two judgements side by side: the arena of fresh() holds both. */
static struct arena *mem;

static struct item_state *judge(void)
{
    return status_judge(mem, &world.input);
}

static void begin(uint64_t seed)
{
    mem = fresh();
    world_of(&world, seed);
}

static struct count count_all(const struct item_state *states, const bool *keep)
{
    return count_of(&world.norm, states, world.assessments, keep, world.input.on);
}

static void same_aspect(const struct aspect_state *a, const struct aspect_state *b)
{
    EQ(a->said, b->said, "said");
    EQ(a->weighs, b->weighs, "weighs");
    EQ(a->hardness, b->hardness, "hardness");
    EQ(a->marks, b->marks, "marks");
    EQ(a->expires.n, b->expires.n, "expires");
}

/* All but which line it is. */
static void same(const struct item_state *a, const struct item_state *b)
{
    EQ(a->status, b->status, "status");
    for (int k = 0; k < ASPECT_COUNT; k++)
        same_aspect(&a->aspect[k], &b->aspect[k]);
    EQ(a->reached, b->reached, "reached");
    EQ(a->reaches, b->reaches, "reaches");
    EQ(a->not_applicable, b->not_applicable, "not_applicable");
    EQ(a->tested, b->tested, "tested");
    EQ(a->from_measures, b->from_measures, "from_measures");
    EQ(a->own_word, b->own_word, "own_word");
    EQ(a->expired, b->expired, "expired");
    EQ(a->no_event, b->no_event, "no_event");
    EQ(a->expires.n, b->expires.n, "expires");
    EQ(a->assessment, b->assessment, "assessment");
    EQ(a->n_evidence, b->n_evidence, "n_evidence");
    EQ(a->n_fit, b->n_fit, "n_fit");
    EQ(a->n_unjudged, b->n_unjudged, "n_unjudged");
}

static void sums_to(const struct count *whole, const struct count *sum)
{
    int a[COUNT_FIGURES];
    int b[COUNT_FIGURES];

    memcpy(a, whole, sizeof a);
    memcpy(b, sum, sizeof b);
    for (int i = 0; i < COUNT_FIGURES; i++)
        EQ(a[i], b[i], "figure");
}

static void add_to(struct count *sum, const struct count *part)
{
    int a[COUNT_FIGURES];
    int b[COUNT_FIGURES];

    memcpy(a, sum, sizeof a);
    memcpy(b, part, sizeof b);
    for (int i = 0; i < COUNT_FIGURES; i++)
        a[i] += b[i];
    memcpy(sum, a, sizeof a);
}

TEST(the_parts_add_up_to_the_whole)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct item_state *states;
        struct count whole;

        begin(seed);
        states = judge();
        whole = count_all(states, NULL);
        for (int by = GAP_BY_THEME; by <= GAP_BY_CONTROL; by++) {
            struct count sum = {0};
            int n;
            struct gap_row *rows = gap_count(mem, &world.norm, states, world.assessments,
                                             (enum gap_by)by, world.input.on, &n);

            for (int i = 0; i < n; i++)
                add_to(&sum, &rows[i].count);
            sums_to(&whole, &sum);
        }
        EQ(whole.n, whole.applicable + whole.by_status[STATUS_NOT_APPLICABLE], "n");
        EQ(whole.applicable, whole.by_status[STATUS_NOT] + whole.by_status[STATUS_UNKNOWN] +
           whole.by_status[STATUS_PARTLY] + whole.by_status[STATUS_MEETS], "applicable");
        EQ(whole.applicable, whole.level[0] + whole.level[1] + whole.level[2] + whole.level[3],
           "level");
        assert_true(whole.tested <= whole.by_status[STATUS_MEETS]);
    }
}

TEST(rows_of_roles_and_functions_count_each_item_that_has_them)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct item_state *states;

        begin(seed);
        states = judge();
        for (int by = GAP_BY_DUTY; by < GAP_BY_COUNT; by++) {
            int n;
            struct gap_row *rows = gap_count(mem, &world.norm, states, world.assessments,
                                             (enum gap_by)by, world.input.on, &n);

            for (int i = 0; i < n; i++) {
                bool keep[WORLD_ITEMS] = {0};
                struct count wanted;
                int bit;

                assert_true(choice_of(by == GAP_BY_DUTY ? &duty_choices : &csf_choices,
                                      rows[i].at.key, &bit));
                for (int k = 0; k < world.norm.n_items; k++)
                    keep[k] = (by == GAP_BY_DUTY ? world.items[k].duties : world.items[k].csf) >>
                              bit & 1;
                wanted = count_all(states, keep);
                sums_to(&wanted, &rows[i].count);
            }
        }
    }
}

static void turn_round_pieces(size_t from, size_t to)
{
    for (; from + 1 < to; from++, to--) {
        struct evidence_fact keep = world.pieces[from];

        world.pieces[from] = world.pieces[to - 1];
        world.pieces[to - 1] = keep;
    }
}

TEST(the_order_of_evidence_and_of_lines_does_not_matter)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct item_state *before;
        struct item_state *after;

        begin(seed);
        before = judge();
        for (size_t i = 0, k; i < world.input.n_evidence; i = k) {
            for (k = i; k < world.input.n_evidence && world.pieces[k].item == world.pieces[i].item;)
                k++;
            turn_round_pieces(i, k);
        }
        for (size_t i = world.input.n_lines - 1; i > 0; i--) {
            size_t k = (size_t)chance(&world.seed, (int)i + 1);
            struct applicability line = world.lines[i];
            int item = world.line_items[i];

            world.lines[i] = world.lines[k];
            world.line_items[i] = world.line_items[k];
            world.lines[k] = line;
            world.line_items[k] = item;
        }
        after = judge();
        for (int i = 0; i < world.norm.n_items; i++) {
            same(&before[i], &after[i]);
            EQ(before[i].line < 0, after[i].line < 0, "line");
            if (after[i].line >= 0)
                EQ(i, world.line_items[after[i].line], "line");
        }
    }
}

/* [R3] With nothing new, time only takes away. */
TEST(a_day_later_never_unexpires_and_never_raises)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct item_state *before;

        begin(seed);
        world.input.known = world.input.on;
        before = judge();
        for (int days = 0; days < 500; days += 25) {
            struct item_state *after;

            world.input.on.n += 1 + chance(&world.seed, 25);
            after = judge();
            for (int i = 0; i < world.norm.n_items; i++) {
                assert_true(after[i].status <= before[i].status);
                assert_true(!before[i].expired || after[i].expired);
                for (int a = 0; a < ASPECT_COUNT; a++) {
                    const struct aspect_state *was = &before[i].aspect[a];
                    const struct aspect_state *is = &after[i].aspect[a];

                    assert_true((was->marks & MARK_EXPIRED) <= (is->marks & MARK_EXPIRED));
                    assert_true(strength_of(is->weighs) <= strength_of(was->weighs));
                    EQ(was->expires.n, is->expires.n, "expires");
                }
            }
            before = after;
        }
    }
}

/* What makes a piece of evidence better, one of these at a time. */
static void better(struct evidence_fact *piece, int how)
{
    switch (how) {
    case 0: piece->fit = true; break;
    case 1: piece->judge = piece->submitter + 1; break;
    case 2: piece->until = (struct day){0}; break;
    case 3: piece->to.n += 40; break;
    case 4: piece->covers[ASPECT_OPERATION] = true; break;
    case 5: piece->sample_complete = true; break;
    case 6: piece->executions = (struct maybe){true, 5}; break;
    case 7: piece->no_event = false; break;
    default:
        *piece = (struct evidence_fact){
            .item = piece->item, .covers = {true, true, true}, .from.n = piece->to.n - 200,
            .to = piece->to, .fit = true, .submitter = 1, .judge = 9};
    }
}

TEST(better_evidence_never_lowers_a_status)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct item_state *before;

        begin(seed);
        before = judge();
        for (int tries = 0; tries < 30; tries++) {
            int at = chance(&world.seed, (int)world.input.n_evidence);
            struct item_state *after;

            better(&world.pieces[at], chance(&world.seed, 9));
            after = judge();
            for (int i = 0; i < world.norm.n_items; i++) {
                assert_true(after[i].status >= before[i].status);
                for (int a = 0; a < ASPECT_COUNT; a++)
                    assert_true(strength_of(after[i].aspect[a].weighs) >=
                                strength_of(before[i].aspect[a].weighs));
            }
            before = after;
        }
    }
}

/* Is there a piece that shows this aspect today? Told again, from the rules. */
static bool is_shown(int item, int aspect, int months)
{
    for (size_t i = 0; i < world.input.n_evidence; i++) {
        const struct evidence_fact *it = &world.pieces[i];

        if (it->item == item && it->covers[aspect] && it->fit && it->judge != 0 &&
            it->judge != it->submitter && !(day_is(it->until) && it->until.n < today().n) &&
            day_add_months(it->to, months).n >= today().n &&
            (aspect != ASPECT_OPERATION ||
             (day_is(it->from) && !(it->is_sample && !it->sample_complete) &&
              ((it->executions.is && it->executions.n > 1) ||
               it->to.n - it->from.n >= 27 * world.input.test_months))))
            return true;
    }
    return false;
}

static bool is_tested(const struct assessment *it, int aspect, int months)
{
    struct aspect_said said = assessment_aspect(it, (enum aspect)aspect);

    return said.review.len > 0 && day_add_months(said.on, months).n >= today().n;
}

TEST(voldoet_is_three_times_a_ja_that_is_held_up_today)
{
    int met = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct item_state *states;

        begin(seed);
        states = judge();
        for (int i = 0; i < world.norm.n_items; i++) {
            const struct assessment *it;
            int months;

            if (states[i].status != STATUS_MEETS || states[i].from_measures)
                continue;
            assert_true(states[i].assessment >= 0);
            it = &world.assessments[states[i].assessment];
            months = status_shelf_months(&world.items[i], it->rhythm_months);
            for (int a = 0; a < ASPECT_COUNT; a++) {
                EQ(VERDICT_YES, assessment_aspect(it, (enum aspect)a).verdict, "R5");
                assert_true(is_shown(i, a, months) || is_tested(it, a, months));
                assert_true(states[i].aspect[a].hardness >= HARDNESS_SHOWN);
                EQ(0, states[i].aspect[a].marks & ~(unsigned)MARK_NO_EVENT, "R3");
            }
            assert_true(it->operation_by.id != (it->executor.id ? it->executor.id : it->owner.id));
            met++;
        }
    }
    /* A law over nothing says nothing. */
    assert_true(met > SEEDS);
}

TEST(nothing_weighs_more_than_it_says)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct item_state *states;

        begin(seed);
        states = judge();
        for (int i = 0; i < world.norm.n_items; i++)
            for (int a = 0; a < ASPECT_COUNT; a++)
                assert_true(strength_of(states[i].aspect[a].weighs) <=
                            strength_of(states[i].aspect[a].said));
    }
}

/* [R6] */
TEST(a_control_is_never_better_than_any_measure_that_applies)
{
    int met = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct item_state *states;

        begin(seed);
        states = judge();
        for (int i = 0; i < world.norm.n_items; i++) {
            int control = world.items[i].parent;

            if (control == ITEM_NONE || states[i].status == STATUS_NOT_APPLICABLE)
                continue;
            assert_true(states[control].status <= states[i].status);
            assert_true(!world.items[i].mandatory || !states[control].not_applicable);
            met += states[control].status == STATUS_MEETS;
        }
    }
    assert_true(met > 0);
}

/* [R7] */
TEST(nvt_leaves_the_denominator_only_when_adopted)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct item_state *states;
        struct count count;
        int out = 0;

        begin(seed);
        count = count_all(judge(), NULL);
        for (size_t i = 0; i < world.input.n_lines; i++)
            out += world.items[world.line_items[i]].assessed &&
                   world.lines[i].applies == APPLIES_NO && world.lines[i].decision.id != 0 &&
                   world.lines[i].ground != GROUND_NONE &&
                   !(world.lines[i].ground == GROUND_RISK &&
                     world.items[world.line_items[i]].mandatory);
        EQ(count.n - out, count.applicable, "R7 adopted");
        for (size_t i = 0; i < world.input.n_lines; i++)
            world.lines[i].decision.id = 0;
        states = judge();
        count = count_all(states, NULL);
        EQ(count.n, count.applicable, "R7 not adopted");
        for (int i = 0; i < world.norm.n_items; i++)
            EQ(world.items[i].withdrawn, states[i].status == STATUS_NOT_APPLICABLE, "R7");
    }
}

/* [R13] */
TEST(what_is_not_known_yet_is_as_if_it_were_not_there)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct item_state *without;
        struct item_state *with;
        size_t kept = 0;

        begin(seed);
        world.input.known.n = today().n - 50;
        for (int i = 0; i < (int)world.input.n_assessments; i++)
            world.assessments[i].design_on = world.assessments[i].existence_on =
                world.assessments[i].operation_on = world.input.known;
        with = judge();
        for (size_t i = 0; i < world.input.n_evidence; i++)
            if (world.pieces[i].known_on.n <= world.input.known.n)
                world.pieces[kept++] = world.pieces[i];
        world.input.n_evidence = kept;
        world.input.known = (struct day){0};
        without = judge();
        for (int i = 0; i < world.norm.n_items; i++)
            same(&with[i], &without[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_parts_add_up_to_the_whole),
        cmocka_unit_test(rows_of_roles_and_functions_count_each_item_that_has_them),
        cmocka_unit_test(the_order_of_evidence_and_of_lines_does_not_matter),
        cmocka_unit_test(a_day_later_never_unexpires_and_never_raises),
        cmocka_unit_test(better_evidence_never_lowers_a_status),
        cmocka_unit_test(voldoet_is_three_times_a_ja_that_is_held_up_today),
        cmocka_unit_test(nothing_weighs_more_than_it_says),
        cmocka_unit_test(a_control_is_never_better_than_any_measure_that_applies),
        cmocka_unit_test(nvt_leaves_the_denominator_only_when_adopted),
        cmocka_unit_test(what_is_not_known_yet_is_as_if_it_were_not_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
