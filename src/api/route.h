/* api/route.h - which act and which answer stand at this address?
 *
 * One table, routes.def, a line per method and address. The door, the porter's
 * weight and /openapi.json are made from it. A route may have an act, which changes
 * something, and has a look, which writes what stands at the address: after a
 * GET, after the act, beside a clash, and when a request is repeated.
 */
#ifndef API_ROUTE_H
#define API_ROUTE_H

#include "api/body.h"
#include "api/shape.h"
#include "http/server.h"
#include "markup/words.h"
#include "store/job.h"

struct call;

enum { ROUTE_PARAMS_MAX = 3, ROUTE_ALLOW_BYTES = 48 };

enum param_kind { PARAM_TEXT, PARAM_NUMBER, PARAM_DAY, PARAM_CHOICE, PARAM_FLAG };

struct param {
    const char *name;
    enum param_kind kind;
    const struct choices *choices;
};

/* The query parameters of a route. */
struct params {
    const struct param *own;
    int n_own;
    bool time; /* as_of and known      */
    bool page; /* limit and offset     */
};

typedef enum outcome api_step(struct job *job, struct call *call);

struct route {
    const char *name;            /* operationId; words: api.op. NAME               */
    enum http_method method;
    struct str pattern;
    api_step *act;               /* NULL: only looks                               */
    api_step *look;              /* writes what stands here; nothing: 204          */
    int status;                  /* when all is well                               */
    const struct intake *intake; /* NULL: takes no body                            */
    const struct shape *answer;  /* NULL: bytes, or nothing                        */
    const struct params *params;
    bool seen;                   /* takes If-Match                                 */
    const struct noun *makes;    /* what a new row is of, for a repeated request   */
    uint64_t asks;               /* of who comes: ledger/leave.h                   */
    bool costly;
    size_t limit_bytes;
    enum word summary;
};

extern const struct route api_routes[];
extern const size_t api_routes_n;

struct route_part {
    struct str name;
    struct str value; /* still encoded */
};

struct route_hit {
    const struct route *route; /* NULL: none for this method         */
    struct route_part parts[ROUTE_PARAMS_MAX];
    size_t n_parts;
    bool known;                /* some method has this address       */
    char allow[ROUTE_ALLOW_BYTES];
};

/* api_route: looks an address up. HEAD is answered by the line of GET. */
void api_route(enum http_method method, struct str path, struct route_hit *ret);

/* api_part: the next segment of a pattern or path that begins with a slash; false at
 * its end. api_part_named: is a segment of a pattern a {name}? */
bool api_part(struct str *rest, struct str *ret);
bool api_part_named(struct str segment, struct str *ret_name);

#endif
