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

/* passing_trim: before a row is added to a table of what was begun and may never be ended: the
 * three statements of that table. `old` ($1 moment) takes what was made before `oldest`, found by
 * its index. `spare` ($1 keep) takes what is nobody's but the newest `keep`; it reads them all, so
 * it runs when `last` (gives moment) is of another ten seconds than now. In the transaction that
 * is open. */
struct statement;
ANSWER enum outcome passing_trim(struct job *job, const struct statement *last,
                                 const struct statement *old, struct moment oldest,
                                 const struct statement *spare, int64_t keep);

/* passing_moment: as text, in the job's memory. */
struct str passing_moment(struct job *job, struct moment moment);

#endif
