/* web/chart.h - how do figures look as a shape? Inline SVG, geometry in attributes only.
 *
 * A bar is decoration: its figures stand beside it as text. A trend says in its
 * <desc> what it shows, and has the same figures as a table under it [ui 6].
 *
 *     {{use bar &r->count}}        a count over the levels, werking first
 *     {{use trend v->trend}}       with a const struct trend_view *
 */
#ifndef WEB_CHART_H
#define WEB_CHART_H

#include "acts/dashboard.h"
#include "web/page.h"

/* page_bar: four segments: werking, bestaan, opzet, nothing; empty when nothing applies. */
void page_bar(struct out *out, const struct count *count);

/* chart_percent: of the whole, rounded; 0 of nothing. */
int chart_percent(int n, int of);

/* One point in time. */
struct trend_mark {
    struct day on;
    int64_t x;              /* tenths                               */
    int quarter, year;      /* that ends here; quarter 0: now       */
    bool labelled, wide;    /* wide: only where there is room       */
    bool first, last;
    int applicable;
    int percent[ASPECT_COUNT];
};

struct trend_line {
    struct str style;       /* l1, l2, l3                           */
    struct str dot;         /* n2, n3                               */
    struct str name;
    struct str points;
    int64_t x, y;           /* its end, tenths                      */
    int64_t label_x, label_y;
    int percent;
};

struct trend_view {
    struct trend_mark *rows;
    size_t rows_n;
    struct trend_line lines[ASPECT_COUNT];
    size_t lines_n;
    const struct trend_mark *from, *to;
};

/* trend_of: NULL with fewer than two points. */
const struct trend_view *trend_of(const struct page *page, const struct dashboard *it);

#endif
