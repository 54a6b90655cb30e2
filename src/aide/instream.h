/* aide/instream.h - the conversation with clamd: bytes in, one line out.
 *
 * Internal to this room, and for tests. clamd takes zINSTREAM, then pieces of which each has
 * its length in front, then a length of nought; it answers with one line, ended by a NUL.
 *
 * Sources  clamd(8), INSTREAM; [plan 3.7].
 */
#ifndef AIDE_INSTREAM_H
#define AIDE_INSTREAM_H

#include "aide/scanner.h"

/* What clamd calls a file that it did not look at whole, when it is set to say so. */
#define INSTREAM_LIMITS "Heuristics.Limits.Exceeded"

enum { INSTREAM_ANSWER_BYTES = 1024 };

/* instream_read: what a whole answer says, without its NUL: clean, found, or unscanned for
 * anything else, with the name of the finding or clamd's own words. These are printable
 * ASCII of at most SCAN_WORDS_BYTES. Pure. */
struct scan instream_read(struct arena *mem, struct str answer);

/* instream_scan: has clamd, at the Unix socket `path`, look at the first `size` bytes of a
 * file. instream_ping: does it answer? Clean when it does. All of it before until_ms. */
struct scan instream_scan(struct arena *mem, const char *path, int file, int64_t size,
                          int64_t until_ms);
struct scan instream_ping(struct arena *mem, const char *path, int64_t until_ms);

#endif
