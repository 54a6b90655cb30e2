#include "http/server.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/bug.h"
#include "http/clock.h"
#include "http/event.h"
#include "http/keeper.h"

static void begin_stop(struct keeper *keeper)
{
    if (keeper->end_ms != 0)
        return;
    event_log(keeper->settings->log, "{\"event\":\"stopping\"}");
    keeper->end_ms = clock_ms() + keeper->limits->stop_ms;
    keeper_tell(keeper, PORTER_STOP, false, 0, NULL);
}

static void hear_signals(struct keeper *keeper)
{
    struct signalfd_siginfo signal;

    while (read(keeper->signals, &signal, sizeof signal) == sizeof signal) {
        if (signal.ssi_signo == SIGTERM || signal.ssi_signo == SIGINT)
            begin_stop(keeper);
        else if (signal.ssi_signo == SIGHUP && keeper->end_ms == 0) {
            event_log(keeper->settings->log, "{\"event\":\"replacing\"}");
            for (size_t i = 0; i < keeper->n_berths; i++)
                keeper->berths[i].stale = keeper->berths[i].now.pid > 0;
        }
    }
    keeper_reap(keeper); /* SIGCHLD may stand for several */
}

/* Waits for a signal, a message or the next moment that something is due. */
static void attend(struct keeper *keeper)
{
    struct pollfd files[2 + 2 * KEEPER_BERTHS];
    struct seat *seats[2 + 2 * KEEPER_BERTHS];
    struct berth *berths[2 + 2 * KEEPER_BERTHS];
    nfds_t n = 2;
    int64_t next = keeper_next_ms(keeper);
    int64_t left = next == INT64_MAX ? -1 : next - clock_ms();

    files[0] = (struct pollfd){.fd = keeper->signals, .events = POLLIN};
    files[1] = (struct pollfd){.fd = keeper->porter.channel, .events = POLLIN};
    for (size_t i = 0; i < keeper->n_berths; i++) {
        struct seat *both[2] = {&keeper->berths[i].now, &keeper->berths[i].next};

        for (int k = 0; k < 2; k++)
            if (both[k]->channel >= 0) {
                files[n] = (struct pollfd){.fd = both[k]->channel, .events = POLLIN};
                seats[n] = both[k];
                berths[n++] = &keeper->berths[i];
            }
    }
    if (left < -1 || (left < 0 && next != INT64_MAX))
        left = 0;
    if (poll(files, n, left > INT32_MAX ? INT32_MAX : (int)left) <= 0)
        return;
    if (files[1].revents != 0)
        keeper_hear_porter(keeper);
    for (nfds_t i = 2; i < n; i++)
        if (files[i].revents != 0)
            keeper_hear_worker(keeper, berths[i], seats[i]);
    if (files[0].revents != 0)
        hear_signals(keeper);
}

static void run(struct keeper *keeper)
{
    while (keeper->why == NULL && (keeper->end_ms == 0 || keeper_has_children(keeper))) {
        keeper_fill(keeper);
        if (keeper->why == NULL)
            attend(keeper);
        if (keeper->end_ms != 0 && clock_ms() >= keeper->end_ms) {
            event_log(keeper->settings->log, "{\"event\":\"stop_took_too_long\"}");
            break;
        }
    }
    if (keeper->why != NULL)
        keeper_dismiss(keeper);
    keeper_kill_all(keeper);
    keeper_await(keeper, LIMITS_DEATH_MS);
}

static bool open_keeper(struct keeper *keeper, struct sigaction *ret_pipe)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigset_t ours;

    sigemptyset(&ours);
    sigaddset(&ours, SIGTERM);
    sigaddset(&ours, SIGINT);
    sigaddset(&ours, SIGHUP);
    sigaddset(&ours, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ours, &keeper->before);
    sigaction(SIGPIPE, &ignore, ret_pipe);
    keeper->signals = signalfd(-1, &ours, SFD_CLOEXEC | SFD_NONBLOCK);
    for (size_t i = 0; i < keeper->n_berths; i++) {
        keeper->berths[i].costly = i >= (size_t)keeper->settings->workers;
        keeper->berths[i].now = (struct seat){.channel = -1, .area = -1};
        keeper->berths[i].next = (struct seat){.channel = -1, .area = -1};
    }
    return keeper->signals >= 0;
}

enum outcome keeper_run(const struct http_settings *settings, const struct http_service *service,
                        const struct limits *limits, struct str *ret_why)
{
    struct keeper keeper = {.settings = settings,
                            .service = service,
                            .limits = limits,
                            .porter = {.channel = -1, .area = -1},
                            .n_berths = (size_t)(settings->workers + settings->costly_workers)};
    struct sigaction pipe_before;
    char safe[EVENT_BYTES];
    enum outcome o;

    MUST(settings->workers >= 1 && settings->workers <= LIMITS_WORKERS);
    MUST(settings->costly_workers >= 1 && settings->costly_workers <= LIMITS_COSTLY_WORKERS);
    if ((o = listener_open(settings->listen, &keeper.listener, &keeper.why)) != DONE) {
        *ret_why = str_of(keeper.why);
        return o;
    }
    if (open_keeper(&keeper, &pipe_before)) {
        event_log(settings->log,
                  "{\"event\":\"started\",\"listen\":\"%s\",\"workers\":%d,\"costly\":%d}",
                  event_safe(str_of(keeper.listener.name), safe), settings->workers,
                  settings->costly_workers);
        run(&keeper);
    } else
        keeper.why = "no_signals";
    if (keeper.signals >= 0)
        close(keeper.signals);
    listener_close(&keeper.listener);
    sigaction(SIGPIPE, &pipe_before, NULL);
    sigprocmask(SIG_SETMASK, &keeper.before, NULL);
    if (keeper.why != NULL) {
        *ret_why = str_of(keeper.why);
        return BROKEN;
    }
    event_log(settings->log, "{\"event\":\"stopped\"}");
    return DONE;
}

enum outcome http_try(struct str listen, struct str *ret_why)
{
    struct listener listener;
    const char *why = NULL;
    enum outcome o = listener_open(listen, &listener, &why);

    if (o == DONE && !listener.given)
        listener_close(&listener);
    else if (o != DONE)
        *ret_why = str_of(why);
    return o;
}

enum outcome http_serve(const struct http_settings *settings, const struct http_service *service,
                        struct str *ret_why)
{
    return keeper_run(settings, service, &limits_default, ret_why);
}
