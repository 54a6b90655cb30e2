/* main/main.h - what the files of this room share. */
#ifndef MAIN_MAIN_H
#define MAIN_MAIN_H

#include "base/outcome.h"
#include "cli/command.h"

/* clock_now: the wall clock of this machine; the only place that reads it. */
struct moment clock_now(void);

/* serve: the command. */
int serve(struct cli *cli);

#endif
