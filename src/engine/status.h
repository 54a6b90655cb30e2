/* engine/status.h - what an assessment is worth on a day: the status rules R1 to R7, R11.
 *
 * Facts go in as plain values, judgements come out; no clock, no database, no
 * words. The same functions serve today, a past date and a planned future.
 *
 * Order of the rules for one item: what counts as evidence [R2]; how hard each
 * verdict is and what it weighs [R1, R3]; the ladder over the three [R4]; the
 * item [R5]; n.v.t. [R7] and what is above the level [R8]; then controls from their
 * measures [R6]. An exception is no input: it cannot change a status [R11].
 *
 * Units    days (base/day.h); months of the calendar, end of month kept.
 * Sources  [R1]…[R7], [R11] docs/rules.md.
 */
#ifndef ENGINE_STATUS_H
#define ENGINE_STATUS_H

#include "base/arena.h"
#include "model/assessment.h"
#include "model/norm.h"
#include "model/soa.h"

/* How hard a verdict is, softest first. */
enum hardness { HARDNESS_NONE, HARDNESS_SAID, HARDNESS_SHOWN, HARDNESS_TESTED, HARDNESS_COUNT };

/* What an item comes to. The order is the order of R6's "weakest", after N.v.t. */
enum status {
    STATUS_NOT_APPLICABLE, STATUS_NOT, STATUS_UNKNOWN, STATUS_PARTLY, STATUS_MEETS, STATUS_COUNT
};

/* Bits: what can be said of an aspect besides its verdict. */
enum mark {
    MARK_EXPIRED = 1,      /* verlopen: named before any other label [R3]          */
    MARK_NO_EVENT = 2,     /* carried by "geen voorval" [R3]                       */
    MARK_OWN_WORD = 4,     /* rests on eigen opgave only; a ja weighs deels [R1]   */
    MARK_LADDER = 8,       /* lowered by a lower aspect [R4]                       */
    MARK_THIN = 16,        /* evidence for werking is there but too thin [R2]      */
    MARK_EXECUTOR = 32,    /* werking judged by its executor: kept as opgegeven    */
    MARK_CARRIED = 64      /* from another norm, and not confirmed: kept as opgegeven [R10] */
};

/* One piece of evidence as used at one item. */
struct evidence_fact {
    int64_t id;              /* of the piece; no rule asks for it            */
    int item;                /* index in the norm                            */
    bool covers[ASPECT_COUNT];
    struct day from;         /* begin of the period that it covers, or no day */
    struct day to;           /* end of it                                     */
    struct day until;        /* end date of its own, or no day                */
    struct day known_on;     /* submitted; evidence does not count before it  */
    struct maybe executions;
    bool is_sample;          /* says a sample size                            */
    bool sample_complete;    /* and population, way and deviations            */
    bool no_event;
    bool fit;                /* judged fit                                    */
    int64_t submitter;
    int64_t judge;           /* who judged whether it is fit; 0: nobody yet   */
};

struct status_input {
    const struct norm *norm;
    struct day on;                          /* peildatum: the day of judgement */
    struct day known;                       /* bekend op [R13]; no day: as on  */
    const struct assessment *assessments;   /* one an item, ascending by index */
    const int *assessment_items;            /* item index of each              */
    size_t n_assessments;
    const struct evidence_fact *evidence;   /* ascending by item               */
    size_t n_evidence;
    const struct applicability *lines;      /* one an item, adopted or not; any order */
    const int *line_items;
    size_t n_lines;
    int test_months;                        /* [R2] least period for werking; below 3 is 3 */
    int level;                              /* [R8] items above it do not apply; 0: all do */
};

struct aspect_state {
    enum verdict said;       /* what it says                                  */
    enum verdict weighs;     /* after R1, R3 and R4                            */
    enum hardness hardness;  /* of what is still valid, or was when MARK_EXPIRED */
    unsigned marks;
    struct day expires;      /* last day that its evidence counts, past when MARK_EXPIRED;
                                no day when nothing ever showed it             */
};

struct item_state {
    enum status status;
    struct aspect_state aspect[ASPECT_COUNT]; /* of a control judged by its measures: the
                                                 weakest of those that apply   */
    enum aspect reached;     /* highest aspect that weighs ja, all lower ones too */
    bool reaches;            /* false: not even opzet                          */
    bool not_applicable;     /* adopted n.v.t. [R7], or above the level [R8]   */
    bool tested;             /* voldoet, and every aspect is getoetst          */
    bool from_measures;      /* a control judged by its measures [R6]          */
    bool own_word;           /* something in it rests on eigen opgave          */
    bool carried;            /* some aspect came from another norm and waits for confirmation */
    bool expired;            /* some aspect is verlopen                        */
    bool no_event;           /* voldoet, werking carried by geen voorval       */
    struct day expires;      /* the earliest of its aspects, or no day         */
    int assessment;          /* index in the input, or -1                      */
    int line;                /* index of its line, or -1                       */
    int n_evidence;          /* pieces used at it                              */
    int n_fit;               /* of which judged fit                            */
    int n_unjudged;          /* of which nobody judged yet                     */
};

/* status_judge: one state for each item of the norm, in the norm's order. A
 * withdrawn item has STATUS_NOT_APPLICABLE and no assessment; what is said of
 * it is passed over. An item that is n.v.t. keeps its aspects, but reaches and
 * expires nothing. The measures of a control follow it at once.
 * Input that breaks these shapes is a bug in the caller. Cannot fail.
 * O(items + assessments + evidence + lines). */
struct item_state *status_judge(struct arena *mem, const struct status_input *input);

/* status_shelf_months: how long evidence of an item counts: the norm's fixed
 * rhythm, shortened (never lengthened) by own_months when that is set; 12 for
 * continu, periodiek, gebeurtenis and none; 36 at most for eenmalig [R3]. */
int status_shelf_months(const struct item *item, struct maybe own_months);

/* status_evidence_expires: the last day on which a piece counts at an item [R3]. */
struct day status_evidence_expires(const struct item *item, struct maybe own_months,
                                   const struct evidence_fact *evidence);

/* status_excludes: does this line take the item out of the norm for this scope?
 * Only n.v.t. on a ground that the item allows, adopted by a decision [R7]. */
bool status_excludes(const struct item *item, const struct applicability *line);

/* status_asks: [R8] is this item asked of an object of this level? Of level 0, which is
 * not known or not used, everything is. */
bool status_asks(const struct item *item, int level);

extern const struct choices hardness_choices; /* opgegeven, onderbouwd, getoetst */
extern const struct choices status_choices;   /* nvt, niet, onbekend, deels, voldoet; all from 0 */

#endif
