/* acts/link.h - how does somebody who has no password, or lost it, get one that only they know?
 *
 * An administrator makes a link and hands it over; who opens it sets a password there. Its
 * secret of 256 bits is shown once and kept as SHA-256. It counts once and for LINK_HOURS, ends
 * when the password of the account changes in another way, and a new one ends the old. It is
 * no way in by itself: after it one signs in, and who has an app gives a code of it here too.
 * Sessions, sign-ins that are half-way and tokens of the account end with it.
 *
 * Sources  [ASVS 6.4.3] resetting without passing the second factor, [ASVS 6.4.6].
 */
#ifndef ACTS_LINK_H
#define ACTS_LINK_H

#include "store/job.h"

enum { LINK_HOURS = 24 };

/* act_link_look: does it count, and must a code of an app come with it? NOT_THERE: unknown,
 * used or over. It says nothing of whose it is. */
ANSWER enum outcome act_link_look(struct job *job, struct str secret, bool *ret_code);

/* act_link_use: sets the password. NOT_THERE as above. REFUSED at password (password_fits,
 * password.same) or at code. The job stays whose it was. */
ANSWER enum outcome act_link_use(struct job *job, struct str secret, struct str password,
                                 struct str code);

/* link_make: within an open writing transaction. link_end: also when there is none. */
ANSWER enum outcome link_make(struct job *job, int64_t account, struct str *ret_secret);
ANSWER enum outcome link_end(struct job *job, int64_t account);

#endif
