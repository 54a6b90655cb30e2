/* How it stood: the past says the same for ever, and the dashboard counts what is there [R13]. */
#include "town.h"

#include "acts/migration.h"

#define DAY(text) town_day(text)

/* Looks at a day, with what was known on another, and gives the paper's bytes. */
static struct str soa_on(struct town *t, const char *on, const char *known)
{
    struct soa_view *view = NULL;
    struct paper *paper = NULL;
    struct buf out;

    db_rollback(t->db);
    t->job->faults.n = 0;
    town_ok(t, picture_open(t->job, DAY(on), known == NULL ? (struct day){0} : DAY(known)));
    town_ok(t, act_soa(t->job, 0, &view));
    town_ok(t, paper_soa(t->job, view, &paper));
    buf_init(&out, t->mem, 256 * 1024);
    paper_json(&out, paper);
    db_rollback(t->db);
    return buf_str(&out);
}

static struct picture *picture_on(struct town *t, const char *on, const char *known)
{
    struct picture *ret = NULL;

    db_rollback(t->db);
    t->job->faults.n = 0;
    town_ok(t, picture_open(t->job, DAY(on), known == NULL ? (struct day){0} : DAY(known)));
    town_ok(t, picture_load(t->job, &ret));
    db_rollback(t->db);
    return ret;
}

/* Some months of work: said in January, shown in February, judged in March. */
static void work_on(struct town *t)
{
    struct evidence_file file = {S("a.txt"), S("x")};
    struct given piece = GIVEN(evidence, "title", "Verslag", "kind", "document", "design", "1",
                               "period_to", "2026-01-31");
    struct str items[1] = {item(t, "5.37")};
    struct evidence_line line;
    int64_t id = 0;
    int filled = 0;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "design", "ja"); /* 12 January */
    DO(t, act_soa_fill(t->job, &filled));
    town_later(t, 30);                 /* 11 February */
    DO(t, act_evidence_add(t->job, &piece, &file, 0, items, 1, &id));
    town_later(t, 28);                 /* 11 March */
    town_as(t, KARIM);
    DO(t, act_evidence_get(t->job, id, &line));
    DO(t, act_evidence_judge(t->job, line.evidence.row, FITNESS_FIT, S("")));
    town_later(t, 30);                 /* 10 April */
    town_as(t, SAMIRA);
}

ON_TOWN(a_past_day_says_the_same_byte_for_byte_whatever_happens_later)
{
    static const char *const days[] = {"2026-01-12", "2026-02-28", "2026-03-31"};
    struct str before[3];
    struct str known;

    work_on(t);
    for (int i = 0; i < 3; i++) {
        before[i] = soa_on(t, days[i], NULL);
        assert_true(str_eq(soa_on(t, days[i], NULL), before[i]));
    }
    known = soa_on(t, "2026-01-31", "2026-03-31");
    assert_false(str_eq(before[0], before[1]));
    ASSESS(t, "5.37", "design", "nee", "note", "Toch niet");
    ASSESS(t, "5.03", "design", "ja");
    town_as(t, NADIA);
    DO(t, act_role_end(t->job, t->person[EVA], ROLE_READER));
    town_later(t, 100);
    town_as(t, SAMIRA);
    for (int i = 0; i < 3; i++)
        assert_true(str_eq(soa_on(t, days[i], NULL), before[i]));
    assert_true(str_eq(soa_on(t, "2026-01-31", "2026-03-31"), known));
}

ON_TOWN(a_day_is_looked_at_with_what_was_known_on_another)
{
    int at;

    work_on(t);
    at = index_of(t, "5.37");
    /* Known in January: said. Known in March: shown, though the day is in January. */
    EQ(picture_on(t, "2026-01-31", NULL)->states[at].aspect[0].hardness, HARDNESS_SAID);
    EQ(picture_on(t, "2026-01-31", "2026-02-28")->states[at].aspect[0].hardness, HARDNESS_SAID);
    EQ(picture_on(t, "2026-01-31", "2026-03-31")->states[at].aspect[0].hardness, HARDNESS_SHOWN);
    EQ(picture_on(t, "2026-01-11", NULL)->states[at].aspect[0].said, VERDICT_EMPTY);
    EQ(picture_on(t, "2026-01-12", NULL)->states[at].aspect[0].said, VERDICT_YES);
    IS_REFUSED(t, "op", "fault.future", picture_open(t->job, DAY("2026-04-11"), (struct day){0}));
    IS_REFUSED(t, "bekend", "fault.future",
               picture_open(t->job, DAY("2026-01-31"), DAY("2026-04-11")));
}

ON_TOWN(what_is_written_is_about_now_whatever_was_looked_at)
{
    struct given given = GIVEN(assessment, "note", "nu");
    struct assessment now;

    work_on(t);
    db_rollback(t->db);
    town_ok(t, picture_open(t->job, DAY("2026-01-31"), (struct day){0}));
    EQ(act_assess(t->job, item(t, "5.03"), (struct row){0}, &given, &now), DONE);
    db_rollback(t->db);
    EQ(said(t, "5.03").row.version, 1);
    EQ(picture_on(t, "2026-01-31", NULL)->states[index_of(t, "5.03")].assessment, -1);
}

/* ---- the dashboard ---- */

static struct dashboard *dashboard(struct town *t, int most)
{
    struct dashboard *ret = NULL;

    DO(t, act_dashboard(t->job, S(""), S(""), most, &ret));
    return ret;
}

ON_TOWN(the_work_that_waits_stands_worst_first_and_says_whose_it_is)
{
    struct str ruben = arena_text(t->mem, "%lld", (long long)t->person[RUBEN]);
    struct str ineke = arena_text(t->mem, "%lld", (long long)t->person[INEKE]);
    struct evidence_file file = {S("a.txt"), S("x")};
    struct given piece = GIVEN(evidence, "title", "Verslag", "kind", "document", "design", "1",
                               "period_to", "2026-01-31");
    struct str items[1] = {item(t, "5.06")};
    struct dashboard *it;
    int64_t id;
    int late = -1;
    int judge = -1;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "owner", ruben.at, "target", "2026-01-20", "design", "nee");
    ASSESS(t, "5.03", "owner", ruben.at, "target", "2026-12-31", "design", "nee");
    ASSESS(t, "8.34", "owner", ineke.at);
    DO(t, act_evidence_add(t->job, &piece, &file, 0, items, 1, &id));
    town_later(t, 20); /* 1 February */
    town_as(t, KARIM);
    it = dashboard(t, 100);
    for (int i = 0; i < it->n_work; i++) {
        const struct work_line *line = &it->work[i];

        if (i > 0)
            assert_true(it->work[i - 1].kind <= line->kind);
        if (line->kind == WORK_LATE && line->item == index_of(t, "5.37")) {
            late = i;
            EQ(line->days, 12);
            EQ(line->person, t->person[RUBEN]);
            EQ(line->due.n, DAY("2026-01-20").n);
        }
        if (line->kind == WORK_JUDGE && line->evidence == id)
            judge = i;
        assert_true(line->minutes > 0);
    }
    assert_true(late >= 0);
    assert_true(judge > late);
    EQ(it->picture->whole.due, 1);
    for (size_t i = 0; i < it->n_waiting; i++) {
        if (it->waiting[i].person == t->person[RUBEN]) {
            EQ(it->waiting[i].own, 2);
            EQ(it->waiting[i].open, 2);
            EQ(it->waiting[i].late, 1);
        }
        if (it->waiting[i].person == t->person[INEKE])
            EQ(it->waiting[i].late, 0);
    }
    EQ(dashboard(t, 1)->n_work, 1);
    EQ(dashboard(t, 1)->all_work, it->all_work);
    EQ(dashboard(t, 1)->work[0].item, it->work[0].item);
}

ON_TOWN(the_themes_add_up_to_the_whole)
{
    struct dashboard *it;
    struct count sum = {0};

    work_on(t);
    it = dashboard(t, 5);
    for (int g = 0; g < t->norm->n_groups; g++) {
        sum.n += it->themes[g].n;
        sum.applicable += it->themes[g].applicable;
        for (int s = 0; s < STATUS_COUNT; s++)
            sum.by_status[s] += it->themes[g].by_status[s];
    }
    EQ(sum.n, it->picture->whole.n);
    EQ(sum.applicable, it->picture->whole.applicable);
    for (int s = 0; s < STATUS_COUNT; s++)
        EQ(sum.by_status[s], it->picture->whole.by_status[s]);
}

static void keep(struct town *t)
{
    struct dashboard *it = dashboard(t, 5);

    DO(t, figures_keep(t->job, it));
}

static int wrong(struct town *t, bool mend)
{
    int n = -1;

    DO(t, figures_check(t->job, mend, &n));
    return n;
}

/* Figures of one norm say nothing of another. */
ON_TOWN(the_trend_begins_anew_with_another_norm)
{
    struct dashboard *now;
    int wrong = -1;

    town_as(t, SAMIRA);
    town_later(t, 100);
    EQ(dashboard(t, 5)->n_trend, 2); /* the end of March, and today */
    DO(t, act_norm_move(t->job, (struct row){0}, S("bio104")));
    now = dashboard(t, 5);
    EQ(now->n_trend, 1);
    assert_false(now->has_since);
    DO(t, figures_keep(t->job, now));
    DO(t, figures_check(t->job, false, &wrong));
    EQ(wrong, 0);
    town_later(t, 90);
    now = dashboard(t, 5);
    EQ(now->n_trend, 2);
    assert_true(now->has_since);
}

ON_TOWN(the_trend_from_kept_figures_equals_counting_anew)
{
    struct dashboard *fresh;
    struct dashboard *kept;
    int64_t before;

    work_on(t);
    town_later(t, 100); /* 19 July: two quarter ends have passed since it was founded */
    fresh = dashboard(t, 5);
    assert_true(fresh->unkept);
    EQ(fresh->n_trend, 3);
    EQ(fresh->trend[0].on.n, DAY("2026-03-31").n);
    EQ(fresh->trend[1].on.n, DAY("2026-06-30").n);
    EQ(fresh->trend[2].on.n, t->job->today.n);
    EQ(fresh->trend[0].level[ASPECT_DESIGN], 1);
    before = entries(t);
    keep(t);
    EQ(entries(t), before);
    kept = dashboard(t, 5);
    assert_false(kept->unkept);
    EQ(kept->n_trend, fresh->n_trend);
    assert_memory_equal(kept->trend, fresh->trend, sizeof *kept->trend * 3);
    assert_memory_equal(&kept->since, &fresh->since, sizeof kept->since);
    assert_true(kept->has_since);
    EQ(kept->since_on.n, DAY("2026-06-30").n);
    EQ(wrong(t, false), 0);
}

ON_TOWN(a_figure_that_somebody_changed_is_found_and_made_again)
{
    struct dashboard *before;

    work_on(t);
    town_later(t, 100);
    keep(t);
    before = dashboard(t, 5);
    EQ(wrong(t, false), 0);
    run_sql(t->db, "update figure set n = n + 1 where kind = 'opzet' and \"on\" = '2026-03-31'");
    EQ(wrong(t, false), 1);
    EQ(wrong(t, true), 1);
    EQ(wrong(t, false), 0);
    assert_memory_equal(dashboard(t, 5)->trend, before->trend, sizeof *before->trend * 3);
}

/* ---- the list and the gap ---- */

static struct measures *list(struct town *t, struct measures_filter filter)
{
    struct measures *ret = NULL;

    DO(t, act_measures(t->job, &filter, &ret));
    return ret;
}

#define UNFILTERED                                                                               \
    .group = -1, .control = -1, .duty = -1, .csf = -1, .status = -1, .missing = -1, .level = -1

ON_TOWN(the_list_is_filtered_sorted_and_counted)
{
    struct measures *it;

    work_on(t);
    ASSESS(t, "5.03", "owner", arena_text(t->mem, "%lld", (long long)t->person[RUBEN]).at, "target",
           "2026-04-01", "design", "nee");
    it = list(t, (struct measures_filter){UNFILTERED});
    EQ(it->all, t->norm->n_assessed);
    EQ(it->n, it->all);
    EQ(it->view_counts[VIEW_ALL], it->all);
    EQ(it->view_counts[VIEW_LATE], 1);
    for (int i = 1; i < it->n; i++)
        assert_true(it->items[i - 1] < it->items[i]);
    it = list(t, (struct measures_filter){UNFILTERED, .text = S("WERKINSTRUCTIES")});
    EQ(it->n, 1);
    EQ(it->items[0], index_of(t, "5.37"));
    it = list(t, (struct measures_filter){UNFILTERED, .text = S("geen enkele zo")});
    EQ(it->n, 0);
    it = list(t, (struct measures_filter){UNFILTERED, .owner = t->person[RUBEN]});
    EQ(it->n, 1);
    EQ(list(t, (struct measures_filter){UNFILTERED, .owner = -1})->n, it->all - 1);
    EQ(list(t, (struct measures_filter){UNFILTERED, .view = VIEW_LATE})->items[0], index_of(t, "5.03"));
    EQ(list(t, (struct measures_filter){.group = -1, .control = -1, .duty = -1, .csf = -1,
                                           .status = -1, .missing = -1, .level = 1})->n, 1);
    EQ(list(t, (struct measures_filter){UNFILTERED, .descending = true})->items[0],
       list(t, (struct measures_filter){UNFILTERED})->items[it->all - 1]);
    town_as(t, RUBEN);
    EQ(list(t, (struct measures_filter){UNFILTERED, .view = VIEW_MINE})->n, 1);
}

ON_TOWN(the_gap_has_the_worst_first_and_is_for_who_sees_the_whole)
{
    struct gap_view *view = NULL;
    int sum = 0;

    work_on(t);
    for (int by = 0; by < GAP_BY_GROUP; by++) {
        DO(t, act_gap(t->job, S(""), S(""), (enum gap_by)by, &view));
        assert_true(view->n_rows > 0);
        assert_false(view->meets);
    }
    DO(t, act_gap(t->job, S(""), S(""), GAP_BY_THEME, &view));
    for (int i = 0; i < view->n_rows; i++)
        sum += view->rows[i].count.n;
    EQ(sum, view->picture->whole.n);
    town_as(t, SEM);
    EQ(TRY(t, act_gap(t->job, S(""), S(""), GAP_BY_THEME, &view)), FORBIDDEN);
    EQ(TRY(t, act_dashboard(t->job, S(""), S(""), 5, &(struct dashboard *){NULL})), FORBIDDEN);
    EQ(TRY(t, act_soa(t->job, 0, &(struct soa_view *){NULL})), FORBIDDEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_past_day_says_the_same_byte_for_byte_whatever_happens_later),
        cmocka_unit_test(a_day_is_looked_at_with_what_was_known_on_another),
        cmocka_unit_test(what_is_written_is_about_now_whatever_was_looked_at),
        cmocka_unit_test(the_work_that_waits_stands_worst_first_and_says_whose_it_is),
        cmocka_unit_test(the_themes_add_up_to_the_whole),
        cmocka_unit_test(the_trend_begins_anew_with_another_norm),
        cmocka_unit_test(the_trend_from_kept_figures_equals_counting_anew),
        cmocka_unit_test(a_figure_that_somebody_changed_is_found_and_made_again),
        cmocka_unit_test(the_list_is_filtered_sorted_and_counted),
        cmocka_unit_test(the_gap_has_the_worst_first_and_is_for_who_sees_the_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
