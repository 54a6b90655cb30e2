/* ledger/table.h - the statements of each noun, which tools/noun writes.
 *
 * The one place where a new noun is named besides its description and noun_all.
 */
#ifndef LEDGER_TABLE_H
#define LEDGER_TABLE_H

#include "model/noun.h"
#include "store/query.h"

/* The columns of a statement before the fields: id, version, since. */
enum { TABLE_FIRST_FIELD = 3 };

struct table {
    const struct noun *noun;
    const struct statement *load;
    const struct statement *all;
    const struct statement *add;
    const struct statement *keep;
    const struct statement *save;
    const struct statement *rows;
    const struct statement *kept;
};

enum { TABLE_COUNT = 12 };
extern const struct table table_all[TABLE_COUNT]; /* in the order of noun_all */

/* table_of: of a noun that is in noun_all; another one is a bug. */
const struct table *table_of(const struct noun *noun);

#endif
