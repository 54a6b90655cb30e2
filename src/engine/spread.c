#include "engine/spread.h"

static int group_of(const struct spread_input *input, int item)
{
    return input->profile == NULL ? input->norm->items[item].group : input->group_of[item];
}

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

/* a / b < c / d as a * d < c * b; where nothing is asked nothing is missing. */
static bool is_worse(const struct derived_count *a, const struct derived_count *b)
{
    int64_t a_of = a->n - a->by_status[STATUS_NOT_APPLICABLE];
    int64_t b_of = b->n - b->by_status[STATUS_NOT_APPLICABLE];
    int64_t a_meets = a->by_status[STATUS_MEETS];
    int64_t b_meets = b->by_status[STATUS_MEETS];

    if (a_meets * b_of != b_meets * a_of)
        return a_meets * b_of < b_meets * a_of;
    return a_of - a_meets > b_of - b_meets;
}

static void count(const struct spread_input *input, struct spread_row *all)
{
    const struct norm *norm = input->norm;

    for (int i = 0; i < norm->n_items; i++) {
        int group = group_of(input, i);
        struct norm one = {.items = &norm->items[i], .n_items = 1};
        struct derived_count of;

        if (group < 0 || (input->keep != NULL && !input->keep[i]))
            continue;
        of = derive_count(&one, &input->derived[i], NULL);
        add(&all[group].count, &of);
    }
}

struct spread_row *spread_count(struct arena *mem, const struct spread_input *input,
                                bool worst_first, int *ret_n)
{
    int n_all = input->profile == NULL ? input->norm->n_groups : input->profile->n_groups;
    struct spread_row *all = NEW_ARRAY(mem, (size_t)n_all, struct spread_row);
    struct spread_row *rows = NEW_ARRAY(mem, (size_t)n_all, struct spread_row);
    int n = 0;

    count(input, all);
    for (int i = 0; i < n_all; i++) {
        int at = n;

        all[i].group = i;
        if (all[i].count.n == 0)
            continue;
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
