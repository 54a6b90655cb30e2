#include "own.h"

#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FILES = 4, INDEXES = 16, INDEX_BYTES = 32768 };
static const size_t room_bytes = (size_t)256 << 20;

struct content {
    char name[PATH_MAX];
    unsigned char *bytes;
    sqlite3_int64 size;
    unsigned char *index[INDEXES]; /* of the log, what connections share */
    int open;
};

struct own {
    sqlite3_file base;
    struct content *it;
};

static struct content contents[FILES];
static sqlite3_vfs *real;
static int64_t writes;
static bool stands;

void own_mark(void)
{
    writes = 0;
}

int64_t own_writes(void)
{
    return writes;
}

/* Not by malloc: what SQLite asks for is what is made to fail. */
static unsigned char *room(size_t n)
{
    unsigned char *at = mmap(NULL, n, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    if (at == MAP_FAILED)
        abort();
    return at;
}

static struct content *known(const char *name)
{
    for (int i = 0; i < FILES; i++)
        if (contents[i].bytes != NULL && strcmp(contents[i].name, name) == 0)
            return &contents[i];
    return NULL;
}

static struct content *made(const char *name)
{
    struct content *it = contents;
    int file = open(name, O_RDONLY | O_CLOEXEC);
    ssize_t n;

    while (it < contents + FILES && it->bytes != NULL)
        it++;
    if (it == contents + FILES || strlen(name) >= sizeof it->name)
        abort();
    strcpy(it->name, name);
    it->bytes = room(room_bytes);
    while (file >= 0 && (n = read(file, it->bytes + it->size, room_bytes - (size_t)it->size)) > 0)
        it->size += n;
    if (file >= 0)
        close(file);
    return it;
}

static struct content *of(sqlite3_file *file)
{
    return ((struct own *)file)->it;
}

/* ---- one file ---- */

static int own_read(sqlite3_file *file, void *to, int n, sqlite3_int64 at)
{
    struct content *it = of(file);
    sqlite3_int64 there = it->size - at < n ? it->size - at : n;

    if (there > 0)
        memcpy(to, it->bytes + at, (size_t)there);
    if (there == n)
        return SQLITE_OK;
    there = there < 0 ? 0 : there;
    memset((char *)to + there, 0, (size_t)(n - there));
    return SQLITE_IOERR_SHORT_READ;
}

static int own_write(sqlite3_file *file, const void *from, int n, sqlite3_int64 at)
{
    struct content *it = of(file);

    if ((size_t)at + (size_t)n > room_bytes)
        return SQLITE_FULL;
    memcpy(it->bytes + at, from, (size_t)n);
    it->size = at + n > it->size ? at + n : it->size;
    writes++;
    return SQLITE_OK;
}

static int own_truncate(sqlite3_file *file, sqlite3_int64 n)
{
    struct content *it = of(file);

    if (n < it->size)
        memset(it->bytes + n, 0, (size_t)(it->size - n));
    it->size = n;
    writes++;
    return SQLITE_OK;
}

static int own_size(sqlite3_file *file, sqlite3_int64 *n)
{
    *n = of(file)->size;
    return SQLITE_OK;
}

static int own_close(sqlite3_file *file)
{
    of(file)->open--;
    return SQLITE_OK;
}

static int own_sync(sqlite3_file *file, int how)
{
    (void)file;
    (void)how;
    return SQLITE_OK;
}

static int own_lock(sqlite3_file *file, int how)
{
    (void)file;
    (void)how;
    return SQLITE_OK;
}

static int own_reserved(sqlite3_file *file, int *is)
{
    (void)file;
    *is = 0;
    return SQLITE_OK;
}

static int own_control(sqlite3_file *file, int what, void *arg)
{
    (void)file;
    (void)what;
    (void)arg;
    return SQLITE_NOTFOUND;
}

static int own_number(sqlite3_file *file)
{
    (void)file;
    return 0;
}

/* ---- the index of the log ---- */

static int own_shm_map(sqlite3_file *file, int page, int n, int grow, void volatile **at)
{
    struct content *it = of(file);

    if (page >= INDEXES || n != INDEX_BYTES)
        return SQLITE_IOERR_SHMMAP;
    if (it->index[page] == NULL && grow)
        it->index[page] = room(INDEX_BYTES);
    *at = it->index[page];
    return SQLITE_OK;
}

static int own_shm_lock(sqlite3_file *file, int at, int n, int how)
{
    (void)file;
    (void)at;
    (void)n;
    (void)how;
    return SQLITE_OK;
}

static void own_shm_barrier(sqlite3_file *file)
{
    (void)file;
}

/* Whoever comes first after the last has gone makes it anew from the log. */
static int own_shm_unmap(sqlite3_file *file, int drop)
{
    struct content *it = of(file);

    (void)drop;
    for (int i = 0; i < INDEXES && it->open == 1; i++)
        if (it->index[i] != NULL)
            memset(it->index[i], 0, INDEX_BYTES);
    return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
    .iVersion = 2, .xClose = own_close, .xRead = own_read, .xWrite = own_write,
    .xTruncate = own_truncate, .xSync = own_sync, .xFileSize = own_size, .xLock = own_lock,
    .xUnlock = own_lock, .xCheckReservedLock = own_reserved, .xFileControl = own_control,
    .xSectorSize = own_number, .xDeviceCharacteristics = own_number, .xShmMap = own_shm_map,
    .xShmLock = own_shm_lock, .xShmBarrier = own_shm_barrier, .xShmUnmap = own_shm_unmap,
};

/* ---- all files ---- */

static int own_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    struct own *own = (struct own *)file;

    (void)vfs;
    file->pMethods = NULL;
    if (name == NULL)
        return SQLITE_CANTOPEN;
    own->it = known(name);
    if (own->it == NULL)
        own->it = made(name);
    own->it->open++;
    file->pMethods = &methods;
    if (out != NULL)
        *out = flags;
    return SQLITE_OK;
}

static int own_access(sqlite3_vfs *vfs, const char *name, int how, int *is)
{
    (void)vfs;
    *is = known(name) != NULL;
    return *is ? SQLITE_OK : real->xAccess(real, name, how, is);
}

static int own_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    struct content *it = known(name);

    (void)vfs;
    if (it == NULL)
        return real->xDelete(real, name, sync);
    munmap(it->bytes, room_bytes);
    memset(it, 0, sizeof *it);
    return SQLITE_OK;
}

void own_stand(void)
{
    static sqlite3_vfs own;

    real = sqlite3_vfs_find(NULL);
    own = *real;
    own.zName = "own";
    own.szOsFile = (int)sizeof(struct own);
    own.xOpen = own_open;
    own.xAccess = own_access;
    own.xDelete = own_delete;
    if (sqlite3_vfs_register(&own, 1) != SQLITE_OK)
        abort();
    stands = true;
}

/* The lock is the file's and not the process's: a child would hold what its parent holds. And a
 * child goes on with the connection that its parent opened, which db.c refuses by the number. */
int __real_fcntl64(int file, int what, void *arg);
pid_t __real_getpid(void);
int __wrap_fcntl64(int file, int what, void *arg);
pid_t __wrap_getpid(void);

int __wrap_fcntl64(int file, int what, void *arg)
{
    return stands && what == F_OFD_SETLK ? 0 : __real_fcntl64(file, what, arg);
}

pid_t __wrap_getpid(void)
{
    return stands ? 1 : __real_getpid();
}
