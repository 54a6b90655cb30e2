#include "aide/instream.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "aide/packet.h"

enum { PIECE_BYTES = 64 * 1024, LAST_WORD_MS = 1000 };

static struct scan unscanned(struct str why)
{
    return (struct scan){SCAN_UNSCANNED, why};
}

/* What clamd says comes from outside too: what is no printable ASCII becomes ?. */
static struct str words_of(struct arena *mem, struct str said)
{
    size_t n = said.len < SCAN_WORDS_BYTES ? said.len : SCAN_WORDS_BYTES;
    char *at = arena_alloc(mem, n + 1);

    for (size_t i = 0; i < n; i++)
        at[i] = said.at[i] >= ' ' && said.at[i] <= '~' ? said.at[i] : '?';
    return (struct str){at, n};
}

struct scan instream_read(struct arena *mem, struct str answer)
{
    static const struct str found = STR_INIT(" FOUND");
    struct str name;

    if (str_eq(answer, S("stream: OK")))
        return (struct scan){SCAN_CLEAN, S("")};
    if (!str_starts(answer, S("stream: ")) || !str_ends(answer, found) ||
        answer.len <= 8 + found.len)
        return unscanned(words_of(mem, answer));
    name = words_of(mem, str_sub(answer, 8, answer.len - found.len));
    /* Not looked at whole is neither clean nor a virus. */
    if (str_starts(name, S(INSTREAM_LIMITS)))
        return unscanned(name);
    return (struct scan){SCAN_FOUND, name};
}

static int connect_to(const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    size_t n = strlen(path);
    int to = n < sizeof at.sun_path ? socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)
                                    : -1;

    if (to < 0)
        return -1;
    memcpy(at.sun_path, path, n + 1);
    if (connect(to, (struct sockaddr *)&at, sizeof at) == 0)
        return to;
    close(to);
    return -1;
}

static bool send_number(int to, uint32_t n, int64_t until_ms)
{
    uint32_t wire = htonl(n);

    return packet_write(to, (struct str){(const char *)&wire, sizeof wire}, until_ms);
}

/* clamd that takes no more says why, and hangs up before we are through. */
static bool send_file(int to, int file, int64_t size, int64_t until_ms)
{
    static char piece[PIECE_BYTES];

    for (int64_t at = 0; at < size;) {
        int64_t left = size - at;
        ssize_t n = pread(file, piece, left < PIECE_BYTES ? (size_t)left : PIECE_BYTES, at);

        if (n <= 0 || !send_number(to, (uint32_t)n, until_ms) ||
            !packet_write(to, (struct str){piece, (size_t)n}, until_ms))
            return false;
        at += n;
    }
    return send_number(to, 0, until_ms);
}

/* Up to the NUL. False when it does not come in time, or too much comes before it. */
static bool receive(int from, char *at, int64_t until_ms, struct str *ret)
{
    size_t n = 0;

    for (;;) {
        struct pollfd wait = {from, POLLIN, 0};
        ssize_t got = recv(from, at + n, INSTREAM_ANSWER_BYTES - n, MSG_DONTWAIT);
        const char *end = got > 0 ? memchr(at + n, 0, (size_t)got) : NULL;

        if (end != NULL) {
            *ret = (struct str){at, (size_t)(end - at)};
            return true;
        }
        if (got > 0)
            n += (size_t)got;
        else if (got == 0 || (errno != EAGAIN && errno != EINTR))
            return false;
        else if (poll(&wait, 1, packet_left_ms(until_ms)) == 0)
            return false;
        if (n == INSTREAM_ANSWER_BYTES)
            return false;
    }
}

struct scan instream_scan(struct arena *mem, const char *path, int file, int64_t size,
                          int64_t until_ms)
{
    char *room = arena_alloc(mem, INSTREAM_ANSWER_BYTES);
    int to = connect_to(path);
    struct str answer;
    bool whole, answered;

    if (to < 0)
        return unscanned(S("clamd cannot be reached"));
    whole = packet_write(to, (struct str){"zINSTREAM", 10}, until_ms) &&
            send_file(to, file, size, until_ms);
    /* Who hung up before the end has said why already. */
    if (!whole && packet_left_ms(until_ms) > LAST_WORD_MS)
        until_ms = packet_clock_ms() + LAST_WORD_MS;
    answered = receive(to, room, until_ms, &answer);
    close(to);
    if (!answered)
        return unscanned(whole && packet_left_ms(until_ms) == 0 ? S("clamd did not answer in time")
                                                                : S("clamd gave no answer"));
    /* What it says of a part says nothing of the whole, unless it found something. */
    if (!whole && instream_read(mem, answer).is == SCAN_CLEAN)
        return unscanned(S("clamd did not take all of it"));
    return instream_read(mem, answer);
}

struct scan instream_ping(struct arena *mem, const char *path, int64_t until_ms)
{
    char *room = arena_alloc(mem, INSTREAM_ANSWER_BYTES);
    int to = connect_to(path);
    struct str answer = S("");
    bool answered;

    if (to < 0)
        return unscanned(S("clamd cannot be reached"));
    answered = packet_write(to, (struct str){"zPING", 6}, until_ms) &&
               receive(to, room, until_ms, &answer);
    close(to);
    if (answered && str_eq(answer, S("PONG")))
        return (struct scan){SCAN_CLEAN, S("")};
    return unscanned(S("clamd gave no answer"));
}
