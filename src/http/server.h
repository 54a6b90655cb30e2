/* http/server.h - keeper, porter and workers: how requests reach a job.
 *
 * http_serve forks. The keeper (the calling process) holds the listening socket,
 * starts the others and watches them. The porter (libmicrohttpd, epoll, one
 * thread) holds all client connections, frames and guards requests, serves the
 * embedded assets by itself, and hands each other complete request over a
 * SEQPACKET pair to an idle worker (above 64 KiB as a memfd). A worker runs one
 * request at a time and holds no client connection. When a worker dies the
 * porter answers its client 503 and the keeper forks another.
 *
 * Signals to the keeper: TERM and INT stop gracefully (no new connections,
 * running requests finish within 10 s), HUP replaces the workers one by one
 * while the others go on.
 *
 * Limits   target 4 KiB, headers 16 KiB and 64 fields, 10 s for all of the
 *          headers; body by route, 60 s in all; 30 s idle, 10 min for taking a
 *          reply; 30 s in line for a worker, 512 light and 32 costly in line;
 *          30 s for a light answer and 300 s for a costly one, then its worker
 *          ends; 512 MiB of bodies together, 384 MiB of them of routes that take more
 *          than 256 KiB, and nothing of those when no session or token comes along;
 *          4,096 connections, 128 of one address (none for a Unix socket). The door's
 *          own refusals are 400, 405, 408, 413, 414, 431, 501, 503, 505, each with a
 *          close: 413 and 503 in the words of the service, the others with one plain
 *          line. Of a body that is too large up to 64 MiB is read and dropped first,
 *          for a browser that is cut off while it sends does not show the answer.
 * Sources  [RFC9112]; [choice: porter] HACKING.md §4, docs/choices.md.
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include <sys/types.h>

#include "base/outcome.h"
#include "http/message.h"

struct http_asset {
    const char *path;       /* as requested, with its content hash in the name */
    const char *type;       /* Content-Type                                    */
    const unsigned char *plain;
    size_t plain_bytes;
    const unsigned char *gzip; /* NULL when compressing gains nothing */
    size_t gzip_bytes;
};

/* What a route costs, known from its method and path before it runs. */
struct http_weight {
    bool costly;         /* runs on workers of its own              */
    size_t limit_bytes;  /* the largest body; 0 when none may come   */
};

/* Why the porter answers in the place of a worker. */
enum http_refusal {
    HTTP_TOO_LARGE, /* 413: the body is larger than its route takes            */
    HTTP_BUSY,      /* 503: no worker or no room was free; nothing was done      */
    HTTP_LOST,      /* 503: the worker ended, or took too long, before it answered: what
                     * it did may stand                                       */
    HTTP_REFUSAL_COUNT
};

struct http_service {
    /* open: once in each worker after fork, before its first request: connect
     * to the database. Anything but DONE ends the worker; the keeper tries
     * again with growing pauses. Returns the worker's own state. */
    enum outcome (*open)(void *config, void **ret_state);
    /* answer: one request, one reply. Runs in a worker; may not return early
     * without a status. mem is reset after each request by the server. */
    void (*answer)(void *state, struct arena *mem, const struct http_request *request,
                   struct http_reply *reply);
    /* must_end: asked after each reply; true ends this worker in good order and
     * another takes its place. May be NULL. */
    bool (*must_end)(void *state);
    /* close: before a worker ends in good order. */
    void (*close)(void *state);
    /* weigh: pure; runs in the porter. */
    struct http_weight (*weigh)(enum http_method method, struct str path);
    /* claims: does a request with these two fields (empty: not sent) say who it is of? Whether
     * that is so a worker judges; without it a large body is not kept, and the worker answers
     * a request that has none. Pure; runs in the porter. May be NULL: then everybody does. */
    bool (*claims)(struct str path, struct str cookie, struct str authorization);
    /* refuse: the words of a reply that no worker makes: status (413 or 503, as
     * http_refusal says), type and body, in less than 512 KiB of mem. request has no
     * body; limit_bytes is what its route takes. Pure; runs in the porter. May be
     * NULL: then the reply is one plain line. */
    void (*refuse)(void *config, struct arena *mem, const struct http_request *request,
                   enum http_refusal why, size_t limit_bytes, struct http_reply *reply);
    /* chore: what the server does by itself. Runs in a child of the keeper's own, once it is
     * ready and then every chore_ms after the last one ended; never two at once. May be NULL. */
    void (*chore)(void *config);
    int64_t chore_ms;
    void *config;
    const struct http_asset *assets;
    size_t n_assets;
    struct str common_headers; /* lines, each ended by CR LF, that every reply carries, the
                                * door's own too, unless it has a line of that name       */
};

struct http_settings {
    struct str listen;        /* as http/listener.h says */
    int workers;              /* for light routes, 1 to 64   */
    int costly_workers;       /* for costly routes, 1 to 16  */
    size_t arena_limit_bytes; /* for one request; a body grows beside it up to 512 KiB */
    void (*ready)(void *config); /* in the keeper, once it listens and a light worker has
                                  * opened; may be NULL                                 */
    void (*forked)(bool porter); /* in each child, before anything else: let go what is not
                                  * for it; may be NULL                                 */
    void (*ended)(pid_t child);  /* in the keeper: a child that is none of its own ended; may
                                  * be NULL                                             */
    void (*log)(struct str json_line); /* one event, already JSON, without newline */
};

/* http_try: can it listen there? As http_serve, which may still find another there first. */
ANSWER enum outcome http_try(struct str listen, struct str *ret_why);

/* http_serve: runs until told to stop. BROKEN when it cannot listen or no
 * worker can open, REFUSED when listen is no address; *ret_why is then a word of
 * serve_why. that says why (static). */
ANSWER enum outcome http_serve(const struct http_settings *settings,
    const struct http_service *service, struct str *ret_why);

#endif
