#include "engine/spread.h"

static void add(struct derived_count *sum, const struct derived_count *one)
{
    sum->n += one->n;
    sum->covered += one->covered;
    sum->own += one->own;
    sum->judged += one->judged;
    sum->counted += one->counted;
    sum->uncovered += one->uncovered;
    for (int i = 0; i < STATUS_COUNT; i++)
        sum->by_status[i] += one->by_status[i];
    sum->tested += one->tested;
    sum->own_word += one->own_word;
}

/* Where nothing is asked nothing is missing. */
static bool is_worse(const struct derived_count *a, const struct derived_count *b)
{
    return slice_worse(a->by_status[STATUS_MEETS], a->n - a->by_status[STATUS_NOT_APPLICABLE],
                       b->by_status[STATUS_MEETS], b->n - b->by_status[STATUS_NOT_APPLICABLE]);
}

static void count(const struct spread_input *input, const struct slice *slice,
                  struct spread_row *all)
{
    const struct norm *norm = input->norm;

    for (int i = 0; i < norm->n_items; i++) {
        struct norm one = {.items = &norm->items[i], .n_items = 1};
        struct derived_count of;

        if (input->keep != NULL && !input->keep[i])
            continue;
        of = derive_count(&one, &input->derived[i], NULL);
        for (int row = slice_next(slice, i, 0); row >= 0; row = slice_next(slice, i, row + 1))
            add(&all[row].count, &of);
    }
}

struct spread_row *spread_count(struct arena *mem, const struct spread_input *input,
                                enum gap_by by, bool worst_first, int *ret_n)
{
    struct slice slice = {input->norm, by, input->profile, input->group_of};
    int n_all = slice_rows(&slice);
    struct spread_row *all = NEW_ARRAY(mem, (size_t)n_all, struct spread_row);
    struct spread_row *rows = NEW_ARRAY(mem, (size_t)n_all, struct spread_row);
    int n = 0;

    count(input, &slice, all);
    for (int i = 0; i < n_all; i++) {
        int at = n;

        if (all[i].count.n == 0)
            continue;
        all[i].at = slice_at(&slice, i);
        for (; worst_first && at > 0 && is_worse(&all[i].count, &rows[at - 1].count); at--)
            rows[at] = rows[at - 1];
        rows[at] = all[i];
        n++;
    }
    *ret_n = n;
    return rows;
}

int *spread_groups(struct arena *mem, const struct profile *profile, bool *keep)
{
    const struct norm *norm = profile->norm;
    int *groups = NEW_ARRAY(mem, (size_t)norm->n_items, int);
    bool has_measures = false;

    profile_keep(profile, keep);
    for (int i = 0; i < norm->n_items; i++)
        groups[i] = -1;
    for (int i = 0; i < profile->n_entries; i++) {
        groups[profile->entries[i].item] = profile->entries[i].group;
        has_measures |= norm->items[profile->entries[i].item].kind == ITEM_MEASURE;
    }
    for (int i = 0; i < norm->n_items && !has_measures; i++) {
        int parent = norm->items[i].parent;

        if (parent != ITEM_NONE && keep[parent]) {
            keep[i] = true;
            groups[i] = groups[parent];
        }
    }
    return groups;
}
