/* web/personal.h - what does the page about what is held of a person show? */
#ifndef WEB_PERSONAL_H
#define WEB_PERSONAL_H

#include "acts/personal.h"
#include "web/page.h"

struct personal_view {
    const struct page *page;
    const struct paper *it;
    const struct table *rows;
    size_t rows_n;
    struct str file; /* the address of the same as a file */
    bool mine;
};

/* For {{use …}}: one table of the paper, without its title. */
void page_personal_part(struct out *out, const struct table *table);

#endif
