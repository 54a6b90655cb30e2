/* base/day: days of the calendar, and the hours of Amsterdam. */
#include "trial.h"

#include "base/day.h"

static struct day day(const char *text)
{
    struct day ret = {0};

    assert_true(day_of_text(str_of(text), &ret));
    return ret;
}

static void every_day_from_year_1_to_9999_comes_back_as_it_was(void **state)
{
    int n = 0;

    (void)state;
    for (struct day d = {1};; d.n++) {
        char text[DAY_TEXT_BYTES];
        struct day back;
        int year, month, dayofmonth;

        day_parts(d, &year, &month, &dayofmonth);
        assert_int_equal(day_of_parts(year, month, dayofmonth).n, d.n);
        assert_true(day_of_text(day_text(d, text), &back) && back.n == d.n);
        n++;
        if (year == 9999 && month == 12 && dayofmonth == 31)
            break;
    }
    assert_int_equal(n, 3652059);
}

static void what_is_no_day_is_refused(void **state)
{
    static const char *const rows[] = {"", "2026-1-01", "2026-02-29", "2026-13-01", "2026-00-10",
        "2026-04-31", "0000-01-01", "20260101", "2026/01/01", " 2026-01-01", "2026-01-01 ",
        "2026-01-0a", "1900-02-29"};
    struct day kept = {7};

    (void)state;
    for (size_t i = 0; i < N_OF(rows); i++)
        assert_false(day_of_text(str_of(rows[i]), &kept));
    assert_int_equal(kept.n, 7);
    assert_int_equal(day("2024-02-29").n + 1, day("2024-03-01").n);
    assert_int_equal(day("2000-02-29").n + 1, day("2000-03-01").n);
}

/* [processes, annex D 2, 4, 6] a term ends on the last day of a shorter month. */
static void months_on_end_with_the_month(void **state)
{
    static const struct { const char *from; int months; const char *to; } rows[] = {
        {"2026-10-26", 1, "2026-11-26"}, {"2027-01-31", 1, "2027-02-28"},
        {"2026-08-15", 24, "2028-08-15"}, {"2028-02-29", 24, "2030-02-28"},
        {"2026-11-30", 3, "2027-02-28"}, {"2026-03-31", -1, "2026-02-28"},
        {"2026-01-15", -1, "2025-12-15"}, {"2026-05-05", 0, "2026-05-05"},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(rows); i++)
        assert_int_equal(day_add_months(day(rows[i].from), rows[i].months).n, day(rows[i].to).n);
    assert_int_equal(day_add_months((struct day){0}, 3).n, 0);
    assert_int_equal(day_weekday(day("2026-11-22")), 6);
    assert_int_equal(day_weekday(day("2026-11-23")), 0);
}

/* [processes, annex D 5] a term of fourteen days is fourteen days. */
static void a_week_begins_on_monday_from_the_first_day_to_the_last(void **state)
{
    static const char *const week[] = {"2026-03-30", "2026-03-31", "2026-04-01", "2026-04-02",
                                       "2026-04-03", "2026-04-04", "2026-04-05"};

    (void)state;
    for (int i = 0; i < 7; i++)
        assert_int_equal(day_weekday(day(week[i])), i);
    assert_int_equal(day_weekday(day("0001-01-01")), 0);
    assert_int_equal(day_weekday(day("9999-12-31")), 4);
    assert_int_equal(day("2026-11-02").n + 14, day("2026-11-16").n);
}

static struct moment moment(const char *text)
{
    struct moment ret = {0};

    assert_true(moment_of_text(str_of(text), &ret));
    return ret;
}

/* [processes, annex D 1] the clock goes back on 25 October 2026, forward on 29 March. */
static void the_clock_of_amsterdam_follows_summer_time(void **state)
{
    static const struct { const char *utc; const char *day; int minute; } rows[] = {
        {"2026-10-24T20:30:00.000Z", "2026-10-24", 22 * 60 + 30},
        {"2026-10-25T20:30:00.000Z", "2026-10-25", 21 * 60 + 30},
        {"2026-10-25T00:59:59.999Z", "2026-10-25", 2 * 60 + 59},
        {"2026-10-25T01:00:00.000Z", "2026-10-25", 2 * 60},
        {"2026-03-29T00:59:00.000Z", "2026-03-29", 1 * 60 + 59},
        {"2026-03-29T01:00:00.000Z", "2026-03-29", 3 * 60},
        {"2026-12-31T23:30:00.000Z", "2027-01-01", 30},
        {"2026-06-30T22:00:00.000Z", "2026-07-01", 0},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(rows); i++) {
        int minute;

        assert_int_equal(moment_amsterdam(moment(rows[i].utc), &minute).n, day(rows[i].day).n);
        assert_int_equal(minute, rows[i].minute);
    }
}

static void a_day_begins_at_midnight_and_the_one_before_ends_there(void **state)
{
    (void)state;
    for (struct day d = day("2020-01-01"); d.n < day("2031-01-01").n; d.n++) {
        struct moment begins = day_begins(d);
        int minute;

        assert_int_equal(moment_amsterdam(begins, &minute).n, d.n);
        assert_int_equal(minute, 0);
        assert_int_equal(moment_amsterdam((struct moment){begins.ms - 1}, &minute).n, d.n - 1);
        assert_int_equal(minute, 24 * 60 - 1);
    }
}

static void a_moment_comes_back_as_it_was(void **state)
{
    static const char *const good[] = {"1970-01-01T00:00:00.000Z", "2026-11-22T03:30:04.123Z",
        "1969-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z", "2038-01-19T03:14:08.000Z"};
    static const char *const bad[] = {"2026-11-22T24:00:00.000Z", "2026-11-22T03:60:00.000Z",
        "2026-11-22 03:30:04.123Z", "2026-11-22T03:30:04Z", "2026-11-22T03:30:04.123", ""};
    struct moment kept = {7};

    (void)state;
    for (size_t i = 0; i < N_OF(good); i++) {
        char text[MOMENT_TEXT_BYTES];

        assert_true(str_eq(moment_text(moment(good[i]), text), str_of(good[i])));
    }
    for (size_t i = 0; i < N_OF(bad); i++)
        assert_false(moment_of_text(str_of(bad[i]), &kept));
    assert_int_equal(kept.ms, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_from_year_1_to_9999_comes_back_as_it_was),
        cmocka_unit_test(what_is_no_day_is_refused),
        cmocka_unit_test(months_on_end_with_the_month),
        cmocka_unit_test(a_week_begins_on_monday_from_the_first_day_to_the_last),
        cmocka_unit_test(the_clock_of_amsterdam_follows_summer_time),
        cmocka_unit_test(a_day_begins_at_midnight_and_the_one_before_ends_there),
        cmocka_unit_test(a_moment_comes_back_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
