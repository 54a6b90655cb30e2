/* cli/proof.h - what a check of the ledger says, for the commands that make one. */
#ifndef CLI_PROOF_H
#define CLI_PROOF_H

#include "cli/command.h"
#include "ledger/verify.h"

/* proof_line: the first difference in one line: what, table, row, column, by the
 * ledger and in the table. proof_say: the same on standard error. */
struct str proof_line(const struct cli *cli, const struct verify_result *result);
void proof_say(const struct cli *cli, const struct verify_result *result);

/* proof_hash_at: the hash of an entry, or empty when there is no such entry. In the
 * job's open transaction. */
ANSWER enum outcome proof_hash_at(struct job *job, int64_t seq, struct str *ret);

#endif
