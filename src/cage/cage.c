#include "cage/cage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/bug.h"
#include "cage/calls.h"
#include "cage/drop.h"
#include "cage/landlock.h"

#define SIFTER_BYTES ((rlim_t)512 << 20)
enum { SIFTER_CPU_S = 30 };

void cage_add(struct cage *cage, enum cage_access access, const char *path)
{
    MUST(cage->n_files < CAGE_FILES);
    cage->files[cage->n_files++] = (struct cage_file){path, access};
}

static bool limit(__rlimit_resource_t what, rlim_t most)
{
    struct rlimit limit = {most, most};

    return setrlimit(what, &limit) == 0;
}

/* What holds for a sifter: a file that unfolds to more is refused by its end. The
 * sanitizer reserves terabytes of addresses, so there the first does not hold. */
static bool limit_sifter(void)
{
    if (!CALLS_SANITIZED && !limit(RLIMIT_AS, SIFTER_BYTES))
        return false;
    return limit(RLIMIT_CPU, SIFTER_CPU_S) && limit(RLIMIT_FSIZE, SIFTER_BYTES);
}

static bool opens(const struct cage_file *file)
{
    int how = file->access == CAGE_WRITE ? R_OK | W_OK : R_OK;

    return faccessat(AT_FDCWD, file->path, how, AT_EACCESS) == 0 || errno == ENOENT;
}

/* What root may still do. The keeper gave up what it could when it started; its children open
 * no files of others, save a worker, and that only where the data are not root's own. */
static bool limit_rights(const struct cage *cage)
{
    bool bare = true;

    if (cage->kind == CAGE_KEEPER)
        return true;
    if (cage->kind != CAGE_WORKER)
        return drop_rights(DROP_ALL);
    if (!drop_rights(DROP_ALL_ASIDE))
        return false;
    for (size_t i = 0; i < cage->n_files; i++)
        bare = bare && opens(&cage->files[i]);
    return drop_rights(bare ? DROP_ALL : DROP_BUT_FILES);
}

enum outcome cage_enter(const struct cage *cage, const char **ret_why)
{
    struct cage_kernel kernel = cage_kernel();

    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !limit(RLIMIT_CORE, 0) ||
        (!CALLS_SANITIZED && prctl(PR_SET_DUMPABLE, 0) != 0)) {
        *ret_why = "prctl";
        return BROKEN;
    }
    if (cage->kind == CAGE_SIFTER && !limit_sifter()) {
        *ret_why = "setrlimit";
        return BROKEN;
    }
    if (!limit_rights(cage)) {
        *ret_why = "capset";
        return BROKEN;
    }
    if (kernel.landlock > 0 && !landlock_hold(cage, kernel.landlock)) {
        *ret_why = "landlock";
        return BROKEN;
    }
    if (kernel.seccomp && !calls_hold(cage->kind)) {
        *ret_why = "seccomp";
        return BROKEN;
    }
    return DONE;
}

struct cage_kernel cage_kernel(void)
{
#ifdef CAGE_COUNTED /* in a build that counts branches, which it writes down when no file opens */
    if (getenv("WAARBORG_UNCAGED") != NULL)
        return (struct cage_kernel){0, false};
#endif
    return (struct cage_kernel){landlock_version(), calls_can_hold()};
}

bool cage_is_whole(struct cage_kernel kernel)
{
    return kernel.landlock > 0 && kernel.seccomp;
}
