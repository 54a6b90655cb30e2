/* http/keeper.h - the process that starts the others and replaces who dies.
 *
 * Internal to this room. server.c holds the keeper's loop, keeper.c what it does
 * with its children. Each worker has a berth; a new worker opens first and only
 * then goes to the porter, so the porter knows none that cannot answer.
 */
#ifndef HTTP_KEEPER_H
#define HTTP_KEEPER_H

#include <signal.h>
#include <sys/types.h>

#include "http/limits.h"
#include "http/listener.h"
#include "http/porter.h"
#include "http/server.h"

enum {
    KEEPER_BERTHS = LIMITS_WORKERS + LIMITS_COSTLY_WORKERS,
    KEEPER_CHILDREN = 4 * KEEPER_BERTHS
};

/* A worker of the keeper. While it opens, the keeper holds the end of its
 * channel that the porter is to have. */
struct seat {
    pid_t pid; /* 0: nobody */
    uint64_t id;
    int channel; /* -1 once the porter has it */
    int area;
    int64_t began_ms;
};

/* A place in the crew. During a rolling restart its successor opens beside it. */
struct berth {
    bool costly;
    struct seat now;
    struct seat next;
    bool stale;      /* to be succeeded                             */
    int fails;       /* in a row: died opening, or young            */
    int64_t due_ms;  /* when the empty place is filled again        */
};

struct keeper {
    const struct http_settings *settings;
    const struct http_service *service;
    const struct limits *limits;
    struct listener listener;
    sigset_t before;
    int signals; /* signalfd */
    struct seat porter; /* its channel is the line to it */
    bool porter_listens;
    int porter_fails;
    int64_t porter_due_ms;
    struct berth berths[KEEPER_BERTHS];
    size_t n_berths;
    pid_t leaving[KEEPER_CHILDREN]; /* who was told to end, or lost its porter */
    size_t n_leaving;
    pid_t chore;           /* 0: none runs                                */
    int64_t chore_due_ms;
    uint64_t last_id;
    bool opened;       /* did any worker ever?                        */
    bool light_opened; /* a light one?                                */
    bool ready;        /* was that said?                              */
    int64_t end_ms;   /* stopping, and when that must be over; 0: no */
    const char *why;  /* to give up; NULL: go on                     */
};

/* keeper_run: the same as http_serve, with limits of one's own choosing; for tests. */
ANSWER enum outcome keeper_run(const struct http_settings *settings,
    const struct http_service *service, const struct limits *limits, struct str *ret_why);

/* keeper_fill: forks what is missing and due, and one successor at a time during
 * a rolling restart. keeper_next_ms: when that, or the end, is next due. */
void keeper_fill(struct keeper *keeper);
int64_t keeper_next_ms(const struct keeper *keeper);

/* keeper_hear_worker, keeper_hear_porter: something came on their line. */
void keeper_hear_worker(struct keeper *keeper, struct berth *berth, struct seat *seat);
void keeper_hear_porter(struct keeper *keeper);

/* keeper_reap: notes every child that ended. keeper_kill_all: ends the rest. */
void keeper_reap(struct keeper *keeper);
void keeper_kill_all(const struct keeper *keeper);
bool keeper_has_children(const struct keeper *keeper);

/* keeper_await: waits for the keeper's own children, and forgets who ended, at most so long.
 * The process may have others, which live on: those are not waited for.
 * keeper_dismiss: lets the porter answer who waits, and with it the workers end; bounded too. */
void keeper_await(struct keeper *keeper, int limit_ms);
void keeper_dismiss(struct keeper *keeper);

/* keeper_tell: an order to the porter; false when it cannot take it. */
bool keeper_tell(struct keeper *keeper, enum porter_what what, bool costly, uint64_t id,
                 const int passed[2]);

#endif
