/* ledger/signer.h - is every signed head one of this chain, by the key that stood then?
 *
 * Who rewrites the ledger with the data file alone can make every hash fit, but no signature:
 * a head that was signed before then lies beside the chain, or is not what its key signed. A key
 * stands from the entry that made it to the entry that made the next.
 */
#ifndef LEDGER_SIGNER_H
#define LEDGER_SIGNER_H

#include "ledger/bytes.h"
#include "ledger/check.h"

struct signers;

struct signers *signers_new(struct arena *mem);

/* signers_take: one part of entry seq, which may make a key; in the order of the chain. */
void signers_take(struct signers *it, int64_t seq, const struct bytes_part *part);

/* signers_check: of every signed head, once the chain was found whole. */
bool signers_check(struct check *check, const struct signers *it, struct str uuid);

#endif
