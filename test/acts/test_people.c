/* A new organisation, its people, and who gives whom which role. */
#include "town.h"

#include "acts/intervene.h"
#include "acts/password.h"
#include "acts/session.h"

static void make_wrong(struct town *t, const char *field, const char *key,
                       struct organisation_plan plan)
{
    town_is_refused(t, TRY(t, act_organisation_make(t->job, &plan)), str_of(field), str_of(key));
}

static void makes_at(struct arena *mem, struct str where)
{
    static struct town town;
    struct town *t = &town;
    struct organisation org;
    struct soa_view *view = NULL;
    struct picture *now = NULL;

    town_found(t, mem, where, S(""));
    EQ(t->job->org, 1);
    DO(t, act_organisation_get(t->job, &org));
    text_eq(org.name, "Gemeente Voorbeeld");
    EQ(org.type, ORG_GEMEENTE);
    EQ(org.hours.n, 8);
    text_eq(org.norm, "bio2@1.3");
    DO(t, act_soa(t->job, 0, &view));
    EQ(view->soa.number.n, 1);
    EQ(view->soa.state, SOA_DRAFT);
    EQ(view->n_controls, 93);
    EQ(view->n_faults, view->n_lines);
    assert_true(view->alone);
    DO(t, picture_load(t->job, &now));
    EQ(now->whole.n, t->norm->n_assessed);
    EQ(now->whole.by_status[STATUS_UNKNOWN], t->norm->n_assessed);
    EQ(entries(t), 1);
    /* Nobody has held a role for a day yet: somebody alone can set things up. */
    DO(t, act_role_give(t->job, t->job->person, ROLE_OWNER, (struct day){0}, (struct day){0}));
    town_close(t);
}
TEST(a_new_organisation_is_ready_for_its_first_assessment) { on_both(makes_at); }

static void refuses_at(struct arena *mem, struct str where)
{
    static struct town town;
    struct town *t = &town;
    const struct organisation_plan good = {
        .name = S("X"), .type = S("gemeente"), .admin_name = S("Y"), .email = S("y@x.example"),
        .password = S("acht rode bussen")};
    struct organisation_plan plan;

    town_found(t, mem, where, S(""));
#define WRONG(field, key, ...) plan = good; __VA_ARGS__; make_wrong(t, field, key, plan)
    WRONG("name", "value.required", plan.name = S(""));
    WRONG("name", "value.long", plan.name = arena_text(mem, "%0201d", 1));
    WRONG("type", "value.choice", plan.type = S("dorp"));
    WRONG("hours", "value.number", plan.hours = S("veel"));
    WRONG("hours", "fault.hours", plan.hours = S("-1"));
    WRONG("norm", "norm.unknown", plan.norm = S("bio9"));
    WRONG("admin_name", "value.required", plan.admin_name = S(""));
    WRONG("password", "password.length", plan.password = S("kort"));
    WRONG("email", "account.email", plan.email = S("geen adres"));
#undef WRONG
    town_close(t);
}
TEST(an_organisation_that_is_filled_in_wrong_is_refused_by_field) { on_both(refuses_at); }

ON_TOWN(nobody_gives_themselves_a_role_once_there_are_two)
{
    town_as(t, NADIA);
    EQ(TRY(t, act_role_give(t->job, t->person[NADIA], ROLE_CISO, (struct day){0},
                            (struct day){0})), FORBIDDEN);
    text_eq(t->job->faults.at[0].key, "leave.to_self");
    EQ(TRY(t, act_role_give(t->job, t->person[NADIA], ROLE_CISO,
                            (struct day){t->job->today.n + 9}, (struct day){0})), FORBIDDEN);
    IS_REFUSED(t, "role", "value.required",
               act_role_give(t->job, t->person[EVA], ROLE_NONE, (struct day){0}, (struct day){0}));
    IS_REFUSED(t, "role", "role.held",
               act_role_give(t->job, t->person[EVA], ROLE_READER, (struct day){0}, (struct day){0}));
    EQ(TRY(t, act_role_give(t->job, 9999, ROLE_READER, (struct day){0}, (struct day){0})), NOT_THERE);
    DO(t, act_role_give(t->job, t->person[EVA], ROLE_OWNER, (struct day){0}, (struct day){0}));
    for (enum town_who who = RUBEN; who < TOWN_PEOPLE; who++) {
        town_as(t, who);
        EQ(TRY(t, act_role_give(t->job, t->person[who], ROLE_ADMIN, (struct day){0}, (struct day){0})), FORBIDDEN);
        EQ(TRY(t, act_role_end(t->job, t->person[NADIA], ROLE_ADMIN)), FORBIDDEN);
    }
}

/* Nadia takes somebody in; Samira may give them a role at once, Nadia from tomorrow on. */
ON_TOWN(who_took_somebody_in_gives_them_no_role_the_same_day)
{
    struct person_plan plan = {.name = S("Pop"), .roles = ROLE(CISO)};
    struct day none = {0};
    struct day tomorrow = {t->job->today.n + 1};
    struct str password;
    int64_t id;

    town_as(t, NADIA);
    EQ(TRY(t, act_person_add(t->job, &plan, &id, &password)), FORBIDDEN);
    text_eq(t->job->faults.at[0].field, "from");
    text_eq(t->job->faults.at[0].key, "leave.same_day");
    plan.roles = 0;
    DO(t, act_person_add(t->job, &plan, &id, &password));
    EQ(TRY(t, act_role_give(t->job, id, ROLE_CISO, none, none)), FORBIDDEN);
    text_eq(t->job->faults.at[0].key, "leave.same_day");
    DO(t, act_role_give(t->job, id, ROLE_READER, tomorrow, none));
    t->roles[SAMIRA] |= ROLE(ADMIN);
    town_as(t, SAMIRA);
    DO(t, act_role_give(t->job, id, ROLE_CISO, none, none));
    town_as(t, NADIA);
    town_later(t, 1);
    DO(t, act_role_give(t->job, id, ROLE_OWNER, none, none));
    plan.roles = ROLE(OWNER);
    plan.from = (struct day){t->job->today.n + 1};
    plan.until = t->job->today;
    IS_REFUSED(t, "until", "fault.period", act_person_add(t->job, &plan, &id, &password));
}

/* 28 characters of 32: 140 bits [ASVS 11.5.1]. */
ON_TOWN(a_password_that_is_given_out_holds_more_than_128_bits_and_is_never_the_same)
{
    bool seen[256] = {false};
    struct str before = S("");
    int kinds = 0;

    for (int turn = 0; turn < 200; turn++) {
        struct str it = password_random(t->job);
        int signs = 0;

        EQ(it.len, 28 + 6);
        assert_false(str_eq(it, before));
        before = it;
        for (size_t i = 0; i < it.len; i++) {
            bool dash = i % 5 == 4;

            EQ(it.at[i] == '-', dash);
            signs += !dash;
            kinds += !dash && !seen[(unsigned char)it.at[i]];
            seen[(unsigned char)it.at[i]] = true;
        }
        EQ(signs, 28);
    }
    EQ(kinds, 32);
}

/* Pop came in by an account as administrator; what their request began with is taken meanwhile. */
ON_TOWN(what_is_asked_with_a_role_that_was_just_taken_is_not_kept)
{
    struct person_plan plan = {.name = S("Pop"), .email = S("pop@x.example"),
        .password = S("acht rode bussen"), .roles = ROLE(ADMIN)};
    struct day none = {0};
    struct str password;
    int64_t pop;
    int64_t before;

    t->roles[SAMIRA] |= ROLE(ADMIN);
    town_as(t, NADIA);
    plan.from = (struct day){t->job->today.n + 1};
    DO(t, act_person_add(t->job, &plan, &pop, &password));
    town_later(t, 1);
    DO(t, act_role_give(t->job, pop, ROLE_OWNER, none, none));
    town_begin(t);
    EQ(job_identify(t->job, 1), DONE);
    EQ(t->job->person, pop);
    EQ(t->job->roles, ROLE(ADMIN) | ROLE(OWNER));
    DO(t, act_role_give(t->job, t->person[EVA], ROLE_OWNER, none, none));
    DO(t, act_person_sessions_end(t->job, pop));

    t->job->account = 0;
    town_as(t, NADIA);
    DO(t, act_role_end(t->job, pop, ROLE_OWNER));
    before = entries(t);
    t->job->account = 1;
    t->job->person = pop;
    t->job->roles = ROLE(ADMIN) | ROLE(OWNER);
    EQ(TRY(t, act_role_give(t->job, t->person[EVA], ROLE_MEMBER, none, none)), FORBIDDEN);
    text_eq(t->job->faults.at[0].key, "leave.changed");
    EQ(t->job->roles, ROLE(ADMIN));
    t->job->roles = ROLE(ADMIN) | ROLE(OWNER);
    t->job->roles_head = before - 1; /* as they were before that entry */
    EQ(TRY(t, act_person_sessions_end(t->job, pop)), FORBIDDEN);
    EQ(entries(t), before);
    /* With the role that is left they go on at the next request. */
    DO(t, act_role_give(t->job, t->person[EVA], ROLE_MEMBER, none, none));
    /* An account that is no longer theirs opens nothing. */
    t->job->account = 2;
    EQ(TRY(t, act_role_give(t->job, t->person[EVA], ROLE_AUDITOR, none, none)), FORBIDDEN);
    EQ(t->job->roles, 0);
    /* What follows from a provider is done by nobody, when the account is known already. */
    t->job->account = 1;
    t->job->person = 0;
    t->job->roles = ROLE(OWNER);
    town_begin(t);
    EQ(leave_still(t->job, 0), DONE);
    EQ(t->job->roles, ROLE(OWNER));
    t->job->account = 0;
}

/* Who works on the machine itself has every right; the ledger says so. */
ON_TOWN(the_machine_gives_a_role_at_once)
{
    struct person_plan plan = {.name = S("Pop"), .roles = ROLE(CISO)};
    struct str password;
    int64_t id;

    t->job->person = 0;
    t->job->roles = ~UINT32_C(0);
    DO(t, act_person_add(t->job, &plan, &id, &password));
    DO(t, act_role_give(t->job, id, ROLE_ADMIN, (struct day){0}, (struct day){0}));
}

static struct role_held held_of(struct town *t, enum town_who who, enum role role)
{
    struct role_held found = {.row = {0}};
    struct person_line *lines;
    size_t n;

    DO(t, act_people(t->job, &lines, &n));
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < lines[i].n_held; k++)
            if (lines[i].person.row.id == t->person[who] && lines[i].held[k].role == role)
                found = lines[i].held[k];
    return found;
}

static void until(struct town *t, enum town_who who, enum role role, int days)
{
    DO(t, act_role_until(t->job, t->person[who], role, (struct day){t->job->today.n + days}));
}

ON_TOWN(the_last_day_of_a_role_can_be_moved)
{
    struct day none = {0};
    struct role_held held;

    town_as(t, NADIA);
    until(t, RUBEN, ROLE_OWNER, ROLE_SOON_DAYS);
    held = held_of(t, RUBEN, ROLE_OWNER);
    EQ(held.until.n, t->job->today.n + ROLE_SOON_DAYS);
    assert_true(role_ends_soon(&held, t->job->today));
    until(t, RUBEN, ROLE_OWNER, ROLE_SOON_DAYS + 1);
    held = held_of(t, RUBEN, ROLE_OWNER);
    assert_false(role_ends_soon(&held, t->job->today));
    DO(t, act_role_until(t->job, t->person[RUBEN], ROLE_OWNER, none));
    EQ(held_of(t, RUBEN, ROLE_OWNER).until.n, 0);
    IS_REFUSED(t, "until", "role.past",
               act_role_until(t->job, t->person[RUBEN], ROLE_OWNER,
                              (struct day){t->job->today.n - 2}));
    /* Longer than it was is a giving, and one's own is not given. */
    DO(t, act_role_give(t->job, t->person[HANS], ROLE_ADMIN, none, none));
    until(t, NADIA, ROLE_ADMIN, 5);
    EQ(TRY(t, act_role_until(t->job, t->person[NADIA], ROLE_ADMIN,
                             (struct day){t->job->today.n + 6})), FORBIDDEN);
    EQ(TRY(t, act_role_until(t->job, t->person[NADIA], ROLE_ADMIN, none)), FORBIDDEN);
    text_eq(t->job->faults.at[0].key, "leave.to_self");
    until(t, NADIA, ROLE_ADMIN, 4);
}

ON_TOWN(a_role_that_is_taken_back_on_its_first_day_gives_no_right_at_once)
{
    struct day none = {0};
    struct role_held held;

    town_as(t, NADIA);
    DO(t, act_role_give(t->job, t->person[EVA], ROLE_AUDITOR, none, none));
    IS_REFUSED(t, "role", "role.held",
               act_role_give(t->job, t->person[EVA], ROLE_AUDITOR,
                             (struct day){t->job->today.n + 40}, none));
    IS_REFUSED(t, "until", "fault.period",
               act_role_give(t->job, t->person[EVA], ROLE_OWNER, t->job->today,
                             (struct day){t->job->today.n - 1}));
    DO(t, act_role_end(t->job, t->person[EVA], ROLE_AUDITOR));
    held = held_of(t, EVA, ROLE_AUDITOR);
    EQ(held.until.n, held.from.n - 1);
    t->job->person = t->person[EVA];
    town_begin(t);
    EQ(leave_roles(t->job), DONE);
    EQ(t->job->roles, ROLE(READER));
    town_as(t, NADIA);
    EQ(TRY(t, act_role_end(t->job, t->person[EVA], ROLE_AUDITOR)), NOT_THERE);
    /* One that has not begun is taken back too, and two periods never meet. */
    DO(t, act_role_give(t->job, t->person[EVA], ROLE_OWNER, (struct day){t->job->today.n + 5},
                        (struct day){t->job->today.n + 6}));
    DO(t, act_role_give(t->job, t->person[EVA], ROLE_OWNER, (struct day){t->job->today.n + 9}, none));
    IS_REFUSED(t, "until", "role.held",
               act_role_until(t->job, t->person[EVA], ROLE_OWNER,
                              (struct day){t->job->today.n + 9}));
    DO(t, act_role_end(t->job, t->person[EVA], ROLE_OWNER));
}

ON_TOWN(the_last_admin_stays)
{
    town_as(t, NADIA);
    IS_REFUSED(t, "role", "role.last_admin",
               act_role_end(t->job, t->person[NADIA], ROLE_ADMIN));
    DO(t, act_role_give(t->job, t->person[HANS], ROLE_ADMIN, (struct day){0}, (struct day){0}));
    town_later(t, 1);
    DO(t, act_role_end(t->job, t->person[NADIA], ROLE_ADMIN));
    t->roles[HANS] |= ROLE(ADMIN);
    town_as(t, HANS);
    EQ(TRY(t, act_role_end(t->job, t->person[NADIA], ROLE_ADMIN)), NOT_THERE);
    IS_REFUSED(t, "role", "role.last_admin",
               act_role_end(t->job, t->person[HANS], ROLE_ADMIN));
    /* A role that ends before the other begins leaves nobody in between. */
    DO(t, act_role_give(t->job, t->person[EVA], ROLE_ADMIN, (struct day){t->job->today.n + 10},
                         (struct day){0}));
    IS_REFUSED(t, "role", "role.last_admin",
               act_role_end(t->job, t->person[HANS], ROLE_ADMIN));
    DO(t, act_role_until(t->job, t->person[HANS], ROLE_ADMIN, (struct day){t->job->today.n + 10}));
}

ON_TOWN(no_role_begins_before_today)
{
    struct day none = {0};
    struct day yesterday = {t->job->today.n - 1};
    struct person_plan plan = {.name = S("Pop"), .roles = ROLE(READER), .from = yesterday};
    struct str made;
    int64_t id;

    town_as(t, NADIA);
    IS_REFUSED(t, "from", "role.from_past",
               act_role_give(t->job, t->person[EVA], ROLE_AUDITOR, yesterday, none));
    IS_REFUSED(t, "from", "role.from_past", act_person_add(t->job, &plan, &id, &made));
    DO(t, act_role_give(t->job, t->person[EVA], ROLE_AUDITOR, t->job->today, none));
    t->job->person = 0;
    t->job->roles = ~UINT32_C(0);
    IS_REFUSED(t, "from", "role.from_past",
               act_role_give(t->job, t->person[EVA], ROLE_OWNER, yesterday, none));
    plan.from = t->job->today;
    DO(t, act_person_add(t->job, &plan, &id, &made));
}

/* Somebody with an account who is administrator from tomorrow on. */
static int64_t add_admin(struct town *t, const char *name, struct day from, struct day until)
{
    const struct person_plan plan = {
        .name = str_of(name), .email = arena_text(t->mem, "%s@voorbeeld.example", name),
        .password = S("acht rode bussen"), .roles = ROLE(ADMIN), .from = from, .until = until};
    struct str made;
    int64_t id;

    DO(t, act_person_add(t->job, &plan, &id, &made));
    return id;
}

#define LAST_ADMIN(day) IS_REFUSED(t, "role", "role.last_admin", \
                                   act_role_until(t->job, pop, ROLE_ADMIN, day))

/* Nadia and Hans have no account, so neither of them can be the one who stays. */
ON_TOWN(the_admin_who_stays_can_sign_in_and_has_no_end_date)
{
    struct day none = {0};
    struct day tomorrow = {t->job->today.n + 1};
    int64_t pop;
    int64_t ria;

    town_as(t, NADIA);
    pop = add_admin(t, "pop", tomorrow, none);
    ria = add_admin(t, "ria", tomorrow, (struct day){tomorrow.n + 90});
    DO(t, act_role_give(t->job, t->person[HANS], ROLE_ADMIN, none, none));
    town_later(t, 1);
    IS_REFUSED(t, "role", "role.last_admin", act_role_end(t->job, pop, ROLE_ADMIN));
    LAST_ADMIN(((struct day){t->job->today.n + 30}));
    /* What ended already may end sooner, and who cannot sign in may go. */
    DO(t, act_role_until(t->job, ria, ROLE_ADMIN, (struct day){t->job->today.n + 60}));
    DO(t, act_role_end(t->job, t->person[HANS], ROLE_ADMIN));
    DO(t, act_role_until(t->job, ria, ROLE_ADMIN, none));
    run_sql(t->db, "update person set until = '2027-01-01' where name = 'ria'");
    LAST_ADMIN(t->job->today);
    run_sql(t->db, "update person set until = null where name = 'ria'");
    DO(t, act_role_end(t->job, pop, ROLE_ADMIN));
    IS_REFUSED(t, "role", "role.last_admin", act_role_end(t->job, ria, ROLE_ADMIN));
}

ON_TOWN(the_admin_who_stays_begins_no_later_than_the_day_after)
{
    struct day none = {0};
    int64_t pop;

    town_as(t, NADIA);
    pop = add_admin(t, "pop", (struct day){t->job->today.n + 1}, none);
    (void)add_admin(t, "ria", (struct day){t->job->today.n + 9}, none);
    town_later(t, 1);
    LAST_ADMIN(((struct day){t->job->today.n + 6}));
    DO(t, act_role_until(t->job, pop, ROLE_ADMIN, (struct day){t->job->today.n + 7}));
}

ON_TOWN(roles_have_a_day_that_they_begin_and_one_that_they_end)
{
    struct person_line *lines;
    size_t n;

    town_as(t, NADIA);
    DO(t, act_role_give(t->job, t->person[EVA], ROLE_AUDITOR, town_day("2026-02-01"),
                         town_day("2026-02-28")));
    DO(t, act_role_until(t->job, t->person[SEM], ROLE_MEMBER, town_day("2026-01-31")));
    DO(t, act_people(t->job, &lines, &n));
    EQ(n, TOWN_PEOPLE);
    for (size_t i = 0; i < n; i++) {
        if (lines[i].person.row.id == t->person[EVA])
            EQ(lines[i].roles, ROLE(READER));
        if (lines[i].person.row.id == t->person[SEM])
            EQ(lines[i].roles, ROLE(MEMBER));
    }
    town_later(t, 20); /* 1 February */
    DO(t, act_people(t->job, &lines, &n));
    for (size_t i = 0; i < n; i++) {
        if (lines[i].person.row.id == t->person[EVA])
            EQ(lines[i].roles, ROLE(READER) | ROLE(AUDITOR));
        if (lines[i].person.row.id == t->person[SEM])
            EQ(lines[i].roles, 0);
    }
}

ON_TOWN(people_are_seen_by_those_who_may_and_found_by_name_or_number)
{
    struct person_line *lines;
    struct str password;
    int64_t id;
    size_t n;

    town_as(t, EVA);
    EQ(TRY(t, act_people(t->job, &lines, &n)), FORBIDDEN);
    town_as(t, NADIA);
    DO(t, act_person_find(t->job, S(" Ruben Kok "), &id));
    EQ(id, t->person[RUBEN]);
    DO(t, act_person_find(t->job, arena_text(t->mem, "%lld", (long long)t->person[INEKE]), &id));
    EQ(id, t->person[INEKE]);
    EQ(TRY(t, act_person_find(t->job, S("Ruben"), &id)), NOT_THERE);
    EQ(TRY(t, act_person_find(t->job, S(""), &id)), NOT_THERE);
    DO(t, act_person_add(t->job, &(struct person_plan){.name = S("Ruben Kok")}, &id, &password));
    IS_REFUSED(t, "person", "person.several", act_person_find(t->job, S("Ruben Kok"), &id));
    IS_REFUSED(t, "name", "value.required",
               act_person_add(t->job, &(struct person_plan){.name = S("")}, &id, &password));
    IS_REFUSED(t, "person", "account.none", act_person_password(t->job, id, S(""), &password));
    town_as(t, RUBEN);
    EQ(TRY(t, act_person_add(t->job, &(struct person_plan){.name = S("X")}, &id, &password)),
       FORBIDDEN);
}

ON_TOWN(the_settings_are_the_admins)
{
    struct given given = GIVEN(organisation, "hours", "12", "outside_law", "1");
    struct organisation org;

    town_as(t, SAMIRA);
    DO(t, act_organisation_get(t->job, &org));
    EQ(TRY(t, act_organisation_set(t->job, org.row, &given)), FORBIDDEN);
    town_as(t, NADIA);
    DO(t, act_organisation_set(t->job, org.row, &given));
    EQ(TRY(t, act_organisation_set(t->job, org.row, &given)), CLASHED);
    DO(t, act_organisation_get(t->job, &org));
    EQ(org.hours.n, 12);
    assert_true(org.outside_law);
    given = GIVEN(organisation, "test_months", "2");
    IS_REFUSED(t, "test_months", "fault.test_months",
               act_organisation_set(t->job, org.row, &given));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_organisation_is_ready_for_its_first_assessment),
        cmocka_unit_test(an_organisation_that_is_filled_in_wrong_is_refused_by_field),
        cmocka_unit_test(nobody_gives_themselves_a_role_once_there_are_two),
        cmocka_unit_test(who_took_somebody_in_gives_them_no_role_the_same_day),
        cmocka_unit_test(a_password_that_is_given_out_holds_more_than_128_bits_and_is_never_the_same),
        cmocka_unit_test(what_is_asked_with_a_role_that_was_just_taken_is_not_kept),
        cmocka_unit_test(the_machine_gives_a_role_at_once),
        cmocka_unit_test(the_last_day_of_a_role_can_be_moved),
        cmocka_unit_test(a_role_that_is_taken_back_on_its_first_day_gives_no_right_at_once),
        cmocka_unit_test(no_role_begins_before_today),
        cmocka_unit_test(the_last_admin_stays),
        cmocka_unit_test(the_admin_who_stays_can_sign_in_and_has_no_end_date),
        cmocka_unit_test(the_admin_who_stays_begins_no_later_than_the_day_after),
        cmocka_unit_test(roles_have_a_day_that_they_begin_and_one_that_they_end),
        cmocka_unit_test(people_are_seen_by_those_who_may_and_found_by_name_or_number),
        cmocka_unit_test(the_settings_are_the_admins),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
