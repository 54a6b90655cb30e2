/* web/exception.h - what do the pages about exceptions show? */
#ifndef WEB_EXCEPTION_H
#define WEB_EXCEPTION_H

#include "acts/papers.h"
#include "acts/soa.h"
#include "web/decision.h"
#include "web/page.h"

struct exception_row {
    const struct exception *of;
    const struct item *item;
    const struct norm *other; /* the norm that asks it, when that is not the own one; NULL */
    struct str kind, state;  /* words of their choices */
    struct str by;           /* who asked              */
    struct str decision;
    bool ended;
};

struct exception_list {
    const struct page *page;
    struct exception_row *rows;
    size_t rows_n;
    bool may_ask;
};

struct exception_new {
    const struct page *page;
    struct str number;
    struct str kinds[EXCEPTION_KIND_COUNT - 1];
    size_t kinds_n;
    bool other_advises;      /* who asks would else advise on it */
};

struct exception_one {
    const struct page *page;
    struct exception_row it;
    struct decision_fields decision;
    bool may_decide;
    bool may_advise;
    bool own;                /* asked by whom it would be decided by */
    bool own_advice;         /* asked by whom it would be advised on */
};

#endif
