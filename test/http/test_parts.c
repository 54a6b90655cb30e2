/* The pure parts: guard and channel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/channel.h"
#include "http/guard.h"
#include "http/listener.h"

/* Lays a head out as the library does: cut up in place, pieces pointing in. */
struct laid {
    char text[1024];
    struct http_header fields[HTTP_HEADERS_MAX];
    struct guard_facts facts;
};

static void lay(struct laid *laid, const char *head)
{
    struct guard_facts *facts = &laid->facts;
    struct str rest = {laid->text, strlen(head)};
    struct str line;

    *laid = (struct laid){0};
    memcpy(laid->text, head, rest.len + 1);
    facts->head_bytes = rest.len;
    facts->fields = laid->fields;
    line = str_cut(rest, '\r', &rest);
    facts->method = str_cut(line, ' ', &line);
    facts->target = facts->seam_target = str_cut(line, ' ', &facts->version);
    rest = str_sub(rest, 1, rest.len);
    while (rest.len > 0 && rest.at[0] != '\r') {
        struct http_header *field = &laid->fields[facts->n_fields++];

        line = str_cut(rest, '\r', &rest);
        rest = str_sub(rest, 1, rest.len);
        field->name = str_cut(line, ':', &field->value);
        while (field->value.len > 0 && field->value.at[0] == ' ')
            field->value = str_sub(field->value, 1, field->value.len);
    }
}

static void the_guard_judges_each_head_by_its_first_fault(void **state)
{
    static const struct {
        const char *head;
        int status;
    } rows[] = {
        {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", 0},
        {"GET / HTTP/1.0\r\nHost: a\r\n\r\n", 0},
        {"GET /a?b=c%20d&e HTTP/1.1\r\nHost: a.example:8642\r\nX-A:\r\n\r\n", 0},
        {"GET / HTTP/1.1\r\nhost: [::1]:80\r\n\r\n", 0},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 0},
        {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 0},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n", 0},
        {"GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505},
        {"GE(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"get / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
        {"OPTIONS / HTTP/1.1\r\nHost: a\r\n\r\n", 405},
        {"GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /\x7f HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nX Y: b\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nX: b\x02\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nX: b\x7f\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nX: b\tc \xe9\r\n\r\n", 0},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1a\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-length: 5\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1111111111111111111\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n", 400},
        {"POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
         400},
        {"HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
    };
    struct laid laid;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct guard_verdict verdict;

        lay(&laid, rows[i].head);
        verdict = guard_judge(&laid.facts);
        if (verdict.status != rows[i].status)
            print_error("%s: %s\n", rows[i].head, verdict.why);
        assert_int_equal(verdict.status, rows[i].status);
        assert_true((verdict.status == 0) == (verdict.why == NULL));
    }
}

static void the_guard_tells_method_length_and_coding(void **state)
{
    struct laid laid;
    struct guard_verdict verdict;

    (void)state;
    lay(&laid, "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0123\r\n\r\n");
    verdict = guard_judge(&laid.facts);
    assert_int_equal(verdict.method, HTTP_PUT);
    assert_int_equal(verdict.length, 123);
    assert_false(verdict.chunked);
    lay(&laid, "PATCH / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    verdict = guard_judge(&laid.facts);
    assert_int_equal(verdict.method, HTTP_PATCH);
    assert_true(verdict.chunked);
}

/* One byte more or less anywhere is a byte that the library did not show. */
static void the_guard_misses_no_byte_of_the_head(void **state)
{
    struct laid laid;

    (void)state;
    for (int i = 0; i < 6; i++) {
        lay(&laid, "GET /a HTTP/1.1\r\nHost: a\r\nX-B: c\r\n\r\n");
        assert_int_equal(guard_judge(&laid.facts).status, 0);
        laid.facts.head_bytes += (i == 0) - (i == 1);
        laid.fields[0].value.len -= i == 2;
        laid.fields[1].name.at -= i == 3;
        laid.facts.seam_target.at += i == 4;
        laid.facts.version.at -= i == 5;
        assert_int_not_equal(guard_judge(&laid.facts).status, 0);
    }
}

static void gzip_is_taken_only_by_who_asks_for_it(void **state)
{
    static const struct {
        const char *accept;
        bool takes;
    } rows[] = {
        {"gzip", true}, {"br, gzip", true}, {"deflate,gzip;q=0.5", true}, {"GZIP", true},
        {"", false}, {"br", false}, {"gzip;q=0", false}, {"gzip; q=0.000", false},
        {"gzip;q=0.001", true}, {"xgzip", false}, {"identity", false}, {"gzip;x", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(guard_gzip(str_of(rows[i].accept)), rows[i].takes);
}

static struct http_request sample(void)
{
    struct http_request request = {
        .method = HTTP_POST,
        .path = S("/leveranciers/7"),
        .query = S("a=1"),
        .peer = S("::1"),
        .body = S("naam=Jansen"),
        .headers = {{S("Host"), S("example")}, {S("X-Empty"), S("")}},
        .n_headers = 2,
    };

    return request;
}

static void a_request_arrives_as_it_was_sent(void **state)
{
    static char message[CHANNEL_MESSAGE_BYTES];
    struct http_request in = sample();
    struct http_request out;
    unsigned slot;
    bool in_file;

    (void)state;
    for (int file = 0; file < 2; file++) {
        size_t n = channel_put_request(message, &in, 3, file);

        assert_true(n > 0);
        assert_true(channel_get_request((struct str){message, n}, &out, &slot, &in_file));
        assert_int_equal(slot, 3);
        assert_int_equal(in_file, file);
        assert_int_equal(out.method, HTTP_POST);
        assert_true(str_eq(out.path, in.path) && str_eq(out.query, in.query));
        assert_true(str_eq(out.peer, in.peer));
        assert_int_equal(out.body.len, in.body.len);
        assert_true(file ? out.body.at == NULL : str_eq(out.body, in.body));
        assert_int_equal(out.n_headers, 2);
        assert_true(str_eq(http_header_of(&out, S("host")), S("example")));
        assert_null(http_header_of(&out, S("cookie")).at);
    }
}

static void no_part_of_a_request_is_a_request(void **state)
{
    static char message[CHANNEL_MESSAGE_BYTES];
    struct http_request in = sample();
    struct http_request out;
    unsigned slot;
    bool in_file;
    size_t n = channel_put_request(message, &in, 0, false);

    (void)state;
    for (size_t len = 0; len < n; len++) {
        char *part = malloc(len + 1); /* its own block, so that a read past it is seen */

        memcpy(part, message, len);
        assert_false(channel_get_request((struct str){part, len}, &out, &slot, &in_file));
        free(part);
    }
    for (size_t at = 0; at < 40; at++) {
        char was = message[at];

        message[at] = (char)0xff;
        channel_get_request((struct str){message, n}, &out, &slot, &in_file);
        message[at] = was;
    }
}

static void what_does_not_fit_in_a_message_is_not_put_in_it(void **state)
{
    static char message[CHANNEL_MESSAGE_BYTES];
    static char body[CHANNEL_MESSAGE_BYTES];
    struct http_request in = sample();

    (void)state;
    in.body = (struct str){body, sizeof body};
    assert_int_equal(channel_put_request(message, &in, 0, false), 0);
    assert_true(channel_put_request(message, &in, 0, true) > 0);
}

static void a_reply_arrives_as_it_was_sent_and_within_bounds(void **state)
{
    static char message[CHANNEL_MESSAGE_BYTES];
    static const struct {
        struct channel_reply reply;
        bool fits;
    } rows[] = {
        {{200, STR_INIT("text/html"), STR_INIT("A: b\r\n"), CHANNEL_SLOT, 150000}, true},
        {{599, STR_INIT(""), STR_INIT(""), CHANNEL_NO_BODY, 0}, true},
        {{200, STR_INIT(""), STR_INIT(""), CHANNEL_FILE, 1 << 30}, true},
        {{200, STR_INIT(""), STR_INIT(""), CHANNEL_SLOT, CHANNEL_SLOT_BYTES}, true},
        {{200, STR_INIT(""), STR_INIT(""), CHANNEL_SLOT, CHANNEL_SLOT_BYTES + 1}, false},
        {{200, STR_INIT(""), STR_INIT(""), CHANNEL_NO_BODY, 1}, false},
        {{200, STR_INIT(""), STR_INIT(""), CHANNEL_WHERE_COUNT, 0}, false},
        {{100, STR_INIT(""), STR_INIT(""), CHANNEL_NO_BODY, 0}, false},
        {{600, STR_INIT(""), STR_INIT(""), CHANNEL_NO_BODY, 0}, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct channel_reply out;
        size_t n = channel_put_reply(message, &rows[i].reply);

        assert_int_equal(channel_get_reply((struct str){message, n}, &out), rows[i].fits);
        if (!rows[i].fits)
            continue;
        assert_int_equal(out.status, rows[i].reply.status);
        assert_true(str_eq(out.type, rows[i].reply.type));
        assert_true(str_eq(out.headers, rows[i].reply.headers));
        assert_int_equal(out.body_bytes, rows[i].reply.body_bytes);
        for (size_t len = 0; len < n; len++)
            assert_false(channel_get_reply((struct str){message, len}, &out));
    }
}

static void descriptors_travel_with_a_message(void **state)
{
    struct channel channel;
    struct iovec part = {(void *)"hi", 2};
    char bytes[8];
    int passed[2];
    int file = channel_file();

    (void)state;
    assert_int_equal(channel_open(&channel), DONE);
    assert_true(channel_send(channel.porter, &part, 1, (int[2]){channel.area, file}, 0));
    assert_int_equal(channel_receive(channel.worker, bytes, sizeof bytes, passed, 0), 2);
    assert_true(passed[0] >= 0 && passed[1] >= 0);
    assert_true(channel_is_sealed(passed[0], CHANNEL_AREA_BYTES));
    assert_false(channel_is_sealed(passed[0], CHANNEL_AREA_BYTES + 1));
    assert_false(channel_is_sealed(passed[1], 0));
    assert_null(channel_map(passed[1], false));
    assert_true(ftruncate(passed[0], 0) != 0);
    assert_int_equal(
        channel_receive(channel.worker, bytes, sizeof bytes, (int[2]){0}, MSG_DONTWAIT), -1);
    close(channel.porter);
    assert_int_equal(channel_receive(channel.worker, bytes, sizeof bytes, (int[2]){0}, 0), 0);
    close(passed[0]);
    close(passed[1]);
    close(file);
    close(channel.area);
    close(channel.worker);
}

static void a_message_that_is_cut_off_is_none(void **state)
{
    struct channel channel;
    struct iovec part = {(void *)"too long", 8};
    char bytes[4];
    int passed[2];

    (void)state;
    assert_int_equal(channel_open(&channel), DONE);
    assert_true(channel_send(channel.porter, &part, 1, (int[2]){channel.area, -1}, 0));
    assert_int_equal(channel_receive(channel.worker, bytes, sizeof bytes, passed, 0), 0);
    assert_int_equal(passed[0], -1);
    close(channel.porter);
    close(channel.worker);
    close(channel.area);
}

static void methods_are_known_by_their_exact_name(void **state)
{
    enum http_method method = HTTP_GET;

    (void)state;
    assert_true(http_method_of(S("DELETE"), &method));
    assert_int_equal(method, HTTP_DELETE);
    assert_false(http_method_of(S("delete"), &method));
    assert_false(http_method_of(S(""), &method));
    assert_int_equal(method, HTTP_DELETE);
}

/* [choice: who asks] */
static void who_asks_is_what_a_declared_proxy_wrote_last(void **state)
{
    static const struct {
        bool proxy;
        const char *peer, *first, *second, *from;
    } rows[] = {
        {true, "unix", "203.0.113.9", NULL, "203.0.113.9"},
        {true, "127.0.0.1", "198.51.100.7, 203.0.113.9", NULL, "203.0.113.9"},
        {true, "unix", "198.51.100.7", "203.0.113.9", "203.0.113.9"},
        {true, "unix", " 2001:DB8::0:1 ", NULL, "2001:db8::1"},
        {true, "unix", "::ffff:203.0.113.9", NULL, "203.0.113.9"},
        {true, "unix", NULL, NULL, "unix"},
        {true, "127.0.0.1", "", NULL, "127.0.0.1"},
        {true, "127.0.0.1", "203.0.113.9, ", NULL, "127.0.0.1"},
        {true, "127.0.0.1", "203.0.113.9, unknown", NULL, "127.0.0.1"},
        {true, "127.0.0.1", "203.0.113.9:80", NULL, "127.0.0.1"},
        {true, "127.0.0.1", "203.0.113.999", NULL, "127.0.0.1"},
        {true, "127.0.0.1", "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa", NULL, "127.0.0.1"},
        {false, "192.0.2.1", "203.0.113.9", NULL, "192.0.2.1"},
        {false, "unix", "203.0.113.9", NULL, "unix"},
    };
    struct arena *mem = arena_new(65536);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct http_request request = {.peer = str_of(rows[i].peer)};
        const char *const said[] = {rows[i].first, rows[i].second};

        for (size_t j = 0; j < 2 && said[j] != NULL; j++)
            request.headers[request.n_headers++] =
                (struct http_header){S("x-forwarded-for"), str_of(said[j])};
        assert_true(str_eq(http_from(mem, &request, rows[i].proxy), str_of(rows[i].from)));
    }
    arena_free(mem);
}

static void near_is_what_only_this_machine_reaches(void **state)
{
    static const struct { const char *listen; bool near; } rows[] = {
        {"127.0.0.1:8642", true}, {"127.9.9.9:1", true}, {"[::1]:8642", true},
        {"unix:/run/w", true}, {"0.0.0.0:8642", false}, {"[::]:8642", false},
        {"192.0.2.1:80", false}, {"[2001:db8::1]:80", false}, {"128.0.0.1:80", false},
        {"everywhere", true}, /* and is refused */
        {"systemd", true},    /* that gave nothing */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (listener_is_near(str_of(rows[i].listen)) != rows[i].near)
            fail_msg("%s", rows[i].listen);
}

/* What systemd gave to somebody else, or gave no socket for, is not taken. */
static void a_socket_of_systemd_is_taken_only_when_it_is_for_us(void **state)
{
    struct listener listener;
    const char *why = NULL;
    char pid[24];

    (void)state;
    unsetenv("LISTEN_PID");
    assert_int_equal(listener_open(S("systemd"), &listener, &why), REFUSED);
    assert_string_equal(why, "no_socket");
    snprintf(pid, sizeof pid, "%d", (int)getppid());
    setenv("LISTEN_PID", pid, 1);
    setenv("LISTEN_FDS", "1", 1);
    assert_int_equal(listener_open(S("systemd"), &listener, &why), REFUSED);
    snprintf(pid, sizeof pid, "%d", (int)getpid());
    setenv("LISTEN_PID", pid, 1);
    setenv("LISTEN_FDS", "2", 1);
    assert_int_equal(listener_open(S("systemd"), &listener, &why), REFUSED);
    unsetenv("LISTEN_PID");
    unsetenv("LISTEN_FDS");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_guard_judges_each_head_by_its_first_fault),
        cmocka_unit_test(the_guard_tells_method_length_and_coding),
        cmocka_unit_test(the_guard_misses_no_byte_of_the_head),
        cmocka_unit_test(gzip_is_taken_only_by_who_asks_for_it),
        cmocka_unit_test(a_request_arrives_as_it_was_sent),
        cmocka_unit_test(no_part_of_a_request_is_a_request),
        cmocka_unit_test(what_does_not_fit_in_a_message_is_not_put_in_it),
        cmocka_unit_test(a_reply_arrives_as_it_was_sent_and_within_bounds),
        cmocka_unit_test(descriptors_travel_with_a_message),
        cmocka_unit_test(a_message_that_is_cut_off_is_none),
        cmocka_unit_test(methods_are_known_by_their_exact_name),
        cmocka_unit_test(near_is_what_only_this_machine_reaches),
        cmocka_unit_test(a_socket_of_systemd_is_taken_only_when_it_is_for_us),
        cmocka_unit_test(who_asks_is_what_a_declared_proxy_wrote_last),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
