/* web/logbook.h - what does the page about the ledger show? */
#ifndef WEB_LOGBOOK_H
#define WEB_LOGBOOK_H

#include "ledger/ledger.h"
#include "acts/keys.h"
#include "ledger/verify.h"
#include "web/page.h"

struct logbook_row {
    const struct ledger_change *change;
    struct str who;         /* name, or p7; empty: the program itself */
    struct str act;         /* in words, as the door                  */
    struct str door;
    struct str what;        /* noun and number                        */
    struct str field;
    struct str why;
    struct str from, to;    /* or when they were erased               */
    bool first;             /* of its entry                           */
    int64_t changes;        /* how many its entry has, after the last one shown; else 0 */
    bool may_erase;         /* the text of this change                */
    bool may_erase_why;
};

struct logbook_view {
    const struct page *page;
    struct ledger_head head;
    struct moment head_time;
    struct logbook_row *rows;
    size_t rows_n;
    int64_t first, last;    /* the entries on this page               */
    bool alone;             /* one entry, with all its changes         */
    int64_t older, newer;   /* last entry of that page; 0: there is none */
    const struct signed_head *heads; /* the newest that were signed   */
    size_t heads_n;
    struct moment signed_at; /* of the newest, and in short its key     */
    struct str print;
    bool checked;           /* a check was asked for                  */
    struct verify_result result;
    struct str verdict;     /* what is wrong, in words                */
};

#endif
