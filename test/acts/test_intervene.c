/* Who lets somebody in anew, or puts them out: by the ledger, and of an administrator at the
 * keyboard alone. */
#include "town.h"

#include "acts/intervene.h"
#include "acts/password.h"
#include "acts/token.h"
#include "ledger/ledger.h"
#include "ledger/leave.h"

/* Kim, an owner, and Pop, who is administrator from tomorrow: both can sign in. */
static int64_t add(struct town *t, const char *email, uint32_t roles, int days)
{
    const struct person_plan plan = {
        .name = str_of(email), .email = str_of(email), .password = S("acht rode bussen"),
        .roles = roles, .from = {t->job->today.n + days}};
    struct str secret;
    int64_t id;

    town_as(t, NADIA);
    DO(t, act_person_add(t->job, &plan, &id, &secret));
    return id;
}

/* The acts, as one type. */
static enum outcome link_of(struct job *job, int64_t person)
{
    struct str secret;

    return act_person_link(job, person, &secret);
}

static enum outcome password_of(struct job *job, int64_t person)
{
    struct str password;

    return act_person_password(job, person, S(""), &password);
}

static enum outcome token_of(struct job *job, int64_t person)
{
    struct str secret;

    return act_token_make(job, person, S("rekenblad"), (struct day){0}, &secret);
}

static const struct intervention {
    enum outcome (*act)(struct job *job, int64_t person);
    const char *word;
    bool anew;
} interventions[] = {
    {link_of, "account.link", true},
    {password_of, "account.password", true},
    {act_person_factor_end, "account.factor_end", true},
    {act_person_passkeys_end, "account.passkeys_end", true},
    {act_person_sessions_end, "account.sessions_end", false},
    {token_of, "account.token", true},
};
enum { INTERVENTIONS = sizeof interventions / sizeof *interventions };

/* The newest entry: one change, of that act, by who, at whom. */
static void newest_is(struct town *t, const char *act, int64_t by, int64_t whom, const char *to)
{
    const int64_t last = entries(t);
    const struct leave *leave;
    struct ledger_change *lines;
    size_t n;

    town_begin(t);
    EQ(leave_ask(t->job, MAY_LEDGER, &person_noun, 0, &leave), DONE);
    EQ(ledger_show(t->job, leave, last, 1, &lines, &n), DONE);
    EQ(n, 1);
    text_eq(lines[0].act, act);
    EQ(lines[0].person, by);
    EQ(lines[0].id, whom);
    assert_ptr_equal(lines[0].noun, &person_noun);
    assert_string_equal(lines[0].field->name, "interventions");
    text_eq(lines[0].to, to);
}

ON_TOWN(what_is_done_to_an_account_stands_in_the_ledger)
{
    int64_t kim = add(t, "kim@x.example", ROLE(OWNER), 1);

    for (int i = 0; i < INTERVENTIONS; i++) {
        DO(t, interventions[i].act(t->job, kim));
        newest_is(t, interventions[i].word, t->person[NADIA], kim,
                  arena_text(t->mem, "%d", i + 1).at);
    }
}

ON_TOWN(of_who_has_no_account_or_is_not_there_nothing_is_done_or_noted)
{
    int64_t before = entries(t);

    town_as(t, NADIA);
    for (int i = 0; i < INTERVENTIONS; i++) {
        if (interventions[i].act != token_of) /* which acts as a person, not by an account */
            IS_REFUSED(t, "person", "account.none", interventions[i].act(t->job, t->person[RUBEN]));
        EQ(TRY(t, interventions[i].act(t->job, 4711)), NOT_THERE);
    }
    town_as(t, SAMIRA);
    for (int i = 0; i < INTERVENTIONS; i++)
        EQ(TRY(t, interventions[i].act(t->job, t->person[RUBEN])), FORBIDDEN);
    EQ(entries(t), before);
}

/* Whoever had got hold of the account has no way in left. */
ON_TOWN(a_token_ends_with_what_else_lets_somebody_in)
{
    int64_t kim = add(t, "kim@x.example", ROLE(OWNER), 1);

    town_later(t, 1);
    for (int i = 0; i < INTERVENTIONS; i++) {
        bool ends = interventions[i].act != link_of && interventions[i].act != token_of;
        struct str secret;
        struct str kept;

        town_as(t, NADIA);
        DO(t, act_token_make(t->job, kim, S("rekenblad"), (struct day){0}, &secret));
        kept = arena_str(t->mem, secret);
        DO(t, interventions[i].act(t->job, kim));
        EQ(TRY(t, token_find(t->job, kept)), ends ? NOT_THERE : DONE);
        t->job->account = 0; /* who asked by the token is gone again */
    }
}

ON_TOWN(what_somebody_does_to_their_own_is_not_in_the_ledger)
{
    int64_t before = entries(t);

    town_as(t, RUBEN);
    DO(t, token_of(t->job, t->person[RUBEN]));
    EQ(entries(t), before);
}

/* The machine itself asks: as a command at the keyboard does. */
static void at_the_keyboard(struct town *t)
{
    town_as(t, NADIA);
    t->job->person = 0;
}

static void is_for_the_keyboard(struct town *t, int64_t pop)
{
    for (int i = 0; i < INTERVENTIONS; i++) {
        int64_t before = entries(t);

        town_as(t, NADIA);
        if (!interventions[i].anew) {
            DO(t, interventions[i].act(t->job, pop));
            continue;
        }
        EQ(TRY(t, interventions[i].act(t->job, pop)), FORBIDDEN);
        text_eq(t->job->faults.at[0].key, "leave.fellow_admin");
        EQ(entries(t), before);
        at_the_keyboard(t);
        DO(t, interventions[i].act(t->job, pop));
        town_as(t, NADIA);
        newest_is(t, interventions[i].word, 0, pop, arena_text(t->mem, "%d", i + 1).at);
    }
}

ON_TOWN(one_administrator_does_not_let_the_other_in_anew)
{
    is_for_the_keyboard(t, add(t, "pop@x.example", ROLE(ADMIN), 1));
}

ON_TOWN(an_administrator_of_today_is_one_until_the_day_is_over)
{
    int64_t pop = add(t, "pop@x.example", ROLE(ADMIN), 1);

    add(t, "mia@x.example", ROLE(ADMIN), 1); /* who stays */
    town_later(t, 3);
    DO(t, act_role_until(t->job, pop, ROLE_ADMIN, t->job->today));
    EQ(TRY(t, link_of(t->job, pop)), FORBIDDEN);
    town_later(t, 1);
    DO(t, link_of(t->job, pop));
}

ON_TOWN(who_was_let_in_anew_gets_no_role_of_the_same_person_that_day)
{
    const struct day none = {0};
    int64_t kim = add(t, "kim@x.example", ROLE(OWNER), 1);

    add(t, "mia@x.example", ROLE(ADMIN), 1); /* who stays */
    for (int i = 0; i < INTERVENTIONS; i++) {
        town_later(t, 1);
        DO(t, act_role_give(t->job, kim, ROLE_ADMIN, none, none));
        DO(t, act_role_end(t->job, kim, ROLE_ADMIN));
        DO(t, interventions[i].act(t->job, kim));
        if (interventions[i].anew) {
            EQ(TRY(t, act_role_give(t->job, kim, ROLE_ADMIN, none, none)), FORBIDDEN);
            text_eq(t->job->faults.at[0].key, "leave.same_day");
        } else {
            DO(t, act_role_give(t->job, kim, ROLE_ADMIN, none, none));
            DO(t, act_role_end(t->job, kim, ROLE_ADMIN));
        }
    }
}

/* On the first day nobody has held a role for a day: who begins sets things up alone. */
ON_DOOR(who_begins_may_let_the_second_administrator_in)
{
    const struct person_plan plan = {.name = S("Pop"), .email = S("pop@x.example"),
        .password = S("acht rode bussen"), .roles = ROLE(ADMIN)};
    struct str secret;
    int64_t pop;

    town_as(t, SAMIRA);
    DO(t, act_person_add(t->job, &plan, &pop, &secret));
    DO(t, link_of(t->job, pop));
    town_later(t, 1);
    EQ(TRY(t, link_of(t->job, pop)), FORBIDDEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_done_to_an_account_stands_in_the_ledger),
        cmocka_unit_test(of_who_has_no_account_or_is_not_there_nothing_is_done_or_noted),
        cmocka_unit_test(a_token_ends_with_what_else_lets_somebody_in),
        cmocka_unit_test(what_somebody_does_to_their_own_is_not_in_the_ledger),
        cmocka_unit_test(one_administrator_does_not_let_the_other_in_anew),
        cmocka_unit_test(an_administrator_of_today_is_one_until_the_day_is_over),
        cmocka_unit_test(who_was_let_in_anew_gets_no_role_of_the_same_person_that_day),
        cmocka_unit_test(who_begins_may_let_the_second_administrator_in),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
