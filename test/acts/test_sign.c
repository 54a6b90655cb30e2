/* Who comes in: passwords, sessions, and what ends them. */
#include "town.h"

#include "acts/account_event.h"
#include "acts/intervene.h"
#include "acts/password.h"

static enum outcome sign_in_by(struct town *t, struct str agent, struct str email,
                               struct str password, struct session *ret)
{
    t->job->account = t->job->person = t->job->org = 0;
    t->job->roles = 0;
    return TRY(t, act_sign_in(t->job, email, password, agent, ret));
}

static enum outcome sign_in(struct town *t, struct str email, struct str password,
                            struct session *ret)
{
    return sign_in_by(t, S("a browser"), email, password, ret);
}

static enum outcome find(struct town *t, struct str cookie)
{
    struct session found;

    return TRY(t, session_find(t->job, cookie, &found));
}

ON_DOOR(the_right_password_tells_who_it_is_and_what_they_may)
{
    struct session session = {0};
    struct session found = {0};

    EQ(sign_in(t, S("  Samira@Voorbeeld.EXAMPLE "), RIGHT, &session), DONE);
    EQ(t->job->org, 1);
    assert_true(t->job->person != 0);
    EQ(t->job->roles, ROLE(ADMIN) | ROLE(CISO));
    EQ(session.cookie.len, 64);
    EQ(session.form.len, 32);
    text_eq(session.role_word, "ciso");
    assert_false(session.must_renew);
    DO(t, session_find(t->job, session.cookie, &found));
    text_eq(found.name, "Samira Haddad");
    assert_true(str_eq(found.form, session.form));
    EQ(find(t, S("")), NOT_THERE);
    EQ(find(t, session.form), NOT_THERE);
    EQ(find(t, arena_text(t->mem, "%064d", 0)), NOT_THERE);
}

ON_DOOR(a_wrong_password_and_an_unknown_address_are_told_alike)
{
    struct session session;

    town_is_refused(t, sign_in(t, EMAIL, S("vier groene fietsen"), &session), S("email"),
                    S("sign.wrong"));
    EQ(t->job->faults.n, 1);
    town_is_refused(t, sign_in(t, S("niemand@voorbeeld.example"), RIGHT, &session), S("email"),
                    S("sign.wrong"));
    EQ(t->job->faults.n, 1);
    town_is_refused(t, sign_in(t, S(""), S(""), &session), S("email"), S("sign.wrong"));
    town_is_refused(t, sign_in(t, EMAIL, arena_text(t->mem, "%0300d", 7), &session), S("email"),
                    S("sign.wrong"));
}

static void fails(struct town *t)
{
    struct session session;

    town_is_refused(t, sign_in(t, EMAIL, S("mis"), &session), S("email"), S("sign.wrong"));
}

static void waits(struct town *t, const char *seconds)
{
    struct session session;

    /* The right password has to wait as well. */
    town_is_refused(t, sign_in(t, EMAIL, RIGHT, &session), S("email"), S("sign.wait"));
    text_eq(t->job->faults.at[0].arg, seconds);
}

ON_DOOR(the_fifth_failure_waits_a_second_and_the_next_ones_longer)
{
    struct session session;

    for (int i = 0; i < 5; i++)
        fails(t);
    waits(t, "1");
    t->job->now.ms += 999;
    waits(t, "1");
    t->job->now.ms += 1;
    fails(t);
    waits(t, "2");
    t->job->now.ms += 2000;
    fails(t);
    waits(t, "4");
    run_sql(t->db, "update attempt set failures = 40 where failures = 7");
    t->job->now.ms += 4000;
    fails(t);
    waits(t, "900");
    t->job->now.ms += 900000;
    EQ(sign_in(t, EMAIL, RIGHT, &session), DONE);
    /* And from there the count begins anew. */
    for (int i = 0; i < 4; i++)
        fails(t);
    EQ(sign_in(t, EMAIL, RIGHT, &session), DONE);
}

ON_DOOR(an_account_has_five_sessions_and_the_oldest_goes)
{
    struct session sessions[6];

    for (int i = 0; i < 6; i++) {
        EQ(sign_in(t, EMAIL, RIGHT, &sessions[i]), DONE);
        t->job->now.ms += 1000;
    }
    EQ(find(t, sessions[0].cookie), NOT_THERE);
    for (int i = 1; i < 6; i++)
        EQ(find(t, sessions[i].cookie), DONE);
    DO(t, act_sign_out(t->job, sessions[3].cookie));
    EQ(find(t, sessions[3].cookie), NOT_THERE);
    EQ(find(t, sessions[4].cookie), DONE);
    DO(t, act_sign_out(t->job, sessions[3].cookie));
}

ON_DOOR(a_session_ends_by_half_an_hour_of_silence_or_half_a_day)
{
    const struct person_plan plan = {.name = S("Ruben Kok"), .email = S("ruben@voorbeeld.example"),
                                     .password = S("acht rode bussen"), .roles = ROLE(OWNER)};
    struct session admin;
    struct session idle;
    struct session busy;
    struct str made;
    int64_t id;

    EQ(sign_in(t, EMAIL, RIGHT, &admin), DONE);
    DO(t, act_person_add(t->job, &plan, &id, &made));
    EQ(sign_in(t, plan.email, plan.password, &idle), DONE);
    EQ(sign_in(t, plan.email, plan.password, &busy), DONE);
    town_minutes(t, 15);
    EQ(find(t, admin.cookie), DONE);
    t->job->now.ms += 1;
    EQ(find(t, admin.cookie), NOT_THERE); /* who looks after the installation: half of it */
    t->job->now.ms -= 1;
    town_minutes(t, 15);
    EQ(find(t, idle.cookie), DONE);
    DO(t, session_seen(t->job, busy.cookie));
    t->job->now.ms += 1;
    EQ(find(t, idle.cookie), NOT_THERE);
    for (int minutes = 30; minutes < 12 * 60; minutes += 15) {
        EQ(find(t, busy.cookie), DONE);
        DO(t, session_seen(t->job, busy.cookie));
        town_minutes(t, 15);
    }
    EQ(find(t, busy.cookie), NOT_THERE); /* a millisecond past twelve hours */
}

ON_DOOR(a_session_is_fresh_for_five_minutes_and_again_by_the_password)
{
    struct session session;
    struct session found = {0};
    struct str old;

    EQ(sign_in(t, EMAIL, RIGHT, &session), DONE);
    old = session.cookie;
    town_minutes(t, 5);
    DO(t, session_find(t->job, old, &found));
    assert_true(session_fresh(t->job, &found));
    t->job->now.ms += 1;
    DO(t, session_find(t->job, old, &found));
    assert_false(session_fresh(t->job, &found));
    IS_REFUSED(t, "proof", "sign.wrong_password", act_prove(t->job, old, S("mis"), &found));
    assert_false(session_fresh(t->job, &found));
    DO(t, act_prove(t->job, old, RIGHT, &found));
    assert_true(session_fresh(t->job, &found));
    /* It goes on under another cookie, with the same form token. */
    EQ(find(t, old), NOT_THERE);
    DO(t, session_find(t->job, found.cookie, &session));
    assert_true(session_fresh(t->job, &session));
    assert_true(str_eq(session.form, found.form));
}

ON_DOOR(guessing_the_password_of_an_open_session_has_to_wait_too)
{
    struct session session;

    EQ(sign_in(t, EMAIL, RIGHT, &session), DONE);
    for (int i = 0; i < 5; i++)
        IS_REFUSED(t, "proof", "sign.wrong_password",
                   act_prove(t->job, session.cookie, S("mis"), &session));
    IS_REFUSED(t, "proof", "sign.wait", act_prove(t->job, session.cookie, RIGHT, &session));
    t->job->now.ms += 1000;
    DO(t, act_prove(t->job, session.cookie, RIGHT, &session));
}

ON_DOOR(a_changed_password_ends_every_session_of_the_account)
{
    struct session one;
    struct session two;

    EQ(sign_in(t, EMAIL, RIGHT, &one), DONE);
    EQ(sign_in(t, EMAIL, RIGHT, &two), DONE);
    IS_REFUSED(t, "old", "sign.wrong_old",
               act_password_change(t->job, S("mis"), S("zeven gele trams")));
    IS_REFUSED(t, "password", "password.length", act_password_change(t->job, RIGHT, S("kort")));
    EQ(find(t, one.cookie), DONE);
    DO(t, act_password_change(t->job, RIGHT, S("zeven gele trams")));
    EQ(find(t, one.cookie), NOT_THERE);
    EQ(find(t, two.cookie), NOT_THERE);
    fails(t);
    EQ(sign_in(t, EMAIL, S("zeven gele trams"), &one), DONE);
}

static size_t sessions_of(struct town *t, struct str cookie, struct session_line **ret)
{
    size_t n = 0;

    DO(t, act_session_list(t->job, cookie, ret, &n));
    return n;
}

/* In Latin-1, with what nobody sees, and longer than what is kept. */
ON_DOOR(what_a_browser_calls_itself_is_kept_as_a_text)
{
    static const struct { struct str said; const char *kept; } rows[] = {
        {STR_INIT("\xff\xfe Chrome/ \xe9"), " Chrome/ "},
        {STR_INIT("a\xe2\x80\xae" "b\x01\xc2\x85"), "ab"},
        {STR_INIT("\xff"), ""},
        {{NULL, 0}, ""},
    };
    struct session session;
    struct session_line *lines;
    struct buf wide;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        EQ(sign_in_by(t, rows[i].said, EMAIL, RIGHT, &session), DONE);
        EQ(sessions_of(t, session.cookie, &lines), i + 1);
        text_eq(lines[0].agent, rows[i].kept);
        t->job->now.ms += 1000;
    }
    buf_init(&wide, t->mem, 300);
    buf_char(&wide, 'a');
    while (wide.len < 250)
        buf_put(&wide, S("\xe2\x82\xac"));
    EQ(sign_in_by(t, buf_str(&wide), EMAIL, RIGHT, &session), DONE);
    (void)sessions_of(t, session.cookie, &lines);
    assert_true(lines[0].agent.len == 199 && str_utf8(lines[0].agent));
}

ON_DOOR(somebody_sees_their_sessions_and_ends_them_but_never_anothers)
{
    const struct person_plan plan = {.name = S("Ruben Kok"), .email = S("ruben@voorbeeld.example"),
                                     .password = S("acht rode bussen"), .roles = ROLE(OWNER)};
    struct session mine[3];
    struct session theirs;
    struct session_line *lines;
    struct str made;
    int64_t id;

    for (int i = 0; i < 3; i++) {
        EQ(sign_in(t, EMAIL, RIGHT, &mine[i]), DONE);
        t->job->now.ms += 1000;
    }
    DO(t, act_person_add(t->job, &plan, &id, &made));
    EQ(sessions_of(t, mine[1].cookie, &lines), 3);
    assert_true(lines[1].here && !lines[0].here && !lines[2].here);
    text_eq(lines[0].agent, "a browser");
    EQ(sign_in(t, plan.email, plan.password, &theirs), DONE);
    DO(t, act_session_end(t->job, lines[0].id)); /* of another: nothing happens */
    EQ(sessions_of(t, theirs.cookie, &lines), 1);
    EQ(find(t, mine[2].cookie), DONE); /* and from here on it is Samira again */
    EQ(sessions_of(t, mine[2].cookie, &lines), 3);
    DO(t, act_session_end(t->job, lines[1].id));
    EQ(find(t, mine[1].cookie), NOT_THERE);
    EQ(find(t, mine[2].cookie), DONE);
    DO(t, act_session_end_others(t->job, mine[2].cookie));
    EQ(find(t, mine[0].cookie), NOT_THERE);
    EQ(find(t, theirs.cookie), DONE);
    EQ(find(t, mine[2].cookie), DONE);
    DO(t, act_person_sessions_end(t->job, id));
    EQ(find(t, theirs.cookie), NOT_THERE);
    town_minutes(t, 31);
    EQ(sessions_of(t, mine[2].cookie, &lines), 0); /* over by silence: not shown */
}

ON_DOOR(what_happened_to_an_account_is_there_for_its_owner)
{
    struct account_event_line *events;
    struct session session;
    size_t n;

    EQ(sign_in(t, EMAIL, RIGHT, &session), DONE);
    DO(t, account_events(t->job, &events, &n));
    EQ(n, 0);
    DO(t, act_person_sessions_end(t->job, t->person[SAMIRA]));
    t->job->now.ms += 1000;
    DO(t, act_password_change(t->job, RIGHT, S("zeven gele trams")));
    DO(t, account_events(t->job, &events, &n));
    EQ(n, 2);
    EQ(events[0].kind, EVENT_PASSWORD);
    EQ(events[1].kind, EVENT_SESSIONS_ENDED);
    assert_true(events[0].time.ms == t->job->now.ms && events[1].time.ms < t->job->now.ms);
    for (int i = 0; i < ACCOUNT_EVENTS_KEPT + 5; i++)
        DO(t, act_person_sessions_end(t->job, t->person[SAMIRA]));
    DO(t, account_events(t->job, &events, &n));
    EQ(n, ACCOUNT_EVENTS_KEPT);
    EQ(events[n - 1].kind, EVENT_SESSIONS_ENDED);
}

ON_DOOR(a_password_that_was_given_out_must_be_renewed)
{
    const struct person_plan plan = {.name = S("Ruben Kok"), .email = S("ruben@voorbeeld.example"),
                                     .roles = ROLE(OWNER)};
    struct session session;
    struct str made = {0};
    struct str fresh = {0};
    int64_t id = 0;

    EQ(sign_in(t, EMAIL, RIGHT, &session), DONE);
    DO(t, act_person_add(t->job, &plan, &id, &made));
    assert_true(made.len >= 20);
    IS_REFUSED(t, "email", "account.known", act_person_add(t->job, &plan, &id, &fresh));
    EQ(sign_in(t, plan.email, made, &session), DONE);
    assert_true(session.must_renew);
    IS_REFUSED(t, "password", "password.same", act_password_change(t->job, made, made));
    DO(t, act_password_change(t->job, made, S("acht rode bussen")));
    EQ(sign_in(t, plan.email, S("acht rode bussen"), &session), DONE);
    assert_false(session.must_renew);
    /* The admin gives another: the old sessions are over and it is to be renewed again. */
    EQ(sign_in(t, EMAIL, RIGHT, &(struct session){0}), DONE);
    DO(t, act_person_password(t->job, id, S(""), &fresh));
    EQ(find(t, session.cookie), NOT_THERE);
    EQ(sign_in(t, plan.email, fresh, &session), DONE);
    assert_true(session.must_renew);
    EQ(TRY(t, act_person_password(t->job, t->person[SAMIRA], S(""), &fresh)), FORBIDDEN);
}

ON_DOOR(who_has_no_role_any_more_does_not_come_in)
{
    const struct person_plan plan = {.name = S("Ruben Kok"), .email = S("ruben@voorbeeld.example"),
                                     .password = S("acht rode bussen"), .roles = ROLE(OWNER)};
    struct session session;
    struct session admin;
    struct str made;
    int64_t id;

    EQ(sign_in(t, EMAIL, RIGHT, &admin), DONE);
    DO(t, act_person_add(t->job, &plan, &id, &made));
    EQ(made.len, 0);
    EQ(sign_in(t, plan.email, plan.password, &session), DONE);
    town_later(t, 1);
    EQ(sign_in(t, EMAIL, RIGHT, &admin), DONE);
    DO(t, act_role_end(t->job, id, ROLE_OWNER));
    town_is_refused(t, sign_in(t, plan.email, plan.password, &session), S("email"),
                    S("sign.no_role"));
}

static enum outcome person_leaves(struct job *job, int64_t id)
{
    struct person who;
    struct entry *entry;
    enum outcome o;

    if ((o = ledger_open(job, S("person.set"), &entry)) != DONE ||
        (o = record_load(job, leave_system(job), &person_noun, (struct row){.id = id}, &who)) !=
            DONE)
        return o;
    who.until = job->today;
    o = record_save(job, entry, &person_noun, &who);
    return o == DONE ? ledger_close(job, entry) : o;
}

ON_DOOR(who_has_left_does_not_come_in)
{
    const struct person_plan plan = {.name = S("Ruben Kok"), .email = S("ruben@voorbeeld.example"),
                                     .password = S("acht rode bussen"), .roles = ROLE(OWNER)};
    struct session session;
    struct str made;
    int64_t id;

    EQ(sign_in(t, EMAIL, RIGHT, &session), DONE);
    DO(t, act_person_add(t->job, &plan, &id, &made));
    DO(t, person_leaves(t->job, id));
    EQ(sign_in(t, plan.email, plan.password, &session), DONE); /* the last day */
    EQ(find(t, session.cookie), DONE);
    town_later(t, 1);
    EQ(find(t, session.cookie), NOT_THERE);
    town_is_refused(t, sign_in(t, plan.email, plan.password, &session), S("email"),
                    S("sign.no_role"));
}

ON_DOOR(a_password_is_long_and_not_what_everybody_would_try)
{
    static const struct { const char *password; const char *key; } rows[] = {
        {"acht rode bussen", NULL},             {"elf tekens!", "password.length"},
        {"twaalfteken!", NULL},                 {"", "password.length"},
        {"Wachtwoord2026!", "password.common"}, {"Samira2026!!", "password.own"},
        {"1234567890123", "password.row"},      {"aaaaaaaaaaaaaaaa", "password.row"},
        {"Voorbeeld 2026!", "password.own"},    {"waarborg 2026", "password.common"},
        {"zo waarborg je dat hier", NULL},      {"samira fietst graag", NULL},
    };
    const struct password_owner owner = {EMAIL, S("Samira Haddad"), S("Voorbeeld")};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool fits;

        t->job->faults.n = 0;
        fits = password_fits(t->job, str_of(rows[i].password), &owner) == DONE;
        if (fits != (rows[i].key == NULL))
            fail_msg("%s: %s", rows[i].password, fits ? "fits" : "does not fit");
        if (!fits)
            text_eq(t->job->faults.at[0].key, rows[i].key);
    }
    t->job->faults.n = 0;
    EQ(password_fits(t->job, arena_text(t->mem, "%.*s", 256,
        "abcdefgh ijklmnop qrstuvw xyz 0192 abcdefgh ijklmnop qrstuvw xyz 0192 "
        "dit is een zin die zo lang is dat er geen eind aan komt zolang je leest "
        "en dan staat er nog steeds niets in wat iemand zou kunnen verzinnen als "
        "hij de hele dag niets anders doet dan raden wat er hier dan wel staat"), &owner), DONE);
    EQ(password_fits(t->job, arena_text(t->mem, "ab%0255d", 7), &owner), REFUSED);
}

ON_DOOR(whose_a_password_is_counts_wherever_one_is_chosen)
{
    const struct person_plan plan = {.name = S("Ruben Kok"), .email = S("rk@voorbeeld.example"),
                                     .password = S("RubenKok2026!"), .roles = ROLE(OWNER)};
    struct session session;
    struct str made;
    int64_t id;

    EQ(sign_in(t, EMAIL, RIGHT, &session), DONE);
    IS_REFUSED(t, "password", "password.own", act_person_add(t->job, &plan, &id, &made));
    IS_REFUSED(t, "password", "password.own",
               act_person_password(t->job, t->person[SAMIRA], S("Haddad-1988!"), &made));
    IS_REFUSED(t, "password", "password.own",
               act_password_change(t->job, RIGHT, S("Voorbeeldstad!!")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_right_password_tells_who_it_is_and_what_they_may),
        cmocka_unit_test(a_wrong_password_and_an_unknown_address_are_told_alike),
        cmocka_unit_test(the_fifth_failure_waits_a_second_and_the_next_ones_longer),
        cmocka_unit_test(an_account_has_five_sessions_and_the_oldest_goes),
        cmocka_unit_test(a_session_ends_by_half_an_hour_of_silence_or_half_a_day),
        cmocka_unit_test(a_session_is_fresh_for_five_minutes_and_again_by_the_password),
        cmocka_unit_test(guessing_the_password_of_an_open_session_has_to_wait_too),
        cmocka_unit_test(a_changed_password_ends_every_session_of_the_account),
        cmocka_unit_test(what_a_browser_calls_itself_is_kept_as_a_text),
        cmocka_unit_test(somebody_sees_their_sessions_and_ends_them_but_never_anothers),
        cmocka_unit_test(what_happened_to_an_account_is_there_for_its_owner),
        cmocka_unit_test(a_password_that_was_given_out_must_be_renewed),
        cmocka_unit_test(who_has_no_role_any_more_does_not_come_in),
        cmocka_unit_test(who_has_left_does_not_come_in),
        cmocka_unit_test(a_password_is_long_and_not_what_everybody_would_try),
        cmocka_unit_test(whose_a_password_is_counts_wherever_one_is_chosen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
