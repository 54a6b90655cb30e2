/* What of an old norm goes to a new one [R10]. Verdicts and support as facts.h says them. */
#include "engine/carry.h"

#include "links.h"

enum { SEEDS = 200, TARGET = 0 };

static struct links links;

/* What is said of each old item, as verdicts and support; NULL: nothing. */
struct facts {
    struct assessment said[LINKS_ITEMS];
    int items[LINKS_ITEMS];
    struct evidence_fact pieces[LINKS_ITEMS * 8];
    struct applicability lines[LINKS_ITEMS];
    int line_items[LINKS_ITEMS];
    struct status_input input;
};

static void say(struct facts *facts, int item, const char *verdicts, const char *support)
{
    struct small small = small_said(verdicts, support);
    size_t at = facts->input.n_assessments++;

    facts->said[at] = small.it;
    facts->items[at] = item;
    for (size_t i = 0; i < small.n_pieces; i++) {
        facts->pieces[facts->input.n_evidence] = small.pieces[i];
        facts->pieces[facts->input.n_evidence++].item = item;
    }
}

static void exclude(struct facts *facts, int item)
{
    size_t at = facts->input.n_lines++;

    facts->line_items[at] = item;
    facts->lines[at] = (struct applicability){
        .applies = APPLIES_NO, .ground = GROUND_IMPOSSIBLE, .decision = {7}};
}

static void facts_of(struct facts *facts)
{
    *facts = (struct facts){.input = {
        .norm = &links.norms[0], .on = today(), .assessments = facts->said,
        .assessment_items = facts->items, .evidence = facts->pieces, .lines = facts->lines,
        .line_items = facts->line_items}};
}

static struct carry carry(const struct facts *facts, const struct item_state *new)
{
    struct arena *mem = fresh();
    struct bridge *bridge = NEW(mem, struct bridge);
    struct carry_input input = {bridge, &facts->input, new};

    *bridge = links_bridge(&links, mem, 0, 1);
    return carry_judge(mem, &input);
}

/* The verdicts that are carried, and how hard: o, h or t; - none. */
struct text {
    char verdicts[ASPECT_COUNT + 1];
    char hardness[ASPECT_COUNT + 1];
};

static struct text text_of(const struct carried *it)
{
    struct text text = {{0}, {0}};

    for (int a = 0; a < ASPECT_COUNT; a++) {
        text.verdicts[a] = "-ndj"[it->aspect[a].said];
        text.hardness[a] = "-oht"[it->aspect[a].hardness];
    }
    return text;
}

static void carries(const char *verdicts, const char *hardness, const struct carried *it,
                    const char *row)
{
    struct text got = text_of(it);

    if (strcmp(got.verdicts, verdicts) != 0 || strcmp(got.hardness, hardness) != 0)
        fail_msg("%s: %s %s, not %s %s", row, got.verdicts, got.hardness, verdicts, hardness);
    EQ(strcmp(verdicts, "---") != 0, it->carries, row);
}

TEST(what_becomes_of_a_verdict_follows_from_the_relation)
{
    static const struct {
        const char *row, *rows;
        enum carry_kind kind;
        const char *verdicts, *hardness;
        bool confirm, again;
        int source, n_evidence;
    } rows[] = {
        /* 0: jdn, shown; 1: jjd, tested; 2: djj, said only; 3: nothing; 4: n.v.t.; 5: j--, said */
        {"R10 gelijk", "0=0", CARRY_EQUAL, "jdn", "hhh", 0, 0, 0, 3},
        {"R10 gelijk, getoetst", "1=0", CARRY_EQUAL, "jjd", "ttt", 0, 0, 1, 0},
        {"R10 gelijk, opgegeven", "2=0", CARRY_EQUAL, "djj", "ooo", 0, 0, 2, 0},
        {"R10 gelijk, the weakest and the softest", "0=0 1=0", CARRY_EQUAL, "jdn", "hhh", 0, 0,
         ITEM_NONE, 3},
        {"R10 gelijk, of which nothing is said", "3=0", CARRY_EQUAL, "---", "---", 0, 0, 3, 0},
        {"R10 gelijk, some empty", "5=0", CARRY_EQUAL, "j--", "o--", 0, 0, 5, 0},
        {"R10 samengevoegd", "0<0! 1<0!", CARRY_MERGED, "jdn", "ooo", 1, 0, ITEM_NONE, 3},
        {"R10 samengevoegd, one says nothing", "0<0! 3<0!", CARRY_MERGED, "--n", "--o", 1, 0,
         ITEM_NONE, 3},
        {"R10 samengevoegd, one is n.v.t.", "1<0! 4<0!", CARRY_MERGED, "jjd", "ooo", 1, 0,
         ITEM_NONE, 0},
        {"R10 gesplitst", "1>0! 1>1!", CARRY_SPLIT, "jjd", "ooo", 1, 0, 1, 0},
        {"R10 gewijzigd", "0~0", CARRY_CHANGED, "jdn", "ooo", 1, 1, 0, 3},
        {"R10 gewijzigd, nothing said", "3~0", CARRY_CHANGED, "---", "---", 0, 1, 3, 0},
        {"R10 part of what merged", "0<0", CARRY_PARTIAL, "---", "---", 0, 1, ITEM_NONE, 0},
        {"R10 part of what split", "1>0", CARRY_PARTIAL, "---", "---", 0, 1, ITEM_NONE, 0},
        {"R10 nieuw", "0=1", CARRY_ADDED, "---", "---", 0, 0, ITEM_NONE, 0},
        {"R10 all n.v.t.", "4=0", CARRY_EQUAL, "---", "---", 0, 0, 4, 0},
        {"R10 gelijk decides", "1=0 0<0! 2<0! 5~0", CARRY_EQUAL, "jjd", "ttt", 0, 0, 1, 0},
        {"R10 samengevoegd above gesplitst", "1<0! 2<0! 0>0! 0>1!", CARRY_MERGED, "djd", "ooo", 1,
         0, ITEM_NONE, 0},
        {"R10 gesplitst above gewijzigd", "1>0! 1>1! 0~0", CARRY_SPLIT, "jjd", "ooo", 1, 0, 1, 0},
        {"R10 gewijzigd above a part", "1~0 0<0", CARRY_CHANGED, "jjd", "ooo", 1, 1, 1, 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static struct facts facts;
        struct carried it;

        links_of(&links);
        links_add(&links, 0, 1, rows[i].rows);
        facts_of(&facts);
        say(&facts, 0, "jdn", "bbb");
        say(&facts, 1, "jjd", "ttt");
        say(&facts, 2, "djj", "sss");
        say(&facts, 4, "nnn", "sss");
        say(&facts, 5, "j--", "sss");
        exclude(&facts, 4);
        it = carry(&facts, NULL).items[TARGET];
        EQ(rows[i].kind, it.kind, rows[i].row);
        carries(rows[i].verdicts, rows[i].hardness, &it, rows[i].row);
        EQ(rows[i].confirm, it.confirm, rows[i].row);
        EQ(rows[i].again, it.again, rows[i].row);
        EQ(rows[i].source, it.source, rows[i].row);
        EQ(rows[i].n_evidence, it.n_evidence, rows[i].row);
        EQ(false, it.stands, rows[i].row);
        EQ(strcmp(rows[i].rows, "4=0") == 0, it.excluded, rows[i].row);
    }
}

TEST(each_verdict_names_the_item_that_said_it)
{
    static struct facts facts;
    struct carried it;

    links_of(&links);
    links_add(&links, 0, 1, "0=0 1=0");
    facts_of(&facts);
    say(&facts, 0, "jdn", "sss");
    say(&facts, 1, "djn", "sss");
    it = carry(&facts, NULL).items[TARGET];
    carries("ddn", "ooo", &it, "R10");
    EQ(1, it.aspect[0].source, "R10");
    EQ(0, it.aspect[1].source, "R10");
    EQ(0, it.aspect[2].source, "R10 the first of those that say the same");
}

/* [R10] Twelve months, where the norm keeps it for thirty-six. */
TEST(equal_keeps_its_hardness_on_what_is_at_most_twelve_months_old)
{
    static const struct {
        const char *row, *support, *to, *hardness;
        int rhythm;
        bool confirm;
    } rows[] = {
        {"R10 twelve months to the day", "bbb", "2025-06-30", "hhh", 36, false},
        {"R10 a day older", "bbb", "2025-06-29", "ooo", 36, true},
        {"R10 one aspect has something fresher", "bbs", "2025-06-30", "hho", 36, false},
        {"R10 a review of the day", "ttt", "2025-06-30", "ttt", 36, false},
        {"R10 a review a day older", "ttt", "2025-06-29", "ooo", 36, true},
        {"R10 the norm keeps it for less", "bbb", "2026-03-31", "hhh", 3, false},
        {"R10 and it has expired there", "bbb", "2026-03-29", "ooo", 3, true},
        {"R1 werking by the executor", "bbe", "2026-03-31", "hho", 36, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static struct facts facts;
        struct carried it;

        links_of(&links);
        links_add(&links, 0, 1, "0=0");
        links.items[0][0].rhythm_months = rows[i].rhythm;
        facts_of(&facts);
        say(&facts, 0, "jjj", rows[i].support);
        facts.said[0].design_on = facts.said[0].existence_on = facts.said[0].operation_on =
            day_at(rows[i].to);
        for (size_t k = 0; k < facts.input.n_evidence; k++) {
            facts.pieces[k].to = day_at(rows[i].to);
            facts.pieces[k].from = (struct day){facts.pieces[k].to.n - 200};
        }
        it = carry(&facts, NULL).items[TARGET];
        carries("jjj", rows[i].hardness, &it, rows[i].row);
        EQ(rows[i].confirm, it.confirm, rows[i].row);
        EQ(facts.input.n_evidence, it.n_evidence, "evidence goes along, old or not");
    }
}

/* Two old items that are both equal to the new one: what shows the one shows not the other. */
TEST(what_is_soft_in_one_is_not_made_hard_by_what_shows_another)
{
    static const struct {
        const char *row, *one, *other;
        bool confirm;
    } rows[] = {
        {"both shown", "bbb", "bbb", false},
        {"one only said", "bbb", "sss", true},
        {"only said, and then shown", "sss", "bbb", true},
        {"shown and tested", "bbb", "ttt", false},
        {"both only said", "sss", "sss", false},
        {"said by its executor, shown by another", "bbb", "bbe", true},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static struct facts facts;
        struct carried it;

        links_of(&links);
        links_add(&links, 0, 1, "0=0 1=0");
        facts_of(&facts);
        say(&facts, 0, "jjj", rows[i].one);
        say(&facts, 1, "jjj", rows[i].other);
        it = carry(&facts, NULL).items[TARGET];
        EQ(rows[i].confirm, it.aspect[ASPECT_OPERATION].confirm, rows[i].row);
        EQ(rows[i].confirm, it.confirm, rows[i].row);
    }
}

/* [R10] Carried twice, and looked at never. */
TEST(what_was_not_confirmed_before_is_not_confirmed_by_going_on)
{
    static struct facts facts;
    struct carried it;

    links_of(&links);
    links_add(&links, 0, 1, "0=0");
    facts_of(&facts);
    say(&facts, 0, "jjj", "bbb");
    facts.said[0].existence_unconfirmed = true;
    it = carry(&facts, NULL).items[TARGET];
    carries("jjj", "hoh", &it, "R10");
    EQ(false, it.aspect[ASPECT_DESIGN].confirm, "R10");
    EQ(true, it.aspect[ASPECT_EXISTENCE].confirm, "R10");
    EQ(true, it.confirm, "R10");
}

TEST(a_nee_beside_nothing_is_opgegeven)
{
    static struct facts facts;
    struct carried it;

    links_of(&links);
    links_add(&links, 0, 1, "0=0 3=0");
    facts_of(&facts);
    say(&facts, 0, "nnn", "ttt");
    it = carry(&facts, NULL).items[TARGET];
    carries("nnn", "ooo", &it, "R10");
}

TEST(a_verdict_that_is_there_stands_and_evidence_is_added)
{
    static struct facts facts;
    struct item_state new[LINKS_ITEMS] = {{0}};
    struct carried it;

    for (int relation = 0; relation < 4; relation++) {
        static const char *const rows[] = {"0=0", "0<0!", "0>0!", "0~0"};

        links_of(&links);
        links_add(&links, 0, 1, rows[relation]);
        facts_of(&facts);
        say(&facts, 0, "jjj", "bbb");
        new[TARGET].aspect[ASPECT_EXISTENCE].said = VERDICT_NO;
        it = carry(&facts, new).items[TARGET];
        EQ(true, it.stands, rows[relation]);
        carries("---", "---", &it, rows[relation]);
        EQ(false, it.confirm, rows[relation]);
        EQ(false, it.again, rows[relation]);
        EQ(3, it.n_evidence, rows[relation]);
        new[TARGET].aspect[ASPECT_EXISTENCE].said = VERDICT_EMPTY;
        EQ(false, carry(&facts, new).items[TARGET].stands, "R10 it is empty");
        new[TARGET].not_applicable = true;
        EQ(true, carry(&facts, new).items[TARGET].stands, "R10 an adopted n.v.t. stands");
        new[TARGET].not_applicable = false;
    }
}

TEST(what_moved_within_a_norm_fills_an_empty_place)
{
    static struct facts facts;
    struct arena *mem;
    struct bridge bridge;
    struct carry_input input;
    struct carry all;

    for (int filled = 0; filled < 2; filled++) {
        links_of(&links);
        links.items[0][1].withdrawn = true;
        links.items[0][1].moved_to = 3;
        links.items[0][2].withdrawn = true;
        facts_of(&facts);
        say(&facts, 1, "jjd", "bbb");
        say(&facts, 2, "jjj", "bbb");
        if (filled)
            say(&facts, 3, "d--", "sss");
        mem = fresh();
        bridge = bridge_moves(mem, &links.norms[0]);
        input = (struct carry_input){&bridge, &facts.input, status_judge(mem, &facts.input)};
        all = carry_judge(mem, &input);
        EQ(CARRY_EQUAL, all.items[3].kind, "R10");
        EQ(filled, all.items[3].stands, "R10");
        carries(filled ? "---" : "jjd", filled ? "---" : "hhh", &all.items[3], "R10");
        EQ(3, all.items[3].n_evidence, "R10");
        EQ(0, all.items[3].evidence[0], "R10 the pieces of what moved");
        EQ(0, all.n_ended, "R10 nothing ends in a move");
        EQ(CARRY_NONE, all.items[1].kind, "R10 withdrawn");
        EQ(CARRY_ADDED, all.items[0].kind, "R10 nothing moved to it");
    }
}

/* A measure that was withdrawn from under a control that lives on says nothing of it. */
TEST(a_measure_that_moved_away_leaves_its_control_as_it_is)
{
    static struct facts facts;
    struct item *items;
    struct arena *mem;
    struct bridge bridge;
    struct carry_input input;
    struct carry all;

    links_of(&links);
    items = links.items[0];
    items[0].withdrawn = true;
    items[0].moved_to = 5;
    items[1].parent = items[2].parent = 0;
    items[1].withdrawn = true;
    items[1].moved_to = 4;
    items[2].withdrawn = true;
    facts_of(&facts);
    say(&facts, 0, "jjj", "ttt");
    say(&facts, 1, "ddd", "sss");
    mem = fresh();
    bridge = bridge_moves(mem, &links.norms[0]);
    input = (struct carry_input){&bridge, &facts.input, NULL};
    all = carry_judge(mem, &input);
    carries("jjj", "ttt", &all.items[5], "R10 by its own assessment");
    carries("ddd", "ooo", &all.items[4], "R10");
}

TEST(a_withdrawn_old_item_is_passed_over)
{
    static struct facts facts;
    struct carry all;

    links_of(&links);
    links_add(&links, 0, 1, "0=0");
    links.items[0][0].withdrawn = true;
    facts_of(&facts);
    say(&facts, 0, "jjj", "bbb");
    all = carry(&facts, NULL);
    carries("---", "---", &all.items[TARGET], "R10");
}

TEST(old_items_that_go_nowhere_end)
{
    static struct facts facts;
    struct carry all;

    links_of(&links);
    links_add(&links, 0, 1, "0=0 1=1 5=5");
    links.items[1][1].withdrawn = true;
    links.items[0][4].withdrawn = true;
    links.items[0][4].assessed = false;
    links.items[0][5].assessed = false;
    facts_of(&facts);
    say(&facts, 0, "jjj", "sss");
    say(&facts, 1, "-d-", "sss");
    say(&facts, 2, "---", "bss");
    say(&facts, 4, "jjj", "sss");
    all = carry(&facts, NULL);
    EQ(3, all.n_ended, "R10 vervallen");
    EQ(1, all.ended[0].item, "R10 where it went is withdrawn");
    EQ(true, all.ended[0].said, "R10 a verdict");
    EQ(2, all.ended[1].item, "R10 it goes nowhere");
    EQ(true, all.ended[1].said, "R10 evidence");
    EQ(3, all.ended[2].item, "R10 it goes nowhere");
    EQ(false, all.ended[2].said, "R10 nothing was said");
    EQ(CARRY_NONE, all.items[1].kind, "R10 nothing is asked of a withdrawn item");
    facts.pieces[0].known_on.n = today().n + 1;
    EQ(false, carry(&facts, NULL).ended[1].said, "R13 not known yet");
    facts.said[0].existence = facts.said[0].operation = VERDICT_EMPTY;
    links.items[1][0].withdrawn = true;
    all = carry(&facts, NULL);
    EQ(4, all.n_ended, "R10 the first of the norm ends too");
    EQ(0, all.ended[0].item, "R10 the first of the norm");
    EQ(true, all.ended[0].said, "R10 a verdict on the first aspect");
}

TEST(evidence_that_is_not_known_yet_does_not_go_along)
{
    static struct facts facts;

    links_of(&links);
    links_add(&links, 0, 1, "0=0 1~0");
    facts_of(&facts);
    say(&facts, 0, "jjj", "bbb");
    say(&facts, 1, "jjj", "bbb");
    facts.pieces[1].known_on.n = today().n + 1;
    EQ(2, carry(&facts, NULL).items[TARGET].n_evidence, "R13");
    facts.input.known.n = today().n + 1;
    EQ(3, carry(&facts, NULL).items[TARGET].n_evidence, "R13");
    EQ(2, carry(&facts, NULL).items[TARGET].evidence[2], "R10 of what decides only");
}

TEST(an_item_with_measures_is_given_no_verdict)
{
    static struct facts facts;
    struct carry all;

    links_of(&links);
    links_add(&links, 0, 1, "0=0");
    links.items[1][0].assessed = links.items[1][1].assessed = false;
    links.items[1][0].n_measures = links.items[1][1].n_measures = 2;
    facts_of(&facts);
    say(&facts, 0, "jjj", "bbb");
    all = carry(&facts, NULL);
    EQ(CARRY_EQUAL, all.items[0].kind, "R10");
    carries("---", "---", &all.items[0], "R6 it gets it from its measures");
    EQ(3, all.items[0].n_evidence, "R10");
    EQ(0, all.items[0].source, "R10");
    EQ(CARRY_NONE, all.items[1].kind, "R10 it is as new as its measures are");
}

static void carry_other_facts(const void *with)
{
    static struct facts facts;

    (void)with;
    facts_of(&facts);
    facts.input.norm = &links.norms[2];
    carry(&facts, NULL);
}

TEST(facts_of_another_norm_are_a_bug)
{
    links_of(&links);
    links_add(&links, 0, 1, "0=0");
    assert_true(stops(carry_other_facts, NULL));
}

/* ---- laws ---- */

/* A world, and the same norm with its items in another order: carried there. */
static struct world old, new;

static int turned(int item)
{
    return old.norm.n_items - 1 - item;
}

/* Controls without measures only, so that any order is a norm. */
static void flatten(struct world *world)
{
    for (int i = 0; i < world->norm.n_items; i++) {
        world->items[i].parent = ITEM_NONE;
        world->items[i].n_measures = 0;
        world->items[i].withdrawn = false;
        world->items[i].assessed = true;
    }
    world->input.n_lines = 0;
}

/* The old facts, laid on the items that they went to; verdicts as they were carried. */
static void receive(const struct carry *all)
{
    new.input = old.input;
    new.input.norm = &new.norm;
    new.input.assessments = new.assessments;
    new.input.assessment_items = new.assessment_items;
    new.input.evidence = new.pieces;
    new.input.n_assessments = new.input.n_evidence = 0;
    new.norm = old.norm;
    new.norm.items = new.items;
    for (int i = 0; i < new.norm.n_items; i++) {
        const struct carried *it = &all->items[i];

        new.items[i] = old.items[it->source];
        for (size_t k = 0; k < old.input.n_assessments; k++)
            if (old.assessment_items[k] == it->source) {
                struct assessment *to = &new.assessments[new.input.n_assessments];

                *to = old.assessments[k];
                to->design = it->aspect[ASPECT_DESIGN].said;
                to->existence = it->aspect[ASPECT_EXISTENCE].said;
                to->operation = it->aspect[ASPECT_OPERATION].said;
                new.assessment_items[new.input.n_assessments++] = i;
            }
        for (int k = 0; k < it->n_evidence; k++) {
            new.pieces[new.input.n_evidence] = old.pieces[it->evidence[k]];
            new.pieces[new.input.n_evidence++].item = i;
        }
    }
}

static struct mapping turning(struct arena *mem, const struct norm *from, const struct norm *to)
{
    struct mapping_row *rows = NEW_ARRAY(mem, (size_t)from->n_items, struct mapping_row);

    for (int i = 0; i < from->n_items; i++)
        rows[i] = (struct mapping_row){.source = i, .target = turned(i), .is = RELATION_EQUAL};
    return (struct mapping){.from = from, .to = to, .rows = rows, .n_rows = from->n_items};
}

TEST(there_and_back_over_an_equal_mapping_is_the_identity)
{
    int carried = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct arena *mem = fresh();
        struct mapping mapping;
        const struct mapping *all[1] = {&mapping};
        struct bridge there;
        struct bridge back;
        struct carry_input input;
        struct carry out;
        struct carry home;

        world_of(&old, seed);
        flatten(&old);
        new.norm = old.norm;
        mapping = turning(mem, &old.norm, &new.norm);
        there = bridge_of(mem, all, 1, &old.norm, &new.norm);
        back = bridge_of(mem, all, 1, &new.norm, &old.norm);
        input = (struct carry_input){&there, &old.input, NULL};
        out = carry_judge(mem, &input);
        EQ(0, out.n_ended, "R10");
        receive(&out);
        input = (struct carry_input){&back, &new.input, NULL};
        home = carry_judge(mem, &input);
        EQ(0, home.n_ended, "R10");
        for (size_t k = 0; k < old.input.n_assessments; k++) {
            int item = old.assessment_items[k];

            for (int a = 0; a < ASPECT_COUNT; a++) {
                const struct carry_aspect *was = &out.items[turned(item)].aspect[a];
                const struct carry_aspect *is = &home.items[item].aspect[a];

                EQ(assessment_aspect(&old.assessments[k], (enum aspect)a).verdict, is->said,
                   "R10 said");
                EQ(was->said, is->said, "R10 said");
                EQ(was->hardness, is->hardness, "R10 hardness");
                carried += is->hardness >= HARDNESS_SHOWN;
            }
        }
        EQ(old.input.n_evidence, new.input.n_evidence, "R10 evidence");
    }
    assert_true(carried > SEEDS);
}

TEST(nothing_that_is_carried_is_better_than_what_it_came_from)
{
    int soft = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct arena *mem = fresh();
        struct mapping mapping;
        const struct mapping *all[1] = {&mapping};
        struct bridge bridge;
        struct carry_input input;
        struct item_state *states;
        struct carry out;

        world_of(&old, seed);
        world_of(&new, seed + 3);
        mapping = links_some(mem, &old.seed, &old.norm, &new.norm, 150);
        bridge = bridge_of(mem, all, 1, &old.norm, &new.norm);
        input = (struct carry_input){&bridge, &old.input, NULL};
        states = status_judge(mem, &old.input);
        out = carry_judge(mem, &input);
        for (int i = 0; i < new.norm.n_items; i++)
            for (int a = 0; a < ASPECT_COUNT; a++) {
                const struct carry_aspect *it = &out.items[i].aspect[a];

                if (it->said == VERDICT_EMPTY)
                    continue;
                assert_true(it->source != ITEM_NONE);
                EQ(states[it->source].aspect[a].said, it->said, "R10");
                /* Of a control that is a nee by one measure, while another says nothing. */
                assert_true(it->hardness == HARDNESS_SAID ||
                            it->hardness <= states[it->source].aspect[a].hardness);
                if (out.items[i].kind != CARRY_EQUAL) {
                    EQ(HARDNESS_SAID, it->hardness, "R10");
                    EQ(true, out.items[i].confirm, "R10");
                    soft++;
                }
            }
    }
    assert_true(soft > SEEDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_becomes_of_a_verdict_follows_from_the_relation),
        cmocka_unit_test(each_verdict_names_the_item_that_said_it),
        cmocka_unit_test(equal_keeps_its_hardness_on_what_is_at_most_twelve_months_old),
        cmocka_unit_test(what_is_soft_in_one_is_not_made_hard_by_what_shows_another),
        cmocka_unit_test(what_was_not_confirmed_before_is_not_confirmed_by_going_on),
        cmocka_unit_test(a_nee_beside_nothing_is_opgegeven),
        cmocka_unit_test(a_verdict_that_is_there_stands_and_evidence_is_added),
        cmocka_unit_test(what_moved_within_a_norm_fills_an_empty_place),
        cmocka_unit_test(a_measure_that_moved_away_leaves_its_control_as_it_is),
        cmocka_unit_test(a_withdrawn_old_item_is_passed_over),
        cmocka_unit_test(old_items_that_go_nowhere_end),
        cmocka_unit_test(evidence_that_is_not_known_yet_does_not_go_along),
        cmocka_unit_test(an_item_with_measures_is_given_no_verdict),
        cmocka_unit_test(facts_of_another_norm_are_a_bug),
        cmocka_unit_test(there_and_back_over_an_equal_mapping_is_the_identity),
        cmocka_unit_test(nothing_that_is_carried_is_better_than_what_it_came_from),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
