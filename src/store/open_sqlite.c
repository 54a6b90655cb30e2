/* Opening a file: is it there, is it ours, and is it set as it must be. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "store/lock.h"
#include "store/sqlite.h"

static enum outcome no(struct arena *mem, enum outcome o, struct str *ret_why, const char *path,
                       const char *what)
{
    *ret_why = arena_text(mem, "%s: %s", path, what);
    return o;
}

/* Locks and shared memory do not hold over a network, and the log is lost. */
static bool is_network(const char *path)
{
    static const uint32_t kinds[] = {
        0x6969,     /* NFS  */
        0x517B,     /* SMB  */
        0xFF534D42, /* CIFS */
        0xFE534D42, /* SMB2 */
        0x5346414F, /* AFS  */
        0x00C36400, /* Ceph */
        0x73757245, /* Coda */
        0x564C,     /* NCP  */
    };
    struct statfs fs;

    if (statfs(path, &fs) != 0)
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if ((uint32_t)fs.f_type == kinds[i])
            return true;
    return false;
}

/* Makes the file if need be, so that only its owner may read it, and finds its
 * one true name: under two names it would have two locks. */
enum outcome sqlite_find(struct arena *mem, const char *name, bool create, const char **ret_path,
                         struct str *ret_why)
{
    char path[PATH_MAX];
    char log[PATH_MAX + 8];
    struct stat st;
    int fd;

    if (stat(name, &st) != 0 && (errno != ENOENT || !create))
        return no(mem, errno == ENOENT ? NOT_THERE : BROKEN, ret_why, name, strerror(errno));
    if (stat(name, &st) != 0) {
        snprintf(log, sizeof log, "%s-wal", name);
        if (stat(log, &st) == 0)
            return no(mem, BROKEN, ret_why, log, "lies there without its data file");
        fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd < 0 && errno != EEXIST)
            return no(mem, BROKEN, ret_why, name, strerror(errno));
        if (fd >= 0)
            close(fd); /* nobody had it open yet, so no lock goes with it */
    }
    if (realpath(name, path) == NULL)
        return no(mem, BROKEN, ret_why, name, strerror(errno));
    if (is_network(path))
        return no(mem, BROKEN, ret_why, path, "is on a network file system, where locks fail");
    *ret_path = arena_str(mem, str_of(path)).at;
    return DONE;
}

int64_t sqlite_read_int(sqlite3 *handle, const char *text)
{
    sqlite3_stmt *stmt = NULL;
    int64_t n = -1;

    if (sqlite3_prepare_v2(handle, text, -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return n;
}

/* The settings that differ from SQLite's own: durable, strict about names and
 * letters as PostgreSQL is, no code from the file, no temporary files; and what is
 * deleted is overwritten, or a text that was erased would stay in the file. */
int sqlite_settings(sqlite3 *handle)
{
    static const int on[] = {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, SQLITE_DBCONFIG_ENABLE_FKEY,
                             SQLITE_DBCONFIG_DEFENSIVE};
    static const int off[] = {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_DQS_DML,
                              SQLITE_DBCONFIG_DQS_DDL};

    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, LOCK_WAIT_MS);
    for (size_t i = 0; i < sizeof on / sizeof on[0]; i++) {
        MUST(sqlite3_db_config(handle, on[i], 1, NULL) == SQLITE_OK);
        MUST(sqlite3_db_config(handle, off[i], 0, NULL) == SQLITE_OK);
    }
    return sqlite3_exec(handle,
                        "pragma synchronous = full;"
                        "pragma wal_autocheckpoint = 0;"
                        "pragma case_sensitive_like = on;"
                        "pragma temp_store = memory;"
                        "pragma secure_delete = on;"
                        "pragma cache_size = -8000;",
                        NULL, NULL, NULL);
}

static bool is_log_mode(sqlite3 *handle)
{
    sqlite3_stmt *stmt = NULL;
    bool log = false;

    if (sqlite3_prepare_v2(handle, "pragma journal_mode", -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        log = str_eq(str_of((const char *)sqlite3_column_text(stmt, 0)), S("wal"));
    sqlite3_finalize(stmt);
    return log;
}

/* A fresh file gets our mark, and any file of ours the log, under the lock. */
static const char *make_ours(struct sqlite_db *it)
{
    int64_t mark = sqlite_read_int(it->handle, "pragma application_id");
    int64_t tables = sqlite_read_int(it->handle, "select count(*) from sqlite_schema");
    char text[64];
    int rc;

    if (mark < 0 || tables < 0)
        return sqlite3_errmsg(it->handle);
    if (mark != SQLITE_APPLICATION_ID && (mark != 0 || tables > 0))
        return "is a database of another program";
    if (mark == SQLITE_APPLICATION_ID && is_log_mode(it->handle))
        return NULL;
    if (it->lock < 0 || !lock_take(it->lock, LOCK_FOR_WRITE, LOCK_WAIT_MS))
        return "the write lock is not to be had";
    snprintf(text, sizeof text, "pragma journal_mode = wal; pragma application_id = %d;",
             SQLITE_APPLICATION_ID);
    rc = sqlite3_exec(it->handle, text, NULL, NULL, NULL);
    lock_give(it->lock, LOCK_FOR_WRITE);
    if (rc != SQLITE_OK)
        return sqlite3_errmsg(it->handle);
    return is_log_mode(it->handle) ? NULL : "does not take a write-ahead log";
}

const char *sqlite_ready(struct sqlite_db *it)
{
    struct stat st;
    int rc = sqlite3_open_v2(it->path, &it->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                             NULL);

    if (rc == SQLITE_OK)
        rc = sqlite_settings(it->handle);
    if (rc != SQLITE_OK)
        return it->handle == NULL ? "no memory" : sqlite3_errmsg(it->handle);
    if (stat(it->path, &st) != 0)
        return strerror(errno);
    it->device = st.st_dev;
    it->inode = st.st_ino;
    return make_ours(it);
}
