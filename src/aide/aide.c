#include "aide/aide.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "aide/packet.h"
#include "base/bug.h"

enum {
    AIDES = 5,
    SHORT_LIFE_MS = 2000,
    PAUSE_FIRST_MS = 50,
    PAUSE_LAST_MS = 5000,
    ANSWER_WAIT_MS = 5000 /* for who asked to take its answer */
};

/* Those that this process started, and nobody when it only asks. */
static struct aide *started[AIDES];
static size_t n_started;

/* In a hand. */

/* One that died young is followed by one that first waits, or a fault that stays would
 * have us fork all day. */
static void wait_before(int fails)
{
    int64_t pause = fails == 0 ? 0 : PAUSE_FIRST_MS;

    for (int i = 1; i < fails && pause < PAUSE_LAST_MS; i++)
        pause *= 2;
    usleep((useconds_t)(pause < PAUSE_LAST_MS ? pause : PAUSE_LAST_MS) * 1000);
}

/* Nothing of the process that it was: no descriptor, no signal handler, no core. It goes
 * when that process goes. */
static int become_hand(const struct aide *it, pid_t parent)
{
    static const int ignored[] = {SIGTERM, SIGINT, SIGHUP, SIGPIPE};
    struct rlimit none = {0, 0};
    sigset_t all;
    int hears = 3;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        signal(ignored[i], SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
    signal(SIGALRM, SIG_DFL);
    sigemptyset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    prctl(PR_SET_NAME, it->name);
    prctl(PR_SET_DUMPABLE, 0);
    setrlimit(RLIMIT_CORE, &none);
    if (it->hears != hears && dup2(it->hears, hears) < 0)
        _exit(1);
    if (close_range((unsigned)hears + 1, ~0U, 0) != 0)
        _exit(1);
    return hears;
}

static void do_one(const struct aide *it, struct arena *mem, struct str question,
                   const int passed[2])
{
    struct str answer;
    uint32_t n;
    int64_t until;

    alarm((unsigned)it->limit_s); /* one that hangs must not keep the rest waiting */
    answer = it->answer(mem, question, passed[1]);
    alarm(0);
    n = (uint32_t)answer.len;
    until = packet_clock_ms() + ANSWER_WAIT_MS;
    MUST(answer.len <= AIDE_ANSWER_BYTES);
    if (packet_write(passed[0], (struct str){(const char *)&n, sizeof n}, until))
        (void)packet_write(passed[0], answer, until); /* who asked may have gone */
    if (answer.len > 0)
        explicit_bzero((void *)(uintptr_t)answer.at, answer.len);
}

/* A question without a place for its answer is none. */
static _Noreturn void serve(const struct aide *it, int hears)
{
    static char room[AIDE_QUESTION_BYTES];
    struct arena *mem = arena_new(it->arena_limit_bytes);

    MUST(mem != NULL);
    for (;;) {
        int passed[2];
        ssize_t got = packet_receive(hears, room, sizeof room, passed);

        if (got == 0 && passed[0] < 0)
            _exit(0); /* nobody is left who could ask */
        if (got >= 0 && passed[0] >= 0)
            do_one(it, mem, (struct str){room, (size_t)got}, passed);
        for (int i = 0; i < 2; i++)
            if (passed[i] >= 0)
                close(passed[i]);
        explicit_bzero(room, sizeof room);
        arena_reset(mem);
    }
}

/* In the process that starts them. */

static bool fork_hand(struct aide *it, int hand)
{
    pid_t parent = getpid();
    pid_t pid;

    fflush(NULL); /* or the child would write our buffers a second time */
    pid = fork();
    if (pid == 0) {
        int hears = become_hand(it, parent);

        wait_before(it->fails[hand]);
        if (it->begin != NULL && !it->begin())
            _exit(1);
        serve(it, hears);
    }
    it->pids[hand] = pid > 0 ? pid : 0;
    it->born_ms[hand] = packet_clock_ms();
    return pid > 0;
}

bool aide_start(struct aide *it)
{
    int pair[2];

    MUST(it->asks == 0 && n_started < AIDES && it->hands >= 1 && it->hands <= AIDE_HANDS);
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        return false;
    it->asks = pair[0];
    it->hears = pair[1];
    started[n_started++] = it;
    for (int i = 0; i < it->hands; i++)
        if (!fork_hand(it, i))
            return false;
    return true;
}

bool aide_ended(pid_t child)
{
    bool ours = false;

    for (size_t i = 0; i < n_started; i++)
        for (int k = 0; k < started[i]->hands; k++) {
            struct aide *it = started[i];
            bool young = packet_clock_ms() - it->born_ms[k] < SHORT_LIFE_MS;

            if (it->pids[k] == child) {
                it->fails[k] = young ? it->fails[k] + 1 : 0;
                it->pids[k] = 0;
                ours = true;
            }
            if (it->pids[k] == 0)
                (void)fork_hand(it, k); /* when the machine cannot, at the next death */
        }
    return ours;
}

void aide_let_go(bool may_ask)
{
    for (size_t i = 0; i < n_started; i++) {
        close(started[i]->hears);
        started[i]->hears = -1;
        if (!may_ask) {
            close(started[i]->asks);
            started[i]->asks = -1;
        }
    }
    n_started = 0;
}

void aide_stop(void)
{
    for (size_t i = 0; i < n_started; i++) {
        struct aide *it = started[i];

        for (int k = 0; k < it->hands; k++) {
            if (it->pids[k] <= 0)
                continue;
            kill(it->pids[k], SIGKILL);
            while (waitpid(it->pids[k], NULL, 0) < 0 && errno == EINTR)
                ;
            it->pids[k] = 0;
        }
        close(it->asks);
        close(it->hears);
        it->asks = it->hears = 0;
    }
    n_started = 0;
}

/* Who asks. */

static bool is_mine(const struct aide *it)
{
    for (size_t i = 0; i < n_started; i++)
        if (started[i] == it)
            return true;
    return false;
}

static bool revive(struct aide *it)
{
    for (int k = 0; k < it->hands; k++)
        if (it->pids[k] > 0 && waitpid(it->pids[k], NULL, WNOHANG) == it->pids[k])
            return aide_ended(it->pids[k]);
    return false;
}

/* A command is no keeper: it sees for itself whether its aide is still there. One that
 * died closes its sockets a moment before it has ended. */
static void see_to(struct aide *it, bool died)
{
    if (!is_mine(it))
        return;
    while (revive(it))
        died = false;
    for (int i = 0; died && i < 100 && !revive(it); i++)
        usleep(1000);
}

/* NULL when it was answered; else why not, with *ret_lost when the hand died with it. */
static const char *ask_once(const struct aide *it, struct arena *mem, struct str question,
                            int file, int64_t until, struct str *ret_answer, bool *ret_lost)
{
    int pair[2];
    int passed[2] = {-1, file};
    uint32_t n = 0;
    bool late = false;
    bool sent, got;
    char *at = NULL;

    *ret_lost = false;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return "no socket could be made";
    passed[0] = pair[1];
    sent = packet_send(it->asks, question, passed, until);
    close(pair[1]); /* the hand has the only one now: its death is an end */
    got = sent && packet_read(pair[0], (char *)&n, sizeof n, until, &late);
    if (got && n <= AIDE_ANSWER_BYTES) {
        at = arena_alloc(mem, (size_t)n + 1);
        got = packet_read(pair[0], at, n, until, &late);
    } else
        got = false;
    close(pair[0]);
    if (!sent)
        return "it took no question in time";
    if (!got) {
        *ret_lost = !late;
        return late ? "it did not answer in time" : "it ended before it answered";
    }
    *ret_answer = (struct str){at, n};
    return NULL;
}

enum outcome aide_ask(struct aide *it, struct arena *mem, struct str question, int file,
                      int limit_ms, bool again, struct str *ret_answer, struct str *ret_why)
{
    int64_t until = packet_clock_ms() + limit_ms;
    const char *why;
    bool lost;

    MUST(it->asks >= 0);
    if (question.len == 0 || question.len > AIDE_QUESTION_BYTES) {
        *ret_why = arena_text(mem, "%s: no question, or one that is too long", it->name);
        return REFUSED;
    }
    if (it->asks == 0 && !aide_start(it)) {
        *ret_why = arena_text(mem, "%s: it could not be started", it->name);
        return BROKEN;
    }
    see_to(it, false);
    why = ask_once(it, mem, question, file, until, ret_answer, &lost);
    if (why != NULL && lost)
        see_to(it, true);
    if (why != NULL && lost && again)
        why = ask_once(it, mem, question, file, until, ret_answer, &lost);
    if (why == NULL)
        return DONE;
    *ret_why = arena_text(mem, "%s: %s", it->name, why);
    return BROKEN;
}
