/* cage/landlock.h - which files does this process keep, and may it reach the network?
 *
 * Internal to this room. By the system calls themselves, with the numbers of the kernel's
 * own headers: those of Debian 12 know version 2, and a newer kernel can do more.
 */
#ifndef CAGE_LANDLOCK_H
#define CAGE_LANDLOCK_H

#include "cage/cage.h"

/* landlock_version: that of the kernel; 0 when it has none or it is switched off. */
int landlock_version(void);

/* landlock_hold: only the files of the cage from now on, as far as this version goes.
 * False when the kernel refuses. A path that is not there is skipped. */
bool landlock_hold(const struct cage *cage, int version);

#endif
