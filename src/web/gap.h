/* web/gap.h - what does the page about the gap show? Each figure leads to the
 * measures behind it. */
#ifndef WEB_GAP_H
#define WEB_GAP_H

#include "acts/gap.h"
#include "web/chart.h"
#include "web/look.h"
#include "web/page.h"

struct gap_line {
    const struct gap_row *row;
    struct str name;
    struct str number;  /* of a control; else empty                    */
    struct str filter;  /* "?thema=mensen", without the day looked at   */
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

#endif
