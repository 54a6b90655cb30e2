/* What leaves as OSCAL: sound, whoever asks, the same when asked again, and never more than
 * the one who asks may see. */
#include "town.h"

#include "acts/admit.h"
#include "acts/exchange.h"
#include "catalogue/norm_check.h"

#define DAY(text) town_day(text)

/* The document of a model as it was on a day, or as it is now when on is NULL. */
static struct str written(struct town *t, enum exchange_model model, int64_t number,
                          const char *on, const char *known)
{
    struct str bytes = {NULL, 0};

    town_begin(t);
    db_rollback(t->db);
    town_ok(t, picture_open(t->job, on == NULL ? (struct day){0} : DAY(on),
                            known == NULL ? (struct day){0} : DAY(known)));
    town_ok(t, act_exchange(t->job, model, number, false, &bytes, NULL));
    db_rollback(t->db);
    return bytes;
}

static struct given piece_of(void)
{
    return GIVEN(evidence, "title", "Verslag", "kind", "document", "design", "1", "period_to",
                 "2026-01-31");
}

static void adopt(struct town *t, const char *on)
{
    struct given decision = GIVEN(decision, "body", "directie", "on", on, "number", "2026-17",
                                  "subject", "VvT");
    struct soa_view *view = NULL;
    int64_t id = 0;

    DO(t, act_soa(t->job, 0, &view));
    DO(t, act_soa_complete(t->job, view->soa.row));
    DO(t, act_soa(t->job, 0, &view));
    town_as(t, LOTTE);
    DO(t, act_soa_adopt(t->job, view->soa.row, &decision, &id));
    town_as(t, SAMIRA);
}

/* Something said, shown, planned and excused, and a first version that was adopted. */
static void work(struct town *t)
{
    struct given excuse = GIVEN(exception, "kind", "plan", "reason", "Nog niet", "risk_analysis",
                                "RA-1", "until", "2026-12-31");
    struct evidence_file file = {S("a.txt"), S("x")};
    struct given piece = piece_of();
    struct str items[1] = {item(t, "5.37")};
    int64_t id = 0;
    int filled = 0;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "design", "ja", "note", "Staat in het handboek");
    ASSESS(t, "5.03", "design", "nee", "target", "2026-09-01");
    DO(t, act_soa_fill(t->job, &filled));
    town_later(t, 30); /* 11 February */
    DO(t, act_evidence_add(t->job, &piece, &file, 0, items, 1, &id));
    DO(t, act_exception_ask(t->job, item(t, "5.17.02"), &excuse, &id));
    adopt(t, "2026-02-11");
    town_later(t, 28); /* 11 March */
}

static void is_sound(struct town *t, struct str bytes)
{
    struct check_report report;

    EQ(norm_check(t->mem, bytes, &report), DONE);
    if (report.faults.n > 0)
        fail_msg("%" STR_FMT " %" STR_FMT, STR_ARG(report.faults.at[0].pointer),
                 STR_ARG(report.faults.at[0].key));
    EQ(report.remarks.n, 0);
}

ON_TOWN(every_document_is_sound_and_says_what_was_said)
{
    work(t);
    for (int model = 0; model < EXCHANGE_COUNT; model++)
        is_sound(t, written(t, (enum exchange_model)model, 0, NULL, NULL));
    assert_true(str_find(written(t, EXCHANGE_SSP, 0, NULL, NULL), S("Staat in het handboek"), 0) >
                0);
    assert_true(str_find(written(t, EXCHANGE_RESULTS, 0, NULL, NULL),
                         S("2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"),
                         0) > 0);
    assert_true(str_find(written(t, EXCHANGE_POAM, 0, NULL, NULL), S("2026-09-01T23:59:59+02:00"),
                         0) > 0);
}

ON_TOWN(a_past_day_has_the_same_bytes_whatever_happens_later)
{
    struct str before[EXCHANGE_COUNT];
    struct str known[EXCHANGE_COUNT];

    work(t);
    for (int model = 0; model < EXCHANGE_COUNT; model++) {
        before[model] = written(t, (enum exchange_model)model, 0, "2026-02-28", NULL);
        known[model] = written(t, (enum exchange_model)model, 0, "2026-01-31", "2026-02-28");
    }
    ASSESS(t, "5.37", "design", "nee", "note", "Toch niet");
    ASSESS(t, "5.03", "target", "2026-10-01");
    town_as(t, NADIA);
    DO(t, act_role_end(t->job, t->person[EVA], ROLE_READER));
    town_as(t, SAMIRA);
    town_later(t, 100);
    for (int model = 0; model < EXCHANGE_COUNT; model++) {
        enum exchange_model m = (enum exchange_model)model;

        assert_true(str_eq(written(t, m, 0, "2026-02-28", NULL), before[model]));
        assert_true(str_eq(written(t, m, 0, "2026-01-31", "2026-02-28"), known[model]));
        if (m != EXCHANGE_SSP)
            assert_false(str_eq(written(t, m, 0, NULL, NULL), before[model]));
    }
}

ON_TOWN(an_adopted_statement_never_changes_again)
{
    struct str adopted;
    struct str next;
    int64_t number;

    work(t);
    adopted = written(t, EXCHANGE_SSP, 1, NULL, NULL);
    DO(t, act_soa_next(t->job, &number));
    ASSESS(t, "5.37", "design", "nee", "note", "Toch niet");
    town_later(t, 400);
    assert_true(str_eq(written(t, EXCHANGE_SSP, 1, NULL, NULL), adopted));
    next = written(t, EXCHANGE_SSP, 0, NULL, NULL);
    is_sound(t, next);
    assert_true(str_find(next, S("\"version\": \"2-concept."), 0) > 0);
    assert_true(str_find(next, S("\"revisions\""), 0) > 0);
    assert_true(str_find(next, S("Toch niet"), 0) > 0);
    adopt(t, "2026-05-01"); /* takes the place of the first */
    assert_true(str_eq(written(t, EXCHANGE_SSP, 1, NULL, NULL), adopted));
    assert_true(str_find(written(t, EXCHANGE_SSP, 2, NULL, NULL), S("\"version\": \"2\""), 0) > 0);
}

ON_TOWN(who_sees_only_their_own_gets_nothing_and_what_is_not_there_is_not_made)
{
    struct str bytes;

    town_as(t, RUBEN);
    for (int model = 0; model < EXCHANGE_POAM; model++)
        EQ(TRY(t, act_exchange(t->job, (enum exchange_model)model, 0, true, &bytes, NULL)), DONE);
    town_as(t, SEM);
    for (int model = 0; model < EXCHANGE_COUNT; model++)
        EQ(TRY(t, act_exchange(t->job, (enum exchange_model)model, 0, false, &bytes, NULL)), FORBIDDEN);
    town_as(t, SAMIRA);
    EQ(TRY(t, act_exchange(t->job, EXCHANGE_SSP, 9, false, &bytes, NULL)), NOT_THERE);
    IS_REFUSED(t, "", "exchange.nothing",
               act_exchange(t->job, EXCHANGE_POAM, 0, false, &bytes, NULL));
}

ON_TOWN(the_confidential_pieces_that_a_document_tells_of_are_told_to_who_may_see_them)
{
    struct evidence_file file = {S("a.txt"), S("x")};
    struct given piece = piece_of();
    struct str items[1] = {item(t, "5.37")};
    struct readings_of read;
    struct str bytes;
    int64_t shown[2];

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "design", "ja");
    for (int i = 0; i < 2; i++)
        DO(t, act_evidence_add(t->job, &piece, &file, 0, items, 1, &shown[i]));
    DO(t, act_evidence_mark(t->job, (struct row){.id = shown[1]}, MARKING_CONFIDENTIAL));
    DO(t, act_exchange(t->job, EXCHANGE_RESULTS, 0, false, &bytes, &read));
    EQ(read.n, 1);
    EQ(read.evidence[0], shown[1]);
    EQ(read.what, READING_SENT);
    DO(t, act_exchange(t->job, EXCHANGE_PROFILE, 0, false, &bytes, &read));
    EQ(read.n, 0);
    town_as(t, KARIM); /* not admitted: it is not in theirs */
    DO(t, act_exchange(t->job, EXCHANGE_RESULTS, 0, false, &bytes, &read));
    EQ(read.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_document_is_sound_and_says_what_was_said),
        cmocka_unit_test(a_past_day_has_the_same_bytes_whatever_happens_later),
        cmocka_unit_test(an_adopted_statement_never_changes_again),
        cmocka_unit_test(who_sees_only_their_own_gets_nothing_and_what_is_not_there_is_not_made),
        cmocka_unit_test(the_confidential_pieces_that_a_document_tells_of_are_told_to_who_may_see_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
