#include "api/api.h"

#include <stdlib.h>
#include <time.h>

#include "acts/password.h"
#include "acts/token.h"
#include "api/again.h"
#include "api/problem.h"
#include "api/ask.h"
#include "base/bug.h"
#include "http/clock.h"

enum { SPARE_BYTES = 1024 * 1024, SPARE_ROOM_BYTES = 32 * 1024 };

struct api { /* a worker's own state */
    const struct api_settings *settings;
    struct db *db;
    struct arena *spare; /* for the problem of a job that ran out of memory */
    bool must_end;
};

struct api *api_open(struct db *db, const struct api_settings *settings)
{
    struct arena *spare = arena_new(SPARE_BYTES);
    struct api *api;

    MUST(spare != NULL && settings->clock != NULL);
    api = calloc(1, sizeof *api);
    MUST(api != NULL);
    *api = (struct api){.settings = settings, .db = db, .spare = spare};
    return api;
}

void api_close(struct api *api)
{
    arena_free(api->spare);
    free(api);
}

bool api_must_end(const struct api *api)
{
    return api->must_end;
}

/* ---- who asks, and in which language ---- */

enum lang call_language(struct str accept)
{
    while (accept.len > 0) {
        struct str rest;
        struct str one = str_trim(str_cut(str_cut(accept, ',', &accept), ';', &rest));

        if (str_starts(one, S("nl")) || str_starts(one, S("en")))
            return str_starts(one, S("en")) ? LANG_EN : LANG_NL;
    }
    return LANG_NL;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* The scheme has no case [RFC9110 11.1]. */
static struct str bearer_in(struct str value)
{
    static const char scheme[] = "bearer ";

    if (value.len < sizeof scheme - 1)
        return S("");
    for (size_t i = 0; i < sizeof scheme - 1; i++)
        if (lower(value.at[i]) != scheme[i])
            return S("");
    return str_trim(str_sub(value, sizeof scheme - 1, value.len));
}

bool api_claims(struct str authorization)
{
    return bearer_in(authorization).len > 0;
}

static enum outcome too_often(struct call *call, int seconds, enum word text)
{
    http_reply_header(call->reply, S("Retry-After"), arena_text(call->job->mem, "%d", seconds));
    return call_refuse(call, 429, WORD_outcome_often, text, S(""));
}

static enum outcome sign_in(struct job *job, struct call *call)
{
    struct str secret = bearer_in(http_header_of(call->request, S("authorization")));
    int seconds = 0;
    enum outcome o = NOT_THERE;

    if (secret.len > 0) {
        if (db_read(job->db) != DONE)
            return job_broke(job);
        o = token_find(job, secret);
        db_rollback(job->db);
    }
    if (o == DONE) {
        call->secret = secret;
        call->signed_in = true;
        seconds = pace_take(call->api->settings->pace, secret,
                            call->hit.route != NULL && call->hit.route->costly, clock_ms());
        return seconds == 0 ? DONE : too_often(call, seconds, WORD_outcome_often_text);
    }
    if (o == NOT_THERE && secret.len > 0)
        o = token_wrong(job, &seconds);
    if (o == DONE && seconds > 0)
        return too_often(call, seconds, WORD_api_wrong_often);
    if (o != DONE && o != NOT_THERE)
        return o;
    http_reply_header(call->reply, S("WWW-Authenticate"),
                      secret.len > 0 ? S("Bearer realm=\"waarborg\", error=\"invalid_token\"")
                                     : S("Bearer realm=\"waarborg\""));
    return call_refuse(call, 401, WORD_api_unauthorized, WORD_api_unauthorized_text, S(""));
}

/* ---- may this request run ---- */

static enum outcome malformed(struct call *call, enum word detail, struct str arg)
{
    return call_refuse(call, 400, WORD_api_malformed, detail, arg);
}

static enum outcome find_route(struct call *call)
{
    struct route_hit *hit = &call->hit;

    api_route(call->request->method, call->request->path, hit);
    if (hit->route != NULL)
        return DONE;
    if (!hit->known)
        return NOT_THERE;
    http_reply_header(call->reply, S("Allow"), str_of(hit->allow));
    return call_refuse(call, 405, WORD_outcome_method, WORD_api_method_text, S(""));
}

static enum outcome read_address(struct call *call)
{
    for (size_t i = 0; i < call->hit.n_parts; i++)
        if (!ask_decode(call->job->mem, call->hit.parts[i].value, false,
                          &call->hit.parts[i].value))
            return NOT_THERE;
    if (!ask_read(call))
        return malformed(call, WORD_api_malformed, S(""));
    return call->job->faults.n > 0 ? REFUSED : DONE;
}

/* "3" with its quotes; a version that somebody saw. */
static enum outcome read_seen(struct call *call)
{
    struct str tag = str_trim(http_header_of(call->request, S("if-match")));
    int64_t version;

    if (!call->hit.route->seen)
        return DONE;
    if (tag.len == 0)
        return call_refuse(call, 428, WORD_api_precondition, WORD_api_precondition_text, S(""));
    if (tag.len < 3 || tag.at[0] != '"' || tag.at[tag.len - 1] != '"' ||
        !str_int(str_sub(tag, 1, tag.len - 1), &version) || version < 0)
        return job_refuse(call->job, S("If-Match"), S("api.if_match"));
    call->seen = (struct row){.version = version};
    return DONE;
}

static bool is_json(struct call *call)
{
    struct str rest;
    struct str type = str_trim(str_cut(http_header_of(call->request, S("content-type")), ';',
                                       &rest));

    return str_eq(type, S("application/json")) ||
           (call->request->method == HTTP_PATCH &&
            str_eq(type, S("application/merge-patch+json")));
}

static enum outcome read_body(struct call *call)
{
    struct str why = S("");

    if (call->hit.route->intake == NULL) {
        /* Many programs send an empty object where nothing is asked. */
        struct str body = str_trim(call->request->body);

        return body.len == 0 || str_eq(body, S("{}")) ? DONE
                                                       : malformed(call, WORD_api_no_body, S(""));
    }
    if (!is_json(call)) {
        http_reply_header(call->reply,
                          call->request->method == HTTP_PATCH ? S("Accept-Patch")
                                                              : S("Accept-Post"),
                          S("application/json"));
        return call_refuse(call, 415, WORD_api_malformed, WORD_api_media, S(""));
    }
    if (!tree_read(call->job->mem, call->request->body, &call->body, &why))
        return malformed(call, WORD_api_json, why);
    return DONE;
}

/* ---- doing it, and what stands there then ---- */

/* A new look at the present, after an act that did or did not happen. */
static enum outcome reopen(struct call *call)
{
    struct job *job = call->job;

    db_rollback(job->db);
    job->on = job->today;
    job->known = INT64_MAX;
    return db_read(job->db) == DONE ? DONE : job_broke(job);
}

static enum outcome look(struct call *call)
{
    enum outcome o;

    if ((o = reopen(call)) != DONE)
        return o;
    call->out.len = 0;
    return call->hit.route->look(call->job, call);
}

/* Who may change a thing may not always see it; then it was done all the same. */
static enum outcome look_after(struct call *call)
{
    struct job *job = call->job;
    enum outcome o = look(call);

    if (o != FORBIDDEN && o != NOT_THERE)
        return o;
    call->out.len = 0;
    job->faults.n = 0;
    return DONE;
}

static enum outcome act(struct job *job, struct call *call)
{
    bool repeated = false;
    enum outcome o;

    if ((o = again_open(call, &repeated)) != DONE)
        return o;
    o = repeated ? CLASHED : call->hit.route->act(job, call);
    if (o == CLASHED && (repeated || job->repeated)) {
        /* It was recorded before: nothing is done, and it counts as done. */
        if ((o = reopen(call)) != DONE || (o = again_made(call)) != DONE)
            return o;
        return look_after(call);
    }
    return o == DONE ? look_after(call) : o;
}

static enum outcome open_time(struct call *call)
{
    const struct params *params = call->hit.route->params;
    bool time = params != NULL && params->time;

    return picture_open(call->job, time ? call_day(call, "as_of") : (struct day){0},
                        time ? call_day(call, "known") : (struct day){0});
}

static enum outcome guarded(struct job *job, struct call *call)
{
    enum outcome found = find_route(call);
    const struct route *route = call->hit.route;
    bool anybody = route != NULL && (route->asks & ANYBODY) != 0;
    enum outcome o;

    if (!anybody) {
        /* What is not there is told only to who may ask at all. */
        int status = call->status;

        call->status = 0;
        if ((o = sign_in(job, call)) != DONE)
            return o;
        call->status = status;
    }
    if (found != DONE)
        return found;
    if ((o = leave_door(job, route->asks)) != DONE)
        return o;
    if ((o = read_address(call)) != DONE || (o = read_seen(call)) != DONE ||
        (o = read_body(call)) != DONE)
        return o;
    if (route->act != NULL)
        return act(job, call);
    if (!anybody && (o = open_time(call)) != DONE)
        return o;
    return route->look(job, call);
}

/* ---- the answer ---- */

static void say_where(struct call *call)
{
    struct arena *mem = call->job->mem;

    if (call->location.len > 0)
        http_reply_header(call->reply, S("Content-Location"), call->location);
    if (call->hit.route->status == 201 && call->made != 0)
        http_reply_header(call->reply, S("Location"),
                          arena_text(mem, "%" STR_FMT "/%lld", STR_ARG(call->request->path),
                                     (long long)call->made));
}

static void say_version(struct call *call)
{
    if (call->version >= 0)
        http_reply_header(call->reply, S("ETag"),
                          arena_text(call->job->mem, "\"%lld\"", (long long)call->version));
}

static void succeed(struct call *call)
{
    struct http_reply *reply = call->reply;

    reply->status = call->hit.route->status;
    if (call->out.len == 0 && reply->body.len == 0)
        reply->status = 204;
    if (reply->type.len == 0 && reply->status != 204)
        reply->type = S("application/json");
    say_where(call);
    say_version(call);
}

/* Beside a clash stands what is there now, if that can be seen. */
static struct str current_of(struct call *call)
{
    struct faults kept = call->job->faults;
    struct str current = S("");

    if (call->hit.route != NULL && look(call) == DONE)
        current = arena_str(call->job->mem, buf_str(&call->out));
    call->job->faults = kept;
    return current;
}

static void finish(struct call *call)
{
    struct http_reply *reply = call->reply;

    http_reply_header(reply, S("API-Version"), S(API_VERSION));
    http_reply_header(reply, S("Cache-Control"), S("no-store"));
    http_reply_header(reply, S("Vary"), S("Authorization, Accept-Language"));
    http_reply_header(reply, S("Content-Language"), call->job->lang == LANG_EN ? S("en") : S("nl"));
    if (call->out.len > 0)
        reply->body = call->out;
}

static enum outcome work(struct job *job, void *arg)
{
    struct call *call = arg;
    enum outcome o = guarded(job, call);

    if (o == BROKEN)
        return o;
    if (o == DONE) {
        succeed(call);
    } else {
        struct str current = o == CLASHED ? current_of(call) : S("");

        if (o == CLASHED && current.len > 0)
            say_version(call);
        problem_write(call, o, current);
    }
    finish(call);
    return o;
}

/* After memory ran out nothing of the job's can be asked for. */
static void write_broken(struct api *api, struct call *call)
{
    struct job *job = call->job;

    api->must_end = db_unknown(api->db);
    arena_reset(api->spare);
    job->mem = api->spare;
    job->faults.n = 0;
    call->status = 0;
    call->detail_arg = S("");
    buf_init(&call->reply->headers, api->spare, 1024);
    buf_init(&call->out, api->spare, SPARE_ROOM_BYTES);
    if (!api->must_end)
        http_reply_header(call->reply, S("Retry-After"), S("60"));
    problem_write(call, BROKEN, S(""));
    finish(call);
}

static enum outcome see(struct job *job, void *arg)
{
    const struct call *call = arg;

    if (db_read(job->db) != DONE)
        return job_broke(job);
    return token_seen(job, call->secret);
}

/* What a look left for after its answer. */
static enum outcome do_later(struct job *job, void *arg)
{
    const struct call *call = arg;

    if (db_read(job->db) != DONE)
        return job_broke(job);
    return call->later(job, call->later_with);
}

/* [plan 3.15] action, object, result, origin, actor, time; no query, no words. */
static void log_line(struct api *api, const struct call *call, int64_t ms)
{
    const struct route *route = call->hit.route;
    const struct job *job = call->job;
    struct buf line;
    struct json json;

    if (api->settings->log == NULL)
        return;
    buf_init(&line, api->spare, 512);
    json = json_of(&line);
    json_open(&json, JSON_ITEM);
    json_add_str(&json, S("event"), S("api"));
    json_add_moment(&json, S("time"), job->now);
    json_add_str(&json, S("id"), call->code);
    json_add_str(&json, S("action"), route == NULL ? S("") : str_of(route->name));
    json_add_str(&json, S("route"), route == NULL ? S("") : route->pattern);
    json_add_int(&json, S("status"), call->reply->status);
    json_add_int(&json, S("ms"), ms);
    json_add_int(&json, S("person"), job->person);
    json_add_str(&json, S("from"), job->from);
    if (job->broke.len > 0 && str_utf8(job->broke))
        json_add_str(&json, S("reason"), job->broke);
    json_end(&json);
    api->settings->log(buf_str(&line));
}

void api_answer(struct api *api, struct arena *mem, const struct http_request *request,
                struct http_reply *reply)
{
    int64_t began = clock_ms();
    struct job job;
    struct call call = {.job = &job, .api = api, .request = request, .reply = reply,
                        .version = -1};
    enum outcome o;

    job_start(&job, mem, api->db, api->settings->clock());
    job.door = DOOR_API;
    job.from = http_from(mem, request, api->settings->proxy);
    job.lang = call_language(http_header_of(request, S("accept-language")));
    call.code = random_hex(&job, 4);
    call.out = reply->body;
    call.out.mem = mem;
    o = job_run(&job, work, &call);
    arena_reset(api->spare);
    if (o == BROKEN)
        write_broken(api, &call);
    if (o != BROKEN && call.signed_in && job_run(&job, see, &call) == BROKEN)
        api->must_end = db_unknown(api->db);
    if (o != BROKEN && call.later != NULL && job_run(&job, do_later, &call) == BROKEN)
        api->must_end = db_unknown(api->db);
    log_line(api, &call, clock_ms() - began);
}
