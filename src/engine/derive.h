/* engine/derive.h - what does a norm come to that nobody assessed, from the facts of another?
 *
 * Each item of the norm that is looked at follows from the items that a bridge lays on
 * it. Sources that are n.v.t. are skipped; the first of these rules that has a row left
 * decides:
 *
 *     equal                       the weakest of them
 *     superset                    the best of them
 *     subset, complete            the weakest of them
 *     subset                      all niet: niet; all onbekend: onbekend; else deels
 *     intersects                  no status: so many of so many voldoen
 *
 * When none is left, all sources being n.v.t., the item is n.v.t. too; but not when
 * they only intersect. Nothing laid on it: niet gedekt, which is neither nought nor met.
 * A source that nobody can assess (withdrawn, a heading) is no source, and what was
 * complete with it is not complete.
 *
 * An item with a verdict of its own keeps that. A control with measures [R6]:
 *
 *   - all measures that are asked have a verdict of their own: what it comes to itself;
 *   - else, when rows lie on it and no measure has a verdict of its own: by those rows;
 *   - else the weakest of its measures, own or derived, with those that have no verdict
 *     counted beside it. It is at most deels, because the conclusion that the measures
 *     suffice was drawn of another norm.
 *
 * Sources  [R9]; [R6]; [choice: derived control], [choice: parts that are nothing],
 *          [choice: n.v.t. by intersecting].
 */
#ifndef ENGINE_DERIVE_H
#define ENGINE_DERIVE_H

#include "engine/bridge.h"
#include "engine/status.h"

enum derived_kind {
    DERIVED_NONE,      /* nothing is asked here: withdrawn, a heading        */
    DERIVED_OWN,       /* has a verdict of its own, and keeps it             */
    DERIVED_JUDGED,    /* a status that follows from its sources             */
    DERIVED_COUNTED,   /* its sources only intersect: no status              */
    DERIVED_UNCOVERED, /* niet gedekt: nothing lies on it                    */
    DERIVED_KIND_COUNT
};
extern const struct choices derived_kind_choices; /* eigen, afgeleid, geteld, niet_gedekt */

struct derived {
    enum derived_kind kind;
    enum status status;    /* of what is own or judged; else onbekend, and means nothing */
    enum relation rule;    /* the relation that decided; none when own, by its measures, or
                              when every source is n.v.t.                     */
    bool complete;         /* decided by subsets that are the whole           */
    bool from_measures;    /* a control by its measures                       */
    bool tested;           /* voldoet, and all that decided is getoetst       */
    bool own_word;         /* has a status, and what decided rests on eigen opgave somewhere */
    int met;               /* of what decided, or of the measures: how many voldoen */
    int of;                /* of how many that apply                          */
    int first;             /* its rows in the bridge                          */
    int n;
};

struct derive_input {
    const struct bridge *bridge;
    const struct item_state *facts; /* of the items of bridge->from, by status_judge */
    const struct item_state *own;   /* of the items of bridge->to; NULL: none has any */
};

/* derive_judge: one for each item of the norm looked at, in its order. Better facts
 * never make one worse. Cannot fail. O(items + rows). */
struct derived *derive_judge(struct arena *mem, const struct derive_input *input);

/* derive_own: was anything said of it that a derived status gives way to: a verdict, or
 * n.v.t. that is adopted? An owner or a note alone is none. */
bool derive_own(const struct item_state *own);

/* Over assessed items only, as struct count: no measure counts twice. */
struct derived_count {
    int n;                        /* covered + uncovered                        */
    int covered;                  /* own + judged + counted                     */
    int own;
    int judged;
    int counted;
    int uncovered;
    int by_status[STATUS_COUNT];  /* of own + judged                            */
    int tested;
    int own_word;
};

/* derive_count: over the items for which keep is true (NULL: all); keep has one
 * place for each item of the norm. */
struct derived_count derive_count(const struct norm *norm, const struct derived *derived,
                                  const bool *keep);

#endif
