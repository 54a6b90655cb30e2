/* acts/breached.h - does this password stand in a list of those that leaked?
 *
 * The list is the administrator's own: a file of lines HASH:COUNT, the SHA-1 of a password in
 * hexadecimal digits, in order, as Have I Been Pwned gives them. Nothing of it comes with the
 * program and nothing goes to anybody. It is opened once by each process and then searched by
 * halving: some forty small reads, whatever its size.
 *
 * Sources  [ASVS 6.2.12]; [choice: passwords that leaked].
 */
#ifndef ACTS_BREACHED_H
#define ACTS_BREACHED_H

#include "base/outcome.h"
#include "base/str.h"

/* breached_open: the list of this process from now on, in place of an earlier one. NOT_THERE
 * when it cannot be read (errno), REFUSED when it does not begin as such a list does. */
ANSWER enum outcome breached_open(const char *path);

/* breached_close: no list any more; also without one. */
void breached_close(void);

/* breached_has: DONE with *ret; without a list false. BROKEN when the disk does not answer or
 * a line is none of such a list. */
ANSWER enum outcome breached_has(struct str password, bool *ret);

#endif
