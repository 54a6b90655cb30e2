/* web/logbook.h - what does the page about the ledger show? */
#ifndef WEB_LOGBOOK_H
#define WEB_LOGBOOK_H

#include "ledger/ledger.h"
#include "ledger/verify.h"
#include "web/page.h"

struct logbook_row {
    const struct ledger_change *change;
    struct str who;         /* name, or p7; empty: the program itself */
    struct str what;        /* noun and number                        */
    struct str field;
    bool first;             /* of its entry                           */
};

struct logbook_view {
    const struct page *page;
    struct ledger_head head;
    struct moment head_time;
    struct logbook_row *rows;
    size_t rows_n;
    int64_t first, last;    /* the entries on this page               */
    int64_t older, newer;   /* last entry of that page; 0: there is none */
    bool checked;           /* a check was asked for                  */
    struct verify_result result;
    struct str verdict;     /* what is wrong, in words                */
};

#endif
