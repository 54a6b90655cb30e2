#include "api/problem.h"

#include "api/api.h"
#include "base/bug.h"
#include "store/bar.h"

int problem_status(const struct call *call, enum outcome o)
{
    static const int statuses[OUTCOME_COUNT] = {
        [DONE] = 200, [REFUSED] = 422, [FORBIDDEN] = 403, [NOT_THERE] = 404, [CLASHED] = 409,
        [BROKEN] = 503,
    };

    return call->status != 0 ? call->status : statuses[o];
}

static enum word title_of(enum outcome o)
{
    static const enum word titles[OUTCOME_COUNT] = {
        [REFUSED] = WORD_outcome_refused, [FORBIDDEN] = WORD_outcome_forbidden,
        [NOT_THERE] = WORD_api_not_there, [CLASHED] = WORD_outcome_clashed,
        [BROKEN] = WORD_outcome_broken,
    };

    return titles[o];
}

static enum word detail_of(const struct job *job, enum outcome o)
{
    static const enum word details[OUTCOME_COUNT] = {
        [REFUSED] = WORD_outcome_refused_text, [FORBIDDEN] = WORD_api_forbidden_text,
        [NOT_THERE] = WORD_api_not_there_text, [CLASHED] = WORD_api_clashed_text,
        [BROKEN] = WORD_outcome_broken_text,
    };

    struct str path;

    if (o == BROKEN && db_unknown(job->db))
        return WORD_outcome_unknown_text;
    if (o == BROKEN && bar_of_db(job->db, job->mem, &path) != BAR_NONE)
        return WORD_outcome_barred_text;
    return details[o];
}

/* A name for the kind, which does not change with the language. */
static struct str kind_of(struct arena *mem, int status)
{
    static const struct {
        int status;
        const char *name;
    } kinds[] = {
        {400, "malformed"}, {401, "unauthorized"}, {403, "forbidden"}, {404, "not-there"},
        {405, "method"}, {409, "clashed"}, {410, "erased"}, {413, "too-large"}, {415, "media-type"},
        {422, "refused"},
        {428, "precondition-required"}, {503, "broken"},
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].status == status)
            return arena_text(mem, "urn:x-waarborg:problem:%s", kinds[i].name);
    return S("about:blank");
}

static struct str message_of(const struct job *job, const struct fault *fault)
{
    enum word word;

    if (!word_find(fault->key, &word))
        return fault->key;
    return word_fill(job->mem, job->lang, word, WARG(fault->arg), WORD_NO_ARG);
}

static void write_faults(struct json *json, const struct job *job)
{
    json_list(json, S("faults"));
    for (size_t i = 0; i < faults_kept(&job->faults); i++) {
        const struct fault *fault = faults_at(&job->faults, i);

        json_open(json, JSON_ITEM);
        json_add_str(json, S("field"), fault->field);
        json_add_str(json, S("key"), fault->key);
        json_add_str(json, S("message"), message_of(job, fault));
        json_end(json);
    }
    json_end(json);
}

void problem_write(struct call *call, enum outcome o, struct str current)
{
    const struct job *job = call->job;
    int status = problem_status(call, o);
    bool own = call->status != 0;
    enum word detail = own ? call->detail : detail_of(job, o);
    struct json json;

    call->out.len = 0;
    json = json_of(&call->out);
    json_open(&json, JSON_ITEM);
    json_add_str(&json, S("type"), kind_of(job->mem, status));
    json_add_str(&json, S("title"), word_plain(job->lang, own ? call->title : title_of(o)));
    json_add_int(&json, S("status"), status);
    json_add_str(&json, S("detail"), word_fill(job->mem, job->lang, detail,
                                               WARG(call->detail_arg), WORD_NO_ARG));
    json_add_str(&json, S("instance"), arena_text(job->mem, "urn:x-waarborg:request:%" STR_FMT,
                                                 STR_ARG(call->code)));
    write_faults(&json, job);
    if (current.len > 0) {
        json_add(&json, S("current"));
        buf_put(&call->out, current);
    }
    json_end(&json);
    call->reply->status = status;
    call->reply->type = S("application/problem+json");
}

void api_refuse(struct arena *mem, const struct http_request *request, enum http_refusal why,
                size_t limit_bytes, struct http_reply *reply)
{
    static const struct {
        int status;
        enum word title, detail;
    } cases[HTTP_REFUSAL_COUNT] = {
        [HTTP_TOO_LARGE] = {413, WORD_refusal_large, WORD_refusal_api_large},
        [HTTP_BUSY] = {503, WORD_outcome_broken, WORD_refusal_busy},
        [HTTP_LOST] = {503, WORD_refusal_lost, WORD_refusal_lost_text},
    };
    enum lang lang = call_language(http_header_of(request, S("accept-language")));
    bool unknown = why == HTTP_LOST && request->method != HTTP_GET &&
                   request->method != HTTP_HEAD;
    struct json json = json_of(&reply->body);

    json_open(&json, JSON_ITEM);
    json_add_str(&json, S("type"), kind_of(mem, cases[why].status));
    json_add_str(&json, S("title"), word_plain(lang, cases[why].title));
    json_add_int(&json, S("status"), cases[why].status);
    json_add_str(&json, S("detail"),
                 word_fill(mem, lang, unknown ? WORD_api_unknown_text : cases[why].detail,
                           WARG(limit_bytes), WORD_NO_ARG));
    json_list(&json, S("faults"));
    json_end(&json);
    json_end(&json);
    reply->status = cases[why].status;
    reply->type = S("application/problem+json");
}

static void text_schema(struct json *json, struct str name)
{
    json_open(json, name);
    json_add_str(json, S("type"), S("string"));
    json_end(json);
}

void problem_schema(struct json *json)
{
    json_open(json, S("problem"));
    json_add_str(json, S("type"), S("object"));
    json_open(json, S("properties"));
    text_schema(json, S("type"));
    text_schema(json, S("title"));
    json_open(json, S("status"));
    json_add_str(json, S("type"), S("integer"));
    json_end(json);
    text_schema(json, S("detail"));
    text_schema(json, S("instance"));
    json_open(json, S("faults"));
    json_add_str(json, S("type"), S("array"));
    json_open(json, S("items"));
    json_add_str(json, S("type"), S("object"));
    json_open(json, S("properties"));
    text_schema(json, S("field"));
    text_schema(json, S("key"));
    text_schema(json, S("message"));
    json_end(json);
    json_end(json);
    json_end(json);
    json_open(json, S("current"));
    json_add_str(json, S("type"), S("object"));
    json_end(json);
    json_end(json);
    json_end(json);
}
