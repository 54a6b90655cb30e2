/* web/route.h - which handler answers this address, and what may it cost?
 *
 * One table, routes.def, a line per method and address. A pattern is matched
 * segment by segment; {name} takes one whole segment, which is percent-decoded
 * for page_param. Where two patterns fit, the one with more fixed segments wins.
 * Pure: the porter asks the weight in its own process.
 */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "base/outcome.h"
#include "http/message.h"
#include "http/server.h"

struct job;
struct page;

enum { ROUTE_PARAMS_MAX = 4, ROUTE_ALLOW_BYTES = 32 };

struct route {
    enum http_method method;
    struct str pattern;
    enum outcome (*handler)(struct job *job, struct page *page);
    uint64_t asks;      /* of who comes: ledger/leave.h       */
    bool costly;
    size_t limit_bytes; /* the largest body */
};

struct route_param {
    struct str name;  /* in the pattern                */
    struct str value; /* in the path, still encoded    */
};

/* What was found. */
struct route_hit {
    const struct route *route;            /* NULL: no handler for this method       */
    struct route_param params[ROUTE_PARAMS_MAX];
    size_t n_params;
    bool known;                           /* some method has this address           */
    char allow[ROUTE_ALLOW_BYTES];        /* "GET, HEAD, POST": the methods it has  */
};

/* The table itself, for tests and docs. */
extern const struct route route_all[];
extern const size_t route_all_n;

/* route_find: looks an address up. HEAD is answered by the line of GET. */
void route_find(enum http_method method, struct str path, struct route_hit *ret);

/* route_find_in: the same in another table, for tests. */
void route_find_in(const struct route *table, size_t n, enum http_method method, struct str path,
                   struct route_hit *ret);

/* web_weigh: what a request costs, for the porter. An address that is not known
 * is light and takes no body. */
struct http_weight web_weigh(enum http_method method, struct str path);

/* Every handler that routes.def names. */
#define ROUTE(method, pattern, handler, asks, weight, limit)                                     \
    ANSWER enum outcome handler(struct job *job, struct page *page);
#include "web/routes.def"
#undef ROUTE

#endif
