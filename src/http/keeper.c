#include "http/keeper.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bug.h"
#include "http/channel.h"
#include "http/clock.h"
#include "http/event.h"
#include "http/worker.h"

enum { SEND_WAIT_S = 2, AWAIT_STEP_US = 5000 };

static const char *role_of(const struct berth *berth)
{
    return berth->costly ? "costly" : "light";
}

static void drop(int *file)
{
    if (*file >= 0)
        close(*file);
    *file = -1;
}

/* Children. */

/* What a child must not keep of the keeper. Signals go to the whole group, from
 * a terminal and from systemd alike; only the keeper may act on them. */
static void become_child(struct keeper *keeper, pid_t parent)
{
    static const int ignored[] = {SIGTERM, SIGINT, SIGHUP, SIGPIPE};

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1); /* it died before that line; nobody would tell us */
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        signal(ignored[i], SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
    sigprocmask(SIG_SETMASK, &keeper->before, NULL);
    drop(&keeper->signals);
    drop(&keeper->porter.channel);
    for (size_t i = 0; i < keeper->n_berths; i++) {
        drop(&keeper->berths[i].now.channel);
        drop(&keeper->berths[i].now.area);
        drop(&keeper->berths[i].next.channel);
        drop(&keeper->berths[i].next.area);
    }
}

static pid_t fork_child(struct keeper *keeper, bool porter)
{
    pid_t parent = getpid();
    pid_t pid;

    fflush(NULL); /* or the child would write our buffers a second time */
    pid = fork();
    if (pid == 0) {
        become_child(keeper, parent);
        if (keeper->settings->forked != NULL)
            keeper->settings->forked(porter);
    }
    return pid;
}

static int pause_ms(int fails)
{
    int pause = fails == 0 ? 0 : LIMITS_PAUSE_FIRST_MS;

    for (int i = 1; i < fails && pause < LIMITS_PAUSE_LAST_MS; i++)
        pause *= 2;
    return pause < LIMITS_PAUSE_LAST_MS ? pause : LIMITS_PAUSE_LAST_MS;
}

static int answer_ms(const struct keeper *keeper, const struct berth *berth)
{
    return berth->costly ? keeper->limits->costly_ms : keeper->limits->light_ms;
}

static void start_worker(struct keeper *keeper, struct berth *berth, struct seat *seat)
{
    struct channel channel;
    pid_t pid;

    if (channel_open(&channel) != DONE) {
        berth->due_ms = clock_ms() + pause_ms(++berth->fails);
        return;
    }
    pid = fork_child(keeper, false);
    if (pid == 0) {
        close(channel.porter);
        close(keeper->listener.socket);
        exit(worker_run(channel.worker, channel.area, answer_ms(keeper, berth), keeper->settings,
                        keeper->service));
    }
    close(channel.worker);
    if (pid < 0) {
        close(channel.porter);
        close(channel.area);
        berth->due_ms = clock_ms() + pause_ms(++berth->fails);
        return;
    }
    *seat = (struct seat){.pid = pid,
                          .id = ++keeper->last_id,
                          .channel = channel.porter,
                          .area = channel.area,
                          .began_ms = clock_ms()};
}

static void start_porter(struct keeper *keeper)
{
    static const struct timeval wait = {.tv_sec = SEND_WAIT_S};
    int pair[2];
    pid_t pid;

    keeper->porter = (struct seat){.channel = -1, .area = -1, .began_ms = clock_ms()};
    keeper->porter_listens = false;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
        keeper->why = "no_pair";
        return;
    }
    pid = fork_child(keeper, true);
    if (pid == 0) {
        close(pair[0]);
        exit(porter_run(&keeper->listener, pair[1], keeper->settings, keeper->service,
                        keeper->limits));
    }
    close(pair[1]);
    if (pid < 0) {
        close(pair[0]);
        keeper->why = "no_fork";
        return;
    }
    /* A porter that does not listen to its keeper must not hold it up. */
    setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
    keeper->porter.pid = pid;
    keeper->porter.channel = pair[0];
}

/* Should it fail, it is tried again when the next one is due. */
static void start_chore(struct keeper *keeper)
{
    pid_t pid = fork_child(keeper, false);

    if (pid == 0) {
        close(keeper->listener.socket);
        keeper->service->chore(keeper->service->config);
        exit(0);
    }
    if (pid > 0)
        keeper->chore = pid;
    else
        keeper->chore_due_ms = clock_ms() + keeper->service->chore_ms;
}

static bool does_chores(const struct keeper *keeper)
{
    return keeper->service->chore != NULL && keeper->ready && keeper->chore == 0;
}

bool keeper_tell(struct keeper *keeper, enum porter_what what, bool costly, uint64_t id,
                 const int passed[2])
{
    struct porter_order order = {.what = what, .costly = costly, .id = id};
    struct iovec part = {&order, sizeof order};

    return keeper->porter.channel >= 0 &&
           channel_send(keeper->porter.channel, &part, 1, passed, 0);
}

static void let_go(struct keeper *keeper, struct seat *seat)
{
    drop(&seat->channel);
    drop(&seat->area);
    if (seat->pid > 0) {
        MUST(keeper->n_leaving < KEEPER_CHILDREN);
        keeper->leaving[keeper->n_leaving++] = seat->pid;
    }
    *seat = (struct seat){.channel = -1, .area = -1};
}

/* Once, when the porter listens and there is a light worker for it. */
static void say_ready(struct keeper *keeper)
{
    if (keeper->ready || !keeper->porter_listens || !keeper->light_opened)
        return;
    keeper->ready = true;
    event_log(keeper->settings->log, "{\"event\":\"ready\"}");
    if (keeper->settings->ready != NULL)
        keeper->settings->ready(keeper->service->config);
}

/* A worker opened: the porter gets it, and whom it succeeds is retired. */
static void seat_opened(struct keeper *keeper, struct berth *berth, struct seat *seat)
{
    int passed[2] = {seat->channel, seat->area};

    keeper->opened = true;
    if (!keeper_tell(keeper, PORTER_JOIN, berth->costly, seat->id, passed))
        return; /* the porter is going; its end restarts every worker */
    drop(&seat->channel);
    drop(&seat->area);
    if (seat == &berth->next) {
        keeper_tell(keeper, PORTER_RETIRE, berth->costly, berth->now.id, NULL);
        let_go(keeper, &berth->now);
        berth->now = berth->next;
        berth->next = (struct seat){.channel = -1, .area = -1};
        berth->stale = false;
        event_log(keeper->settings->log,
                  "{\"event\":\"worker_replaced\",\"role\":\"%s\",\"pid\":%d}",
                  role_of(berth), (int)berth->now.pid);
    }
    keeper->light_opened |= !berth->costly;
    say_ready(keeper);
}

/* Hears the first message of a worker, or that it ends: then SIGCHLD follows. */
void keeper_hear_worker(struct keeper *keeper, struct berth *berth, struct seat *seat)
{
    char hello;
    int passed[2];
    ssize_t got = channel_receive(seat->channel, &hello, 1, passed, MSG_DONTWAIT);

    for (int i = 0; i < 2; i++)
        drop(&passed[i]);
    if (got == 1 && hello == WORKER_HELLO)
        seat_opened(keeper, berth, seat);
    else if (got >= 0)
        drop(&seat->channel);
}

void keeper_hear_porter(struct keeper *keeper)
{
    struct porter_order order;
    int passed[2];
    ssize_t got =
        channel_receive(keeper->porter.channel, &order, sizeof order, passed, MSG_DONTWAIT);

    for (int i = 0; i < 2; i++)
        drop(&passed[i]);
    if (got == sizeof order && order.what == PORTER_HELLO) {
        keeper->porter_listens = true;
        say_ready(keeper);
    } else if (got >= 0)
        drop(&keeper->porter.channel);
}

/* Deaths. */

static bool every_berth_failed(const struct keeper *keeper)
{
    for (size_t i = 0; i < keeper->n_berths; i++)
        if (keeper->berths[i].fails < LIMITS_FIRST_TRIES)
            return false;
    return true;
}

static void log_death(const struct keeper *keeper, const char *role, pid_t pid, int status)
{
    bool signalled = WIFSIGNALED(status);

    event_log(keeper->settings->log,
              "{\"event\":\"died\",\"role\":\"%s\",\"pid\":%d,\"%s\":%d}", role, (int)pid,
              signalled ? "signal" : "status",
              signalled ? WTERMSIG(status) : WEXITSTATUS(status));
}

static void worker_died(struct keeper *keeper, struct berth *berth, struct seat *seat, int status)
{
    int64_t now = clock_ms();
    bool opening = seat->area >= 0; /* the porter never got it */
    bool early = opening || now - seat->began_ms < LIMITS_SHORT_LIFE_MS;

    log_death(keeper, role_of(berth), seat->pid, status);
    drop(&seat->channel);
    drop(&seat->area);
    *seat = (struct seat){.channel = -1, .area = -1};
    berth->due_ms = now + (early ? pause_ms(berth->fails) : 0);
    berth->fails = early ? berth->fails + 1 : 0;
    if (seat == &berth->next && berth->fails >= LIMITS_FIRST_TRIES) {
        berth->stale = false; /* the old one works, and that is more than the new one does */
        event_log(keeper->settings->log, "{\"event\":\"replacement_failed\",\"role\":\"%s\"}",
                  role_of(berth));
    }
    if (!keeper->opened && keeper->end_ms == 0 && every_berth_failed(keeper))
        keeper->why = "no_worker";
}

/* With the porter all channels end, and every worker with its own. */
static void porter_died(struct keeper *keeper, int status)
{
    int64_t now = clock_ms();
    bool early = now - keeper->porter.began_ms < LIMITS_SHORT_LIFE_MS;

    if (keeper->end_ms == 0)
        log_death(keeper, "porter", keeper->porter.pid, status);
    drop(&keeper->porter.channel);
    keeper->porter.pid = 0;
    keeper->porter_due_ms = now + (early ? pause_ms(keeper->porter_fails) : 0);
    keeper->porter_fails = early ? keeper->porter_fails + 1 : 0;
    if (keeper->porter_fails >= LIMITS_FIRST_TRIES && !keeper->porter_listens)
        keeper->why = "no_porter";
    for (size_t i = 0; i < keeper->n_berths; i++) {
        let_go(keeper, &keeper->berths[i].now);
        let_go(keeper, &keeper->berths[i].next);
        keeper->berths[i].due_ms = keeper->porter_due_ms;
    }
}

static bool forget_leaving(struct keeper *keeper, pid_t pid)
{
    for (size_t i = 0; i < keeper->n_leaving; i++)
        if (keeper->leaving[i] == pid) {
            keeper->leaving[i] = keeper->leaving[--keeper->n_leaving];
            return true;
        }
    return false;
}

static bool of_a_berth(struct keeper *keeper, pid_t pid, int status)
{
    for (size_t i = 0; i < keeper->n_berths; i++) {
        struct berth *berth = &keeper->berths[i];

        if (berth->now.pid != pid && berth->next.pid != pid)
            continue;
        worker_died(keeper, berth, berth->now.pid == pid ? &berth->now : &berth->next, status);
        return true;
    }
    return false;
}

static bool of_chores(struct keeper *keeper, pid_t pid, int status)
{
    if (pid != keeper->chore)
        return false;
    if (status != 0)
        log_death(keeper, "chore", pid, status);
    keeper->chore = 0;
    keeper->chore_due_ms = clock_ms() + keeper->service->chore_ms;
    return true;
}

void keeper_reap(struct keeper *keeper)
{
    int status;
    pid_t pid;

    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        if (pid == keeper->porter.pid) {
            porter_died(keeper, status);
            continue;
        }
        if (!forget_leaving(keeper, pid) && !of_chores(keeper, pid, status) &&
            !of_a_berth(keeper, pid, status) && keeper->settings->ended != NULL)
            keeper->settings->ended(pid);
    }
}

/* What is to be done, and when. */

/* One successor at a time, so that the others go on. */
static bool roll(struct keeper *keeper, int64_t now)
{
    struct berth *first = NULL;

    for (size_t i = 0; i < keeper->n_berths; i++) {
        struct berth *berth = &keeper->berths[i];

        if (berth->next.pid > 0)
            return false;
        if (berth->stale && berth->now.pid == 0)
            berth->stale = false; /* died in the meantime: the new one is new enough */
        if (first == NULL && berth->stale && berth->due_ms <= now)
            first = berth;
    }
    if (first != NULL)
        start_worker(keeper, first, &first->next);
    return first != NULL;
}

void keeper_fill(struct keeper *keeper)
{
    int64_t now = clock_ms();

    if (keeper->end_ms != 0)
        return;
    if (keeper->porter.pid == 0 && keeper->porter_due_ms <= now)
        start_porter(keeper);
    if (keeper->porter.pid == 0)
        return;
    for (size_t i = 0; i < keeper->n_berths; i++) {
        struct berth *berth = &keeper->berths[i];

        if (berth->now.pid == 0 && berth->due_ms <= now)
            start_worker(keeper, berth, &berth->now);
    }
    roll(keeper, now);
    if (does_chores(keeper) && keeper->chore_due_ms <= now)
        start_chore(keeper);
}

int64_t keeper_next_ms(const struct keeper *keeper)
{
    int64_t next = keeper->end_ms != 0 ? keeper->end_ms : INT64_MAX;

    if (keeper->end_ms != 0)
        return next;
    if (keeper->porter.pid == 0)
        next = keeper->porter_due_ms;
    for (size_t i = 0; i < keeper->n_berths; i++) {
        const struct berth *berth = &keeper->berths[i];

        if ((berth->now.pid == 0 || (berth->stale && berth->next.pid == 0)) &&
            berth->due_ms < next)
            next = berth->due_ms;
    }
    if (does_chores(keeper) && keeper->chore_due_ms < next)
        next = keeper->chore_due_ms;
    return next;
}

bool keeper_has_children(const struct keeper *keeper)
{
    if (keeper->porter.pid > 0 || keeper->n_leaving > 0 || keeper->chore > 0)
        return true;
    for (size_t i = 0; i < keeper->n_berths; i++)
        if (keeper->berths[i].now.pid > 0 || keeper->berths[i].next.pid > 0)
            return true;
    return false;
}

void keeper_kill_all(const struct keeper *keeper)
{
    if (keeper->porter.pid > 0)
        kill(keeper->porter.pid, SIGKILL);
    if (keeper->chore > 0)
        kill(keeper->chore, SIGKILL);
    for (size_t i = 0; i < keeper->n_leaving; i++)
        kill(keeper->leaving[i], SIGKILL);
    for (size_t i = 0; i < keeper->n_berths; i++) {
        if (keeper->berths[i].now.pid > 0)
            kill(keeper->berths[i].now.pid, SIGKILL);
        if (keeper->berths[i].next.pid > 0)
            kill(keeper->berths[i].next.pid, SIGKILL);
    }
}

static void bury(pid_t *pid)
{
    if (*pid > 0 && waitpid(*pid, NULL, WNOHANG) != 0)
        *pid = 0;
}

static void bury_all(struct keeper *keeper)
{
    size_t left = 0;

    bury(&keeper->porter.pid);
    bury(&keeper->chore);
    for (size_t i = 0; i < keeper->n_berths; i++) {
        bury(&keeper->berths[i].now.pid);
        bury(&keeper->berths[i].next.pid);
    }
    for (size_t i = 0; i < keeper->n_leaving; i++) {
        bury(&keeper->leaving[i]);
        if (keeper->leaving[i] > 0)
            keeper->leaving[left++] = keeper->leaving[i];
    }
    keeper->n_leaving = left;
}

void keeper_await(struct keeper *keeper, int limit_ms)
{
    int64_t end_ms = clock_ms() + limit_ms;

    for (bury_all(keeper); keeper_has_children(keeper) && clock_ms() < end_ms; bury_all(keeper))
        usleep(AWAIT_STEP_US);
}

/* A porter whose line to its keeper ends refuses whoever waits, and lets go of its workers. */
void keeper_dismiss(struct keeper *keeper)
{
    drop(&keeper->porter.channel);
    keeper_await(keeper, LIMITS_FAREWELL_MS);
}
