/* catalogue/uuid5.h - which uuid has what is made from something else?
 *
 * The same one every time: version 5, a name under our namespace, so that writing the same
 * again gives the same bytes [choice: oscal-namespace].
 *
 * Sources  [RFC9562 5.5].
 */
#ifndef CATALOGUE_UUID5_H
#define CATALOGUE_UUID5_H

#include "base/arena.h"
#include "base/str.h"

/* uuid5: the uuid of a name, whose parts are joined by |. */
struct str uuid5(struct arena *mem, struct str name);

/* uuid5_hash: the SHA-256 of bytes as 64 hex digits, to be part of such a name. */
struct str uuid5_hash(struct arena *mem, struct str bytes);

#endif
