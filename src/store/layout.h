/* store/layout.h - are tables, views and what hangs on them as the migrations make them?
 *
 * Pages and reports read through views: one that was made anew with other words changes every
 * figure and no row. SQLite: everything in the schema is compared with that of an empty database
 * which the same migrations bring up, word by word; nothing is missing and nothing more is there.
 * What `analyze` keeps is no matter, nor the mark of data that were brought up (migrate_owed). PostgreSQL: the view of every ledgered table reads that table
 * and its past, column by column, and no trigger, rule or policy is there but our own.
 */
#ifndef STORE_LAYOUT_H
#define STORE_LAYOUT_H

#include "base/outcome.h"
#include "store/db.h"

struct layout {
    bool seen;        /* false: this server writes views in words that are not known here */
    bool fits;
    struct str kind;  /* of the first that differs: table, index, view, trigger, rule, policy */
    struct str name;
    struct str ought; /* its text; `-` when it ought not to be there */
    struct str is;    /* `-` when it is not there                    */
};

/* layout_look: in the open transaction, of data that are brought up. BROKEN. */
ANSWER enum outcome layout_look(struct db *db, struct arena *mem, struct layout *ret);

#endif
