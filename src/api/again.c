#include "api/again.h"

#include "acts/password.h"
#include "model/soa.h"
#include "store/query.h"
#include "store/sql.h"

enum { KEY_BYTES_MAX = 200, HALF_HEX = 48 };

static bool is_key(struct str key)
{
    if (key.len == 0 || key.len > KEY_BYTES_MAX)
        return false;
    for (size_t i = 0; i < key.len; i++)
        if (key.at[i] < ' ' || key.at[i] > '~')
            return false;
    return true;
}

static struct str half(struct job *job, struct str text)
{
    return str_sub(token_hash(job, text), 0, HALF_HEX);
}

/* Method, address, version seen and body: what makes it the same request. */
static struct str asked(struct call *call)
{
    const struct http_request *request = call->request;

    return arena_text(call->job->mem, "%d %" STR_FMT " %lld %" STR_FMT, (int)request->method,
                      STR_ARG(request->path), (long long)call->seen.version,
                      STR_ARG(token_hash(call->job, request->body)));
}

/* The entry whose number begins with this half: g comes after every hex digit. */
static enum outcome find(struct job *job, struct str first, struct str *ret_number,
                         int64_t *ret_seq)
{
    struct query *q = query_of(job->db, &sql_api_repeated);

    query_int(q, 1, job->org);
    query_text(q, 2, first);
    query_text(q, 3, arena_text(job->mem, "%" STR_FMT "g", STR_ARG(first)));
    if (query_next(q)) {
        *ret_number = arena_str(job->mem, query_get_text(q, 0));
        *ret_seq = query_get_int(q, 1);
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome again_open(struct call *call, bool *ret_repeated)
{
    struct job *job = call->job;
    struct str key = http_header_of(call->request, S("idempotency-key"));
    struct str known = S("");
    struct str first;
    int64_t seq = 0;
    enum outcome o;

    if (db_read(job->db) != DONE)
        return job_broke(job);
    if (key.at == NULL)
        return DONE;
    if (!is_key(key))
        return job_refuse(job, S("Idempotency-Key"), S("api.key"));
    first = half(job, arena_text(job->mem, "%lld %" STR_FMT, (long long)job->person, STR_ARG(key)));
    job->form_number = arena_text(job->mem, "%" STR_FMT "%" STR_FMT, STR_ARG(first),
                                  STR_ARG(half(job, asked(call))));
    if ((o = find(job, first, &known, &seq)) != DONE)
        return o;
    *ret_repeated = str_eq(known, job->form_number);
    if (known.len > 0 && !*ret_repeated)
        return job_refuse(job, S("Idempotency-Key"), S("api.key_reused"));
    return DONE;
}

/* A statement of applicability is known by its number, the rest by its id. */
static enum outcome number_of(struct job *job, int64_t id, int64_t *ret)
{
    struct soa soa;
    enum outcome o = record_load(job, leave_system(job), &soa_noun, (struct row){.id = id}, &soa);

    if (o == DONE)
        *ret = soa.number.n;
    return o;
}

enum outcome again_made(struct call *call)
{
    struct job *job = call->job;
    const struct noun *noun = call->hit.route->makes;
    struct str known = S("");
    struct query *q;
    int64_t seq = 0;
    int64_t id = 0;
    enum outcome o;

    if (noun == NULL)
        return DONE;
    if ((o = find(job, str_sub(job->form_number, 0, HALF_HEX), &known, &seq)) != DONE)
        return o;
    q = query_of(job->db, &sql_api_made);
    query_int(q, 1, job->org);
    query_int(q, 2, seq);
    query_text(q, 3, str_of(noun->name));
    if (query_next(q))
        id = query_get_int(q, 0);
    if (query_end(q) != DONE)
        return job_broke(job);
    call->made = id;
    return noun == &soa_noun && id != 0 ? number_of(job, id, &call->made) : DONE;
}
