/* http/clock.h - how long did it take? What o'clock it is, a job knows. */
#ifndef HTTP_CLOCK_H
#define HTTP_CLOCK_H

#include <stdint.h>

/* clock_ms: milliseconds since some moment, by a clock that never goes back. */
int64_t clock_ms(void);

/* clock_lead_ms: how far what o'clock it is lies ahead of the time since the machine began, which
 * counts sleep too. It changes by as much as the clock is set, and not by a quiet week. */
int64_t clock_lead_ms(void);

#endif
