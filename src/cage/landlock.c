#include "cage/landlock.h"

#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cage/calls.h"

enum { CREATE = 444, ADD_RULE = 445, RESTRICT_SELF = 446 }; /* the same on every machine */
enum { ASK_VERSION = 1, RULE_PATH_BENEATH = 1 };

#define BIT(n) (UINT64_C(1) << (n))
enum { EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE, MAKE_CHAR, MAKE_DIR,
       MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM, REFER, TRUNCATE, IOCTL_DEV };

#define OF_A_FILE (BIT(WRITE_FILE) | BIT(READ_FILE) | BIT(TRUNCATE))
#define READING (BIT(READ_FILE) | BIT(READ_DIR))
#define WRITING                                                                                 \
    (READING | BIT(WRITE_FILE) | BIT(TRUNCATE) | BIT(MAKE_REG) | BIT(MAKE_SOCK) |               \
     BIT(REMOVE_FILE))
#define BIND_AND_CONNECT (BIT(0) | BIT(1))
#define ABSTRACT_SOCKETS_AND_SIGNALS (BIT(0) | BIT(1))

struct rules {
    uint64_t files;
    uint64_t network;
    uint64_t scoped;
};

struct path_beneath {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

int landlock_version(void)
{
    long version = syscall(CREATE, NULL, 0, ASK_VERSION);

    return version > 0 ? (int)version : 0;
}

static uint64_t known_rights(int version)
{
    int last = version >= 5 ? IOCTL_DEV : version >= 3 ? TRUNCATE : version >= 2 ? REFER : MAKE_SYM;

    return BIT(last + 1) - 1;
}

static bool goes_out(enum cage_kind kind)
{
    return kind == CAGE_KEEPER || kind == CAGE_COURIER;
}

static bool allow(int rules, uint64_t known, const struct cage_file *file)
{
    static const uint64_t rights[] = {
        [CAGE_LIST] = BIT(READ_DIR), [CAGE_READ] = READING, [CAGE_WRITE] = WRITING};
    struct path_beneath rule = {.allowed = rights[file->access]};
    struct stat st;
    bool held;

    rule.parent = open(file->path, O_PATH | O_CLOEXEC);
    if (rule.parent < 0)
        return true; /* not there: it stays shut */
    held = fstat(rule.parent, &st) == 0;
    if (held && !S_ISDIR(st.st_mode))
        rule.allowed &= OF_A_FILE;
    rule.allowed &= known;
    held = held && syscall(ADD_RULE, rules, RULE_PATH_BENEATH, &rule, 0) == 0;
    close(rule.parent);
    return held;
}

bool landlock_hold(const struct cage *cage, int version)
{
    static const struct cage_file proc = {"/proc", CAGE_READ};
    struct rules asked = {.files = known_rights(version)};
    bool held = true;
    int rules;

    if (version >= 4 && !goes_out(cage->kind))
        asked.network = BIND_AND_CONNECT;
    if (version >= 6 && !CALLS_SANITIZED)
        asked.scoped = ABSTRACT_SOCKETS_AND_SIGNALS;
    rules = (int)syscall(CREATE, &asked, sizeof asked, 0);
    if (rules < 0)
        return false;
    for (size_t i = 0; held && i < cage->n_files; i++)
        held = allow(rules, asked.files, &cage->files[i]);
    if (CALLS_SANITIZED)
        held = held && allow(rules, asked.files, &proc);
    held = held && syscall(RESTRICT_SELF, rules, 0) == 0;
    close(rules);
    return held;
}
