/* S01, S21: which roles a person holds on a day, who gives them, and who is alone with them. */
#include "house.h"

#include "store/query.h"
#include "store/sql.h"

static void end_role(struct house *it, int64_t id, int32_t days)
{
    struct role_held held;

    house_read(it);
    house_ok(it, record_load(&it->job, leave_system(&it->job), &role_held_noun,
                             (struct row){.id = id}, &held));
    held.until = (struct day){it->job.today.n + days};
    house_save(it, S("role.end"), &role_held_noun, &held);
}

static bool is_alone(struct house *it)
{
    bool alone = false;

    house_read(it);
    house_ok(it, leave_alone(&it->job, &alone));
    return alone;
}

static void try_alone(struct arena *mem, struct str where)
{
    struct house it;
    struct evidence proof;

    house_open(&it, mem, where);
    proof = house_evidence(&it, S("Bewijs"));
    assert_false(is_alone(&it));
    house_later(&it, 24 * 3600 * 1000);
    end_role(&it, 5, 0); /* Bob's, through today */
    assert_false(is_alone(&it));
    house_ask(&it, MAY_JUDGE, &evidence_noun, proof.row.id, "leave.two_persons");
    house_later(&it, 24 * 3600 * 1000);
    assert_true(is_alone(&it));
    house_ask(&it, MAY_JUDGE, &evidence_noun, proof.row.id, NULL);
    end_role(&it, 3, 0);
    house_later(&it, 24 * 3600 * 1000);
    assert_false(is_alone(&it)); /* nobody is not one */
    house_close(&it);
}

TEST(the_rule_is_off_only_while_one_person_holds_every_role)
{
    on_both(try_alone);
}

static void holds(struct house *it, int64_t person, int64_t account, uint32_t roles)
{
    house_as(it, person, ROLE(READER));
    it->job.account = account;
    house_read(it);
    house_ok(it, leave_roles(&it->job));
    assert_int_equal(it->job.roles, roles);
    it->job.account = 0;
}

static void try_holds(struct arena *mem, struct str where)
{
    struct house it;
    struct role_held more = {.person = {BOB}, .role = ROLE_MEMBER};

    house_open(&it, mem, where);
    more.from = (struct day){it.job.today.n + 1};
    house_new(&it, &role_held_noun, &more);
    holds(&it, ADA, 0, ROLE(ADMIN));
    holds(&it, BOB, 0, ROLE(OWNER));
    holds(&it, BOB, 1, 0); /* another's account */
    house_later(&it, 24 * 3600 * 1000);
    holds(&it, BOB, 0, ROLE(OWNER) | ROLE(MEMBER));
    house_as(&it, ADA, ROLE(ADMIN));
    end_role(&it, 5, 0); /* Bob's, through today */
    holds(&it, BOB, 0, ROLE(OWNER) | ROLE(MEMBER));
    house_later(&it, 24 * 3600 * 1000);
    holds(&it, BOB, 0, ROLE(MEMBER));
    house_close(&it);
}

TEST(a_person_holds_what_they_were_given_for_the_day)
{
    on_both(try_holds);
}

/* It is DONE without a word, or FORBIDDEN with this one alone. */
static void says(struct house *it, enum outcome o, const char *key)
{
    assert_int_equal(o, key == NULL ? DONE : FORBIDDEN);
    assert_int_equal(it->job.faults.n, key == NULL ? 0 : 1);
    if (key != NULL)
        text_eq(it->job.faults.at[0].key, key);
}

/* What began with these roles, asked anew while the ledger's head is this. */
static void still_at(struct house *it, int64_t head, const char *key)
{
    house_read(it);
    says(it, leave_still(&it->job, head), key);
    it->job.faults.n = 0;
}

static void still(struct house *it, int64_t account, uint32_t roles, const char *key)
{
    house_as(it, BOB, roles);
    it->job.account = account;
    still_at(it, 0, key);
    it->job.account = 0;
}

static int64_t head_of(struct house *it)
{
    struct query *q = query_of(it->db, &sql_ledger_head_read);
    int64_t head;

    query_int(q, 1, it->job.org);
    assert_true(query_next(q));
    head = query_get_int(q, 1);
    assert_int_equal(query_end(q), DONE);
    return head;
}

/* Read once, and asked anew only when the head moved since. */
static void still_since(struct house *it)
{
    int64_t head;

    house_as(it, BOB, 0);
    it->job.account = 1;
    house_read(it);
    house_ok(it, leave_roles(&it->job));
    head = it->job.roles_head;
    assert_int_equal(head, head_of(it));
    it->job.roles |= ROLE(CISO);
    still_at(it, head, NULL);
    assert_int_equal(it->job.roles, ROLE(OWNER) | ROLE(CISO)); /* as it was: not asked */
    still_at(it, head + 1, "leave.changed");
    it->job.roles |= ROLE(CISO);
    still_at(it, head - 1, "leave.changed");
    it->job.account = 2; /* not theirs */
    house_read(it);
    house_ok(it, leave_roles(&it->job));
    assert_int_equal(it->job.roles_head, 0);
    it->job.roles = ROLE(OWNER);
    still_at(it, 0, "leave.changed");
    it->job.account = 0;
}

static void try_still(struct arena *mem, struct str where)
{
    struct house it;

    house_open(&it, mem, where);
    still(&it, 0, ROLE(OWNER) | ROLE(CISO), NULL); /* by no account: not asked */
    assert_int_equal(it.job.roles, ROLE(OWNER) | ROLE(CISO));
    still(&it, 1, ROLE(OWNER), "leave.changed"); /* the account is not theirs */
    db_rollback(it.db);
    run_sql(it.db, "update person set account = 1 where id = 4");
    still(&it, 1, ROLE(OWNER), NULL);
    still(&it, 1, 0, NULL); /* more than it began with */
    assert_int_equal(it.job.roles, ROLE(OWNER));
    still(&it, 1, ROLE(OWNER) | ROLE(CISO), "leave.changed");
    assert_int_equal(it.job.roles, ROLE(OWNER));
    still_since(&it);
    db_rollback(it.db);
    run_sql(it.db, "update person set account = null where id = 4");
    house_close(&it);
}

TEST(what_began_with_a_role_that_is_gone_goes_no_further)
{
    on_both(try_still);
}

static void give(struct house *it, int64_t person, int days, const char *key)
{
    struct day from = {it->job.today.n + days};

    house_read(it);
    says(it, leave_give(&it->job, person, from, S("role")), key);
}

static void try_give(struct arena *mem, struct str where)
{
    struct house it;
    struct person who = {.name = S("Cas")};
    struct entry *entry;

    house_open(&it, mem, where);
    give(&it, ADA, 0, NULL); /* nobody has held a role for a day */
    house_later(&it, 24 * 3600 * 1000);
    house_read(&it);
    house_ok(&it, ledger_open(&it.job, S("person.add"), &entry));
    house_ok(&it, record_new(&it.job, entry, &person_noun, &who));
    house_ok(&it, ledger_close(&it.job, entry));
    who.job_title = S("Directeur");
    house_save(&it, S("person.add"), &person_noun, &who);
    give(&it, ADA, 0, "leave.to_self");
    give(&it, ADA, 9, "leave.to_self");
    give(&it, BOB, 0, NULL);
    give(&it, who.row.id, 0, "leave.same_day");
    give(&it, who.row.id, -9, "leave.same_day");
    give(&it, who.row.id, 1, NULL);
    give(&it, 0, 0, "leave.same_day"); /* who is being taken in */
    give(&it, 0, 1, NULL);
    house_as(&it, BOB, ROLE(ADMIN));
    give(&it, who.row.id, 0, NULL); /* another took them in */
    house_as(&it, 0, ROLE(ADMIN));
    give(&it, who.row.id, 0, NULL); /* the machine */
    give(&it, 0, 0, NULL);          /* and whom it is taking in */
    house_as(&it, ADA, ROLE(ADMIN));
    house_later(&it, 24 * 3600 * 1000);
    give(&it, who.row.id, 0, NULL);
    house_close(&it);
}

TEST(nobody_gives_a_role_to_themselves_or_to_whom_they_just_took_in)
{
    on_both(try_give);
}

/* What was done to Bob today, and whether he may be given a role today after it. */
static void try_let_in(struct arena *mem, struct str where)
{
    static const struct {
        const char *act;
        const char *key;
    } rows[] = {
        {"person.change", NULL},
        {"account.link", "leave.same_day"},
        {"account.password", "leave.same_day"},
        {"account.factor_end", "leave.same_day"},
        {"account.passkeys_end", "leave.same_day"},
        {"account.token", "leave.same_day"},
        {"account.sso_link", "leave.same_day"},
    };
    struct house it;
    struct person bob;

    house_open(&it, mem, where);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        house_later(&it, 24 * 3600 * 1000);
        house_read(&it);
        house_ok(&it, record_load(&it.job, leave_system(&it.job), &person_noun,
                                  (struct row){.id = BOB}, &bob));
        bob.job_title = arena_text(mem, "Teamleider %zu", i);
        house_save(&it, str_of(rows[i].act), &person_noun, &bob);
        give(&it, BOB, 0, rows[i].key);
    }
    house_close(&it);
}

TEST(to_whom_somebody_let_in_anew_they_give_no_role_that_day)
{
    on_both(try_let_in);
}

static void anew(struct house *it, int64_t person, const char *key)
{
    house_read(it);
    says(it, leave_anew(&it->job, person), key);
}

static void try_anew(struct arena *mem, struct str where)
{
    struct house it;
    struct role_held later = {.person = {BOB}, .role = ROLE_ADMIN};

    house_open(&it, mem, where);
    house_as(&it, BOB, ROLE(ADMIN));
    anew(&it, ADA, NULL); /* nobody has held a role for a day */
    house_later(&it, 24 * 3600 * 1000);
    anew(&it, ADA, "leave.fellow_admin");
    anew(&it, BOB, NULL); /* an owner */
    house_as(&it, 0, ROLE(ADMIN));
    anew(&it, ADA, NULL); /* the machine */
    house_as(&it, ADA, ROLE(ADMIN));
    later.from = (struct day){it.job.today.n + 9};
    house_new(&it, &role_held_noun, &later);
    anew(&it, BOB, "leave.fellow_admin"); /* from next week */
    end_role(&it, 3, 0);                  /* Ada's, through today */
    anew(&it, ADA, "leave.fellow_admin");
    house_later(&it, 24 * 3600 * 1000);
    house_as(&it, BOB, ROLE(ADMIN));
    anew(&it, ADA, NULL);
    house_close(&it);
}

TEST(an_administrator_lets_no_administrator_in_anew)
{
    on_both(try_anew);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rule_is_off_only_while_one_person_holds_every_role),
        cmocka_unit_test(a_person_holds_what_they_were_given_for_the_day),
        cmocka_unit_test(what_began_with_a_role_that_is_gone_goes_no_further),
        cmocka_unit_test(nobody_gives_a_role_to_themselves_or_to_whom_they_just_took_in),
        cmocka_unit_test(to_whom_somebody_let_in_anew_they_give_no_role_that_day),
        cmocka_unit_test(an_administrator_lets_no_administrator_in_anew),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
