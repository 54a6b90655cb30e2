#include "engine/control.h"

/* [R6] From weak to strong an empty verdict stands between nee and deels: what
 * nobody looked at is not yet known to be missing. */
static int strength(enum verdict verdict)
{
    static const int order[VERDICT_COUNT] = {
        [VERDICT_NO] = 0, [VERDICT_EMPTY] = 1, [VERDICT_PARTLY] = 2, [VERDICT_YES] = 3};

    return order[verdict];
}

enum verdict control_weaker(enum verdict a, enum verdict b)
{
    return strength(a) < strength(b) ? a : b;
}

static struct day earlier(struct day a, struct day b)
{
    if (!day_is(a))
        return b;
    return day_is(b) && b.n < a.n ? b : a;
}

static void take_aspect(struct aspect_state *all, const struct aspect_state *one)
{
    all->said = control_weaker(all->said, one->said);
    all->weighs = control_weaker(all->weighs, one->weighs);
    if (one->hardness < all->hardness)
        all->hardness = one->hardness;
    all->marks |= one->marks;
    all->expires = earlier(all->expires, one->expires);
}

static void take(struct item_state *all, const struct item_state *one)
{
    if (one->status < all->status)
        all->status = one->status;
    for (int a = 0; a < ASPECT_COUNT; a++)
        take_aspect(&all->aspect[a], &one->aspect[a]);
}

bool control_itself(const struct norm *norm, const struct item_state *states, int item)
{
    const struct item *it = &norm->items[item];

    return it->assessed || (!it->withdrawn && it->n_measures > 0 &&
                            !states[item].from_measures && !states[item].not_applicable);
}

/* [R6] On a risk analysis: they suffice, or this is what is done besides. */
static bool is_concluded(const struct status_input *input, int assessment)
{
    const struct assessment *it;

    if (assessment < 0)
        return false;
    it = &input->assessments[assessment];
    return it->risk_analysis.len > 0 &&
           (it->suffices == VERDICT_YES ||
            (it->suffices == VERDICT_PARTLY && it->suffices_why.len > 0));
}

void control_judge(const struct status_input *input, struct item_state *states, int control)
{
    const struct norm *norm = input->norm;
    struct item_state *own = &states[control];
    struct item_state all = {0};
    bool mandatory = false;
    int n = 0;

    for (int i = control + 1; i < norm->n_items && norm->items[i].parent == control; i++) {
        if (states[i].status == STATUS_NOT_APPLICABLE)
            continue;
        mandatory |= norm->items[i].mandatory;
        if (n++ == 0)
            all = states[i];
        else
            take(&all, &states[i]);
    }
    if (n == 0 || (own->not_applicable && !mandatory))
        return;
    own->status = all.status == STATUS_MEETS && !is_concluded(input, own->assessment)
        ? STATUS_PARTLY : all.status;
    memcpy(own->aspect, all.aspect, sizeof own->aspect);
    own->not_applicable = false;
    own->from_measures = true;
}
