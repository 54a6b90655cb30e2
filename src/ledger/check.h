/* ledger/check.h - one run of verify: where it stands and the first thing it found.
 *
 * A step gives false when verify must stop: something was found, or the machine
 * failed. Its memory is its own, so that a ledger of years does not fill a job.
 */
#ifndef LEDGER_CHECK_H
#define LEDGER_CHECK_H

#include "ledger/digest.h"
#include "ledger/verify.h"

struct check {
    struct job *job;
    struct arena *mem;            /* until the run ends        */
    struct verify_result result;  /* its texts are in the job's */
    bool broke;                   /* the machine failed         */
};

/* Where something was found: all but key may be empty. */
struct check_place {
    struct str table;
    int64_t id;
    struct str column;
};

/* check_found: notes it and gives false. */
bool check_found(struct check *check, const char *key, struct check_place place,
                 struct str expected, struct str found);

/* check_end: ends a query; false when it failed. */
struct query;
bool check_end(struct check *check, struct query *q);

#endif
