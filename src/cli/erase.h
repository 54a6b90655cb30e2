/* cli/erase.h - the part of `waarborg ledger` that erases: one asks, another confirms.
 *
 * Whoever works at the keyboard of the installation is one person of the two.
 */
#ifndef CLI_ERASE_H
#define CLI_ERASE_H

#include "cli/command.h"

ANSWER enum outcome cli_erase_ask(struct cli *cli);
ANSWER enum outcome cli_erase_list(struct cli *cli);
ANSWER enum outcome cli_erase_do(struct cli *cli);
ANSWER enum outcome cli_erase_drop(struct cli *cli);

#endif
