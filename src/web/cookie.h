/* web/cookie.h - our cookies: for this host alone, and for TLS alone where there is TLS. */
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H

#include "web/page.h"

struct cookie {
    const char *name; /* over TLS it has the prefix __Host- [RFC 6265bis 4.1.3.2] */
    int seconds;      /* that the browser keeps it; 0: until it closes            */
    bool strict;      /* does not come along by a link from elsewhere             */
    bool shown;       /* scripts of ours may read it                              */
};

/* cookie_set: gives it to the browser; an empty value takes it away. */
void cookie_set(struct page *page, const struct cookie *cookie, struct str value);

/* cookie_of: its value as the browser sent it, or empty. */
struct str cookie_of(const struct page *page, const struct cookie *cookie);

#endif
