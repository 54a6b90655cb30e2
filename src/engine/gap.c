#include "engine/count.h"

static const char *const gap_by_words[] = {"theme", "control", "role", "csf", "group"};
const struct choices gap_by_choices = {gap_by_words, GAP_BY_COUNT};

static int values_of(const struct gap_input *input, enum gap_by by)
{
    switch (by) {
    case GAP_BY_THEME:
        return input->norm->n_groups;
    case GAP_BY_CONTROL:
        return input->norm->n_items;
    case GAP_BY_DUTY:
        return DUTY_COUNT;
    case GAP_BY_CSF:
        return CSF_COUNT;
    case GAP_BY_GROUP:
    case GAP_BY_COUNT:
        break;
    }
    return input->profile == NULL ? 0 : input->profile->n_groups;
}

/* One row for each value that there is, before any item was counted. */
static struct gap_row *begin(struct arena *mem, const struct gap_input *input, enum gap_by by,
                             int *ret_n)
{
    const struct norm *norm = input->norm;
    int n = values_of(input, by);
    struct gap_row *rows = NEW_ARRAY(mem, (size_t)n, struct gap_row);

    for (int i = 0; i < n; i++) {
        rows[i].item = by == GAP_BY_CONTROL ? i : ITEM_NONE;
        rows[i].group = by == GAP_BY_THEME || by == GAP_BY_GROUP ? i : -1;
        rows[i].key = by == GAP_BY_THEME ? norm->groups[i].code
            : by == GAP_BY_GROUP ? input->profile->groups[i].id
            : by == GAP_BY_CONTROL ? norm->items[i].label
            : choice_word(by == GAP_BY_DUTY ? &duty_choices : &csf_choices, i);
    }
    *ret_n = n;
    return rows;
}

static void add(struct gap_row *row, const struct gap_input *facts, int item)
{
    const struct item_state *state = &facts->states[item];

    count_add(&row->count, facts->norm, facts->states, facts->assessments, item, facts->on);
    if (!facts->norm->items[item].assessed || state->status == STATUS_NOT_APPLICABLE)
        return;
    for (int a = 0; a < ASPECT_COUNT; a++)
        row->missing[a] += state->aspect[a].weighs != VERDICT_YES;
}

/* To its one row, or to each of those whose bit it has. */
static void add_to_rows(struct gap_row *rows, const struct gap_input *facts, enum gap_by by,
                        int item)
{
    const struct item *it = &facts->norm->items[item];
    unsigned bits = by == GAP_BY_DUTY ? it->duties : it->csf;

    if (by == GAP_BY_THEME)
        add(&rows[it->group], facts, item);
    else if (by == GAP_BY_CONTROL)
        add(&rows[it->parent == ITEM_NONE ? item : it->parent], facts, item);
    else if (by != GAP_BY_GROUP)
        for (int row = 0; bits >> row != 0; row++)
            if ((bits >> row & 1) != 0)
                add(&rows[row], facts, item);
    if (by == GAP_BY_GROUP && facts->profile != NULL && facts->group_of[item] >= 0)
        add(&rows[facts->group_of[item]], facts, item);
}

/* Worse: the lower share of what applies; a / b < c / d as a * d < c * b. Where
 * nothing applies the shares are alike, and nothing is missing. */
static bool is_worse(const struct count *a, const struct count *b)
{
    int64_t a_meets = a->by_status[STATUS_MEETS];
    int64_t b_meets = b->by_status[STATUS_MEETS];
    int64_t a_of = a->applicable;
    int64_t b_of = b->applicable;

    if (a_meets * b_of != b_meets * a_of)
        return a_meets * b_of < b_meets * a_of;
    return a_of - a_meets > b_of - b_meets;
}

struct gap_row *gap_of(struct arena *mem, const struct gap_input *input, enum gap_by by,
                       int *ret_n)
{
    int n_all;
    struct gap_row *all = begin(mem, input, by, &n_all);
    int *order = NEW_ARRAY(mem, (size_t)n_all, int);
    struct gap_row *rows;
    int n = 0;

    for (int i = 0; i < input->norm->n_items; i++)
        if (input->keep == NULL || input->keep[i])
            add_to_rows(all, input, by, i);
    /* Rows are few, and inserting keeps the norm's order among equals. */
    for (int i = 0; i < n_all; i++) {
        int at = n;

        if (all[i].count.n == 0)
            continue;
        for (; at > 0 && is_worse(&all[i].count, &all[order[at - 1]].count); at--)
            order[at] = order[at - 1];
        order[at] = i;
        n++;
    }
    rows = NEW_ARRAY(mem, (size_t)n, struct gap_row);
    for (int i = 0; i < n; i++)
        rows[i] = all[order[i]];
    *ret_n = n;
    return rows;
}

struct gap_row *gap_count(struct arena *mem, const struct norm *norm,
                          const struct item_state *states, const struct assessment *assessments,
                          enum gap_by by, struct day on, int *ret_n)
{
    struct gap_input input = {.norm = norm, .states = states, .assessments = assessments,
                              .on = on};

    return gap_of(mem, &input, by, ret_n);
}
