/* acts/retention.h - how long is it kept, and who says so?
 *
 * One table of terms. An organisation may choose some of them itself, within bounds, with a
 * reason, in an entry of its ledger (act_organisation_set); what it did not choose is as the
 * table has it. What is no record of the organisation is thrown away past its term without an
 * entry, since the ledger never held it; records of the organisation are never thrown away by
 * themselves: past its term the file of a piece of evidence may go (acts/evidence_old.h).
 *
 * Sources  [plan 3.15] retention; [choice: terms].
 */
#ifndef ACTS_RETENTION_H
#define ACTS_RETENTION_H

#include "markup/words.h"
#include "model/person.h"
#include "store/job.h"

struct statement;

struct retention {
    const char *name;                  /* in the log, and at the keyboard         */
    enum word what;
    int days;                          /* and then it goes; 0: it goes by months  */
    int months, least, most;           /* unless chosen; and what may be chosen   */
    const char *chosen;                /* in which member; NULL: nobody chooses   */
    const struct statement *statement; /* throws it away; NULL: nothing does      */
};

enum { RETENTION_COUNT = 6 };
extern const struct retention retention_all[RETENTION_COUNT];

/* What holds for an organisation: days or months, the other is 0. */
struct term {
    int days, months;
    bool own;                          /* it chose this                           */
};

/* retention_term: of one kind; org NULL: where nobody chose anything. */
struct term retention_term(const struct retention *it, const struct organisation *org);

/* retention_named: its index; -1 when there is no such kind, or none that can be chosen. */
int retention_named(struct str name);

/* retention_same: are the terms that two versions chose the same? */
bool retention_same(const struct organisation *a, const struct organisation *b);

/* act_tidy: throws away what is past its term, of the job's organisation, in a transaction of
 * its own; ret_n says how much of each. For cron, and once a day for the server: nobody asks
 * it, so there is no right to it. */
ANSWER enum outcome act_tidy(struct job *job, int64_t ret_n[static RETENTION_COUNT]);

#endif
