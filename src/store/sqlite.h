/* store/sqlite.h - what the SQLite half of the back end shares between its files.
 * Internal to this room. */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <sqlite3.h>

#include "store/backend.h"

enum sqlite_word { WORD_READ, WORD_WRITE, WORD_COMMIT, WORD_ROLLBACK, WORD_COUNT };

struct sqlite_db {
    struct db db;
    sqlite3 *handle;
    char *path;            /* after every link was followed              */
    dev_t device;          /* of the file that was opened, so that one    */
    ino_t inode;           /* put in its place is noticed                 */
    bool memory;           /* of this process alone: no file, and no lock */
    int lock;              /* the lock file, -1: not opened yet           */
    int reserve;           /* room for when the disk is full, or -1       */
    bool locked;
    int log_frames;        /* in the log after the last commit            */
    int checkpoint_frames; /* of those, copied into the file              */
    sqlite3_stmt *words[WORD_COUNT];
};

/* sqlite_fail: turns a result code into a failure of the connection. */
void sqlite_fail(struct db *db, int rc, const char *doing);

/* sqlite_read_int: the first number that a statement gives; -1 when it fails. */
int64_t sqlite_read_int(sqlite3 *handle, const char *text);

/* sqlite_settings: what every connection of ours sets. */
int sqlite_settings(sqlite3 *handle);

/* sqlite_find: the true path of a data file, made when create is true. As
 * db_open; refuses network file systems. */
ANSWER enum outcome sqlite_find(struct arena *mem, const char *name, bool create,
                                const char **ret_path, struct str *ret_why);

/* sqlite_ready: opens it->path and makes it ours when it is fresh. NULL, or
 * what stands in the way. */
const char *sqlite_ready(struct sqlite_db *it);

/* query_sqlite.c */
bool sqlite_exec(struct db *db, struct str text);
struct query *sqlite_prepare(struct db *db, const struct statement *statement);
void sqlite_forget(struct query *q);
void sqlite_bind_int(struct query *q, int place, int64_t value);
void sqlite_bind_view(struct query *q, int place, struct str value);
bool sqlite_next(struct query *q);
int64_t sqlite_get_int(struct query *q, int column);
struct str sqlite_get_view(struct query *q, int column);
bool sqlite_get_null(struct query *q, int column);
void sqlite_reset(struct query *q);

#endif
