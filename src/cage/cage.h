/* cage/cage.h - what does a process give up that it does not need?
 *
 * Whoever takes over a process by a fault in it can do what the process may do. So each
 * enters a cage as soon as it has opened what it needs, for ever: no new privileges, no
 * core file, no look from outside; of the files only those named (Landlock); of the
 * system calls only those of its kind (seccomp). A call that is not on the list fails
 * with EPERM; one that no process of ours ever makes (exec, ptrace, mount, bpf …) ends
 * the process. A child is at most as free as its parent. Capabilities go too: of a server that
 * root started, the keeper opens the files of others still, and a worker only if it cannot do
 * without.
 *
 *                 files                  network             fork
 *     keeper      reads; writes named    as its children     yes
 *     porter      none                   accepts             no
 *     worker      named                  none                no
 *     sifter      none                   none                no     512 MiB, 30 s CPU
 *     spawner     none                   none                yes    what forks the sifters
 *     sealer      none                   none                no
 *     courier     reads named            connects            no
 *     scanner     none                   a local socket      no
 *
 * Under the address sanitizer a cage leaves open what finding leaks takes: /proc, and the
 * thread that looks with ptrace. No such build is for use.
 *
 * Sources  landlock(7), seccomp(2); [choice: cages].
 */
#ifndef CAGE_CAGE_H
#define CAGE_CAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/outcome.h"

enum cage_kind {
    CAGE_KEEPER,
    CAGE_PORTER,
    CAGE_WORKER,
    CAGE_SIFTER,
    CAGE_SPAWNER,
    CAGE_SEALER,
    CAGE_COURIER,
    CAGE_SCANNER,
    CAGE_COUNT
};

/* A file, or all beneath a folder. CAGE_WRITE is reading too, and in a folder making
 * and removing. CAGE_LIST is the names in a folder and no file: whoever made a file in it
 * must open the folder to have its name on disk. */
enum cage_access { CAGE_LIST, CAGE_READ, CAGE_WRITE };

enum { CAGE_FILES = 16 };

struct cage {
    enum cage_kind kind;
    struct cage_file {
        const char *path;
        enum cage_access access;
    } files[CAGE_FILES];
    size_t n_files;
};

/* cage_add: a path that stays open to it; it must live until cage_enter. What is not
 * there when the cage closes stays shut, also when it is made later. */
void cage_add(struct cage *cage, enum cage_access access, const char *path);

/* cage_enter: closes the cage about this process. What the kernel lacks is left out:
 * ask cage_kernel first who must know. BROKEN when the kernel has it and refuses;
 * then the process is to end, and *ret_why says at what. */
ANSWER enum outcome cage_enter(const struct cage *cage, const char **ret_why);

/* cage_kernel: what this kernel can do. landlock: the version of its rules, 0 without;
 * files take 1, renaming between folders 2, truncating 3, the network 4, devices 5,
 * signals 6. cage_is_whole: are files and system calls both held? */
struct cage_kernel {
    int landlock;
    bool seccomp;
};
struct cage_kernel cage_kernel(void);
bool cage_is_whole(struct cage_kernel kernel);

#endif
