/* web/site.h - what do the pages about the site itself show? */
#ifndef WEB_SITE_H
#define WEB_SITE_H

#include "web/retention.h"

/* site_takes_contact: can this stand in security.txt as who to tell? An address with https:,
 * mailto: or tel:, of visible ASCII alone [RFC9116 2.5.3]. */
bool site_takes_contact(struct str contact);

struct text_view {
    struct str title;
    const enum word *rows;
    size_t rows_n;
};

struct privacy_view {
    struct retention_row rows[RETENTION_COUNT];
    size_t rows_n;
    bool own;                     /* of the organisation of who looks              */
    int64_t backup_days;          /* so long a back-up of ours holds it; 0: none is made */
};

#endif
