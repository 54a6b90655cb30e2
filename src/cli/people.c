#include "cli/command.h"
int cli_user(struct cli *cli) { return cli_answer(cli, BROKEN); }
