#include "disk.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECTOR = 512 };

struct disk disk = {.left = -1, .cut_left = -1};
static sqlite3_vfs *real;

/* What stood where somebody wrote since the last sync. */
struct undo {
    struct undo *before;
    sqlite3_int64 at, size; /* of the file, then */
    int n;
    unsigned char old[];
};

struct shim {
    sqlite3_file base;
    bool is_log;
    sqlite3_file *under;
    struct undo *undo;
    struct shim *next;
};

static struct shim *files;

static sqlite3_file *under(sqlite3_file *file)
{
    return ((struct shim *)file)->under;
}

static bool refuses(unsigned kind, bool is_log)
{
    if ((disk.kinds & kind) == 0 || (disk.logs_only && !is_log))
        return false;
    disk.seen++;
    if (disk.left < 0)
        return false;
    if (disk.left > 0) {
        disk.left--;
        return false;
    }
    if (!disk.for_ever)
        disk.left = -1;
    disk.failed++;
    return true;
}

#define PASS_ON(name, params, call)                                                            \
    static int name params                                                                      \
    {                                                                                           \
        return under(f)->pMethods->call;                                                        \
    }
PASS_ON(shim_read, (sqlite3_file *f, void *to, int n, sqlite3_int64 at),
        xRead(under(f), to, n, at))
PASS_ON(shim_size, (sqlite3_file *f, sqlite3_int64 *n), xFileSize(under(f), n))
PASS_ON(shim_lock, (sqlite3_file *f, int how), xLock(under(f), how))
PASS_ON(shim_unlock, (sqlite3_file *f, int how), xUnlock(under(f), how))
PASS_ON(shim_reserved, (sqlite3_file *f, int *is), xCheckReservedLock(under(f), is))
PASS_ON(shim_control, (sqlite3_file *f, int what, void *arg),
        xFileControl(under(f), what, arg))
PASS_ON(shim_sector, (sqlite3_file *f), xSectorSize(under(f)))
PASS_ON(shim_device, (sqlite3_file *f), xDeviceCharacteristics(under(f)))
PASS_ON(shim_shm_map, (sqlite3_file *f, int page, int n, int grow, void volatile **at),
        xShmMap(under(f), page, n, grow, at))
PASS_ON(shim_shm_lock, (sqlite3_file *f, int at, int n, int how), xShmLock(under(f), at, n, how))
PASS_ON(shim_shm_unmap, (sqlite3_file *f, int drop), xShmUnmap(under(f), drop))

static void shim_barrier(sqlite3_file *f)
{
    under(f)->pMethods->xShmBarrier(under(f));
}

/* ---- what was not synced ---- */

static void forget(struct shim *it)
{
    while (it->undo != NULL) {
        struct undo *last = it->undo;

        it->undo = last->before;
        free(last);
    }
}

static void note(struct shim *it, sqlite3_int64 at, int n)
{
    struct undo *one = calloc(1, sizeof *one + (size_t)n);

    if (one == NULL)
        abort();
    it->under->pMethods->xFileSize(it->under, &one->size);
    if (at < one->size) /* what is beyond the end reads as zeros */
        it->under->pMethods->xRead(it->under, one->old, n, at);
    *one = (struct undo){.before = it->undo, .at = at, .n = n, .size = one->size};
    it->undo = one;
}

/* The last write is undone first, sector by sector as the cut has it. */
static void lose(struct shim *it)
{
    sqlite3_int64 end = 0;
    bool last = true;

    it->under->pMethods->xFileSize(it->under, &end);
    for (struct undo *one = it->undo; one != NULL; one = one->before) {
        for (int i = 0; i < one->n; i += SECTOR) {
            int n = one->n - i < SECTOR ? one->n - i : SECTOR;
            bool goes = disk.cut == DISK_DROPS || (disk.cut == DISK_REORDERS && !last) ||
                        (disk.cut == DISK_HALVES && rand_r(&disk.seed) % 2 == 0);

            if (goes)
                it->under->pMethods->xWrite(it->under, one->old + i, n, one->at + i);
        }
        if (disk.cut == DISK_DROPS)
            it->under->pMethods->xTruncate(it->under, one->size);
        last = false;
    }
}

static void cut_power(void)
{
    for (struct shim *it = files; it != NULL; it = it->next)
        lose(it);
    _exit(DISK_CUT_STATUS);
}

/* ---- what may fail ---- */

static int shim_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    struct shim *it = (struct shim *)f;

    if (refuses(DISK_WRITES, it->is_log))
        return disk.full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    if (disk.cut != DISK_KEEPS)
        note(it, at, n);
    return it->under->pMethods->xWrite(it->under, from, n, at);
}

static int shim_truncate(sqlite3_file *f, sqlite3_int64 n)
{
    if (refuses(DISK_WRITES, ((struct shim *)f)->is_log))
        return SQLITE_IOERR_TRUNCATE;
    return under(f)->pMethods->xTruncate(under(f), n);
}

static int shim_sync(sqlite3_file *f, int how)
{
    struct shim *it = (struct shim *)f;
    sqlite3_int64 n = 0;
    int rc;

    if (disk.cut != DISK_KEEPS && disk.cut_left-- == 0)
        cut_power();
    if (refuses(DISK_SYNCS, it->is_log))
        return SQLITE_IOERR_FSYNC;
    rc = it->under->pMethods->xSync(it->under, how);
    if (rc == SQLITE_OK)
        forget(it);
    if (rc == SQLITE_OK && it->is_log &&
        it->under->pMethods->xFileSize(it->under, &n) == SQLITE_OK)
        disk.log_synced = n;
    return rc;
}

static int shim_close(sqlite3_file *f)
{
    struct shim *it = (struct shim *)f;

    for (struct shim **at = &files; *at != NULL; at = &(*at)->next)
        if (*at == it) {
            *at = it->next;
            break;
        }
    forget(it);
    return it->under->pMethods->xClose(it->under);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2, .xClose = shim_close, .xRead = shim_read, .xWrite = shim_write,
    .xTruncate = shim_truncate, .xSync = shim_sync, .xFileSize = shim_size, .xLock = shim_lock,
    .xUnlock = shim_unlock, .xCheckReservedLock = shim_reserved, .xFileControl = shim_control,
    .xSectorSize = shim_sector, .xDeviceCharacteristics = shim_device, .xShmMap = shim_shm_map,
    .xShmLock = shim_shm_lock, .xShmBarrier = shim_barrier, .xShmUnmap = shim_shm_unmap,
};

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    struct shim *it = (struct shim *)file;
    int rc;

    (void)vfs;
    memset(it, 0, sizeof *it);
    it->under = (sqlite3_file *)(it + 1);
    it->is_log = (flags & SQLITE_OPEN_WAL) != 0;
    if (refuses(DISK_OPENS, it->is_log))
        return SQLITE_CANTOPEN;
    rc = real->xOpen(real, name, it->under, flags, out);
    if (it->under->pMethods != NULL) {
        file->pMethods = &methods;
        it->next = files;
        files = it;
    }
    return rc;
}

void disk_stand(void)
{
    static sqlite3_vfs shim;

    real = sqlite3_vfs_find(NULL);
    shim = *real;
    shim.zName = "shim";
    shim.szOsFile = (int)sizeof(struct shim) + real->szOsFile;
    shim.xOpen = shim_open;
    if (sqlite3_vfs_register(&shim, 1) != SQLITE_OK)
        abort();
}

void disk_calm(void)
{
    disk.left = disk.cut_left = -1;
    disk.cut = DISK_KEEPS;
}
