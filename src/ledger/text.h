/* ledger/text.h - texts that can be erased: the ledger holds their digest only.
 *
 * Salt and text stand in ledger_text under the digest. When they are gone the
 * digest tells nothing, and the chain still holds.
 * Sources  [plan 3.15].
 */
#ifndef LEDGER_TEXT_H
#define LEDGER_TEXT_H

#include "model/noun.h"
#include "store/job.h"

/* text_add: keeps a text under a new salt; *ret_value is `~` and its digest. */
ANSWER enum outcome text_add(struct job *job, struct str text, struct str *ret_value);

/* text_last: the value under which the column of a row was last set by an entry
 * before a sequence, and that entry. BROKEN when none ever was: the text came there
 * by hand. */
ANSWER enum outcome text_last(struct job *job, const struct noun *noun, int64_t id,
                              const struct field *field, int64_t before, struct str *ret_value,
                              int64_t *ret_seq);

/* text_read: the text of a value `~` and a digest, in the arena; *ret_gone when
 * it was erased. */
ANSWER enum outcome text_read(struct job *job, struct str value, struct str *ret_text,
                              bool *ret_gone);

#endif
