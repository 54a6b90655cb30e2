#include "echo.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int log_file = -1;

static void write_log(struct str line)
{
    struct iovec parts[2] = {{(void *)line.at, line.len}, {(void *)"\n", 1}};
    ssize_t put = writev(log_file, parts, 2);

    assert(put > 0);
}

/* The service. */

static const struct str echo_refusals[HTTP_REFUSAL_COUNT] = {
    [HTTP_TOO_LARGE] = STR_INIT("too large"),
    [HTTP_BUSY] = STR_INIT("busy"),
    [HTTP_LOST] = STR_INIT("lost"),
};

struct config {
    int ready;
    const char *refuse; /* a file: while it is there no worker opens */
};

static enum outcome open_echo(void *config, void **ret_state)
{
    struct config *it = config;

    *ret_state = config;
    return access(it->refuse, F_OK) == 0 ? BROKEN : DONE;
}

static void close_echo(void *state)
{
    (void)state;
}

static void say_ready(void *config)
{
    ssize_t put = write(((struct config *)config)->ready, "r", 1);

    assert(put == 1);
}

static struct http_weight weigh(enum http_method method, struct str path)
{
    struct http_weight weight = {.costly = str_starts(path, S("/costly"))};

    if (method == HTTP_POST)
        weight.limit_bytes = str_eq(path, S("/small")) ? ECHO_SMALL_BYTES : ECHO_LIMIT_BYTES;
    return weight;
}

static bool claims(struct str path, struct str cookie, struct str authorization)
{
    return !str_eq(path, S("/claim")) || cookie.len > 0 || authorization.len > 0;
}

static void make_words(void *config, struct arena *mem, const struct http_request *request,
                       enum http_refusal why, size_t limit_bytes, struct http_reply *reply)
{
    (void)config;
    (void)mem;
    reply->status = why == HTTP_TOO_LARGE ? 413 : 503;
    reply->type = S("text/plain; charset=utf-8");
    buf_text(&reply->body, "%.*s at %.*s for %.*s, %zu", STR_ARG(echo_refusals[why]),
             STR_ARG(request->path), STR_ARG(http_header_of(request, S("x-who"))), limit_bytes);
}

static int64_t number_after(struct str path, struct str prefix)
{
    int64_t n = 0;

    if (!str_int(str_sub(path, prefix.len, path.len), &n))
        return 0;
    return n;
}

static void list_headers(const struct http_request *request, struct buf *out)
{
    buf_text(out, "peer=%.*s\nquery=%.*s\n", STR_ARG(request->peer), STR_ARG(request->query));
    for (size_t i = 0; i < request->n_headers; i++)
        buf_text(out, "%.*s=%.*s\n", STR_ARG(request->headers[i].name),
                 STR_ARG(request->headers[i].value));
}

static void answer(void *state, struct arena *mem, const struct http_request *request,
                   struct http_reply *reply)
{
    (void)state;
    (void)mem;
    reply->status = 200;
    reply->type = S("text/plain; charset=utf-8");
    if (request->method == HTTP_POST)
        buf_put(&reply->body, request->body);
    else if (str_eq(request->path, S("/page")))
        buf_put(&reply->body, S("hello"));
    else if (str_eq(request->path, S("/pid")))
        buf_text(&reply->body, "%d", (int)getpid());
    else if (str_eq(request->path, S("/headers")))
        list_headers(request, &reply->body);
    else if (str_eq(request->path, S("/abort")))
        abort();
    else if (str_eq(request->path, S("/empty")))
        reply->status = 204;
    else if (str_eq(request->path, S("/private")))
        http_reply_header(reply, S("Cache-Control"), S("private"));
    else if (str_starts(request->path, S("/big/"))) {
        int64_t n = number_after(request->path, S("/big/"));

        for (int64_t i = 0; i < n; i++)
            buf_char(&reply->body, (char)('a' + i % 23));
    } else if (str_starts(request->path, S("/slow/"))) {
        usleep((useconds_t)number_after(request->path, S("/slow/")) * 1000);
        buf_put(&reply->body, S("slept"));
    } else if (str_starts(request->path, S("/costly/"))) {
        usleep((useconds_t)number_after(request->path, S("/costly/")) * 1000);
        buf_put(&reply->body, S("costly"));
    } else {
        reply->status = 404;
        buf_put(&reply->body, S("not there"));
    }
}

static const struct http_asset assets[] = {
    {"/style-1f.css", "text/css", (const unsigned char *)"body{color:red}", 15,
     (const unsigned char *)"zipped", 6},
    {"/app-2e.js", "text/javascript", (const unsigned char *)"go()", 4, NULL, 0},
};

/* As the program's aides are: a child of the keeper's process that is none of its own. */
static void start_aide(void)
{
    if (fork() != 0)
        return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    close_range(0, ~0U, 0);
    for (;;)
        pause();
}

static _Noreturn void be_server(const struct echo *echo, const struct limits *limits, int ready)
{
    static char refuse[128];
    struct config config = {.ready = ready, .refuse = refuse};
    struct http_service service = {
        .open = open_echo,
        .answer = answer,
        .close = close_echo,
        .weigh = weigh,
        .claims = claims,
        .refuse = make_words,
        .config = &config,
        .assets = assets,
        .n_assets = 2,
        .common_headers = STR_INIT("X-Content-Type-Options: nosniff\r\n"
                                   "Cache-Control: no-store\r\n"),
    };
    struct http_settings settings = {
        .listen = str_of(echo->listen),
        .workers = 3,
        .costly_workers = 1,
        .arena_limit_bytes = (size_t)64 * 1024 * 1024,
        .ready = say_ready,
        .log = write_log,
    };
    struct rlimit no_core = {0, 0};
    struct str why = {NULL, 0};
    enum outcome o;

    setrlimit(RLIMIT_CORE, &no_core); /* workers that abort are part of the tests */
    snprintf(refuse, sizeof refuse, "%s/refuse", echo->dir);
    log_file = open(echo->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    assert(log_file >= 0);
    start_aide();
    o = keeper_run(&settings, &service, limits, &why);
    if (o != DONE)
        write_log(why);
    exit(o == DONE ? 0 : 6);
}

/* The server as a process. */

int echo_begin(struct echo *echo, const struct limits *limits, const char *listen_at)
{
    int ready[2];
    bool fresh = echo->dir[0] == 0;

    if (fresh) {
        snprintf(echo->dir, sizeof echo->dir, "/tmp/waarborg-http-XXXXXX");
        assert(mkdtemp(echo->dir) != NULL);
    }
    snprintf(echo->log, sizeof echo->log, "%s/log", echo->dir);
    if (listen_at != NULL)
        snprintf(echo->listen, sizeof echo->listen, "%s", listen_at);
    else
        snprintf(echo->listen, sizeof echo->listen, "unix:%s/socket", echo->dir);
    assert(pipe2(ready, O_CLOEXEC) == 0);
    fflush(NULL);
    echo->keeper = fork();
    assert(echo->keeper >= 0);
    if (echo->keeper == 0) {
        close(ready[0]);
        be_server(echo, limits, ready[1]);
    }
    close(ready[1]);
    return ready[0];
}

void echo_start(struct echo *echo, const struct limits *limits, const char *listen_at)
{
    int ready = echo_begin(echo, limits, listen_at);
    char byte;

    (void)!read(ready, &byte, 1); /* or it ended, which the test will see */
    close(ready);
}

int echo_stop(struct echo *echo)
{
    char path[128];
    int status;

    kill(echo->keeper, SIGTERM);
    assert(waitpid(echo->keeper, &status, 0) == echo->keeper);
    unlink(echo->log);
    snprintf(path, sizeof path, "%s/refuse", echo->dir);
    unlink(path);
    rmdir(echo->dir);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/* The port of a TCP server stands in its log. */
static int port_of(const struct echo *echo)
{
    char text[512] = "";
    FILE *log = fopen(echo->log, "r");
    char *at;

    assert(log != NULL);
    (void)!fread(text, 1, sizeof text - 1, log);
    fclose(log);
    at = strstr(text, "127.0.0.1:");
    assert(at != NULL);
    return atoi(at + 10);
}

int echo_connect(const struct echo *echo)
{
    static const struct timeval wait = {.tv_sec = 10};
    int socket_at;
    int failed;

    if (strncmp(echo->listen, "unix:", 5) == 0) {
        struct sockaddr_un address = {.sun_family = AF_UNIX};

        snprintf(address.sun_path, sizeof address.sun_path, "%s", echo->listen + 5);
        socket_at = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        failed = connect(socket_at, (struct sockaddr *)&address, sizeof address);
    } else {
        struct sockaddr_in address = {.sin_family = AF_INET};

        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons((uint16_t)port_of(echo));
        socket_at = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        failed = connect(socket_at, (struct sockaddr *)&address, sizeof address);
    }
    assert(socket_at >= 0);
    setsockopt(socket_at, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    if (failed == 0)
        return socket_at;
    close(socket_at);
    return -1;
}

void echo_send(int socket, const void *bytes, size_t n)
{
    const char *at = bytes;

    while (n > 0) {
        ssize_t put = send(socket, at, n, MSG_NOSIGNAL);

        if (put <= 0)
            return; /* a server that refuses may be gone already */
        at += put;
        n -= (size_t)put;
    }
}

void echo_say(int socket, const char *text)
{
    echo_send(socket, text, strlen(text));
}

/* Reads up to n more bytes; short when the other side closed. */
static size_t read_some(int socket, char *at, size_t n)
{
    size_t got = 0;

    while (got < n) {
        ssize_t one = recv(socket, at + got, n - got, 0);

        if (one <= 0)
            break;
        got += (size_t)one;
    }
    return got;
}

static size_t length_in(const char *head)
{
    const char *at = strcasestr(head, "\r\ncontent-length:");

    return at == NULL ? 0 : strtoul(at + 17, NULL, 10);
}

struct echo_reply echo_read(int socket, bool with_body)
{
    struct echo_reply reply = {0};
    size_t room = 16384;
    char byte;

    reply.head = calloc(1, room);
    while (reply.head_len < room - 1 && recv(socket, &byte, 1, 0) == 1) {
        reply.head[reply.head_len++] = byte;
        if (reply.head_len >= 4 && strcmp(reply.head + reply.head_len - 4, "\r\n\r\n") == 0)
            break;
    }
    if (sscanf(reply.head, "HTTP/1.1 %d", &reply.status) != 1) {
        reply.closed = true;
        return reply;
    }
    reply.closed = strcasestr(reply.head, "\r\nConnection: close") != NULL;
    if (with_body && reply.status != 100) {
        size_t n = length_in(reply.head);

        reply.body = malloc(n + 1);
        reply.body_len = read_some(socket, reply.body, n);
        reply.body[reply.body_len] = 0;
    }
    return reply;
}

struct echo_reply echo_ask(int socket, const char *request)
{
    echo_say(socket, request);
    return echo_read(socket, strncmp(request, "HEAD", 4) != 0);
}

void echo_forget(struct echo_reply *reply)
{
    free(reply->head);
    free(reply->body);
    *reply = (struct echo_reply){0};
}

int echo_get(const struct echo *echo, const char *path)
{
    char request[512];
    struct echo_reply reply;
    int socket = echo_connect(echo);
    int status;

    if (socket < 0)
        return -1;
    snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: test\r\n\r\n", path);
    reply = echo_ask(socket, request);
    status = reply.status;
    echo_forget(&reply);
    close(socket);
    return status;
}

int echo_logged(const struct echo *echo, const char *text)
{
    FILE *log = fopen(echo->log, "r");
    char line[2048];
    int n = 0;

    while (log != NULL && fgets(line, sizeof line, log) != NULL)
        if (strstr(line, text) != NULL)
            n++;
    if (log != NULL)
        fclose(log);
    return n;
}
