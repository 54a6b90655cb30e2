#include "engine/inherit.h"

#include "engine/derive.h"

/* ---- down ---- */

static bool may_take(const struct inherit_input *input, const struct inherit_source *source,
                     int item)
{
    return input->norm->items[item].inheritable || (source->named != NULL && source->named[item]);
}

/* Of two the one that an object has to go by: n.v.t. only when there is nothing else. */
static bool is_weaker(const struct item_state *a, const struct item_state *b)
{
    if (b->status == STATUS_NOT_APPLICABLE || a->status == STATUS_NOT_APPLICABLE)
        return a->status > b->status;
    return a->status < b->status;
}

/* What is taken over is somebody else's; what the object has of its own stays its own. */
static void take_over(struct item_state *state, const struct item_state *source)
{
    struct item_state own = *state;

    *state = *source;
    state->assessment = own.assessment;
    state->line = own.line;
    state->n_evidence = own.n_evidence;
    state->n_fit = own.n_fit;
    state->n_unjudged = own.n_unjudged;
}

static const struct inherit_source *source_at(const struct inherit_input *input, int from)
{
    return from == INHERIT_ORGANISATION ? input->organisation : &input->processes[from];
}

/* Where an item is taken over from, or INHERIT_OWN. */
static int find_source(const struct inherit_input *input, int item)
{
    int from = INHERIT_OWN;

    for (int i = 0; i < input->n_processes; i++)
        if (may_take(input, &input->processes[i], item) &&
            (from == INHERIT_OWN || is_weaker(&input->processes[i].states[item],
                                              &input->processes[from].states[item])))
            from = i;
    if (from == INHERIT_OWN && may_take(input, input->organisation, item))
        from = INHERIT_ORGANISATION;
    return from;
}

/* What is weakest is weakest in all that it shows: one source, never a mixture. */
static void inherit_item(const struct inherit_input *input, struct inherited *it, int item)
{
    it->states[item] = input->own[item];
    it->from[item] = INHERIT_OWN;
    if (input->norm->items[item].withdrawn || derive_own(&input->own[item]))
        return;
    it->from[item] = find_source(input, item);
    if (it->from[item] != INHERIT_OWN)
        take_over(&it->states[item], &source_at(input, it->from[item])->states[item]);
}

/* The measures of a control that apply. */
struct measures {
    int n;
    int mandatory;
    enum status weakest;
};

static struct measures measures_of(const struct norm *norm, const struct item_state *states,
                                   int control)
{
    struct measures all = {0, 0, STATUS_MEETS};

    for (int i = control + 1; i < norm->n_items && norm->items[i].parent == control; i++) {
        if (states[i].status == STATUS_NOT_APPLICABLE)
            continue;
        all.n++;
        all.mandatory += norm->items[i].mandatory;
        if (states[i].status < all.weakest)
            all.weakest = states[i].status;
    }
    return all;
}

static void lower(struct item_state *state, enum status status)
{
    state->status = status;
    state->tested = state->tested && status == STATUS_MEETS;
    state->no_event = state->no_event && status == STATUS_MEETS;
}

/* [R6, R7] What was taken over of a control knows of the source's measures only; of it
 * the conclusion is kept, which is what voldoet says there. It is n.v.t. only as long as
 * no mandatory measure applies here. */
static void inherit_control(const struct norm *norm, struct inherited *it, int control)
{
    struct item_state *state = &it->states[control];
    struct measures all = measures_of(norm, it->states, control);
    bool out = state->status == STATUS_NOT_APPLICABLE;

    if (all.n == 0)
        state->from_measures = false; /* it is asked here, and they are not */
    if (all.n == 0 || (out && (it->from[control] == INHERIT_OWN || all.mandatory == 0)))
        return;
    lower(state, all.weakest == STATUS_MEETS && state->status != STATUS_MEETS ? STATUS_PARTLY
                                                                              : all.weakest);
    state->not_applicable = false;
    state->from_measures = true;
}

struct inherited inherit_judge(struct arena *mem, const struct inherit_input *input)
{
    const struct norm *norm = input->norm;
    struct inherited it = {NEW_ARRAY(mem, (size_t)norm->n_items, struct item_state),
                           NEW_ARRAY(mem, (size_t)norm->n_items, int)};

    for (int i = 0; i < norm->n_items; i++)
        inherit_item(input, &it, i);
    for (int i = 0; i < norm->n_items; i++)
        inherit_control(norm, &it, i);
    return it;
}

/* ---- up ---- */

static struct inherit_met met_of(const struct item_state *const *objects, int n_objects, int item)
{
    struct inherit_met met = {0, 0};

    for (int i = 0; i < n_objects; i++) {
        met.of += objects[i][item].status != STATUS_NOT_APPLICABLE;
        met.met += objects[i][item].status == STATUS_MEETS;
    }
    return met;
}

struct item_state *inherit_up(struct arena *mem, const struct norm *norm,
                              const struct item_state *organisation,
                              const struct item_state *const *objects, int n_objects,
                              struct inherit_met *ret_met)
{
    struct item_state *states = NEW_ARRAY(mem, (size_t)norm->n_items, struct item_state);

    for (int i = 0; i < norm->n_items; i++) {
        states[i] = organisation[i];
        ret_met[i] = met_of(objects, n_objects, i);
        if (states[i].status == STATUS_MEETS && ret_met[i].met < ret_met[i].of)
            lower(&states[i], STATUS_PARTLY);
    }
    for (int i = 0; i < norm->n_items; i++) {
        enum status weakest = measures_of(norm, states, i).weakest;

        if (states[i].from_measures && weakest < states[i].status)
            lower(&states[i], weakest);
    }
    return states;
}

int inherit_level(const int *levels, int n)
{
    int highest = 0;

    for (int i = 0; i < n; i++) {
        if (levels[i] == 0)
            return 0;
        if (levels[i] > highest)
            highest = levels[i];
    }
    return highest;
}
