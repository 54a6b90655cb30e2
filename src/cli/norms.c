#include "cli/command.h"
int cli_norm(struct cli *cli) { return cli_answer(cli, BROKEN); }
