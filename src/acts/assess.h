/* acts/assess.h - say how it stands with an item, and who sees to it. */
#ifndef ACTS_ASSESS_H
#define ACTS_ASSESS_H

#include "acts/picture.h"
#include "records/record.h"

/* act_assess: lays what was given over the assessment of an item, of the organisation's norm
 * or of another, which then has a verdict of its own (made when
 * nothing was said before: seen is then {0, 0, 0}) and saves it. A verdict that
 * is given anew takes today and this person; so does one that was carried over when it is
 * confirmed, by its `_unconfirmed` given as no, which cannot be given as yes [R10]. A review
 * needs MAY_TEST and makes it getoetst; owner, executor, target and rhythm need MAY_ASSIGN;
 * the rest MAY_ASSESS. rhythm_months longer than the norm's is REFUSED [R3].
 * CLASHED: *ret is the assessment as it is now. On DONE *ret is as saved.
 * act_assess_of: of an object of the register; who owns it may say what nobody owns there.
 * NOT_THERE when there is no such object; 0 is the organisation. */
ANSWER enum outcome act_assess(struct job *job, struct str item, struct row seen,
                               const struct given *given, struct assessment *ret);
ANSWER enum outcome act_assess_of(struct job *job, int64_t object, struct str item,
                                  struct row seen, const struct given *given,
                                  struct assessment *ret);

/* One change of the list page: only what the person touched. */
struct assess_line {
    struct str item;
    struct row seen;
    struct given given;
};

/* act_assess_all: all or none, in one entry, of an object or of the organisation (0).
 * *ret_changed: how many items. On CLASHED *ret_item names the first that somebody else
 * changed. */
ANSWER enum outcome act_assess_all(struct job *job, int64_t object,
                                   const struct assess_line *lines, size_t n, int *ret_changed,
                                   struct str *ret_item);

/* act_assign: owner and target date for many items at once. person -1: leave as
 * it is, 0: nobody. target no day and keep_target: leave as it is. */
struct assign_plan {
    int64_t object;         /* of the register, or 0: the organisation */
    const int *items;       /* indexes in the norm */
    int n;
    bool set_owner;
    int64_t owner;
    bool set_target;
    struct day target;
};
ANSWER enum outcome act_assign(struct job *job, const struct assign_plan *plan, int *ret_changed);

/* act_assign_duties: for each duty the person who owns the items of it that have
 * no owner yet, of an object or of the organisation (0); persons[duty] 0 leaves them. An item with several duties goes to
 * the first that has a person, in the order of enum duty. */
ANSWER enum outcome act_assign_duties(struct job *job, int64_t object,
                                      const int64_t persons[static DUTY_COUNT], int *ret_changed);

#endif
