/* Which provider counts: what one administrator sets, another confirms. */
#include "town.h"

#include "acts/sso_parts.h"

#define AT(name, issuer) \
    GIVEN(provider, "name", name, "issuer", issuer, "client", "waarborg", "way", "secret", \
          "joins", "linked", "ended", "0")
#define ELDERS AT("Elders", "https://elders.example")
#define VALS AT("Vals", "https://vals.example")

static const struct row any = {0};

static bool set(struct town *t, struct given given, struct str secret)
{
    bool waits = false;

    DO(t, act_sso_set(t->job, any, &given, secret, &waits));
    return waits;
}

/* The name on the button; empty: there is none. */
static struct str counts(struct town *t)
{
    struct sso_button *all;
    size_t n;

    DO(t, sso_buttons(t->job, &all, &n));
    assert_true(n <= 1);
    return n == 0 ? S("") : all[0].name;
}

static struct sso_setting setting(struct town *t)
{
    struct sso_setting it;

    DO(t, act_sso_get(t->job, &it));
    return it;
}

/* A town with two administrators, Nadia and Samira. Nadia set one and Samira confirmed it. */
static void two(struct town *t)
{
    t->roles[SAMIRA] |= ROLE(ADMIN);
    town_as(t, NADIA);
}

static void agreed(struct town *t)
{
    two(t);
    assert_true(set(t, ELDERS, S("geheim")));
    town_as(t, SAMIRA);
    DO(t, act_sso_confirm(t->job, setting(t).proposal.row));
    text_eq(counts(t), "Elders");
}

ON_TOWN(what_one_administrator_sets_counts_when_another_confirms_it)
{
    two(t);
    assert_true(set(t, ELDERS, S("geheim")));
    text_eq(counts(t), "");
    assert_true(setting(t).own);
    EQ(TRY(t, act_sso_confirm(t->job, any)), FORBIDDEN);
    text_eq(t->job->faults.at[0].key, "leave.two_persons");
    text_eq(counts(t), "");
    town_as(t, EVA);
    EQ(TRY(t, act_sso_confirm(t->job, any)), FORBIDDEN);
    town_as(t, SAMIRA);
    assert_false(setting(t).own);
    DO(t, act_sso_confirm(t->job, any));
    text_eq(counts(t), "Elders");
    EQ(setting(t).proposal.row.id, 0);
    IS_REFUSED(t, "", "sso.no_proposal", act_sso_confirm(t->job, any));
}

ON_TOWN(until_it_is_confirmed_what_counted_does)
{
    agreed(t);
    town_as(t, NADIA);
    assert_true(set(t, VALS, S("")));
    text_eq(counts(t), "Elders");
    text_eq(setting(t).it.issuer, "https://elders.example");
    text_eq(setting(t).proposal.issuer, "https://vals.example");
    EQ(TRY(t, act_sso_confirm(t->job, any)), FORBIDDEN);
    DO(t, act_sso_drop(t->job, any));
    text_eq(counts(t), "Elders");
    IS_REFUSED(t, "", "sso.no_proposal", act_sso_drop(t->job, any));
}

ON_TOWN(who_confirmed_one_may_propose_the_next_and_the_other_confirms_that)
{
    agreed(t);
    assert_true(set(t, VALS, S("")));
    EQ(TRY(t, act_sso_confirm(t->job, any)), FORBIDDEN);
    town_as(t, NADIA);
    DO(t, act_sso_confirm(t->job, any));
    text_eq(counts(t), "Vals");
}

ON_TOWN(a_proposal_that_was_changed_meanwhile_is_not_confirmed_unseen)
{
    struct row seen;

    two(t);
    set(t, ELDERS, S("geheim"));
    seen = setting(t).proposal.row;
    set(t, VALS, S(""));
    town_as(t, SAMIRA);
    EQ(TRY(t, act_sso_confirm(t->job, seen)), CLASHED);
    text_eq(counts(t), "");
    EQ(TRY(t, act_sso_drop(t->job, seen)), CLASHED);
    DO(t, act_sso_confirm(t->job, setting(t).proposal.row));
    text_eq(counts(t), "Vals");
}

ON_TOWN(turning_it_off_and_on_again_takes_one)
{
    agreed(t);
    town_as(t, NADIA);
    assert_false(set(t, GIVEN(provider, "ended", "1"), S("")));
    text_eq(counts(t), "");
    assert_false(set(t, GIVEN(provider, "ended", "0"), S("")));
    text_eq(counts(t), "Elders");
    assert_true(set(t, GIVEN(provider, "ended", "0", "joins", "made", "claim", "groups", "roles",
                             "admin=ict"), S("")));
}

ON_TOWN(the_secret_of_another_provider_waits_and_that_of_before_goes)
{
    struct given given = VALS;
    bool waits;

    agreed(t);
    IS_REFUSED(t, "secret", "sso.secret_later",
               act_sso_set(t->job, any, &given, S("ander"), &waits));
    set(t, VALS, S(""));
    assert_true(setting(t).has_secret);
    town_as(t, NADIA);
    DO(t, act_sso_confirm(t->job, any));
    assert_false(setting(t).has_secret);
    assert_false(set(t, VALS, S("ander"))); /* the same provider: its secret may be set */
    assert_true(setting(t).has_secret);
}

ON_TOWN(the_machine_itself_sets_and_confirms)
{
    two(t);
    set(t, ELDERS, S("geheim"));
    t->job->person = 0;
    t->job->roles = UINT32_MAX;
    DO(t, act_sso_confirm(t->job, any));
    text_eq(counts(t), "Elders");
    assert_false(set(t, VALS, S("ander")));
    text_eq(counts(t), "Vals");
}

ON_DOOR(who_holds_all_roles_alone_sets_it_at_once)
{
    town_as(t, SAMIRA);
    assert_false(set(t, ELDERS, S("geheim")));
    text_eq(counts(t), "Elders");
}

/* ---- sign-ins under way ---- */

/* As the provider would have said it of itself, so that no courier is needed. */
static void described(struct town *t)
{
    char text[MOMENT_TEXT_BYTES];

    run_sql(t->db, arena_text(t->mem,
        "insert into sso_document (org, kind, address, body, fetched) values (1, 'provider', "
        "'https://elders.example/.well-known/openid-configuration', '{"
        "\"issuer\": \"https://elders.example\", "
        "\"authorization_endpoint\": \"https://elders.example/auth\", "
        "\"token_endpoint\": \"https://elders.example/token\", "
        "\"jwks_uri\": \"https://elders.example/keys\"}', '%s')",
        moment_text(t->job->now, text).at).at);
}

static void begins(struct town *t, enum sso_aim aim, int64_t account)
{
    struct sso_ask ask = {aim, 1, S("http://localhost:8642"), S("/"), account};
    struct str address;
    struct str browser;

    DO(t, act_sso_begin(t->job, &ask, &address, &browser));
    assert_true(str_starts(address, S("https://elders.example/auth?")));
}

static void strangers_begin(struct town *t, int n)
{
    char text[MOMENT_TEXT_BYTES];

    run_sql(t->db, arena_text(t->mem,
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < %d) "
        "insert into sso_attempt (state, browser, org, nonce, verifier, back, aim, account, made) "
        "select cast(i as text), 'x', 1, 'x', 'x', '/', 'sign_in', 0, '%s' from n",
        n, moment_text(t->job->now, text).at).at);
}

static int64_t under_way(struct town *t, bool of_nobody)
{
    static const enum sql_type gives[] = {SQL_BIGINT};
    static const struct statement counts[] = {
        {"some", "select count(*) from sso_attempt where account <> 0", TEST_NUMBER, 0, NULL, 1,
         gives, NULL},
        {"none", "select count(*) from sso_attempt where account = 0", TEST_NUMBER + 1, 0, NULL, 1,
         gives, NULL}};

    return rows_of(t->db, &counts[of_nobody]);
}

ON_TOWN(what_strangers_begin_is_bounded_and_drives_out_nothing_of_who_is_in)
{
    agreed(t);
    t->job->now.ms += 10000 - t->job->now.ms % 10000;
    described(t);
    begins(t, AIM_LINK, 1);
    strangers_begin(t, SSO_ATTEMPTS_MAX + 5);
    begins(t, AIM_SIGN_IN, 0); /* those who begin meanwhile count nothing */
    EQ(under_way(t, true), SSO_ATTEMPTS_MAX + 6);
    t->job->now.ms += 10000;
    begins(t, AIM_SIGN_IN, 0);
    EQ(under_way(t, true), SSO_ATTEMPTS_MAX + 1);
    EQ(under_way(t, false), 1);
    t->job->now.ms += SSO_ATTEMPT_MINUTES * 60000 + 1;
    begins(t, AIM_SIGN_IN, 0);
    EQ(under_way(t, true), 1);
    EQ(under_way(t, false), 0);
}

/* Somebody with an account, and administrator and reader from tomorrow on. */
static int64_t add_admin(struct town *t, const char *name, struct day until)
{
    const struct person_plan plan = {
        .name = str_of(name), .email = arena_text(t->mem, "%s@voorbeeld.example", name),
        .password = S("acht rode bussen"), .roles = ROLE(ADMIN) | ROLE(READER),
        .from = {t->job->today.n + 1}, .until = until};
    struct str made;
    int64_t id;

    DO(t, act_person_add(t->job, &plan, &id, &made));
    return id;
}

static int64_t account_of(struct town *t, int64_t person)
{
    struct person_line *lines;
    size_t n;

    DO(t, act_people(t->job, &lines, &n));
    for (size_t i = 0; i < n; i++)
        if (lines[i].person.row.id == person && lines[i].person.account.is)
            return lines[i].person.account.n;
    fail();
    return 0;
}

/* Is Pop administrator, after signing in by a provider that says nothing of it? */
static bool stays_admin(struct town *t)
{
    const struct provider it = {.issuer = S("https://elders.example"), .roles = S("admin=ict")};
    const struct oidc_identity pop = {.issuer = it.issuer, .subject = S("pop")};
    bool admin;

    DO(t, sso_settle(t->job, &it, &pop));
    admin = (t->job->roles & ROLE(ADMIN)) != 0;
    town_as(t, NADIA);
    return admin;
}

/* Nadia has no account, so she is not the one who stays. */
ON_TOWN(a_provider_takes_an_administrator_by_the_rule_that_a_colleague_does)
{
    struct oidc_identity who = {.issuer = S("https://elders.example"), .subject = S("pop")};
    struct day none = {0};
    int64_t pop;
    int64_t ria;

    town_as(t, NADIA);
    pop = add_admin(t, "pop", none);
    ria = add_admin(t, "ria", (struct day){t->job->today.n + 90});
    DO(t, sso_link(t->job, &who, account_of(t, pop)));
    town_later(t, 1);
    town_as(t, NADIA);
    assert_true(stays_admin(t)); /* Ria's role has an end */
    DO(t, act_role_until(t->job, ria, ROLE_ADMIN, none));
    run_sql(t->db, "update person set until = '2027-01-01' where name = 'ria'");
    assert_true(stays_admin(t)); /* and she is leaving */
    run_sql(t->db, "update person set until = null where name = 'ria'");
    assert_false(stays_admin(t));
    IS_REFUSED(t, "role", "role.last_admin", act_role_end(t->job, ria, ROLE_ADMIN));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_one_administrator_sets_counts_when_another_confirms_it),
        cmocka_unit_test(until_it_is_confirmed_what_counted_does),
        cmocka_unit_test(who_confirmed_one_may_propose_the_next_and_the_other_confirms_that),
        cmocka_unit_test(a_proposal_that_was_changed_meanwhile_is_not_confirmed_unseen),
        cmocka_unit_test(turning_it_off_and_on_again_takes_one),
        cmocka_unit_test(the_secret_of_another_provider_waits_and_that_of_before_goes),
        cmocka_unit_test(the_machine_itself_sets_and_confirms),
        cmocka_unit_test(who_holds_all_roles_alone_sets_it_at_once),
        cmocka_unit_test(what_strangers_begin_is_bounded_and_drives_out_nothing_of_who_is_in),
        cmocka_unit_test(a_provider_takes_an_administrator_by_the_rule_that_a_colleague_does),
    };

    return cmocka_run_group_tests(tests, town_key, town_key_end);
}
