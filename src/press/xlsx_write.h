/* press/xlsx_write.h - how does a document become an XLSX file?
 *
 * One sheet for each table: the labels in bold, frozen and with a filter, then the
 * rows. Days are dates, numbers numbers, flags booleans; a text is always a string
 * and never a formula. The last sheet, "waarborg", says whose document it is, as
 * of when, which filter each table has and which entry vouches for it.
 *
 * Sources  [choice: spreadsheets out] strings only. A cell of Excel holds 32,767
 *          characters: a longer text ends in an ellipsis. Numbers past 2^53 and days
 *          before 1 March 1900, which Excel does not know, are texts.
 */
#ifndef PRESS_XLSX_WRITE_H
#define PRESS_XLSX_WRITE_H

#include "base/outcome.h"
#include "reports/paper.h"

/* xlsx_write: puts the file into out.
 *
 *   made   when the document was made, in whole seconds after 1970; with it the
 *          bytes repeat: the same paper gives the same file
 *
 * BROKEN when the machine has no memory or no /proc; out is then as it was. Writes
 * no files: what the library keeps aside lies in memory.
 */
ANSWER enum outcome xlsx_write(struct buf *out, const struct paper *paper, struct moment made);

#endif
