/* The whole server, driven over its socket by raw bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "echo.h"
#include "http/clock.h"
#include "malformed.h"

#define HOST "Host: test\r\n"

static bool has_line(const struct echo_reply *reply, const char *line)
{
    return strstr(reply->head, line) != NULL;
}

static bool is_closed(int socket)
{
    char byte;

    return recv(socket, &byte, 1, 0) <= 0;
}

static struct echo_reply ask_once(const struct echo *echo, const char *request)
{
    int socket = echo_connect(echo);
    struct echo_reply reply;

    assert_true(socket >= 0);
    reply = echo_ask(socket, request);
    close(socket);
    return reply;
}

static void expect(const struct echo *echo, const char *request, int status)
{
    struct echo_reply reply = ask_once(echo, request);

    if (reply.status != status)
        print_error("%.60s: %d instead of %d\n", request, reply.status, status);
    assert_int_equal(reply.status, status);
    echo_forget(&reply);
}

static int start_default(void **state)
{
    static struct echo echo;

    echo = (struct echo){0};
    echo_start(&echo, &limits_default, NULL);
    *state = &echo;
    return 0;
}

static int stop(void **state)
{
    assert_int_equal(echo_stop(*state), 0);
    return 0;
}

static void one_connection_carries_many_requests(void **state)
{
    int socket = echo_connect(*state);

    for (int i = 0; i < 50; i++) {
        struct echo_reply reply = echo_ask(socket, "GET /page HTTP/1.1\r\n" HOST "\r\n");

        assert_int_equal(reply.status, 200);
        assert_string_equal(reply.body, "hello");
        assert_true(has_line(&reply, "\r\nX-Content-Type-Options: nosniff\r\n"));
        assert_true(has_line(&reply, "\r\nCache-Control: no-store\r\n"));
        assert_true(has_line(&reply, "\r\nDate: "));
        assert_false(has_line(&reply, "\r\nServer:"));
        assert_false(reply.closed);
        echo_forget(&reply);
    }
    close(socket);
}

static void requests_sent_at_once_are_answered_in_order(void **state)
{
    int socket = echo_connect(*state);
    struct echo_reply first = echo_ask(socket, "GET /big/7 HTTP/1.1\r\n" HOST "\r\n"
                                               "GET /page HTTP/1.1\r\n" HOST "\r\n");
    struct echo_reply second = echo_read(socket, true);

    assert_string_equal(first.body, "abcdefg");
    assert_string_equal(second.body, "hello");
    echo_forget(&first);
    echo_forget(&second);
    close(socket);
}

static void the_worker_sees_lower_case_names_the_peer_and_the_query(void **state)
{
    struct echo_reply reply = ask_once(
        *state, "GET /headers?a=1&b=%20+c HTTP/1.1\r\nHOST: test\r\nX-Word:  two words \r\n\r\n");

    assert_string_equal(reply.body,
                        "peer=unix\nquery=a=1&b=%20+c\nhost=test\nx-word=two words\n");
    echo_forget(&reply);
}

static void a_reply_may_replace_a_common_line(void **state)
{
    struct echo_reply reply = ask_once(*state, "GET /private HTTP/1.1\r\n" HOST "\r\n");

    assert_true(has_line(&reply, "\r\nCache-Control: private\r\n"));
    assert_false(has_line(&reply, "no-store"));
    echo_forget(&reply);
}

static void head_has_the_length_and_no_body(void **state)
{
    int socket = echo_connect(*state);
    struct echo_reply reply = echo_ask(socket, "HEAD /page HTTP/1.1\r\n" HOST "\r\n");

    assert_int_equal(reply.status, 200);
    assert_true(has_line(&reply, "\r\nContent-Length: 5\r\n"));
    echo_forget(&reply);
    reply = echo_ask(socket, "GET /empty HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(reply.status, 204);
    echo_forget(&reply);
    close(socket);
}

static void replies_of_every_size_arrive_whole(void **state)
{
    static const size_t sizes[] = {1, 4095, 150000, 512 * 1024, 512 * 1024 + 1, 3000000, 20000000};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char request[100];
        struct echo_reply reply;

        snprintf(request, sizeof request, "GET /big/%zu HTTP/1.1\r\n" HOST "\r\n", sizes[i]);
        reply = ask_once(*state, request);
        assert_int_equal(reply.status, 200);
        assert_int_equal(reply.body_len, sizes[i]);
        for (size_t k = 0; k < sizes[i]; k++)
            if (reply.body[k] != (char)('a' + k % 23))
                fail_msg("byte %zu of %zu", k, sizes[i]);
        echo_forget(&reply);
    }
}

static char *letters(size_t n)
{
    char *at = malloc(n + 1);

    for (size_t i = 0; i < n; i++)
        at[i] = (char)('A' + i % 25);
    at[n] = 0;
    return at;
}

static void bodies_of_every_size_arrive_whole(void **state)
{
    static const size_t sizes[] = {0, 1, 32767, 32768, 32769, 64000, 65536, 100000, 8388608};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *body = letters(sizes[i]);
        char head[100];
        int socket = echo_connect(*state);
        struct echo_reply reply;

        snprintf(head, sizeof head, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: %zu\r\n\r\n",
                 sizes[i]);
        echo_say(socket, head);
        echo_send(socket, body, sizes[i]);
        reply = echo_read(socket, true);
        assert_int_equal(reply.status, 200);
        assert_int_equal(reply.body_len, sizes[i]);
        assert_memory_equal(reply.body, body, sizes[i]);
        echo_forget(&reply);
        free(body);
        close(socket);
    }
}

static void a_chunked_body_arrives_whole(void **state)
{
    int socket = echo_connect(*state);
    char *body = letters(100000);
    struct echo_reply reply = echo_ask(
        socket, "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"
                "5\r\nhello\r\n1;x=y\r\n \r\n5\r\nworld\r\n0\r\n\r\n");

    assert_string_equal(reply.body, "hello world");
    echo_forget(&reply);
    echo_say(socket, "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n");
    for (size_t at = 0; at < 100000; at += 1000) {
        echo_say(socket, "3e8\r\n");
        echo_send(socket, body + at, 1000);
        echo_say(socket, "\r\n");
    }
    echo_say(socket, "0\r\n\r\n");
    reply = echo_read(socket, true);
    assert_int_equal(reply.body_len, 100000);
    assert_memory_equal(reply.body, body, 100000);
    echo_forget(&reply);
    free(body);
    close(socket);
}

static void a_client_that_asks_leave_need_not_send_a_body_above_its_limit(void **state)
{
    int socket = echo_connect(*state);
    struct echo_reply reply =
        echo_ask(socket, "POST /small HTTP/1.1\r\n" HOST "X-Who: Sem\r\nExpect: 100-continue\r\n"
                         "Content-Length: 1001\r\n\r\n");

    assert_int_equal(reply.status, 413);
    assert_string_equal(reply.body, "too large at /small for Sem, 1000");
    assert_true(reply.closed);
    assert_true(has_line(&reply, "nosniff"));
    assert_true(is_closed(socket));
    echo_forget(&reply);
    close(socket);
    expect(*state, "DELETE /page HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\nx", 413);
}

/* A browser sends all of it before it reads: an answer and an end before that
 * would be lost with a connection that was reset. */
static void a_body_above_its_limit_is_read_to_its_end_and_then_refused(void **state)
{
    static const struct {
        const char *framing, *before, *after;
    } ways[] = {
        {"Content-Length: 20000000", "", ""},
        {"Transfer-Encoding: chunked", "1312d00\r\n", "\r\n0\r\n\r\n"},
    };
    char *body = letters(20000000);

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        int socket = echo_connect(*state);
        struct pollfd file = {.fd = socket, .events = POLLIN};
        struct echo_reply reply;

        echo_say(socket, "POST /small HTTP/1.1\r\n" HOST "X-WHO: Eva\r\n");
        echo_say(socket, ways[i].framing);
        echo_say(socket, "\r\n\r\n");
        echo_say(socket, ways[i].before);
        echo_send(socket, body, 20000000);
        if (i == 0)
            assert_true(poll(&file, 1, 2000) == 1);
        else
            assert_int_equal(poll(&file, 1, 50), 0); /* the last chunk is still to come */
        echo_say(socket, ways[i].after);
        reply = echo_read(socket, true);
        assert_int_equal(reply.status, 413);
        assert_string_equal(reply.body, "too large at /small for Eva, 1000");
        assert_true(has_line(&reply, "\r\nX-Content-Type-Options: nosniff\r\n"));
        assert_true(is_closed(socket));
        echo_forget(&reply);
        close(socket);
    }
    free(body);
}

static void expect_continue_is_answered_first(void **state)
{
    int socket = echo_connect(*state);
    struct echo_reply reply =
        echo_ask(socket, "POST /echo HTTP/1.1\r\n" HOST
                         "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");

    assert_int_equal(reply.status, 100);
    echo_forget(&reply);
    reply = echo_ask(socket, "hello");
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.body, "hello");
    echo_forget(&reply);
    close(socket);
}

static void methods_versions_and_long_targets_get_their_status(void **state)
{
    char target[6000];

    expect(*state, "BREW /page HTTP/1.1\r\n" HOST "\r\n", 501);
    expect(*state, "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", 405);
    expect(*state, "TRACE /page HTTP/1.1\r\n" HOST "\r\n", 405);
    expect(*state, "CONNECT a:1 HTTP/1.1\r\n" HOST "\r\n", 405);
    expect(*state, "GET /page HTTP/2.0\r\n" HOST "\r\n", 505);
    expect(*state, "GET /page HTTP/0.9\r\n" HOST "\r\n", 505);
    expect(*state, "GET http://a/page HTTP/1.1\r\n" HOST "\r\n", 400);
    expect(*state, "GET /page HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhello", 400);
    expect(*state, "GET /page HTTP/1.0\r\n" HOST "\r\n", 200);
    snprintf(target, sizeof target, "GET /%05000d HTTP/1.1\r\n" HOST "\r\n", 1);
    expect(*state, target, 414);
}

static void too_many_header_fields_are_refused(void **state)
{
    char request[20000] = "GET /page HTTP/1.1\r\n" HOST;
    size_t len = strlen(request);

    for (int i = 0; i < 64; i++)
        len += (size_t)snprintf(request + len, sizeof request - len, "X-%d: y\r\n", i);
    snprintf(request + len, sizeof request - len, "\r\n");
    expect(*state, request, 431);
    len = (size_t)snprintf(request, sizeof request,
                           "GET /page HTTP/1.1\r\n" HOST "X-Long: %017000d", 1);
    snprintf(request + len, sizeof request - len, "\r\n\r\n");
    expect(*state, request, 431);
}

static void assets_come_from_the_porter_zipped_or_not(void **state)
{
    int socket = echo_connect(*state);
    struct echo_reply reply =
        echo_ask(socket, "GET /style-1f.css HTTP/1.1\r\n" HOST
                         "Accept-Encoding: br, gzip\r\n\r\n");

    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.body, "zipped");
    assert_true(has_line(&reply, "\r\nContent-Encoding: gzip\r\n"));
    assert_true(has_line(&reply, "\r\nVary: Accept-Encoding\r\n"));
    assert_true(has_line(&reply, "\r\nContent-Type: text/css\r\n"));
    assert_true(has_line(&reply, "\r\nCache-Control: public, max-age=31536000, immutable\r\n"));
    assert_true(has_line(&reply, "nosniff"));
    assert_false(has_line(&reply, "no-store"));
    echo_forget(&reply);
    reply = echo_ask(socket, "GET /style-1f.css HTTP/1.1\r\n" HOST "\r\n");
    assert_string_equal(reply.body, "body{color:red}");
    echo_forget(&reply);
    reply = echo_ask(socket, "HEAD /app-2e.js HTTP/1.1\r\n" HOST "Accept-Encoding: gzip\r\n\r\n");
    assert_int_equal(reply.status, 200);
    assert_true(has_line(&reply, "\r\nContent-Length: 4\r\n"));
    echo_forget(&reply);
    reply = echo_ask(socket, "GET /style-2f.css HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(reply.status, 404);
    echo_forget(&reply);
    close(socket);
}

/* Refused: at most errors, then the end; nothing that may hide behind it is
 * answered. (For some lengths the library sends the head of its error twice.) */
static bool is_refused(const struct echo *echo, const struct malformed *it)
{
    char all[8192];
    size_t n = 0;
    ssize_t got;
    int socket = echo_connect(echo);

    echo_send(socket, it->bytes, it->len);
    shutdown(socket, SHUT_WR);
    while ((got = recv(socket, all + n, sizeof all - 1 - n, 0)) > 0)
        n += (size_t)got;
    all[n] = 0;
    close(socket);
    return got <= 0 && strstr(all, "HTTP/1.1 2") == NULL;
}

static void malformed_requests_are_refused(void **state)
{
    int refused = 0;

    for (int i = 0; i < MALFORMED; i++) {
        bool is = is_refused(*state, &malformed[i]);

        refused += is;
        if (!is && malformed[i].alone)
            print_error("not refused: %s\n", malformed[i].name);
        assert_true(is || !malformed[i].alone);
    }
    print_message("%d of %d malformed requests refused\n", refused, MALFORMED);
    assert_true(refused >= 26);
    assert_int_equal(echo_get(*state, "/page"), 200);
}

static void when_a_worker_aborts_its_client_gets_503_and_the_next_is_served(void **state)
{
    for (int i = 0; i < 5; i++) {
        struct echo_reply reply = ask_once(*state, "GET /abort HTTP/1.1\r\n" HOST "\r\n");

        assert_int_equal(reply.status, 503);
        assert_true(has_line(&reply, "\r\nRetry-After: 1\r\n"));
        assert_string_equal(reply.body, "lost at /abort for , 0");
        echo_forget(&reply);
        assert_int_equal(echo_get(*state, "/page"), 200);
    }
    assert_int_equal(echo_logged(*state, "\"event\":\"answer_lost\",\"role\":\"light\","
                                         "\"path\":\"/abort\""), 5);
    assert_true(echo_logged(*state, "\"event\":\"died\",\"role\":\"light\"") >= 4);
}

static void costly_requests_do_not_hold_up_light_ones(void **state)
{
    enum { COSTLY = 4 };
    int sockets[COSTLY];
    int64_t began = clock_ms();

    for (int i = 0; i < COSTLY; i++) {
        sockets[i] = echo_connect(*state);
        echo_say(sockets[i], "GET /costly/200 HTTP/1.1\r\n" HOST "\r\n");
    }
    for (int i = 0; i < 20; i++)
        assert_int_equal(echo_get(*state, "/page"), 200);
    assert_true(clock_ms() - began < 700);
    for (int i = 0; i < COSTLY; i++) {
        struct echo_reply reply = echo_read(sockets[i], true);

        assert_string_equal(reply.body, "costly");
        echo_forget(&reply);
        close(sockets[i]);
    }
    assert_true(clock_ms() - began >= 4 * 200); /* there is one costly worker */
}

static void slow_connections_do_not_hold_up_others(void **state)
{
    enum { SLOW = 200 };
    int sockets[SLOW];
    int64_t began;

    for (int i = 0; i < SLOW; i++) {
        sockets[i] = echo_connect(*state);
        assert_true(sockets[i] >= 0);
        echo_say(sockets[i], "GET /page HTTP/1.1\r\nHost: te");
    }
    began = clock_ms();
    for (int i = 0; i < 50; i++)
        assert_int_equal(echo_get(*state, "/page"), 200);
    assert_true(clock_ms() - began < 2000);
    for (int i = 0; i < SLOW; i++) {
        struct echo_reply reply = echo_ask(sockets[i], "st\r\n\r\n");

        assert_int_equal(reply.status, 200);
        echo_forget(&reply);
        close(sockets[i]);
    }
}

/* Readers that do not read hold slots of the area; the workers go on. */
static void clients_that_do_not_read_hold_up_no_worker(void **state)
{
    enum { LAZY = 40 };
    int sockets[LAZY];

    for (int i = 0; i < LAZY; i++) {
        sockets[i] = echo_connect(*state);
        echo_say(sockets[i], "GET /big/500000 HTTP/1.1\r\n" HOST "\r\n");
    }
    for (int i = 0; i < 20; i++)
        assert_int_equal(echo_get(*state, "/page"), 200);
    for (int i = 0; i < LAZY; i++) {
        struct echo_reply reply = echo_read(sockets[i], true);

        assert_int_equal(reply.body_len, 500000);
        for (size_t k = 0; k < reply.body_len; k++)
            if (reply.body[k] != (char)('a' + k % 23))
                fail_msg("byte %zu of reply %d", k, i);
        echo_forget(&reply);
        close(sockets[i]);
    }
}

static void a_client_that_left_is_forgotten(void **state)
{
    enum { LEAVING = 30 };

    for (int i = 0; i < LEAVING; i++) {
        int socket = echo_connect(*state);

        echo_say(socket, "GET /slow/100 HTTP/1.1\r\n" HOST "\r\n");
        close(socket);
    }
    assert_int_equal(echo_get(*state, "/page"), 200);
}

static pid_t pid_behind(int socket)
{
    struct echo_reply reply = echo_ask(socket, "GET /pid HTTP/1.1\r\n" HOST "\r\n");
    pid_t pid;

    assert_int_equal(reply.status, 200);
    pid = atoi(reply.body);
    echo_forget(&reply);
    return pid;
}

static void a_rolling_restart_under_load_loses_nothing(void **state)
{
    enum { CLIENTS = 8 };
    struct echo *echo = *state;
    int sockets[CLIENTS];
    pid_t before;
    int64_t end = clock_ms() + 1500;
    int served = 0;

    for (int i = 0; i < CLIENTS; i++)
        sockets[i] = echo_connect(echo);
    before = pid_behind(sockets[0]);
    for (int round = 0; clock_ms() < end; round++) {
        if (round == 5 || round == 200)
            kill(echo->keeper, SIGHUP);
        for (int i = 0; i < CLIENTS; i++)
            echo_say(sockets[i], "GET /big/3000 HTTP/1.1\r\n" HOST "\r\n");
        for (int i = 0; i < CLIENTS; i++) {
            struct echo_reply reply = echo_read(sockets[i], true);

            assert_int_equal(reply.status, 200);
            assert_int_equal(reply.body_len, 3000);
            echo_forget(&reply);
            served++;
        }
    }
    assert_true(kill(before, 0) != 0);
    assert_true(echo_logged(echo, "worker_replaced") >= 4);
    assert_int_equal(echo_logged(echo, "\"event\":\"died\",\"role\":\"light\",\"pid\":0"), 0);
    assert_true(served > 100);
    for (int i = 0; i < CLIENTS; i++)
        close(sockets[i]);
}

static void when_the_porter_dies_the_keeper_starts_everything_again(void **state)
{
    struct echo *echo = *state;
    char command[100];
    int64_t end = clock_ms() + 5000;
    int status = -1;

    /* The porter is the first child of the keeper's own, after the aide. */
    snprintf(command, sizeof command,
             "kill -9 $(head -c 20 /proc/%d/task/%d/children | cut -d' ' -f2)",
             (int)echo->keeper, (int)echo->keeper);
    assert_int_equal(system(command), 0);
    while (status != 200 && clock_ms() < end) {
        status = echo_get(echo, "/page");
        usleep(20000);
    }
    assert_int_equal(status, 200);
    assert_int_equal(echo_logged(echo, "\"role\":\"porter\""), 1);
}

static void the_end_waits_for_requests_that_run(void **state)
{
    struct echo *echo = *state;
    int socket = echo_connect(echo);
    int idle = echo_connect(echo);
    struct echo_reply reply = echo_ask(idle, "GET /page HTTP/1.1\r\n" HOST "\r\n");
    int64_t began = clock_ms();
    struct stat stat_buf;

    echo_forget(&reply);
    echo_say(socket, "GET /slow/600 HTTP/1.1\r\n" HOST "\r\n");
    usleep(100000);
    kill(echo->keeper, SIGTERM);
    usleep(100000);
    assert_true(is_closed(idle));
    assert_int_equal(echo_connect(echo), -1);
    reply = echo_read(socket, true);
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.body, "slept");
    assert_true(reply.closed);
    echo_forget(&reply);
    close(socket);
    close(idle);
    assert_int_equal(echo_stop(echo), 0);
    assert_true(clock_ms() - began < 3000);
    assert_true(stat(echo->listen + 5, &stat_buf) != 0);
}

/* With limits of its own. */

static void of_a_body_far_too_large_so_much_is_read_and_no_more(void **state)
{
    struct limits limits = limits_default;
    struct echo echo = {0};
    char *body = letters(100000);
    struct echo_reply reply;
    int socket;

    (void)state;
    limits.drop_bytes = 50000;
    echo_start(&echo, &limits, NULL);
    socket = echo_connect(&echo);
    echo_say(socket, "POST /small HTTP/1.1\r\n" HOST "Content-Length: 900000000\r\n\r\n");
    echo_send(socket, body, 100000);
    reply = echo_read(socket, true);
    assert_int_equal(reply.status, 413);
    assert_string_equal(reply.body, "too large at /small for , 1000");
    assert_true(has_line(&reply, "\r\nX-Content-Type-Options: nosniff\r\n"));
    assert_true(reply.closed);
    assert_true(is_closed(socket));
    assert_int_equal(echo_get(&echo, "/page"), 200);
    echo_forget(&reply);
    close(socket);
    free(body);
    assert_int_equal(echo_stop(&echo), 0);
}

static void an_answer_that_takes_too_long_ends_in_503_and_a_line_with_its_address(void **state)
{
    static const struct {
        const char *request, *said, *logged;
        int from_ms, to_ms;
    } cases[] = {
        {"GET /slow/5000?name=Sem HTTP/1.1\r\n" HOST "\r\n", "lost at /slow/5000 for , 0",
         "\"event\":\"took_too_long\",\"role\":\"light\",\"path\":\"/slow/5000\",\"ms\":", 300, 1200},
        {"GET /costly/5000 HTTP/1.1\r\n" HOST "\r\n", "lost at /costly/5000 for , 0",
         "\"event\":\"took_too_long\",\"role\":\"costly\",\"path\":\"/costly/5000\",\"ms\":", 600, 1500},
    };
    struct limits limits = limits_default;
    struct echo echo = {0};

    (void)state;
    limits.light_ms = 300;
    limits.costly_ms = 600;
    echo_start(&echo, &limits, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t began = clock_ms();
        struct echo_reply reply = ask_once(&echo, cases[i].request);

        assert_int_equal(reply.status, 503);
        assert_string_equal(reply.body, cases[i].said);
        assert_true(has_line(&reply, "\r\nRetry-After: 1\r\n"));
        assert_in_range(clock_ms() - began, cases[i].from_ms, cases[i].to_ms);
        assert_int_equal(echo_logged(&echo, cases[i].logged), 1);
        echo_forget(&reply);
    }
    assert_int_equal(echo_logged(&echo, "Sem"), 0);
    assert_int_equal(echo_get(&echo, "/costly/400"), 200); /* replaced, and each its own limit */
    assert_int_equal(echo_get(&echo, "/slow/100"), 200);
    usleep(400000);
    assert_int_equal(echo_get(&echo, "/page"), 200);       /* only answers are timed */
    assert_int_equal(echo_logged(&echo, "took_too_long"), 2);
    assert_int_equal(echo_stop(&echo), 0);
}

static void a_client_that_dribbles_is_cut(void **state)
{
    struct limits limits = limits_default;
    struct echo echo = {0};
    int64_t began;

    (void)state;
    limits.head_ms = 500;
    limits.body_ms = 500;
    limits.sweep_ms = 100;
    echo_start(&echo, &limits, NULL);
    for (int body = 0; body < 2; body++) {
        int socket = echo_connect(&echo);
        struct pollfd file = {.fd = socket, .events = POLLIN};
        struct echo_reply reply;

        began = clock_ms();
        if (body)
            echo_say(socket, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 900\r\n\r\n");
        while (poll(&file, 1, 30) == 0 && clock_ms() - began < 3000)
            echo_say(socket, "G");
        assert_in_range(clock_ms() - began, 400, 1500);
        reply = echo_read(socket, true);
        assert_int_equal(reply.status, 408);
        assert_true(is_closed(socket));
        echo_forget(&reply);
        close(socket);
    }
    assert_int_equal(echo_get(&echo, "/page"), 200);
    assert_int_equal(echo_logged(&echo, "\"event\":\"cut\""), 2);
    assert_int_equal(echo_stop(&echo), 0);
}

static void a_full_line_gives_503_at_once(void **state)
{
    struct limits limits = limits_default;
    struct echo echo = {0};
    int sockets[4];
    int refused = 0;

    (void)state;
    limits.costly_queue = 2;
    echo_start(&echo, &limits, NULL);
    for (int i = 0; i < 4; i++) {
        sockets[i] = echo_connect(&echo);
        echo_say(sockets[i], "GET /costly/300 HTTP/1.1\r\n" HOST "\r\n");
        usleep(20000);
    }
    for (int i = 0; i < 4; i++) {
        struct echo_reply reply = echo_read(sockets[i], true);

        refused += reply.status == 503;
        echo_forget(&reply);
        close(sockets[i]);
    }
    assert_int_equal(refused, 1);
    assert_int_equal(echo_stop(&echo), 0);
}

static void one_address_has_so_many_connections_and_no_more(void **state)
{
    struct limits limits = limits_default;
    struct echo echo = {0};
    int sockets[4];
    struct echo_reply reply;

    (void)state;
    limits.per_address = 3;
    echo_start(&echo, &limits, "127.0.0.1:0");
    for (int i = 0; i < 3; i++) {
        sockets[i] = echo_connect(&echo);
        reply = echo_ask(sockets[i], "GET /headers HTTP/1.1\r\n" HOST "\r\n");
        assert_int_equal(reply.status, 200);
        assert_memory_equal(reply.body, "peer=127.0.0.1\n", 15);
        echo_forget(&reply);
    }
    sockets[3] = echo_connect(&echo);
    assert_true(is_closed(sockets[3]));
    for (int i = 0; i < 4; i++)
        close(sockets[i]);
    usleep(50000);
    assert_int_equal(echo_get(&echo, "/page"), 200);
    assert_int_equal(echo_stop(&echo), 0);
}

static void bodies_together_stay_within_their_bound(void **state)
{
    struct limits limits = limits_default;
    struct echo echo = {0};
    int socket;
    char *body = letters(200000);
    struct echo_reply reply;

    (void)state;
    limits.spool_bytes = 100000;
    echo_start(&echo, &limits, NULL);
    socket = echo_connect(&echo);
    echo_say(socket, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 200000\r\n\r\n");
    echo_send(socket, body, 200000);
    reply = echo_read(socket, true);
    assert_int_equal(reply.status, 503);
    assert_string_equal(reply.body, "busy at /echo for , 8388608");
    echo_forget(&reply);
    close(socket);
    reply = ask_once(&echo, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\nhi");
    assert_string_equal(reply.body, "hi");
    echo_forget(&reply);
    free(body);
    assert_int_equal(echo_stop(&echo), 0);
}

static int post_status(const struct echo *echo, const char *head, const char *body, size_t n)
{
    int socket = echo_connect(echo);
    struct echo_reply reply;
    int status;

    echo_say(socket, head);
    echo_send(socket, body, n);
    reply = echo_read(socket, true);
    status = reply.status;
    echo_forget(&reply);
    close(socket);
    return status;
}

static void large_bodies_leave_room_for_forms(void **state)
{
    struct limits limits = limits_default;
    struct echo echo = {0};
    char *body = letters(60000);
    int held;

    (void)state;
    limits.spool_bytes = 100000;
    limits.spool_large_bytes = 60000;
    echo_start(&echo, &limits, NULL);
    held = echo_connect(&echo);
    echo_say(held, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 60000\r\n\r\n");
    echo_send(held, body, 59999);
    while (post_status(&echo, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5000\r\n\r\n", body,
                       5000) == 200)
        usleep(1000); /* until what is held came in */
    assert_int_equal(post_status(&echo, "POST /small HTTP/1.1\r\n" HOST
                                 "Content-Length: 900\r\n\r\n", body, 900), 200);
    echo_send(held, body, 1);
    close(held);
    assert_int_equal(echo_get(&echo, "/page"), 200);
    while (post_status(&echo, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5000\r\n\r\n", body,
                       5000) != 200)
        usleep(1000); /* and until there is room again */
    free(body);
    assert_int_equal(echo_stop(&echo), 0);
}

static void of_who_claims_to_be_nobody_a_large_body_is_not_kept(void **state)
{
    static const char head[] = "POST /claim HTTP/1.1\r\n" HOST "Content-Length: 200000\r\n";
    struct limits limits = limits_default;
    struct echo echo = {0};
    char *body = letters(200000);
    struct echo_reply reply;
    int socket;

    (void)state;
    limits.spool_bytes = 100000;
    echo_start(&echo, &limits, NULL);
    socket = echo_connect(&echo);
    echo_say(socket, head);
    echo_say(socket, "\r\n");
    echo_send(socket, body, 200000);
    reply = echo_read(socket, true);
    assert_int_equal(reply.status, 200); /* the worker's own answer, to a request without one */
    assert_string_equal(reply.body, "");
    echo_forget(&reply);
    close(socket);
    reply = ask_once(&echo, "POST /claim HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"
                            "2\r\nhi\r\n0\r\n\r\n");
    assert_string_equal(reply.body, "");
    echo_forget(&reply);
    reply = ask_once(&echo, "POST /claim HTTP/1.1\r\n" HOST "Cookie: a=b\r\n"
                            "Content-Length: 2\r\n\r\nhi");
    assert_string_equal(reply.body, "hi");
    echo_forget(&reply);
    reply = ask_once(&echo, "POST /claim HTTP/1.1\r\n" HOST "Authorization: Bearer a\r\n"
                            "Content-Length: 2\r\n\r\nhi");
    assert_string_equal(reply.body, "hi");
    echo_forget(&reply);
    free(body);
    assert_int_equal(echo_stop(&echo), 0);
}

/* A server of which no worker opens, in a folder of its own. */
static int begin_barren(struct echo *echo, char path[static 128])
{
    int file;

    snprintf(echo->dir, sizeof echo->dir, "/tmp/waarborg-http-XXXXXX");
    assert_non_null(mkdtemp(echo->dir));
    snprintf(path, 128, "%s/refuse", echo->dir);
    file = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    close(file);
    return echo_begin(echo, &limits_default, NULL);
}

/* Its status, once it ended; one that does not is killed. */
static int end_of(const struct echo *echo, int limit_ms)
{
    int64_t end = clock_ms() + limit_ms;
    int status = -1;
    pid_t got;

    while ((got = waitpid(echo->keeper, &status, WNOHANG)) == 0 && clock_ms() < end)
        usleep(10000);
    if (got == 0) {
        kill(echo->keeper, SIGKILL);
        waitpid(echo->keeper, NULL, 0);
        fail_msg("it did not end within %d ms", limit_ms);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void a_server_whose_workers_cannot_open_gives_up(void **state)
{
    struct echo echo = {0};
    char path[128];
    int ready = begin_barren(&echo, path);
    int waiting;
    struct echo_reply reply;

    (void)state;
    for (int tries = 0; (waiting = echo_connect(&echo)) < 0 && tries < 100; tries++)
        usleep(5000);
    reply = echo_ask(waiting, "GET /page HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(reply.status, 503); /* who came meanwhile is told */
    echo_forget(&reply);
    close(waiting);
    assert_int_equal(end_of(&echo, 5000), 6);
    assert_int_equal(echo_connect(&echo), -1);
    assert_int_equal(echo_logged(&echo, "no_worker"), 1);
    close(ready);
    unlink(path);
    unlink(echo.log);
    assert_int_equal(rmdir(echo.dir), 0);
}

static void a_server_that_is_told_to_stop_before_a_worker_opened_stops(void **state)
{
    struct echo echo = {0};
    char path[128];
    int ready = begin_barren(&echo, path);

    (void)state;
    for (int tries = 0; echo_logged(&echo, "\"event\":\"died\"") == 0 && tries < 100; tries++)
        usleep(5000);
    kill(echo.keeper, SIGTERM);
    assert_int_equal(end_of(&echo, 3000), 0);
    assert_int_equal(echo_logged(&echo, "\"event\":\"stopped\""), 1);
    close(ready);
    unlink(path);
    unlink(echo.log);
    assert_int_equal(rmdir(echo.dir), 0);
}

static void an_end_that_takes_too_long_is_made_short(void **state)
{
    struct limits limits = limits_default;
    struct echo echo = {0};
    int socket;

    (void)state;
    limits.stop_ms = 300;
    echo_start(&echo, &limits, NULL);
    socket = echo_connect(&echo);
    echo_say(socket, "GET /slow/20000 HTTP/1.1\r\n" HOST "\r\n");
    usleep(100000);
    kill(echo.keeper, SIGTERM);
    assert_int_equal(end_of(&echo, 3000), 0);
    assert_int_equal(echo_logged(&echo, "stop_took_too_long"), 1);
    close(socket);
    unlink(echo.log);
    assert_int_equal(rmdir(echo.dir), 0);
}

static void a_bad_successor_leaves_the_old_worker_in_place(void **state)
{
    struct echo echo = {0};
    char path[128];
    int file;

    (void)state;
    echo_start(&echo, &limits_default, NULL);
    snprintf(path, sizeof path, "%s/refuse", echo.dir);
    usleep(200000);
    file = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    close(file);
    kill(echo.keeper, SIGHUP);
    usleep(1200000);
    assert_int_equal(echo_get(&echo, "/page"), 200);
    assert_true(echo_logged(&echo, "replacement_failed") >= 1);
    assert_int_equal(echo_stop(&echo), 0);
}

static void a_stale_socket_is_taken_over_and_a_live_one_is_not(void **state)
{
    struct echo first = {0};
    struct echo second = {0};
    int status;

    (void)state;
    echo_start(&first, &limits_default, NULL);
    echo_start(&second, &limits_default, first.listen);
    assert_int_equal(waitpid(second.keeper, &status, 0), second.keeper);
    assert_int_equal(WEXITSTATUS(status), 6);
    assert_int_equal(echo_logged(&second, "in_use"), 1);
    unlink(second.log);
    rmdir(second.dir);
    kill(first.keeper, SIGKILL);
    assert_int_equal(waitpid(first.keeper, &status, 0), first.keeper);
    usleep(300000); /* its children die with it */
    assert_int_equal(echo_get(&first, "/page"), -1);
    echo_start(&first, &limits_default, NULL);
    assert_int_equal(echo_get(&first, "/page"), 200);
    assert_int_equal(echo_stop(&first), 0);
}

#define SERVED(test) cmocka_unit_test_setup_teardown(test, start_default, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SERVED(one_connection_carries_many_requests),
        SERVED(requests_sent_at_once_are_answered_in_order),
        SERVED(the_worker_sees_lower_case_names_the_peer_and_the_query),
        SERVED(a_reply_may_replace_a_common_line),
        SERVED(head_has_the_length_and_no_body),
        SERVED(replies_of_every_size_arrive_whole),
        SERVED(bodies_of_every_size_arrive_whole),
        SERVED(a_chunked_body_arrives_whole),
        SERVED(a_client_that_asks_leave_need_not_send_a_body_above_its_limit),
        SERVED(a_body_above_its_limit_is_read_to_its_end_and_then_refused),
        SERVED(expect_continue_is_answered_first),
        SERVED(methods_versions_and_long_targets_get_their_status),
        SERVED(too_many_header_fields_are_refused),
        SERVED(assets_come_from_the_porter_zipped_or_not),
        SERVED(malformed_requests_are_refused),
        SERVED(when_a_worker_aborts_its_client_gets_503_and_the_next_is_served),
        SERVED(costly_requests_do_not_hold_up_light_ones),
        SERVED(slow_connections_do_not_hold_up_others),
        SERVED(clients_that_do_not_read_hold_up_no_worker),
        SERVED(a_client_that_left_is_forgotten),
        SERVED(a_rolling_restart_under_load_loses_nothing),
        SERVED(when_the_porter_dies_the_keeper_starts_everything_again),
        cmocka_unit_test_setup(the_end_waits_for_requests_that_run, start_default),
        cmocka_unit_test(of_a_body_far_too_large_so_much_is_read_and_no_more),
        cmocka_unit_test(an_answer_that_takes_too_long_ends_in_503_and_a_line_with_its_address),
        cmocka_unit_test(a_client_that_dribbles_is_cut),
        cmocka_unit_test(a_full_line_gives_503_at_once),
        cmocka_unit_test(one_address_has_so_many_connections_and_no_more),
        cmocka_unit_test(bodies_together_stay_within_their_bound),
        cmocka_unit_test(large_bodies_leave_room_for_forms),
        cmocka_unit_test(of_who_claims_to_be_nobody_a_large_body_is_not_kept),
        cmocka_unit_test(a_server_whose_workers_cannot_open_gives_up),
        cmocka_unit_test(a_server_that_is_told_to_stop_before_a_worker_opened_stops),
        cmocka_unit_test(an_end_that_takes_too_long_is_made_short),
        cmocka_unit_test(a_bad_successor_leaves_the_old_worker_in_place),
        cmocka_unit_test(a_stale_socket_is_taken_over_and_a_live_one_is_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
