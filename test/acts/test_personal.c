/* The right of access: what is held about one person, and nothing of another. */
#include "town.h"

#include "acts/admit.h"
#include "acts/organisation.h"
#include "acts/personal.h"
#include "acts/reading.h"
#include "acts/retention.h"
#include "acts/token.h"

static struct str paper_of(struct town *t, enum town_who who, int64_t person)
{
    struct paper *paper = NULL;
    struct buf out;

    town_as(t, who);
    town_begin(t);
    town_ok(t, personal_paper(t->job, person, &paper));
    buf_init(&out, t->mem, 64 * 1024);
    paper_json(&out, paper);
    db_rollback(t->db);
    return buf_str(&out);
}

static bool has(struct str paper, const char *text)
{
    return str_find(paper, str_of(text), 0) >= 0;
}

static void take_in(struct town *t, const char *name, const char *email, int64_t *ret)
{
    struct person_plan plan = {.name = str_of(name), .job_title = S("Adviseur"),
                               .email = str_of(email),
                               .password = S("vier paarse fietsen in de mist")};
    struct str made;

    town_as(t, NADIA);
    DO(t, act_person_add(t->job, &plan, ret, &made));
}

ON_TOWN(everything_that_bears_a_persons_number_is_in_it_and_nothing_of_another)
{
    int64_t piet = 0, mies = 0;
    struct str secret, paper;

    take_in(t, "Piet Pieters", "piet@voorbeeldstad.example", &piet);
    take_in(t, "Mies Mulder", "mies@voorbeeldstad.example", &mies);
    DO(t, act_token_make(t->job, piet, S("maandcijfers"), (struct day){0}, &secret));
    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "owner", arena_text(t->mem, "%lld", (long long)piet).at, "note",
           "Een vrije tekst");
    paper = paper_of(t, NADIA, piet);
    assert_true(has(paper, "Piet Pieters") && has(paper, "piet@voorbeeldstad.example"));
    assert_true(has(paper, "maandcijfers") && has(paper, "\"als\":\"eigenaar\""));
    assert_false(has(paper, "Mies") || has(paper, "mies@") || has(paper, "Samira"));
    assert_false(has(paper, "Een vrije tekst") || has(paper, secret.at));
}

ON_TOWN(with_what_they_sign_in_is_in_it_and_no_secret_of_it)
{
    int64_t piet = 0, mies = 0;
    struct str paper;

    take_in(t, "Piet Pieters", "piet@voorbeeldstad.example", &piet);
    take_in(t, "Mies Mulder", "mies@voorbeeldstad.example", &mies);
    run_sql(t->db, arena_text(t->mem,
        "insert into totp (account, secret, confirmed, last, made) select"
        " account, 'VERZEGELD', 1, 0, '2026-01-10T08:00:00.000Z' from person"
        " where id = %lld", (long long)piet).at);
    run_sql(t->db, arena_text(t->mem,
        "insert into recovery_code (hash, account) select 'HEIMELIJK', account from person"
        " where id = %lld", (long long)piet).at);
    run_sql(t->db, arena_text(t->mem,
        "insert into sso_account (org, issuer, subject, account, made) select org,"
        " 'https://idp.example', 'kenmerk-' || id, account, '2026-01-11T08:00:00.000Z'"
        " from person where id in (%lld, %lld)", (long long)piet, (long long)mies).at);
    run_sql(t->db, arena_text(t->mem,
        "insert into known_device (token, account, seen) select '%s', account,"
        " '2026-01-12T08:00:00.000Z' from person where id = %lld",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        (long long)piet).at);
    paper = paper_of(t, NADIA, piet);
    assert_true(has(paper, "2026-01-12T08:00:00.000Z") && !has(paper, "0123456789abcdef"));
    assert_true(has(paper, "2026-01-10T08:00:00.000Z") && has(paper, "\"noodcodes\":\"1\""));
    assert_true(has(paper, "https://idp.example"));
    assert_true(has(paper, arena_text(t->mem, "kenmerk-%lld", (long long)piet).at));
    assert_false(has(paper, arena_text(t->mem, "kenmerk-%lld", (long long)mies).at));
    assert_false(has(paper, "VERZEGELD") || has(paper, "HEIMELIJK"));
}

/* Columns that name somebody and are not in it, each with why not. */
static const struct {
    const char *table, *column, *why;
} left_out[] = {
    {"recovery_code", "account", "digests; how many there are is told with the app"},
    {"sign_step", "account", "a digest, for five minutes"},
    {"password_link", "account", "a digest, for a day at most"},
    {"sso_attempt", "account", "for ten minutes, of who is signing in"},
    {"token", "made_by", "told to whom it belongs; making it is an act of theirs"},
    {"account", "email", "of the account that person.account leads to"},
    {"ledger", "actor", "as p7: what they did is told by these entries"},
};

static void must_be_told(struct str table, struct str column, void *n)
{
    static const char *const names[] = {"account", "person", "actor", "email", "made_by",
                                        "author", "owner", "user_id"};
    bool names_somebody = false;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        names_somebody = names_somebody || str_eq(column, str_of(names[i]));
    if (!names_somebody && n != NULL)
        return;
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (str_eq(table, str_of(left_out[i].table)) && str_eq(column, str_of(left_out[i].column)))
            return;
    if (!personal_tells(table, column))
        fail_msg("%.*s.%.*s names somebody and is in nobody's export", STR_ARG(table),
                 STR_ARG(column));
    if (n != NULL)
        ++*(int *)n;
}

static const enum sql_type two_texts[] = {SQL_TEXT, SQL_TEXT};
static const char *const pair_names[] = {"table", "column"};
static const struct statement leads_to_somebody = {
    "leads", "select m.name, f.\"from\" from sqlite_master m, pragma_foreign_key_list(m.name) f"
             " where m.type = 'table' and f.\"table\" in ('person', 'account') and"
             " f.\"from\" <> 'org'",
    TEST_NUMBER, 0, NULL, 2, two_texts, pair_names};

/* By its name or by what it refers to: a table that comes later falls under it. */
ON_TOWN(every_column_that_names_somebody_is_in_it_or_has_a_reason_not_to_be)
{
    struct query *q;
    int n = 0;

    each_column(t->db, t->mem, must_be_told, &n);
    assert_true(n > 10);
    if (db_kind(t->db) != DB_SQLITE)
        return;
    done(db_read(t->db), t->db);
    q = query_of(t->db, &leads_to_somebody);
    while (query_next(q))
        must_be_told(query_get_text(q, 0), query_get_text(q, 1), NULL);
    done(query_end(q), t->db);
    db_rollback(t->db);
}

ON_TOWN(what_somebody_did_is_told_by_the_entries_that_bear_their_number)
{
    int64_t before = entries(t);
    const char *line = arena_text(t->mem, "\"regel\":%lld,", (long long)before + 1).at;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "design", "ja");
    assert_true(has(paper_of(t, SAMIRA, t->person[SAMIRA]), line));
    assert_false(has(paper_of(t, KARIM, t->person[KARIM]), line));
}

ON_TOWN(everybody_may_see_their_own_and_few_another_s)
{
    struct paper *paper;

    for (int who = 0; who < TOWN_PEOPLE; who++) {
        town_as(t, (enum town_who)who);
        DO(t, personal_paper(t->job, t->person[who], &paper));
        EQ(TRY(t, personal_paper(t->job, t->person[(who + 1) % TOWN_PEOPLE], &paper)),
           who == NADIA || who == SAMIRA ? DONE : FORBIDDEN);
    }
    town_as(t, NADIA);
    EQ(TRY(t, personal_paper(t->job, 9999, &paper)), NOT_THERE);
}

/* A confidential piece of Ruben's that Karim read, admitted to it. */
static int64_t read_piece(struct town *t)
{
    struct given given = GIVEN(evidence, "title", "Verslag", "kind", "document", "design", "1",
                               "period_to", "2026-01-05", "link", "https://voorbeeld.example/",
                               "marking", "vertrouwelijk");
    int64_t id;
    struct readings_of of = {&id, 1, READING_SHOWN};

    town_as(t, RUBEN);
    DO(t, act_evidence_add(t->job, &given, NULL, 0, NULL, 0, &id));
    DO(t, act_evidence_admit(t->job, id, t->person[KARIM], false));
    town_as(t, KARIM);
    DO(t, reading_note(t->job, &of));
    return id;
}

ON_TOWN(a_confidential_piece_is_numbered_for_themselves_and_for_who_may_see_it)
{
    int64_t id = read_piece(t);
    const char *read = arena_text(t->mem, "\"nummer\":\"%lld\"", (long long)id).at;
    const char *named = arena_text(t->mem, "\"nummer\":%lld", (long long)id).at;
    const char *let_in = arena_text(t->mem, "\"nummer\":%lld", (long long)id + 1).at;
    struct str paper = paper_of(t, KARIM, t->person[KARIM]);

    assert_true(has(paper, read) && has(paper, let_in) && has(paper, "\"wat\":\"shown\""));
    paper = paper_of(t, NADIA, t->person[KARIM]);
    assert_true(has(paper, "\"soort\":\"evidence\"") && has(paper, "\"wat\":\"shown\""));
    assert_true(has(paper, "\"als\":\"persoon\"") && !has(paper, read) && !has(paper, let_in));
    assert_true(has(paper_of(t, RUBEN, t->person[RUBEN]), named));
    paper = paper_of(t, SAMIRA, t->person[RUBEN]);
    assert_true(has(paper, "\"als\":\"ingediend door\"") && !has(paper, named));
    town_as(t, RUBEN);
    DO(t, act_evidence_admit(t->job, id, t->person[SAMIRA], false));
    paper = paper_of(t, SAMIRA, t->person[KARIM]);
    assert_true(has(paper, read) && has(paper, let_in));
}

static int64_t kept_of(struct town *t, enum word what)
{
    int64_t n[RETENTION_COUNT] = {0};

    DO(t, act_tidy(t->job, n));
    for (int i = 0; i < RETENTION_COUNT; i++)
        if (retention_all[i].what == what)
            return n[i];
    return -1;
}

ON_TOWN(what_is_past_its_term_goes_and_what_is_not_stays)
{
    int64_t piet = 0;
    int64_t before;
    struct str secret;

    take_in(t, "Piet Pieters", "piet@voorbeeldstad.example", &piet);
    DO(t, act_token_make(t->job, piet, S("kort"), town_day("2026-01-20"), &secret));
    run_sql(t->db, arena_text(t->mem,
        "insert into session (token, account, org, form, made, seen, agent) select 'x', account,"
        " org, 'f', '2026-01-12T08:00:00.000Z', '', 'Mozilla' from person where id = %lld",
        (long long)piet).at);
    before = entries(t);
    EQ(kept_of(t, WORD_retention_sessions), 0);
    EQ(kept_of(t, WORD_retention_tokens), 0);
    town_later(t, 2);
    EQ(kept_of(t, WORD_retention_sessions), 1);
    EQ(kept_of(t, WORD_retention_sessions), 0); /* once */
    town_later(t, 548);
    EQ(kept_of(t, WORD_retention_tokens), 0); /* it worked until the twentieth */
    town_later(t, 7);
    EQ(kept_of(t, WORD_retention_tokens), 1);
    EQ(entries(t), before);
}

ON_TOWN(a_term_is_chosen_within_bounds_and_with_a_reason)
{
    struct given given = GIVEN(organisation, "keep_events", "24");
    int64_t before = entries(t);

    town_as(t, NADIA);
    IS_REFUSED(t, "reden", "retention.why",
               act_organisation_set(t->job, (struct row){0}, &given));
    t->job->why = S("  ");
    IS_REFUSED(t, "reden", "retention.why",
               act_organisation_set(t->job, (struct row){0}, &given));
    t->job->why = S("De selectielijst");
    given = GIVEN(organisation, "keep_events", "17");
    IS_REFUSED(t, "keep_events", "fault.keep",
               act_organisation_set(t->job, (struct row){0}, &given));
    given = GIVEN(organisation, "keep_evidence", "35");
    IS_REFUSED(t, "keep_evidence", "fault.keep_evidence",
               act_organisation_set(t->job, (struct row){0}, &given));
    given = GIVEN(organisation, "keep_events", "18", "keep_evidence", "36");
    town_as(t, SAMIRA);
    EQ(TRY(t, act_organisation_set(t->job, (struct row){0}, &given)), FORBIDDEN);
    town_as(t, NADIA);
    DO(t, act_organisation_set(t->job, (struct row){0}, &given));
    EQ(entries(t), before + 1);
}

/* Two organisations in the same data, and what was read in both twenty months ago. */
static int64_t make_second(struct town *t, struct job *job)
{
    const struct organisation_plan plan = {
        .name = S("Gemeente Ernaast"), .type = S("gemeente"), .admin_name = S("Bo Bakker"),
        .uuid = S("0f0e0d0c0b0a09080706050403020100")};

    db_rollback(t->db);
    job_start(job, t->mem, t->db, t->job->now);
    town_ok(t, act_organisation_make(job, &plan));
    run_sql(t->db, arena_text(t->mem,
        "insert into reading (org, noun, record, person, at, door, what) select org, 'evidence',"
        " 1, id, '2024-05-01T08:00:00.000Z', 'web', 'shown' from person where id in (%lld, %lld)",
        (long long)t->person[SAMIRA], (long long)job->person).at);
    return job->org;
}

ON_TOWN(each_organisation_keeps_for_as_long_as_it_chose)
{
    struct given given = GIVEN(organisation, "keep_readings", "24");
    struct job job;
    int64_t n[RETENTION_COUNT] = {0};

    assert_true(make_second(t, &job) != t->job->org);
    job.why = S("Zo staat het in ons beleid");
    town_ok(t, act_organisation_set(&job, (struct row){0}, &given));
    EQ(kept_of(t, WORD_retention_readings), 1);
    EQ(kept_of(t, WORD_retention_readings), 0);
    town_ok(t, act_tidy(&job, n));
    for (int i = 0; i < RETENTION_COUNT; i++)
        EQ(n[i], 0);
    job.now.ms += INT64_C(86400000) * 31 * 5;
    job.today.n += 31 * 5;
    town_ok(t, act_tidy(&job, n));
    for (int i = 0; i < RETENTION_COUNT; i++)
        EQ(n[i], retention_all[i].what == WORD_retention_readings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_that_bears_a_persons_number_is_in_it_and_nothing_of_another),
        cmocka_unit_test(with_what_they_sign_in_is_in_it_and_no_secret_of_it),
        cmocka_unit_test(every_column_that_names_somebody_is_in_it_or_has_a_reason_not_to_be),
        cmocka_unit_test(what_somebody_did_is_told_by_the_entries_that_bear_their_number),
        cmocka_unit_test(a_confidential_piece_is_numbered_for_themselves_and_for_who_may_see_it),
        cmocka_unit_test(what_is_past_its_term_goes_and_what_is_not_stays),
        cmocka_unit_test(a_term_is_chosen_within_bounds_and_with_a_reason),
        cmocka_unit_test(each_organisation_keeps_for_as_long_as_it_chose),
        cmocka_unit_test(everybody_may_see_their_own_and_few_another_s),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
