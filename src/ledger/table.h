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
    const struct statement *blank; /* NULL: it has no texts */
    const struct statement *rows;
    const struct statement *kept;
};

enum { TABLE_COUNT = 22 };
extern const struct table table_all[TABLE_COUNT]; /* in the order of noun_all */

/* Entries can touch what is no noun too: a text that they erase, by the entry that wrote
 * it, and the head: that a restored back-up left behind, or whose time a clock lay before. Those stand in parts and in the
 * index of rows, under the names of the ledger's own tables, and in no past. */
enum { TABLE_TEXT = TABLE_COUNT, TABLE_HEAD, TABLE_INDEXED };

/* table_name: of a place below TABLE_INDEXED. table_find: the place of a name, or
 * TABLE_INDEXED. */
struct str table_name(uint32_t place);
uint32_t table_find(struct str name);

/* table_of: of a noun that is in noun_all; another one is a bug. */
const struct table *table_of(const struct noun *noun);

#endif
