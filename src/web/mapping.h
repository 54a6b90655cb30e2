/* web/mapping.h - what does the page with two norms side by side show?
 *
 * Addresses    van= and naar= keys of norms
 */
#ifndef WEB_MAPPING_H
#define WEB_MAPPING_H

#include "acts/papers_view.h"
#include "web/look.h"
#include "web/page.h"

struct mapping_line {
    const struct item *source, *target;
    struct str relation, basis, standing, via, note;
    bool sure;              /* its source says so               */
    bool first;             /* of its source: says its title    */
};

struct mapping_side {
    const struct item *item;
    struct str kind;        /* empty: nothing is said           */
    struct str note;
};

struct mapping_view {
    const struct page *page;
    const struct between *it; /* NULL: nothing was chosen yet     */
    struct look_option *froms, *tos;
    size_t froms_n, tos_n;
    struct str from, to;    /* titles                           */
    struct str query;       /* of the downloads                 */
    struct mapping_line *rows;
    size_t rows_n;
    struct mapping_side *left, *right;
    size_t left_n, right_n;
};

#endif
