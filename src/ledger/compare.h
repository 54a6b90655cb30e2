/* ledger/compare.h - do the tables say what the fold says?
 *
 * The past of a table is read beside the entries, a window of them at a time: the
 * version that an entry ended must stand there with that entry as its upto, in the
 * same order, and no other. What stands now is read at the end.
 */
#ifndef LEDGER_COMPARE_H
#define LEDGER_COMPARE_H

#include "ledger/fold.h"

/* The pasts of all tables, open over a window of entries. */
struct compare_past {
    struct query *q[TABLE_COUNT];
    bool has[TABLE_COUNT]; /* it stands on a row */
};

/* compare_open: over the versions that entries first to last ended. compare_close:
 * is nothing left over? Must follow, whatever was found; gives false when sound
 * is false already. */
void compare_open(struct check *check, struct compare_past *past, int64_t first, int64_t last);
bool compare_close(struct check *check, struct compare_past *past, bool sound);

/* compare_ended: the version of a row that entry seq ends stands next in the past. */
bool compare_ended(struct check *check, struct compare_past *past, const struct fold *fold,
                   const struct fold_row *row, int64_t seq);

/* compare_tables, compare_index, compare_files: what stands now, which entries
 * touched which rows, and the bytes of every file of evidence. */
bool compare_tables(struct check *check, struct fold *fold);
bool compare_index(struct check *check, struct fold *fold);
bool compare_files(struct check *check, const struct fold *fold);

#endif
