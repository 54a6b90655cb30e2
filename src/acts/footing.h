/* acts/footing.h - by which norm, and about what? What an act stands on that says or shows
 * something of an item. */
#ifndef ACTS_FOOTING_H
#define ACTS_FOOTING_H

#include "model/norm.h"
#include "store/job.h"

struct footing {
    const struct norm *norm; /* that of the organisation                     */
    int64_t object;          /* what it is about                             */
    int64_t organisation;    /* the object that is the organisation itself   */
};

/* footing_load: object is of the register, or 0: the organisation. NOT_THERE when there is
 * no such object, or the norm is not in this program. */
ANSWER enum outcome footing_load(struct job *job, int64_t object, struct footing *ret);

#endif
