#include "http/porter.h"

#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cage/cage.h"
#include "http/clock.h"
#include "http/event.h"
#include "http/lobby.h"

enum { EVENTS = 128, SPARE_FILES = 512, LAST_WORDS_MS = 1000 };

struct porter {
    struct lobby lobby;
    struct MHD_Daemon *daemon;
    const struct listener *listener;
    int keeper;
    int epoll;
    int64_t sweep_ms;  /* when the next is due                     */
    int64_t end_ms;    /* when stopping must be over; 0: not stopping */
    bool orphaned;
};

/* Room for every connection, channel and file at once, as far as we may. */
static void raise_files(const struct limits *limits)
{
    struct rlimit files;
    rlim_t want = limits->connections + SPARE_FILES;

    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= want)
        return;
    files.rlim_cur = want < files.rlim_max ? want : files.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &files) != 0)
        return; /* then accept fails sooner, which the library survives */
}

static bool watch(struct porter *porter, int file, void *mark)
{
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = mark};

    return epoll_ctl(porter->epoll, EPOLL_CTL_ADD, file, &event) == 0;
}

static bool open_all(struct porter *porter)
{
    struct lobby *lobby = &porter->lobby;
    const union MHD_DaemonInfo *info;
    struct crew_needs needs;

    raise_files(lobby->limits);
    porter->epoll = epoll_create1(EPOLL_CLOEXEC);
    lobby->door = door_new(lobby->service);
    if (porter->epoll < 0 || lobby->door == NULL)
        return false;
    lobby->excuse = excuse_new(lobby->service, lobby->door);
    if (lobby->excuse == NULL)
        return false;
    needs = (struct crew_needs){lobby->door, lobby->excuse, lobby->limits, lobby->log,
                                porter->epoll, &lobby->pot, &lobby->now_ms};
    lobby->crew = crew_new(&needs);
    if (lobby->crew == NULL)
        return false;
    porter->daemon = lobby_open(lobby, porter->listener->socket);
    if (porter->daemon == NULL)
        return false;
    info = MHD_get_daemon_info(porter->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    return info != NULL && watch(porter, info->epoll_fd, porter->daemon) &&
           watch(porter, porter->keeper, porter);
}

static bool say_hello(const struct porter *porter)
{
    struct porter_order hello = {.what = PORTER_HELLO};
    struct iovec part = {&hello, sizeof hello};

    return channel_send(porter->keeper, &part, 1, NULL, 0);
}

/* No new connections; what runs may end. The socket is shared with the keeper, so shutting
 * it down is what turns newcomers away at once. That of systemd would never listen again:
 * there they wait for the next server. */
static void begin_stop(struct porter *porter)
{
    struct lobby *lobby = &porter->lobby;
    int grace_ms = lobby->limits->stop_ms - LAST_WORDS_MS;

    if (porter->end_ms != 0)
        return;
    porter->end_ms = lobby->now_ms + (grace_ms > 0 ? grace_ms : 0);
    MHD_run(porter->daemon);
    MHD_quiesce_daemon(porter->daemon);
    if (!porter->listener->given)
        shutdown(porter->listener->socket, SHUT_RDWR);
    crew_closing(lobby->crew);
}

static void obey(struct porter *porter)
{
    struct porter_order order;
    struct crew *crew = porter->lobby.crew;
    int passed[2];
    ssize_t got = channel_receive(porter->keeper, &order, sizeof order, passed, MSG_DONTWAIT);

    if (got < 0)
        return;
    if (got == sizeof order && order.what == PORTER_JOIN && passed[1] >= 0) {
        crew_join(crew, order.id, order.costly != 0, passed[0], passed[1]);
        return;
    }
    if (got == sizeof order && order.what == PORTER_RETIRE)
        crew_retire(crew, order.id);
    else if (got == sizeof order && order.what == PORTER_STOP)
        begin_stop(porter);
    else
        porter->orphaned = true;
    for (int i = 0; i < 2; i++)
        if (passed[i] >= 0)
            close(passed[i]);
}

/* How long nothing needs to happen by itself. */
static int wait_ms(struct porter *porter)
{
    int64_t wait = porter->sweep_ms - porter->lobby.now_ms;
    MHD_UNSIGNED_LONG_LONG library;

    if (crew_woke(porter->lobby.crew))
        return 0;
    if (wait < 0)
        wait = 0;
    if (MHD_get_timeout(porter->daemon, &library) == MHD_YES && library < (uint64_t)wait)
        wait = (int64_t)library;
    return (int)wait;
}

static void turn(struct porter *porter)
{
    struct epoll_event events[EVENTS];
    struct lobby *lobby = &porter->lobby;
    int n = epoll_wait(porter->epoll, events, EVENTS, wait_ms(porter));

    lobby->now_ms = clock_ms();
    for (int i = 0; i < n; i++) {
        void *mark = events[i].data.ptr;

        if (mark == porter)
            obey(porter);
        else if (mark != porter->daemon)
            crew_hear(lobby->crew, mark);
    }
    crew_woke(lobby->crew); /* what they woke, this run serves */
    MHD_run(porter->daemon);
    if (lobby->now_ms >= porter->sweep_ms) {
        porter->sweep_ms = lobby->now_ms + lobby->limits->sweep_ms;
        lobby_sweep(lobby);
        crew_sweep(lobby->crew);
    }
    if (porter->end_ms != 0)
        lobby_clear(lobby);
}

static bool goes_on(const struct porter *porter)
{
    if (porter->orphaned)
        return false;
    return porter->end_ms == 0 ||
           (porter->lobby.n_guests > 0 && porter->lobby.now_ms < porter->end_ms);
}

static void close_all(struct porter *porter)
{
    struct lobby *lobby = &porter->lobby;

    if (porter->daemon != NULL) {
        crew_refuse_all(lobby->crew);
        MHD_run(porter->daemon); /* the library must not stop with calls suspended */
        MHD_stop_daemon(porter->daemon);
    }
    crew_free(lobby->crew);
    excuse_free(lobby->excuse);
    door_free(lobby->door);
    if (porter->epoll >= 0)
        close(porter->epoll);
}

/* It holds all that it needs, and whoever gets hold of it gets no more than that. */
static bool close_cage(const struct porter *porter)
{
    static const struct cage cage = {.kind = CAGE_PORTER};
    const char *why;

    if (cage_enter(&cage, &why) == DONE)
        return true;
    event_log(porter->lobby.log, "{\"event\":\"cage_failed\",\"role\":\"porter\",\"at\":\"%s\"}",
              why);
    return false;
}

int porter_run(const struct listener *listener, int keeper, const struct http_settings *settings,
               const struct http_service *service, const struct limits *limits)
{
    struct porter porter = {
        .listener = listener,
        .keeper = keeper,
        .epoll = -1,
        .lobby = {.service = service,
                  .limits = limits,
                  .pot = {.limit = limits->spool_bytes, .limit_large = limits->spool_large_bytes},
                  .log = settings->log,
                  .now_ms = clock_ms()},
    };
    bool opened = open_all(&porter) && close_cage(&porter) && say_hello(&porter);

    porter.sweep_ms = porter.lobby.now_ms + limits->sweep_ms;
    while (opened && goes_on(&porter))
        turn(&porter);
    close_all(&porter);
    return opened ? 0 : 1;
}
