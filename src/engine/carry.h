/* engine/carry.h - what of an old norm can be carried over to a new one?
 *
 * A proposal for each item of the new norm and for each old item that ends; nothing is
 * moved here. Of the rows that lie on an item the strongest kind decides, and all rows
 * of that kind with it:
 *
 *     gelijk            equal: verdict and evidence, as hard as they were when what
 *                       supports them is at most twelve months old
 *     samengevoegd      subset, complete: the weakest verdict of them
 *     gesplitst         superset, complete: the verdict of the whole
 *     gewijzigd         intersects: the verdict, to be looked at again
 *     deels verplaatst  a part of it went elsewhere or came from elsewhere: carries
 *                       nothing, to be looked at again
 *     nieuw             nothing lies on it: carries nothing
 *     vervallen         an old item that goes nowhere: carries nothing
 *
 * All but gelijk becomes opgegeven until it is confirmed. What is carried is what was
 * said, not what it weighed. An item that has a verdict keeps it: only evidence is
 * added. Old items that are n.v.t. say nothing here. Only an item that is assessed
 * itself is given a verdict: one with measures gets it from those.
 *
 * The same serves a move within a norm: bridge_moves instead of a bridge over mappings.
 *
 * Sources  [R10]; [R1] hardness; [R3] age runs from the end of the period;
 *          [choice: part of a move].
 */
#ifndef ENGINE_CARRY_H
#define ENGINE_CARRY_H

#include "engine/bridge.h"
#include "engine/status.h"
#include "model/migrated.h"

struct carry_aspect {
    enum verdict said;      /* the verdict that is carried; empty: none      */
    enum hardness hardness; /* what it has in the new norm until confirmed   */
    bool confirm;           /* it is opgegeven here until it is confirmed     */
    int source;             /* the old item that said it, or ITEM_NONE       */
};

struct carried {
    enum carry_kind kind;
    bool stands;            /* has a verdict already: only evidence is added */
    bool carries;           /* some aspect is carried                        */
    bool confirm;           /* something of it is opgegeven until it is confirmed */
    bool again;             /* to be looked at again (herbeoordelen)         */
    bool excluded;          /* every old item was n.v.t.: the new one has to be decided anew */
    int source;             /* the one old item that decided, whose owner, dates and words can
                               go along; ITEM_NONE when there are several    */
    struct carry_aspect aspect[ASPECT_COUNT];
    int first;              /* its rows in the bridge                        */
    int n;
    const int *evidence;    /* indexes in the facts' evidence: what goes along */
    int n_evidence;
};

struct carry_ended {
    int item;               /* of the old norm                               */
    bool said;              /* something was said of it, or shown            */
};

struct carry {
    struct carried *items;  /* one for each item of the new norm             */
    struct carry_ended *ended; /* assessed old items that go nowhere, in their order */
    int n_ended;
};

struct carry_input {
    const struct bridge *bridge;
    const struct status_input *facts; /* of the old norm, and the day          */
    const struct item_state *new;     /* what status_judge says of the new norm; NULL:
                                         nothing was said of it yet            */
};

/* carry_kind_of: the kind of one row. */
enum carry_kind carry_kind_of(const struct bridge_row *row);

/* carry_judge: the whole proposal. facts are as for status_judge; what is said of a
 * withdrawn item counts in a move (a bridge from a norm to itself) and is passed over
 * otherwise. One piece of evidence may be named twice for an item, when two old items
 * use it: the uses are facts of their own. In a move nothing ends. Cannot fail.
 * O(items + rows + facts). */
struct carry carry_judge(struct arena *mem, const struct carry_input *input);

#endif
