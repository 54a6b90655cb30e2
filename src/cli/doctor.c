#include "cli/command.h"
int cli_doctor(struct cli *cli) { return cli_answer(cli, BROKEN); }
