/* base/day.h - days of the calendar and moments in time; no clock.
 *
 * Units    a struct day counts days in the proleptic Gregorian calendar: 1 is
 *          0001-01-01, 0 is no day. A struct moment counts milliseconds since
 *          1970-01-01T00:00:00Z; 0 is no moment.
 * Sources  [RFC3339] the text forms; the hours of Amsterdam follow the summer
 *          time of the European Union, last Sunday of March and October, 01:00Z.
 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include "base/arena.h"
#include "base/str.h"

struct day {
    int32_t n;
};

struct moment {
    int64_t ms;
};

enum { DAY_TEXT_BYTES = 11, MOMENT_TEXT_BYTES = 25 };

/* day_of_parts: a day of the calendar, years 1 to 9999; no day when there is none. */
struct day day_of_parts(int year, int month, int dayofmonth);

/* day_parts: the year, month and day of a day that is one. */
void day_parts(struct day day, int *ret_year, int *ret_month, int *ret_day);

/* day_of_text: reads YYYY-MM-DD and nothing else. False leaves *ret as it was. */
bool day_of_text(struct str text, struct day *ret);

/* day_text: writes YYYY-MM-DD and a nul; the empty text for no day. */
struct str day_text(struct day day, char text[static DAY_TEXT_BYTES]);

/* day_add_months: the same day n months on, or the last day of a shorter month
 * (31 January and one month is 28 February). No day stays no day. */
struct day day_add_months(struct day day, int n);

/* day_weekday: 0 is Monday. */
int day_weekday(struct day day);

static inline bool day_is(struct day day) { return day.n > 0; }

/* moment_of_text: reads YYYY-MM-DDThh:mm:ss.mmmZ and nothing else. */
bool moment_of_text(struct str text, struct moment *ret);

/* moment_text: writes YYYY-MM-DDThh:mm:ss.mmmZ and a nul. */
struct str moment_text(struct moment moment, char text[static MOMENT_TEXT_BYTES]);

/* moment_amsterdam: the day and the minute of it on a clock in Amsterdam. */
struct day moment_amsterdam(struct moment moment, int *ret_minute);

/* day_begins: the moment at which a day begins in Amsterdam. */
struct moment day_begins(struct day day);

#endif
