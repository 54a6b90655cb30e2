/* web/start.h - what does somebody find who may read nothing here?
 *
 * A supplier's contact and a leader of sector rounds work with what is addressed to them,
 * and whose roles have ended with nothing; each is told so, and how to reach their account.
 */
#ifndef WEB_START_H
#define WEB_START_H

#include "web/page.h"

struct start_view {
    const struct page *page;
    bool contact, director; /* neither: holds no role today */
};

/* start_show: the home of who has no right to read. */
ANSWER enum outcome start_show(struct page *page);

#endif
