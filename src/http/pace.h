/* http/pace.h - does somebody ask more than there is for each?
 *
 * A bucket for each person in a browser and one for each token: so many requests a minute,
 * and of costly ones a twentieth of that; and in a set of their own, one for each address, of
 * what is written for who is not signed in: whole organisations sit behind one. It is full at
 * first and fills evenly. The doors take from it, because only they know who asks: the porter
 * sees bytes that anybody can vary. The buckets lie in memory that all workers share; when
 * there is no room for one more, who has none is not bounded.
 *
 * Units    _ms are milliseconds, of a clock that never goes back.
 * Sources  [plan S14]; [choice: who counts].
 */
#ifndef HTTP_PACE_H
#define HTTP_PACE_H

#include "base/str.h"

enum { PACE_MINUTE = 600, PACE_COSTLY_PART = 20, PACE_PEOPLE = 16384, PACE_PLACE_MINUTE = 1500 };

struct pace;

/* pace_new: before the workers are forked; a_minute is at least PACE_COSTLY_PART. NULL:
 * there is no memory. */
struct pace *pace_new(int a_minute);

/* pace_free: for tests; a server's lives as long as it does. */
void pace_free(struct pace *pace);

/* pace_take: one request of who: 0 when it may be, and else in how many seconds one may.
 * A request that may not be takes nothing. pace NULL: there is no bound. */
int pace_take(struct pace *pace, struct str who, bool costly, int64_t now_ms);

#endif
