/* web/norms.h - what do the pages about norms show? */
#ifndef WEB_NORMS_H
#define WEB_NORMS_H

#include "acts/between.h"
#include "model/norm.h"
#include "web/facts.h"
#include "web/page.h"

struct norms_row {
    const struct norm *norm;
    struct str title;
    int controls, measures; /* active ones          */
    bool ours;              /* the organisation works by it */
    const struct norm *newer; /* of ours: a newer version, or NULL */
    int length;             /* mappings between it and ours; -1: no way */
    struct str way;         /* which ones                               */
};

struct norms_view {
    const struct page *page;
    const struct norm *ours; /* NULL when this program does not have it */
    struct norms_row *rows;
    size_t rows_n;
    bool may_derive;        /* may see how we stand by another          */
};

struct norm_item {
    const struct item *item;
    struct str title;
    bool is_measure;
    bool gone;              /* withdrawn or moved */
    struct str moved_to;    /* its number, or empty */
    struct fact *rows;      /* what is worth a glance */
    size_t rows_n;
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
    bool may_derive;
    bool licensed;          /* words lie over it that this person may take along */
};

/* One item with all that its catalogue says of it. */
struct norm_item_view {
    const struct page *page;
    struct norms_row of;
    const struct item *item;
    struct str group;
    struct fact *facts;
    size_t facts_n;
    struct str moved_to;
    bool asked;
    bool may_derive;
};

#endif
