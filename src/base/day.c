#include "base/day.h"

#include "base/bug.h"

enum { EPOCH_DAY = 719163, MS_PER_MINUTE = 60000 }; /* 1970-01-01 as a struct day */
#define MS_PER_DAY INT64_C(86400000)

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

static int days_before_year(int year)
{
    int past = year - 1;

    return past * 365 + past / 4 - past / 100 + past / 400;
}

struct day day_of_parts(int year, int month, int dayofmonth)
{
    int n;

    if (year < 1 || year > 9999 || month < 1 || month > 12 || dayofmonth < 1 ||
        dayofmonth > month_days(year, month))
        return (struct day){0};
    n = days_before_year(year) + dayofmonth;
    for (int m = 1; m < month; m++)
        n += month_days(year, m);
    return (struct day){n};
}

void day_parts(struct day day, int *ret_year, int *ret_month, int *ret_day)
{
    int year = day.n / 366 + 1;
    int month = 1;
    int left;

    MUST(day_is(day));
    while (days_before_year(year + 1) < day.n)
        year++;
    left = day.n - days_before_year(year);
    while (left > month_days(year, month))
        left -= month_days(year, month++);
    *ret_year = year;
    *ret_month = month;
    *ret_day = left;
}

/* Reads a fixed number of digits; -1 when something else stands there. */
static int digits(struct str text, size_t at, size_t n)
{
    int value = 0;

    if (at + n > text.len)
        return -1;
    for (size_t i = at; i < at + n; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return -1;
        value = value * 10 + (text.at[i] - '0');
    }
    return value;
}

static void put_digits(char *at, int n, int value)
{
    while (n > 0) {
        at[--n] = (char)('0' + value % 10);
        value /= 10;
    }
}

bool day_of_text(struct str text, struct day *ret)
{
    struct day day;

    if (text.len != 10 || text.at[4] != '-' || text.at[7] != '-')
        return false;
    day = day_of_parts(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
    if (!day_is(day))
        return false;
    *ret = day;
    return true;
}

struct str day_text(struct day day, char text[static DAY_TEXT_BYTES])
{
    int year;
    int month;
    int dayofmonth;

    text[0] = 0;
    if (!day_is(day))
        return (struct str){text, 0};
    day_parts(day, &year, &month, &dayofmonth);
    put_digits(text, 4, year);
    put_digits(text + 5, 2, month);
    put_digits(text + 8, 2, dayofmonth);
    text[4] = text[7] = '-';
    text[10] = 0;
    return (struct str){text, 10};
}

struct day day_add_months(struct day day, int n)
{
    int year;
    int month;
    int dayofmonth;
    int months;

    if (!day_is(day))
        return day;
    day_parts(day, &year, &month, &dayofmonth);
    months = year * 12 + month - 1 + n;
    year = months / 12;
    month = months % 12 + 1;
    if (year < 1 || year > 9999)
        return (struct day){0};
    if (dayofmonth > month_days(year, month))
        dayofmonth = month_days(year, month);
    return day_of_parts(year, month, dayofmonth);
}

int day_weekday(struct day day)
{
    return (day.n - 1) % 7; /* 0001-01-01 was a Monday */
}

bool moment_of_text(struct str text, struct moment *ret)
{
    struct day day;
    int hour = digits(text, 11, 2);
    int minute = digits(text, 14, 2);
    int second = digits(text, 17, 2);
    int ms = digits(text, 20, 3);

    if (text.len != 24 || !day_of_text(str_sub(text, 0, 10), &day))
        return false;
    if (text.at[10] != 'T' || text.at[13] != ':' || text.at[16] != ':' || text.at[19] != '.' ||
        text.at[23] != 'Z')
        return false;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || ms < 0)
        return false;
    ret->ms = (day.n - EPOCH_DAY) * MS_PER_DAY +
              ((int64_t)(hour * 60 + minute) * 60 + second) * 1000 + ms;
    return true;
}

/* The day of a moment on a clock that runs ahead_ms before UTC. */
static struct day split(struct moment moment, int64_t ahead_ms, int64_t *ret_rest)
{
    int64_t ms = moment.ms + ahead_ms;
    int64_t days = ms / MS_PER_DAY;

    if (ms % MS_PER_DAY < 0)
        days--;
    *ret_rest = ms - days * MS_PER_DAY;
    return (struct day){(int32_t)(days + EPOCH_DAY)};
}

struct str moment_text(struct moment moment, char text[static MOMENT_TEXT_BYTES])
{
    int64_t rest;
    struct day day = split(moment, 0, &rest);

    day_text(day, text);
    text[10] = 'T';
    put_digits(text + 11, 2, (int)(rest / 3600000));
    put_digits(text + 14, 2, (int)(rest / MS_PER_MINUTE % 60));
    put_digits(text + 17, 2, (int)(rest / 1000 % 60));
    put_digits(text + 20, 3, (int)(rest % 1000));
    text[13] = text[16] = ':';
    text[19] = '.';
    text[23] = 'Z';
    text[24] = 0;
    return (struct str){text, 24};
}

/* 01:00 UTC on the last Sunday of a month with 31 days. */
static int64_t last_sunday_ms(int year, int month)
{
    struct day last = day_of_parts(year, month, 31);
    int back = (day_weekday(last) + 1) % 7;

    return (last.n - back - EPOCH_DAY) * MS_PER_DAY + 3600000;
}

static int64_t ahead_ms(struct moment moment)
{
    int64_t rest;
    int year;
    int month;
    int dayofmonth;

    day_parts(split(moment, 0, &rest), &year, &month, &dayofmonth);
    if (moment.ms >= last_sunday_ms(year, 3) && moment.ms < last_sunday_ms(year, 10))
        return 2 * 3600000;
    return 3600000;
}

struct day moment_amsterdam(struct moment moment, int *ret_minute)
{
    int64_t rest;
    struct day day = split(moment, ahead_ms(moment), &rest);

    *ret_minute = (int)(rest / MS_PER_MINUTE);
    return day;
}

struct moment day_begins(struct day day)
{
    /* The clock changes at 01:00Z, after midnight in Amsterdam, so the hours
     * ahead at midnight are those of an hour before it. */
    struct moment guess = {(day.n - EPOCH_DAY) * MS_PER_DAY - 2 * 3600000};

    return (struct moment){(day.n - EPOCH_DAY) * MS_PER_DAY - ahead_ms(guess)};
}
