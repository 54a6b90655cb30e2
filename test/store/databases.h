/* test/store/databases.h - both databases, fresh, for every test that wants them.
 *
 * SQLite is a file in a folder of its own; PostgreSQL a database on the server
 * of test/store/with-postgres, whose address is in WAARBORG_TEST_PG. Without
 * that server a test runs on SQLite alone and says so once.
 */
#ifndef TEST_STORE_DATABASES_H
#define TEST_STORE_DATABASES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/backup.h"
#include "store/job.h"
#include "store/sql.h"

/* TEST: a function for cmocka; its name is a sentence that is true. */
#define TEST(name) static void name(void **state __attribute__((unused)))

/* Numbers for statements of a test: past the woven and the room's own. */
enum { TEST_NUMBER = SQL_ALL_N + 16, TEST_COLUMNS = TEST_NUMBER + 7 };

/* on_both: calls the test with the address of an empty database, once for each
 * kind, with an arena that goes afterwards. on_sqlite: for SQLite alone; folder
 * is where the file lies. */
void on_both(void (*test)(struct arena *mem, struct str where));
void on_sqlite(void (*test)(struct arena *mem, struct str where, const char *folder));

/* opened: a connection that must come about. */
struct db *opened(struct arena *mem, struct str where);

/* opened_migrated: the same, where every migration has run. Who runs many tests names a file for
 * that in WAARBORG_TEST_BASE: who comes first makes it, and the database `base` on the server of
 * PostgreSQL; the others begin with a copy. */
struct db *opened_migrated(struct arena *mem, struct str where);

/* run_sql: text without parameters in one transaction of its own. */
void run_sql(struct db *db, const char *text);

/* rows_of: the number that a select of one row gives. Statement numbers are
 * the caller's: TEST_NUMBER and up. */
int64_t rows_of(struct db *db, const struct statement *statement);

/* each_column: every column of every table of ours; of a table's past and view nothing. */
void each_column(struct db *db, struct arena *mem,
                 void (*each)(struct str table, struct str column, void *arg), void *arg);

/* text_eq: compares a str with a literal, and shows both when they differ. */
void text_eq(struct str is, const char *ought);

/* done: the outcome must be DONE, or the connection tells why not. */
void done(enum outcome o, struct db *db);

#endif
