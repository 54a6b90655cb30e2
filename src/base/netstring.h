/* base/netstring.h - texts one after another, that no text can break: `length:bytes,`.
 *
 * Sources  D. J. Bernstein, Netstrings, 1997.
 */
#ifndef BASE_NETSTRING_H
#define BASE_NETSTRING_H

#include "base/buf.h"

/* netstring_put: one more at the end. */
void netstring_put(struct buf *out, struct str text);

/* netstring_get: takes the first off *from; *ret points into it. False, and both as they
 * were, when no whole one stands there. */
bool netstring_get(struct str *from, struct str *ret);

#endif
