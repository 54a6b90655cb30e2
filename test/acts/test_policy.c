/* What an organisation asks of who signs in: each state, and what is done with it. */
#include "town.h"

#include "acts/passing.h"
#include "acts/policy.h"
#include "model/provider.h"
#include "store/sql.h"

TEST(a_sign_in_lacks_what_the_organisation_asks)
{
    enum { ADMIN = 1u << ROLE_ADMIN | 1u << ROLE_CISO, OTHER = 1u << ROLE_CISO };
    static const struct {
        enum sign_policy policy;
        unsigned roles;
        bool by_provider, has_factor, factor;
        enum sign_need need;
    } states[] = {
        {SIGN_FREE, OTHER, false, false, false, NEED_NOTHING},
        {SIGN_FREE, ADMIN, false, false, false, NEED_NOTHING},
        {SIGN_SECOND, OTHER, false, false, false, NEED_FACTOR},
        {SIGN_SECOND, ADMIN, false, false, false, NEED_FACTOR},
        {SIGN_SECOND, OTHER, false, true, true, NEED_NOTHING},
        {SIGN_SECOND, OTHER, false, true, false, NEED_SHOWN},
        {SIGN_SECOND, ADMIN, false, true, false, NEED_SHOWN},
        {SIGN_SECOND, OTHER, false, false, true, NEED_FACTOR}, /* it was thrown away */
        {SIGN_SECOND, OTHER, true, true, false, NEED_NOTHING},
        {SIGN_SECOND, OTHER, true, false, false, NEED_NOTHING},
        {SIGN_PROVIDER, OTHER, false, false, false, NEED_PROVIDER},
        {SIGN_PROVIDER, OTHER, false, true, false, NEED_PROVIDER},
        {SIGN_PROVIDER, OTHER, true, false, false, NEED_NOTHING},
        {SIGN_PROVIDER, ADMIN, false, false, false, NEED_FACTOR},
        {SIGN_PROVIDER, ADMIN, false, true, true, NEED_NOTHING},
        {SIGN_PROVIDER, ADMIN, false, true, false, NEED_SHOWN},
        {SIGN_PROVIDER, OTHER, false, true, true, NEED_PROVIDER},
        {SIGN_PROVIDER, ADMIN, true, false, false, NEED_NOTHING},
    };

    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        const struct session session = {.by_provider = states[i].by_provider,
                                        .has_factor = states[i].has_factor,
                                        .factor = states[i].factor};

        EQ(policy_judge(states[i].policy, states[i].roles, &session), states[i].need);
    }
}

static enum outcome ask(struct town *t, struct str word)
{
    struct given given = {.noun = &organisation_noun};
    int field = noun_field(&organisation_noun, S("sign_policy"));

    given.is[field] = true;
    given.text[field] = word;
    town_as(t, SAMIRA);
    return TRY(t, act_organisation_set(t->job, (struct row){0}, &given));
}

static enum outcome enter(struct town *t, struct session *ret)
{
    *ret = (struct session){0};
    return TRY(t, act_sign_in(t->job, EMAIL, RIGHT, S("a browser"), ret));
}

static enum outcome provider_add(struct job *job, bool ended)
{
    struct provider it = {.name = S("Elders"), .issuer = S("https://elders.example"),
                          .client = S("waarborg"), .way = WAY_SECRET, .joins = JOINS_LINKED,
                          .ended = ended};
    struct entry *entry;
    enum outcome o;

    if ((o = ledger_open(job, S("provider.set"), &entry)) != DONE ||
        (o = record_new(job, entry, &provider_noun, &it)) != DONE)
        return o;
    return ledger_close(job, entry);
}

static enum outcome passkey_put(struct job *job, int64_t account)
{
    struct query *q;

    if (passing_write(job) != DONE)
        return BROKEN;
    q = query_of(job->db, &sql_passkey_add);
    query_int(q, 1, account);
    query_int(q, 2, 1);
    for (int i = 3; i <= 10; i++) {
        if (i == 6 || i == 8)
            query_int(q, i, i == 6 ? -7 : 0);
        else
            query_text(q, i, S("x"));
    }
    return passing_write_one(job, q);
}

static enum outcome found(struct job *job, struct str cookie, struct session *ret)
{
    enum outcome o = session_find(job, cookie, ret);

    return o == DONE ? policy_hold(job, SIGN_SECOND, ret) : o;
}

static enum outcome enrol(struct job *job, struct str cookie, struct session *session)
{
    enum outcome o = passing_write(job);

    return o != DONE || (o = session_enrol(job, cookie, session)) != DONE ? o : db_commit(job->db);
}

ON_DOOR(who_has_no_factor_comes_in_to_make_one_and_that_session_goes_on)
{
    struct session session;
    struct session back;

    town_ok(t, ask(t, S("second")));
    town_ok(t, enter(t, &session));
    DO(t, found(t->job, session.cookie, &back));
    assert_true(back.must_enrol);
    DO(t, passkey_put(t->job, back.account)); /* in another session: this one may be anybody's */
    EQ(TRY(t, found(t->job, session.cookie, &back)), NOT_THERE);
    DO(t, session_find(t->job, session.cookie, &back));
    DO(t, enrol(t->job, session.cookie, &back));
    EQ(TRY(t, found(t->job, session.cookie, &session)), NOT_THERE);
    DO(t, found(t->job, back.cookie, &session));
    assert_false(session.must_enrol);
}

ON_DOOR(a_password_is_no_way_in_beside_a_passkey_when_two_are_asked)
{
    struct session session;

    town_ok(t, enter(t, &session));
    DO(t, passkey_put(t->job, session.account));
    town_ok(t, enter(t, &session));
    town_ok(t, ask(t, S("second")));
    EQ(TRY(t, found(t->job, session.cookie, &session)), NOT_THERE);
    IS_REFUSED(t, "email", "sign.use_passkey",
               act_sign_in(t->job, EMAIL, RIGHT, S("a browser"), &session));
    IS_REFUSED(t, "email", "sign.wrong",
               act_sign_in(t->job, EMAIL, S("niet dit wachtwoord"), S("a browser"), &session));
    town_ok(t, ask(t, S("")));
    town_ok(t, enter(t, &session));
}

static void link_to(struct town *t, const struct session *session)
{
    run_sql(t->db, arena_text(t->mem,
            "insert into sso_account (org, issuer, subject, account, made) values "
            "(1, 'https://elders.example', 'u-7', %lld, '2026-01-05T08:30:00.000Z')",
            (long long)session->account).at);
}

ON_DOOR(single_sign_on_alone_takes_a_provider_that_somebody_came_by)
{
    struct given more = GIVEN(organisation, "hours", "12");
    struct session session;

    town_is_refused(t, ask(t, S("provider")), S("sign_policy"), S("policy.no_provider"));
    DO(t, provider_add(t->job, false));
    town_is_refused(t, ask(t, S("provider")), S("sign_policy"), S("policy.nobody_came"));
    town_ok(t, enter(t, &session));
    link_to(t, &session);
    town_is_refused(t, ask(t, S("provider")), S("sign_policy"), S("policy.nobody_came"));
    run_sql(t->db, "update session set sso_issuer = 'https://ander.example', sso_subject = 'u-7'");
    town_is_refused(t, ask(t, S("provider")), S("sign_policy"), S("policy.nobody_came"));
    run_sql(t->db, "update session set sso_issuer = 'https://elders.example'");
    town_ok(t, ask(t, S("provider")));
    town_ok(t, enter(t, &session)); /* she is administrator */
    /* What is asked already is not proved again with another setting. */
    run_sql(t->db, "delete from session");
    DO(t, act_organisation_set(t->job, (struct row){0}, &more));
}

ON_DOOR(single_sign_on_alone_takes_a_provider_that_is_not_ended)
{
    DO(t, provider_add(t->job, true));
    town_is_refused(t, ask(t, S("provider")), S("sign_policy"), S("policy.no_provider"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sign_in_lacks_what_the_organisation_asks),
        cmocka_unit_test(who_has_no_factor_comes_in_to_make_one_and_that_session_goes_on),
        cmocka_unit_test(a_password_is_no_way_in_beside_a_passkey_when_two_are_asked),
        cmocka_unit_test(single_sign_on_alone_takes_a_provider_that_somebody_came_by),
        cmocka_unit_test(single_sign_on_alone_takes_a_provider_that_is_not_ended),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
