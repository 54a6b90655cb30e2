/* engine/count.h - figures from states: counts with their n, never a score.
 *
 * Every figure that a page shows is a struct count over a set of items: how
 * many there are, how many apply, how many voldoet, of which getoetst, how many
 * rest on eigen opgave. Parts add up: the counts of the themes are the count of
 * the whole (a law that the tests hold).
 *
 * Sources  [R1] every figure shows voldoet, getoetst and eigen opgave; [R12].
 */
#ifndef ENGINE_COUNT_H
#define ENGINE_COUNT_H

#include "engine/slice.h"
#include "engine/status.h"
#include "model/profile.h"

struct count {
    int n;                        /* assessed items in the set                */
    int applicable;               /* of which apply                           */
    int by_status[STATUS_COUNT];
    int tested;                   /* voldoet and getoetst                     */
    int own_word;                 /* apply, and rest on eigen opgave somewhere */
    int expired;
    int no_event;
    int level[ASPECT_COUNT + 1];  /* apply: nothing, opzet, bestaan, werking   */
    int mandatory;                /* mandatory ones that apply                */
    int mandatory_filled;         /* of which every aspect has a verdict       */
    int due;                      /* apply: target date passed, not voldoet    */
    int expiring;                 /* expires on the day or within 60 days after it */
    int controls_short;           /* controls with measures that apply and do not voldoet:
                                     counted in nothing else, for meets_norm [R6, R12] */
};

/* count_filled: has every aspect a verdict? What mandatory_filled counts. */
bool count_filled(const struct item_state *state);

/* count_add: adds one item; of items that are not assessed themselves only
 * controls_short is counted. */
void count_add(struct count *count, const struct norm *norm, const struct item_state *states,
               const struct assessment *assessments, int item, struct day on);

/* count_of: over the items for which keep is true (NULL: all). keep has one
 * place for each item of the norm. */
struct count count_of(const struct norm *norm, const struct item_state *states,
                      const struct assessment *assessments, const bool *keep, struct day on);

struct gap_row {
    struct slice_row at;
    struct count count;
    int missing[ASPECT_COUNT]; /* apply, and this aspect does not weigh ja   */
};

/* gap_count: a row for each value of `by` that has assessed items, worst first:
 * as slice_worse has it, then in the norm's order. An item with two duties or two functions counts in both rows and one
 * without in none, so those rows do not add up to the whole. */
struct gap_row *gap_count(struct arena *mem, const struct norm *norm,
                          const struct item_state *states, const struct assessment *assessments,
                          enum gap_by by, struct day on, int *ret_n);

/* What gap_of counts. */
struct gap_input {
    const struct norm *norm;
    const struct item_state *states;
    const struct assessment *assessments;
    struct day on;
    const bool *keep;    /* a place for each item of the norm; NULL: all              */
    const int *group_of; /* for GAP_BY_GROUP: the group of each item, or -1: in none  */
    const struct profile *profile; /* whose groups those are; else NULL               */
};

/* gap_of: gap_count over a selection. By group without groups there are no rows. */
struct gap_row *gap_of(struct arena *mem, const struct gap_input *input, enum gap_by by,
                       int *ret_n);

/* [R12] What makes an organisation meet the norm besides its items. A day that
 * is no day: never done. */
struct pdca {
    struct day risk_review, internal_audit, management_review;
    bool findings_on_time;
};

/* meets_norm: something applies, every applicable item voldoet, the controls
 * with measures among them, and a PDCA round within twelve months before `on`.
 * whole is the count of all items of the norm. */
bool meets_norm(const struct count *whole, const struct pdca *pdca, struct day on);

#endif
