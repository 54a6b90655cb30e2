/* engine/spread.h - how is a derived norm spread over its themes, groups, duties, functions?
 *
 * A row for each value that has items which can be assessed, as gap_of has of the own norm.
 * By theme the rows add up to derive_count over the same items; an item that is in no group
 * of the selection is in no row.
 *
 * Sources  [R9] uncovered is neither nought nor met.
 */
#ifndef ENGINE_SPREAD_H
#define ENGINE_SPREAD_H

#include "engine/derive.h"
#include "engine/slice.h"

struct spread_row {
    struct slice_row at;
    struct derived_count count;
};

struct spread_input {
    const struct norm *norm;
    const struct derived *derived;
    const bool *keep;              /* a place for each item; NULL: all                  */
    const struct profile *profile; /* whose groups group_of tells, or NULL              */
    const int *group_of;           /* the group of each item, or -1                     */
};

/* spread_count: in reading order; worst_first as slice_worse has it (n.v.t. counts as nothing
 * to do), then in reading order. */
struct spread_row *spread_count(struct arena *mem, const struct spread_input *input,
                                enum gap_by by, bool worst_first, int *ret_n);

/* spread_groups: the group of each item of the profile's norm, or -1; and in keep, which
 * has a place for each item, what is selected. Where a selection holds controls only, the
 * measures of each stand in its place: a control with measures has no verdict itself. */
int *spread_groups(struct arena *mem, const struct profile *profile, bool *keep);

#endif
