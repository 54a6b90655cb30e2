/* web/link.h - the page where somebody sets a password with a link, and the one that shows it.
 *
 * The link bears its secret in its address once: that address answers with a short cookie and
 * another address, so that no page is ever shown under one that could be told on. Opening it
 * uses nothing up: programs that look at links in mail do so too.
 *
 * Sources  acts/link.h; [choice: a link once].
 */
#ifndef WEB_LINK_H
#define WEB_LINK_H

#include "acts/link.h"
#include "web/page.h"

enum { LINK_COOKIE_MINUTES = 30 };

struct link_view {
    const struct page *page;
    bool code;      /* the account has an app: its code is asked too */
};

struct link_made_view {
    const struct page *page;
    struct str name;
    struct str address; /* empty: the form was sent twice, and it was shown the first time */
    struct moment until;
};

/* link_show: the page with a new link for somebody; secret empty: it was shown before. */
ANSWER enum outcome link_show(struct page *page, struct str name, struct str secret);

#endif
