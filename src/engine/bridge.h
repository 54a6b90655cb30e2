/* engine/bridge.h - what has one norm to do with another, over whatever mappings lie between?
 *
 * The facts are held by one norm; another is looked at. Mappings are read both ways.
 * The way is the one over the fewest mappings; when several are as short, all of them
 * are gone and their rows are one answer. Two rows after one another become one:
 *
 *     equal, then x            x          superset, then superset   superset
 *     x, then equal            x          subset, then subset       subset
 *     anything else            intersects
 *
 * Complete stays complete only when nothing of it was lost on the way: each item in
 * between that the whole consists of must itself be equal to something there, or be
 * complete there. Rows that say something of the same two items become one:
 *
 *   - the strongest stands: equal, superset, subset, intersects. A superset stands
 *     above a subset; both together are not made into an equal, which no table said;
 *   - subsets that were complete and lose one to a superset are not complete any more;
 *   - of two that say the same the complete one stands, then the one that is surest,
 *     then the first.
 *
 * The order of mappings and of their rows decides nothing but that last choice.
 *
 * Sources  [R9] derived items; [choice: shortest way], [choice: superset and subset].
 */
#ifndef ENGINE_BRIDGE_H
#define ENGINE_BRIDGE_H

#include "base/arena.h"
#include "model/mapping.h"

struct bridge_row {
    int source;             /* item of from: holds the facts                */
    int target;             /* item of to                                   */
    enum relation is;       /* read from source to target                   */
    bool complete;          /* with the other complete rows of its target (subset), or of
                               its source (superset), the whole             */
    enum standing standing; /* the least sure of what it came through       */
};

/* One mapping's row on the way, by its place in what bridge_of was given. */
struct bridge_step {
    int mapping;
    int row;
};

struct bridge {
    const struct norm *from;
    const struct norm *to;
    int length;                      /* mappings that each row came through, or -1:
                                        there is no way                     */
    const struct bridge_row *rows;   /* by target, then source; each pair once */
    int n_rows;
    const struct bridge_step *steps; /* length of them for each row, in the order gone */
};

/* bridge_of: from the norm that holds the facts to another. Norms are the same when
 * they are one struct. A norm is its own: each item equal to itself, by no mapping.
 * The mappings are sound (mapping_sound). Cannot fail.
 * O(mappings + norms and items on the way + pairs of rows that meet). */
struct bridge bridge_of(struct arena *mem, const struct mapping *const *mappings, int n_mappings,
                        const struct norm *from, const struct norm *to);

/* bridge_moves: the withdrawn items of a norm that moved, each equal to where it went
 * [R10]; an item whose way goes round or ends at a withdrawn one is not among them. */
struct bridge bridge_moves(struct arena *mem, const struct norm *norm);

/* bridge_at: the first row of a target, and how many it has in *ret_n. O(log rows). */
int bridge_at(const struct bridge *bridge, int target, int *ret_n);

/* bridge_asks: can anybody give this item a verdict, itself or by its measures? Not when
 * it is withdrawn or a heading. */
bool bridge_asks(const struct item *item);

/* bridge_compose: what two relations after one another come to. */
enum relation bridge_compose(enum relation first, enum relation second);

#endif
