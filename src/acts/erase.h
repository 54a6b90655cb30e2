/* acts/erase.h - a text is taken out of the ledger and the tables, and why.
 *
 * The text itself goes; that it was there, who wrote it when, who erased it and why
 * stays. [choice: erased] One that still stands is replaced in the same entry by
 * "gewist op 20 november 2026": what is assessed stays as it was, and its owner may
 * write something else there.
 */
#ifndef ACTS_ERASE_H
#define ACTS_ERASE_H

#include "ledger/erase.h"

/* act_text_look: the text that would go, for who is asked whether they are certain.
 * act_text_erase: takes it away; job->why must say why (REFUSED erase.why). Both want
 * MAY_ERASE, and are REFUSED or NOT_THERE as erase_find. */
ANSWER enum outcome act_text_look(struct job *job, const struct erase_which *which,
                                  struct erase *ret);
ANSWER enum outcome act_text_erase(struct job *job, const struct erase_which *which);

#endif
