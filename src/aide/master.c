#include "aide/master.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bug.h"

enum { FILE_BYTES = 8 * 1024, HEX_CHARS = 2 * MASTER_KEY_BYTES };

const char *const master_fault_names[MASTER_FAULT_COUNT] = {
    "fine", "missing", "exposed", "unreadable", "malformed", "full",
};

#define HEADING                                                                                 \
    "# waarborg key file: opens what the data keep sealed. Keep a copy, apart from the data.\n"

/* Where. */

static bool is_there(struct str path)
{
    return access(path.at, F_OK) == 0;
}

struct str master_where(struct arena *mem, struct str given, struct str data)
{
    struct str named = str_of(getenv("WAARBORG_KEY"));
    struct str folder = str_of(getenv("CREDENTIALS_DIRECTORY"));
    struct str home = str_of(getenv("HOME"));
    struct str path;

    if (given.len > 0)
        return arena_str(mem, given);
    if (named.len > 0)
        return arena_str(mem, named);
    path = arena_text(mem, "%" STR_FMT "/waarborg-key", STR_ARG(folder));
    if (folder.len > 0 && is_there(path))
        return path;
    if (!str_starts(data, S("postgres")))
        return arena_text(mem, "%" STR_FMT ".key", STR_ARG(data));
    path = arena_str(mem, S("/var/lib/waarborg/waarborg.key"));
    if (is_there(path) || access("/var/lib/waarborg", W_OK) == 0)
        return path;
    return home.len == 0 ? S("") : arena_text(mem, "%" STR_FMT "/.waarborg.key", STR_ARG(home));
}

/* systemd gives its credentials to the service alone, by an access list that shows as
 * the bits of the group. */
static bool is_exposed(const char *path, mode_t mode)
{
    struct str folder = str_of(getenv("CREDENTIALS_DIRECTORY"));
    bool given = folder.len > 0 && str_starts(str_of(path), folder) && path[folder.len] == '/';

    return (mode & (given ? S_IRWXO : S_IRWXG | S_IRWXO)) != 0;
}

/* Reading. */

static void number_of(const unsigned char bytes[static MASTER_KEY_BYTES],
                      char ret[static MASTER_NUMBER_CHARS])
{
    static const unsigned char what[] = "waarborg key number";
    unsigned char digest[crypto_generichash_BYTES_MIN];
    char hex[2 * sizeof digest + 1];

    crypto_generichash(digest, sizeof digest, what, sizeof what - 1, bytes, MASTER_KEY_BYTES);
    sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
    memcpy(ret, hex, MASTER_NUMBER_CHARS);
}

static bool read_key(struct str line, struct master_key *ret)
{
    char number[MASTER_NUMBER_CHARS];
    struct str rest;
    size_t n;

    if (!str_eq(str_cut(line, ' ', &rest), S("key")))
        return false;
    line = str_cut(rest, ' ', &rest);
    if (line.len != MASTER_NUMBER_CHARS || rest.len != HEX_CHARS ||
        sodium_hex2bin(ret->bytes, sizeof ret->bytes, rest.at, rest.len, NULL, &n, NULL) != 0 ||
        n != MASTER_KEY_BYTES)
        return false;
    number_of(ret->bytes, number);
    memcpy(ret->number, line.at, sizeof ret->number);
    return memcmp(number, line.at, sizeof number) == 0;
}

static enum master_fault read_keys(struct str text, struct master *ret)
{
    ret->n = 0;
    while (text.len > 0) {
        bool whole = str_find(text, S("\n"), 0) >= 0;
        struct str line = str_trim(str_cut(text, '\n', &text));

        if (line.len == 0 || line.at[0] == '#')
            continue;
        if (!whole && ret->n > 0 && ret->n < MASTER_KEYS && !read_key(line, &ret->keys[ret->n]))
            break; /* it was being added */
        if (ret->n == MASTER_KEYS || !read_key(line, &ret->keys[ret->n])) {
            ret->n = 0;
            return MASTER_MALFORMED;
        }
        ret->n++;
    }
    return ret->n == 0 ? MASTER_MALFORMED : MASTER_FINE;
}

enum master_fault master_again(int file, const char *path, struct master *ret)
{
    char text[FILE_BYTES];
    enum master_fault fault;
    struct stat stat;
    size_t n = 0;
    ssize_t got;

    ret->n = 0;
    if (fstat(file, &stat) != 0 || !S_ISREG(stat.st_mode))
        return MASTER_UNREADABLE;
    if (is_exposed(path, stat.st_mode))
        return MASTER_EXPOSED;
    do {
        got = pread(file, text + n, sizeof text - n, (off_t)n);
        n += got > 0 ? (size_t)got : 0;
    } while (got > 0 || (got < 0 && errno == EINTR));
    fault = got < 0 ? MASTER_UNREADABLE : read_keys((struct str){text, n}, ret);
    sodium_memzero(text, sizeof text);
    return fault;
}

int master_open(const char *path, enum master_fault *ret_fault)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

    MUST(sodium_init() >= 0);
    if (file < 0)
        *ret_fault = errno == ENOENT ? MASTER_MISSING : MASTER_UNREADABLE;
    return file;
}

enum master_fault master_read(const char *path, struct master *ret)
{
    enum master_fault fault = MASTER_UNREADABLE;
    int file = master_open(path, &fault);

    ret->n = 0;
    if (file < 0)
        return fault;
    fault = master_again(file, path, ret);
    close(file);
    return fault;
}

enum master_fault master_count(const char *path, size_t *ret_n)
{
    struct master it;
    enum master_fault fault = master_read(path, &it);

    *ret_n = it.n;
    sodium_memzero(&it, sizeof it);
    return fault;
}

enum master_fault master_look(const char *path)
{
    size_t n;

    return master_count(path, &n);
}

/* Making. */

static bool write_all(int file, const char *at, size_t n)
{
    while (n > 0) {
        ssize_t put = write(file, at, n);

        if (put < 0 && errno != EINTR)
            return false;
        at += put > 0 ? put : 0;
        n -= put > 0 ? (size_t)put : 0;
    }
    return true;
}

/* A key that closed something must still be there after a power cut. */
static bool sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char folder[4096];
    bool fine;
    int file;

    if (slash != NULL && (size_t)(slash - path) >= sizeof folder)
        return false;
    if (slash == NULL)
        strcpy(folder, ".");
    else
        snprintf(folder, sizeof folder, "%.*s", slash == path ? 1 : (int)(slash - path), path);
    file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    fine = file >= 0 && fsync(file) == 0;
    if (file >= 0)
        close(file);
    return fine;
}

enum { LINE_BYTES = HEX_CHARS + 32 };

static void key_new(struct master_key *ret)
{
    MUST(sodium_init() >= 0);
    randombytes_buf(ret->bytes, sizeof ret->bytes);
    number_of(ret->bytes, ret->number);
}

static bool write_line(int file, const struct master_key *key)
{
    char hex[HEX_CHARS + 1];
    char text[LINE_BYTES];
    int n;
    bool fine;

    sodium_bin2hex(hex, sizeof hex, key->bytes, sizeof key->bytes);
    n = snprintf(text, sizeof text, "key %.*s %s\n", MASTER_NUMBER_CHARS, key->number, hex);
    fine = write_all(file, text, (size_t)n);
    sodium_memzero(hex, sizeof hex);
    sodium_memzero(text, sizeof text);
    return fine;
}

/* Never over another; safe on disk. */
static enum outcome write_new(const char *path, const struct master_key *keys, size_t n,
                              struct str *ret_why)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR);
    bool fine;

    if (file < 0 && errno == EEXIST)
        return REFUSED;
    fine = file >= 0 && write_all(file, HEADING, sizeof HEADING - 1);
    for (size_t i = 0; fine && i < n; i++)
        fine = write_line(file, &keys[i]);
    fine = fine && fsync(file) == 0;
    if (!fine)
        *ret_why = str_of(strerror(errno));
    if (file >= 0 && close(file) != 0)
        fine = false;
    if (file >= 0 && !fine)
        unlink(path);
    return fine && sync_folder(path) ? DONE : BROKEN;
}

enum outcome master_make(const char *path, struct str *ret_why)
{
    struct master_key key;
    enum outcome o;

    key_new(&key);
    o = write_new(path, &key, 1, ret_why);
    sodium_memzero(&key, sizeof key);
    return o;
}

/* Replacing. */

/* Where the next line begins: behind the last one that is whole. A key without its end of
 * line, as an editor leaves it, gets one; what a power cut left of a key goes. */
static bool settle_end(int file, off_t *ret_end)
{
    char text[FILE_BYTES];
    ssize_t n = pread(file, text, sizeof text, 0);
    struct str all = {text, n > 0 ? (size_t)n : 0};
    struct master_key key;
    size_t tail = all.len;
    bool fine = n >= 0 && (size_t)n < sizeof text;

    while (tail > 0 && text[tail - 1] != '\n')
        tail--;
    *ret_end = (off_t)tail;
    if (fine && tail < all.len && read_key(str_trim(str_sub(all, tail, all.len)), &key)) {
        *ret_end = (off_t)all.len + 1;
        fine = pwrite(file, "\n", 1, (off_t)all.len) == 1;
    } else if (fine && tail < all.len)
        fine = ftruncate(file, *ret_end) == 0;
    sodium_memzero(&key, sizeof key);
    sodium_memzero(text, sizeof text);
    return fine;
}

static bool add_line(int file)
{
    struct master_key key;
    off_t end = 0;
    bool fine = settle_end(file, &end) && lseek(file, end, SEEK_SET) == end;

    key_new(&key);
    if (fine && (!write_line(file, &key) || fsync(file) != 0)) {
        int why = errno;

        if (ftruncate(file, end) != 0)
            why = errno;
        errno = why;
        fine = false;
    }
    sodium_memzero(&key, sizeof key);
    return fine;
}

enum outcome master_add(const char *path, struct str *ret_why)
{
    struct master it;
    enum master_fault fault = master_read(path, &it);
    size_t n = it.n;
    struct stat stat_of;
    int file = -1;
    bool fine;

    sodium_memzero(&it, sizeof it);
    if (fault != MASTER_FINE || n == MASTER_KEYS) {
        *ret_why = str_of(master_fault_names[fault != MASTER_FINE ? fault : MASTER_FULL]);
        return REFUSED;
    }
    fine = stat(path, &stat_of) == 0 && chmod(path, (stat_of.st_mode & 07777) | S_IWUSR) == 0;
    if (fine) {
        file = open(path, O_RDWR | O_CLOEXEC | O_NOCTTY);
        fine = file >= 0 && add_line(file);
    }
    if (!fine)
        *ret_why = str_of(strerror(errno));
    if (file >= 0)
        fine = close(file) == 0 && fine;
    if (chmod(path, stat_of.st_mode & 07777) != 0)
        fine = false;
    return fine ? DONE : BROKEN;
}

/* Is that key in that file already, of an attempt that was cut short? */
static bool has_key(const char *path, const struct master_key *key)
{
    struct master it;
    bool found = false;

    if (master_read(path, &it) == MASTER_FINE)
        for (size_t i = 0; i < it.n; i++)
            found = found || sodium_memcmp(it.keys[i].bytes, key->bytes, MASTER_KEY_BYTES) == 0;
    sodium_memzero(&it, sizeof it);
    return found;
}

static enum outcome part(struct arena *mem, const char *path, const struct master *it,
                         struct str *ret_kept, struct str *ret_why)
{
    const struct master_key *last = &it->keys[it->n - 1];
    const struct master_key *before = last - 1;
    struct str kept = arena_text(mem, "%s.%.*s", path, MASTER_NUMBER_CHARS, before->number);
    struct str fresh = arena_text(mem, "%s.new", path);
    enum outcome o = write_new(kept.at, it->keys, it->n - 1, ret_why);

    if (o == REFUSED && !has_key(kept.at, before)) {
        *ret_why = arena_text(mem, "%s: File exists", kept.at);
        return BROKEN;
    }
    if (o == BROKEN)
        return o;
    unlink(fresh.at); /* half of an earlier attempt: the keys in it are in the file too */
    if (write_new(fresh.at, last, 1, ret_why) != DONE)
        return BROKEN;
    if (rename(fresh.at, path) != 0 || !sync_folder(path)) {
        *ret_why = str_of(strerror(errno));
        return BROKEN;
    }
    *ret_kept = kept;
    return DONE;
}

enum outcome master_drop(struct arena *mem, const char *path, struct str *ret_kept,
                         struct str *ret_why)
{
    struct master it;
    enum master_fault fault = master_read(path, &it);
    enum outcome o = NOT_THERE;

    if (fault != MASTER_FINE) {
        *ret_why = str_of(master_fault_names[fault]);
        o = REFUSED;
    } else if (it.n > 1)
        o = part(mem, path, &it, ret_kept, ret_why);
    sodium_memzero(&it, sizeof it);
    return o;
}
