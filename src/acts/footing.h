/* acts/footing.h - by which norm, and about what? What an act stands on that says or shows
 * something of an item. */
#ifndef ACTS_FOOTING_H
#define ACTS_FOOTING_H

#include "ledger/leave.h"
#include "model/norm.h"

struct footing {
    const struct norm *norm; /* that of the organisation                     */
    int64_t object;          /* what it is about                             */
    int64_t organisation;    /* the object that is the organisation itself   */
};

/* footing_load: object is of the register, or 0: the organisation. NOT_THERE when there is
 * no such object, or the norm is not in this program. */
ANSWER enum outcome footing_load(struct job *job, int64_t object, struct footing *ret);

/* footing_said: the assessment of an item there, by id; 0 when nothing was said of it. */
ANSWER enum outcome footing_said(struct job *job, const struct footing *ground, struct str item,
                                 int64_t *ret_id);

/* footing_ask: leave for what is said of an item there. Whose it is says its assessment (id, as
 * footing_said gives it), and while there is none its object. */
ANSWER enum outcome footing_ask(struct job *job, enum right right, const struct footing *ground,
                                int64_t id, const struct leave **ret);

#endif
