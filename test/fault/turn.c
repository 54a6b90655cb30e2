#include "turn.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct turn turn = {.left = -1};
static bool armed;
static sqlite3_mem_methods real_memory;

static bool fails(enum turn_kind kind)
{
    if (!armed || kind != turn.kind)
        return false;
    turn.seen++;
    if (turn.splits != NULL) {
        if (!turn.splits())
            return false;
        turn.splits = NULL;
        turn.left = 0;
    }
    if (turn.left < 0)
        return false;
    if (turn.left > 0) {
        turn.left--;
        return false;
    }
    if (!turn.for_ever)
        turn.left = -1;
    turn.failed++;
    return true;
}

void turn_arm(enum turn_kind kind, int64_t n, bool for_ever)
{
    turn = (struct turn){.kind = kind, .left = n, .for_ever = for_ever};
    armed = true;
}

void turn_calm(void)
{
    armed = false;
}

/* ---- memory ---- */

void *__real_malloc(size_t n);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t n);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t n);
char *__wrap_strdup(const char *text);

void *__wrap_malloc(size_t n)
{
    return fails(TURN_MEMORY) ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails(TURN_MEMORY) ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t n)
{
    return fails(TURN_MEMORY) ? NULL : __real_realloc(old, n);
}

char *__wrap_strdup(const char *text)
{
    return fails(TURN_MEMORY) ? NULL : __real_strdup(text);
}

static void *sqlite_malloc(int n)
{
    return fails(TURN_MEMORY) ? NULL : real_memory.xMalloc(n);
}

static void *sqlite_realloc(void *old, int n)
{
    return fails(TURN_MEMORY) ? NULL : real_memory.xRealloc(old, n);
}

/* Without lookaside every small piece comes from here as well. */
void turn_stand(void)
{
    sqlite3_mem_methods ours;

    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
    ours = real_memory;
    ours.xMalloc = sqlite_malloc;
    ours.xRealloc = sqlite_realloc;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) != SQLITE_OK ||
        sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) != SQLITE_OK)
        abort();
}

/* ---- the time that a password takes ---- */

int __real_crypto_pwhash_str_alg(char *out, const char *text, unsigned long long n,
                                 unsigned long long times, size_t bytes, int kind);
int __wrap_crypto_pwhash_str_alg(char *out, const char *text, unsigned long long n,
                                 unsigned long long times, size_t bytes, int kind);
int __real_crypto_pwhash_str_needs_rehash(const char *hash, unsigned long long times,
                                          size_t bytes);
int __wrap_crypto_pwhash_str_needs_rehash(const char *hash, unsigned long long times,
                                          size_t bytes);

int __wrap_crypto_pwhash_str_alg(char *out, const char *text, unsigned long long n,
                                 unsigned long long times, size_t bytes, int kind)
{
    (void)times;
    (void)bytes;
    return __real_crypto_pwhash_str_alg(out, text, n, crypto_pwhash_OPSLIMIT_MIN,
                                        crypto_pwhash_MEMLIMIT_MIN, kind);
}

int __wrap_crypto_pwhash_str_needs_rehash(const char *hash, unsigned long long times,
                                          size_t bytes)
{
    (void)times;
    (void)bytes;
    return __real_crypto_pwhash_str_needs_rehash(hash, crypto_pwhash_OPSLIMIT_MIN,
                                                 crypto_pwhash_MEMLIMIT_MIN);
}

/* ---- statements ---- */

int __real_sqlite3_step(sqlite3_stmt *stmt);
int __wrap_sqlite3_step(sqlite3_stmt *stmt);

int __wrap_sqlite3_step(sqlite3_stmt *stmt)
{
    return fails(TURN_STATEMENT) ? SQLITE_IOERR : __real_sqlite3_step(stmt);
}

/* ---- calls to the machine ---- */

int __real_open64(const char *path, int flags, ...);
ssize_t __real_write(int file, const void *from, size_t n);
int __real_fsync(int file);
int __real_renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags);
int __wrap_open64(const char *path, int flags, ...);
ssize_t __wrap_write(int file, const void *from, size_t n);
int __wrap_fsync(int file);
int __wrap_renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags);

static bool refuses(int error)
{
    if (!fails(TURN_CALL))
        return false;
    errno = error;
    return true;
}

int __wrap_open64(const char *path, int flags, ...)
{
    va_list args;
    mode_t mode;

    va_start(args, flags);
    mode = (flags & O_CREAT) != 0 ? va_arg(args, mode_t) : 0;
    va_end(args);
    return refuses(EIO) ? -1 : __real_open64(path, flags, mode);
}

ssize_t __wrap_write(int file, const void *from, size_t n)
{
    return refuses(ENOSPC) ? -1 : __real_write(file, from, n);
}

int __wrap_fsync(int file)
{
    return refuses(EIO) ? -1 : __real_fsync(file);
}

int __wrap_renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags)
{
    return refuses(EIO) ? -1 : __real_renameat2(from_dir, from, to_dir, to, flags);
}
