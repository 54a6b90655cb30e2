/* store/lock.h - one at a time among processes: byte ranges of one lock file.
 *
 * A lock is an open-file-description lock on one byte of FILE-lock beside the
 * data. Each process opens the file itself, after fork: a descriptor that was
 * inherited shares the lock and excludes nobody. A lock goes with its process.
 * Sources  [choice: sqlite-lock] docs/choices.md
 */
#ifndef STORE_LOCK_H
#define STORE_LOCK_H

#include "base/str.h"

enum lock_place {
    LOCK_FOR_WRITE,
    LOCK_FOR_SLOW_1, /* the two slots for argon2 */
    LOCK_FOR_SLOW_2
};

enum { LOCK_WAIT_MS = 5000 };

/* lock_open: the lock file of a data file, made when it is not there; -1 (and
 * errno) when that cannot be. Close it with close(2). */
int lock_open(const char *data);

/* lock_take: true when it is ours; tries with growing pauses for wait_ms. */
bool lock_take(int lock, enum lock_place place, int wait_ms);

/* lock_give: lets the next one have it. */
void lock_give(int lock, enum lock_place place);

#endif
