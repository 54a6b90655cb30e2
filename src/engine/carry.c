#include "engine/carry.h"

#include "base/bug.h"
#include "engine/control.h"
#include "engine/derive.h"

enum { FRESH_MONTHS = 12 };

static const struct carry_aspect nothing = {.source = ITEM_NONE};

struct carrying {
    struct arena *mem;
    const struct carry_input *input;
    struct item_state *old; /* judged with a shelf life of twelve months at most */
    int *first;             /* the first piece of evidence of each old item, and after the last */
};

/* ---- the old norm ---- */

static bool is_move(const struct carry_input *input)
{
    return input->bridge->from == input->bridge->to;
}

/* [R10] The old facts judged by their own rules, in a norm that keeps nothing longer than
 * twelve months: what has expired there is what does not keep its hardness here. */
static struct item_state *judge_old(struct arena *mem, const struct carry_input *input)
{
    struct status_input facts = *input->facts;
    struct norm norm = *facts.norm;
    struct item *items = NEW_ARRAY(mem, (size_t)norm.n_items, struct item);

    for (int i = 0; i < norm.n_items; i++) {
        int months = status_shelf_months(&norm.items[i], (struct maybe){0});

        items[i] = norm.items[i];
        items[i].rhythm_months = months < FRESH_MONTHS ? months : FRESH_MONTHS;
        if (is_move(input) && items[i].withdrawn) {
            items[i].withdrawn = false;
            items[i].parent = ITEM_NONE; /* speaks for itself, and not for its old control */
        }
    }
    norm.items = items;
    facts.norm = &norm;
    return status_judge(mem, &facts);
}

static int *index_evidence(struct arena *mem, const struct status_input *facts)
{
    int *first = NEW_ARRAY(mem, (size_t)facts->norm->n_items + 1, int);

    for (size_t i = 0; i < facts->n_evidence; i++)
        first[facts->evidence[i].item + 1]++;
    for (int i = 0; i < facts->norm->n_items; i++)
        first[i + 1] += first[i];
    return first;
}

static bool is_known(const struct status_input *facts, int piece)
{
    struct day known = day_is(facts->known) ? facts->known : facts->on;

    return facts->evidence[piece].known_on.n <= known.n;
}

/* ---- one new item ---- */

enum carry_kind carry_kind_of(const struct bridge_row *row)
{
    switch (row->is) {
    case RELATION_EQUAL: return CARRY_EQUAL;
    case RELATION_SUBSET: return row->complete ? CARRY_MERGED : CARRY_PARTIAL;
    case RELATION_SUPERSET: return row->complete ? CARRY_SPLIT : CARRY_PARTIAL;
    default: return CARRY_CHANGED;
    }
}

/* The kinds stand from strong to weak. */
static enum carry_kind strongest(const struct bridge *bridge, const struct carried *it)
{
    enum carry_kind kind = CARRY_ADDED;

    for (int i = it->first; i < it->first + it->n; i++)
        if (carry_kind_of(&bridge->rows[i]) < kind)
            kind = carry_kind_of(&bridge->rows[i]);
    return kind;
}

/* [R10] Only what is equal stays as hard as it was, and only on what is still fresh. */
static enum hardness hardness_of(enum carry_kind kind, const struct aspect_state *old)
{
    if (old->said == VERDICT_EMPTY)
        return HARDNESS_NONE;
    return kind == CARRY_EQUAL && (old->marks & MARK_EXPIRED) == 0 ? old->hardness
                                                                   : HARDNESS_SAID;
}

/* Would what was shown of one of several make the others harder than they were? */
static bool mixes(enum hardness a, enum hardness b)
{
    return a != b && (a <= HARDNESS_SAID || b <= HARDNESS_SAID);
}

/* One old item more: of each aspect the weakest verdict, as hard as the softest. */
static void take(struct carried *it, const struct item_state *old, int source, bool is_first)
{
    for (int a = 0; a < ASPECT_COUNT; a++) {
        struct carry_aspect *aspect = &it->aspect[a];
        enum verdict said = old->aspect[a].said;
        enum hardness hardness = hardness_of(it->kind, &old->aspect[a]);

        aspect->confirm |= hardness < old->aspect[a].hardness ||
                           (old->aspect[a].marks & MARK_CARRIED) != 0 ||
                           (!is_first && mixes(hardness, aspect->hardness));
        if (is_first || hardness < aspect->hardness)
            aspect->hardness = hardness;
        if (is_first || (said != aspect->said && control_weaker(said, aspect->said) == said)) {
            aspect->said = said;
            aspect->source = source;
        }
    }
}

static void take_evidence(const struct carrying *carrying, struct carried *it)
{
    const struct bridge *bridge = carrying->input->bridge;
    int *evidence;
    size_t n = 0;

    for (int i = it->first; i < it->first + it->n; i++) {
        const int *first = &carrying->first[bridge->rows[i].source];

        n += (size_t)(first[1] - first[0]);
    }
    evidence = NEW_ARRAY(carrying->mem, n, int);
    for (int i = it->first; i < it->first + it->n; i++) {
        const int *first = &carrying->first[bridge->rows[i].source];

        if (carry_kind_of(&bridge->rows[i]) != it->kind)
            continue;
        for (int k = first[0]; k < first[1]; k++)
            if (is_known(carrying->input->facts, k))
                evidence[it->n_evidence++] = k;
    }
    it->evidence = evidence;
}

static void drop_verdicts(struct carried *it)
{
    for (int a = 0; a < ASPECT_COUNT; a++)
        it->aspect[a] = nothing;
}

/* What was not said goes nowhere, and is no softer than it was. */
static void settle(struct carried *it)
{
    for (int a = 0; a < ASPECT_COUNT; a++) {
        struct carry_aspect *aspect = &it->aspect[a];

        if (aspect->said == VERDICT_EMPTY)
            *aspect = nothing;
        else if (aspect->hardness == HARDNESS_NONE)
            aspect->hardness = HARDNESS_SAID; /* a nee of one, and another that says nothing */
        it->carries |= aspect->said != VERDICT_EMPTY;
        aspect->confirm |= aspect->said != VERDICT_EMPTY && it->kind != CARRY_EQUAL;
        it->confirm |= aspect->confirm;
    }
}

static void take_sources(const struct carrying *carrying, struct carried *it)
{
    const struct bridge *bridge = carrying->input->bridge;
    int n = 0;
    int n_said = 0;

    for (int i = it->first; i < it->first + it->n; i++) {
        int source = bridge->rows[i].source;

        if (carry_kind_of(&bridge->rows[i]) != it->kind)
            continue;
        it->source = n++ == 0 ? source : ITEM_NONE;
        if (!carrying->old[source].not_applicable)
            take(it, &carrying->old[source], source, n_said++ == 0);
    }
    it->excluded = n_said == 0;
}

static void carry_item(const struct carrying *carrying, int at, struct carried *it)
{
    const struct carry_input *input = carrying->input;
    const struct item *item = &input->bridge->to->items[at];

    it->kind = strongest(input->bridge, it);
    if (it->kind == CARRY_ADDED) {
        /* A control with measures is as new as those are. */
        it->kind = item->assessed ? CARRY_ADDED : CARRY_NONE;
        return;
    }
    it->stands = input->new != NULL && derive_own(&input->new[at]);
    it->again = !it->stands && (it->kind == CARRY_CHANGED || it->kind == CARRY_PARTIAL);
    if (it->kind == CARRY_PARTIAL)
        return;
    take_evidence(carrying, it);
    take_sources(carrying, it);
    if (it->stands || !item->assessed)
        drop_verdicts(it);
    settle(it);
}

/* ---- what ends ---- */

static bool was_said(const struct carrying *carrying, int item)
{
    const int *first = &carrying->first[item];

    for (int a = 0; a < ASPECT_COUNT; a++)
        if (carrying->old[item].aspect[a].said != VERDICT_EMPTY)
            return true;
    for (int k = first[0]; k < first[1]; k++)
        if (is_known(carrying->input->facts, k))
            return true;
    return false;
}

static void find_ended(const struct carrying *carrying, struct carry *carry)
{
    const struct bridge *bridge = carrying->input->bridge;
    bool *goes_on = NEW_ARRAY(carrying->mem, (size_t)bridge->from->n_items, bool);

    carry->ended = NEW_ARRAY(carrying->mem, (size_t)bridge->from->n_items, struct carry_ended);
    for (int i = 0; i < bridge->n_rows; i++)
        goes_on[bridge->rows[i].source] |= bridge_asks(&bridge->to->items[bridge->rows[i].target]);
    for (int i = 0; i < bridge->from->n_items; i++)
        if (!goes_on[i] && bridge->from->items[i].assessed)
            carry->ended[carry->n_ended++] = (struct carry_ended){i, was_said(carrying, i)};
}

struct carry carry_judge(struct arena *mem, const struct carry_input *input)
{
    const struct bridge *bridge = input->bridge;
    struct carrying carrying = {mem, input, judge_old(mem, input),
                                index_evidence(mem, input->facts)};
    struct carry carry = {NULL, NULL, 0};
    int at = 0;

    MUST(input->facts->norm == bridge->from);
    carry.items = NEW_ARRAY(mem, (size_t)bridge->to->n_items, struct carried);
    for (int i = 0; i < bridge->to->n_items; i++) {
        struct carried *it = &carry.items[i];

        it->source = ITEM_NONE;
        drop_verdicts(it);
        for (it->first = at; at < bridge->n_rows && bridge->rows[at].target == i; at++)
            it->n++;
        if (bridge_asks(&bridge->to->items[i]))
            carry_item(&carrying, i, it);
    }
    if (!is_move(input))
        find_ended(&carrying, &carry);
    return carry;
}
