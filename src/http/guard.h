/* http/guard.h - is this head of a request beyond doubt?
 *
 * Where two programs could read a request differently, a request can be hidden
 * in another. So anything doubtful is refused, even where a lenient reading
 * exists. Pure: it judges what the library parsed, and how the parsed pieces
 * lie in the bytes that came in.
 *
 * Sources  [RFC9112 2.2, 3, 5, 6] lines, target, fields, length; [RFC9110 5.6.2]
 *          token; [RFC9110 7.2] Host; [choice: porter] one Host also for HTTP/1.0,
 *          no body with GET and HEAD, origin form of the target only.
 */
#ifndef HTTP_GUARD_H
#define HTTP_GUARD_H

#include "http/message.h"

/* What came in. The pieces of seam point into the received bytes, in which the
 * library may since have overwritten separators; the guard compares their
 * places and never reads them. */
struct guard_facts {
    struct str method;
    struct str target;                /* as sent, query included              */
    struct str version;
    const struct http_header *fields; /* names as sent                        */
    size_t n_fields;                  /* all of them, also past FIELDS_MAX    */
    struct str seam_target;           /* where the target lay                 */
    size_t head_bytes;                /* from the method through the empty line */
};

struct guard_verdict {
    int status;      /* 0: go on; else the refusal                */
    const char *why; /* a short fact for the log, NULL when fine   */
    enum http_method method;
    bool chunked;
    uint64_t length; /* by Content-Length; 0 when there is none    */
};

/* guard_judge: one verdict, the first fault that is found. Only the first
 * HTTP_HEADERS_MAX fields are read; more is a fault by itself. */
struct guard_verdict guard_judge(const struct guard_facts *facts);

/* guard_gzip: does an Accept-Encoding value take gzip? */
bool guard_gzip(struct str accept);

#endif
