/* Any text, as a day and as a moment: what is read writes itself back, and the calendar
 * holds together around it. */
#include "base/bug.h"
#include "base/day.h"

static void hold_day(struct str text, struct day day)
{
    char again[DAY_TEXT_BYTES];
    int year, month, dayofmonth;

    MUST(day_is(day) && str_eq(day_text(day, again), text));
    day_parts(day, &year, &month, &dayofmonth);
    MUST(day_of_parts(year, month, dayofmonth).n == day.n);
    MUST(day_weekday(day) >= 0 && day_weekday(day) < 7);
    if (year < 9999)
        MUST(day_add_months(day, 12).n - day.n <= 366);
    if (year > 1 && year < 9999) {
        int minute;

        MUST(moment_amsterdam(day_begins(day), &minute).n == day.n && minute == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str text = {(const char *)data, n};
    char again[MOMENT_TEXT_BYTES];
    struct moment moment;
    struct day day;

    if (day_of_text(text, &day))
        hold_day(text, day);
    if (moment_of_text(text, &moment))
        MUST(str_eq(moment_text(moment, again), text));
    return 0;
}
