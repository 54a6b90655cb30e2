/* acts/evidence_old.h - of which evidence may the file go?
 *
 * Of a piece that does not count any more, since it was replaced or has expired wherever it is
 * used, for as long as the organisation keeps such a file (acts/retention.h). Nothing goes by
 * itself: two persons erase it (acts/erase.h). A file that another piece still needs stays.
 *
 * Sources  [processes 9] deletion only after retention; [product: nothing is lost unseen].
 */
#ifndef ACTS_EVIDENCE_OLD_H
#define ACTS_EVIDENCE_OLD_H

#include "acts/evidence.h"
#include "acts/retention.h"

struct evidence_old {
    const struct evidence_line *line;
    struct day ended;   /* the last day that it counted                      */
    struct day since;   /* from this day on the file may go                  */
    int months;         /* the term                                          */
    bool asked;         /* somebody asked for it, and nobody decided yet     */
};

/* evidence_old: which of these lines, in their order; as they stand today, so none of a past
 * day. In the job's reading transaction. */
ANSWER enum outcome evidence_old(struct job *job, const struct evidence_line *lines, size_t n,
                                 struct evidence_old **ret, size_t *ret_n);

/* act_evidence_old: the same of all that one may see. */
ANSWER enum outcome act_evidence_old(struct job *job, struct evidence_old **ret, size_t *ret_n);

/* evidence_old_of: what is said of a piece; NULL: it may not go. */
const struct evidence_old *evidence_old_of(const struct evidence_old *all, size_t n, int64_t id);

#endif
