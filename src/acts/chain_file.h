/* acts/chain_file.h - how does who checks the ledger elsewhere get it from a page?
 *
 * The ledger as one file, signed as it stands first, so that nothing in it is not; where that
 * cannot be, it is made all the same. Texts stay behind: the command brings them when asked.
 *
 * Units    at most CHAIN_FILE_BYTES; a larger one goes by the command.
 * Sources  [plan 3.16]; ledger/chain.h has the lines.
 */
#ifndef ACTS_CHAIN_FILE_H
#define ACTS_CHAIN_FILE_H

#include "store/job.h"

enum { CHAIN_FILE_BYTES = 64 * 1024 * 1024 };

struct chain_file {
    struct str bytes;
    int64_t seq; /* of the last entry in it */
};

/* act_chain_file: for who may read the ledger. REFUSED (ledger.too_large) when it is larger
 * than a page gives. Leaves a reading transaction open. */
ANSWER enum outcome act_chain_file(struct job *job, struct chain_file *ret);

#endif
