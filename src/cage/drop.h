/* cage/drop.h - from root to a user who may do less, with proof.
 *
 * Before anything is opened: what is made from then on is this user's.
 */
#ifndef CAGE_DROP_H
#define CAGE_DROP_H

#include <stdbool.h>

#include "base/outcome.h"

/* drop_is_root: does this process have all rights? */
bool drop_is_root(void);

/* drop_to: becomes this user, with the groups that it has and no others, and tries to go
 * back. Nothing to do when that is who we are already. NOT_THERE when there is no such
 * user or it is root itself; FORBIDDEN when we are somebody else and may not; BROKEN when
 * the way back was open. */
ANSWER enum outcome drop_to(const char *user);

#endif
