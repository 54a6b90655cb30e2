/* test/fault/own.h - files that a process keeps to itself: after a fork each has its own.
 *
 * A file system for SQLite whose files are read from the real one when they are first opened and
 * live in memory from then on, with the log beside them. The machine copies them for a child as
 * it copies all memory: page by page, when it is written.
 */
#ifndef TEST_FAULT_OWN_H
#define TEST_FAULT_OWN_H

#include <stdint.h>

/* own_stand: from now on every connection of this process goes through it, and nobody else has
 * the write lock. own_writes: how often this process wrote or cut off a file since
 * own_mark. */
void own_stand(void);
void own_mark(void);
int64_t own_writes(void);

#endif
