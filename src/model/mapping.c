#include "model/mapping.h"

#include "model/noun.h"

static const char *const relation_words[RELATION_COUNT] = {
    NULL, "equal-to", "superset-of", "subset-of", "intersects-with",
};
const struct choices relation_choices = {relation_words, RELATION_COUNT};

enum relation relation_reverse(enum relation relation)
{
    if (relation == RELATION_SUPERSET)
        return RELATION_SUBSET;
    return relation == RELATION_SUBSET ? RELATION_SUPERSET : relation;
}

/* The enum stands from strong to weak, but for none. */
bool relation_stronger(enum relation a, enum relation b)
{
    return a != RELATION_NONE && (b == RELATION_NONE || a < b);
}

static bool is_within(int item, const struct norm *norm)
{
    return item >= 0 && item < norm->n_items;
}

static bool are_within(const struct mapping_gap *gaps, int n, const struct norm *norm)
{
    for (int i = 0; i < n; i++)
        if (!is_within(gaps[i].item, norm))
            return false;
    return true;
}

/* Rows of a set stand together, so that the row before tells of all before it. */
static bool fits(const struct mapping_row *row, const struct mapping_row *before)
{
    if (!row->complete || !before->complete || row->set != before->set)
        return true;
    if (row->is != before->is)
        return false;
    return row->is == RELATION_SUBSET ? row->target == before->target
         : row->is == RELATION_SUPERSET ? row->source == before->source : true;
}

bool mapping_sound(const struct mapping *mapping)
{
    for (int i = 0; i < mapping->n_rows; i++) {
        const struct mapping_row *row = &mapping->rows[i];

        if (!is_within(row->source, mapping->from) || !is_within(row->target, mapping->to) ||
            row->is <= RELATION_NONE || row->is >= RELATION_COUNT ||
            (i > 0 && !fits(row, row - 1)))
            return false;
    }
    return are_within(mapping->dropped, mapping->n_dropped, mapping->from) &&
           are_within(mapping->added, mapping->n_added, mapping->to);
}
