/* Any message at all: what the channel takes for a request or a reply lies
 * within it, and what it takes it would write again. */
#include "base/bug.h"
#include "http/channel.h"

static bool within(struct str part, struct str whole)
{
    return part.len == 0 || (part.at >= whole.at && part.at + part.len <= whole.at + whole.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static char again[CHANNEL_MESSAGE_BYTES];
    static struct http_request request;
    struct str message = {(const char *)data, n};
    struct channel_reply reply;
    unsigned slot;
    bool in_file;

    if (n > CHANNEL_MESSAGE_BYTES)
        return 0;
    if (channel_get_request(message, &request, &slot, &in_file)) {
        MUST(within(request.path, message) && within(request.query, message));
        MUST(within(request.peer, message) && (in_file || within(request.body, message)));
        for (size_t i = 0; i < request.n_headers; i++)
            MUST(within(request.headers[i].name, message) &&
                 within(request.headers[i].value, message));
        MUST(slot < CHANNEL_SLOTS);
        MUST(channel_put_request(again, &request, slot, in_file) == n);
    }
    if (channel_get_reply(message, &reply)) {
        MUST(within(reply.type, message) && within(reply.headers, message));
        MUST(channel_put_reply(again, &reply) == n);
    }
    return 0;
}
