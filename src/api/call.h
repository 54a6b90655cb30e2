/* api/call.h - one request of a program: what was asked, and the answer so far.
 *
 * A look writes its object with call_object and says the version of the row that it
 * shows with call_version, which becomes the ETag. An act says with call->made the
 * number of what it made.
 */
#ifndef API_CALL_H
#define API_CALL_H

#include "acts/picture.h"
#include "api/api.h"
#include "api/route.h"

enum { CALL_QUERY_MAX = 32, CALL_LIMIT_DEFAULT = 100, CALL_LIMIT_MAX = 1000 };

struct call_value {
    const struct param *param;
    struct str text;
};

struct call {
    struct job *job;
    struct api *api;
    const struct http_request *request;
    struct http_reply *reply;
    struct route_hit hit;
    struct buf out;
    struct str code;          /* of this request, in the log and in a problem */
    struct str secret;        /* of the token, for token_seen            */
    bool signed_in;
    const struct tree *body;
    struct row seen;          /* version from If-Match; the id is the act's to fill in */
    int64_t made;             /* number of what the act made, or 0       */
    int64_t version;          /* of the row that is shown; -1: none      */
    struct str location;      /* of what really stands here, when elsewhere; or empty */
    struct call_value values[CALL_QUERY_MAX];
    int n_values;
    int status;               /* the door's own refusal, or 0            */
    enum word title, detail;  /* of that refusal                         */
    struct str detail_arg;
    enum outcome (*later)(struct job *job, void *with); /* set by call_later */
    void *later_with;
};

/* call_language: the first of our languages that Accept-Language names; a program that
 * weighs them orders them so. Dutch when it names none. */
enum lang call_language(struct str accept);

/* call_refuse: the door's own refusal: a status and what to say. */
static inline enum outcome call_refuse(struct call *call, int status, enum word title,
                                       enum word detail, struct str arg)
{
    call->status = status;
    call->title = title;
    call->detail = detail;
    call->detail_arg = arg;
    return REFUSED;
}

/* call_text: a part of the address, decoded; call_id: the same as a number, or what
 * the act made; 0 when it is no number. */
struct str call_text(const struct call *call, const char *name);
int64_t call_id(const struct call *call, const char *name);

/* call_row: the row with this number at the version of If-Match. Nothing has version 0
 * once it is there, so that is never right; to an act it would mean any. */
struct row call_row(const struct call *call, int64_t id);

/* The query, which was checked against the route's table: its value, or what stands for
 * none: the empty text, no day, `otherwise`, -1, false. */
struct str call_query(const struct call *call, const char *name);
int64_t call_number(const struct call *call, const char *name, int64_t otherwise);
int call_choice(const struct call *call, const char *name);
bool call_flag(const struct call *call, const char *name);
struct day call_day(const struct call *call, const char *name);

/* call_norm: the norm that the organisation works by, as known at job->known.
 * call_item: the item that the address names, by number or id: NOT_THERE. */
ANSWER enum outcome call_norm(struct call *call, const struct norm **ret);
ANSWER enum outcome call_item(struct call *call, const struct norm **ret_norm, int *ret_item);

/* call_page: the part of n things that was asked for; *ret_to is one past its end. */
void call_page(const struct call *call, size_t n, size_t *ret_from, size_t *ret_to);

/* call_later: when the answer is made, work(job, with) runs as a job of its own, in a
 * reading transaction; whatever comes of it, the answer stands. with lives as long as the job. */
void call_later(struct call *call, enum outcome (*work)(struct job *job, void *with), void *with);

/* call_object: the answer is this object. */
void call_object(struct call *call, const struct shape *shape, const void *at);

/* call_read: what was sent, by the route's intake; REFUSED with faults. */
ANSWER enum outcome call_read(struct call *call, struct given *given, void *more);

#endif
