#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/left.h"
#include "store/lock.h"
#include "store/sqlite.h"
#include "store/vault.h"

static enum outcome no(struct arena *mem, enum outcome o, struct str *ret_why, const char *path,
                       const char *what)
{
    *ret_why = arena_text(mem, "%s: %s", path, what);
    return o;
}

static bool sync_path(const char *path, int flags)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
    bool ok = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0)
        close(fd);
    return ok;
}

static const char *folder_of(struct arena *mem, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL)
        return ".";
    return arena_str(mem, (struct str){path, slash == path ? 1 : (size_t)(slash - path)}).at;
}

/* NULL when the file is whole and ours; else what is wrong with it. */
static const char *unfit(struct arena *mem, sqlite3 *handle)
{
    sqlite3_stmt *stmt = NULL;
    const char *why = NULL;

    if (sqlite_read_int(handle, "pragma application_id") != SQLITE_APPLICATION_ID)
        return "is not a database of this program";
    if (sqlite3_prepare_v2(handle, "pragma integrity_check(1)", -1, &stmt, NULL) != SQLITE_OK ||
        sqlite3_step(stmt) != SQLITE_ROW)
        why = arena_str(mem, str_of(sqlite3_errmsg(handle))).at;
    else if (!str_eq(str_of((const char *)sqlite3_column_text(stmt, 0)), S("ok")))
        why = arena_str(mem, str_of((const char *)sqlite3_column_text(stmt, 0))).at;
    sqlite3_finalize(stmt);
    return why;
}

/* In one step: a copy in steps starts again with every commit of others. The
 * copy is one file without a log, so that it can be carried. */
static const char *copy(struct arena *mem, sqlite3 *from, const char *path)
{
    sqlite3 *to = NULL;
    sqlite3_backup *work = NULL;
    const char *why = NULL;
    int rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

    if (rc == SQLITE_OK && (work = sqlite3_backup_init(to, "main", from, "main")) == NULL)
        rc = sqlite3_errcode(to);
    if (work != NULL) {
        rc = sqlite3_backup_step(work, -1);
        sqlite3_backup_finish(work);
    }
    if (rc == SQLITE_DONE)
        rc = sqlite3_exec(to, "pragma journal_mode = delete", NULL, NULL, NULL);
    if (rc != SQLITE_OK)
        why = sqlite3_errstr(rc);
    else
        why = unfit(mem, to);
    sqlite3_close(to);
    return why;
}

/* Puts a file under a name that must still be free. */
static bool rename_new(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    return link(from, to) == 0 && unlink(from) == 0; /* a file system without that flag */
}

/* May there be a new file of this name? REFUSED when not. */
static enum outcome free_name(struct arena *mem, const char *path, struct str *ret_why)
{
    struct stat st;

    if (lstat(path, &st) == 0)
        return no(mem, REFUSED, ret_why, path, "is already there");
    /* SQLite would read the log of a file that is gone into this one. */
    if (lstat(arena_text(mem, "%s-wal", path).at, &st) == 0)
        return no(mem, REFUSED, ret_why, path, "the log (-wal) of an earlier file lies beside it");
    return DONE;
}

/* What was written as `part` is made sure of and gets its name; on a failure it goes. */
static enum outcome give_name(struct arena *mem, const char *part, const char *path,
                              const char *why, struct str *ret_why)
{
    if (why == NULL && !sync_path(part, 0))
        why = strerror(errno);
    if (why == NULL && !rename_new(part, path))
        why = strerror(errno);
    if (why == NULL)
        return sync_path(folder_of(mem, path), O_DIRECTORY)
                   ? DONE : no(mem, BROKEN, ret_why, path, strerror(errno));
    unlink(part);
    return no(mem, BROKEN, ret_why, path, why);
}

enum outcome backup_make(struct db *db, struct arena *mem, struct str to, struct str *ret_why)
{
    const char *path = arena_str(mem, to).at;
    const char *part = arena_text(mem, "%s.part-%ld", path, (long)getpid()).at;
    enum outcome o;
    int fd;

    if (db_kind(db) != DB_SQLITE)
        return no(mem, REFUSED, ret_why, path, "PostgreSQL is copied by its own tools (pg_dump)");
    MUST(db->state != DB_WRITING);
    left_clear(mem, str_of(sqlite_path(db)));
    left_clear(mem, to);
    if ((o = free_name(mem, path, ret_why)) != DONE)
        return o;
    fd = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return no(mem, BROKEN, ret_why, part, strerror(errno));
    close(fd);
    return give_name(mem, part, path, copy(mem, sqlite_handle(db), part), ret_why);
}

enum { PIECE_BYTES = 4096, HEAD_BYTES = 100 }; /* no page is smaller than the head of the file */

/* All but the head, which holds counters of what was written and whether there is a log. Read
 * through SQLite: who closes the file beside it would lose SQLite's own locks. */
static bool is_same(sqlite3_file *file, int copy)
{
    char ours[PIECE_BYTES];
    char theirs[PIECE_BYTES];
    sqlite3_int64 size = 0;
    struct stat st;

    if (file->pMethods == NULL || file->pMethods->xFileSize(file, &size) != SQLITE_OK ||
        fstat(copy, &st) != 0 || st.st_size != size || size < HEAD_BYTES)
        return false;
    for (sqlite3_int64 at = HEAD_BYTES; at < size;) {
        int n = (int)(size - at < PIECE_BYTES ? size - at : PIECE_BYTES);

        if (file->pMethods->xRead(file, ours, n, at) != SQLITE_OK ||
            pread(copy, theirs, (size_t)n, at) != n || memcmp(ours, theirs, (size_t)n) != 0)
            return false;
        at += n;
    }
    return true;
}

bool backup_is_of(struct db *db, struct str copy)
{
    sqlite3 *handle = sqlite_handle(db);
    sqlite3_file *file = NULL;
    int log = 0;
    int moved = 0;
    int from;
    bool same;

    /* Truncated: what the log held is in the file, all of it. */
    if (sqlite3_wal_checkpoint_v2(handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, &log, &moved) !=
            SQLITE_OK || log != 0 ||
        sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
        file == NULL || (from = open(copy.at, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)) < 0)
        return false;
    same = is_same(file, from);
    close(from);
    return same;
}

static const char *close_file(const char *plain, const char *part, const struct vault_key *key)
{
    static const char *const says[VAULT_FAULT_COUNT] = {
        [VAULT_MEMORY] = "no 256 MiB of memory for the passphrase",
        [VAULT_CUT] = "the copy became shorter while it was read",
    };
    int from = open(plain, O_RDONLY | O_CLOEXEC);
    int to = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    enum vault_fault fault = from >= 0 && to >= 0 ? vault_close(from, to, key) : VAULT_MACHINE;
    const char *why = fault == VAULT_FINE ? NULL
                      : says[fault] != NULL ? says[fault] : strerror(errno);

    if (from >= 0)
        close(from);
    if (to >= 0 && close(to) != 0 && why == NULL)
        why = strerror(errno);
    return why;
}

/* The plain copy lies beside the data and not where the back-up goes: that may be a disk
 * which others read. */
enum outcome backup_close(struct db *db, struct arena *mem, struct str to,
                          const struct vault_key *key, struct str *ret_why)
{
    const char *path = arena_str(mem, to).at;
    const char *part = arena_text(mem, "%s.part-%ld", path, (long)getpid()).at;
    struct str plain;
    enum outcome o;

    if (db_kind(db) != DB_SQLITE)
        return backup_make(db, mem, to, ret_why); /* which says that it is not of this kind */
    plain = arena_text(mem, "%s.copy-%ld", sqlite_path(db), (long)getpid());
    if ((o = free_name(mem, path, ret_why)) == DONE &&
        (o = backup_make(db, mem, plain, ret_why)) == DONE)
        o = give_name(mem, part, path, close_file(plain.at, part, key), ret_why);
    if (o == DONE || o == BROKEN)
        unlink(plain.at);
    return o;
}

static const char *unfit_file(struct arena *mem, const char *path)
{
    sqlite3 *handle = NULL;
    const char *why;

    if (sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) !=
        SQLITE_OK)
        why = "cannot be opened";
    else
        why = unfit(mem, handle);
    sqlite3_close(handle);
    return why;
}

/* The old file moves first and its log after it: whatever stops this half-way,
 * no file ever lies under the name of the data without the log that is its own. Back goes
 * the log first, for a log without its file is refused and a file without its log is not. */
static const char *put_back(const char *why, const char *data, const char *log, const char *kept,
                            const char *kept_log)
{
    struct stat st;

    if (lstat(kept_log, &st) == 0 && !rename_new(kept_log, log))
        return why;
    if (lstat(kept, &st) == 0)
        rename_new(kept, data);
    return why;
}

static const char *exchange(struct arena *mem, const char *from, const char *data,
                            const char *kept)
{
    const char *log = arena_text(mem, "%s-wal", data).at;
    const char *kept_log = arena_text(mem, "%s-wal", kept).at;
    struct stat st;

    if (stat(data, &st) == 0 && !rename_new(data, kept))
        return strerror(errno);
    if (stat(log, &st) == 0 && !rename_new(log, kept_log))
        return put_back(strerror(errno), data, log, kept, kept_log);
    unlink(arena_text(mem, "%s-shm", data).at);
    if (!rename_new(from, data))
        return put_back(strerror(errno), data, log, kept, kept_log);
    return sync_path(folder_of(mem, data), O_DIRECTORY) ? NULL : strerror(errno);
}

enum outcome backup_lock(struct arena *mem, struct str data, int *ret_lock, struct str *ret_why)
{
    const char *path = arena_str(mem, data).at;
    int lock = lock_open(path);

    if (lock >= 0 && lock_take(lock, LOCK_FOR_WRITE, LOCK_WAIT_MS)) {
        *ret_lock = lock;
        return DONE;
    }
    if (lock >= 0)
        close(lock);
    return no(mem, BROKEN, ret_why, path, "the write lock is not to be had");
}

/* Two restores in one second each keep what they replaced. */
static struct str name_of_kept(struct arena *mem, const char *data, struct str stamp)
{
    struct str name = arena_text(mem, "%s.before-%" STR_FMT, data, STR_ARG(stamp));
    struct stat st;

    for (int n = 2; lstat(name.at, &st) == 0; n++)
        name = arena_text(mem, "%s.before-%" STR_FMT "-%d", data, STR_ARG(stamp), n);
    return name;
}

enum outcome backup_swap(struct arena *mem, struct str from, struct str data, struct str stamp,
                         struct str *ret_kept, struct str *ret_why)
{
    const char *new = arena_str(mem, from).at;
    const char *old = arena_str(mem, data).at;
    struct str kept = name_of_kept(mem, old, stamp);
    const char *why = unfit_file(mem, new);
    struct stat st;
    struct stat there;

    if (why != NULL)
        return no(mem, REFUSED, ret_why, new, why);
    if (stat(arena_text(mem, "%s-wal", new).at, &st) == 0)
        return no(mem, REFUSED, ret_why, new, "has a log beside it: it is in use");
    if (stat(new, &st) != 0 || stat(folder_of(mem, old), &there) != 0 || st.st_dev != there.st_dev)
        return no(mem, REFUSED, ret_why, new, "must lie on the same disk as the data");
    if ((why = exchange(mem, new, old, kept.at)) != NULL)
        return no(mem, BROKEN, ret_why, old, why);
    *ret_kept = kept;
    return DONE;
}
