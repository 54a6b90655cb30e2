/* reports/paper.h - which tables make up a document, and whose is it?
 *
 * One value for every format: the writers below, and those in press.
 */
#ifndef REPORTS_PAPER_H
#define REPORTS_PAPER_H

#include "reports/table.h"

struct paper {
    struct str title;
    struct str org;     /* the organisation's name                               */
    struct day as_of;   /* the day that it shows; none: not written              */
    struct str witness; /* which entry of the ledger vouches for it; or empty    */
    const struct table *tables;
    int n_tables;
    enum lang lang;
};

/* paper_as_of: that day as a reader sees it; or empty. */
struct str paper_as_of(struct arena *mem, const struct paper *paper);

/* paper_json: {"title", "organisation", "as_of", "witness", and each table under its name}.
 * A line that is empty is null. */
void paper_json(struct buf *out, const struct paper *paper);

/* paper_html: a whole HTML file without scripts, that prints well. It brings a
 * <style> of its own, so it is a file to keep and no page to serve. */
void paper_html(struct buf *out, const struct paper *paper);

/* paper_plain: the tables one after another for a terminal; see table_plain. */
void paper_plain(struct buf *out, const struct paper *paper, int width);

#endif
