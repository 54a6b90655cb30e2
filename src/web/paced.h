/* web/paced.h - may they ask this now?
 *
 * Who is signed in has a pace of their own (http/pace.h), whatever they ask. Of who is not, the
 * address has one, for what makes the data keep something; the rest costs it nothing, or has a
 * patience of its own (acts/patience.h).
 *
 * Sources  [choice: who counts].
 */
#ifndef WEB_PACED_H
#define WEB_PACED_H

#include "web/page.h"

/* paced: false when they may not yet: then the page says so, and in how many seconds. */
bool paced(struct page *page);

#endif
