/* ledger/clock.h - does the clock stand where an entry can be written?
 *
 * An entry takes the later of now and the last entry's time. A clock that was set back a
 * little goes on so. One that was set back by more than five minutes stops writing, until the
 * entry `clock.confirmed` says that it is right: its part names the entry before, that one's
 * time and the clock's. It counts while the last time is the same and the clock does not go
 * back again.
 *
 * Sources  [plan 3.17].
 */
#ifndef LEDGER_CLOCK_H
#define LEDGER_CLOCK_H

#include "store/job.h"

#define CLOCK_ACT "clock.confirmed"

enum clock { CLOCK_FINE, CLOCK_BACK };

enum { CLOCK_BACK_MS = 5 * 60 * 1000 };

/* clock_judge: of the job's now, when the last entry has this time. In a transaction. BROKEN
 * when that is no time. */
ANSWER enum outcome clock_judge(struct job *job, struct str last, enum clock *ret);

#endif
