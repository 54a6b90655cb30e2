/* A link with which somebody sets a password: once, for a day, and no way in by itself. */
#include "town.h"

#include "acts/account_event.h"
#include "acts/intervene.h"
#include "acts/link.h"
#include "acts/token.h"

#define FRESH_ONE S("zeven gele trams")
#define RUBEN_EMAIL S("ruben@voorbeeld.example")

/* A test on a town with an account for Samira, its administrator, who is signed in. */
#define ON_SIGNED_IN(name)                                                                      \
    TOWN_TEST(name, town_found(&town, mem, where, RIGHT); sign_in(&town, EMAIL, RIGHT))

static struct session sign_in(struct town *t, struct str email, struct str password)
{
    struct session session = {0};

    t->job->account = t->job->person = t->job->org = 0;
    t->job->roles = 0;
    DO(t, act_sign_in(t->job, email, password, S("a browser"), &session));
    return session;
}

static enum outcome use(struct town *t, struct str secret, struct str password)
{
    return TRY(t, act_link_use(t->job, secret, password, S("")));
}

static enum outcome look(struct town *t, struct str secret)
{
    bool code = true;
    enum outcome o = TRY(t, act_link_look(t->job, secret, &code));

    if (o == DONE)
        assert_false(code);
    return o;
}

/* Ruben comes with a link and without a password. */
static int64_t add_ruben(struct town *t, struct str *ret_secret)
{
    const struct person_plan plan = {.name = S("Ruben Kok"), .email = RUBEN_EMAIL, .link = true,
                                     .roles = ROLE(OWNER)};
    int64_t id = 0;

    DO(t, act_person_add(t->job, &plan, &id, ret_secret));
    return id;
}

ON_SIGNED_IN(who_is_new_chooses_the_first_password_themselves)
{
    struct str secret;

    add_ruben(t, &secret);
    EQ(secret.len, 64);
    EQ(look(t, secret), DONE);
    IS_REFUSED(t, "password", "password.own", act_link_use(t->job, secret, S("RubenKok2026!"), S("")));
    EQ(look(t, secret), DONE); /* what was refused uses nothing up */
    EQ(use(t, secret, FRESH_ONE), DONE);
    assert_true(t->job->person == t->person[SAMIRA]); /* who sat there still does */
    assert_false(sign_in(t, RUBEN_EMAIL, FRESH_ONE).must_renew);
}

ON_SIGNED_IN(a_link_counts_once_and_for_a_day)
{
    struct str secret;
    struct str late;
    int64_t id = add_ruben(t, &secret);

    EQ(use(t, secret, FRESH_ONE), DONE);
    EQ(use(t, secret, S("acht rode bussen")), NOT_THERE);
    EQ(look(t, secret), NOT_THERE);
    DO(t, act_person_link(t->job, id, &late));
    town_minutes(t, LINK_HOURS * 60 - 1);
    EQ(look(t, late), DONE);
    town_minutes(t, 1);
    EQ(look(t, late), NOT_THERE);
    EQ(use(t, late, S("acht rode bussen")), NOT_THERE);
    sign_in(t, RUBEN_EMAIL, FRESH_ONE);
}

ON_SIGNED_IN(a_link_is_kept_as_a_digest_and_a_made_up_one_is_none)
{
    struct str secret;

    add_ruben(t, &secret);
    EQ(look(t, S("")), NOT_THERE);
    EQ(look(t, str_sub(secret, 0, 63)), NOT_THERE);
    EQ(look(t, arena_text(t->mem, "%064d", 0)), NOT_THERE);
    run_sql(t->db, arena_text(t->mem, "delete from password_link where hash = '%" STR_FMT "'",
                              STR_ARG(secret)).at);
    EQ(look(t, secret), DONE); /* the data does not know it by what it is */
}

ON_SIGNED_IN(a_new_link_ends_the_old_and_so_does_another_password)
{
    struct str first;
    struct str second;
    struct str third;
    struct str made;
    int64_t id = add_ruben(t, &first);

    DO(t, act_person_link(t->job, id, &second));
    EQ(look(t, first), NOT_THERE);
    EQ(look(t, second), DONE);
    DO(t, act_person_password(t->job, id, S(""), &made));
    EQ(look(t, second), NOT_THERE);
    DO(t, act_person_link(t->job, id, &third));
    sign_in(t, RUBEN_EMAIL, made);
    DO(t, act_password_change(t->job, made, FRESH_ONE));
    EQ(look(t, third), NOT_THERE);
}

ON_SIGNED_IN(a_password_by_a_link_ends_what_was_open_and_is_told)
{
    struct account_event_line *events;
    struct session open;
    struct session found;
    struct str secret;
    struct str token;
    size_t n;
    int64_t id = add_ruben(t, &secret);

    EQ(use(t, secret, FRESH_ONE), DONE);
    open = sign_in(t, RUBEN_EMAIL, FRESH_ONE);
    DO(t, act_token_make(t->job, id, S("Rekenblad"), (struct day){0}, &token));
    sign_in(t, EMAIL, RIGHT);
    DO(t, act_person_link(t->job, id, &secret));
    DO(t, session_find(t->job, open.cookie, &found)); /* making one ends nothing */
    IS_REFUSED(t, "password", "password.same", act_link_use(t->job, secret, FRESH_ONE, S("")));
    EQ(use(t, secret, S("acht rode bussen")), DONE);
    EQ(TRY(t, session_find(t->job, open.cookie, &found)), NOT_THERE);
    EQ(TRY(t, token_find(t->job, token)), NOT_THERE);
    sign_in(t, RUBEN_EMAIL, S("acht rode bussen"));
    DO(t, account_events(t->job, &events, &n));
    EQ(events[0].kind, EVENT_LINK_USED);
    EQ(events[1].kind, EVENT_LINK_MADE);
}

ON_SIGNED_IN(who_may_not_change_people_makes_no_link)
{
    struct str secret;
    struct str other;
    int64_t id = add_ruben(t, &secret);

    EQ(use(t, secret, FRESH_ONE), DONE);
    sign_in(t, RUBEN_EMAIL, FRESH_ONE);
    EQ(TRY(t, act_person_link(t->job, t->person[SAMIRA], &other)), FORBIDDEN);
    EQ(TRY(t, act_person_link(t->job, id, &other)), FORBIDDEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_new_chooses_the_first_password_themselves),
        cmocka_unit_test(a_link_counts_once_and_for_a_day),
        cmocka_unit_test(a_link_is_kept_as_a_digest_and_a_made_up_one_is_none),
        cmocka_unit_test(a_new_link_ends_the_old_and_so_does_another_password),
        cmocka_unit_test(a_password_by_a_link_ends_what_was_open_and_is_told),
        cmocka_unit_test(who_may_not_change_people_makes_no_link),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
