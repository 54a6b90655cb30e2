/* What a norm comes to by the facts of another [R9].
 *
 * Sources are said as relation, ! when complete, and a letter: n niet, ? onbekend, d deels,
 * v voldoet, t voldoet and getoetst, o voldoet on eigen opgave, x n.v.t., w withdrawn,
 * h a heading.
 */
#include "engine/derive.h"

#include "links.h"

enum { SEEDS = 200, MANY = 16 };

static const char letters[] = " =><~";

static struct item_state state_of(char letter)
{
    static const char statuses[] = "xn?dv";
    const char *at = strchr(statuses, letter);

    return (struct item_state){
        .status = at != NULL ? (enum status)(at - statuses)
                : letter == 't' || letter == 'o' ? STATUS_MEETS : STATUS_NOT_APPLICABLE,
        .not_applicable = letter == 'x', .tested = letter == 't', .own_word = letter == 'o',
        .assessment = -1, .line = -1};
}

/* Items each as asked as their letter says. */
struct sources {
    struct item items[MANY];
    struct item_state states[MANY];
    struct bridge_row rows[MANY];
    struct norm norm;
    int n;
};

static void add_source(struct sources *sources, char relation, bool complete, char letter,
                       int target)
{
    int at = sources->n++;

    assert_true(at < MANY);
    sources->items[at] = (struct item){.parent = ITEM_NONE, .moved_to = ITEM_NONE,
                                       .assessed = letter != 'h' && letter != 'w',
                                       .withdrawn = letter == 'w'};
    sources->states[at] = state_of(letter);
    sources->rows[at] = (struct bridge_row){
        .source = at, .target = target, .complete = complete,
        .is = (enum relation)(strchr(letters, relation) - letters)};
}

/* "=v <!d": rows on one target. */
static void add_sources(struct sources *sources, const char *said, int target)
{
    for (; *said != '\0'; said += *said == ' ') {
        bool complete = said[1] == '!';

        add_source(sources, said[0], complete, said[1 + complete], target);
        said += 2 + complete;
    }
    sources->norm = (struct norm){.items = sources->items, .n_items = sources->n};
}

static struct derived *judge(struct sources *sources, const struct norm *to,
                             const struct item_state *own)
{
    struct bridge bridge = {.from = &sources->norm, .to = to, .length = 1,
                            .rows = sources->rows, .n_rows = sources->n};
    struct derive_input input = {&bridge, sources->states, own};

    return derive_judge(fresh(), &input);
}

static struct derived judge_one(const char *said, const struct item *item,
                                const struct item_state *own)
{
    struct sources sources = {.n = 0};
    struct norm to = {.items = item, .n_items = 1};

    add_sources(&sources, said, 0);
    return judge(&sources, &to, own)[0];
}

static const struct item plain = {.parent = ITEM_NONE, .moved_to = ITEM_NONE, .assessed = true};

TEST(an_item_follows_from_what_lies_on_it)
{
    enum { O = DERIVED_COUNTED, J = DERIVED_JUDGED, U = DERIVED_UNCOVERED };
    enum { X = STATUS_NOT_APPLICABLE, N = STATUS_NOT, Q = STATUS_UNKNOWN, D = STATUS_PARTLY,
           V = STATUS_MEETS };
    enum { EQ_ = RELATION_EQUAL, SUP = RELATION_SUPERSET, SUB = RELATION_SUBSET,
           INT = RELATION_INTERSECTS, NO = RELATION_NONE };
    static const struct {
        const char *row, *said;
        int kind, status, rule;
        bool complete;
        int met, of;
    } rows[] = {
        {"R9 equal", "=v", J, V, EQ_, 0, 1, 1},
        {"R9 equal, deels", "=d", J, D, EQ_, 0, 0, 1},
        {"R9 equal, onbekend", "=?", J, Q, EQ_, 0, 0, 1},
        {"R9 of several equals the weakest", "=v =n =d", J, N, EQ_, 0, 1, 3},
        {"R9 equal decides over all else", "=d >v <!v ~v", J, D, EQ_, 0, 0, 1},
        {"R9 equal decides over complete subsets", "=d <!v <!v", J, D, EQ_, 0, 0, 1},
        {"R9 equal n.v.t. is skipped", "=x =v", J, V, EQ_, 0, 1, 1},
        {"R9 superset", ">v", J, V, SUP, 0, 1, 1},
        {"R9 of several supersets the best", ">n >v >d", J, V, SUP, 0, 1, 3},
        {"R9 the best is niet", ">n >n", J, N, SUP, 0, 0, 2},
        {"R9 superset decides over subset", "<!v >d", J, D, SUP, 0, 0, 1},
        {"R9 superset where equal is n.v.t.", "=x >d", J, D, SUP, 0, 0, 1},
        {"R9 subsets, complete", "<!v <!v", J, V, SUB, 1, 2, 2},
        {"R9 of complete subsets the weakest", "<!v <!n", J, N, SUB, 1, 1, 2},
        {"R9 a complete one n.v.t. is skipped", "<!v <!x", J, V, SUB, 1, 1, 1},
        {"R9 what is not complete stands beside the whole", "<!v <!v <n", J, V, SUB, 1, 2, 2},
        {"R9 complete with a withdrawn one is not", "<!v <!w", J, D, SUB, 0, 1, 1},
        {"R9 complete with a heading is not", "<!v <!h", J, D, SUB, 0, 1, 1},
        {"R9 one subset is at most deels", "<v", J, D, SUB, 0, 1, 1},
        {"R9 subsets are at most deels", "<v <v", J, D, SUB, 0, 2, 2},
        {"R9 all subsets niet", "<n <n", J, N, SUB, 0, 0, 2},
        {"R9 all subsets onbekend", "<? <?", J, Q, SUB, 0, 0, 2},
        {"R9 subsets niet and onbekend: nothing is met", "<n <?", J, N, SUB, 0, 0, 2},
        {"R9 subsets niet and deels", "<n <d", J, D, SUB, 0, 0, 2},
        {"R9 subsets niet and voldoet", "<n <v", J, D, SUB, 0, 1, 2},
        {"R9 complete all n.v.t., another part applies", "<!x <!x <v", J, D, SUB, 0, 1, 1},
        {"R9 subset decides over intersects", "<n ~v", J, N, SUB, 0, 0, 1},
        {"R9 intersects gives no status", "~v ~v", O, Q, INT, 0, 2, 2},
        {"R9 one that intersects", "~v", O, Q, INT, 0, 1, 1},
        {"R9 intersects is counted", "~v ~n ~?", O, Q, INT, 0, 1, 3},
        {"R9 intersects over what applies", "~v ~x", O, Q, INT, 0, 1, 1},
        {"R9 intersects where equal is n.v.t.", "=x ~d", O, Q, INT, 0, 0, 1},
        {"R9 all n.v.t.", "=x", J, X, NO, 0, 0, 0},
        {"R9 all n.v.t., of every kind", "=x >x <x <!x ~x", J, X, NO, 0, 0, 0},
        {"R9 intersects alone is never n.v.t.", "~x ~x", O, Q, INT, 0, 0, 0},
        {"R9 nothing lies on it", "", U, Q, NO, 0, 0, 0},
        {"R9 a withdrawn source is none", "=w", U, Q, NO, 0, 0, 0},
        {"R9 a heading is no source", "=h ~h", U, Q, NO, 0, 0, 0},
        {"R9 a withdrawn one beside another", "=w <v", J, D, SUB, 0, 1, 1},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct derived it = judge_one(rows[i].said, &plain, NULL);

        EQ(rows[i].kind, it.kind, rows[i].row);
        EQ(rows[i].status, it.status, rows[i].row);
        EQ(rows[i].rule, it.rule, rows[i].row);
        EQ(rows[i].complete, it.complete, rows[i].row);
        EQ(rows[i].met, it.met, rows[i].row);
        EQ(rows[i].of, it.of, rows[i].row);
        EQ(false, it.from_measures, rows[i].row);
    }
}

TEST(what_lies_on_the_next_item_breaks_no_whole)
{
    const struct item items[2] = {plain, plain};
    struct norm to = {.items = items, .n_items = 2};
    struct sources sources = {.n = 0};
    struct derived *it;

    add_sources(&sources, "<!v <!v", 0);
    add_sources(&sources, "<!w", 1);
    it = judge(&sources, &to, NULL);
    EQ(STATUS_MEETS, it[0].status, "R9 complete");
    assert_true(it[0].complete);
    EQ(DERIVED_UNCOVERED, it[1].kind, "R9 a withdrawn source is none");
}

TEST(getoetst_and_eigen_opgave_are_those_of_what_decided)
{
    static const struct {
        const char *row, *said;
        bool tested, own_word;
    } rows[] = {
        {"R9 equal", "=t", true, false},
        {"R9 all equals are", "=t =t", true, false},
        {"R9 one equal is not", "=t =v", false, false},
        {"R9 deels is never getoetst", "=t =d", false, false},
        {"R9 one equal rests on eigen opgave", "=t =o", false, true},
        {"R9 of the best one is getoetst", ">t >v >n", true, false},
        {"R9 of the best none is", ">v >v", false, false},
        {"R9 of the best one rests on more", ">t >o", true, false},
        {"R9 all the best rest on eigen opgave", ">o >o >d", false, true},
        {"R9 a better one forgets the others", ">d >o", false, true},
        {"R9 complete, all are", "<!t <!t", true, false},
        {"R9 complete, one is not", "<!t <!v", false, false},
        {"R9 a part is never the whole", "<t", false, false},
        {"R9 a part on eigen opgave", "<o", false, true},
        {"R9 what did not decide says nothing", "=t ~o >o", true, false},
        {"R9 n.v.t. says nothing", "=x =t", true, false},
        {"R9 counted", "~t ~o", false, false},
        {"R9 all n.v.t.", "=x", false, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct derived it = judge_one(rows[i].said, &plain, NULL);

        EQ(rows[i].tested, it.tested, rows[i].row);
        EQ(rows[i].own_word, it.own_word, rows[i].row);
    }
}

TEST(a_verdict_of_its_own_stands)
{
    struct item_state own = state_of('?');
    struct derived it;

    own.assessment = 0;
    EQ(DERIVED_JUDGED, judge_one("=v", &plain, &own).kind, "R9 an owner alone is no verdict");
    for (int a = 0; a < ASPECT_COUNT; a++) {
        own = state_of('t');
        own.own_word = true;
        own.aspect[a].said = VERDICT_NO;
        it = judge_one("=n", &plain, &own);
        EQ(DERIVED_OWN, it.kind, "R9 one aspect is said");
        EQ(STATUS_MEETS, it.status, "R9");
        EQ(true, it.tested, "R9");
        EQ(true, it.own_word, "R9");
        EQ(RELATION_NONE, it.rule, "R9");
        EQ(1, it.n, "R9 its rows are still shown");
    }
    own = state_of('x');
    it = judge_one("=v", &plain, &own);
    EQ(DERIVED_OWN, it.kind, "R9 an adopted n.v.t.");
    EQ(STATUS_NOT_APPLICABLE, it.status, "R9 an adopted n.v.t.");
}

TEST(nothing_is_said_where_nothing_is_asked)
{
    struct item item = plain;

    item.withdrawn = true;
    EQ(DERIVED_NONE, judge_one("=v", &item, NULL).kind, "R9 withdrawn");
    item = plain;
    item.assessed = false;
    EQ(DERIVED_NONE, judge_one("=v", &item, NULL).kind, "R9 a heading");
}

/* A control and three measures; their sources, control first; own verdicts in letters. */
static struct derived judge_family(const char *const said[4], const char *own)
{
    struct item items[4];
    struct item_state states[4];
    struct sources sources = {.n = 0};
    struct norm to = {.items = items, .n_items = 4};
    bool any = false;

    for (int i = 0; i < 4; i++) {
        items[i] = plain;
        items[i].assessed = i > 0;
        items[i].parent = i > 0 ? 0 : ITEM_NONE;
        items[i].n_measures = i > 0 ? 0 : 3;
        states[i] = state_of(own[i] == '-' ? '?' : own[i]);
        if (own[i] != '-' && own[i] != 'x')
            states[i].aspect[0].said = VERDICT_YES;
        any |= own[i] != '-';
        add_sources(&sources, said[i], i);
    }
    return judge(&sources, &to, any ? states : NULL)[0];
}

TEST(a_control_follows_from_its_rows_or_its_measures)
{
    enum { W = DERIVED_OWN, O = DERIVED_COUNTED, J = DERIVED_JUDGED, U = DERIVED_UNCOVERED };
    enum { X = STATUS_NOT_APPLICABLE, N = STATUS_NOT, Q = STATUS_UNKNOWN, D = STATUS_PARTLY,
           V = STATUS_MEETS };
    static const struct {
        const char *row;
        const char *said[4];
        const char *own;
        int kind, status;
        bool measures;
        int met, of;
    } rows[] = {
        {"R9 rows on the control", {"=v", "=n", "=n", "=n"}, "----", J, V, 0, 1, 1},
        {"R9 rows that only intersect", {"~v", "=n", "=n", "=n"}, "----", O, Q, 0, 1, 1},
        {"R6 the weakest of its measures", {"", "=v", "=n", "=d"}, "----", J, N, 1, 1, 3},
        {"R6 no conclusion: at most deels", {"", "=v", "=v", "=v"}, "----", J, D, 1, 3, 3},
        {"R6 one is not covered", {"", "=v", "=v", ""}, "----", J, D, 1, 2, 3},
        {"R6 one is only counted", {"", "=v", "=v", "~v"}, "----", J, D, 1, 2, 3},
        {"R6 one is niet, one not covered", {"", "=n", "=v", ""}, "----", J, N, 1, 1, 3},
        {"R6 one is onbekend", {"", "=v", "=?", "=d"}, "----", J, Q, 1, 1, 3},
        {"R6 one is n.v.t.", {"", "=x", "=d", "=v"}, "----", J, D, 1, 1, 2},
        {"R6 all are n.v.t.", {"", "=x", "=x", "=x"}, "----", J, X, 1, 0, 0},
        {"R6 all are n.v.t. or not covered", {"", "=x", "", "=x"}, "----", U, Q, 1, 0, 0},
        {"R6 one is only counted, the others are not covered", {"", "~v", "", ""}, "----", O, Q,
         1, 1, 1},
        {"R6 none has a status", {"", "~v ~n", "~v", ""}, "----", O, Q, 1, 2, 3},
        {"R6 none is covered", {"", "", "", ""}, "----", U, Q, 1, 0, 0},
        {"R6 rows of nothing, then its measures", {"=w", "=d", "", ""}, "----", J, D, 1, 0, 3},
        {"R9 all measures are own", {"=v", "=v", "=v", "=v"}, "dnnn", W, D, 0, 0, 0},
        {"R9 all are own, some n.v.t.", {"=n", "", "", ""}, "vxxv", W, V, 0, 0, 0},
        {"R9 one measure is own", {"=v", "=v", "=v", "=v"}, "-n--", J, N, 1, 2, 3},
        {"R9 one is own, no others covered", {"=v", "", "", ""}, "-v--", J, D, 1, 1, 3},
        {"R7 the control itself is n.v.t.", {"=v", "=v", "", ""}, "x---", W, X, 0, 0, 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct derived it = judge_family(rows[i].said, rows[i].own);

        EQ(rows[i].kind, it.kind, rows[i].row);
        EQ(rows[i].status, it.status, rows[i].row);
        EQ(rows[i].measures, it.from_measures, rows[i].row);
        EQ(rows[i].met, it.met, rows[i].row);
        EQ(rows[i].of, it.of, rows[i].row);
        EQ(false, it.tested && it.from_measures, rows[i].row);
    }
    EQ(true, judge_family((const char *const[]){"", "=v", "=o", ""}, "----").own_word,
       "R6 one measure on eigen opgave");
    EQ(false, judge_family((const char *const[]){"", "=v", "=v", ""}, "----").own_word,
       "R6 no measure on eigen opgave");
}

TEST(a_control_of_a_single_measure_follows_the_same_rules)
{
    struct item items[2] = {plain, plain};
    struct item_state own[2] = {state_of('o'), state_of('n')};
    struct norm to = {.items = items, .n_items = 2};
    struct sources sources = {.n = 0};
    struct derived it;

    items[0].assessed = false;
    items[0].n_measures = 1;
    items[1].parent = 0;
    add_sources(&sources, "~v", 0);
    own[0].aspect[0].said = own[1].aspect[0].said = VERDICT_YES;
    it = judge(&sources, &to, own)[0];
    EQ(DERIVED_OWN, it.kind, "R9 its measure is own");
    EQ(STATUS_MEETS, it.status, "R9 its measure is own");
    own[1].aspect[0].said = VERDICT_EMPTY;
    it = judge(&sources, &to, own)[0];
    EQ(DERIVED_COUNTED, it.kind, "R9 its measure is not");
    EQ(STATUS_UNKNOWN, it.status, "R9 what is said of the control itself is not asked");
    EQ(false, it.own_word, "R9 what is said of the control itself is not asked");
}

TEST(a_control_of_headings_is_not_covered)
{
    struct item items[2] = {plain, plain};
    struct norm to = {.items = items, .n_items = 2};
    struct sources sources = {.n = 0};

    items[0].assessed = items[1].assessed = false;
    items[0].n_measures = 1;
    items[1].parent = 0;
    add_sources(&sources, "", 0);
    EQ(DERIVED_UNCOVERED, judge(&sources, &to, NULL)[0].kind, "R9");
}

TEST(counts_are_of_assessed_items)
{
    static const struct item control = {.parent = ITEM_NONE, .n_measures = 1};
    struct item items[6] = {control, plain, plain, plain, plain, plain};
    struct derived derived[6] = {
        {.kind = DERIVED_JUDGED, .status = STATUS_MEETS},
        {.kind = DERIVED_JUDGED, .status = STATUS_MEETS, .tested = true},
        {.kind = DERIVED_OWN, .status = STATUS_PARTLY, .own_word = true},
        {.kind = DERIVED_COUNTED, .status = STATUS_UNKNOWN, .met = 3, .of = 3},
        {.kind = DERIVED_UNCOVERED, .status = STATUS_UNKNOWN},
        {.kind = DERIVED_NONE, .status = STATUS_UNKNOWN},
    };
    struct norm norm = {.items = items, .n_items = 6};
    bool keep[6] = {true, true, false, false, true, true};
    struct derived_count count = derive_count(&norm, derived, NULL);

    EQ(4, count.n, "n");
    EQ(3, count.covered, "covered");
    EQ(1, count.own, "own");
    EQ(1, count.judged, "judged");
    EQ(1, count.counted, "counted");
    EQ(1, count.uncovered, "uncovered");
    EQ(1, count.by_status[STATUS_MEETS], "voldoet");
    EQ(1, count.by_status[STATUS_PARTLY], "deels");
    EQ(0, count.by_status[STATUS_UNKNOWN], "counted and uncovered have no status");
    EQ(1, count.tested, "tested");
    EQ(1, count.own_word, "own word");
    count = derive_count(&norm, derived, keep);
    EQ(2, count.n, "kept");
    EQ(1, count.uncovered, "kept");
    EQ(0, count.own, "kept");
}

static void pass_a_row_of_no_item(const void *with)
{
    struct sources sources = {.n = 0};
    struct norm to = {.items = &plain, .n_items = 1};

    (void)with;
    add_sources(&sources, "=v", 1);
    judge(&sources, &to, NULL);
}

TEST(rows_of_another_norm_are_a_bug)
{
    assert_true(stops(pass_a_row_of_no_item, NULL));
}

/* ---- laws ---- */

static struct world from, to;

/* Two worlds, and a bridge from one to the other. */
struct pair {
    struct arena *mem;
    struct mapping mapping;
    const struct mapping *all[1];
    struct bridge bridge;
    const struct item_state *own;
    struct derived *derived;
};

static struct pair pair;

static void pair_judge(void)
{
    struct derive_input input = {&pair.bridge, status_judge(pair.mem, &from.input), pair.own};

    pair.derived = derive_judge(pair.mem, &input);
}

static void pair_of(uint64_t seed, bool own)
{
    pair = (struct pair){.mem = fresh(), .all = {&pair.mapping}};
    world_of(&from, seed);
    world_of(&to, seed + 7);
    pair.mapping = links_some(pair.mem, &from.seed, &from.norm, &to.norm, 120);
    pair.bridge = bridge_of(pair.mem, pair.all, 1, &from.norm, &to.norm);
    pair.own = own ? status_judge(pair.mem, &to.input) : NULL;
    pair_judge();
}

TEST(the_parts_of_a_derived_count_add_up)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct derived_count whole;
        struct derived_count sum = {0};
        int assessed = 0;
        int status = 0;

        pair_of(seed, seed % 2 == 0);
        whole = derive_count(&to.norm, pair.derived, NULL);
        for (int g = 0; g < WORLD_GROUPS; g++) {
            bool keep[WORLD_ITEMS];
            struct derived_count part;

            for (int i = 0; i < to.norm.n_items; i++)
                keep[i] = to.items[i].group == g;
            part = derive_count(&to.norm, pair.derived, keep);
            for (size_t i = 0; i < sizeof sum / sizeof(int); i++)
                ((int *)&sum)[i] += ((int *)&part)[i];
        }
        assert_memory_equal(&whole, &sum, sizeof sum);
        for (int i = 0; i < to.norm.n_items; i++)
            assessed += to.items[i].assessed;
        for (int s = 0; s < STATUS_COUNT; s++)
            status += whole.by_status[s];
        EQ(assessed, whole.n, "n");
        EQ(whole.n, whole.covered + whole.uncovered, "n");
        EQ(whole.covered, whole.own + whole.judged + whole.counted, "covered");
        EQ(whole.own + whole.judged, status, "status");
        assert_true(whole.tested <= whole.by_status[STATUS_MEETS]);
    }
}

TEST(what_nothing_is_mapped_onto_is_never_met)
{
    int uncovered = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        pair_of(seed, false);

        for (int i = 0; i < to.norm.n_items; i++) {
            const struct derived *it = &pair.derived[i];
            int n;

            bridge_at(&pair.bridge, i, &n);
            EQ(n, it->n, "rows");
            if (n > 0 || to.items[i].withdrawn || !to.items[i].assessed)
                continue;
            EQ(DERIVED_UNCOVERED, it->kind, "R9");
            assert_true(it->status != STATUS_MEETS && !it->tested && it->met == 0 && it->of == 0);
            uncovered++;
        }
    }
    assert_true(uncovered > SEEDS);
}

/* Told again: what is the most that the rows on an item allow? */
static enum status most(const struct item_state *facts, int item)
{
    const struct derived *it = &pair.derived[item];
    enum status equal = STATUS_COUNT;
    enum status superset = STATUS_NOT_APPLICABLE;
    bool subset = false;
    bool complete = true;

    for (int i = it->first; i < it->first + it->n; i++) {
        const struct bridge_row *row = &pair.bridge.rows[i];
        enum status status = facts[row->source].status;

        if (status == STATUS_NOT_APPLICABLE)
            continue;
        if (row->is == RELATION_EQUAL && status < equal)
            equal = status;
        if (row->is == RELATION_SUPERSET && status > superset)
            superset = status;
        if (row->is == RELATION_SUBSET) {
            subset = true;
            complete &= !row->complete || status == STATUS_MEETS;
        }
    }
    if (equal != STATUS_COUNT)
        return equal;
    if (superset != STATUS_NOT_APPLICABLE)
        return superset;
    return subset ? complete ? STATUS_MEETS : STATUS_PARTLY : STATUS_NOT_APPLICABLE;
}

TEST(a_derived_status_is_never_better_than_its_rule_allows)
{
    int met = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct item_state *facts;

        pair_of(seed, false);
        facts = status_judge(pair.mem, &from.input);
        for (int i = 0; i < to.norm.n_items; i++) {
            const struct derived *it = &pair.derived[i];

            if (it->kind != DERIVED_JUDGED)
                continue;
            assert_true(it->status <= (it->from_measures ? STATUS_PARTLY
                                                         : most(facts, i)));
            met += it->status == STATUS_MEETS;
        }
    }
    assert_true(met > SEEDS / 4);
}

/* Evidence for each aspect, up to today or later, judged by another. */
static void show(int piece)
{
    struct evidence_fact better = good_piece();

    better.item = from.pieces[piece].item;
    better.to = from.pieces[piece].to.n > today().n ? from.pieces[piece].to : today();
    better.known_on = from.pieces[piece].known_on;
    from.pieces[piece] = better;
}

TEST(better_evidence_never_lowers_a_derived_figure)
{
    int raised = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        pair_of(seed, seed % 2 == 0);

        for (int tries = 0; tries < 20; tries++) {
            struct derived *before = pair.derived;

            for (int k = 0; k < 10; k++)
                show(chance(&from.seed, (int)from.input.n_evidence));
            pair_judge();
            for (int i = 0; i < to.norm.n_items; i++) {
                EQ(before[i].kind, pair.derived[i].kind, "kind");
                assert_true(pair.derived[i].status >= before[i].status);
                assert_true(pair.derived[i].met >= before[i].met);
                EQ(before[i].of, pair.derived[i].of, "of");
                raised += pair.derived[i].status > before[i].status;
            }
        }
    }
    assert_true(raised > SEEDS);
}

TEST(the_order_of_rows_does_not_matter_to_what_is_derived)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct derived *before;
        struct mapping_row *rows;

        pair_of(seed, false);
        before = pair.derived;
        rows = (struct mapping_row *)(uintptr_t)pair.mapping.rows;
        for (int i = 0; i < pair.mapping.n_rows / 2; i++) {
            struct mapping_row row = rows[i];

            rows[i] = rows[pair.mapping.n_rows - 1 - i];
            rows[pair.mapping.n_rows - 1 - i] = row;
        }
        pair.bridge = bridge_of(pair.mem, pair.all, 1, &from.norm, &to.norm);
        pair_judge();
        assert_memory_equal(before, pair.derived, (size_t)to.norm.n_items * sizeof *before);
    }
}

TEST(a_norm_derived_from_itself_is_what_it_is)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct arena *mem = fresh();
        struct bridge bridge;
        struct derive_input input;
        struct derived *derived;

        world_of(&from, seed);
        bridge = bridge_of(mem, NULL, 0, &from.norm, &from.norm);
        input = (struct derive_input){&bridge, status_judge(mem, &from.input), NULL};
        derived = derive_judge(mem, &input);
        for (int i = 0; i < from.norm.n_items; i++) {
            if (from.items[i].withdrawn)
                continue;
            EQ(DERIVED_JUDGED, derived[i].kind, "R9");
            EQ(input.facts[i].status, derived[i].status, "R9");
            EQ(input.facts[i].tested, derived[i].tested, "R9");
            EQ(input.facts[i].own_word, derived[i].own_word, "R9");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_follows_from_what_lies_on_it),
        cmocka_unit_test(what_lies_on_the_next_item_breaks_no_whole),
        cmocka_unit_test(getoetst_and_eigen_opgave_are_those_of_what_decided),
        cmocka_unit_test(a_verdict_of_its_own_stands),
        cmocka_unit_test(nothing_is_said_where_nothing_is_asked),
        cmocka_unit_test(a_control_follows_from_its_rows_or_its_measures),
        cmocka_unit_test(a_control_of_a_single_measure_follows_the_same_rules),
        cmocka_unit_test(a_control_of_headings_is_not_covered),
        cmocka_unit_test(counts_are_of_assessed_items),
        cmocka_unit_test(rows_of_another_norm_are_a_bug),
        cmocka_unit_test(the_parts_of_a_derived_count_add_up),
        cmocka_unit_test(what_nothing_is_mapped_onto_is_never_met),
        cmocka_unit_test(a_derived_status_is_never_better_than_its_rule_allows),
        cmocka_unit_test(better_evidence_never_lowers_a_derived_figure),
        cmocka_unit_test(the_order_of_rows_does_not_matter_to_what_is_derived),
        cmocka_unit_test(a_norm_derived_from_itself_is_what_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
