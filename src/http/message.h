/* http/message.h - one complete request and the reply to it, as a worker sees them.
 *
 * A request that arrives here has been framed, limited and guarded by the
 * porter: the target is at most 4 KiB, header names are lower case, there is
 * exactly one Host, and the whole body is there. Nothing is decoded yet.
 *
 * Sources  [RFC9110] methods, status codes; [RFC9112] framing.
 */
#ifndef HTTP_MESSAGE_H
#define HTTP_MESSAGE_H

#include "base/buf.h"
#include "base/str.h"

enum http_method {
    HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_PUT, HTTP_PATCH, HTTP_DELETE, HTTP_METHOD_COUNT
};

enum { HTTP_HEADERS_MAX = 64 };

struct http_header {
    struct str name; /* lower case */
    struct str value;
};

struct http_request {
    enum http_method method;
    struct str path;  /* before the question mark, still percent-encoded */
    struct str query; /* after it, without it; empty when there is none  */
    struct str peer;  /* address of the client, as text                  */
    struct str body;
    struct http_header headers[HTTP_HEADERS_MAX];
    size_t n_headers;
};

/* A reply: the handler sets status and type, adds header lines and fills body.
 * Its buf begins in memory that the porter sends from, so filling it with
 * buf_put is the cheap way. The porter adds Content-Length, Date and Connection
 * (any that stand here are left out) and the common lines of the service; a
 * line that the reply has itself takes the place of the common one. */
struct http_reply {
    int status;         /* 200 to 599                               */
    struct str type;    /* Content-Type; empty when there is no body     */
    struct buf headers; /* further lines, each "Name: value\r\n"; at most 8,191 bytes */
    struct buf body;
};

/* http_header_of: the value of a header by its lower-case name, or the empty
 * str with at NULL. Where a client sends it twice, the first. */
struct str http_header_of(const struct http_request *request, struct str name);

/* http_from: who asks, as an address in its usual form. Behind a declared proxy that is the
 * last element of the last X-Forwarded-For, the one that the proxy wrote itself; what stands
 * before it is the client's own word. Otherwise, and when that is no address, the peer. */
struct str http_from(struct arena *mem, const struct http_request *request, bool proxy);

/* http_reply_header: adds a line. A CR, LF or NUL in value is a bug. */
void http_reply_header(struct http_reply *reply, struct str name, struct str value);

/* http_method_of: the method by its name; false for any that we do not know. */
bool http_method_of(struct str name, enum http_method *ret);

#endif
