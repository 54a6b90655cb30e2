/* acts/exchange.h - how does the organisation leave the program as OSCAL documents?
 *
 * One act for every door: statement, assessment plan and results, improvement plan, and the
 * profile that the statement starts from; see reports/exchange.h for what is in them. A
 * document is of what was known at job->known, judged on job->on, and its time is that of
 * the ledger's entry up to there: asked again, it has the same bytes.
 */
#ifndef ACTS_EXCHANGE_H
#define ACTS_EXCHANGE_H

#include "acts/picture.h"
#include "acts/reading.h"
#include "reports/exchange.h"
#include "store/job.h"

/* act_exchange: the document of a model.
 *
 *   number  version of the statement, for the SSP alone; 0 is the newest. An adopted one is
 *           written as it was adopted, whatever job->on was, and never changes again.
 *   names   of persons; else their roles
 *   ret_read  the confidential pieces of evidence that the document tells of, for reading.h, as
 *           what is sent; NULL: nobody asks
 *
 * FORBIDDEN for who may not read everybody's; NOT_THERE for a version that is not;
 * REFUSED (exchange.nothing) for an improvement plan without one thing to do. */
ANSWER enum outcome act_exchange(struct job *job, enum exchange_model model, int64_t number,
                                 bool names, struct str *ret_bytes,
                                 struct readings_of *ret_read);

/* act_exchange_todo: would an improvement plan have anything in it? For a page that leads
 * to it; picture is of the organisation's own norm. */
ANSWER enum outcome act_exchange_todo(struct job *job, const struct picture *picture, bool *ret);

#endif
