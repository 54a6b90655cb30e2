/* How the organisation stands, and what the norms came from, as OSCAL. */
#include "acts/exchange.h"

#include "acts/documents.h"
#include "api/handlers.h"

static const struct param exchange_query[] = {
    {"version", PARAM_NUMBER, NULL}, {"names", PARAM_FLAG, NULL},
};
const struct params exchange_params = {exchange_query, 2, .time = true};

/* The bytes are the answer as they are; buf only ever adds to what it holds. */
static void answer(struct call *call, struct str bytes)
{
    call->reply->type = S("application/json");
    call->reply->body =
        (struct buf){(char *)(uintptr_t)bytes.at, bytes.len, bytes.len, call->job->mem};
}

enum outcome api_oscal_get(struct job *job, struct call *call)
{
    struct readings_of *read = NEW(job->mem, struct readings_of);
    struct str bytes;
    int model;
    enum outcome o;

    if (!choice_of(&exchange_choices, call_text(call, "model"), &model))
        return NOT_THERE;
    o = act_exchange(job, (enum exchange_model)model, call_number(call, "version", 0),
                     call_flag(call, "names"), &bytes, read);
    if (o != DONE)
        return o;
    answer(call, bytes);
    call_note_read(call, read);
    return DONE;
}

static const struct param document_query[] = {{"licensed_text", PARAM_FLAG, NULL}};
const struct params document_params = {document_query, 1, .time = false};

enum outcome api_oscal_document_get(struct job *job, struct call *call)
{
    const struct document_wish wish = {
        .model = call_text(call, "model"), .id = call_text(call, "document"), .lang = job->lang,
        .licensed = call_flag(call, "licensed_text")};
    struct str name;
    struct str bytes;
    enum outcome o = act_document(job, &wish, &name, &bytes);

    if (o == DONE)
        answer(call, bytes);
    return o;
}
