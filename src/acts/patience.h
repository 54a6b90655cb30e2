/* acts/patience.h - how long does somebody wait who was wrong too often?
 *
 * Four times is free; the fifth waits 1 s, each next one twice as long, 15 minutes at most.
 *
 * Sources  [plan 3.10]. Internal to this room.
 */
#ifndef ACTS_PATIENCE_H
#define ACTS_PATIENCE_H

#include "store/job.h"

/* patience_until: after so many failures, the moment until which nothing is judged, as text;
 * empty: at once. */
struct str patience_until(struct job *job, int64_t failures);

/* patience_waits: does that moment still lie ahead? Then it notes sign.wait (arg: seconds) at
 * the field. */
bool patience_waits(struct job *job, struct str until, struct str field);

#endif
