#include "http/listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 1024, GIVEN = 3 /* SD_LISTEN_FDS_START */ };

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_un path;
};

/* "a.b.c.d:port" or "[v6]:port", numbers only: no name server is asked. */
static bool read_address(struct str listen, union address *ret, socklen_t *ret_len)
{
    char host[INET6_ADDRSTRLEN];
    const char *colon = memrchr(listen.at, ':', listen.len);
    struct str name;
    int64_t port;

    if (colon == NULL || !str_int(str_sub(listen, (size_t)(colon - listen.at) + 1, listen.len),
                                  &port) || port < 0 || port > 65535)
        return false;
    name = str_sub(listen, 0, (size_t)(colon - listen.at));
    *ret = (union address){0};
    if (str_starts(name, S("[")) && str_ends(name, S("]")))
        name = str_sub(name, 1, name.len - 1);
    if (name.len == 0 || name.len >= sizeof host)
        return false;
    memcpy(host, name.at, name.len);
    host[name.len] = 0;
    if (inet_pton(AF_INET, host, &ret->v4.sin_addr) == 1) {
        ret->v4.sin_family = AF_INET;
        ret->v4.sin_port = htons((uint16_t)port);
        *ret_len = sizeof ret->v4;
        return true;
    }
    if (inet_pton(AF_INET6, host, &ret->v6.sin6_addr) != 1)
        return false;
    ret->v6.sin6_family = AF_INET6;
    ret->v6.sin6_port = htons((uint16_t)port);
    *ret_len = sizeof ret->v6;
    return true;
}

/* Does nobody answer behind this file? Then it was left behind. */
static void remove_stale(const union address *address, socklen_t len)
{
    struct stat stat;
    int probe;

    if (lstat(address->path.sun_path, &stat) != 0 || !S_ISSOCK(stat.st_mode))
        return;
    probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe < 0)
        return;
    if (connect(probe, &address->any, len) != 0 && errno == ECONNREFUSED)
        unlink(address->path.sun_path);
    close(probe);
}

static void name_it(struct listener *listener)
{
    union address address = {0};
    socklen_t len = sizeof address;
    char host[INET6_ADDRSTRLEN] = "";

    getsockname(listener->socket, &address.any, &len);
    if (address.any.sa_family == AF_INET) {
        inet_ntop(AF_INET, &address.v4.sin_addr, host, sizeof host);
        snprintf(listener->name, sizeof listener->name, "%s:%d", host, ntohs(address.v4.sin_port));
    } else if (address.any.sa_family == AF_INET6) {
        inet_ntop(AF_INET6, &address.v6.sin6_addr, host, sizeof host);
        snprintf(listener->name, sizeof listener->name, "[%s]:%d", host,
                 ntohs(address.v6.sin6_port));
    } else
        snprintf(listener->name, sizeof listener->name, "unix:%.*s",
                 (int)sizeof listener->name - 6, address.path.sun_path);
}

static bool bind_it(struct listener *listener, const union address *address, socklen_t len)
{
    static const int yes = 1;

    if (address->any.sa_family == AF_UNIX) {
        /* Born 0660: a moment of wider rights would be a moment too long. */
        mode_t before = umask(0117);
        int failed = bind(listener->socket, &address->any, len);

        umask(before);
        return failed == 0;
    }
    return setsockopt(listener->socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
           bind(listener->socket, &address->any, len) == 0;
}

/* The environment may be of a parent that did not know us: the number says whose it is. */
static bool is_ours(const char *name, int64_t wanted)
{
    const char *text = getenv(name);
    int64_t n;

    return text != NULL && str_int(str_of(text), &n) && n == wanted;
}

static bool is_given(void)
{
    int listens = 0;
    int type = 0;
    socklen_t len = sizeof listens;

    return is_ours("LISTEN_PID", getpid()) && is_ours("LISTEN_FDS", 1) &&
           getsockopt(GIVEN, SOL_SOCKET, SO_ACCEPTCONN, &listens, &len) == 0 && listens != 0 &&
           getsockopt(GIVEN, SOL_SOCKET, SO_TYPE, &type, &len) == 0 && type == SOCK_STREAM;
}

static enum outcome take_given(struct listener *ret, const char **ret_why)
{
    struct listener listener = {.socket = GIVEN, .given = true};
    int flags;

    if (!is_given() || fcntl(GIVEN, F_SETFD, FD_CLOEXEC) != 0 ||
        (flags = fcntl(GIVEN, F_GETFL)) < 0 || fcntl(GIVEN, F_SETFL, flags | O_NONBLOCK) != 0) {
        *ret_why = "no_socket";
        return REFUSED;
    }
    name_it(&listener);
    *ret = listener;
    return DONE;
}

bool listener_is_near(struct str listen_at)
{
    union address address = {0};
    socklen_t len = sizeof address;

    if (str_starts(listen_at, S("unix:")))
        return true;
    if (str_eq(listen_at, S("systemd"))) {
        if (!is_given() || getsockname(GIVEN, &address.any, &len) != 0)
            return true;
    } else if (!read_address(listen_at, &address, &len))
        return true;
    return address.any.sa_family == AF_UNIX ||
           (address.any.sa_family == AF_INET && ntohl(address.v4.sin_addr.s_addr) >> 24 == 127) ||
           (address.any.sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&address.v6.sin6_addr));
}

enum outcome listener_open(struct str listen_at, struct listener *ret, const char **ret_why)
{
    struct listener listener = {0};
    union address address = {0};
    socklen_t len = sizeof address.path;

    if (str_eq(listen_at, S("systemd")))
        return take_given(ret, ret_why);
    if (str_starts(listen_at, S("unix:"))) {
        struct str path = str_sub(listen_at, 5, listen_at.len);

        if (path.len == 0 || path.len >= sizeof address.path.sun_path) {
            *ret_why = "no_path";
            return REFUSED;
        }
        address.path.sun_family = AF_UNIX;
        memcpy(address.path.sun_path, path.at, path.len);
        memcpy(listener.path, path.at, path.len);
        remove_stale(&address, len);
    } else if (!read_address(listen_at, &address, &len)) {
        *ret_why = "no_address";
        return REFUSED;
    }
    listener.socket = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener.socket < 0 || !bind_it(&listener, &address, len) ||
        listen(listener.socket, BACKLOG) != 0) {
        *ret_why = errno == EADDRINUSE ? "in_use" : errno == EACCES ? "no_right" : "not_there";
        if (listener.socket >= 0)
            close(listener.socket);
        return BROKEN;
    }
    name_it(&listener);
    *ret = listener;
    return DONE;
}

void listener_close(struct listener *listener)
{
    close(listener->socket);
    listener->socket = -1;
    if (listener->path[0] != 0)
        unlink(listener->path);
}
