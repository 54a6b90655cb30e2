/* The second factor: a code after the password, each once, and what takes its place. */
#include "app.h"

/* The same in a session that is no matter. */
static struct str turn_on(struct town *t, struct str **ret_codes)
{
    struct session session = {0};

    return turn_on_in(t, S(""), &session, ret_codes);
}

#include "acts/account_event.h"
#include "acts/intervene.h"
#include "acts/link.h"
#include "aide/sealer.h"

/* A test on a town with an account for Samira, who is signed in. */
#define ON_SIGNED_IN(name)                                                                      \
    TOWN_TEST(name, town_found(&town, mem, where, RIGHT); come_in(&town))

static void come_in(struct town *t)
{
    struct session session;

    DO(t, act_sign_in(t->job, EMAIL, RIGHT, S("a browser"), &session));
}

/* The password, up to the second step. */
static struct str enter(struct town *t)
{
    struct session session = {0};

    DO(t, act_sign_in(t->job, EMAIL, RIGHT, S("a browser"), &session));
    EQ(session.cookie.len, 0);
    EQ(session.second.len, 64);
    return session.second;
}

static enum outcome give(struct town *t, struct str step, struct str code, struct session *ret)
{
    *ret = (struct session){0};
    t->job->account = t->job->person = 0;
    t->job->roles = 0;
    return TRY(t, act_sign_second(t->job, step, code, S("a browser"), ret));
}

ON_SIGNED_IN(a_factor_counts_from_its_first_right_code)
{
    struct session session = {0};
    struct totp_begun begun;
    struct totp_state state;
    struct str *codes;

    DO(t, act_totp_begin(t->job, S("waarborg"), &begun));
    IS_REFUSED(t, "code", "totp.wrong", act_totp_confirm(t->job, S(""), S("12345"), &session, &codes));
    DO(t, act_sign_in(t->job, EMAIL, RIGHT, S("a browser"), &session));
    EQ(session.cookie.len, 64); /* nothing is asked yet */
    turn_on(t, &codes);
    DO(t, act_totp(t->job, &state));
    assert_true(state.on);
    EQ(state.codes, RECOVERY_CODES);
    enter(t);
    IS_REFUSED(t, "code", "totp.on", act_totp_begin(t->job, S("waarborg"), &begun));
    IS_REFUSED(t, "code", "totp.on", act_totp_confirm(t->job, S(""), S("123456"), &session, &codes));
    DO(t, act_totp_remove(t->job));
    IS_REFUSED(t, "code", "totp.none", act_totp_confirm(t->job, S(""), S("123456"), &session, &codes));
    IS_REFUSED(t, "code", "totp.none", act_totp_codes(t->job, &codes));
    DO(t, act_sign_in(t->job, EMAIL, RIGHT, S("a browser"), &session));
    EQ(session.cookie.len, 64);
}

ON_SIGNED_IN(a_code_lets_in_once_and_none_of_before_it)
{
    struct session session;
    struct str *codes;
    struct str secret = turn_on(t, &codes);
    struct str step = enter(t);

    town_is_refused(t, give(t, step, code_at(t, secret, -1), &session), S("code"), S("totp.wrong"));
    town_is_refused(t, give(t, step, code_at(t, secret, 2), &session), S("code"), S("totp.wrong"));
    EQ(give(t, step, code_at(t, secret, 1), &session), DONE);
    EQ(session.cookie.len, 64);
    EQ(t->job->roles, ROLE(ADMIN) | ROLE(CISO));
    EQ(give(t, step, code_at(t, secret, 1), &session), NOT_THERE);
    step = enter(t);
    town_is_refused(t, give(t, step, code_at(t, secret, 1), &session), S("code"), S("totp.wrong"));
    town_is_refused(t, give(t, step, code_at(t, secret, 0), &session), S("code"), S("totp.wrong"));
    town_minutes(t, 1);
    EQ(give(t, step, code_at(t, secret, 0), &session), DONE);
}

ON_SIGNED_IN(the_second_step_waits_five_minutes_and_for_one_at_a_time)
{
    struct session session;
    struct str *codes;
    struct str secret = turn_on(t, &codes);
    struct str older = enter(t);
    struct str step = enter(t);

    EQ(give(t, older, code_at(t, secret, 0), &session), NOT_THERE);
    town_minutes(t, SIGN_STEP_MINUTES);
    t->job->now.ms += 1;
    EQ(give(t, step, code_at(t, secret, 0), &session), NOT_THERE);
    EQ(give(t, S(""), code_at(t, secret, 0), &session), NOT_THERE);
}

ON_SIGNED_IN(wrong_codes_wait_apart_from_wrong_passwords)
{
    struct session session;
    struct str *codes;
    struct str secret = turn_on(t, &codes);
    struct str step = enter(t);

    for (int i = 0; i < 5; i++)
        town_is_refused(t, give(t, step, S("000000"), &session), S("code"), S("totp.wrong"));
    town_is_refused(t, give(t, step, code_at(t, secret, 1), &session), S("code"), S("sign.wait"));
    step = enter(t); /* the password still does not wait */
    town_is_refused(t, give(t, step, code_at(t, secret, 1), &session), S("code"), S("sign.wait"));
    t->job->now.ms += 1000;
    EQ(give(t, step, code_at(t, secret, 1), &session), DONE);
}

/* [choice: recovery codes] who guesses at codes of six digits never makes the owner's wait. */
ON_SIGNED_IN(wrong_recovery_codes_wait_apart_from_wrong_codes)
{
    struct str wrong = S("0000 0000 0000 0000 0000 0000 0000 0000");
    struct session session;
    struct str *codes;
    struct str secret = turn_on(t, &codes);
    struct str step = enter(t);

    for (int i = 0; i < 5; i++)
        town_is_refused(t, give(t, step, S("000000"), &session), S("code"), S("totp.wrong"));
    EQ(give(t, step, codes[0], &session), DONE);
    step = enter(t);
    for (int i = 0; i < 5; i++)
        town_is_refused(t, give(t, step, wrong, &session), S("code"), S("totp.wrong"));
    town_is_refused(t, give(t, step, codes[1], &session), S("code"), S("sign.wait"));
    t->job->now.ms += 1000;
    EQ(give(t, step, codes[1], &session), DONE);
    EQ(give(t, enter(t), code_at(t, secret, 1), &session), DONE);
}

ON_SIGNED_IN(who_guesses_codes_at_one_address_holds_up_nobody_at_another)
{
    struct session session;
    struct str *codes;
    struct str secret = turn_on(t, &codes);
    struct str step = enter(t);

    t->job->from = S("192.0.2.1");
    for (int i = 0; i < 5; i++)
        town_is_refused(t, give(t, step, S("000000"), &session), S("code"), S("totp.wrong"));
    town_is_refused(t, give(t, step, code_at(t, secret, 0), &session), S("code"), S("sign.wait"));
    t->job->from = S("192.0.2.2");
    EQ(give(t, step, code_at(t, secret, 0), &session), DONE);
}

ON_SIGNED_IN(a_recovery_code_counts_once_and_new_ones_end_the_old)
{
    struct account_event_line *events;
    struct session session;
    struct str *codes;
    struct str *fresh;
    size_t n;

    turn_on(t, &codes);
    EQ(codes[0].len, 39); /* 128 bits in groups of four */
    EQ(give(t, enter(t), codes[0], &session), DONE);
    DO(t, account_events(t->job, &events, &n));
    EQ(events[0].kind, EVENT_RECOVERY_USED);
    EQ(events[1].kind, EVENT_FACTOR);
    town_is_refused(t, give(t, enter(t), codes[0], &session), S("code"), S("totp.wrong"));
    EQ(give(t, enter(t), codes[1], &session), DONE);
    DO(t, act_totp_codes(t->job, &fresh));
    town_is_refused(t, give(t, enter(t), codes[2], &session), S("code"), S("totp.wrong"));
    EQ(give(t, enter(t), fresh[2], &session), DONE);
}

ON_SIGNED_IN(a_secret_that_is_moved_to_another_account_does_not_open)
{
    const struct person_plan plan = {.name = S("Ruben Kok"), .email = S("ruben@voorbeeld.example"),
                                     .password = S("acht rode bussen"), .roles = ROLE(OWNER)};
    struct session session;
    struct str *codes;
    struct str secret;
    struct str made;
    int64_t id;

    DO(t, act_person_add(t->job, &plan, &id, &made));
    secret = turn_on(t, &codes);
    run_sql(t->db, "update totp set account = (select max(id) from account)");
    DO(t, act_sign_in(t->job, plan.email, plan.password, S("a browser"), &session));
    EQ(give(t, session.second, code_at(t, secret, 1), &session), BROKEN);
}

ON_SIGNED_IN(an_app_serves_in_every_organisation_of_its_account)
{
    struct str *codes;
    struct str secret = turn_on(t, &codes);
    struct str seal, why;

    t->job->org = 2; /* the one where it was made is gone, or another comes first */
    DO(t, totp_prove(t->job, 1, code_at(t, secret, 0)));
    t->job->org = 1;
    town_begin(t);
    town_ok(t, sealer_close(t->mem, secret, S("totp/secret/1/1"), &seal, &why));
    db_rollback(t->db);
    run_sql(t->db, arena_text(t->mem, "update totp set secret = '%" STR_FMT "', last = 0",
                              STR_ARG(seal)).at);
    DO(t, totp_prove(t->job, 1, code_at(t, secret, 0))); /* as they were closed once */
}

ON_SIGNED_IN(a_link_for_a_new_password_asks_the_code_too)
{
    struct str *codes;
    struct str link;
    struct str secret = turn_on(t, &codes);
    struct session session = {0};
    bool asks = false;

    DO(t, act_person_link(t->job, t->person[SAMIRA], &link));
    DO(t, act_link_look(t->job, link, &asks));
    assert_true(asks);
    IS_REFUSED(t, "code", "totp.wrong", act_link_use(t->job, link, S("zeven gele trams"), S("")));
    IS_REFUSED(t, "code", "totp.wrong",
               act_link_use(t->job, link, S("zeven gele trams"), S("000000")));
    DO(t, act_link_use(t->job, link, S("zeven gele trams"), code_at(t, secret, 0)));
    DO(t, act_person_link(t->job, t->person[SAMIRA], &link));
    DO(t, act_link_use(t->job, link, S("acht rode bussen"), codes[2]));
    DO(t, act_sign_in(t->job, EMAIL, S("acht rode bussen"), S("a browser"), &session));
    EQ(session.second.len, 64); /* and signing in still asks one */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_factor_counts_from_its_first_right_code),
        cmocka_unit_test(a_code_lets_in_once_and_none_of_before_it),
        cmocka_unit_test(the_second_step_waits_five_minutes_and_for_one_at_a_time),
        cmocka_unit_test(wrong_codes_wait_apart_from_wrong_passwords),
        cmocka_unit_test(wrong_recovery_codes_wait_apart_from_wrong_codes),
        cmocka_unit_test(who_guesses_codes_at_one_address_holds_up_nobody_at_another),
        cmocka_unit_test(a_recovery_code_counts_once_and_new_ones_end_the_old),
        cmocka_unit_test(a_secret_that_is_moved_to_another_account_does_not_open),
        cmocka_unit_test(an_app_serves_in_every_organisation_of_its_account),
        cmocka_unit_test(a_link_for_a_new_password_asks_the_code_too),
    };

    return cmocka_run_group_tests(tests, town_key, town_key_end);
}
