#include "store/db.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/backend.h"

static bool is_address(struct str where)
{
    return str_starts(where, S("postgresql://")) || str_starts(where, S("postgres://"));
}

enum outcome db_open(struct arena *mem, struct str where, bool create, struct db **ret_db,
                     struct str *ret_why)
{
    struct db *db = NULL;
    enum outcome o = is_address(where) ? postgres_open(mem, where, &db, ret_why)
                                       : sqlite_open(mem, where, create, &db, ret_why);

    if (o != DONE)
        return o;
    db->pid = getpid();
    db->dead.db = db;
    *ret_db = db;
    return DONE;
}

struct str db_shown(struct arena *mem, struct str where)
{
    struct str options;
    struct str address = str_cut(where, '?', &options);
    ptrdiff_t begin = str_find(address, S("://"), 0);
    ptrdiff_t at = str_find(address, S("@"), 0);
    ptrdiff_t secret = begin < 0 ? -1 : str_find(address, S(":"), (size_t)begin + 3);

    if (!is_address(where))
        return where;
    if (secret < 0 || at < secret)
        return address;
    return arena_text(mem, "%.*s:...%.*s", (int)secret, address.at, (int)(address.len - (size_t)at),
                      address.at + at);
}

void db_close(struct db *db)
{
    if (db == NULL)
        return;
    db_rollback(db);
    for (int i = 0; i < db->queries_n; i++)
        if (db->queries[i] != NULL)
            db->backend->forget(db->queries[i]);
    free(db->queries);
    db->backend->close(db);
}

enum db_kind db_kind(const struct db *db)
{
    return db->kind;
}

/* An inherited connection would share SQLite's locks, or PostgreSQL's line. */
static enum outcome begin(struct db *db, enum db_state state)
{
    MUST(db->state == DB_IDLE);
    MUST(db->pid == getpid());
    if (db->lost)
        db->failed = BROKEN;
    if (db->failed != DONE)
        return db->failed;
    if (db->backend->begin(db, state == DB_WRITING))
        db->state = state;
    return db->failed;
}

enum outcome db_read(struct db *db)
{
    return begin(db, DB_READING);
}

enum outcome db_write(struct db *db)
{
    return begin(db, DB_WRITING);
}

enum outcome db_commit(struct db *db)
{
    MUST(db->open_n == 0);
    if (db->failed != DONE)
        return db->failed;
    MUST(db->state != DB_IDLE);
    if (db->backend->commit(db))
        db->state = DB_IDLE;
    return db->failed;
}

void db_hold(struct db *db, int64_t org)
{
    if (db != NULL)
        db->held = org;
}

bool db_busy(const struct db *db)
{
    return db->state != DB_IDLE;
}

bool db_unknown(const struct db *db)
{
    return db->unknown;
}

bool db_lost(const struct db *db)
{
    return db->lost;
}

/* A job that jumped out left its queries open. */
static void close_queries(struct db *db)
{
    for (int i = 0; i < db->queries_n && db->open_n > 0; i++) {
        struct query *q = db->queries[i];

        if (q == NULL || !q->open)
            continue;
        db->backend->reset(q);
        q->open = false;
        db->open_n--;
    }
}

void db_rollback(struct db *db)
{
    close_queries(db);
    if (db->state != DB_IDLE)
        db->backend->rollback(db);
    db->state = DB_IDLE;
    db->failed = DONE;
    db->full = false;
    if (!db->lost)
        db->why_len = 0;
}

void db_fail(struct db *db, enum outcome o, const char *format, ...)
{
    va_list args;

    if (db->failed != DONE)
        return;
    db->failed = o;
    va_start(args, format);
    vsnprintf(db->why, sizeof db->why, format, args);
    va_end(args);
    db->why_len = strlen(db->why);
    while (db->why_len > 0 && db->why[db->why_len - 1] == '\n')
        db->why_len--;
    for (size_t i = 0; i < db->why_len; i++)
        if (db->why[i] == '\n' || db->why[i] == '\r')
            db->why[i] = ' ';
}

void db_spoil(struct db *db, struct str why)
{
    db_fail(db, BROKEN, "%" STR_FMT, STR_ARG(why));
}

enum outcome db_exec(struct db *db, struct str text)
{
    MUST(db->state == DB_WRITING);
    if (db->failed == DONE && !db->backend->exec(db, text))
        MUST(db->failed != DONE);
    return db->failed;
}

struct str db_why(const struct db *db)
{
    return (struct str){db->why, db->why_len};
}

bool db_full(const struct db *db)
{
    return db->full;
}

void db_reserve(struct db *db)
{
    if (db->backend->is_short != NULL)
        db->backend->is_short(db, true);
}

bool db_short(struct db *db)
{
    return db->backend->is_short != NULL && db->backend->is_short(db, false);
}

int64_t db_size_bytes(struct db *db)
{
    return db->backend->size_bytes(db);
}

struct str db_version(struct db *db, struct arena *mem)
{
    return db->backend->version(db, mem);
}
