#include "engine/count.h"

#include "engine/control.h"

enum { EXPIRING_DAYS = 60, PDCA_MONTHS = 12 };

bool count_filled(const struct item_state *state)
{
    for (int a = 0; a < ASPECT_COUNT; a++)
        if (state->aspect[a].said == VERDICT_EMPTY)
            return false;
    return true;
}

/* A target is met on its day; from the next day on it has passed. */
static bool is_due(const struct item_state *state, const struct assessment *assessments,
                   struct day on)
{
    struct day target;

    if (state->assessment < 0 || state->status == STATUS_MEETS)
        return false;
    target = assessments[state->assessment].target;
    return day_is(target) && target.n < on.n;
}

static bool is_expiring(const struct item_state *state, struct day on)
{
    return state->expires.n >= on.n && state->expires.n - on.n <= EXPIRING_DAYS;
}

void count_add(struct count *count, const struct norm *norm, const struct item_state *states,
               const struct assessment *assessments, int item, struct day on)
{
    const struct item_state *state = &states[item];
    bool applies = state->status != STATUS_NOT_APPLICABLE;

    if (!control_itself(norm, states, item)) {
        count->controls_short += applies && state->status != STATUS_MEETS;
        return;
    }
    count->n++;
    count->by_status[state->status]++;
    if (!applies)
        return;
    count->applicable++;
    count->tested += state->tested;
    count->own_word += state->own_word;
    count->expired += state->expired;
    count->no_event += state->no_event;
    count->level[state->reaches ? (int)state->reached + 1 : 0]++;
    count->mandatory += norm->items[item].mandatory;
    count->mandatory_filled += norm->items[item].mandatory && count_filled(state);
    count->due += is_due(state, assessments, on);
    count->expiring += is_expiring(state, on);
}

struct count count_of(const struct norm *norm, const struct item_state *states,
                      const struct assessment *assessments, const bool *keep, struct day on)
{
    struct count count = {0};

    for (int i = 0; i < norm->n_items; i++)
        if (keep == NULL || keep[i])
            count_add(&count, norm, states, assessments, i, on);
    return count;
}

/* Twelve months later on the same day it still counts; what is yet to come does not. */
static bool is_within_round(struct day done, struct day on)
{
    return day_is(done) && done.n <= on.n && day_add_months(done, PDCA_MONTHS).n >= on.n;
}

bool meets_norm(const struct count *whole, const struct pdca *pdca, struct day on)
{
    return whole->applicable > 0 && whole->by_status[STATUS_MEETS] == whole->applicable &&
           whole->controls_short == 0 && is_within_round(pdca->risk_review, on) &&
           is_within_round(pdca->internal_audit, on) &&
           is_within_round(pdca->management_review, on) && pdca->findings_on_time;
}
