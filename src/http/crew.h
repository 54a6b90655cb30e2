/* http/crew.h - the workers as the porter sees them, and who waits for one.
 *
 * Internal to the porter. A call is one request of one guest, a guest is one
 * connection. A complete call goes to an idle worker of its side, light or
 * costly, or waits in that side's line; the worker's reply, or a 503 when it
 * died, wakes the connection. One worker has one call at a time.
 */
#ifndef HTTP_CREW_H
#define HTTP_CREW_H

#include <microhttpd.h>
#include <netinet/in.h>

#include "http/excuse.h"
#include "http/limits.h"
#include "http/server.h"
#include "http/spool.h"

enum guest_phase { GUEST_IDLE, GUEST_HEAD, GUEST_BODY, GUEST_WAITS, GUEST_TAKES };

struct guest {
    struct guest *before;
    struct guest *next;
    struct call *call;         /* NULL between two requests         */
    int socket;
    enum guest_phase phase;
    int64_t deadline_ms;       /* of this phase; INT64_MAX for none */
    char peer[INET6_ADDRSTRLEN];
};

struct call {
    struct guest *guest;
    struct MHD_Connection *connection;
    struct hand *hand;         /* the worker that has it                */
    struct call *before;       /* in the line, while it waits           */
    struct call *next;
    bool waits;
    bool costly;
    bool judged;
    bool handed;               /* to the crew, or answered              */
    bool refused;              /* once its body has been dropped        */
    bool unread;               /* a worker answers it without its body  */
    enum http_refusal why;     /* of that                               */
    size_t dropped;            /* bytes of its body                     */
    int64_t since_ms;          /* in the line                           */
    size_t limit_bytes;
    struct MHD_Response *asset; /* what the porter answers by itself, or NULL */
    struct spool spool;
    struct str seam;           /* where the target lay when it came in  */
    struct http_request request;
    size_t target_len;
    char target[];
};

struct crew;

/* What a crew is given of the porter's. */
struct crew_needs {
    struct door *door;
    struct excuse *excuse;
    const struct limits *limits;
    void (*log)(struct str);
    int epoll;
    struct spool_pot *pot; /* counts spooled bytes */
    const int64_t *now_ms; /* kept by the loop     */
};

/* crew_new: an empty crew that adds its workers to epoll, with the event's
 * data.ptr the struct hand. */
struct crew *crew_new(const struct crew_needs *needs);

/* crew_free: also closes the channels, at which idle workers end. */
void crew_free(struct crew *crew);

/* crew_join: a worker that opened; takes both descriptors over. */
void crew_join(struct crew *crew, uint64_t id, bool costly, int channel, int area);

/* crew_retire: no further calls for this worker; it ends after the one it has. */
void crew_retire(struct crew *crew, uint64_t id);

/* crew_take: a complete, suspended call. It is answered later, perhaps at once. */
void crew_take(struct crew *crew, struct call *call);

/* crew_forget: the call ends; who has it may go on, its reply is dropped. */
void crew_forget(struct crew *crew, struct call *call);

/* crew_hear: something happened on the channel of this worker. */
void crew_hear(struct crew *crew, struct hand *hand);

/* crew_sweep: refuses what has waited too long. crew_refuse_all: everything
 * that waits or is being worked on. */
void crew_sweep(struct crew *crew);
void crew_refuse_all(struct crew *crew);

/* crew_woke: was a connection resumed since the last time this was asked? */
bool crew_woke(struct crew *crew);

/* crew_closing: from now on every reply ends its connection. */
void crew_closing(struct crew *crew);

/* crew_busy: calls that wait or are being worked on. */
size_t crew_busy(const struct crew *crew);

#endif
