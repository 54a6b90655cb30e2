/* Laid over the program (LD_PRELOAD): of the statements that it begins, the n-th fails as on a disk
 * that does not answer. n stands in the file that WAARBORG_FAILING names: it counts down, and what
 * failed counts up. Nothing fails at 0. The end of a transaction does not fail, since a worker goes
 * with a connection of which it knows no more: that is tried in test/fault. */
#include <dlfcn.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/mman.h>

static int *counts; /* of all processes: {left, failed} */

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("WAARBORG_FAILING");
    int file = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
    void *at = MAP_FAILED;

    if (file >= 0)
        at = mmap(NULL, 2 * sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);

    counts = at == MAP_FAILED ? NULL : at;
}

static bool is_end(sqlite3_stmt *stmt)
{
    const char *text = sqlite3_sql(stmt);

    return text != NULL &&
           (strncasecmp(text, "commit", 6) == 0 || strncasecmp(text, "rollback", 8) == 0);
}

int sqlite3_step(sqlite3_stmt *stmt)
{
    static int (*real)(sqlite3_stmt *);

    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "sqlite3_step");
    if (counts == NULL || counts[0] == 0 || sqlite3_stmt_busy(stmt) || is_end(stmt))
        return real(stmt);
    if (__atomic_sub_fetch(&counts[0], 1, __ATOMIC_SEQ_CST) != 0)
        return real(stmt);
    __atomic_add_fetch(&counts[1], 1, __ATOMIC_SEQ_CST);
    return SQLITE_IOERR;
}
