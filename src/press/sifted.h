/* press/sifted.h - a sheet, or why there is none, as bytes between two processes.
 *
 * A row of netstrings: `done`, and for each row its line, how many cells and the cells; or
 * `refused`, and for each fault its key and argument; or `broken`. Who reads believes none
 * of it: the process that wrote had a file from outside in its hands.
 */
#ifndef PRESS_SIFTED_H
#define PRESS_SIFTED_H

#include "base/fault.h"
#include "base/outcome.h"
#include "reports/sheet.h"

enum { SIFTED_BYTES_MAX = 32 * 1024 * 1024, SIFTED_ARG_BYTES = 1000 };

/* sifted_put: what reading came to. A sheet that would be more than SIFTED_BYTES_MAX is
 * refused as sheet.too_large. */
struct str sifted_put(struct arena *mem, enum outcome o, const struct sheet *sheet,
                      const struct faults *faults);

/* sifted_read: the way back; cells point into bytes. DONE; REFUSED with the faults; BROKEN
 * when that was said, or when it is no such thing: past a limit of reports/sheet.h, no
 * UTF-8, lines that do not rise, a message that no reader of sheets has. */
ANSWER enum outcome sifted_read(struct arena *mem, struct str bytes, const struct sheet **ret,
                                struct faults *faults);

#endif
