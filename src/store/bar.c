#include "store/bar.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/backend.h"

static enum bar bar_of(int error)
{
    if (error == EROFS)
        return BAR_DISK;
    return error == EACCES || error == EPERM ? BAR_RIGHTS : BAR_NONE;
}

static enum bar judge(const char *path, int how)
{
    return access(path, how) == 0 ? BAR_NONE : bar_of(errno);
}

/* A file system that stopped after a fault still says that one may; to open a file tells. */
static enum bar judge_lock(const char *path)
{
    int lock = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    enum bar is = lock < 0 ? bar_of(errno) : BAR_NONE;

    if (lock >= 0)
        close(lock);
    return is;
}

enum bar bar_find(struct arena *mem, struct str data, struct str *ret_path)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-lock"};
    char full[PATH_MAX];
    char folder[PATH_MAX];
    struct str path = arena_str(mem, data);
    enum bar is;

    if (str_starts(data, S("postgres")))
        return BAR_NONE;
    if (realpath(path.at, full) != NULL)
        path = arena_str(mem, str_of(full));
    snprintf(folder, sizeof folder, "%" STR_FMT, STR_ARG(path));
    *ret_path = arena_str(mem, str_of(dirname(folder)));
    is = judge(ret_path->at, W_OK | X_OK);
    for (size_t i = 0; is == BAR_NONE && i < sizeof ends / sizeof *ends; i++) {
        *ret_path = arena_text(mem, "%s%s", path.at, ends[i]);
        is = judge(ret_path->at, W_OK);
    }
    return is == BAR_NONE ? judge_lock(ret_path->at) : is;
}

enum bar bar_of_db(const struct db *db, struct arena *mem, struct str *ret_path)
{
    return db->kind == DB_SQLITE ? bar_find(mem, str_of(sqlite_path(db)), ret_path) : BAR_NONE;
}
