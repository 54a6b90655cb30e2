/* http/clock.h - how long did it take? What o'clock it is, a job knows. */
#ifndef HTTP_CLOCK_H
#define HTTP_CLOCK_H

#include <stdint.h>

/* clock_ms: milliseconds since some moment, by a clock that never goes back. */
int64_t clock_ms(void);

#endif
