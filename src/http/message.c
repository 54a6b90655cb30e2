#include "http/message.h"

#include <arpa/inet.h>
#include <stdio.h>

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

static struct str last_element(const struct http_request *request)
{
    struct str list = {NULL, 0};
    size_t begin;

    for (size_t i = 0; i < request->n_headers; i++)
        if (str_eq(request->headers[i].name, S("x-forwarded-for")))
            list = request->headers[i].value;
    for (begin = list.len; begin > 0 && list.at[begin - 1] != ',';)
        begin--;
    return str_trim(str_sub(list, begin, list.len));
}

struct str http_from(struct arena *mem, const struct http_request *request, bool proxy)
{
    struct str said = proxy ? last_element(request) : (struct str){NULL, 0};
    char *text = arena_alloc(mem, INET6_ADDRSTRLEN);
    struct in6_addr six;
    struct in_addr four;

    if (said.len == 0 || said.len >= INET6_ADDRSTRLEN)
        return request->peer;
    snprintf(text, INET6_ADDRSTRLEN, "%" STR_FMT, STR_ARG(said));
    if (inet_pton(AF_INET, text, &four) == 1)
        return str_of(inet_ntop(AF_INET, &four, text, INET6_ADDRSTRLEN));
    if (inet_pton(AF_INET6, text, &six) != 1)
        return request->peer;
    if (IN6_IS_ADDR_V4MAPPED(&six))
        return str_of(inet_ntop(AF_INET, six.s6_addr + 12, text, INET6_ADDRSTRLEN));
    return str_of(inet_ntop(AF_INET6, &six, text, INET6_ADDRSTRLEN));
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
