/* test/aide/clamd.h - a clamd that answers as it is told to by the bytes that it gets.
 *
 * Bytes that begin with one of these words get, instead of `stream: OK`:
 *     EICAR   a finding            LIMIT   too large, in time and while bytes still come
 *     PART    a finding that says it looked at a part
 *     CUT     no answer, and the line is cut        SLOW    no answer for a minute
 *     ODD     a finding with odd characters         LONG    an answer without an end
 *     EARLY   `stream: OK` before all was sent, and the line is cut
 */
#ifndef TEST_AIDE_CLAMD_H
#define TEST_AIDE_CLAMD_H

#include <stddef.h>

/* clamd_start: at a socket in a folder of its own; gives its path. clamd_stop: ends it. */
const char *clamd_start(void);
void clamd_stop(void);

/* clamd_took: how many bytes the last stream had, and their sum. */
size_t clamd_took(unsigned *ret_sum);

#endif
