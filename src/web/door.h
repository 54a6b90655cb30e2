/* web/door.h - a request from a browser becomes a job, and its outcome a reply.
 *
 * For each request: the address finds its line in routes.def, the cookie its
 * session, a POST proves where it comes from and brings the token of its session
 * and a number that counts once, and the person's roles give what the line asks for
 * some row; then the handler runs inside job_run. What is
 * here of the worker (web_open, web_close, the database) the API shares.
 *
 * Sources  [plan 3.5] sessions and forms; [plan 3.6] headers; [plan 3.17] 503.
 */
#ifndef WEB_DOOR_H
#define WEB_DOOR_H

#include "base/day.h"
#include "http/pace.h"
#include "http/server.h"
#include "store/db.h"

/* What the configuration says; lives as long as the process. */
struct web_settings {
    struct str data;               /* for db_open                                       */
    bool proxy;                    /* a TLS proxy stands in front: X-Forwarded-… counts  */
    struct str origin;             /* "https://waarborg.gemeente.nl"; empty: what Host says */
    struct str contact;            /* for security.txt: one that site_takes_contact */
    int64_t backup_late_ms;        /* no back-up for so long is told by /healthz; 0: none are made */
    int64_t backup_kept_ms;        /* so long lie the back-ups that it makes itself; 0: none are    */
    int64_t clock_lead_ms;         /* of when it began: has the clock been set since? http/clock.h */
    struct str version;            /* of the program                                     */
    struct pace *pace;             /* how often each may ask; NULL: there is no bound       */
    struct pace *places;           /* the same for an address, of who is not signed in      */
    struct moment (*clock)(void);
    void (*log)(struct str json_line);
};

enum { WEB_STATUS_CLASSES = 6 };

/* A worker's own state. */
struct web {
    const struct web_settings *settings;
    struct db *db;
    struct arena *mem;             /* of the connection                                  */
    struct arena *spare;           /* for the page about a job that ran out of memory    */
    int64_t answered[WEB_STATUS_CLASSES]; /* by first digit of the status                */
    int64_t answered_ms;
    struct day tidied;             /* on which this worker last threw old things away    */
    bool must_end;
};

/* web_headers: the lines that every reply carries, also the porter's own; and the
 * Content-Security-Policy in them [plan 3.6]. */
extern const struct str web_headers;

/* web_open: config is a struct web_settings; *ret_state becomes a struct web.
 * BROKEN when the data cannot be opened or is not of this program's version. */
ANSWER enum outcome web_open(void *config, void **ret_state);
void web_close(void *state);

/* web_tell: logs what is the matter with the data, which it names without a password. */
void web_tell(const struct web_settings *settings, struct arena *mem, struct str event,
              struct str reason);

/* web_answer: one request from a browser. */
void web_answer(void *state, struct arena *mem, const struct http_request *request,
                struct http_reply *reply);

/* web_claims: does a Cookie field say of whose session it is? For the porter, pure. */
bool web_claims(struct str cookie);

/* web_refuse: the page about a request that no worker answers; for the porter, and
 * pure. It is in the language that the browser asks for and knows no session. */
void web_refuse(struct arena *mem, const struct http_request *request, enum http_refusal why,
                size_t limit_bytes, struct http_reply *reply);

/* web_must_end: is it unknown whether the last change was kept? Then this worker
 * ends after its reply, and another opens the data afresh. */
bool web_must_end(const void *state);

/* web_assets, web_assets_n: style sheet, letter and script, in the program. */
extern const struct http_asset web_assets[];
extern const size_t web_assets_n;

#endif
