/* web/site.h - what do the pages about the site itself show? */
#ifndef WEB_SITE_H
#define WEB_SITE_H

#include "acts/retention.h"
#include "web/page.h"

struct text_view {
    struct str title;
    const enum word *rows;
    size_t rows_n;
};

struct privacy_view {
    const struct retention *rows;
    size_t rows_n;
};

#endif
