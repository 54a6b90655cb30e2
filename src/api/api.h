/* api/api.h - the same acts for other programs: JSON in, JSON out.
 *
 * A request brings a bearer token and never a cookie; its address finds its line in
 * routes.def; what it sends is checked against the nouns; an act does it; and the
 * outcome becomes a status and an object, or a problem [RFC9457]. A worker's
 * connection is shared with the room web; this room never opens one.
 *
 * Sources  [plan 3.5] bearer tokens; [NL API Design Rules 2.2]; [RFC9457]; [RFC6750].
 */
#ifndef API_API_H
#define API_API_H

#include "base/day.h"
#include "http/pace.h"
#include "http/server.h"
#include "store/db.h"

#define API_VERSION "1.0.0" /* of the interface, not of the program */

/* What the configuration says; lives as long as the process. */
struct api_settings {
    struct str version;            /* of the program */
    bool proxy;                    /* a proxy stands in front: X-Forwarded-For counts */
    struct pace *pace;             /* how often each may ask; NULL: there is no bound */
    struct moment (*clock)(void);
    void (*log)(struct str json_line);
};

struct api;

/* api_open: a worker's state beside its connection. api_close gives it back; not the db. */
struct api *api_open(struct db *db, const struct api_settings *settings);
void api_close(struct api *api);

/* api_is: is this a request for this room? Pure. */
bool api_is(struct str path);

/* api_answer: one request. api_weigh: what it costs, for the porter; pure. */
void api_answer(struct api *api, struct arena *mem, const struct http_request *request,
                struct http_reply *reply);
struct http_weight api_weigh(enum http_method method, struct str path);

/* api_claims: does an Authorization field bring a token? For the porter, pure. */
bool api_claims(struct str authorization);

/* api_refuse: the problem about a request that no worker answers; for the porter, pure. */
void api_refuse(struct arena *mem, const struct http_request *request, enum http_refusal why,
                size_t limit_bytes, struct http_reply *reply);

/* api_must_end: is it unknown whether the last change was kept? Then this worker ends
 * after its reply. */
bool api_must_end(const struct api *api);

#endif
