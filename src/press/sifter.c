#include "press/sifter.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cage/cage.h"
#include "press/sifted.h"
#include "press/sifted_tree.h"
#include "press/sifting.h"

enum {
    HANDS = 2, WHOLE_S = 40, ASK_MS = 90000, ROOM_BYTES = 64 * 1024,
    CHILD_BYTES = 384 * 1024 * 1024, FILE_BYTES = 64 * 1024 * 1024
};

static bool read_all(int file, char *at, size_t n)
{
    for (size_t from = 0; from < n;) {
        ssize_t got = pread(file, at + from, n - from, (off_t)from);

        if (got <= 0)
            return false;
        from += (size_t)got;
    }
    return true;
}

static bool write_all(int file, struct str bytes)
{
    for (size_t from = 0; from < bytes.len;) {
        ssize_t put = pwrite(file, bytes.at + from, bytes.len - from, (off_t)from);

        if (put <= 0)
            return false;
        from += (size_t)put;
    }
    return true;
}

/* What lies in the file, in our own memory: the other side may still hold it. */
static bool take(struct arena *mem, int file, struct str *ret)
{
    struct stat st;
    char *at;

    if (fstat(file, &st) != 0 || st.st_size < 0 || st.st_size > FILE_BYTES)
        return false;
    at = arena_alloc(mem, (size_t)st.st_size + 1);
    *ret = (struct str){at, (size_t)st.st_size};
    return read_all(file, at, ret->len);
}

/* ---- in the process of one file ---- */

static _Noreturn void sift(struct str question, int file)
{
    struct cage cage = {.kind = CAGE_SIFTER};
    struct arena *mem;
    const char *why;
    struct str bytes;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if ((file != 3 && dup2(file, 3) != 3) || close_range(4, ~0U, 0) != 0 ||
        cage_enter(&cage, &why) != DONE || (mem = arena_new(CHILD_BYTES)) == NULL ||
        !take(mem, 3, &bytes))
        _exit(1);
    bytes = sifting_answer(mem, question, bytes);
    _exit(ftruncate(3, 0) == 0 && write_all(3, bytes) ? 0 : 1);
}

/* ---- in the sifter ---- */

static bool begin(void)
{
    struct cage cage = {.kind = CAGE_SPAWNER};
    const char *why;

    return cage_enter(&cage, &why) == DONE;
}

/* The file holds what is to be read, and afterwards what was. */
static struct str answer(struct arena *mem, struct str question, int file)
{
    int status = 1;
    pid_t pid;

    pid = file < 0 ? -1 : fork();
    if (pid == 0)
        sift(question, file);
    if (pid < 0)
        return arena_str(mem, S("none"));
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return arena_str(mem, WIFEXITED(status) && WEXITSTATUS(status) == 0 ? S("read") : S("ended"));
}

static struct aide sifter = {
    .name = "sifter", .hands = HANDS, .limit_s = WHOLE_S, .arena_limit_bytes = ROOM_BYTES,
    .begin = begin, .answer = answer,
};

/* ---- who asks ---- */

bool sifter_start(void)
{
    return aide_start(&sifter);
}

/* An arena that is full jumps over us; what was left open then goes before the next. */
static int copy = -1;

static void drop_copy(void)
{
    if (copy >= 0)
        close(copy);
    copy = -1;
}

/* What it wrote in the place of bytes; REFUSED when it did not come to its end. */
static enum outcome ask(struct arena *mem, struct str question, struct str bytes, struct str *ret,
                        struct str *ret_why)
{
    struct str how = S("");
    enum outcome o = BROKEN;

    drop_copy();
    copy = memfd_create("file", MFD_CLOEXEC);
    if (copy < 0 || !write_all(copy, bytes))
        *ret_why = S("sifter: no memory for a copy");
    else
        o = aide_ask(&sifter, mem, question, copy, ASK_MS, false, &how, ret_why);
    if (o == DONE && str_eq(how, S("ended")))
        o = REFUSED;
    else if (o == DONE && (!str_eq(how, S("read")) || !take(mem, copy, ret))) {
        *ret_why = S("sifter: it could not begin");
        o = BROKEN;
    }
    drop_copy();
    return o;
}

enum outcome sifter_sheet(struct arena *mem, struct str bytes, const struct sheet **ret,
                          struct faults *faults, struct str *ret_why)
{
    struct str read;
    enum outcome o = ask(mem, S("sheet"), bytes, &read, ret_why);

    if (o == REFUSED)
        fault_add(faults, S(""), S("sheet.heavy"), S(""));
    if (o != DONE)
        return o;
    o = sifted_read(mem, read, ret, faults);
    if (o == BROKEN)
        *ret_why = S("sifter: what came back is no sheet");
    return o;
}

enum outcome sifter_tree(struct arena *mem, bool yaml, struct str bytes, const struct oscal **ret,
                         struct oscal_fault *ret_fault, struct str *ret_why)
{
    struct str read;
    enum outcome o = ask(mem, yaml ? S("yaml") : S("json"), bytes, &read, ret_why);

    if (o == REFUSED)
        *ret_fault = (struct oscal_fault){S("heavy"), S(""), 0, 0};
    if (o != DONE)
        return o;
    o = sifted_tree_read(mem, read, ret, ret_fault);
    if (o == DONE && !yaml && oscal_root(*ret) == NULL)
        o = BROKEN;
    if (o == BROKEN)
        *ret_why = S("sifter: what came back is no tree");
    return o;
}
