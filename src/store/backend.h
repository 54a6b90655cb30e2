/* store/backend.h - what a database must be able to do for db.c and query.c.
 *
 * Internal to this room. A back end has its own struct that begins with a
 * struct db, and its own query that begins with a struct query. It reports a
 * failure with db_fail and is not called again before rollback.
 */
#ifndef STORE_BACKEND_H
#define STORE_BACKEND_H

#include <sys/types.h>

#include "base/bug.h"
#include "store/db.h"
#include "store/query.h"

struct sqlite3;

enum db_state { DB_IDLE, DB_READING, DB_WRITING };

struct query {
    struct db *db;
    const struct statement *statement; /* NULL: the query that gives nothing */
    bool open;
    bool done;
    int64_t changed; /* rows touched, known once done */
};

struct db {
    const struct backend *backend;
    enum db_kind kind;
    enum db_state state;
    enum outcome failed; /* DONE while nothing went wrong          */
    bool full;
    bool unknown;        /* a commit that may or may not have held */
    bool lost;           /* BROKEN for good: nothing goes any more */
    int open_n;          /* queries                                */
    int64_t held;        /* the only organisation that is asked of, or 0 */
    pid_t pid;           /* the process that may use it            */
    struct query **queries; /* by statement->number, NULL: not yet prepared */
    int queries_n;
    struct query dead;
    char why[512];
    size_t why_len;
};

struct backend {
    void (*close)(struct db *db);
    bool (*begin)(struct db *db, bool write);
    bool (*commit)(struct db *db);
    void (*rollback)(struct db *db);
    bool (*exec)(struct db *db, struct str text); /* one statement, no rows */
    struct query *(*prepare)(struct db *db, const struct statement *statement);
    void (*forget)(struct query *q);
    void (*bind_int)(struct query *q, int place, int64_t value);
    void (*bind_view)(struct query *q, int place, struct str value); /* at NULL: null */
    bool (*next)(struct query *q);
    int64_t (*get_int)(struct query *q, int column);
    struct str (*get_view)(struct query *q, int column);
    bool (*get_null)(struct query *q, int column);
    void (*reset)(struct query *q);
    int64_t (*size_bytes)(struct db *db);
    bool (*is_short)(struct db *db, bool keep); /* NULL: never; keep: make a reserve */
    struct str (*version)(struct db *db, struct arena *mem);
};

/* db_fail: notes the first failure of a transaction; one line. */
void db_fail(struct db *db, enum outcome o, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* query_own: does this statement start from the organisation in $1? False for those that are
 * about all organisations, and for those of tests and of this room. */
bool query_own(const struct statement *statement);

/* db_exec: one statement without parameters, for migrations. */
ANSWER enum outcome db_exec(struct db *db, struct str text);

/* sqlite_open, postgres_open: as db_open. */
ANSWER enum outcome sqlite_open(struct arena *mem, struct str where, bool create,
                                struct db **ret_db, struct str *ret_why);
ANSWER enum outcome postgres_open(struct arena *mem, struct str where, struct db **ret_db,
                                  struct str *ret_why);

/* sqlite_memory: an empty one without a file, for db_close to end. */
ANSWER enum outcome sqlite_memory(struct db **ret_db);

/* sqlite_handle: SQLite's own connection, for the back-up. */
struct sqlite3 *sqlite_handle(struct db *db);
/* sqlite_path: the one true name of its file. */
const char *sqlite_path(const struct db *db);

enum { SQLITE_APPLICATION_ID = 0x57425247 }; /* WBRG */

#endif
