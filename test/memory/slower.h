/* test/memory/slower.h - how many times longer may things take than a test says?
 *
 * valgrind takes tens of times as long, and what it looks at is not how fast something is:
 * run sets WAARBORG_SLOWER. Elsewhere 1.
 */
#ifndef TEST_MEMORY_SLOWER_H
#define TEST_MEMORY_SLOWER_H

#include <stdlib.h>

static inline long slower(void)
{
    const char *times = getenv("WAARBORG_SLOWER");
    long n = times == NULL ? 1 : strtol(times, NULL, 10);

    return n > 1 ? n : 1;
}

#endif
