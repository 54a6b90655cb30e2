#include "engine/derive.h"

#include "base/bug.h"

static const char *const derived_kind_words[DERIVED_KIND_COUNT] = {
    NULL, "eigen", "afgeleid", "geteld", "niet_gedekt",
};
const struct choices derived_kind_choices = {derived_kind_words, DERIVED_KIND_COUNT};

bool derive_own(const struct item_state *own)
{
    if (own->not_applicable)
        return true;
    for (int a = 0; a < ASPECT_COUNT; a++)
        if (own->aspect[a].said != VERDICT_EMPTY)
            return true;
    return false;
}

/* What the sources of one relation come to. */
struct tally {
    int n;            /* that can be assessed                 */
    int applies;      /* of which are not n.v.t.              */
    int met;
    int tested;
    int own_word;
    enum status weakest, best;
    int best_n, best_tested, best_own_word;
};

static void tally_add(struct tally *tally, const struct item_state *state)
{
    tally->n++;
    if (state->status == STATUS_NOT_APPLICABLE)
        return;
    if (tally->applies++ == 0)
        tally->weakest = tally->best = state->status;
    tally->met += state->status == STATUS_MEETS;
    tally->tested += state->tested;
    tally->own_word += state->own_word;
    if (state->status < tally->weakest)
        tally->weakest = state->status;
    if (state->status > tally->best) {
        tally->best = state->status;
        tally->best_n = tally->best_tested = tally->best_own_word = 0;
    }
    if (state->status == tally->best) {
        tally->best_n++;
        tally->best_tested += state->tested;
        tally->best_own_word += state->own_word;
    }
}

static void decide(struct derived *it, enum relation rule, const struct tally *by,
                   enum status status)
{
    it->kind = DERIVED_JUDGED;
    it->rule = rule;
    it->status = status;
    it->met = by->met;
    it->of = by->applies;
    it->tested = status == STATUS_MEETS && by->tested == by->applies;
    it->own_word = by->own_word > 0;
}

/* The best of several: one that is getoetst, or rests on no eigen opgave, speaks for all. */
static void decide_best(struct derived *it, const struct tally *by)
{
    decide(it, RELATION_SUPERSET, by, by->best);
    it->tested = by->best == STATUS_MEETS && by->best_tested > 0;
    it->own_word = by->best_own_word == by->best_n;
}

/* Some parts of a whole never make it more than deels; and deels only when some part is
 * something, so that what gets better cannot make the whole look worse. */
static enum status of_parts(const struct tally *by)
{
    return by->best < STATUS_PARTLY ? by->weakest : STATUS_PARTLY;
}

/* Is what is complete here still the whole, now that some cannot be assessed? */
static bool is_whole(const struct derive_input *input, const struct derived *it)
{
    const struct norm *from = input->bridge->from;

    for (int i = it->first; i < it->first + it->n; i++) {
        const struct bridge_row *row = &input->bridge->rows[i];

        if (row->is == RELATION_SUBSET && row->complete && !bridge_asks(&from->items[row->source]))
            return false;
    }
    return true;
}

static void by_rows(const struct derive_input *input, struct derived *it)
{
    const struct norm *from = input->bridge->from;
    struct tally tally[RELATION_COUNT] = {0};
    struct tally all = {0}; /* of the subsets that are the whole */
    bool whole = is_whole(input, it);
    int n = 0;

    for (int i = it->first; i < it->first + it->n; i++) {
        const struct bridge_row *row = &input->bridge->rows[i];

        if (!bridge_asks(&from->items[row->source]))
            continue;
        n++;
        tally_add(&tally[row->is], &input->facts[row->source]);
        if (row->is == RELATION_SUBSET && row->complete && whole)
            tally_add(&all, &input->facts[row->source]);
    }
    it->kind = n > 0 ? DERIVED_COUNTED : DERIVED_UNCOVERED;
    it->complete = tally[RELATION_EQUAL].applies == 0 && tally[RELATION_SUPERSET].applies == 0 &&
                   all.applies > 0;
    if (tally[RELATION_EQUAL].applies > 0)
        decide(it, RELATION_EQUAL, &tally[RELATION_EQUAL], tally[RELATION_EQUAL].weakest);
    else if (tally[RELATION_SUPERSET].applies > 0)
        decide_best(it, &tally[RELATION_SUPERSET]);
    else if (it->complete)
        decide(it, RELATION_SUBSET, &all, all.weakest);
    else if (tally[RELATION_SUBSET].applies > 0)
        decide(it, RELATION_SUBSET, &tally[RELATION_SUBSET], of_parts(&tally[RELATION_SUBSET]));
    else if (tally[RELATION_INTERSECTS].applies > 0 || tally[RELATION_INTERSECTS].n == n) {
        it->rule = n > 0 ? RELATION_INTERSECTS : RELATION_NONE;
        it->met = tally[RELATION_INTERSECTS].met;
        it->of = tally[RELATION_INTERSECTS].applies;
    } else {
        decide(it, RELATION_NONE, &tally[RELATION_NONE], STATUS_NOT_APPLICABLE);
    }
}

static void keep_own(const struct item_state *own, struct derived *it)
{
    it->kind = DERIVED_OWN;
    it->status = own->status;
    it->tested = own->tested;
    it->own_word = own->own_word;
}

static bool has_status(const struct derived *it)
{
    return it->kind == DERIVED_OWN || it->kind == DERIVED_JUDGED;
}

/* What the measures of a control come to. */
struct measures {
    int asked, own, counted, uncovered;
    int applies;  /* have a status, and it is not n.v.t. */
    int met, own_word;
    int met_below, of_below; /* of what only intersects */
    enum status weakest;
};

static struct measures measures_of(const struct norm *norm, const struct derived *derived,
                                   int control)
{
    struct measures all = {.weakest = STATUS_MEETS};

    for (int i = control + 1; i < norm->n_items && norm->items[i].parent == control; i++) {
        const struct derived *it = &derived[i];

        all.asked += it->kind != DERIVED_NONE;
        all.own += it->kind == DERIVED_OWN;
        all.counted += it->kind == DERIVED_COUNTED;
        all.uncovered += it->kind == DERIVED_UNCOVERED;
        if (it->kind == DERIVED_COUNTED) {
            all.met_below += it->met;
            all.of_below += it->of;
        }
        if (!has_status(it) || it->status == STATUS_NOT_APPLICABLE)
            continue;
        all.applies++;
        all.met += it->status == STATUS_MEETS;
        all.own_word += it->own_word;
        if (it->status < all.weakest)
            all.weakest = it->status;
    }
    return all;
}

/* [R6] without the conclusion that the measures suffice. */
static void by_measures(const struct measures *all, struct derived *it)
{
    it->from_measures = true;
    it->kind = DERIVED_JUDGED;
    it->met = all->met;
    it->of = all->applies + all->counted + all->uncovered;
    it->own_word = all->own_word > 0;
    if (all->applies > 0) {
        it->status = all->weakest == STATUS_MEETS ? STATUS_PARTLY : all->weakest;
    } else if (all->counted > 0) {
        it->kind = DERIVED_COUNTED;
        it->met = all->met_below;
        it->of = all->of_below;
    } else if (all->uncovered > 0 || all->asked == 0) {
        it->kind = DERIVED_UNCOVERED;
        it->of = 0;
    } else {
        it->status = STATUS_NOT_APPLICABLE;
    }
}

static void judge_control(const struct derive_input *input, struct derived *derived, int control)
{
    struct derived *it = &derived[control];
    struct measures all = measures_of(input->bridge->to, derived, control);
    bool excluded = input->own != NULL && input->own[control].not_applicable;

    if (excluded || (all.asked > 0 && all.own == all.asked))
        keep_own(&input->own[control], it);
    else if (all.own == 0)
        by_rows(input, it);
    if (it->kind == DERIVED_NONE || it->kind == DERIVED_UNCOVERED)
        by_measures(&all, it);
}

struct derived *derive_judge(struct arena *mem, const struct derive_input *input)
{
    const struct bridge *bridge = input->bridge;
    const struct norm *norm = bridge->to;
    struct derived *derived = NEW_ARRAY(mem, (size_t)norm->n_items, struct derived);
    int at = 0;

    for (int i = 0; i < norm->n_items; i++) {
        struct derived *it = &derived[i];

        it->status = STATUS_UNKNOWN;
        for (it->first = at; at < bridge->n_rows && bridge->rows[at].target == i; at++)
            it->n++;
        if (!bridge_asks(&norm->items[i]) || norm->items[i].n_measures > 0)
            continue;
        if (input->own != NULL && derive_own(&input->own[i]))
            keep_own(&input->own[i], it);
        else
            by_rows(input, it);
    }
    MUST(at == bridge->n_rows);
    for (int i = 0; i < norm->n_items; i++)
        if (bridge_asks(&norm->items[i]) && norm->items[i].n_measures > 0)
            judge_control(input, derived, i);
    return derived;
}

struct derived_count derive_count(const struct norm *norm, const struct derived *derived,
                                  const bool *keep)
{
    struct derived_count count = {0};

    for (int i = 0; i < norm->n_items; i++) {
        const struct derived *it = &derived[i];

        if (!norm->items[i].assessed || it->kind == DERIVED_NONE || (keep != NULL && !keep[i]))
            continue;
        count.n++;
        count.covered += it->kind != DERIVED_UNCOVERED;
        count.own += it->kind == DERIVED_OWN;
        count.judged += it->kind == DERIVED_JUDGED;
        count.counted += it->kind == DERIVED_COUNTED;
        count.uncovered += it->kind == DERIVED_UNCOVERED;
        if (!has_status(it))
            continue;
        count.by_status[it->status]++;
        count.tested += it->tested;
        count.own_word += it->own_word;
    }
    return count;
}
