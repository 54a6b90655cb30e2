#include "api/ask.h"

enum { QUERY_TEXT_BYTES = 2000 };

static const struct param time_params[] = {{"as_of", PARAM_DAY, NULL}, {"known", PARAM_DAY, NULL}};
static const struct param page_params[] = {{"limit", PARAM_NUMBER, NULL},
                                           {"offset", PARAM_NUMBER, NULL}};

const struct param *ask_params(const struct params *params, int n)
{
    if (params == NULL)
        return NULL;
    if (n < params->n_own)
        return &params->own[n];
    n -= params->n_own;
    if (params->page) {
        if (n < 2)
            return &page_params[n];
        n -= 2;
    }
    return params->time && n < 2 ? &time_params[n] : NULL;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool ask_decode(struct arena *mem, struct str text, bool plus, struct str *ret)
{
    char *to = arena_alloc(mem, text.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++) {
        int high;
        int low;

        if (text.at[i] != '%') {
            to[n++] = text.at[i] == '+' && plus ? ' ' : text.at[i];
            continue;
        }
        high = text.len - i > 2 ? hex_digit(text.at[i + 1]) : -1;
        low = text.len - i > 2 ? hex_digit(text.at[i + 2]) : -1;
        if (high < 0 || low < 0)
            return false;
        to[n++] = (char)(high * 16 + low);
        i += 2;
    }
    *ret = (struct str){to, n};
    return str_utf8(*ret);
}

static void check(struct call *call, const struct param *param, struct str name, struct str text)
{
    struct job *job = call->job;
    struct day day;
    int64_t n;
    int choice;

    switch (param->kind) {
    case PARAM_TEXT:
        if (text.len > QUERY_TEXT_BYTES)
            job_refuse_with(job, name, S("value.long"),
                            arena_text(job->mem, "%d", QUERY_TEXT_BYTES));
        return;
    case PARAM_NUMBER:
        if (!str_int(text, &n) || n < 0)
            job_refuse_with(job, name, S("value.number"), text);
        return;
    case PARAM_DAY:
        if (!day_of_text(text, &day))
            job_refuse_with(job, name, S("value.day"), text);
        else if (day.n > job->today.n)
            job_refuse(job, name, S("fault.future"));
        return;
    case PARAM_CHOICE:
        if (text.len == 0 || !choice_of(param->choices, text, &choice))
            job_refuse_with(job, name, S("value.choice"), text);
        return;
    case PARAM_FLAG:
        if (!str_eq(text, S("true")) && !str_eq(text, S("false")))
            job_refuse_with(job, name, S("value.flag"), text);
        return;
    }
}

static void take(struct call *call, struct str name, struct str text)
{
    const struct params *params = call->hit.route->params;
    const struct param *param;

    for (int i = 0; (param = ask_params(params, i)) != NULL; i++) {
        if (!str_eq(name, str_of(param->name)))
            continue;
        for (int v = 0; v < call->n_values; v++)
            if (call->values[v].param == param) {
                job_refuse(call->job, name, S("api.twice"));
                return;
            }
        call->values[call->n_values++] = (struct call_value){param, text};
        check(call, param, name, text);
        return;
    }
    job_refuse(call->job, name, S("api.unknown_parameter"));
}

bool ask_read(struct call *call)
{
    struct str rest = call->request->query;
    int64_t limit;

    while (rest.len > 0) {
        struct str pair = str_cut(rest, '&', &rest);
        struct str raw;
        struct str name = str_cut(pair, '=', &raw);
        struct str text;

        if (pair.len == 0)
            continue;
        if (!ask_decode(call->job->mem, name, true, &name) ||
            !ask_decode(call->job->mem, raw, true, &text))
            return false;
        take(call, name, text);
    }
    limit = call_number(call, "limit", CALL_LIMIT_DEFAULT);
    if (limit < 1 || limit > CALL_LIMIT_MAX)
        job_refuse_with(call->job, S("limit"), S("api.limit"), S("1..1000"));
    return true;
}
