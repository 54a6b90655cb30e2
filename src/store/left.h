/* store/left.h - what a process that was killed left on the disk.
 *
 * While a back-up, a restore or a trial is made, the data lie whole and plain in files that bear
 * the number of the process that makes them: PATH.copy-N, PATH.proof-N, PATH.fresh-N and
 * PATH.part-N, with what SQLite lays beside them. Who ends takes them away; who is killed cannot.
 */
#ifndef STORE_LEFT_H
#define STORE_LEFT_H

#include "base/arena.h"

/* left_is: was a file of this name, which begins with `begin`, left by a process that is gone?
 * One with the number of the caller was, too: it has made none yet. */
bool left_is(const char *name, struct str begin);

/* left_clear: removes what was left of PATH. left_find: how many there are, and the name of one;
 * both see nothing in a folder that cannot be read. */
void left_clear(struct arena *mem, struct str path);
int left_find(struct arena *mem, struct str path, struct str *ret_name);

#endif
