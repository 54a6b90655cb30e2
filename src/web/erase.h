/* web/erase.h - what do the pages about erasing show?
 *
 * Addresses    /beheer/wissen/nieuw?soort=tekst&regel=412&veld=note&nummer=7; soort=persoon and
 *              soort=bestand have a number alone.
 */
#ifndef WEB_ERASE_H
#define WEB_ERASE_H

#include "acts/erase.h"
#include "web/page.h"

struct erasure_row {
    const struct erasure *of;
    struct str kind, state;  /* words of their choices                   */
    struct str what;         /* where it stands; never what it says       */
    struct str href;         /* empty: there is no page of it             */
    struct str by, decider;  /* empty: at the keyboard                    */
};

struct erasure_list {
    const struct page *page;
    struct erasure_row *rows;
    size_t rows_n;
};

/* What would go, as both forms show it. */
struct erasure_shown {
    const struct page *page;
    struct erasure_row it;
    struct erase_what what;
    bool holds;              /* a person who still has something          */
};

struct erasure_new {
    const struct page *page;
    struct erasure_shown shown;
    bool may;                /* there is nothing in the way               */
};

struct erasure_one {
    const struct page *page;
    struct erasure_shown shown;
    bool there;              /* what would go could be looked up          */
    bool hidden;             /* it is confidential, and not for who looks */
    bool may_do, may_drop;
    bool own;                /* asked by who looks, so another does it    */
};

#endif
