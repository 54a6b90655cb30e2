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

#endif
