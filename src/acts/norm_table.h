/* acts/norm_table.h - what does a table say about norms? Internal to this room.
 *
 * A sheet with a header; which columns there are says what it is:
 *
 *     source_id target_id relation [note]     a mapping, such as a list of was and becomes
 *     number [title] text                     words to lay over a norm
 *     group number [title]                    a selection: criteria, modules, steps
 *
 * Columns have Dutch names too; the ends of a mapping may be any two columns whose names
 * end in _id, the group and the number of a selection those that tables use.
 */
#ifndef ACTS_NORM_TABLE_H
#define ACTS_NORM_TABLE_H

#include "acts/norms_local.h"

/* norm_table_add: as norms_add. row->source and row->target name the norms. A line that
 * does not fit is a fault with its number. */
ANSWER enum outcome norm_table_add(struct norms_making *it, const struct local_norm *row,
                                   const struct norm_content *content,
                                   struct norms_found *ret, struct faults *faults);

#endif
