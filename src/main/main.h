/* main/main.h - what the files of this room share. */
#ifndef MAIN_MAIN_H
#define MAIN_MAIN_H

#include "base/outcome.h"
#include "cli/command.h"

/* norms_embedded: reads the catalogues that are woven in, once; a second call
 * does nothing. REFUSED with one line when a catalogue is not sound: a fault in
 * the build, said as it is. */
ANSWER enum outcome norms_embedded(struct arena *mem, struct str *ret_why);

/* clock_now: the wall clock of this machine; the only place that reads it. */
struct moment clock_now(void);

/* serve: the command. */
int serve(struct cli *cli);

#endif
