/* engine/slice.h - by what is a gap counted: which rows are there, and which of them does an
 * item count in?
 *
 * An item stands in one theme, under one control and in at most one group of a selection. It
 * counts for each of its duties and functions, and for none when it has none.
 */
#ifndef ENGINE_SLICE_H
#define ENGINE_SLICE_H

#include "model/noun.h"
#include "model/profile.h"

/* A group is one of a selection's own. */
enum gap_by {
    GAP_BY_THEME, GAP_BY_CONTROL, GAP_BY_DUTY, GAP_BY_CSF, GAP_BY_GROUP, GAP_BY_COUNT
};
extern const struct choices gap_by_choices; /* theme, control, role, csf, group; all from 0 */

struct slice {
    const struct norm *norm;
    enum gap_by by;
    const struct profile *profile; /* whose groups those are, or NULL                   */
    const int *group_of;           /* for GAP_BY_GROUP: the group of each item, or -1   */
};

struct slice_row {
    struct str key; /* theme code, control number, duty or csf word, group id      */
    int item;       /* the control, for GAP_BY_CONTROL; else ITEM_NONE             */
    int group;      /* index of the theme or of the selection's group; else -1     */
};

/* slice_rows: how many there can be, counted or not. slice_at: what one is. */
int slice_rows(const struct slice *slice);
struct slice_row slice_at(const struct slice *slice, int row);

/* slice_next: the first row from `row` on that the item counts in, or -1. slice_holds: is it
 * this one? */
int slice_next(const struct slice *slice, int item, int row);
bool slice_holds(const struct slice *slice, int item, int row);

/* slice_says: does the norm, or the selection, say this of its items at all? Controls are a
 * way to count where they have measures. */
bool slice_says(const struct slice *slice);

/* slice_worse: a lower share of what applies voldoet; else more does not. Where nothing
 * applies the shares are alike, and nothing is missing. */
bool slice_worse(int a_meets, int a_applies, int b_meets, int b_applies);

#endif
