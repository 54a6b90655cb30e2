/* S01, S21: what each role may, what is one's own, and two persons. */
#include "house.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the table ---- */

/* One letter per right, in their order: A all, o own, . no. */
static const struct {
    enum role role;
    const char *may;
} rights[] = {
    /*                    read        judge   persons_write
     *                    |assess     |soa_write |settings
     *                    ||test      ||soa_adopt||ledger
     *                    |||assign   |||decide  |||erase
     *                    ||||evidence||||persons_read
     *                                            ||objects, level, norms, erase_ask,
     *                                            ||exception_ask, advise */
    {ROLE_NONE,          "...................."},
    {ROLE_ADMIN,         "A........AAAAA..AA.."},
    {ROLE_CISO,          "AA.AAAA..A..A.A.AAAA"},
    {ROLE_OWNER,         "Ao..o....A....oo..o."},
    {ROLE_MANAGEMENT,    "A..A....AA.....A...."},
    {ROLE_EXECUTIVE,     "A......AAA.........."},
    {ROLE_AUDITOR,       "A.A..A...A..A......."},
    {ROLE_PRIVACY,       "A........A.......A.."},
    {ROLE_COORDINATOR,   "A...A....A.........."},
    {ROLE_MEMBER,        "o..................."},
    {ROLE_READER,        "A..................."},
    {ROLE_CONTACT,       "...................."},
    {ROLE_DIRECTOR,      "...................."},
};

TEST(every_role_may_what_the_table_says_and_nothing_else)
{
    assert_int_equal(sizeof rights / sizeof *rights, ROLE_COUNT);
    for (size_t i = 0; i < ROLE_COUNT; i++)
        for (int right = 0; right < RIGHT_COUNT; right++) {
            char is = ".oA"[leave_role_may((int)rights[i].role, (enum right)right)];

            if (is != rights[i].may[right])
                fail_msg("%s %s: %c, ought to be %c", role_choices.words[i],
                         right_choices.words[right], is, rights[i].may[right]);
        }
}

TEST(a_role_alone_may_what_the_table_says)
{
    struct job job = {.roles = 0};

    for (int role = 1; role < ROLE_COUNT; role++)
        for (int right = 0; right < RIGHT_COUNT; right++) {
            int most = leave_role_may(role, (enum right)right);

            job.roles = UINT32_C(1) << role;
            assert_int_equal(leave_may(&job, (enum right)right), most > LEAVE_NO);
            assert_int_equal(leave_all(&job, (enum right)right), most == LEAVE_ALL);
            job.roles = UINT32_C(1) << ROLE_COUNT; /* a bit that is no role */
            assert_false(leave_may(&job, (enum right)right));
        }
}

static bool table_stops(int role, int right)
{
    int how = 0;
    pid_t child = fork();

    if (child == 0) {
        if (freopen("/dev/null", "w", stderr) == NULL)
            _exit(1);
        signal(SIGABRT, SIG_DFL);
        (void)leave_role_may(role, (enum right)right);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &how, 0), child);
    return WIFSIGNALED(how) && WTERMSIG(how) == SIGABRT;
}

TEST(what_is_no_role_or_no_right_is_never_looked_up)
{
    assert_false(table_stops(0, 0));
    assert_false(table_stops(ROLE_COUNT - 1, RIGHT_COUNT - 1));
    assert_true(table_stops(-1, 0));
    assert_true(table_stops(ROLE_COUNT, 0));
    assert_true(table_stops(1, -1));
    assert_true(table_stops(1, RIGHT_COUNT));
}

TEST(two_roles_together_may_what_either_may)
{
    struct job job = {.roles = ROLE(OWNER) | ROLE(COORDINATOR)};

    assert_true(leave_all(&job, MAY_EVIDENCE));
    assert_true(leave_may(&job, MAY_ASSESS));
    assert_false(leave_all(&job, MAY_ASSESS));
    assert_false(leave_may(&job, MAY_JUDGE));
    job.roles = 0;
    for (int right = 0; right < RIGHT_COUNT; right++)
        assert_false(leave_may(&job, (enum right)right));
}

/* What a door asks: the roles of who comes, what the line says, and why not. */
TEST(a_door_opens_for_who_has_the_right_for_some_row)
{
    static const struct {
        uint32_t roles;
        uint64_t asks;
        const char *why; /* NULL: it opens */
    } rows[] = {
        {0, ANYBODY, NULL},
        {0, ACCOUNT, NULL},
        {0, MAY(READ), "leave.role"},
        {0, 0, "leave.role"},
        {ROLE(CONTACT), MAY(READ), "leave.role"},
        {ROLE(MEMBER), MAY(READ), NULL},
        {ROLE(MEMBER), ALL(READ), "leave.own"},
        {ROLE(READER), ALL(READ), NULL},
        {ROLE(READER), MAY(ASSESS), "leave.role"},
        {ROLE(OWNER), MAY(ASSESS), NULL},
        {ROLE(OWNER), ALL(ASSESS), "leave.own"},
        {ROLE(OWNER), ALL(ASSESS) | MAY(LEVEL), NULL},
        {ROLE(OWNER), MAY(EXCEPTION_ASK), NULL},
        {ROLE(OWNER), ALL(EXCEPTION_ASK) | ALL(ADVISE), "leave.own"},
        {ROLE(CISO), ALL(ADVISE), NULL},
        {ROLE(AUDITOR), MAY(ASSESS) | MAY(TEST), NULL},
        {ROLE(CISO), MAY(NORMS), NULL},
        {ROLE(CISO), ALL(NORMS), NULL},
        {ROLE(MANAGEMENT), MAY(NORMS) | ALL(SETTINGS), "leave.role"},
        {ROLE(MEMBER) | ROLE(READER), ALL(READ), NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct job job = {.roles = rows[i].roles};
        enum outcome o = leave_door(&job, rows[i].asks);

        assert_int_equal(o, rows[i].why == NULL ? DONE : FORBIDDEN);
        assert_int_equal(job.faults.n, rows[i].why == NULL ? 0 : 1);
        if (rows[i].why != NULL)
            text_eq(job.faults.at[0].key, rows[i].why);
    }
}

/* ---- own ---- */

static void try_own(struct arena *mem, struct str where)
{
    struct house it;
    struct assessment bobs, adas, carried, nobodys;
    struct evidence proof;
    struct object object = {.name = S("Zaken"), .kind = OBJECT_PROCESS, .owner = {BOB}};
    const struct leave *leave = NULL;

    house_open(&it, mem, where);
    bobs = house_assess(&it, S("5.01"), BOB);
    adas = house_assess(&it, S("5.02"), ADA);
    carried = (struct assessment){.object = {it.object}, .item = S("5.03"), .owner = {ADA},
                                  .executor = {BOB}};
    house_new(&it, &assessment_noun, &carried);
    house_new(&it, &object_noun, &object);
    nobodys = (struct assessment){.object = {object.row.id}, .item = S("5.01")};
    house_new(&it, &assessment_noun, &nobodys);
    house_as(&it, BOB, ROLE(OWNER));
    house_ask(&it, MAY_ASSESS, &assessment_noun, bobs.row.id, NULL);
    house_ask(&it, MAY_ASSESS, &assessment_noun, carried.row.id, NULL);
    house_ask(&it, MAY_ASSESS, &assessment_noun, nobodys.row.id, NULL);
    house_ask(&it, MAY_ASSESS, &assessment_noun, adas.row.id, "leave.own");
    house_read(&it);
    assert_int_equal(leave_ask(&it.job, MAY_ASSESS, &assessment_noun, 9999, &leave), NOT_THERE);
    house_ask(&it, MAY_ASSESS, &assessment_noun, 0, "leave.own");
    house_ask(&it, MAY_ASSESS, &object_noun, object.row.id, NULL);
    house_ask(&it, MAY_ASSESS, &object_noun, it.object, "leave.own");
    house_ask(&it, MAY_ASSESS, &soa_noun, 1, "leave.own");
    house_ask(&it, MAY_EVIDENCE, &evidence_noun, 0, NULL);
    house_ask(&it, MAY_OBJECTS, &object_noun, 0, NULL);
    house_ask(&it, MAY_EVIDENCE, &assessment_noun, bobs.row.id, NULL);
    house_ask(&it, MAY_EVIDENCE, &assessment_noun, adas.row.id, "leave.own");
    house_ask(&it, MAY_JUDGE, &evidence_noun, 0, "leave.role");
    proof = house_evidence(&it, S("Bewijs"));
    house_ask(&it, MAY_EVIDENCE, &evidence_noun, proof.row.id, NULL);
    house_as(&it, ADA, ROLE(OWNER));
    house_ask(&it, MAY_EVIDENCE, &evidence_noun, proof.row.id, "leave.own");
    house_as(&it, 0, ROLE(OWNER));
    house_ask(&it, MAY_ASSESS, &assessment_noun, nobodys.row.id, "leave.own");
    house_close(&it);
}

TEST(an_owner_assesses_what_is_theirs_or_what_they_carry_out)
{
    on_both(try_own);
}

static void try_member(struct arena *mem, struct str where)
{
    struct house it;
    struct assessment bobs, adas, row;
    struct assessment *all;
    struct ledger_change *changes;
    const struct leave *leave;
    size_t n;

    house_open(&it, mem, where);
    bobs = house_assess(&it, S("5.01"), BOB);
    adas = house_assess(&it, S("5.02"), ADA);
    house_as(&it, BOB, ROLE(MEMBER));
    house_ask(&it, MAY_READ, &assessment_noun, adas.row.id, "leave.own");
    house_read(&it);
    house_ok(&it, leave_ask(&it.job, MAY_READ, &assessment_noun, 0, &leave));
    house_ok(&it, record_load(&it.job, leave, &assessment_noun, bobs.row, &row));
    assert_int_equal(record_load(&it.job, leave, &assessment_noun, adas.row, &row), NOT_THERE);
    house_ok(&it, record_all(&it.job, leave, &assessment_noun, &all, &n));
    assert_int_equal(n, 1);
    text_eq(all[0].item, "5.01");
    assert_false(leave_covers(leave, &assessment_noun, 0)); /* a leave about no row covers none */
    assert_int_equal(ledger_history(&it.job, leave, &assessment_noun, bobs.row.id, 9, &changes, &n),
                     FORBIDDEN);
    assert_int_equal(ledger_show(&it.job, leave, 1, 9, &changes, &n), FORBIDDEN);
    house_ok(&it, leave_ask(&it.job, MAY_READ, &assessment_noun, bobs.row.id, &leave));
    assert_true(leave_covers(leave, &assessment_noun, bobs.row.id));
    assert_false(leave_covers(leave, &assessment_noun, adas.row.id));
    assert_false(leave_covers(leave, &evidence_noun, bobs.row.id));
    house_ok(&it, ledger_history(&it.job, leave, &assessment_noun, bobs.row.id, 9, &changes, &n));
    /* What is nobody's is not of nobody's person. */
    house_as(&it, 0, ROLE(MEMBER));
    house_read(&it);
    house_ok(&it, leave_ask(&it.job, MAY_READ, &assessment_noun, 0, &leave));
    house_ok(&it, record_all(&it.job, leave, &assessment_noun, &all, &n));
    assert_int_equal(n, 0);
    house_close(&it);
}

TEST(a_member_reads_what_is_theirs_and_nothing_else)
{
    on_both(try_member);
}

static void try_own_rows(struct arena *mem, struct str where)
{
    struct house it;
    struct assessment done = {.row = {.id = 90}, .executor = {BOB}};
    struct assessment others = {.row = {.id = 91}, .owner = {ADA}, .executor = {ADA}};
    struct evidence given = {.row = {.id = 92}, .submitter = {BOB}};
    struct evidence hers = {.row = {.id = 93}, .submitter = {ADA}};
    const struct leave *leave;

    house_open(&it, mem, where);
    house_as(&it, BOB, ROLE(MEMBER));
    house_read(&it);
    house_ok(&it, leave_ask(&it.job, MAY_READ, &assessment_noun, 0, &leave));
    assert_true(leave_reaches(leave, &assessment_noun, &done));
    assert_false(leave_reaches(leave, &assessment_noun, &others));
    assert_true(leave_reaches(leave, &evidence_noun, &given));
    assert_false(leave_reaches(leave, &evidence_noun, &hers));
    house_close(&it);
}

TEST(what_one_carries_out_or_submitted_is_ones_own)
{
    on_both(try_own_rows);
}

/* ---- two persons ---- */

static void try_two(struct arena *mem, struct str where)
{
    struct house it;
    struct evidence proof;

    house_open(&it, mem, where);
    proof = house_evidence(&it, S("Bewijs"));
    house_ask(&it, MAY_JUDGE, &evidence_noun, proof.row.id, "leave.two_persons");
    house_ask(&it, MAY_JUDGE, &evidence_noun, 0, NULL);
    house_as(&it, BOB, ROLE(AUDITOR));
    house_ask(&it, MAY_JUDGE, &evidence_noun, proof.row.id, NULL);
    proof.fitness = FITNESS_FIT;
    house_save(&it, S("evidence.judge"), &evidence_noun, &proof);
    house_ask(&it, MAY_JUDGE, &evidence_noun, proof.row.id, NULL); /* judging is no making */
    proof.title = S("Ander bewijs");
    house_save(&it, S("evidence.change"), &evidence_noun, &proof);
    house_ask(&it, MAY_JUDGE, &evidence_noun, proof.row.id, "leave.two_persons");
    house_as(&it, 0, ROLE(AUDITOR) | ROLE(COORDINATOR));
    house_ask(&it, MAY_JUDGE, &evidence_noun, proof.row.id, NULL);
    proof = house_evidence(&it, S("Van de machine"));
    house_ask(&it, MAY_JUDGE, &evidence_noun, proof.row.id, "leave.two_persons");
    house_close(&it);
}

TEST(nobody_judges_evidence_that_they_added_or_changed)
{
    on_both(try_two);
}

/* By the ledger and not by a column, which could be overwritten. */
static void try_column(struct arena *mem, struct str where)
{
    struct house it;
    struct evidence proof;

    house_open(&it, mem, where);
    proof = house_evidence(&it, S("Bewijs"));
    house_as(&it, BOB, ROLE(OWNER));
    proof.submitter = (struct ref){BOB};
    house_save(&it, S("evidence.change"), &evidence_noun, &proof);
    house_as(&it, ADA, ROLE(CISO));
    house_ask(&it, MAY_JUDGE, &evidence_noun, proof.row.id, "leave.two_persons");
    house_close(&it);
}

TEST(another_submitter_in_the_column_makes_no_other_person)
{
    on_both(try_column);
}

static void try_adopt(struct arena *mem, struct str where)
{
    struct house it;
    struct isms_scope scope = {.name = S("Alles")};
    struct soa soa = {.number = {true, 1}, .state = SOA_DRAFT};
    struct exception exception = {.item = S("5.01"), .kind = EXCEPTION_PLAN, .reason = S("Later"),
                                  .risk_analysis = S("RA-1"), .state = EXCEPTION_ASKED};
    struct entry *entry;

    house_open(&it, mem, where);
    house_new(&it, &isms_scope_noun, &scope);
    soa.scope = (struct ref){scope.row.id};
    exception.until = it.job.today;
    house_ok(&it, ledger_open(&it.job, S("soa.make"), &entry));
    house_ok(&it, record_new(&it.job, entry, &soa_noun, &soa));
    house_ok(&it, record_new(&it.job, entry, &exception_noun, &exception));
    house_ok(&it, ledger_close(&it.job, entry));
    house_as(&it, ADA, ROLE(EXECUTIVE));
    house_ask(&it, MAY_SOA_ADOPT, &soa_noun, soa.row.id, "leave.two_persons");
    house_ask(&it, MAY_DECIDE, &exception_noun, exception.row.id, "leave.two_persons");
    house_as(&it, BOB, ROLE(EXECUTIVE));
    house_ask(&it, MAY_SOA_ADOPT, &soa_noun, soa.row.id, NULL);
    house_ask(&it, MAY_DECIDE, &exception_noun, exception.row.id, NULL);
    exception.advice = S("Doen");
    house_save(&it, S("exception.advise"), &exception_noun, &exception);
    house_ask(&it, MAY_DECIDE, &exception_noun, exception.row.id, NULL);
    house_as(&it, BOB, ROLE(CISO));
    house_ask(&it, MAY_ADVISE, &exception_noun, exception.row.id, NULL); /* advising is no making */
    house_as(&it, ADA, ROLE(CISO));
    house_ask(&it, MAY_ADVISE, &exception_noun, exception.row.id, "leave.two_advise");
    house_ask(&it, MAY_ADVISE, &exception_noun, 0, NULL);
    house_as(&it, BOB, ROLE(EXECUTIVE));
    exception.state = EXCEPTION_REFUSED;
    house_save(&it, S("exception.decide"), &exception_noun, &exception);
    house_as(&it, BOB, ROLE(CISO));
    house_ask(&it, MAY_ADVISE, &exception_noun, exception.row.id, NULL); /* nor is deciding */
    house_close(&it);
}

TEST(nobody_adopts_a_statement_or_decides_or_advises_on_an_exception_of_their_own)
{
    on_both(try_adopt);
}

/* ---- the machine fails ---- */

static void without(struct house *it, const char *table, bool away)
{
    db_rollback(it->db);
    run_sql(it->db, arena_text(it->job.mem, "alter table %s%s rename to %s%s",
                               table, away ? "" : "_away", table, away ? "_away" : "").at);
}

static void breaks(struct house *it, enum right right, const struct noun *noun, int64_t id)
{
    const struct leave *leave = NULL;

    house_read(it);
    assert_int_equal(leave_ask(&it->job, right, noun, id, &leave), BROKEN);
    assert_null(leave);
}

static void give_breaks(struct house *it, int64_t person)
{
    house_read(it);
    assert_int_equal(leave_give(&it->job, person, it->job.today, S("role")), BROKEN);
}

static void anew_breaks(struct house *it, int64_t person)
{
    house_read(it);
    assert_int_equal(leave_anew(&it->job, person), BROKEN);
}

static void try_broken(struct arena *mem, struct str where)
{
    struct house it;
    struct evidence proof;
    struct object object = {.name = S("Zaken"), .kind = OBJECT_PROCESS, .owner = {BOB}};
    bool is = false;

    house_open(&it, mem, where);
    proof = house_evidence(&it, S("Bewijs"));
    house_new(&it, &object_noun, &object);
    house_later(&it, 24 * 3600 * 1000);
    without(&it, "admitted", true);
    breaks(&it, MAY_READ, &evidence_noun, 0);
    without(&it, "admitted", false);
    house_as(&it, ADA, ROLE(CISO));
    proof.marking = MARKING_CONFIDENTIAL;
    house_save(&it, S("evidence.mark"), &evidence_noun, &proof);
    house_as(&it, BOB, ROLE(CISO));
    without(&it, "evidence_use", true);
    breaks(&it, MAY_READ, &evidence_noun, 0);
    without(&it, "evidence_use", false);
    house_as(&it, ADA, ROLE(CISO));
    proof.marking = MARKING_INTERNAL;
    house_save(&it, S("evidence.mark"), &evidence_noun, &proof);
    without(&it, "ledger_row", true);
    house_as(&it, ADA, ROLE(AUDITOR));
    breaks(&it, MAY_JUDGE, &evidence_noun, proof.row.id);
    give_breaks(&it, BOB);
    without(&it, "ledger_row", false);
    without(&it, "role_held", true);
    breaks(&it, MAY_JUDGE, &evidence_noun, proof.row.id);
    give_breaks(&it, BOB);
    anew_breaks(&it, BOB);
    house_read(&it);
    assert_int_equal(leave_alone(&it.job, &is), BROKEN);
    house_read(&it);
    assert_int_equal(leave_settled(&it.job, &is), BROKEN);
    house_read(&it);
    assert_int_equal(leave_roles(&it.job), BROKEN);
    it.job.account = 1;
    house_read(&it);
    assert_int_equal(leave_still(&it.job, 0), BROKEN);
    it.job.account = 0;
    without(&it, "role_held", false);
    db_rollback(it.db);
    run_sql(it.db, "alter table role_held rename column role to role_away");
    anew_breaks(&it, BOB);
    db_rollback(it.db);
    run_sql(it.db, "alter table role_held rename column role_away to role");
    without(&it, "object", true);
    house_as(&it, BOB, ROLE(OWNER));
    breaks(&it, MAY_ASSESS, &object_noun, object.row.id);
    without(&it, "object", false);
    house_close(&it);
}

TEST(no_leave_is_given_when_the_data_cannot_be_read)
{
    on_both(try_broken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_role_may_what_the_table_says_and_nothing_else),
        cmocka_unit_test(a_role_alone_may_what_the_table_says),
        cmocka_unit_test(what_is_no_role_or_no_right_is_never_looked_up),
        cmocka_unit_test(two_roles_together_may_what_either_may),
        cmocka_unit_test(a_door_opens_for_who_has_the_right_for_some_row),
        cmocka_unit_test(an_owner_assesses_what_is_theirs_or_what_they_carry_out),
        cmocka_unit_test(a_member_reads_what_is_theirs_and_nothing_else),
        cmocka_unit_test(what_one_carries_out_or_submitted_is_ones_own),
        cmocka_unit_test(nobody_judges_evidence_that_they_added_or_changed),
        cmocka_unit_test(another_submitter_in_the_column_makes_no_other_person),
        cmocka_unit_test(nobody_adopts_a_statement_or_decides_or_advises_on_an_exception_of_their_own),
        cmocka_unit_test(no_leave_is_given_when_the_data_cannot_be_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
