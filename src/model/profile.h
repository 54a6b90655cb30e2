/* model/profile.h - a selection from a norm, in groups of its own where it has them.
 *
 * A level, a module, a growth step, a grouping by other criteria: all are OSCAL profiles
 * over a norm, so none is known by name. An item stands in a profile once. A group may
 * stand in a group; a profile that keeps the norm's own grouping has none.
 */
#ifndef MODEL_PROFILE_H
#define MODEL_PROFILE_H

#include "model/norm.h"

struct profile_group {
    struct str id;
    struct str label;
    struct str title[LANG_COUNT];
    enum standing standing;      /* how sure it is that this belongs here       */
    int up;                      /* index of the group that it stands in, or -1 */
};

struct profile_entry {
    int item;                    /* index in the norm                           */
    int group;                   /* index of its group, or -1                   */
};

struct profile {
    struct str id;               /* its document's identity: stable              */
    struct str title[LANG_COUNT];
    struct str note[LANG_COUNT]; /* how it was made                              */
    enum standing standing;
    const struct norm *norm;
    const struct profile_group *groups;
    int n_groups;
    const struct profile_entry *entries; /* in the order of the profile          */
    int n_entries;
};

/* profile_keep: sets keep, which has a place for each item of the norm: is it in? A
 * profile without any measure groups controls; their measures come along. */
void profile_keep(const struct profile *profile, bool *keep);

/* profile_group: the group of an item, or of its control when it has none itself; -1 for
 * one that is not in a group of the profile. O(entries). */
int profile_group(const struct profile *profile, int item);

#endif
