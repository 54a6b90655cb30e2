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
        struct str line = str_trim(str_cut(text, '\n', &text));

        if (line.len == 0 || line.at[0] == '#')
            continue;
        if (ret->n == MASTER_KEYS || !read_key(line, &ret->keys[ret->n])) {
            ret->n = 0;
            return MASTER_MALFORMED;
        }
        ret->n++;
    }
    return ret->n == 0 ? MASTER_MALFORMED : MASTER_FINE;
}

static enum master_fault read_open(int file, const char *path, struct master *ret)
{
    char text[FILE_BYTES];
    enum master_fault fault;
    struct stat stat;
    size_t n = 0;
    ssize_t got;

    if (fstat(file, &stat) != 0 || !S_ISREG(stat.st_mode))
        return MASTER_UNREADABLE;
    if (is_exposed(path, stat.st_mode))
        return MASTER_EXPOSED;
    do {
        got = read(file, text + n, sizeof text - n);
        n += got > 0 ? (size_t)got : 0;
    } while (got > 0 || (got < 0 && errno == EINTR));
    fault = got < 0 ? MASTER_UNREADABLE : read_keys((struct str){text, n}, ret);
    sodium_memzero(text, sizeof text);
    return fault;
}

enum master_fault master_read(const char *path, struct master *ret)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    enum master_fault fault;

    MUST(sodium_init() >= 0);
    ret->n = 0;
    if (file < 0)
        return errno == ENOENT ? MASTER_MISSING : MASTER_UNREADABLE;
    fault = read_open(file, path, ret);
    close(file);
    return fault;
}

enum master_fault master_look(const char *path)
{
    struct master it;
    enum master_fault fault = master_read(path, &it);

    sodium_memzero(&it, sizeof it);
    return fault;
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

static bool write_key(int file)
{
    unsigned char bytes[MASTER_KEY_BYTES];
    char hex[HEX_CHARS + 1];
    char number[MASTER_NUMBER_CHARS];
    char text[sizeof HEADING + HEX_CHARS + 32];
    int n;
    bool fine;

    MUST(sodium_init() >= 0);
    randombytes_buf(bytes, sizeof bytes);
    number_of(bytes, number);
    sodium_bin2hex(hex, sizeof hex, bytes, sizeof bytes);
    n = snprintf(text, sizeof text, HEADING "key %.*s %s\n", MASTER_NUMBER_CHARS, number, hex);
    fine = write_all(file, text, (size_t)n) && fsync(file) == 0;
    sodium_memzero(bytes, sizeof bytes);
    sodium_memzero(hex, sizeof hex);
    sodium_memzero(text, sizeof text);
    return fine;
}

enum outcome master_make(const char *path, struct str *ret_why)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR);
    bool fine;

    if (file < 0 && errno == EEXIST)
        return REFUSED;
    fine = file >= 0 && write_key(file);
    if (!fine)
        *ret_why = str_of(strerror(errno));
    if (file >= 0 && close(file) != 0)
        fine = false;
    if (file >= 0 && !fine)
        unlink(path);
    return fine && sync_folder(path) ? DONE : BROKEN;
}
