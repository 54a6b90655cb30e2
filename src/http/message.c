#include "http/message.h"

#include "base/bug.h"

static const struct str method_names[HTTP_METHOD_COUNT] = {
    [HTTP_GET] = STR_INIT("GET"),     [HTTP_HEAD] = STR_INIT("HEAD"),
    [HTTP_POST] = STR_INIT("POST"),   [HTTP_PUT] = STR_INIT("PUT"),
    [HTTP_PATCH] = STR_INIT("PATCH"), [HTTP_DELETE] = STR_INIT("DELETE"),
};

struct str http_header_of(const struct http_request *request, struct str name)
{
    for (size_t i = 0; i < request->n_headers; i++)
        if (str_eq(request->headers[i].name, name))
            return request->headers[i].value;
    return (struct str){NULL, 0};
}

static bool is_one_line(struct str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (value.at[i] == '\r' || value.at[i] == '\n' || value.at[i] == 0)
            return false;
    return true;
}

void http_reply_header(struct http_reply *reply, struct str name, struct str value)
{
    MUST(name.len > 0 && is_one_line(name) && is_one_line(value));
    buf_put(&reply->headers, name);
    buf_put(&reply->headers, S(": "));
    buf_put(&reply->headers, value);
    buf_put(&reply->headers, S("\r\n"));
}

bool http_method_of(struct str name, enum http_method *ret)
{
    for (int i = 0; i < HTTP_METHOD_COUNT; i++)
        if (str_eq(name, method_names[i])) {
            *ret = (enum http_method)i;
            return true;
        }
    return false;
}
