/* acts/retention.h - how long is kept what is no record of the organisation?
 *
 * One table of terms. What is past its term is thrown away without an entry, since the
 * ledger never held it; records of the organisation are never thrown away by themselves.
 *
 * Sources  [plan 3.15] retention.
 */
#ifndef ACTS_RETENTION_H
#define ACTS_RETENTION_H

#include "markup/words.h"
#include "store/job.h"

struct statement;

struct retention {
    const char *name; /* in the log */
    enum word what;
    int days; /* and then it goes */
    const struct statement *statement;
};

enum { RETENTION_COUNT = 5 };
extern const struct retention retention_all[RETENTION_COUNT];

/* act_tidy: throws away what is past its term, of the job's organisation, in a transaction of
 * its own; ret_n says how much of each. For cron, and once a day for the server: nobody asks
 * it, so there is no right to it. */
ANSWER enum outcome act_tidy(struct job *job, int64_t ret_n[static RETENTION_COUNT]);

#endif
