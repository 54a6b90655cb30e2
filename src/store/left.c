#include "store/left.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum { PID_MOST = 1 << 22 }; /* the kernel's own; a day or a moment that a person wrote is more */

static bool is_gone(const char *number)
{
    char *end = NULL;
    long pid = strtol(number, &end, 10);

    if (number[0] < '1' || number[0] > '9' || pid > PID_MOST ||
        (*end != '\0' && *end != '-' && *end != '.'))
        return false;
    return pid == (long)getpid() || (kill((pid_t)pid, 0) != 0 && errno == ESRCH);
}

bool left_is(const char *name, struct str begin)
{
    static const char *const marks[] = {".copy-", ".proof-", ".fresh-", ".part-"};

    if (!str_starts(str_of(name), begin))
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *mark = strstr(name + begin.len, marks[i]);

        if (mark != NULL && is_gone(mark + strlen(marks[i])))
            return true;
    }
    return false;
}

static DIR *folder_of(struct arena *mem, struct str path, struct str *ret_begin)
{
    const char *full = arena_str(mem, path).at;
    const char *slash = strrchr(full, '/');
    size_t len = slash == NULL ? 0 : slash == full ? 1 : (size_t)(slash - full);

    *ret_begin = str_of(slash == NULL ? full : slash + 1);
    return opendir(len == 0 ? "." : arena_str(mem, (struct str){full, len}).at);
}

static int walk(struct arena *mem, struct str path, bool clear, struct str *ret_name)
{
    struct str begin;
    struct dirent *entry;
    DIR *dir = folder_of(mem, path, &begin);
    int n = 0;

    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        if (!left_is(entry->d_name, begin) || entry->d_name[begin.len] != '.')
            continue; /* what begins like it may be of other data */
        n++;
        *ret_name = arena_str(mem, str_of(entry->d_name));
        if (clear)
            unlinkat(dirfd(dir), entry->d_name, 0);
    }
    if (dir != NULL)
        closedir(dir);
    return n;
}

void left_clear(struct arena *mem, struct str path)
{
    struct str name;

    walk(mem, path, true, &name);
}

int left_find(struct arena *mem, struct str path, struct str *ret_name)
{
    return walk(mem, path, false, ret_name);
}
