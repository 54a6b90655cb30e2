/* store/schema.h - what tables there are, and the twins of those that keep their past.
 * Internal to this room; every function runs within a transaction.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "store/backend.h"

struct column {
    struct str name;
    struct str type;
    struct str fallback; /* its default, at NULL when there is none */
};

struct columns {
    struct column at[SQL_COLUMNS_MAX];
    int n;
};

/* schema_tables: how many tables and views there are, those of extensions apart. */
ANSWER enum outcome schema_tables(struct db *db, int64_t *ret_n);

/* schema_columns: the columns of a table in their order; none when it is not there. */
ANSWER enum outcome schema_columns(struct db *db, struct arena *mem, struct str table,
                                   struct columns *ret_columns);

/* schema_twin: gives a table that was made or altered its twin NAME_past and
 * its view NAME_at, or brings these up to it. */
ANSWER enum outcome schema_twin(struct db *db, struct arena *mem, struct str table);

/* schema_run: a statement of a migration, run as this database reads it. */
ANSWER enum outcome schema_run(struct db *db, struct arena *mem, struct str statement);

#endif
