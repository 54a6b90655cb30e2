#include "cli/command.h"
int cli_ledger(struct cli *cli) { return cli_answer(cli, BROKEN); }
