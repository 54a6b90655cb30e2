/* What an object takes over, what the organisation owes its objects, and levels [R8].
 *
 * States are said as letters: n niet, ? onbekend, d deels, v voldoet, t voldoet and
 * getoetst, x n.v.t.; a capital says that it is a verdict of the object's own.
 */
#include "engine/inherit.h"

#include <ctype.h>

#include "facts.h"

enum { SEEDS = 100, MANY = 4 };

static struct item_state state_of(char letter)
{
    static const char statuses[] = "xn?dv";
    char low = (char)tolower(letter);
    const char *at = strchr(statuses, low);
    struct item_state state = {
        .status = at != NULL ? (enum status)(at - statuses) : STATUS_MEETS, .tested = low == 't',
        .no_event = low == 't', .assessment = -1, .line = -1};

    if (low != letter && low == 'x')
        state.not_applicable = true;
    else if (low != letter)
        state.aspect[ASPECT_DESIGN].said = VERDICT_PARTLY;
    return state;
}

static struct inherit_source source_of(char letter, struct item_state *state, const bool *named)
{
    *state = state_of(letter);
    return (struct inherit_source){state, named};
}

/* One item: own letter, organisation, processes. One whose evidence names the object stands
 * before a +, one whose evidence names it at other items before a -. */
static struct inherited take(const char *own, const char *organisation, const char *processes,
                             bool inheritable)
{
    static const bool named[2][1] = {{false}, {true}};
    static struct item_state states[MANY + 2];
    static struct inherit_source sources[MANY + 1];
    struct item item = {.parent = ITEM_NONE, .assessed = true, .inheritable = inheritable};
    struct norm norm = {.items = &item, .n_items = 1};
    struct inherit_input input = {&norm, &states[0], &sources[0], &sources[1], 0};

    states[0] = state_of(own[0]);
    states[0].n_evidence = 5;
    states[0].assessment = 6;
    states[0].line = 7;
    sources[0] = source_of(organisation[0], &states[1],
                           organisation[1] == '+' ? named[1] : NULL);
    for (; *processes != '\0'; processes++) {
        char next = processes[1];
        int n = ++input.n_processes;

        sources[n] = source_of(processes[0], &states[n + 1],
                               next == '+' || next == '-' ? named[next == '+'] : NULL);
        processes += next == '+' || next == '-';
    }
    return inherit_judge(fresh(), &input);
}

TEST(an_object_takes_over_what_may_be_taken_over)
{
    enum { OWN = INHERIT_OWN, ORG = INHERIT_ORGANISATION };
    static const struct {
        const char *row, *own, *organisation, *processes;
        bool inheritable;
        int from;
        enum status status;
    } rows[] = {
        {"R8 from the organisation", "?", "v", "", true, ORG, STATUS_MEETS},
        {"R8 not what is not inheritable", "?", "v", "", false, OWN, STATUS_UNKNOWN},
        {"R8 but where evidence names it", "?", "v+", "", false, ORG, STATUS_MEETS},
        {"R8 a verdict of its own stands", "N", "v", "v", true, OWN, STATUS_NOT},
        {"R8 an adopted n.v.t. stands", "X", "v", "v", true, OWN, STATUS_NOT_APPLICABLE},
        {"R8 from its process before the organisation", "?", "v", "d", true, 0, STATUS_PARTLY},
        {"R8 from its process, which is better", "?", "n", "v", true, 0, STATUS_MEETS},
        {"R8 of several processes the weakest", "?", "v", "vnd", true, 1, STATUS_NOT},
        {"R8 onbekend is weaker than deels", "?", "v", "d?v", true, 1, STATUS_UNKNOWN},
        {"R8 the first of the weakest", "?", "v", "vdd", true, 1, STATUS_PARTLY},
        {"R8 a process where it is n.v.t. is passed over", "?", "n", "xv", true, 1, STATUS_MEETS},
        {"R8 also the last one", "?", "n", "vx", true, 0, STATUS_MEETS},
        {"R8 n.v.t. at all of them", "?", "v", "xx", true, 0, STATUS_NOT_APPLICABLE},
        {"R8 n.v.t. at the organisation", "?", "x", "", true, ORG, STATUS_NOT_APPLICABLE},
        {"R8 only the process that names it", "?", "v", "nv+", false, 1, STATUS_MEETS},
        {"R8 the weakest that names it", "?", "v", "v+nd+", false, 2, STATUS_PARTLY},
        {"R8 named at the organisation only", "?", "d+", "nn", false, ORG, STATUS_PARTLY},
        {"R8 named at another item", "?", "v", "v-", false, OWN, STATUS_UNKNOWN},
        {"R8 named nowhere", "?", "v", "vv", false, OWN, STATUS_UNKNOWN},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct inherited it = take(rows[i].own, rows[i].organisation, rows[i].processes,
                                   rows[i].inheritable);

        EQ(rows[i].from, it.from[0], rows[i].row);
        EQ(rows[i].status, it.states[0].status, rows[i].row);
        EQ(5, it.states[0].n_evidence, "its evidence stays its own");
        EQ(6, it.states[0].assessment, "so does its assessment");
        EQ(7, it.states[0].line, "and its line");
    }
    EQ(true, take("?", "t", "", true).states[0].tested, "R8 getoetst is taken over");
}

TEST(a_withdrawn_item_is_not_taken_over)
{
    struct item item = {.parent = ITEM_NONE, .withdrawn = true, .inheritable = true};
    struct norm norm = {.items = &item, .n_items = 1};
    struct item_state own = state_of('x');
    struct item_state there = state_of('v');
    struct inherit_source organisation = {&there, NULL};
    struct inherit_input input = {&norm, &own, &organisation, NULL, 0};
    struct inherited it = inherit_judge(fresh(), &input);

    EQ(INHERIT_OWN, it.from[0], "withdrawn");
    EQ(STATUS_NOT_APPLICABLE, it.states[0].status, "withdrawn");
}

/* A control and three measures; control and the first two are inheritable. */
struct family {
    struct item items[MANY];
    struct norm norm;
    struct item_state own[MANY];
    struct item_state there[MANY];
};

static void family_of(struct family *family, const char *own, const char *there)
{
    for (int i = 0; i < MANY; i++) {
        family->items[i] = (struct item){.parent = i > 0 ? 0 : ITEM_NONE, .mandatory = i > 0,
                                         .assessed = i > 0, .inheritable = i < 3};
        family->own[i] = state_of(own[i]);
        family->there[i] = state_of(there[i]);
    }
    family->items[0].n_measures = MANY - 1;
    family->norm = (struct norm){.items = family->items, .n_items = MANY};
}

static struct inherited family_judge(const struct family *family)
{
    struct inherit_source organisation = {family->there, NULL};
    struct inherit_input input = {&family->norm, family->own, &organisation, NULL, 0};

    return inherit_judge(fresh(), &input);
}

TEST(a_control_is_the_weakest_of_what_its_measures_come_to)
{
    static const struct {
        const char *row, *own, *there;
        bool free; /* no measure is mandatory */
        enum status status;
        bool tested;
    } rows[] = {
        {"R6 all voldoen, as where it comes from", "???V", "vvvv", 0, STATUS_MEETS, 0},
        {"R6 getoetst there", "???T", "tttt", 0, STATUS_MEETS, 1},
        {"R6 no conclusion there", "???V", "dvvv", 0, STATUS_PARTLY, 0},
        {"R6 one own measure does not", "???N", "tvvv", 0, STATUS_NOT, 0},
        {"R6 one measure is not inheritable", "????", "vvvv", 0, STATUS_UNKNOWN, 0},
        {"R6 one is n.v.t. here", "???X", "vvvn", 0, STATUS_MEETS, 0},
        {"R6 none applies: what it is itself", "D?XX", "vxvv", 0, STATUS_PARTLY, 0},
        {"R6 none applies: what it takes over", "??XX", "vxvv", 0, STATUS_MEETS, 0},
        {"R7 it is n.v.t. here itself", "X??N", "vvvv", 0, STATUS_NOT_APPLICABLE, 0},
        {"R7 n.v.t. there, but a measure applies here", "???D", "xxxx", 0, STATUS_PARTLY, 0},
        {"R7 n.v.t. there, and no mandatory one applies", "???D", "xxxx", 1, STATUS_NOT_APPLICABLE,
         0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct family family;
        struct item_state state;

        family_of(&family, rows[i].own, rows[i].there);
        for (int k = 0; k < MANY; k++)
            family.items[k].mandatory &= !rows[i].free;
        family.there[0].not_applicable = rows[i].there[0] == 'x';
        family.there[0].from_measures = rows[i].there[0] != 'x';
        state = family_judge(&family).states[0];
        EQ(rows[i].status, state.status, rows[i].row);
        EQ(rows[i].tested, state.tested, rows[i].row);
        EQ(strstr(rows[i].row, "applies:") == NULL && !state.not_applicable, state.from_measures,
           rows[i].row);
        EQ(rows[i].status == STATUS_NOT_APPLICABLE, state.not_applicable, rows[i].row);
    }
}

TEST(a_withdrawn_control_stays_out)
{
    struct family family;

    family_of(&family, "x??V", "xvvv");
    family.items[0].withdrawn = true;
    EQ(STATUS_NOT_APPLICABLE, family_judge(&family).states[0].status, "withdrawn");
}

TEST(an_item_of_the_organisation_waits_for_its_objects)
{
    static const struct {
        const char *row;
        char organisation;
        const char *objects;
        enum status status;
        int met, of;
    } rows[] = {
        {"R8 all voldoen", 't', "vvt", STATUS_MEETS, 3, 3},
        {"R8 one does not", 't', "vdv", STATUS_PARTLY, 2, 3},
        {"R8 one is onbekend", 'v', "?v", STATUS_PARTLY, 1, 2},
        {"R8 it applies to none", 'v', "xx", STATUS_MEETS, 0, 0},
        {"R8 it does where it applies", 'v', "xv", STATUS_MEETS, 1, 1},
        {"R8 there are no objects", 'v', "", STATUS_MEETS, 0, 0},
        {"R8 it is never raised", 'n', "vv", STATUS_NOT, 2, 2},
        {"R8 nor lowered below deels", 'd', "nn", STATUS_PARTLY, 0, 2},
        {"R8 onbekend stays", '?', "nn", STATUS_UNKNOWN, 0, 2},
        {"R8 n.v.t. stays", 'x', "nn", STATUS_NOT_APPLICABLE, 0, 2},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct item item = {.parent = ITEM_NONE, .assessed = true};
        struct norm norm = {.items = &item, .n_items = 1};
        struct item_state organisation = state_of(rows[i].organisation);
        struct item_state states[MANY];
        const struct item_state *objects[MANY];
        struct inherit_met met;
        struct item_state *up;
        int n = 0;

        for (const char *at = rows[i].objects; *at != '\0'; at++) {
            states[n] = state_of(*at);
            objects[n] = &states[n];
            n++;
        }
        up = inherit_up(fresh(), &norm, &organisation, objects, n, &met);
        EQ(rows[i].status, up[0].status, rows[i].row);
        EQ(rows[i].met, met.met, rows[i].row);
        EQ(rows[i].of, met.of, rows[i].row);
        EQ(rows[i].organisation == 't' && rows[i].status == STATUS_MEETS, up[0].tested,
           rows[i].row);
        EQ(up[0].tested, up[0].no_event, rows[i].row);
    }
}

/* The control voldoet at the object, where the measure that does not is no part of it. */
TEST(a_control_of_the_organisation_waits_with_its_measures)
{
    struct family family;
    const struct item_state *object = family.own;
    struct inherit_met met[MANY];
    struct item_state *up;

    family_of(&family, "vdvv", "vvvv");
    family.there[0].from_measures = true;
    up = inherit_up(fresh(), &family.norm, family.there, &object, 1, met);
    EQ(STATUS_PARTLY, up[1].status, "R8");
    EQ(STATUS_PARTLY, up[0].status, "R6");
    EQ(STATUS_MEETS, up[2].status, "R8");
    family.there[0].from_measures = false;
    up = inherit_up(fresh(), &family.norm, family.there, &object, 1, met);
    EQ(STATUS_MEETS, up[0].status, "R6 judged by itself");
}

TEST(an_item_above_the_level_does_not_apply)
{
    static const struct {
        const char *row;
        int item, object;
        bool applies;
    } rows[] = {
        {"R8 the norm has no levels", 0, 2, true},
        {"R8 below", 1, 2, true},
        {"R8 of the level", 2, 2, true},
        {"R8 above", 3, 2, false},
        {"R8 the level is not known", 3, 0, true},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static const int zero[1];
        struct item item = {.parent = ITEM_NONE, .assessed = true, .level = rows[i].item};
        struct norm norm = {.items = &item, .n_items = 1};
        struct small small = small_said("jjj", "ttt");
        struct status_input input = {.norm = &norm, .on = today(), .assessments = &small.it,
                                     .assessment_items = zero, .n_assessments = 1,
                                     .level = rows[i].object};
        struct item_state state = status_judge(fresh(), &input)[0];

        EQ(rows[i].applies, status_asks(&item, rows[i].object), rows[i].row);
        EQ(rows[i].applies ? STATUS_MEETS : STATUS_NOT_APPLICABLE, state.status, rows[i].row);
        EQ(!rows[i].applies, state.not_applicable, rows[i].row);
    }
}

TEST(the_organisation_has_the_highest_level_in_its_scope)
{
    static const struct {
        const char *row;
        int levels[3], n, highest;
    } rows[] = {
        {"R8 the highest", {1, 3, 2}, 3, 3},
        {"R8 one object", {2}, 1, 2},
        {"R8 no object", {0}, 0, 0},
        {"R8 one is not known", {3, 0, 1}, 3, 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        EQ(rows[i].highest, inherit_level(rows[i].levels, rows[i].n), rows[i].row);
}

/* ---- laws ---- */

static struct world whole, part, other;

static void worlds_of(uint64_t seed)
{
    world_of(&whole, seed);
    world_of(&part, seed);
    world_of(&other, seed);
    /* One norm, three sets of facts. */
    part.input.n_assessments /= 3;
    part.input.n_evidence = 0;
    part.input.n_lines = 0;
    other.input.n_evidence = 0;
    for (int i = 0; i < whole.norm.n_items; i++)
        whole.items[i].inheritable = chance(&whole.seed, 3) > 0;
    part.input.norm = other.input.norm = &whole.norm;
}

static int count_met(const struct item_state *states)
{
    int met = 0;

    for (int i = 0; i < whole.norm.n_items; i++)
        met += states[i].status == STATUS_MEETS;
    return met;
}

TEST(an_object_is_never_better_than_what_it_takes_over)
{
    int taken = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct arena *mem = fresh();
        struct inherit_source organisation;
        struct inherit_source processes[2];
        struct inherit_input input;
        struct inherited it;

        worlds_of(seed);
        organisation = (struct inherit_source){status_judge(mem, &whole.input), NULL};
        processes[0] = organisation;
        processes[1] = (struct inherit_source){status_judge(mem, &other.input), NULL};
        input = (struct inherit_input){&whole.norm, status_judge(mem, &part.input), &organisation,
                                       processes, 2};
        it = inherit_judge(mem, &input);
        for (int i = 0; i < whole.norm.n_items; i++) {
            if (it.from[i] == INHERIT_OWN || it.states[i].status == STATUS_NOT_APPLICABLE)
                continue;
            assert_true(whole.items[i].inheritable);
            for (int k = 0; k < 2 && whole.items[i].assessed; k++)
                if (processes[k].states[i].status != STATUS_NOT_APPLICABLE)
                    assert_true(it.states[i].status <= processes[k].states[i].status);
            taken++;
        }
    }
    assert_true(taken > SEEDS);
}

TEST(objects_never_raise_the_organisation)
{
    int lowered = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct arena *mem = fresh();
        struct inherit_met met[WORLD_ITEMS];
        const struct item_state *states;
        const struct item_state *objects[2];
        struct item_state *one;
        struct item_state *two;

        worlds_of(seed);
        states = status_judge(mem, &whole.input);
        objects[0] = status_judge(mem, &part.input);
        objects[1] = status_judge(mem, &other.input);
        one = inherit_up(mem, &whole.norm, states, objects, 1, met);
        two = inherit_up(mem, &whole.norm, states, objects, 2, met);
        for (int i = 0; i < whole.norm.n_items; i++) {
            assert_true(one[i].status <= states[i].status);
            assert_true(two[i].status <= one[i].status);
            assert_true(two[i].status != STATUS_MEETS || met[i].met == met[i].of);
            assert_true(!two[i].tested || two[i].status == STATUS_MEETS);
            if (whole.items[i].parent != ITEM_NONE && two[i].status != STATUS_NOT_APPLICABLE)
                assert_true(two[whole.items[i].parent].status <= two[i].status ||
                            !two[whole.items[i].parent].from_measures);
        }
        lowered += count_met(two) < count_met(states);
    }
    assert_true(lowered > SEEDS / 2);
}

TEST(a_lower_level_never_asks_more)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        int applies[5];

        world_of(&whole, seed);
        for (int i = 0; i < whole.norm.n_items; i++)
            whole.items[i].level = chance(&whole.seed, 4);
        for (int level = 1; level <= 4; level++) {
            struct item_state *states;

            whole.input.level = level == 4 ? 0 : level;
            states = status_judge(fresh(), &whole.input);
            applies[level] = 0;
            for (int i = 0; i < whole.norm.n_items; i++) {
                applies[level] += states[i].status != STATUS_NOT_APPLICABLE;
                assert_true(level == 4 || whole.items[i].level <= level ||
                            !whole.items[i].assessed ||
                            states[i].status == STATUS_NOT_APPLICABLE);
            }
        }
        assert_true(applies[1] < applies[2] && applies[2] < applies[3]);
        EQ(applies[3], applies[4], "R8 the highest level asks everything");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_object_takes_over_what_may_be_taken_over),
        cmocka_unit_test(a_withdrawn_item_is_not_taken_over),
        cmocka_unit_test(a_control_is_the_weakest_of_what_its_measures_come_to),
        cmocka_unit_test(a_withdrawn_control_stays_out),
        cmocka_unit_test(an_item_of_the_organisation_waits_for_its_objects),
        cmocka_unit_test(a_control_of_the_organisation_waits_with_its_measures),
        cmocka_unit_test(an_item_above_the_level_does_not_apply),
        cmocka_unit_test(the_organisation_has_the_highest_level_in_its_scope),
        cmocka_unit_test(an_object_is_never_better_than_what_it_takes_over),
        cmocka_unit_test(objects_never_raise_the_organisation),
        cmocka_unit_test(a_lower_level_never_asks_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
