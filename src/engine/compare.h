/* engine/compare.h - what differs between two versions of a Statement of Applicability?
 *
 * Lines are laid beside each other by item; what is said in a line is compared
 * member by member, so that a reader sees that only the reason was rewritten,
 * or that an item left the norm.
 *
 * Sources  [ISO27001 6.1.3 d]; [processes 7] a version replaces the one before.
 */
#ifndef ENGINE_COMPARE_H
#define ENGINE_COMPARE_H

#include "base/arena.h"
#include "model/soa.h"

/* The lines of one version. */
struct compare_side {
    const struct applicability *lines;
    const int *items; /* the item of each, in the same norm; strictly ascending */
    size_t n;
};

enum compare_kind { COMPARE_CHANGED, COMPARE_ADDED, COMPARE_REMOVED, COMPARE_KIND_COUNT };
extern const struct choices compare_kind_choices; /* gewijzigd, nieuw, vervallen; all from 0 */

struct compare_row {
    int item;
    enum compare_kind kind;
    int before;       /* index of its line in before, or -1 when added   */
    int after;        /* index of its line in after, or -1 when removed  */
    unsigned changed; /* bit 1 << n: member n of applicability_noun differs; of an
                         added or removed line those that are not absent */
};

/* compare_lines: a row for each item whose lines differ, ascending by item;
 * *ret_n of them. Scope and item are no members that can differ; neither are
 * the row's own number and version. Lines with nothing said in them count as
 * lines. Cannot fail. O(before + after). */
struct compare_row *compare_lines(struct arena *mem, const struct compare_side *before,
                                  const struct compare_side *after, int *ret_n);

/* compare_bit: the bit of a member by its name: compare_bit(S("decision")). */
unsigned compare_bit(struct str member);

#endif
