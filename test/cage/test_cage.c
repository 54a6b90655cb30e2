/* Each kind of process enters its cage in a child of its own and tries what it must not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cage/cage.h"
#include "cage/calls.h"
#include "cage/drop.h"

/* Where a probe ends: at the exit status of the child, or 128 and the signal. */
enum { PROBE_S = 10, CAN = 0, CANNOT = 1, NO_CAGE = 2, KILLED = 128 + SIGSYS };

static char folder[] = "/tmp/waarborg-cage.XXXXXX";
static char ours[64];   /* the file that a worker keeps   */
static char theirs[64]; /* the one beside it              */
static int door;        /* listens on a port of loopback  */
static struct sockaddr_in at;

static void make_file(char *path, size_t room, const char *name)
{
    int file;

    snprintf(path, room, "%s/%s", folder, name);
    file = open(path, O_CREAT | O_WRONLY, 0600);
    assert_true(file >= 0);
    assert_int_equal(write(file, "secret", 6), 6);
    close(file);
}

static int begin(void **state)
{
    socklen_t len = sizeof at;

    (void)state;
    assert_non_null(mkdtemp(folder));
    make_file(ours, sizeof ours, "ours");
    make_file(theirs, sizeof theirs, "theirs");
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    door = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    assert_int_equal(bind(door, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(door, 8), 0);
    assert_int_equal(getsockname(door, (struct sockaddr *)&at, &len), 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    unlink(ours);
    unlink(theirs);
    rmdir(folder);
    return 0;
}

/* What is tried. True: it went. */

static bool opens(const char *path, int how)
{
    int file = open(path, how, 0600);

    return file >= 0;
}

static bool reads_ours(void) { return opens(ours, O_RDONLY); }
static bool writes_ours(void) { return opens(ours, O_RDWR); }
static bool reads_theirs(void) { return opens(theirs, O_RDONLY); }
static bool writes_theirs(void) { return opens(theirs, O_WRONLY); }
static bool reads_passwords(void) { return opens("/etc/passwd", O_RDONLY); }
static bool syncs_the_folder(void)
{
    int file = open(folder, O_RDONLY | O_DIRECTORY);

    return file >= 0 && fsync(file) == 0;
}

static bool makes_a_file(void) { return opens("/tmp/waarborg-cage-made", O_WRONLY | O_CREAT); }
static bool looks_at_a_process(void) { return opens("/proc/1/environ", O_RDONLY); }

static bool connects(void)
{
    int socket_ = socket(AF_INET, SOCK_STREAM, 0);

    return socket_ >= 0 && connect(socket_, (struct sockaddr *)&at, sizeof at) == 0;
}

/* Nobody listens there, which is no want of a right. */
static bool connects_here(void)
{
    struct sockaddr_un here = {.sun_family = AF_UNIX, .sun_path = "/nobody"};
    int socket_ = socket(AF_UNIX, SOCK_STREAM, 0);

    return socket_ >= 0 && connect(socket_, (struct sockaddr *)&here, sizeof here) != 0 &&
           (errno == ENOENT || errno == ECONNREFUSED);
}

static bool listens(void)
{
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int socket_ = socket(AF_INET, SOCK_STREAM, 0);

    return socket_ >= 0 && bind(socket_, (struct sockaddr *)&any, sizeof any) == 0 &&
           listen(socket_, 1) == 0;
}

static bool accepts(void)
{
    int connection = accept4(door, NULL, NULL, SOCK_NONBLOCK);

    return connection >= 0 || errno == EAGAIN;
}

static bool runs_a_program(void)
{
    char *none[] = {NULL};

    execve("/bin/true", none, none);
    return false;
}

static bool traces(void) { return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0; }
static bool mounts(void) { return mount("none", folder, "tmpfs", 0, NULL) == 0; }
static bool loads_bpf(void) { return syscall(SYS_bpf, 0, NULL, 0) >= 0; }
static bool makes_a_space(void) { return unshare(CLONE_NEWUSER) == 0; }

static bool forks(void)
{
    pid_t pid = fork();

    if (pid == 0)
        _exit(0);
    return pid > 0;
}

static bool signals_its_parent(void) { return kill(getppid(), 0) == 0; }

static bool makes_code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
                      -1, 0);

    return page != MAP_FAILED;
}

static bool takes_memory(void)
{
    void *at_ = mmap(NULL, (size_t)1 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                     -1, 0);

    return at_ != MAP_FAILED;
}

static bool takes_some_memory(void)
{
    char *some = malloc((size_t)64 << 20);

    if (some == NULL)
        return false;
    memset(some, 1, (size_t)64 << 20);
    return some[1 << 20] == 1;
}

static bool makes_a_nameless_file(void)
{
    int file = memfd_create("probe", MFD_CLOEXEC);

    return file >= 0 && write(file, "x", 1) == 1;
}

static bool talks_to_a_sibling(void)
{
    int pair[2];

    return socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) == 0 && send(pair[0], "x", 1, 0) == 1;
}

static bool becomes_another(void) { return setresuid(65534, 65534, 65534) == 0; }
static bool raises_core(void)
{
    struct rlimit core = {RLIM_INFINITY, RLIM_INFINITY};

    return setrlimit(RLIMIT_CORE, &core) == 0;
}

/* Enters a cage that keeps the file `ours`, tries, and ends with what came of it. */
static int try(enum cage_kind kind, bool (*probe)(void))
{
    struct cage cage = {.kind = kind};
    const char *why = "";
    pid_t pid = fork();
    int status;

    assert_true(pid >= 0);
    if (pid == 0) {
        alarm(PROBE_S);
        if (kind == CAGE_WORKER) {
            cage_add(&cage, CAGE_LIST, folder);
            cage_add(&cage, CAGE_WRITE, ours);
        }
        if (kind == CAGE_COURIER)
            cage_add(&cage, CAGE_READ, ours);
        if (kind == CAGE_KEEPER)
            cage_add(&cage, CAGE_READ, "/");
        if (cage_enter(&cage, &why) != DONE)
            _exit(NO_CAGE);
        _exit(probe() ? CAN : CANNOT);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

#define Y CAN
#define N CANNOT
#define X KILLED

static const struct row {
    const char *name;
    bool (*probe)(void);
    int comes_to[CAGE_COUNT];
} rows[] = {
    /* keeper, porter, worker, sifter, spawner, sealer, courier, scanner */
    {"reads what it keeps", reads_ours,                  {Y, N, Y, N, N, N, Y, N}},
    {"writes what it keeps", writes_ours,                {N, N, Y, N, N, N, N, N}},
    {"reads the file beside it", reads_theirs,           {Y, N, N, N, N, N, N, N}},
    {"writes the file beside it", writes_theirs,         {N, N, N, N, N, N, N, N}},
    {"reads /etc/passwd", reads_passwords,               {Y, N, N, N, N, N, N, N}},
    {"puts a name in the folder on disk", syncs_the_folder, {Y, N, Y, N, N, N, N, N}},
    {"makes a file", makes_a_file,                       {N, N, N, N, N, N, N, N}},
    {"reads of another process", looks_at_a_process,     {N, N, N, N, N, N, N, N}},
    {"connects", connects,                               {Y, N, N, N, N, N, Y, N}},
    {"connects to a local socket", connects_here,         {Y, N, N, N, N, N, Y, Y}},
    {"listens", listens,                                 {Y, N, N, N, N, N, N, N}},
    {"accepts", accepts,                                 {Y, Y, N, N, N, N, N, N}},
    {"runs a program", runs_a_program,                   {X, X, X, X, X, X, X, X}},
    {"traces", traces,                                   {X, X, X, X, X, X, X, X}},
    {"mounts", mounts,                                   {X, X, X, X, X, X, X, X}},
    {"loads bpf", loads_bpf,                             {X, X, X, X, X, X, X, X}},
    {"makes a namespace", makes_a_space,                 {X, X, X, X, X, X, X, X}},
    {"forks", forks,                                     {Y, N, N, N, Y, N, N, N}},
    {"signals its parent", signals_its_parent,           {N, N, N, N, N, N, N, N}},
    {"makes memory that is code", makes_code,            {Y, N, N, N, N, N, N, N}},
    {"takes a gibibyte", takes_memory,                   {Y, Y, Y, N, Y, Y, Y, Y}},
    {"takes 64 MiB", takes_some_memory,                  {Y, Y, Y, Y, Y, Y, Y, Y}},
    {"makes a file without name", makes_a_nameless_file, {Y, Y, Y, Y, Y, Y, Y, Y}},
    {"talks over a pair", talks_to_a_sibling,            {Y, Y, Y, N, Y, Y, Y, Y}},
    {"becomes another user", becomes_another,            {N, N, N, N, N, N, N, N}},
    {"may leave a core again", raises_core,              {N, N, N, N, N, N, N, N}},
};

/* What the sanitizer's own needs leave open, or a kernel without this version. */
static bool is_left_open(const struct row *row, struct cage_kernel kernel)
{
    if (CALLS_SANITIZED &&
        (row->probe == traces || row->probe == forks || row->probe == takes_memory ||
         row->probe == looks_at_a_process || row->probe == raises_core ||
         row->probe == signals_its_parent))
        return true;
    return row->probe == signals_its_parent && kernel.landlock < 6;
}

static void every_kind_of_process_can_do_what_its_row_says_and_no_more(void **state)
{
    struct cage_kernel kernel = cage_kernel();
    int wrong = 0;

    (void)state;
    if (!cage_is_whole(kernel))
        skip();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int kind = 0; kind < CAGE_COUNT; kind++) {
            int found;

            if (is_left_open(&rows[i], kernel))
                continue;
            found = try((enum cage_kind)kind, rows[i].probe);
            if (found == rows[i].comes_to[kind])
                continue;
            print_error("kind %d %s: %d instead of %d\n", kind, rows[i].name, found,
                        rows[i].comes_to[kind]);
            wrong++;
        }
    assert_int_equal(wrong, 0);
}

/* The same from within a fork: a keeper's cage does not loosen its children's. */
static bool leaves_by_a_second_cage(void)
{
    struct cage wide = {.kind = CAGE_KEEPER};
    const char *why = "";

    cage_add(&wide, CAGE_WRITE, "/");
    if (cage_enter(&wide, &why) != DONE)
        return false;
    return reads_theirs();
}

static void no_second_cage_opens_the_first(void **state)
{
    (void)state;
    if (!cage_is_whole(cage_kernel()))
        skip();
    for (int kind = CAGE_PORTER; kind < CAGE_COUNT; kind++)
        assert_int_not_equal(try((enum cage_kind)kind, leaves_by_a_second_cage), CAN);
}

/* A keeper's children enter their own cages from within its own. */
static bool a_worker_fits(void)
{
    return try(CAGE_WORKER, writes_theirs) == CANNOT && try(CAGE_PORTER, accepts) == CAN &&
           try(CAGE_COURIER, connects) == CAN && try(CAGE_SIFTER, takes_some_memory) == CAN &&
           try(CAGE_SCANNER, connects_here) == CAN;
}

static void every_cage_fits_in_that_of_the_keeper(void **state)
{
    (void)state;
    assert_int_equal(try(CAGE_KEEPER, a_worker_fits), CAN);
}

static void a_process_can_still_stop_itself_on_a_bug(void **state)
{
    pid_t pid = fork();
    int status;

    (void)state;
    if (pid == 0) {
        struct cage cage = {.kind = CAGE_WORKER};
        const char *why = "";

        signal(SIGABRT, SIG_DFL);
        if (cage_enter(&cage, &why) != DONE)
            _exit(NO_CAGE);
        abort();
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
    assert_false(WCOREDUMP(status));
}

/* In a child, and 0 when all of it holds. */
static int drops(const char *user)
{
    pid_t pid = fork();
    int status;

    if (pid == 0) {
        enum outcome o = drop_to(user);

        if (o != DONE)
            _exit(10 + (int)o);
        _exit(drop_is_root() || setresuid(0, 0, 0) == 0 || open("/etc/shadow", O_RDONLY) >= 0);
    }
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void who_was_root_is_not_root_again(void **state)
{
    (void)state;
    assert_int_equal(drops("root"), 10 + NOT_THERE);
    assert_int_equal(drops("nobody-of-that-name"), 10 + NOT_THERE);
    assert_int_equal(drops("nobody"), drop_is_root() ? 0 : 10 + FORBIDDEN);
}

/* 0 when the kernel says that this process has and may take these rights, and can get no other. */
static int rights_are_not(unsigned long long want)
{
    static const char *const names[] = {"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"};
    FILE *status = fopen("/proc/self/status", "r");
    char line[256];
    int wrong = 0;

    while (status != NULL && fgets(line, sizeof line, status) != NULL)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (strncmp(line, names[i], 6) == 0)
                wrong += strtoull(line + 7, NULL, 16) != (i == 1 || i == 2 ? want : 0);
    return status == NULL || fclose(status) != 0 || wrong > 0;
}

static int left_of(enum drop_keep keep, unsigned long long want)
{
    pid_t pid = fork();
    int status;

    if (pid == 0)
        _exit(!drop_rights(keep) || rights_are_not(want) ||
              (want == 0 && drop_rights(DROP_BUT_FILES) && rights_are_not(0)));
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void root_that_stays_keeps_one_right_at_most_and_gets_none_back(void **state)
{
    (void)state;
    if (!drop_is_root())
        skip();
    assert_int_equal(left_of(DROP_BUT_FILES, 2), 0); /* CAP_DAC_OVERRIDE is bit 1 */
    assert_int_equal(left_of(DROP_ALL, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_process_can_do_what_its_row_says_and_no_more),
        cmocka_unit_test(no_second_cage_opens_the_first),
        cmocka_unit_test(every_cage_fits_in_that_of_the_keeper),
        cmocka_unit_test(a_process_can_still_stop_itself_on_a_bug),
        cmocka_unit_test(who_was_root_is_not_root_again),
        cmocka_unit_test(root_that_stays_keeps_one_right_at_most_and_gets_none_back),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
