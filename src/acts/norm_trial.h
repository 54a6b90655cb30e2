/* acts/norm_trial.h - does a file that was sent keep its rules, and is it not too much?
 * Internal to this room.
 *
 * Read once in memory of its own, with a ceiling: a file of 16 MiB may come to ten times
 * that. What is more than one may have is told as such, and takes nothing else down.
 */
#ifndef ACTS_NORM_TRIAL_H
#define ACTS_NORM_TRIAL_H

#include "acts/norms_local.h"
#include "catalogue/norm_check.h"

struct norm_trial {
    const struct check_fault *faults; /* those of OSCAL first; none: it is sound       */
    int n_faults;
    int foreign;                      /* props that are not ours, of a document        */
    bool heavy;                       /* more than one may have; nothing else is known */
};

/* norm_trial: reads it; row as for norms_add. BROKEN when the machine had no memory. */
ANSWER enum outcome norm_trial(struct job *job, const struct local_norm *row, struct str bytes,
                               struct norm_trial *ret);

#endif
