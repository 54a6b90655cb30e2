#include "http/excuse.h"

#include <stdlib.h>

#include "base/bug.h"

/* A page of some kilobytes, and the fields of the request once more. */
enum { MEMORY_BYTES = 1024 * 1024, BODY_BYTES = 16 * 1024, LINES_BYTES = 1024 };

struct excuse {
    const struct http_service *service;
    struct door *door;
    struct arena *mem;
};

struct excuse *excuse_new(const struct http_service *service, struct door *door)
{
    struct excuse *excuse = calloc(1, sizeof *excuse);

    if (excuse == NULL)
        return NULL;
    *excuse = (struct excuse){service, door, arena_new(MEMORY_BYTES)};
    if (excuse->mem != NULL)
        return excuse;
    free(excuse);
    return NULL;
}

void excuse_free(struct excuse *excuse)
{
    if (excuse == NULL)
        return;
    arena_free(excuse->mem);
    free(excuse);
}

int excuse_status(enum http_refusal why)
{
    return why == HTTP_TOO_LARGE ? 413 : 503;
}

static struct str lower_of(struct arena *mem, struct str name)
{
    char *at = arena_alloc(mem, name.len);

    for (size_t i = 0; i < name.len; i++)
        at[i] = name.at[i] >= 'A' && name.at[i] <= 'Z' ? (char)(name.at[i] - 'A' + 'a')
                                                       : name.at[i];
    return (struct str){at, name.len};
}

/* The request as a worker would see it, save for the body. */
static struct http_request *as_seen(struct arena *mem, const struct http_request *request)
{
    struct http_request *seen = NEW(mem, struct http_request);

    *seen = *request;
    seen->body = (struct str){0};
    for (size_t i = 0; i < seen->n_headers; i++)
        seen->headers[i].name = lower_of(mem, seen->headers[i].name);
    return seen;
}

/* False when the service has no words. */
static bool ask_service(struct excuse *excuse, const struct http_request *request,
                        enum http_refusal why, size_t limit_bytes, struct http_reply *reply)
{
    const struct http_service *service = excuse->service;
    struct arena *mem = excuse->mem;

    arena_reset(mem);
    if (service->refuse == NULL)
        return false;
    buf_init(&reply->headers, mem, LINES_BYTES);
    buf_init(&reply->body, mem, BODY_BYTES);
    if (excuse_status(why) == 503)
        http_reply_header(reply, S("Retry-After"), S("1"));
    service->refuse(service->config, mem, as_seen(mem, request), why, limit_bytes, reply);
    MUST(reply->status == excuse_status(why));
    return true;
}

/* NULL: no words of the service, or no memory; the door's own line will do. */
static struct MHD_Response *make(struct excuse *excuse, const struct http_request *request,
                                 enum http_refusal why, size_t limit_bytes)
{
    struct http_reply reply = {0};
    struct channel_reply dress;
    struct MHD_Response *response;

    if (!ask_service(excuse, request, why, limit_bytes, &reply))
        return NULL;
    response = MHD_create_response_from_buffer(reply.body.len, reply.body.at,
                                               MHD_RESPMEM_MUST_COPY);
    if (response == NULL)
        return NULL;
    dress = (struct channel_reply){.status = reply.status, .type = reply.type,
                                   .headers = buf_str(&reply.headers)};
    door_dress(excuse->door, response, &dress, true);
    return response;
}

enum MHD_Result excuse_queue(struct excuse *excuse, struct MHD_Connection *connection,
                             const struct http_request *request, enum http_refusal why,
                             size_t limit_bytes)
{
    unsigned status = (unsigned)excuse_status(why);
    struct MHD_Response *response = make(excuse, request, why, limit_bytes);
    enum MHD_Result queued;

    if (response == NULL)
        return MHD_queue_response(connection, status, door_refusal(excuse->door, (int)status));
    queued = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return queued;
}

static enum MHD_Result put_line(void *cls, enum MHD_ValueKind kind, const char *name,
                                const char *value)
{
    (void)kind;
    buf_text(cls, "%s: %s\r\n", name, value);
    return MHD_YES;
}

struct str excuse_cut(struct excuse *excuse, const struct http_request *request,
                      enum http_refusal why, size_t limit_bytes)
{
    int status = excuse_status(why);
    struct http_reply reply = {0};
    struct channel_reply dress;
    struct MHD_Response *head;
    struct buf out;

    if (!ask_service(excuse, request, why, limit_bytes, &reply))
        return door_cut(excuse->door, status);
    head = MHD_create_response_from_buffer(0, (void *)"", MHD_RESPMEM_PERSISTENT);
    if (head == NULL)
        return door_cut(excuse->door, status);
    dress = (struct channel_reply){.status = status, .type = reply.type,
                                   .headers = buf_str(&reply.headers)};
    door_dress(excuse->door, head, &dress, true);
    buf_init(&out, excuse->mem, reply.body.len + 4 * LINES_BYTES);
    buf_text(&out, "HTTP/1.1 %d %s\r\nContent-Length: %zu\r\n", status,
             MHD_get_reason_phrase_for((unsigned)status), reply.body.len);
    MHD_get_response_headers(head, put_line, &out);
    buf_put(&out, S("\r\n"));
    buf_put(&out, buf_str(&reply.body));
    MHD_destroy_response(head);
    return buf_str(&out);
}
