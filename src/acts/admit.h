/* acts/admit.h - who may see a piece of evidence that is confidential?
 *
 * Who submitted it and who is admitted; to all others it is not there (ledger/leave.h). Who
 * may change the piece and sees it says who is admitted: a role alone, the CISO's too, opens
 * nothing.
 */
#ifndef ACTS_ADMIT_H
#define ACTS_ADMIT_H

#include "model/admitted.h"
#include "store/job.h"

/* act_evidence_mark: how openly it may be read. Who makes confidential what another
 * submitted is admitted to it in the same entry. */
ANSWER enum outcome act_evidence_mark(struct job *job, struct row seen, enum marking marking);

/* act_evidence_admit: admits a person, or no longer (ended). REFUSED, at person, when there
 * is no such person. NOT_THERE: no such piece, or none that one may see. */
ANSWER enum outcome act_evidence_admit(struct job *job, int64_t id, int64_t person, bool ended);

/* act_evidence_admitted: who is admitted besides the submitter. */
ANSWER enum outcome act_evidence_admitted(struct job *job, int64_t id, struct ref **ret,
                                          size_t *ret_n);

/* A piece that is shut: nobody who still has a role was let in. It stands here once for each who
 * asked to be let in, and once when nobody did. What is told of it is its number. */
struct shut {
    int64_t evidence;
    int64_t asked;   /* number of what was asked; 0: nobody did */
    struct ref by;   /* who asked                               */
    struct str name; /* theirs                                  */
    struct str why;  /* their ground                            */
};

/* [choice: opened by two] Two persons open what is shut: who looks after all measures asks for
 * themselves, with the ground in job->why, and somebody who decides agrees.
 *
 * act_evidence_shut: what is shut, by number; FORBIDDEN for who may neither ask nor agree.
 * act_evidence_reopen_ask: REFUSED, at reden, without a ground; at evidence when that is not
 * shut or when they asked it before.
 * act_evidence_reopen: lets in who asked this. REFUSED, at evidence, when that was not asked or
 * it is not shut any more; FORBIDDEN for who asked it themselves. */
ANSWER enum outcome act_evidence_shut(struct job *job, struct shut **ret, size_t *ret_n);
ANSWER enum outcome act_evidence_reopen_ask(struct job *job, int64_t evidence);
ANSWER enum outcome act_evidence_reopen(struct job *job, int64_t asked);

#endif
