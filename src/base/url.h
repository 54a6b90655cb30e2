/* base/url.h - where does this address lead, and may we go there at all?
 *
 * For the few addresses that an administrator or a provider names and that this program
 * itself goes to. https, or http to this very machine; a host and perhaps a port; a path
 * and perhaps a query. Nothing else: no user in front of the host, no fragment, no blanks,
 * no controls, nothing beyond ASCII.
 *
 * Sources  [RFC3986]; [plan 3.4], [plan 3.12] courier.
 */
#ifndef BASE_URL_H
#define BASE_URL_H

#include "base/str.h"

enum { URL_BYTES_MAX = 1000 };

struct url {
    struct str origin; /* https://host:port, as it stands                          */
    struct str host;   /* without port; an IPv6 address with its brackets          */
    struct str path;   /* from the first slash, with the query; may be empty       */
    bool secure;       /* https                                                   */
    bool near;         /* the host is this machine: 127.0.0.1, [::1], localhost    */
};

/* url_read: views into the text. False, and *ret untouched, when it is anything else. */
bool url_read(struct str text, struct url *ret);

#endif
