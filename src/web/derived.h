/* web/derived.h - what do overview, list, gap and VvT show of another norm?
 *
 * Nobody assessed that norm: what is shown follows from the organisation's own, and each
 * figure leads to the items behind it.
 *
 * Addresses    groep= a group of the selection or a theme of the norm, onder= a control,
 *              rol= a duty, csf= a function
 *              wat=   voldoet deels niet onbekend nvt geteld nietgedekt getoetst eigenopgave
 *                     eigen stand gedekt
 */
#ifndef WEB_DERIVED_H
#define WEB_DERIVED_H

#include "acts/dashboard.h"
#include "acts/gap.h"
#include "acts/papers_view.h"
#include "acts/soa.h"
#include "web/facts.h"
#include "web/gap.h"
#include "web/look.h"
#include "web/obw.h"

struct measure_page;

/* Of the overview and of the gap. */
struct derived_groups_view {
    const struct page *page;
    const struct view *it;
    const struct look *look;
    const struct derived_count *whole;
    struct str title;               /* of the norm                       */
    bool is_gap;
    bool twice;                     /* a row may share items with another */
    struct str by;
    struct gap_tab tabs[GAP_BY_COUNT];
    size_t tabs_n;
    struct gap_line *rows;
    size_t rows_n;
    struct str more;                /* norm, selection and day, after another value */
};

struct derived_source {
    const struct item *item;
    struct str applies;             /* of its line in the VvT, as a word */
};

struct derived_line {
    const struct item *item;
    const struct derived *of;
    struct str rule;
    struct str applies;
    struct derived_source *rows;
    size_t rows_n;
};

struct derived_chip {
    struct str text, href;
};

struct derived_list_view {
    const struct page *page;
    const struct view *it;
    const struct look *look;
    struct str title;
    struct derived_line *rows;
    size_t rows_n;
    int all;
    struct derived_chip chips[5];   /* each of those, and wat */
    size_t chips_n;
    struct str query;               /* of this list, for the downloads   */
    struct str item_query;          /* of one item                       */
};

struct derived_soa_view {
    const struct page *page;
    const struct view *it;
    const struct look *look;
    struct str title;
    int64_t version;
    struct derived_line *rows;
    size_t rows_n;
    struct str item_query;
};

struct derived_piece {
    int64_t id;
    struct str title;
};

struct derived_root {
    const struct item *item;
    const struct item_state *state;
    struct str relation, standing, via;
    struct derived_piece *rows;
    size_t rows_n;
};

/* One item, and what it rests on. */
struct derived_one {
    const struct page *page;
    const struct view *it;
    const struct item *item;
    const struct derived *of;
    bool asked;
    struct str rule;
    struct derived_root *rows;
    size_t rows_n;
    struct fact *facts;
    size_t facts_n;
    const struct measure_page *own; /* what was said of it itself; NULL: nothing can be */
    bool said;                      /* something was                     */
};

/* Each is the page of another norm at an address that the own norm has too. */
ANSWER enum outcome derived_overview(struct job *job, struct page *page,
                                     const struct dashboard *it);
ANSWER enum outcome derived_gap(struct job *job, struct page *page, const struct gap_view *it);
ANSWER enum outcome derived_list(struct job *job, struct page *page);
ANSWER enum outcome derived_list_file(struct job *job, struct page *page);
ANSWER enum outcome derived_item(struct job *job, struct page *page, struct str label);
ANSWER enum outcome derived_soa(struct job *job, struct page *page, struct soa_view *it);
ANSWER enum outcome derived_soa_file(struct job *job, struct page *page, struct soa_view *it);

#endif
