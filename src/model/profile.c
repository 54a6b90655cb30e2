#include "model/profile.h"

static bool has_measures(const struct profile *profile)
{
    for (int i = 0; i < profile->n_entries; i++)
        if (profile->norm->items[profile->entries[i].item].kind == ITEM_MEASURE)
            return true;
    return false;
}

void profile_keep(const struct profile *profile, bool *keep)
{
    const struct norm *norm = profile->norm;
    bool measures = has_measures(profile);

    for (int i = 0; i < norm->n_items; i++)
        keep[i] = false;
    for (int i = 0; i < profile->n_entries; i++)
        keep[profile->entries[i].item] = true;
    for (int i = 0; i < norm->n_items && !measures; i++)
        if (norm->items[i].parent != ITEM_NONE)
            keep[i] = keep[norm->items[i].parent];
}

int profile_group(const struct profile *profile, int item)
{
    int parent = profile->norm->items[item].parent;
    int group = -1;

    for (int i = 0; i < profile->n_entries; i++) {
        if (profile->entries[i].item == item)
            return profile->entries[i].group;
        if (profile->entries[i].item == parent)
            group = profile->entries[i].group;
    }
    return group;
}
