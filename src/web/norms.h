/* web/norms.h - what do the pages about norms show? */
#ifndef WEB_NORMS_H
#define WEB_NORMS_H

#include "model/norm.h"
#include "web/page.h"

struct norms_row {
    const struct norm *norm;
    struct str title;
    int controls, measures; /* active ones          */
    bool ours;              /* the organisation works by it */
};

struct norms_view {
    const struct page *page;
    struct norms_row *rows;
    size_t rows_n;
};

struct norm_item {
    const struct item *item;
    struct str title;
    bool is_measure;
    bool gone;              /* withdrawn or moved */
    struct str moved_to;    /* its number, or empty */
};

struct norm_group_view {
    struct str title, label;
    int n;                  /* active items */
    struct norm_item *rows;
    size_t rows_n;
};

struct norm_view {
    const struct page *page;
    struct norms_row of;
    struct norm_group_view *groups;
    size_t groups_n;
};

#endif
