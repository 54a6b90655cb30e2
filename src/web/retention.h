/* web/retention.h - what does the page about how long something is kept show? */
#ifndef WEB_RETENTION_H
#define WEB_RETENTION_H

#include "acts/retention.h"
#include "web/page.h"

/* One term, as the page of settings and the one about privacy show it. */
struct retention_row {
    const struct retention *of;
    struct term term;
    struct str field;             /* where it is filled in; empty: nobody chooses */
    struct str hint;              /* id of what is said beside the field          */
    struct str own;               /* what was chosen, or empty                    */
};

struct retention_view {
    const struct page *page;
    struct organisation it;       /* as it is kept                                */
    struct retention_row rows[RETENTION_COUNT];
    size_t rows_n;
    bool clashed;                 /* somebody else changed it meanwhile           */
};

/* retention_rows: all terms of an organisation, or NULL: where nobody chose. */
void retention_rows(struct job *job, const struct organisation *org,
                    struct retention_row ret[static RETENTION_COUNT]);

#endif
