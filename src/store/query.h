/* store/query.h - run one named statement and read what it gives.
 *
 *     struct query *q = query_of(db, &sql_person_names);
 *     query_int(q, 1, org);
 *     while (query_next(q))
 *         use(query_get_int(q, 0), query_get_text(q, 1));
 *     if ((o = query_end(q)) != DONE) ...
 *
 * Statements come from sql/queries, woven into struct statement by tools/weave;
 * none is put together at run time. They are prepared once per connection.
 */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "base/outcome.h"
#include "base/str.h"
#include "store/db.h"

enum sql_type { SQL_BIGINT, SQL_INTEGER, SQL_TEXT, SQL_BYTES };

enum { SQL_PARAMS_MAX = 64, SQL_COLUMNS_MAX = 64 };

struct statement {
    const char *name;
    const char *text;              /* with $1, $2, … */
    int number;                    /* place in the list of all statements */
    int n_params;
    const enum sql_type *params;
    int n_columns;                 /* 0 for a statement that gives nothing */
    const enum sql_type *columns;
    const char *const *column_names;
};

struct query;

/* query_of: the statement, ready to bind; parameters not bound are null. One
 * query per statement may be open at a time on a connection; a second one is a
 * bug. Never NULL: after a failure it is a query that gives nothing. */
struct query *query_of(struct db *db, const struct statement *statement);

/* query_prepare: prepares the statement now instead of at first use, within a
 * transaction; for start-up and for the test of every statement. */
ANSWER enum outcome query_prepare(struct db *db, const struct statement *statement);

/* Binding: place counts from 1, as in the text. Text and bytes must stay where
 * they are until query_end. A text with at NULL binds null. A type that differs
 * from the declared one is a bug; a number past 32 bits for an integer, REFUSED. */
void query_int(struct query *q, int place, int64_t value);
void query_text(struct query *q, int place, struct str value);
void query_bytes(struct query *q, int place, struct str value);
void query_null(struct query *q, int place);

/* query_next: the next row; false when there are no more or it failed. */
bool query_next(struct query *q);

/* Reading the row: column counts from 0. Null reads as 0 and as the empty str
 * with at NULL. Views are valid until the next query_next or query_end. */
int64_t query_get_int(struct query *q, int column);
struct str query_get_text(struct query *q, int column);
bool query_get_null(struct query *q, int column);

/* query_end: closes it. DONE; REFUSED when a key, a foreign key or a check of
 * the table stood in the way (db_why names it); BROKEN when the machine failed. */
ANSWER enum outcome query_end(struct query *q);

/* query_run: for a statement that gives no rows: steps and ends it;
 * *ret_changed becomes the number of rows it touched, unless NULL. */
ANSWER enum outcome query_run(struct query *q, int64_t *ret_changed);

#endif
