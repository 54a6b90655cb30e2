/* acts/passing.h - how is a row written that the ledger does not hold?
 *
 * Accounts, sessions and tokens are passing: each act on them is one short transaction of
 * its own, whatever its caller had open. Internal to this room.
 */
#ifndef ACTS_PASSING_H
#define ACTS_PASSING_H

#include "store/job.h"
#include "store/query.h"

/* passing_read, passing_write: a transaction of its own, with nothing else open. */
ANSWER enum outcome passing_read(struct job *job);
ANSWER enum outcome passing_write(struct job *job);

/* passing_write_one: runs the statement that is bound, and commits. */
ANSWER enum outcome passing_write_one(struct job *job, struct query *q);

/* passing_moment: as text, in the job's memory. */
struct str passing_moment(struct job *job, struct moment moment);

#endif
