#include "http/crew.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bug.h"
#include "http/event.h"

/* Twice the workers there can be: while they are replaced, old and new meet. */
enum { HANDS = 2 * (LIMITS_WORKERS + LIMITS_COSTLY_WORKERS) };

/* The area of one worker. Replies are sent from where they lie, so it stays
 * until the last of them is gone, even when the worker is gone before. */
struct area {
    char *at;
    bool lent[CHANNEL_SLOTS];
    unsigned users;
    struct lease {
        struct area *area;
        unsigned slot;
    } leases[CHANNEL_SLOTS];
};

struct hand {
    uint64_t id;
    int channel; /* -1: this place is free */
    bool costly;
    bool retiring;
    unsigned slot; /* lent for the call at hand */
    struct area *area;
    struct call *call; /* NULL when idle, or when its guest left */
    bool busy;
    int64_t since_ms;               /* busy with this      */
    char path[EVENT_PATH_BYTES];    /* for the log, safe   */
};

struct side {
    struct hand *idle[HANDS]; /* the last to come is the first to go: it is warm */
    size_t n_idle;
    struct call *first;
    struct call *last;
    size_t n_waiting;
    size_t most;
};

struct crew {
    struct crew_needs given;
    bool woke;
    bool closing;
    size_t busy;
    struct hand hands[HANDS];
    struct side sides[2];
    char message[CHANNEL_MESSAGE_BYTES];
};

struct crew *crew_new(const struct crew_needs *needs)
{
    struct crew *crew = calloc(1, sizeof *crew);

    if (crew == NULL)
        return NULL;
    crew->given = *needs;
    crew->sides[0].most = needs->limits->light_queue;
    crew->sides[1].most = needs->limits->costly_queue;
    for (size_t i = 0; i < HANDS; i++)
        crew->hands[i].channel = -1;
    return crew;
}

static struct area *area_new(int file)
{
    struct area *area = calloc(1, sizeof *area);

    if (area == NULL)
        return NULL;
    area->at = channel_map(file, false);
    area->users = 1;
    for (unsigned i = 0; i < CHANNEL_SLOTS; i++)
        area->leases[i] = (struct lease){area, i};
    if (area->at != NULL)
        return area;
    free(area);
    return NULL;
}

static void area_leave(struct area *area)
{
    if (--area->users > 0)
        return;
    munmap(area->at, CHANNEL_AREA_BYTES);
    free(area);
}

static void give_back(void *cls)
{
    struct lease *lease = cls;

    lease->area->lent[lease->slot] = false;
    area_leave(lease->area);
}

static unsigned n_free(const struct area *area, unsigned *ret_first)
{
    unsigned n = 0;

    for (unsigned i = CHANNEL_SLOTS; i-- > 0;)
        if (!area->lent[i]) {
            *ret_first = i;
            n++;
        }
    return n;
}

/* A reply is on its way: the guest takes it, within the time for that. */
static void wake(struct crew *crew, struct call *call)
{
    call->guest->phase = GUEST_TAKES;
    call->guest->deadline_ms = *crew->given.now_ms + crew->given.limits->send_ms;
    MHD_resume_connection(call->connection);
    crew->woke = true;
}

static void refuse(struct crew *crew, struct call *call, enum http_refusal why)
{
    excuse_queue(crew->given.excuse, call->connection, &call->request, why, call->limit_bytes);
    wake(crew, call);
}

static void line_leave(struct crew *crew, struct call *call)
{
    struct side *side = &crew->sides[call->costly];

    *(call->before == NULL ? &side->first : &call->before->next) = call->next;
    *(call->next == NULL ? &side->last : &call->next->before) = call->before;
    call->before = call->next = NULL;
    call->waits = false;
    side->n_waiting--;
    crew->busy--;
}

static void line_join(struct crew *crew, struct call *call)
{
    struct side *side = &crew->sides[call->costly];

    if (side->n_waiting >= side->most) {
        refuse(crew, call, HTTP_BUSY);
        return;
    }
    call->before = side->last;
    *(side->last == NULL ? &side->first : &side->last->next) = call;
    side->last = call;
    call->waits = true;
    call->since_ms = *crew->given.now_ms;
    side->n_waiting++;
    crew->busy++;
}

/* Whoever looks after the machine is to find what it was that took a worker. */
static void log_loss(const struct crew *crew, const struct hand *hand)
{
    const struct limits *limits = crew->given.limits;
    int64_t ms = *crew->given.now_ms - hand->since_ms;
    bool late = ms >= (hand->costly ? limits->costly_ms : limits->light_ms);

    event_log(crew->given.log,
              "{\"event\":\"%s\",\"role\":\"%s\",\"path\":\"%s\",\"ms\":%lld}",
              late ? "took_too_long" : "answer_lost", hand->costly ? "costly" : "light",
              hand->path, (long long)ms);
}

static void end_hand(struct crew *crew, struct hand *hand)
{
    struct side *side = &crew->sides[hand->costly];
    size_t kept = 0;

    for (size_t i = 0; i < side->n_idle; i++)
        if (side->idle[i] != hand)
            side->idle[kept++] = side->idle[i];
    side->n_idle = kept;
    epoll_ctl(crew->given.epoll, EPOLL_CTL_DEL, hand->channel, NULL);
    close(hand->channel);
    hand->channel = -1;
    area_leave(hand->area);
    if (hand->busy) {
        log_loss(crew, hand);
        crew->busy--;
    }
    if (hand->call != NULL) {
        hand->call->hand = NULL;
        refuse(crew, hand->call, HTTP_LOST);
    }
    *hand = (struct hand){.channel = -1};
}

/* Sends one call to an idle worker. False when it could not go there. */
static bool send_call(struct crew *crew, struct hand *hand, struct call *call)
{
    struct http_request *request = &call->request;
    int passed[2] = {-1, -1};
    struct iovec part = {.iov_base = crew->message};
    bool in_file = call->spool.file >= 0;

    MUST(n_free(hand->area, &hand->slot) > 0);
    request->body = (struct str){call->spool.at, call->spool.len};
    part.iov_len = channel_put_request(crew->message, request, hand->slot, in_file);
    if (part.iov_len == 0 || in_file) {
        if (!spool_to_file(&call->spool))
            return false;
        passed[0] = call->spool.file;
        part.iov_len = channel_put_request(crew->message, request, hand->slot, true);
        MUST(part.iov_len > 0);
    }
    if (!channel_send(hand->channel, &part, 1, passed, MSG_DONTWAIT))
        return false;
    spool_done(&call->spool, crew->given.pot);
    call->hand = hand;
    hand->call = call;
    hand->busy = true;
    hand->since_ms = *crew->given.now_ms;
    event_path(request->path, hand->path);
    crew->busy++;
    return true;
}

/* A worker that does not take a message is as good as dead; the call goes on
 * to the next. */
static bool hand_out(struct crew *crew, struct call *call)
{
    struct side *side = &crew->sides[call->costly];

    while (side->n_idle > 0) {
        struct hand *hand = side->idle[--side->n_idle];

        if (send_call(crew, hand, call))
            return true;
        end_hand(crew, hand);
    }
    return false;
}

void crew_take(struct crew *crew, struct call *call)
{
    if (!hand_out(crew, call))
        line_join(crew, call);
}

static bool has_left(const struct call *call)
{
    char byte;

    return recv(call->guest->socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static void pump(struct crew *crew, struct side *side)
{
    while (side->first != NULL && side->n_idle > 0) {
        struct call *call = side->first;

        line_leave(crew, call);
        if (has_left(call))
            refuse(crew, call, HTTP_BUSY); /* nobody reads it; this ends the connection */
        else if (!hand_out(crew, call))
            refuse(crew, call, HTTP_BUSY);
    }
}

void crew_join(struct crew *crew, uint64_t id, bool costly, int channel, int area)
{
    struct epoll_event event = {.events = EPOLLIN};
    struct hand *hand = crew->hands;
    struct side *side = &crew->sides[costly];
    struct area *mapped = area_new(area);

    close(area);
    while (hand < crew->hands + HANDS && hand->channel >= 0)
        hand++;
    event.data.ptr = hand;
    if (mapped == NULL || hand == crew->hands + HANDS ||
        epoll_ctl(crew->given.epoll, EPOLL_CTL_ADD, channel, &event) != 0) {
        if (mapped != NULL)
            area_leave(mapped);
        close(channel);
        return;
    }
    *hand = (struct hand){.id = id, .channel = channel, .costly = costly, .area = mapped};
    side->idle[side->n_idle++] = hand;
    pump(crew, side);
}

void crew_retire(struct crew *crew, uint64_t id)
{
    for (struct hand *hand = crew->hands; hand < crew->hands + HANDS; hand++) {
        if (hand->channel < 0 || hand->id != id)
            continue;
        hand->retiring = true;
        if (!hand->busy)
            end_hand(crew, hand);
        return;
    }
}

void crew_forget(struct crew *crew, struct call *call)
{
    if (call->waits)
        line_leave(crew, call);
    if (call->hand != NULL)
        call->hand->call = NULL;
    call->hand = NULL;
}

/* The body stays where the worker wrote it, as long as another slot is left for
 * its next reply; else it is copied, so that a slow reader holds up no worker. */
static struct MHD_Response *from_slot(struct hand *hand, size_t n)
{
    struct area *area = hand->area;
    char *at = area->at + (size_t)hand->slot * CHANNEL_SLOT_BYTES;
    struct MHD_Response *response;
    unsigned first;

    if (n_free(area, &first) < 2)
        return MHD_create_response_from_buffer(n, at, MHD_RESPMEM_MUST_COPY);
    response = MHD_create_response_from_buffer_with_free_callback_cls(
        n, at, give_back, &area->leases[hand->slot]);
    if (response != NULL) {
        area->lent[hand->slot] = true;
        area->users++;
    }
    return response;
}

/* Takes over the file, which may be -1. NULL for what is no reply. */
static struct MHD_Response *make_response(struct hand *hand, const struct channel_reply *reply,
                                          int file)
{
    if (reply->where == CHANNEL_SLOT)
        return from_slot(hand, (size_t)reply->body_bytes);
    if (reply->where == CHANNEL_NO_BODY)
        return MHD_create_response_from_buffer(0, (void *)"", MHD_RESPMEM_PERSISTENT);
    if (file < 0 || !channel_is_sealed(file, reply->body_bytes))
        return NULL;
    return MHD_create_response_from_fd64(reply->body_bytes, file);
}

static void deliver(struct crew *crew, struct hand *hand, const struct channel_reply *reply,
                    int *file)
{
    struct call *call = hand->call;
    struct MHD_Response *response = make_response(hand, reply, *file);

    hand->call = NULL;
    call->hand = NULL;
    if (response == NULL) {
        refuse(crew, call, HTTP_LOST);
        return;
    }
    if (reply->where == CHANNEL_FILE)
        *file = -1; /* the library closes it */
    door_dress(crew->given.door, response, reply, crew->closing);
    MHD_queue_response(call->connection, (unsigned)reply->status, response);
    wake(crew, call);
    MHD_destroy_response(response);
}

void crew_hear(struct crew *crew, struct hand *hand)
{
    struct side *side = &crew->sides[hand->costly];
    struct channel_reply reply;
    int passed[2];
    ssize_t got;

    if (hand->channel < 0)
        return;
    got = channel_receive(hand->channel, crew->message, sizeof crew->message, passed, MSG_DONTWAIT);
    if (got < 0)
        return;
    if (got == 0 || !hand->busy ||
        !channel_get_reply((struct str){crew->message, (size_t)got}, &reply)) {
        end_hand(crew, hand);
    } else {
        hand->busy = false;
        crew->busy--;
        if (hand->call != NULL)
            deliver(crew, hand, &reply, &passed[0]);
        if (hand->retiring)
            end_hand(crew, hand);
        else
            side->idle[side->n_idle++] = hand;
    }
    for (int i = 0; i < 2; i++)
        if (passed[i] >= 0)
            close(passed[i]);
    pump(crew, side);
}

void crew_sweep(struct crew *crew)
{
    int64_t oldest_ms = *crew->given.now_ms - crew->given.limits->wait_ms;

    for (int i = 0; i < 2; i++) {
        struct side *side = &crew->sides[i];

        while (side->first != NULL && side->first->since_ms < oldest_ms) {
            struct call *call = side->first;

            line_leave(crew, call);
            refuse(crew, call, HTTP_BUSY);
        }
    }
}

void crew_refuse_all(struct crew *crew)
{
    for (int i = 0; i < 2; i++)
        while (crew->sides[i].first != NULL) {
            struct call *call = crew->sides[i].first;

            line_leave(crew, call);
            refuse(crew, call, HTTP_BUSY);
        }
    for (struct hand *hand = crew->hands; hand < crew->hands + HANDS; hand++)
        if (hand->channel >= 0)
            end_hand(crew, hand);
}

void crew_free(struct crew *crew)
{
    if (crew == NULL)
        return;
    for (struct hand *hand = crew->hands; hand < crew->hands + HANDS; hand++)
        if (hand->channel >= 0)
            end_hand(crew, hand);
    free(crew);
}

bool crew_woke(struct crew *crew)
{
    bool woke = crew->woke;

    crew->woke = false;
    return woke;
}

void crew_closing(struct crew *crew)
{
    crew->closing = true;
}

size_t crew_busy(const struct crew *crew)
{
    return crew->busy;
}
