#include "engine/bridge.h"

#include "base/bug.h"

/* A norm that can be come by, with what is known of it so far. */
struct place {
    const struct norm *norm;
    int near;                  /* mappings from where the facts are, or FAR    */
    int far;                   /* mappings to where is looked, or FAR          */
    struct bridge_row *rows;   /* from the norm of the facts to this one       */
    int n_rows;
    struct bridge_step *steps; /* near of them for each row                    */
    int *first;                /* its first row for each item, and after the last */
};

struct building {
    struct arena *mem;
    const struct mapping *const *mappings;
    int n_mappings;
    struct place *places;
    int n_places;
};

/* One mapping, gone in one direction, onto a place. */
struct edge {
    const struct mapping *mapping;
    int number;                /* of the mapping                               */
    bool reverse;
    const struct place *before;
    bool *target_whole;        /* nothing that this target consists of was lost before */
    bool *source_whole;        /* nothing that this source consists of is lost here    */
};

/* Two rows that met. */
struct candidate {
    struct bridge_row row;
    const struct place *before;
    int via;                   /* row of the place before                      */
    struct bridge_step step;
};

struct pile {
    struct candidate *at;
    int n;
};

enum { FAR = 1 << 20 };

bool bridge_asks(const struct item *item)
{
    return !item->withdrawn && (item->assessed || item->n_measures > 0);
}

enum relation bridge_compose(enum relation first, enum relation second)
{
    if (first == RELATION_EQUAL)
        return second;
    if (second == RELATION_EQUAL)
        return first;
    return first == second ? first : RELATION_INTERSECTS;
}

/* The row of a mapping as it is read in the direction that is gone. */
static struct bridge_row row_of(const struct edge *edge, int at)
{
    const struct mapping_row *row = &edge->mapping->rows[at];
    struct bridge_row it = {row->source, row->target, row->is, row->complete, row->standing};

    if (edge->reverse) {
        it.source = row->target;
        it.target = row->source;
        it.is = relation_reverse(row->is);
    }
    return it;
}

/* Is the one item, as far as this row goes, wholly in the other: equal, or with others? */
static bool is_member(const struct bridge_row *row, enum relation whole)
{
    return row->is == RELATION_EQUAL || (row->is == whole && row->complete);
}

/* ---- the ways ---- */

static struct place *place_of(struct building *it, const struct norm *norm)
{
    for (int i = 0; i < it->n_places; i++)
        if (it->places[i].norm == norm)
            return &it->places[i];
    it->places[it->n_places] = (struct place){.norm = norm, .near = FAR, .far = FAR};
    return &it->places[it->n_places++];
}

static void shorten(int *distance, int other, bool *shorter)
{
    *shorter |= other + 1 < *distance;
    if (other + 1 < *distance)
        *distance = other + 1;
}

static void measure(struct building *it)
{
    for (bool again = true; again;) {
        again = false;
        for (int i = 0; i < it->n_mappings; i++) {
            struct place *a = place_of(it, it->mappings[i]->from);
            struct place *b = place_of(it, it->mappings[i]->to);

            shorten(&a->near, b->near, &again);
            shorten(&b->near, a->near, &again);
            shorten(&a->far, b->far, &again);
            shorten(&b->far, a->far, &again);
        }
    }
}

/* ---- what is complete ---- */

/* Nothing of a target may be missing from what came before: each item in between that
 * it consists of has an equal there, or is itself complete. */
static void find_whole_targets(struct building *it, struct edge *edge, int n_targets)
{
    const struct place *before = edge->before;
    bool *covered = NEW_ARRAY(it->mem, (size_t)before->norm->n_items, bool);

    for (int i = 0; i < before->n_rows; i++)
        covered[before->rows[i].target] |= is_member(&before->rows[i], RELATION_SUBSET);
    edge->target_whole = NEW_ARRAY(it->mem, (size_t)n_targets, bool);
    memset(edge->target_whole, true, (size_t)n_targets);
    for (int i = 0; i < edge->mapping->n_rows; i++) {
        struct bridge_row row = row_of(edge, i);

        if (is_member(&row, RELATION_SUBSET))
            edge->target_whole[row.target] &= covered[row.source];
    }
}

/* The same from the other side: each item in between that a source consists of must go on. */
static void find_whole_sources(struct building *it, struct edge *edge, int n_sources)
{
    const struct place *before = edge->before;
    bool *goes_on = NEW_ARRAY(it->mem, (size_t)before->norm->n_items, bool);

    for (int i = 0; i < edge->mapping->n_rows; i++) {
        struct bridge_row row = row_of(edge, i);

        goes_on[row.source] |= is_member(&row, RELATION_SUPERSET);
    }
    edge->source_whole = NEW_ARRAY(it->mem, (size_t)n_sources, bool);
    memset(edge->source_whole, true, (size_t)n_sources);
    for (int i = 0; i < before->n_rows; i++)
        if (is_member(&before->rows[i], RELATION_SUPERSET))
            edge->source_whole[before->rows[i].source] &= goes_on[before->rows[i].target];
}

static bool stays_complete(const struct edge *edge, const struct bridge_row *first,
                           const struct bridge_row *second, enum relation is)
{
    if (!is_member(first, is) || !is_member(second, is))
        return false;
    return (is == RELATION_SUBSET && edge->target_whole[second->target]) ||
           (is == RELATION_SUPERSET && edge->source_whole[first->source]);
}

/* ---- one step ---- */

static struct bridge_row join(const struct edge *edge, const struct bridge_row *first,
                              const struct bridge_row *second)
{
    struct bridge_row row = {
        .source = first->source, .target = second->target,
        .is = bridge_compose(first->is, second->is),
        .standing = first->standing > second->standing ? first->standing : second->standing};

    row.complete = stays_complete(edge, first, second, row.is);
    return row;
}

static void add_edge(const struct edge *edge, struct pile *pile)
{
    const struct place *before = edge->before;

    for (int i = 0; i < edge->mapping->n_rows; i++) {
        struct bridge_row second = row_of(edge, i);

        for (int k = before->first[second.source]; k < before->first[second.source + 1]; k++)
            pile->at[pile->n++] = (struct candidate){
                join(edge, &before->rows[k], &second), before, k, {edge->number, i}};
    }
}

static size_t count_edge(const struct edge *edge)
{
    const int *first = edge->before->first;
    size_t n = 0;

    for (int i = 0; i < edge->mapping->n_rows; i++) {
        int item = edge->reverse ? edge->mapping->rows[i].target : edge->mapping->rows[i].source;

        n += (size_t)(first[item + 1] - first[item]);
    }
    return n;
}

/* The mappings that go to this place from one that is a step nearer to the facts. */
static struct edge *edges_to(struct building *it, const struct place *place, int *ret_n)
{
    struct edge *edges = NEW_ARRAY(it->mem, (size_t)it->n_mappings, struct edge);
    int n = 0;

    for (int i = 0; i < it->n_mappings; i++) {
        const struct mapping *mapping = it->mappings[i];
        bool reverse = mapping->from == place->norm;
        const struct place *before;

        if (!reverse && mapping->to != place->norm)
            continue;
        before = place_of(it, reverse ? mapping->to : mapping->from);
        if (before->near + 1 == place->near)
            edges[n++] = (struct edge){mapping, i, reverse, before, NULL, NULL};
    }
    *ret_n = n;
    return edges;
}

static struct pile gather(struct building *it, const struct place *place)
{
    struct pile pile = {NULL, 0};
    int n_sources = it->places[0].norm->n_items;
    int n_edges;
    struct edge *edges = edges_to(it, place, &n_edges);
    size_t n = 0;

    for (int i = 0; i < n_edges; i++)
        n += count_edge(&edges[i]);
    MUST(n <= INT32_MAX);
    pile.at = NEW_ARRAY(it->mem, n, struct candidate);
    for (int i = 0; i < n_edges; i++) {
        find_whole_targets(it, &edges[i], place->norm->n_items);
        find_whole_sources(it, &edges[i], n_sources);
        add_edge(&edges[i], &pile);
    }
    return pile;
}

/* ---- one row for each pair ---- */

/* Sorts by one of the two items and keeps the order of those that have the same. */
static void sort_by(struct arena *mem, struct pile *pile, int n_items, bool target)
{
    struct candidate *to = NEW_ARRAY(mem, (size_t)pile->n, struct candidate);
    int *place = NEW_ARRAY(mem, (size_t)n_items + 1, int);

    for (int i = 0; i < pile->n; i++)
        place[(target ? pile->at[i].row.target : pile->at[i].row.source) + 1]++;
    for (int i = 0; i < n_items; i++)
        place[i + 1] += place[i];
    for (int i = 0; i < pile->n; i++)
        to[place[target ? pile->at[i].row.target : pile->at[i].row.source]++] = pile->at[i];
    pile->at = to;
}

static bool is_better(const struct bridge_row *a, const struct bridge_row *b)
{
    if (a->is != b->is)
        return relation_stronger(a->is, b->is);
    if (a->complete != b->complete)
        return a->complete;
    return a->standing < b->standing;
}

/* What takes the place of a complete row and is not it again breaks the whole. Only a
 * subset can lose so: above a superset stands nothing but an equal, which breaks none. */
static bool breaks(const struct bridge_row *lost, const struct bridge_row *won)
{
    return lost->complete && lost->is == RELATION_SUBSET && won->is == RELATION_SUPERSET;
}

/* Keeps of each pair the best, at the front; gives how many are left. */
static int keep_best(struct arena *mem, struct pile *pile, int n_targets)
{
    bool *broken = NEW_ARRAY(mem, (size_t)n_targets, bool);
    int n = 0;

    for (int i = 0, k; i < pile->n; i = k) {
        int best = i;

        for (k = i; k < pile->n && pile->at[k].row.source == pile->at[i].row.source &&
                    pile->at[k].row.target == pile->at[i].row.target; k++)
            if (is_better(&pile->at[k].row, &pile->at[best].row))
                best = k;
        for (int j = i; j < k; j++)
            broken[pile->at[j].row.target] |= breaks(&pile->at[j].row, &pile->at[best].row);
        pile->at[n++] = pile->at[best];
    }
    for (int i = 0; i < n; i++)
        if (pile->at[i].row.is == RELATION_SUBSET)
            pile->at[i].row.complete &= !broken[pile->at[i].row.target];
    return n;
}

static void index_rows(struct building *it, struct place *place)
{
    place->first = NEW_ARRAY(it->mem, (size_t)place->norm->n_items + 1, int);
    for (int i = 0; i < place->n_rows; i++)
        place->first[place->rows[i].target + 1]++;
    for (int i = 0; i < place->norm->n_items; i++)
        place->first[i + 1] += place->first[i];
}

static void reach(struct building *it, struct place *place)
{
    struct pile pile = gather(it, place);
    size_t length = (size_t)place->near;

    sort_by(it->mem, &pile, it->places[0].norm->n_items, false);
    sort_by(it->mem, &pile, place->norm->n_items, true);
    place->n_rows = keep_best(it->mem, &pile, place->norm->n_items);
    place->rows = NEW_ARRAY(it->mem, (size_t)place->n_rows, struct bridge_row);
    place->steps = NEW_ARRAY(it->mem, (size_t)place->n_rows * length, struct bridge_step);
    for (int i = 0; i < place->n_rows; i++) {
        const struct candidate *won = &pile.at[i];
        struct bridge_step *steps = &place->steps[(size_t)i * length];

        place->rows[i] = won->row;
        for (size_t k = 0; k + 1 < length; k++)
            steps[k] = won->before->steps[(size_t)won->via * (length - 1) + k];
        steps[length - 1] = won->step;
    }
    index_rows(it, place);
}

/* Where the facts are every item is equal to itself. */
static void begin(struct building *it, struct place *place)
{
    place->n_rows = place->norm->n_items;
    place->rows = NEW_ARRAY(it->mem, (size_t)place->n_rows, struct bridge_row);
    for (int i = 0; i < place->n_rows; i++)
        place->rows[i] = (struct bridge_row){.source = i, .target = i, .is = RELATION_EQUAL};
    index_rows(it, place);
}

struct bridge bridge_of(struct arena *mem, const struct mapping *const *mappings, int n_mappings,
                        const struct norm *from, const struct norm *to)
{
    struct building it = {mem, mappings, n_mappings, NULL, 0};
    struct place *end;

    it.places = NEW_ARRAY(mem, 2 * (size_t)n_mappings + 2, struct place);
    place_of(&it, from)->near = 0;
    place_of(&it, to)->far = 0;
    measure(&it);
    end = place_of(&it, to);
    if (end->near == FAR)
        return (struct bridge){.from = from, .to = to, .length = -1};
    begin(&it, &it.places[0]);
    for (int near = 1; near <= end->near; near++)
        for (int i = 0; i < it.n_places; i++)
            if (it.places[i].near == near && near + it.places[i].far == end->near)
                reach(&it, &it.places[i]);
    return (struct bridge){from, to, end->near, end->rows, end->n_rows, end->steps};
}

struct bridge bridge_moves(struct arena *mem, const struct norm *norm)
{
    struct building it = {.mem = mem};
    struct pile pile = {NEW_ARRAY(mem, (size_t)norm->n_items, struct candidate), 0};
    struct bridge_row *rows;

    for (int i = 0; i < norm->n_items; i++) {
        int went = norm->items[i].withdrawn ? norm_follow(norm, i) : i;

        if (went != i && went != ITEM_NONE && !norm->items[went].withdrawn)
            pile.at[pile.n++].row =
                (struct bridge_row){.source = i, .target = went, .is = RELATION_EQUAL};
    }
    sort_by(it.mem, &pile, norm->n_items, true);
    rows = NEW_ARRAY(mem, (size_t)pile.n, struct bridge_row);
    for (int i = 0; i < pile.n; i++)
        rows[i] = pile.at[i].row;
    return (struct bridge){norm, norm, 0, rows, pile.n, NULL};
}

/* The first row at or after a target. */
static int row_from(const struct bridge *bridge, int target)
{
    int from = 0;
    int to = bridge->n_rows;

    while (from < to) {
        int middle = from + (to - from) / 2;

        if (bridge->rows[middle].target < target)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

int bridge_at(const struct bridge *bridge, int target, int *ret_n)
{
    int first = row_from(bridge, target);

    *ret_n = row_from(bridge, target + 1) - first;
    return first;
}
