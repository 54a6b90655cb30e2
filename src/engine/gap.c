#include "engine/control.h"
#include "engine/count.h"

static void add(struct gap_row *row, const struct gap_input *facts, int item)
{
    const struct item_state *state = &facts->states[item];

    count_add(&row->count, facts->norm, facts->states, facts->assessments, item, facts->on);
    if (!control_itself(facts->norm, facts->states, item) ||
        state->status == STATUS_NOT_APPLICABLE)
        return;
    for (int a = 0; a < ASPECT_COUNT; a++)
        row->missing[a] += state->aspect[a].weighs != VERDICT_YES;
}

static bool is_worse(const struct count *a, const struct count *b)
{
    return slice_worse(a->by_status[STATUS_MEETS], a->applicable, b->by_status[STATUS_MEETS],
                       b->applicable);
}

struct gap_row *gap_of(struct arena *mem, const struct gap_input *input, enum gap_by by,
                       int *ret_n)
{
    struct slice slice = {input->norm, by, input->profile, input->group_of};
    int n_all = slice_rows(&slice);
    struct gap_row *all = NEW_ARRAY(mem, (size_t)n_all, struct gap_row);
    int *order = NEW_ARRAY(mem, (size_t)n_all, int);
    struct gap_row *rows;
    int n = 0;

    for (int i = 0; i < input->norm->n_items; i++)
        for (int row = slice_next(&slice, i, 0);
             row >= 0 && (input->keep == NULL || input->keep[i]);
             row = slice_next(&slice, i, row + 1))
            add(&all[row], input, i);
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
    for (int i = 0; i < n; i++) {
        rows[i] = all[order[i]];
        rows[i].at = slice_at(&slice, order[i]);
    }
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
