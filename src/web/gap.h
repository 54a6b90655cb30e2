/* web/gap.h - what does the page about the gap show? Each figure leads to the
 * measures behind it. */
#ifndef WEB_GAP_H
#define WEB_GAP_H

#include "acts/gap.h"
#include "web/chart.h"
#include "web/look.h"
#include "web/page.h"

struct gap_line {
    const struct gap_row *row;          /* by the own norm     */
    const struct derived_count *count;  /* by another          */
    struct str name;
    struct str number;  /* of a control, and of another norm's group; else empty   */
    struct str filter;  /* "?thema=mensen", without the day looked at              */
};

struct gap_tab {
    struct str by;      /* a word of gap_by_choices */
    bool here;
};

struct gap_page_view {
    const struct page *page;
    const struct gap_view *it;
    const struct look *look;
    const struct count *whole;
    struct str by;
    struct gap_tab tabs[GAP_BY_COUNT];
    size_t tabs_n;
    struct gap_line *rows;
    size_t rows_n;
    bool todo;          /* is there anything in an improvement plan? */
    struct str more;    /* the day looked at and the selection, after another value */
};

/* gap_line_at: a row with its name, its number and its address, to be given its figures.
 * gap_tabs: the ways that the view can be counted; ret has room for all. */
struct gap_line gap_line_at(const struct page *page, const struct view *view, enum gap_by by,
                            struct slice_row at);
size_t gap_tabs(const struct view *view, enum gap_by by, struct gap_tab ret[static GAP_BY_COUNT]);

#endif
