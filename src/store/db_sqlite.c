#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/lock.h"
#include "store/reserve.h"
#include "store/sqlite.h"

/* SQLite's own format: a frame of the log is a page with a head before it. */
enum { FRAME_BYTES = 4096 + 24, LOG_LIMIT_FRAMES = 4 * 1024 * 1024 / FRAME_BYTES };

static const char *const words[WORD_COUNT] = {"begin", "begin immediate", "commit", "rollback"};

static struct sqlite_db *ours(struct db *db)
{
    return (struct sqlite_db *)db;
}

struct sqlite3 *sqlite_handle(struct db *db)
{
    return ours(db)->handle;
}

const char *sqlite_path(const struct db *db)
{
    return ((const struct sqlite_db *)db)->path;
}

void sqlite_fail(struct db *db, int rc, const char *doing)
{
    sqlite3 *handle = ours(db)->handle;
    int kind = rc & 0xff;
    int error = sqlite3_system_errno(handle);
    enum outcome o = kind == SQLITE_CONSTRAINT || kind == SQLITE_TOOBIG ? REFUSED : BROKEN;

    if (db->failed == DONE)
        db->full = kind == SQLITE_FULL || kind == SQLITE_READONLY ||
                   (kind == SQLITE_IOERR && (error == ENOSPC || error == EDQUOT || error == EROFS));
    if (db->full && kind != SQLITE_READONLY)
        reserve_give(ours(db)->reserve);
    db_fail(db, o, "%s: %s (%d)", doing, sqlite3_errmsg(handle), rc);
}

static int say(struct sqlite_db *it, enum sqlite_word word)
{
    int rc = SQLITE_OK;

    if (it->words[word] == NULL)
        rc = sqlite3_prepare_v3(it->handle, words[word], -1, SQLITE_PREPARE_PERSISTENT,
                                &it->words[word], NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(it->words[word]);
        sqlite3_reset(it->words[word]);
    }
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static void unlock(struct sqlite_db *it)
{
    if (it->locked)
        lock_give(it->lock, LOCK_FOR_WRITE);
    it->locked = false;
}

/* A restored file has taken the place of ours: what we would write is lost, and what we would
 * read is over. To look costs a microsecond. Between the two renames there is none for a moment:
 * who writes waited for the lock by then, who reads goes on. */
static bool is_replaced(struct sqlite_db *it, bool write)
{
    struct stat st;

    if (stat(it->path, &st) != 0 ? !write
                                 : st.st_dev == it->device && st.st_ino == it->inode)
        return false;
    it->db.lost = true;
    db_fail(&it->db, BROKEN, "%s was replaced since it was opened", it->path);
    return true;
}

static bool take_lock(struct sqlite_db *it)
{
    if (it->memory)
        return true;
    if (it->lock < 0)
        it->lock = lock_open(it->path);
    if (it->lock < 0) {
        it->db.full = errno == EROFS || errno == EACCES || errno == ENOSPC;
        db_fail(&it->db, BROKEN, "%s-lock: %s", it->path, strerror(errno));
        return false;
    }
    it->locked = lock_take(it->lock, LOCK_FOR_WRITE, LOCK_WAIT_MS);
    if (!it->locked) {
        db_fail(&it->db, BROKEN, "another process held the write lock for %d ms", LOCK_WAIT_MS);
        return false;
    }
    return !is_replaced(it, true);
}

static bool begin(struct db *db, bool write)
{
    struct sqlite_db *it = ours(db);
    int rc;

    if (write ? !take_lock(it) : is_replaced(it, false)) {
        unlock(it);
        return false;
    }
    rc = say(it, write ? WORD_WRITE : WORD_READ);
    if (rc == SQLITE_OK)
        return true;
    sqlite_fail(db, rc, words[write ? WORD_WRITE : WORD_READ]);
    unlock(it);
    return false;
}

/* A failed write kept nothing; a failed sync may have kept everything. The
 * connection does not see which, so it is of no further use. */
static void fail_commit(struct sqlite_db *it, int rc)
{
    int kind = rc & 0xff;

    it->db.unknown = kind == SQLITE_IOERR && rc != SQLITE_IOERR_WRITE;
    it->db.lost = it->db.unknown;
    sqlite_fail(&it->db, rc, "commit");
}

static int note_frames(void *arg, sqlite3 *handle, const char *name, int frames)
{
    (void)handle;
    (void)name;
    ((struct sqlite_db *)arg)->log_frames = frames;
    return SQLITE_OK;
}

/* Passive: readers may hold part of the log back, and that part comes with a
 * later commit. A failure here takes nothing away from what was committed. */
static void checkpoint(struct sqlite_db *it)
{
    int in_log;
    int copied;

    if (it->log_frames < it->checkpoint_frames)
        it->checkpoint_frames = 0; /* the log began anew */
    if (it->log_frames - it->checkpoint_frames < LOG_LIMIT_FRAMES)
        return;
    if (sqlite3_wal_checkpoint_v2(it->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, &in_log, &copied) ==
        SQLITE_OK)
        it->checkpoint_frames = copied;
}

static bool commit(struct db *db)
{
    struct sqlite_db *it = ours(db);
    int rc = say(it, WORD_COMMIT);

    if (rc != SQLITE_OK) {
        fail_commit(it, rc);
        return false;
    }
    if (it->locked)
        checkpoint(it);
    unlock(it);
    return true;
}

/* SQLite itself may have rolled back already, after a full disk for one. */
static void rollback(struct db *db)
{
    struct sqlite_db *it = ours(db);

    if (!sqlite3_get_autocommit(it->handle) && say(it, WORD_ROLLBACK) != SQLITE_OK)
        db->lost = true;
    unlock(it);
}

static void close_all(struct db *db)
{
    struct sqlite_db *it = ours(db);

    for (int i = 0; i < WORD_COUNT; i++)
        sqlite3_finalize(it->words[i]);
    sqlite3_close(it->handle);
    if (it->lock >= 0)
        close(it->lock);
    if (it->reserve >= 0)
        close(it->reserve);
    free(it->path);
    free(it);
}

static int64_t file_bytes(struct arena *mem, const char *path, const char *end)
{
    struct stat st;

    return stat(arena_text(mem, "%s%s", path, end).at, &st) == 0 ? st.st_size : 0;
}

static int64_t size_bytes(struct db *db)
{
    struct arena *mem = arena_new(1 << 20);
    int64_t n;

    if (mem == NULL)
        return 0;
    n = file_bytes(mem, ours(db)->path, "") + file_bytes(mem, ours(db)->path, "-wal");
    arena_free(mem);
    return n;
}

static bool is_short(struct db *db, bool keep)
{
    struct sqlite_db *it = ours(db);

    if (keep && it->reserve < 0)
        it->reserve = reserve_open(it->path, true);
    return reserve_short(it->reserve);
}

static struct str version(struct db *db, struct arena *mem)
{
    (void)db;
    return arena_text(mem, "SQLite %s", sqlite3_libversion());
}

static const struct backend sqlite_backend = {
    .close = close_all,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .exec = sqlite_exec,
    .prepare = sqlite_prepare,
    .forget = sqlite_forget,
    .bind_int = sqlite_bind_int,
    .bind_view = sqlite_bind_view,
    .next = sqlite_next,
    .get_int = sqlite_get_int,
    .get_view = sqlite_get_view,
    .get_null = sqlite_get_null,
    .reset = sqlite_reset,
    .size_bytes = size_bytes,
    .is_short = is_short,
    .version = version,
};

static struct sqlite_db *new_db(const char *path)
{
    struct sqlite_db *it = calloc(1, sizeof *it);

    if (it == NULL || (it->path = strdup(path)) == NULL) {
        free(it);
        return NULL;
    }
    it->db.backend = &sqlite_backend;
    it->db.kind = DB_SQLITE;
    it->lock = it->reserve = -1;
    return it;
}

enum outcome sqlite_memory(struct db **ret_db)
{
    struct sqlite_db *it = new_db(":memory:");

    if (it == NULL)
        return BROKEN;
    it->memory = true;
    it->db.pid = getpid();
    it->db.dead.db = &it->db;
    if (sqlite3_open_v2(it->path, &it->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY |
                        SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
        sqlite_settings(it->handle) != SQLITE_OK) {
        close_all(&it->db);
        return BROKEN;
    }
    *ret_db = &it->db;
    return DONE;
}

enum outcome sqlite_open(struct arena *mem, struct str where, bool create, struct db **ret_db,
                         struct str *ret_why)
{
    struct sqlite_db *it;
    const char *path;
    const char *why;
    enum outcome o = sqlite_find(mem, arena_str(mem, where).at, create, &path, ret_why);

    if (o != DONE)
        return o;
    if ((it = new_db(path)) == NULL) {
        *ret_why = S("no memory");
        return BROKEN;
    }
    it->reserve = reserve_open(path, false);
    it->lock = lock_open(path); /* -1 on a read-only disk; a write tries again */
    why = sqlite_ready(it);
    if (why != NULL) {
        *ret_why = arena_text(mem, "%s: %s", path, why);
        close_all(&it->db);
        return BROKEN;
    }
    sqlite3_wal_hook(it->handle, note_frames, it);
    *ret_db = &it->db;
    return DONE;
}
