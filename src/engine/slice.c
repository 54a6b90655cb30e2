#include "engine/slice.h"

static const char *const gap_by_words[] = {"theme", "control", "role", "csf", "group"};
const struct choices gap_by_choices = {gap_by_words, GAP_BY_COUNT};

int slice_rows(const struct slice *slice)
{
    switch (slice->by) {
    case GAP_BY_THEME:
        return slice->norm->n_groups;
    case GAP_BY_CONTROL:
        return slice->norm->n_items;
    case GAP_BY_DUTY:
        return DUTY_COUNT;
    case GAP_BY_CSF:
        return CSF_COUNT;
    case GAP_BY_GROUP:
    case GAP_BY_COUNT:
        break;
    }
    return slice->profile == NULL ? 0 : slice->profile->n_groups;
}

struct slice_row slice_at(const struct slice *slice, int row)
{
    struct slice_row at = {.item = ITEM_NONE, .group = -1};

    switch (slice->by) {
    case GAP_BY_THEME:
        at.key = slice->norm->groups[row].code;
        at.group = row;
        break;
    case GAP_BY_CONTROL:
        at.key = slice->norm->items[row].label;
        at.item = row;
        break;
    case GAP_BY_DUTY:
        at.key = choice_word(&duty_choices, row);
        break;
    case GAP_BY_CSF:
        at.key = choice_word(&csf_choices, row);
        break;
    case GAP_BY_GROUP:
    case GAP_BY_COUNT:
        at.key = slice->profile->groups[row].id;
        at.group = row;
    }
    return at;
}

/* The one row of an item, or -1. */
static int only_row(const struct slice *slice, int item)
{
    const struct item *it = &slice->norm->items[item];

    if (slice->by == GAP_BY_THEME)
        return it->group;
    if (slice->by == GAP_BY_CONTROL)
        return it->parent == ITEM_NONE ? item : it->parent;
    return slice->profile == NULL ? -1 : slice->group_of[item];
}

int slice_next(const struct slice *slice, int item, int row)
{
    const struct item *it = &slice->norm->items[item];
    unsigned bits = slice->by == GAP_BY_DUTY ? it->duties : it->csf;
    int only;

    if (slice->by != GAP_BY_DUTY && slice->by != GAP_BY_CSF) {
        only = only_row(slice, item);
        return only >= row ? only : -1;
    }
    for (; bits >> row != 0; row++)
        if ((bits >> row & 1) != 0)
            return row;
    return -1;
}

bool slice_holds(const struct slice *slice, int item, int row)
{
    return slice_next(slice, item, row) == row;
}

bool slice_says(const struct slice *slice)
{
    if (slice->by == GAP_BY_THEME || slice->by == GAP_BY_GROUP)
        return slice_rows(slice) > 0;
    for (int i = 0; i < slice->norm->n_items; i++)
        if (slice->by == GAP_BY_CONTROL ? slice->norm->items[i].n_measures > 0
                                        : slice->norm->items[i].assessed &&
                                              slice_next(slice, i, 0) >= 0)
            return true;
    return false;
}

/* a / b < c / d as a * d < c * b. */
bool slice_worse(int a_meets, int a_applies, int b_meets, int b_applies)
{
    int64_t a = (int64_t)a_meets * b_applies;
    int64_t b = (int64_t)b_meets * a_applies;

    if (a != b)
        return a < b;
    return a_applies - a_meets > b_applies - b_meets;
}
