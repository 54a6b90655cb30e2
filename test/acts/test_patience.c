/* Who has to wait after being wrong, and who never does because of somebody else. */
#include "town.h"

#include "acts/device.h"
#include "acts/patience.h"
#include "acts/token.h"

#define MINUTE INT64_C(60000)

/* ---- the measures, by a clock that is a value [S06] ---- */

static void every_key_waits_as_its_measure_says(void **state)
{
    static const struct {
        enum patience_kind kind;
        int failures;       /* in all, one each ms_between    */
        int64_t ms_between;
        int64_t wait_ms;    /* after the last                 */
        int64_t memory_ms;  /* after the last, of all of them */
    } rows[] = {
        {PATIENCE_PAIR, 1, 0, 0, 60 * MINUTE},
        {PATIENCE_PAIR, 4, 1000, 0, 60 * MINUTE},
        {PATIENCE_PAIR, 5, 1000, 1000, 60 * MINUTE},
        {PATIENCE_PAIR, 6, 1000, 2000, 60 * MINUTE},
        {PATIENCE_PAIR, 14, 1000, 512000, 60 * MINUTE},
        {PATIENCE_PAIR, 15, 1000, 15 * MINUTE, 60 * MINUTE},
        {PATIENCE_PAIR, 5000, 1000, 15 * MINUTE, 60 * MINUTE},
        {PATIENCE_PAIR, 9, 60 * MINUTE - 1, 16000, 60 * MINUTE},
        {PATIENCE_PAIR, 9, 60 * MINUTE, 0, 60 * MINUTE},
        {PATIENCE_DEVICE, 4, 1000, 0, 60 * MINUTE},
        {PATIENCE_DEVICE, 5, 1000, 1000, 60 * MINUTE},
        {PATIENCE_NAME, 99, 1000, 0, 60 * MINUTE},
        {PATIENCE_NAME, 100, 1000, 15 * MINUTE, 60 * MINUTE},
        {PATIENCE_NAME, 5000, 1000, 15 * MINUTE, 60 * MINUTE},
        {PATIENCE_NAME, 200, 60 * MINUTE, 0, 60 * MINUTE},
        {PATIENCE_CODE, 19, 1000, 0, 24 * 60 * MINUTE},
        {PATIENCE_CODE, 20, 1000, 15 * MINUTE, 24 * 60 * MINUTE},
        {PATIENCE_CODE, 20, 24 * 60 * MINUTE - 1, 15 * MINUTE, 24 * 60 * MINUTE},
        {PATIENCE_PLACE, 1, 0, 0, 15 * MINUTE},
        {PATIENCE_PLACE, 29, 1000, 0, 15 * MINUTE - 28000},
        {PATIENCE_PLACE, 30, 1000, 15 * MINUTE - 29000, 15 * MINUTE - 29000},
        {PATIENCE_PLACE, 30, MINUTE, 0, 15 * MINUTE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct patience_state it = {0};
        struct moment now = {1000};

        for (int n = 0; n < rows[i].failures; n++) {
            now.ms += n == 0 ? 0 : rows[i].ms_between;
            it = patience_after(rows[i].kind, it, now);
        }
        if (rows[i].wait_ms == 0)
            assert_true(it.until.ms <= now.ms);
        else
            assert_int_equal(it.until.ms - now.ms, rows[i].wait_ms);
        if (rows[i].kind == PATIENCE_PLACE && rows[i].ms_between == MINUTE)
            continue; /* its window began with another failure than the last */
        assert_int_equal(it.ends.ms - now.ms, rows[i].memory_ms);
    }
}

static void nobody_waits_longer_than_a_quarter_of_an_hour(void **state)
{
    (void)state;
    for (int kind = 0; kind < PATIENCE_KIND_COUNT; kind++) {
        struct patience_state it = {0};
        struct moment now = {1000};

        for (int i = 0; i < 20000; i++) {
            it = patience_after((enum patience_kind)kind, it, now);
            assert_true(it.until.ms - now.ms <= 15 * MINUTE);
            assert_true(it.until.ms <= it.ends.ms);
            now.ms += i * 7919 % (20 * MINUTE);
        }
    }
}

/* ---- at the door ---- */

static enum outcome tries(struct town *t, const char *from, struct str email, struct str password)
{
    struct session session = {0};

    t->job->account = t->job->person = t->job->org = 0;
    t->job->roles = 0;
    t->job->from = str_of(from);
    return TRY(t, act_sign_in(t->job, email, password, S("a browser"), &session));
}

static void fails(struct town *t, const char *from, struct str email)
{
    town_is_refused(t, tries(t, from, email, S("mis")), S("email"), S("sign.wrong"));
}

static void waits(struct town *t, const char *from, struct str email, const char *seconds)
{
    town_is_refused(t, tries(t, from, email, RIGHT), S("email"), S("sign.wait"));
    text_eq(t->job->faults.at[0].arg, seconds);
}

ON_DOOR(an_address_that_nobody_has_waits_as_one_that_somebody_has)
{
    static const char *const waiting[] = {"1", "2", "4"};
    const struct str each[] = {EMAIL, S("niemand@voorbeeld.example"), S("")};

    for (size_t i = 0; i < 3; i++) {
        t->job->now.ms += 60 * MINUTE;
        for (int n = 0; n < 4; n++)
            fails(t, "192.0.2.1", each[i]);
        for (int n = 0; n < 3; n++) {
            fails(t, "192.0.2.1", each[i]);
            waits(t, "192.0.2.1", each[i], waiting[n]);
            t->job->now.ms += INT64_C(1000) << n;
        }
    }
    /* Written otherwise it is the same address. */
    t->job->now.ms += 60 * MINUTE;
    for (int n = 0; n < 5; n++)
        fails(t, "192.0.2.1", n % 2 == 0 ? S(" Niemand@VOORBEELD.example") : each[1]);
    waits(t, "192.0.2.1", each[1], "1");
}

ON_DOOR(who_fails_at_one_address_holds_up_nobody_at_another)
{
    for (int i = 0; i < 5; i++)
        fails(t, "192.0.2.1", EMAIL);
    waits(t, "192.0.2.1", EMAIL, "1");
    EQ(tries(t, "192.0.2.2", EMAIL, RIGHT), DONE);
    waits(t, "192.0.2.1", EMAIL, "1"); /* nor is a stranger let go because the owner came in */
    t->job->now.ms += 1000;
    EQ(tries(t, "192.0.2.1", EMAIL, RIGHT), DONE);
}

ON_DOOR(addresses_of_one_ipv6_network_are_one)
{
    fails(t, "2001:db8:0:1::1", EMAIL);
    fails(t, "2001:db8:0:1:ffff::2", EMAIL);
    fails(t, "2001:db8:0:1::3", EMAIL);
    fails(t, "2001:db8:0:1::4", EMAIL);
    fails(t, "2001:db8:0:1::5", EMAIL);
    waits(t, "2001:db8:0:1::6", EMAIL, "1");
    EQ(tries(t, "2001:db8:0:2::1", EMAIL, RIGHT), DONE);
}

/* Of the rows of one failure that of the place ends first. */
#define PLACE_FAILED_28 "update attempt set failures = 28 where ends = (select min(ends) from attempt)"

ON_DOOR(one_address_that_tries_many_accounts_waits_at_the_thirtieth)
{
    fails(t, "192.0.2.1", EMAIL);
    run_sql(t->db, PLACE_FAILED_28);
    fails(t, "192.0.2.1", S("een@voorbeeld.example"));
    EQ(tries(t, "192.0.2.1", EMAIL, RIGHT), DONE); /* which does not clear it */
    t->job->now.ms += 5 * MINUTE;
    fails(t, "192.0.2.1", S("twee@voorbeeld.example"));
    waits(t, "192.0.2.1", EMAIL, "600");
    EQ(tries(t, "192.0.2.2", EMAIL, RIGHT), DONE);
    t->job->now.ms += 10 * MINUTE;
    EQ(tries(t, "192.0.2.1", EMAIL, RIGHT), DONE);
}

ON_DOOR(one_account_that_many_addresses_guess_at_waits_at_the_hundredth)
{
    fails(t, "192.0.2.1", EMAIL);
    fails(t, "192.0.2.2", EMAIL);
    run_sql(t->db, "update attempt set failures = 98 where failures = 2");
    fails(t, "192.0.2.3", EMAIL);
    EQ(tries(t, "192.0.2.5", EMAIL, RIGHT), DONE); /* which does not clear it */
    fails(t, "192.0.2.4", EMAIL);
    waits(t, "192.0.2.5", EMAIL, "900");
    fails(t, "192.0.2.5", S("niemand@voorbeeld.example"));
    t->job->now.ms += 15 * MINUTE;
    EQ(tries(t, "192.0.2.5", EMAIL, RIGHT), DONE);
    fails(t, "192.0.2.6", EMAIL);
    waits(t, "192.0.2.5", EMAIL, "900");
    t->job->now.ms += 60 * MINUTE;
    fails(t, "192.0.2.6", EMAIL);
    EQ(tries(t, "192.0.2.5", EMAIL, RIGHT), DONE);
}

static int64_t attempts(struct town *t)
{
    static const enum sql_type gives[] = {SQL_BIGINT};
    static const struct statement count = {
        "count", "select count(*) from attempt", TEST_NUMBER, 0, NULL, 1, gives, NULL};

    return rows_of(t->db, &count);
}

ON_DOOR(what_strangers_tried_does_not_pile_up)
{
    fails(t, "192.0.2.1", S("een@voorbeeld.example"));
    fails(t, "192.0.2.1", S("twee@voorbeeld.example"));
    EQ(attempts(t), 5);
    for (int i = 0; i < 5; i++)
        fails(t, "192.0.2.2", EMAIL);
    waits(t, "192.0.2.2", EMAIL, "1");
    EQ(attempts(t), 8); /* a try that waits leaves nothing */
    t->job->now.ms += 60 * MINUTE;
    fails(t, "192.0.2.3", EMAIL);
    EQ(attempts(t), 3);
    run_sql(t->db, "with recursive n (i) as (select 1 union all select i + 1 from n where i < 50100) "
                   "insert into attempt (key, failures, wait_until, ends) "
                   "select cast(1000000 + i as text) || "
                   "'000000000000000000000000000000000000000000000000000000000', 1, '', "
                   "'2026-01-12T' || cast(10000 + i as text) from n");
    fails(t, "192.0.2.4", EMAIL);
    assert_true(attempts(t) <= ATTEMPTS_KEPT);
}

/* ---- browsers that the account knows ---- */

/* A good sign-in from a browser with this; what it has from then on. */
static struct str comes_in(struct town *t, struct str device)
{
    struct session session = {0};

    t->job->device = device;
    t->job->account = t->job->person = t->job->org = 0;
    t->job->from = S("192.0.2.1");
    DO(t, act_sign_in(t->job, EMAIL, RIGHT, S("a browser"), &session));
    EQ(session.device.len, 64);
    return session.device;
}

ON_DOOR(a_known_browser_passes_every_delay_that_strangers_cause)
{
    struct str mine = comes_in(t, S(""));

    t->job->device = S("");
    for (int i = 0; i < 5; i++)
        fails(t, "192.0.2.1", EMAIL);
    run_sql(t->db, "update attempt set failures = 200, wait_until = ends");
    waits(t, "192.0.2.1", EMAIL, "3600");
    waits(t, "192.0.2.9", EMAIL, "3600");
    t->job->device = mine;
    EQ(tries(t, "192.0.2.1", EMAIL, RIGHT), DONE);
    EQ(tries(t, "192.0.2.9", EMAIL, RIGHT), DONE);
}

ON_DOOR(a_known_browser_has_an_allowance_of_its_own)
{
    struct str mine = comes_in(t, S(""));

    t->job->device = mine;
    for (int i = 0; i < 5; i++)
        fails(t, i % 2 == 0 ? "192.0.2.1" : "192.0.2.2", EMAIL);
    waits(t, "192.0.2.3", EMAIL, "1");
    t->job->device = S("");
    EQ(tries(t, "192.0.2.3", EMAIL, RIGHT), DONE);
    t->job->device = mine;
    fails(t, "192.0.2.3", S("niemand@voorbeeld.example")); /* that of another knows it not */
    t->job->now.ms += 1000;
    EQ(tries(t, "192.0.2.3", EMAIL, RIGHT), DONE);
}

static bool known(struct town *t, struct str device)
{
    bool is = false;

    t->job->device = device;
    DO(t, device_known(t->job, 1, &is));
    return is;
}

ON_DOOR(a_browser_is_known_for_half_a_year_after_the_last_sign_in)
{
    struct str mine = comes_in(t, S(""));

    assert_false(known(t, S("")));
    assert_false(known(t, arena_text(t->mem, "%064d", 7)));
    town_later(t, DEVICE_DAYS - 1);
    assert_true(known(t, mine));
    assert_true(str_eq(comes_in(t, mine), mine));
    town_later(t, DEVICE_DAYS - 1);
    assert_true(known(t, mine));
    town_later(t, 2);
    assert_false(known(t, mine));
}

ON_DOOR(nobody_chooses_what_a_browser_is_known_by)
{
    struct str chosen = arena_text(t->mem, "%064d", 7);

    assert_false(str_eq(comes_in(t, chosen), chosen));
    assert_false(known(t, chosen));
}

ON_DOOR(an_account_knows_ten_browsers_and_the_oldest_goes)
{
    struct str each[DEVICES_PER_ACCOUNT + 1];

    for (int i = 0; i <= DEVICES_PER_ACCOUNT; i++) {
        each[i] = comes_in(t, S(""));
        t->job->now.ms += 1000;
    }
    assert_false(known(t, each[0]));
    assert_true(known(t, each[1]));
    assert_true(known(t, each[DEVICES_PER_ACCOUNT]));
}

ON_DOOR(ending_all_sessions_and_a_new_password_end_what_is_known)
{
    struct str other = comes_in(t, S(""));
    struct str mine = comes_in(t, S(""));

    t->job->device = mine;
    DO(t, act_session_end_others(t->job, S("")));
    assert_false(known(t, other));
    assert_true(known(t, mine));
    mine = comes_in(t, mine);
    DO(t, act_password_change(t->job, RIGHT, S("zeven gele trams")));
    assert_false(known(t, mine));
}

ON_DOOR(thirty_tokens_that_are_none_make_their_address_wait)
{
    int seconds = 0;

    t->job->from = S("192.0.2.1");
    for (int i = 0; i < 30; i++) {
        DO(t, token_wrong(t->job, &seconds));
        EQ(seconds, 0);
    }
    t->job->now.ms += 5 * MINUTE;
    DO(t, token_wrong(t->job, &seconds));
    EQ(seconds, 600);
    EQ(tries(t, "192.0.2.1", EMAIL, RIGHT), DONE); /* who signs in there does not */
    t->job->from = S("192.0.2.2");
    DO(t, token_wrong(t->job, &seconds));
    EQ(seconds, 0);
}

ON_DOOR(guessing_the_old_password_of_an_open_session_has_to_wait_too)
{
    EQ(tries(t, "192.0.2.1", EMAIL, RIGHT), DONE);
    for (int i = 0; i < 5; i++)
        IS_REFUSED(t, "old", "sign.wrong_old",
                   act_password_change(t->job, S("mis"), S("zeven gele trams")));
    IS_REFUSED(t, "old", "sign.wait", act_password_change(t->job, RIGHT, S("zeven gele trams")));
    t->job->now.ms += 1000;
    DO(t, act_password_change(t->job, RIGHT, S("zeven gele trams")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_waits_as_its_measure_says),
        cmocka_unit_test(nobody_waits_longer_than_a_quarter_of_an_hour),
        cmocka_unit_test(an_address_that_nobody_has_waits_as_one_that_somebody_has),
        cmocka_unit_test(who_fails_at_one_address_holds_up_nobody_at_another),
        cmocka_unit_test(addresses_of_one_ipv6_network_are_one),
        cmocka_unit_test(one_address_that_tries_many_accounts_waits_at_the_thirtieth),
        cmocka_unit_test(one_account_that_many_addresses_guess_at_waits_at_the_hundredth),
        cmocka_unit_test(what_strangers_tried_does_not_pile_up),
        cmocka_unit_test(a_known_browser_passes_every_delay_that_strangers_cause),
        cmocka_unit_test(a_known_browser_has_an_allowance_of_its_own),
        cmocka_unit_test(a_browser_is_known_for_half_a_year_after_the_last_sign_in),
        cmocka_unit_test(nobody_chooses_what_a_browser_is_known_by),
        cmocka_unit_test(an_account_knows_ten_browsers_and_the_oldest_goes),
        cmocka_unit_test(ending_all_sessions_and_a_new_password_end_what_is_known),
        cmocka_unit_test(thirty_tokens_that_are_none_make_their_address_wait),
        cmocka_unit_test(guessing_the_old_password_of_an_open_session_has_to_wait_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
