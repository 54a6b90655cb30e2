#include "http/worker.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/bug.h"
#include "http/channel.h"

enum { HEADERS_ROOM_BYTES = 512, SMALL_WRITE_BYTES = 1 << 30 };

struct worker {
    int channel;
    int answer_ms;
    char *area;
    void *state;
    const struct http_service *service;
    struct arena *mem;
    struct http_request request;         /* views of message                */
    char message[CHANNEL_MESSAGE_BYTES];
    char out[CHANNEL_MESSAGE_BYTES];     /* apart: a reply may quote its request */
};

static bool say_hello(int channel)
{
    char hello = WORKER_HELLO;
    struct iovec part = {&hello, 1};

    return channel_send(channel, &part, 1, NULL, 0);
}

/* A body in a file: read where it is, for as long as the request lasts. */
static bool map_body(struct str *body, int file)
{
    void *at;

    if (file < 0 || body->len == 0 || !channel_is_sealed(file, body->len))
        return false;
    at = mmap(NULL, body->len, PROT_READ, MAP_PRIVATE, file, 0);
    if (at == MAP_FAILED)
        return false;
    body->at = at;
    return true;
}

static int body_file(struct str body)
{
    int file = channel_file();

    while (file >= 0 && body.len > 0) {
        size_t n = body.len < SMALL_WRITE_BYTES ? body.len : SMALL_WRITE_BYTES;
        ssize_t put = write(file, body.at, n);

        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0) {
            close(file);
            return -1;
        }
        body = str_sub(body, (size_t)put, body.len);
    }
    if (file >= 0 && !channel_seal(file)) {
        close(file);
        return -1;
    }
    return file;
}

/* Sends what the service made. Its body is mostly in the slot already, because
 * that is where its buf began. */
static bool send_reply(struct worker *worker, const struct http_reply *reply, char *slot)
{
    struct channel_reply out = {
        .status = reply->status,
        .type = reply->type,
        .headers = buf_str(&reply->headers),
        .body_bytes = reply->body.len,
        .where = reply->body.len == 0 ? CHANNEL_NO_BODY : CHANNEL_SLOT,
    };
    int passed[2] = {-1, -1};
    struct iovec part = {.iov_base = worker->out};
    bool sent;

    MUST(reply->status >= 200 && reply->status <= 599);
    if (reply->body.len > CHANNEL_SLOT_BYTES) {
        out.where = CHANNEL_FILE;
        passed[0] = body_file(buf_str(&reply->body));
        if (passed[0] < 0)
            out = (struct channel_reply){.status = 503};
    } else if (reply->body.len > 0 && reply->body.at != slot)
        memcpy(slot, reply->body.at, reply->body.len);
    part.iov_len = channel_put_reply(worker->out, &out);
    MUST(part.iov_len > 0);
    sent = channel_send(worker->channel, &part, 1, passed, 0);
    if (passed[0] >= 0)
        close(passed[0]);
    return sent;
}

/* The signal keeps its default, which is the end of the process: in a job that
 * hangs nothing can be trusted to run, so nothing is asked of it. 0: no limit. */
static void set_alarm(int ms)
{
    struct itimerval timer = {.it_value = {ms / 1000, (suseconds_t)(ms % 1000) * 1000}};

    MUST(setitimer(ITIMER_REAL, &timer, NULL) == 0);
}

/* No parent's handler or mask may keep the alarm from ending this process. */
static void let_alarm_end_us(void)
{
    sigset_t alarm;

    sigemptyset(&alarm);
    sigaddset(&alarm, SIGALRM);
    signal(SIGALRM, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &alarm, NULL);
}

static bool answer(struct worker *worker, unsigned lent)
{
    char *slot = worker->area + (size_t)lent * CHANNEL_SLOT_BYTES;
    struct http_reply reply = {0};
    bool goes_on;

    set_alarm(worker->answer_ms);
    arena_reset(worker->mem);
    buf_init(&reply.headers, worker->mem, HEADERS_ROOM_BYTES);
    reply.body = (struct buf){.at = slot, .room = CHANNEL_SLOT_BYTES, .mem = worker->mem};
    worker->service->answer(worker->state, worker->mem, &worker->request, &reply);
    goes_on = send_reply(worker, &reply, slot) &&
              (worker->service->must_end == NULL || !worker->service->must_end(worker->state));
    set_alarm(0);
    return goes_on;
}

/* One message in, one out. False when the other end is gone, or sends what it
 * never should: then this process trusts it no longer and ends. */
static bool serve_one(struct worker *worker)
{
    int passed[2];
    ssize_t got = channel_receive(worker->channel, worker->message, sizeof worker->message, passed,
                                  0);
    unsigned slot = 0;
    bool in_file = false;
    bool fits;

    if (got <= 0)
        return false;
    fits = channel_get_request((struct str){worker->message, (size_t)got}, &worker->request, &slot,
                               &in_file);
    fits = fits && (!in_file || map_body(&worker->request.body, passed[0]));
    for (int i = 0; i < 2; i++)
        if (passed[i] >= 0)
            close(passed[i]);
    if (!fits)
        return false;
    fits = answer(worker, slot);
    if (in_file)
        munmap((void *)worker->request.body.at, worker->request.body.len);
    return fits;
}

int worker_run(int channel, int area, int answer_ms, const struct http_settings *settings,
               const struct http_service *service)
{
    struct worker *worker = calloc(1, sizeof *worker);

    if (worker == NULL)
        return 1;
    worker->channel = channel;
    worker->answer_ms = answer_ms;
    worker->area = channel_map(area, true);
    worker->service = service;
    worker->mem = arena_new(settings->arena_limit_bytes);
    close(area);
    let_alarm_end_us();
    if (worker->area == NULL || worker->mem == NULL ||
        service->open(service->config, &worker->state) != DONE) {
        arena_free(worker->mem);
        free(worker);
        return 1;
    }
    if (say_hello(channel))
        while (serve_one(worker))
            continue;
    service->close(worker->state);
    arena_free(worker->mem);
    free(worker);
    return 0;
}
