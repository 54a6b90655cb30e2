#include "model/profile.h"

void profile_keep(const struct profile *profile, bool *keep)
{
    for (int i = 0; i < profile->norm->n_items; i++)
        keep[i] = false;
    for (int i = 0; i < profile->n_entries; i++)
        keep[profile->entries[i].item] = true;
}
