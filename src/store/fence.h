/* store/fence.h - what PostgreSQL itself holds the rows of an organisation to, and the
 * program's own role.
 *
 * Every table with a column `org` gives and takes the rows of one organisation alone: that
 * of the setting waarborg.org, which the back end sets for each statement within its
 * transaction; 0 is every organisation, none is no row. This holds for the owner of the
 * tables too, and every view looks with the eyes of who asks. The role waarborg_program,
 * when there is one, may read everything and, of each table, do what the woven statements
 * do and nothing else: on the ledger, add.
 *
 * It is made from the tables and the statements as they are, so that what is new falls
 * under it by itself. Internal to this room; both functions run within a transaction of
 * PostgreSQL.
 * Sources  [plan 3.11]; [ASVS V8.4.1, V13.2.2]; [choice: fence].
 */
#ifndef STORE_FENCE_H
#define STORE_FENCE_H

#include "store/backend.h"

/* fence_whole: does every table have its fence, and the role what it needs and no more? */
ANSWER enum outcome fence_whole(struct db *db, struct arena *mem, bool *ret_whole);

/* fence_make: makes it so; only who owns the tables can. */
ANSWER enum outcome fence_make(struct db *db, struct arena *mem);

/* fence_powers: what the woven statements do, as `table verb,table verb`, sorted nowhere
 * and each as often as it is said; in mem. For select nothing is said: all is read. */
struct str fence_powers(struct arena *mem);

#endif
