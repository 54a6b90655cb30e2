/* web/shut.h - what does the page show of evidence that nobody can open any more?
 *
 * Address      /bewijs/gesloten, for who may ask to be let in and who may agree.
 */
#ifndef WEB_SHUT_H
#define WEB_SHUT_H

#include "acts/admit.h"
#include "web/page.h"

struct shut_row {
    const struct shut *of;
    bool may_ask;
    bool may_agree;         /* it was asked, and by another */
};

struct shut_list {
    const struct page *page;
    struct shut_row *rows;
    size_t rows_n;
    bool asks;              /* one of them can be asked for */
};

#endif
