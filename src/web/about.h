/* web/about.h - which object of the register is a page of measures about? */
#ifndef WEB_ABOUT_H
#define WEB_ABOUT_H

#include "model/object.h"
#include "web/page.h"

/* about_asked: the object that the address (object) or the form (over, for object is a field
 * of what is assessed) names; 0: the organisation. */
int64_t about_asked(const struct page *page);

/* about_rest: "?object=7&op=…" for the address of a page about it, "?norm=…" when another
 * norm is looked at, or empty. */
struct str about_rest(const struct page *page, int64_t object);

/* For {{use …}}: the hidden field over, and what a page says of the object that it is about.
 * Both nothing when it is about the organisation. */
void page_over(struct out *out, const struct object *about);
void page_about(struct out *out, const struct page *page, const struct object *about);

struct about_view {
    const struct page *page;
    const struct object *of;
};

#endif
