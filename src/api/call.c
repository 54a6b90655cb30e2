#include "api/call.h"

#include "acts/norms.h"
#include "base/bug.h"
#include "model/person.h"

struct str call_text(const struct call *call, const char *name)
{
    for (size_t i = 0; i < call->hit.n_parts; i++)
        if (str_eq(call->hit.parts[i].name, str_of(name)))
            return call->hit.parts[i].value;
    return S("");
}

int64_t call_id(const struct call *call, const char *name)
{
    int64_t id = 0;

    if (call->made != 0)
        return call->made;
    return str_int(call_text(call, name), &id) && id > 0 ? id : 0;
}

struct row call_row(const struct call *call, int64_t id)
{
    return (struct row){id, call->seen.version == 0 ? -1 : call->seen.version, 0};
}

static const struct call_value *value_of(const struct call *call, const char *name)
{
    for (int i = 0; i < call->n_values; i++)
        if (strcmp(call->values[i].param->name, name) == 0)
            return &call->values[i];
    return NULL;
}

struct str call_query(const struct call *call, const char *name)
{
    const struct call_value *value = value_of(call, name);

    return value == NULL ? S("") : value->text;
}

int64_t call_number(const struct call *call, const char *name, int64_t otherwise)
{
    int64_t n = otherwise;

    return str_int(call_query(call, name), &n) ? n : otherwise;
}

int call_choice(const struct call *call, const char *name)
{
    const struct call_value *value = value_of(call, name);
    int choice = -1;

    if (value != NULL && value->text.len > 0 &&
        !choice_of(value->param->choices, value->text, &choice))
        return -1;
    return choice;
}

bool call_flag(const struct call *call, const char *name)
{
    return str_eq(call_query(call, name), S("true"));
}

struct day call_day(const struct call *call, const char *name)
{
    struct day day = {0};

    return day_of_text(call_query(call, name), &day) ? day : (struct day){0};
}

enum outcome call_norm(struct call *call, const struct norm **ret)
{
    struct job *job = call->job;
    const struct leave *leave;
    struct organisation org;
    enum outcome o;

    if ((o = leave_ask(job, MAY_READ, &assessment_noun, 0, &leave)) != DONE ||
        (o = record_load(job, leave_system(job), &organisation_noun, (struct row){.id = 1},
                         &org)) != DONE)
        return o;
    *ret = norms_get(job, org.norm);
    return *ret == NULL ? NOT_THERE : DONE;
}

enum outcome call_item(struct call *call, const struct norm **ret_norm, int *ret_item)
{
    struct str label = call_text(call, "label");
    enum outcome o = call_norm(call, ret_norm);

    if (o != DONE)
        return o;
    *ret_item = norm_find(*ret_norm, label);
    return *ret_item == ITEM_NONE ? NOT_THERE : DONE;
}

void call_page(const struct call *call, size_t n, size_t *ret_from, size_t *ret_to)
{
    size_t limit = (size_t)call_number(call, "limit", CALL_LIMIT_DEFAULT);
    size_t offset = (size_t)call_number(call, "offset", 0);

    *ret_from = offset < n ? offset : n;
    *ret_to = n - *ret_from < limit ? n : *ret_from + limit;
}

void call_object(struct call *call, const struct shape *shape, const void *at)
{
    struct json json = json_of(&call->out);

    MUST(shape == call->hit.route->answer || call->hit.route->answer == NULL);
    shape_write(&json, JSON_ITEM, shape, at);
}

void call_later(struct call *call, enum outcome (*work)(struct job *job, void *with), void *with)
{
    call->later = work;
    call->later_with = with;
}

enum outcome call_read(struct call *call, struct given *given, void *more)
{
    MUST(call->hit.route->intake != NULL && call->body != NULL);
    return body_read(call->job, call->body, call->hit.route->intake, given, more) ? DONE : REFUSED;
}
