/* cage/drop.h - from root to a user who may do less, with proof, or to a root who may do less.
 *
 * Before anything is opened: what is made from then on is this user's. Who stays root has
 * no right of root left but that of opening the files of others, as long as it needs those.
 *
 * Sources  capabilities(7).
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

/* drop_rights: gives up the capabilities of this process for ever, also those that a program
 * could get again; of root's rights it keeps CAP_DAC_OVERRIDE alone: not at all, aside for a
 * next call, or in use. Nothing to do for who has none. false when the kernel refuses. */
enum drop_keep { DROP_ALL, DROP_ALL_ASIDE, DROP_BUT_FILES };
bool drop_rights(enum drop_keep keep);

#endif
