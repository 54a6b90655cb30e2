/* What somebody sets for themselves: language, look, and with what a program comes in. */
#include "town.h"

#include "acts/account.h"
#include "acts/token.h"

#define PASSWORD S("vier paarse fietsen")

/* A test on a town where Samira has an account and everybody else a role. */
#define ON_HOUSE(name)                                                                          \
    static void name##_in(struct town *t, struct session *samira);                              \
    static void name##_at(struct arena *mem, struct str where)                                  \
    {                                                                                           \
        static struct town town;                                                                \
        struct session session = {0};                                                           \
        town_found(&town, mem, where, PASSWORD);                                                \
        sign_in(&town, &session);                                                               \
        name##_in(&town, &session);                                                             \
        town_close(&town);                                                                      \
    }                                                                                           \
    TEST(name) { on_both(name##_at); }                                                          \
    static void name##_in(struct town *t, struct session *samira)

static void sign_in(struct town *t, struct session *ret)
{
    t->job->account = t->job->person = t->job->org = 0;
    t->job->roles = 0;
    DO(t, act_sign_in(t->job, S("samira@voorbeeld.example"), PASSWORD, S("a browser"), ret));
}

ON_HOUSE(language_and_look_are_kept_with_the_account_and_not_in_the_ledger)
{
    struct account_mine mine = {0};
    struct session found = {0};
    int64_t before = entries(t);

    DO(t, act_account(t->job, &mine));
    text_eq(mine.email, "samira@voorbeeld.example");
    EQ(mine.lang, LANG_NL);
    EQ(mine.look, LOOK_COMPUTER);
    EQ(mine.n_held, 2);
    DO(t, act_account_set(t->job, LANG_EN, LOOK_DARK));
    DO(t, session_find(t->job, samira->cookie, &found));
    EQ(t->job->lang, LANG_EN);
    EQ(found.look, LOOK_DARK);
    DO(t, act_account_language(t->job, LANG_NL));
    DO(t, session_find(t->job, samira->cookie, &found));
    EQ(t->job->lang, LANG_NL);
    EQ(found.look, LOOK_DARK);
    EQ(entries(t), before);
}

ON_HOUSE(who_has_no_account_has_nothing_to_set)
{
    struct account_mine mine;

    (void)samira;
    t->job->account = 0;
    EQ(TRY(t, act_account(t->job, &mine)), NOT_THERE);
    EQ(TRY(t, act_account_set(t->job, LANG_EN, LOOK_DARK)), NOT_THERE);
    EQ(TRY(t, act_account_language(t->job, LANG_EN)), NOT_THERE);
}

ON_HOUSE(a_session_tells_when_it_ends_and_asking_moves_that_on)
{
    struct session found = {0};
    int64_t began = t->job->now.ms;

    DO(t, session_find(t->job, samira->cookie, &found));
    EQ(found.ends.ms - began, 15 * 60000); /* of an administrator */
    EQ(found.ends_last.ms - began, 12 * 3600000);
    /* What was seen a moment ago is not written anew, and the promise is no longer. */
    town_minutes(t, 4);
    DO(t, session_find(t->job, samira->cookie, &found));
    EQ(found.ends.ms - began, 15 * 60000);
    town_minutes(t, 8);
    DO(t, session_find(t->job, samira->cookie, &found));
    EQ(found.ends.ms - began, 27 * 60000);
    DO(t, session_seen(t->job, samira->cookie));
    for (int minutes = 12; minutes < 11 * 60 + 40; minutes += 12) {
        DO(t, session_seen(t->job, samira->cookie));
        town_minutes(t, 12);
    }
    DO(t, session_find(t->job, samira->cookie, &found));
    EQ(found.ends.ms, found.ends_last.ms);
    EQ(found.ends.ms - began, 12 * 3600000);
}

/* ---- tokens ---- */

static struct token_line *tokens(struct town *t, size_t *ret_n)
{
    struct token_line *lines;

    DO(t, act_token_list(t->job, &lines, ret_n));
    return lines;
}

ON_TOWN(everybody_makes_and_withdraws_their_own_tokens_and_the_admin_all)
{
    struct str secret = S("");
    struct token_line *lines;
    size_t n;

    town_as(t, EVA);
    DO(t, act_token_make(t->job, t->person[EVA], S("rekenblad"), (struct day){0}, &secret));
    assert_true(str_starts(secret, S(TOKEN_MARK)));
    town_as(t, RUBEN);
    EQ(TRY(t, act_token_make(t->job, t->person[EVA], S("van een ander"), (struct day){0}, &secret)),
       FORBIDDEN);
    DO(t, act_token_make(t->job, t->person[RUBEN], S("koppeling"), (struct day){0}, &secret));
    lines = tokens(t, &n);
    EQ(n, 1);
    text_eq(lines[0].name, "koppeling");
    town_as(t, NADIA);
    lines = tokens(t, &n);
    EQ(n, 2);
    town_as(t, RUBEN);
    EQ(TRY(t, act_token_end(t->job, lines[1].id)), FORBIDDEN);
    DO(t, act_token_end(t->job, lines[0].id));
    EQ(TRY(t, token_find(t->job, secret)), NOT_THERE);
    town_as(t, NADIA);
    DO(t, act_token_end(t->job, lines[1].id));
    EQ(TRY(t, act_token_end(t->job, 999)), NOT_THERE);
    lines = tokens(t, &n);
    EQ(n, 2);
    assert_true(lines[0].ended.ms != 0 && lines[1].ended.ms != 0);
}

ON_TOWN(a_token_has_a_name_and_a_last_day_within_two_years)
{
    struct str secret;
    int64_t eva = t->person[EVA];

    town_as(t, EVA);
    IS_REFUSED(t, "name", "token.name",
               act_token_make(t->job, eva, S("  "), (struct day){0}, &secret));
    IS_REFUSED(t, "name", "token.name",
               act_token_make(t->job, eva, S("a\nb"), (struct day){0}, &secret));
    IS_REFUSED(t, "name", "token.name",
               act_token_make(t->job, eva, S("a\u202eb"), (struct day){0}, &secret));
    IS_REFUSED(t, "until", "token.until",
               act_token_make(t->job, eva, S("x"), town_day("2026-01-11"), &secret));
    IS_REFUSED(t, "until", "token.until",
               act_token_make(t->job, eva, S("x"), town_day("2028-01-14"), &secret));
    DO(t, act_token_make(t->job, eva, S("x"), town_day("2028-01-13"), &secret));
    DO(t, act_token_make(t->job, eva, S("y"), town_day("2026-01-12"), &secret));
    DO(t, token_find(t->job, secret));
    town_later(t, 1);
    EQ(TRY(t, token_find(t->job, secret)), NOT_THERE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(language_and_look_are_kept_with_the_account_and_not_in_the_ledger),
        cmocka_unit_test(who_has_no_account_has_nothing_to_set),
        cmocka_unit_test(a_session_tells_when_it_ends_and_asking_moves_that_on),
        cmocka_unit_test(everybody_makes_and_withdraws_their_own_tokens_and_the_admin_all),
        cmocka_unit_test(a_token_has_a_name_and_a_last_day_within_two_years),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
