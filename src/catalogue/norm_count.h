/* catalogue/norm_count.h - does a catalogue hold what was counted in its source by hand?
 *
 * expect.txt has a line per count: words and then a number.
 *
 *     groups, controls, measures, moved, withdrawn, markers, numbers
 *     controls-with-measures, controls-without, assessable
 *     measures CODE, controls CODE     in the group of that code
 *     cbw-outside, cbw-outside-measures, cbw-outside-controls
 *     headings, top-groups
 *     PROP VALUE, PROP-controls VALUE  active measures, or controls, with that prop of ours
 *     STANDING PROP                    items whose prop is afgeleid, onzeker …
 *     profile NAME                     ids that it selects
 *
 * measures counts active ones; numbers every child of a control ever issued;
 * moved those with a link moved-to, withdrawn the other withdrawn ones that are
 * no marker; cbw-outside numbers, and -measures and -controls what is assessed.
 */
#ifndef CATALOGUE_NORM_COUNT_H
#define CATALOGUE_NORM_COUNT_H

#include "base/arena.h"
#include "base/outcome.h"
#include "catalogue/norm_read.h"
#include "model/mapping.h"

enum { COUNT_DIFFERENCES_MAX = 64 };

struct count_difference {
    struct str name;  /* as in expect.txt; the whole line when it is no count,   */
                      /* or the id of an item that moved to one that is no more  */
    int64_t expected; /* -1 when it is no count                                  */
    int64_t found;    /* -1 when nothing of that name is counted here            */
};

struct count_report {
    const struct count_difference *at;
    int n;
    int n_lines; /* counts that expect.txt holds */
};

/* norm_count: what differs between expect.txt and a norm that norm_read gave for
 * the same source; and items whose moved_to ends at an item that is withdrawn and
 * no marker (expected 1, found 0). Past COUNT_DIFFERENCES_MAX they are dropped.
 *
 * DONE whatever differs; BROKEN when the machine had no memory. */
ANSWER enum outcome norm_count(struct arena *mem, struct str expect, const struct norm *norm,
                               const struct norm_source *source, struct count_report *ret);

/* mapping_count: the same for mappings: the lines maps ID, ended ID, added ID and
 * complete ID count maps with a row, dropped and added items, and complete maps. */
void mapping_count(struct arena *mem, struct str expect, const struct mapping *mappings, int n,
                   struct count_report *ret);

#endif
