#include "acts/breached.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/sha.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HASH_CHARS = 40, LINE_MAX_BYTES = 80 };

static int list = -1;
static off_t list_bytes;

/* A line, as far as it matters: where it begins and where the next one does. */
struct line {
    off_t from, next;
    char hash[HASH_CHARS];
};

static bool is_hash(const char *at)
{
    for (int i = 0; i < HASH_CHARS; i++)
        if ((at[i] < '0' || at[i] > '9') && (at[i] < 'A' || at[i] > 'F'))
            return false;
    return true;
}

/* The line in which the byte at this offset stands. False: not such a line, or no answer. */
static bool line_at(off_t at, struct line *ret)
{
    char bytes[2 * LINE_MAX_BYTES];
    off_t first = at > LINE_MAX_BYTES ? at - LINE_MAX_BYTES : 0;
    ssize_t n = pread(list, bytes, sizeof bytes, first);
    ssize_t from = (ssize_t)(at - first);
    ssize_t next = from;

    if (n <= from)
        return false;
    while (from > 0 && bytes[from - 1] != '\n')
        from--;
    while (next < n && bytes[next] != '\n')
        next++;
    if ((from == 0 && first > 0) || n - from < HASH_CHARS)
        return false;
    for (int i = 0; i < HASH_CHARS; i++) {
        char c = bytes[from + i];

        ret->hash[i] = c >= 'a' && c <= 'f' ? (char)(c - 'a' + 'A') : c;
    }
    ret->from = first + from;
    ret->next = first + next + 1;
    return is_hash(ret->hash);
}

enum outcome breached_open(const char *path)
{
    struct stat st;
    struct line line;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return NOT_THERE;
    breached_close();
    list = fd;
    list_bytes = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? st.st_size : 0;
    if (list_bytes > 0 && line_at(0, &line) && line_at(list_bytes - 1, &line))
        return DONE;
    breached_close();
    return REFUSED;
}

void breached_close(void)
{
    if (list >= 0)
        close(list);
    list = -1;
}

static void hash_of(struct str password, char ret[HASH_CHARS])
{
    static const char digits[] = "0123456789ABCDEF";
    unsigned char digest[SHA_DIGEST_LENGTH];

    SHA1((const unsigned char *)(password.at == NULL ? "" : password.at), password.len, digest);
    for (int i = 0; i < SHA_DIGEST_LENGTH; i++) {
        ret[2 * i] = digits[digest[i] >> 4];
        ret[2 * i + 1] = digits[digest[i] & 15];
    }
}

enum outcome breached_has(struct str password, bool *ret)
{
    char hash[HASH_CHARS];
    off_t low = 0;
    off_t high = list_bytes;
    struct line line;

    if (list < 0) {
        *ret = false;
        return DONE;
    }
    hash_of(password, hash);
    while (low < high) {
        int order;

        if (!line_at(low + (high - low) / 2, &line))
            return BROKEN;
        order = memcmp(hash, line.hash, HASH_CHARS);
        if (order == 0) {
            *ret = true;
            return DONE;
        }
        if (order < 0)
            high = line.from;
        else
            low = line.next;
    }
    *ret = false;
    return DONE;
}
