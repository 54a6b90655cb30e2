/* cli/chain.h - the ledger as a file: written, and checked without any data. */
#ifndef CLI_CHAIN_H
#define CLI_CHAIN_H

#include "cli/command.h"
#include "ledger/chain.h"
#include "ledger/verify.h"

/* cli_chain_known: takes --key, --head and --org out of the arguments; the first two as
 * often as one likes. REFUSED when one of them is no such thing. */
ANSWER enum outcome cli_chain_known(struct cli *cli, struct chain_known *ret);

/* cli_chain_export: ledger export. cli_chain_verify: ledger verify FILE; gives the exit
 * status. */
ANSWER enum outcome cli_chain_export(struct cli *cli);
int cli_chain_verify(struct cli *cli, struct str path, const struct chain_known *known);

/* cli_chain_seen: do the heads that were given lie on the chain of the open data, which is
 * sound as far as *result goes? Not: *result says so, as of every other fault. */
ANSWER enum outcome cli_chain_seen(struct cli *cli, const struct chain_known *known,
                                   struct verify_result *result);

#endif
