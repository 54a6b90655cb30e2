#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

enum { PAUSE_FIRST_NS = 20 * 1000, PAUSE_LAST_NS = 5 * 1000 * 1000 };

int lock_open(const char *data)
{
    char name[PATH_MAX];
    struct stat st;
    mode_t mode = stat(data, &st) == 0 ? st.st_mode & 0666 : 0600;

    if (snprintf(name, sizeof name, "%s-lock", data) >= (int)sizeof name) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode | 0600);
}

static bool set(int lock, enum lock_place place, short type)
{
    struct flock range = {.l_type = type, .l_whence = SEEK_SET, .l_start = place, .l_len = 1};
    int rc;

    do
        rc = fcntl(lock, F_OFD_SETLK, &range);
    while (rc != 0 && errno == EINTR);
    return rc == 0;
}

static int64_t now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

bool lock_take(int lock, enum lock_place place, int wait_ms)
{
    int64_t until;
    long pause = PAUSE_FIRST_NS;

    if (set(lock, place, F_WRLCK))
        return true;
    until = now_ns() + (int64_t)wait_ms * 1000000;
    while (now_ns() < until) {
        struct timespec t = {.tv_nsec = pause};

        nanosleep(&t, NULL);
        if (set(lock, place, F_WRLCK))
            return true;
        pause = pause * 3 / 2 < PAUSE_LAST_NS ? pause * 3 / 2 : PAUSE_LAST_NS;
    }
    return false;
}

void lock_give(int lock, enum lock_place place)
{
    set(lock, place, F_UNLCK);
}
