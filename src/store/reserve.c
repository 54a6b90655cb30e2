#include "store/reserve.h"

#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { MOST_BYTES = 64 * 1024 * 1024, SHARE = 16 };

/* Only with as much again to spare, or the next write gives it up anew. */
static bool take(int reserve)
{
    struct statfs fs;
    int64_t want;

    if (fstatfs(reserve, &fs) != 0)
        return false;
    want = (int64_t)fs.f_blocks * (int64_t)fs.f_bsize / SHARE;
    want = want > MOST_BYTES ? MOST_BYTES : want;
    return want > 0 && (int64_t)fs.f_bavail * (int64_t)fs.f_bsize >= 2 * want &&
           fallocate(reserve, 0, 0, want) == 0;
}

static bool is_empty(int reserve)
{
    struct stat st;

    return fstat(reserve, &st) == 0 && st.st_size == 0;
}

int reserve_open(const char *data, bool make)
{
    char name[PATH_MAX];
    int fd;

    if (snprintf(name, sizeof name, "%s-reserve", data) >= (int)sizeof name)
        return -1;
    fd = open(name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd >= 0 || !make)
        return fd;
    fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0 && !take(fd)) {
        unlink(name);
        close(fd);
        return -1;
    }
    return fd;
}

bool reserve_short(int reserve)
{
    return reserve >= 0 && is_empty(reserve) && !take(reserve);
}

void reserve_give(int reserve)
{
    if (reserve >= 0 && ftruncate(reserve, 0) != 0)
        return; /* a disk that takes no writes at all; there is no room to be had */
}
