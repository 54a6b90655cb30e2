#include "cage/calls.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Who keeps a call, a bit for each kind. The filter of a child lies on that of its
 * parent, so the keeper keeps whatever any of them does. */
#define ONE(kind) (1u << (kind))
#define K ONE(CAGE_KEEPER)
#define P (K | ONE(CAGE_PORTER))
#define W (K | ONE(CAGE_WORKER))
#define F (K | ONE(CAGE_SPAWNER)) /* it forks */
#define S (K | ONE(CAGE_SEALER))
#define C (K | ONE(CAGE_COURIER))
#define V (K | ONE(CAGE_SCANNER))
#define ALL ((1u << CAGE_COUNT) - 1)
#define TALKS (ALL & ~ONE(CAGE_SIFTER)) /* over a socket, to another of ours */

static const struct kept {
    int call;
    unsigned kinds;
} kept[] = {
    /* Memory and time. mmap and mprotect stand below. */
    {SCMP_SYS(brk), ALL},
    {SCMP_SYS(mremap), ALL},
    {SCMP_SYS(munmap), ALL},
    {SCMP_SYS(madvise), ALL},
    {SCMP_SYS(clock_gettime), ALL},
    {SCMP_SYS(gettimeofday), ALL},
    {SCMP_SYS(clock_nanosleep), ALL},
    {SCMP_SYS(nanosleep), ALL},
    {SCMP_SYS(getrandom), ALL},
    {SCMP_SYS(sysinfo), ALL}, /* qsort asks how much memory there is */
    {SCMP_SYS(mlock), S},
    {SCMP_SYS(munlock), S},
    /* The process itself. */
    {SCMP_SYS(exit), ALL},
    {SCMP_SYS(exit_group), ALL},
    {SCMP_SYS(futex), ALL},
    {SCMP_SYS(getpid), ALL},
    {SCMP_SYS(gettid), ALL},
    {SCMP_SYS(getppid), ALL},
    {SCMP_SYS(getuid), ALL},
    {SCMP_SYS(geteuid), ALL},
    {SCMP_SYS(getgid), ALL},
    {SCMP_SYS(getegid), ALL},
    {SCMP_SYS(rt_sigaction), ALL},
    {SCMP_SYS(rt_sigprocmask), ALL},
    {SCMP_SYS(rt_sigreturn), ALL},
    {SCMP_SYS(restart_syscall), ALL},
    {SCMP_SYS(sched_yield), ALL},
    {SCMP_SYS(sched_getaffinity), ALL},
    {SCMP_SYS(setitimer), W | F | S | C | V},
    {SCMP_SYS(rseq), F | C},
    {SCMP_SYS(set_robust_list), F | C},
    {SCMP_SYS(set_tid_address), K},
    {SCMP_SYS(wait4), F},
    {SCMP_SYS(kill), F},
    {SCMP_SYS(prctl), F | C},
    {SCMP_SYS(capget), F},
    {SCMP_SYS(capset), F},
    {SCMP_SYS(seccomp), F},
    {SCMP_SYS(prlimit64), P | F},
    {SCMP_SYS(setrlimit), F},
    {SCMP_SYS(getrlimit), P | F},
    {SCMP_SYS(landlock_create_ruleset), F},
    {SCMP_SYS(landlock_add_rule), F},
    {SCMP_SYS(landlock_restrict_self), F},
    {SCMP_SYS(signalfd4), K},
    {SCMP_SYS(umask), K},
    {SCMP_SYS(uname), C},
    /* What is open already. */
    {SCMP_SYS(read), ALL},
    {SCMP_SYS(readv), ALL},
    {SCMP_SYS(write), ALL},
    {SCMP_SYS(writev), ALL},
    {SCMP_SYS(pread64), ALL},
    {SCMP_SYS(pwrite64), ALL},
    {SCMP_SYS(lseek), ALL},
    {SCMP_SYS(close), ALL},
    {SCMP_SYS(close_range), ALL},
    {SCMP_SYS(fstat), ALL},
    {SCMP_SYS(newfstatat), ALL}, /* fstat in other words; it shows no content */
    {SCMP_SYS(fcntl), ALL},
    {SCMP_SYS(dup), ALL},
    {SCMP_SYS(dup2), F},
    {SCMP_SYS(poll), ALL},
    {SCMP_SYS(ppoll), ALL},
    {SCMP_SYS(memfd_create), ALL}, /* a file that is nowhere */
    {SCMP_SYS(ftruncate), ALL},
    {SCMP_SYS(fsync), W},
    {SCMP_SYS(fdatasync), W},
    {SCMP_SYS(fallocate), W},
    /* Files by name: which ones, Landlock says. */
    {SCMP_SYS(open), W | C},
    {SCMP_SYS(openat), W | C},
    {SCMP_SYS(stat), W | C},
    {SCMP_SYS(lstat), W | C},
    {SCMP_SYS(access), W | C},
    {SCMP_SYS(faccessat), W | C},
    {SCMP_SYS(faccessat2), W | C},
    {SCMP_SYS(readlink), W | C},
    {SCMP_SYS(readlinkat), W | C},
    {SCMP_SYS(statx), W},
    {SCMP_SYS(statfs), W},
    {SCMP_SYS(fstatfs), W},
    {SCMP_SYS(unlink), W},
    {SCMP_SYS(unlinkat), W},
    {SCMP_SYS(getcwd), W},
    {SCMP_SYS(fchmod), W},
    {SCMP_SYS(fchown), W},
    {SCMP_SYS(getdents64), K | C},
    {SCMP_SYS(rename), K}, /* a back-up, made beside its name */
    {SCMP_SYS(renameat2), K},
    {SCMP_SYS(link), K},
    /* Talking: over what is connected already, save for porter, courier and scanner. */
    {SCMP_SYS(sendto), TALKS},
    {SCMP_SYS(recvfrom), TALKS},
    {SCMP_SYS(sendmsg), TALKS},
    {SCMP_SYS(recvmsg), TALKS},
    {SCMP_SYS(sendmmsg), C},
    {SCMP_SYS(recvmmsg), C},
    {SCMP_SYS(getsockopt), P | C | W},
    {SCMP_SYS(setsockopt), TALKS},
    {SCMP_SYS(getsockname), P | C},
    {SCMP_SYS(getpeername), P | C},
    {SCMP_SYS(shutdown), P | C},
    {SCMP_SYS(accept4), P},
    {SCMP_SYS(sendfile), P},
    {SCMP_SYS(epoll_create1), P | C},
    {SCMP_SYS(epoll_ctl), P | C},
    {SCMP_SYS(epoll_wait), P | C},
    {SCMP_SYS(epoll_pwait), P | C},
    {SCMP_SYS(eventfd2), P | C},
    {SCMP_SYS(pipe2), F | C},
    {SCMP_SYS(ioctl), P | C},
    {SCMP_SYS(bind), K},
    {SCMP_SYS(listen), K},
    {SCMP_SYS(connect), C | V},
#if CALLS_SANITIZED
    {SCMP_SYS(clone), ALL},
    {SCMP_SYS(wait4), ALL},
    {SCMP_SYS(ptrace), ALL},
    {SCMP_SYS(prctl), ALL},
    {SCMP_SYS(kill), ALL},
    {SCMP_SYS(tgkill), ALL},
    {SCMP_SYS(open), ALL},
    {SCMP_SYS(openat), ALL},
    {SCMP_SYS(readlink), ALL},
    {SCMP_SYS(getdents), ALL},
    {SCMP_SYS(getdents64), ALL},
    {SCMP_SYS(sigaltstack), ALL},
    {SCMP_SYS(prlimit64), ALL},
    {SCMP_SYS(getrlimit), ALL},
    {SCMP_SYS(mlock), ALL},
    {SCMP_SYS(munlock), ALL},
    {SCMP_SYS(dup2), ALL},
    {SCMP_SYS(pipe), ALL},
    {SCMP_SYS(pipe2), ALL},
    {SCMP_SYS(process_vm_readv), ALL},
#endif
};

/* What no process of ours ever does: whoever tries has taken it over. */
static const int deadly[] = {
    SCMP_SYS(execve),        SCMP_SYS(execveat),          SCMP_SYS(mount),
    SCMP_SYS(umount2),       SCMP_SYS(pivot_root),        SCMP_SYS(chroot),
    SCMP_SYS(move_mount),    SCMP_SYS(open_tree),         SCMP_SYS(fsopen),
    SCMP_SYS(bpf),           SCMP_SYS(perf_event_open),   SCMP_SYS(userfaultfd),
    SCMP_SYS(unshare),       SCMP_SYS(setns),             SCMP_SYS(init_module),
    SCMP_SYS(finit_module),  SCMP_SYS(delete_module),     SCMP_SYS(kexec_load),
    SCMP_SYS(keyctl),        SCMP_SYS(add_key),           SCMP_SYS(request_key),
    SCMP_SYS(io_uring_setup), SCMP_SYS(open_by_handle_at), SCMP_SYS(reboot),
    SCMP_SYS(swapon),        SCMP_SYS(personality),       SCMP_SYS(process_vm_writev),
#if !CALLS_SANITIZED
    SCMP_SYS(ptrace),        SCMP_SYS(process_vm_readv),
#endif
};

#define NAMESPACES                                                                              \
    (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER |              \
     CLONE_NEWPID | CLONE_NEWNET)

static bool may(scmp_filter_ctx filter, int call, unsigned n, struct scmp_arg_cmp arg)
{
    return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, n, &arg) == 0;
}

/* What is kept for some arguments only: memory that is not code, save in the keeper, whose
 * workers read libraries before their cage closes; a signal to oneself, which is how abort
 * ends; a child that is a process or thread like ours; sockets of the kinds we use. */
static bool allow_parts(scmp_filter_ctx filter, enum cage_kind kind)
{
    struct scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    struct scmp_arg_cmp no_space = SCMP_A0(SCMP_CMP_MASKED_EQ, NAMESPACES, 0);
    struct scmp_arg_cmp thread = SCMP_A0(SCMP_CMP_MASKED_EQ, NAMESPACES | CLONE_THREAD,
                                         CLONE_THREAD);
    struct scmp_arg_cmp local = SCMP_A0(SCMP_CMP_EQ, AF_UNIX);
    unsigned held = kind == CAGE_KEEPER ? 0 : 1;
    bool ok = may(filter, SCMP_SYS(mmap), held, no_code) &&
              may(filter, SCMP_SYS(mprotect), held, no_code);

    if (!CALLS_SANITIZED) /* a child has another number, so the keeper may say any */
        ok = ok && may(filter, SCMP_SYS(tgkill), kind == CAGE_SPAWNER ? 0 : held,
                       SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
    if (!CALLS_SANITIZED && (kind == CAGE_KEEPER || kind == CAGE_SPAWNER))
        ok = ok && may(filter, SCMP_SYS(clone), 1, no_space);
    if (!CALLS_SANITIZED && kind == CAGE_COURIER) /* names are looked up in a thread */
        ok = ok && may(filter, SCMP_SYS(clone), 1, thread);
    if (kind != CAGE_SIFTER)
        ok = ok && may(filter, SCMP_SYS(socketpair), 1, local);
    if (kind == CAGE_KEEPER || kind == CAGE_COURIER || kind == CAGE_SCANNER)
        ok = ok && may(filter, SCMP_SYS(socket), 1, local);
    if (kind == CAGE_KEEPER || kind == CAGE_COURIER)
        ok = ok && may(filter, SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_EQ, AF_INET)) &&
             may(filter, SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_EQ, AF_INET6)) &&
             may(filter, SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_EQ, AF_NETLINK));
    /* The C library asks for the old call when the new one, whose flags lie in memory
     * where no filter can read them, is not there. */
    return ok && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
}

static bool fill(scmp_filter_ctx filter, enum cage_kind kind)
{
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if ((kept[i].kinds & ONE(kind)) != 0 &&
            seccomp_rule_add(filter, SCMP_ACT_ALLOW, kept[i].call, 0) != 0)
            return false;
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, deadly[i], 0) != 0)
            return false;
    return allow_parts(filter, kind);
}

bool calls_can_hold(void)
{
    uint32_t action = SECCOMP_RET_KILL_PROCESS;

    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

bool calls_hold(enum cage_kind kind)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    bool held = filter != NULL &&
                seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
                seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 &&
                fill(filter, kind) && seccomp_load(filter) == 0;

    if (filter != NULL)
        seccomp_release(filter);
    return held;
}
