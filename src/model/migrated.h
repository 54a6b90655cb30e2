/* model/migrated.h - what was carried over from one norm to another, and what was decided on it.
 *
 * A row for each time that somebody did so, and a line for each item: where it came from,
 * by which kind of relation, on what basis. Lines never change; whether something was
 * confirmed since then is said by the assessment that they led to.
 *
 * Sources  [R10]; [processes 6] overzetting: source, target, relation, decision, evidence.
 */
#ifndef MODEL_MIGRATED_H
#define MODEL_MIGRATED_H

#include "model/noun.h"

/* By what relation something comes over; from strong to weak [R10]. */
enum carry_kind {
    CARRY_NONE,    /* nothing is asked here */
    CARRY_EQUAL, CARRY_MERGED, CARRY_SPLIT, CARRY_CHANGED, CARRY_PARTIAL, CARRY_ADDED,
    CARRY_ENDED, CARRY_KIND_COUNT
};
/* gelijk, samengevoegd, gesplitst, gewijzigd, deels_verplaatst, nieuw, vervallen */
extern const struct choices carry_kind_choices;

/* What somebody decided for an item. */
enum migration_decision {
    MIGRATION_NONE,
    MIGRATION_TAKE,        /* overnemen: all that R10 carries                          */
    MIGRATION_REASSESS,    /* herijken: owner, note and evidence, but no verdict       */
    MIGRATION_INTRODUCE,   /* nieuw invoeren: nothing                                  */
    MIGRATION_DROP,        /* vervallen: an old item that goes nowhere                 */
    MIGRATION_DECISION_COUNT
};
extern const struct choices migration_decision_choices; /* overnemen, herijken, … */

struct migrated {
    struct row row;
    struct str source;          /* key of the norm that it was said in               */
    struct str target;          /* key of the norm that it went to                   */
    bool moved;                 /* the organisation works by the target from then on */
    struct ref made_by;         /* none: at the keyboard of the installation         */
    struct day made_on;
    bool undone;
    struct ref undone_by;
    struct day undone_on;
};
extern const struct noun migrated_noun;

struct migrated_item {
    struct row row;
    struct ref migrated;
    struct ref object;
    struct str item;            /* id in the target; empty: vervallen                 */
    struct str sources;         /* ids in the old norm, with spaces between           */
    enum carry_kind kind;
    enum migration_decision decision;
    bool again;                 /* to be looked at again                              */
    bool excluded;              /* every old item was n.v.t.: to be decided anew      */
    struct str basis;           /* what the mappings rest on, as their words; "; "    */
    struct maybe pieces;        /* uses of evidence that were added                   */
};
extern const struct noun migrated_item_noun;

#endif
