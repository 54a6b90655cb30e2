/* Saying how it stands: who may, what clashes, and what is handed to whom. */
#include "town.h"

static enum outcome assess(struct town *t, const char *label, struct row seen, struct given given,
                           struct assessment *ret)
{
    return TRY(t, act_assess(t->job, item(t, label), seen, &given, ret));
}

ON_TOWN(a_verdict_takes_today_and_who_gave_it)
{
    struct assessment now;

    town_as(t, SAMIRA);
    EQ(assess(t, "5.37", (struct row){0},
              GIVEN(assessment, "design", "ja", "design_note", "Staat in het\r\nhandboek"), &now),
       DONE);
    now = said(t, "5.37");
    EQ(now.design, VERDICT_YES);
    EQ(now.design_on.n, t->job->today.n);
    EQ(now.design_by.id, t->person[SAMIRA]);
    text_eq(now.design_note, "Staat in het\nhandboek");
    EQ(now.existence, VERDICT_EMPTY);
    assert_false(day_is(now.existence_on));
    town_later(t, 5);
    ASSESS(t, "5.37", "existence", "deels");
    now = said(t, "5.37");
    EQ(now.design_on.n, t->job->today.n - 5);
    EQ(now.existence_on.n, t->job->today.n);
    ASSESS(t, "5.37", "design", "");
    now = said(t, "5.37");
    assert_false(day_is(now.design_on));
    EQ(now.design_by.id, 0);
}

ON_TOWN(who_was_later_is_shown_what_stands_there_now)
{
    struct row seen;
    struct assessment now;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "design", "deels");
    seen = said(t, "5.37").row;
    ASSESS(t, "5.37", "design", "ja");
    EQ(assess(t, "5.37", seen, GIVEN(assessment, "design", "nee"), &now), CLASHED);
    EQ(now.design, VERDICT_YES);
    assert_false(t->job->repeated);
    EQ(assess(t, "5.37", (struct row){0}, GIVEN(assessment, "design", "nee"), &now), CLASHED);
    EQ(said(t, "5.37").design, VERDICT_YES);
}

ON_TOWN(only_what_differs_asks_a_right)
{
    struct str ruben = arena_text(t->mem, "%lld", (long long)t->person[RUBEN]);
    struct str ineke = arena_text(t->mem, "%lld", (long long)t->person[INEKE]);
    struct assessment now;
    struct row seen;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "owner", ruben.at, "target", "2026-06-30");
    town_as(t, RUBEN);
    seen = said(t, "5.37").row;
    EQ(assess(t, "5.37", seen, GIVEN(assessment, "owner", ruben.at, "target", "2026-06-30",
                                     "rhythm_months", "", "design", "ja", "operation", "deels"),
              &now), DONE);
    seen = now.row;
    EQ(assess(t, "5.37", seen, GIVEN(assessment, "design", "nee", "owner", ineke.at), &now),
       FORBIDDEN);
    EQ(assess(t, "5.37", seen, GIVEN(assessment, "target", "2027-06-30"), &now), FORBIDDEN);
    EQ(assess(t, "5.37", seen, GIVEN(assessment, "design_review", "Audit 7"), &now), FORBIDDEN);
    EQ(said(t, "5.37").design, VERDICT_YES);
    /* Not theirs, and what is not there yet is nobody's. */
    town_as(t, INEKE);
    EQ(assess(t, "5.37", seen, GIVEN(assessment, "design", "nee"), &now), FORBIDDEN);
    EQ(assess(t, "8.34", (struct row){0}, GIVEN(assessment, "design", "nee"), &now), FORBIDDEN);
    for (enum town_who who = HANS; who < TOWN_PEOPLE; who++) {
        town_as(t, who);
        EQ(assess(t, "5.37", seen, GIVEN(assessment, "design", "nee"), &now), FORBIDDEN);
    }
}

ON_TOWN(a_review_is_named_by_who_may_test_and_falls_away_with_its_verdict)
{
    struct assessment now;
    struct row seen;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "design", "ja", "existence", "ja");
    seen = said(t, "5.37").row;
    EQ(assess(t, "5.37", seen, GIVEN(assessment, "design_review", "Audit 2026-3"), &now), FORBIDDEN);
    town_as(t, KARIM);
    EQ(assess(t, "5.37", seen, GIVEN(assessment, "design_review", "Audit 2026-3"), &now), DONE);
    text_eq(said(t, "5.37").design_review, "Audit 2026-3");
    EQ(state_of(t, "5.37").aspect[ASPECT_DESIGN].hardness, HARDNESS_TESTED);
    EQ(assess(t, "5.37", now.row, GIVEN(assessment, "existence", "nee"), &now), FORBIDDEN);
    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "design", "deels");
    EQ(said(t, "5.37").design_review.len, 0);
}

ON_TOWN(a_rhythm_is_shorter_than_that_of_the_norm_and_never_longer)
{
    struct assessment now;

    town_as(t, SAMIRA);
    town_is_refused(t, assess(t, "5.05.01", (struct row){0}, GIVEN(assessment, "rhythm_months", "13"),
                              &now), S("rhythm_months"), S("assess.rhythm_longer"));
    EQ(assess(t, "5.05.01", (struct row){0}, GIVEN(assessment, "rhythm_months", "12"), &now), DONE);
    EQ(assess(t, "5.05.01", now.row, GIVEN(assessment, "rhythm_months", "3"), &now), DONE);
    town_is_refused(t, assess(t, "5.05.01", now.row, GIVEN(assessment, "rhythm_months", "0"), &now),
                    S("rhythm_months"), S("fault.rhythm"));
}

ON_TOWN(nothing_is_said_of_what_left_the_norm_or_was_never_in_it)
{
    struct given given = GIVEN(assessment, "design", "ja");
    struct assessment now;

    town_as(t, SAMIRA);
    town_is_refused(t, assess(t, "5.04.02", (struct row){0}, given, &now), S("item"),
                    S("assess.withdrawn"));
    EQ(TRY(t, act_assess(t->job, S("bio2-99.99"), (struct row){0}, &given, &now)), NOT_THERE);
    town_is_refused(t, assess(t, "5.37", (struct row){0}, GIVEN(assessment, "design_by", "2"), &now),
                    S("design_by"), S("given.forbidden"));
    EQ(said(t, "5.37").row.id, 0);
}

ON_TOWN(a_conclusion_on_a_control_rests_on_a_risk_analysis)
{
    struct assessment now;

    town_as(t, SAMIRA);
    town_is_refused(t, assess(t, "5.05", (struct row){0}, GIVEN(assessment, "suffices", "ja"), &now),
                    S("risk_analysis"), S("fault.conclusion_needs_risk"));
    EQ(assess(t, "5.05", (struct row){0}, GIVEN(assessment, "suffices", "ja", "risk_analysis", "RA-7",
                                                "suffices_why", "Genoeg"), &now), DONE);
}

ON_TOWN(the_same_form_counts_once)
{
    struct given given = GIVEN(assessment, "note", "een keer");
    struct assessment now;
    int64_t before;

    town_as(t, SAMIRA);
    t->job->form_number = S("0123456789abcdef0123456789abcdef");
    DO(t, act_assess(t->job, item(t, "5.37"), (struct row){0}, &given, &now));
    before = entries(t);
    EQ(TRY(t, act_assess(t->job, item(t, "5.37"), (struct row){0}, &given, &now)), CLASHED);
    assert_true(t->job->repeated);
    t->job->form_number = S("");
    EQ(entries(t), before);
    EQ(said(t, "5.37").row.version, 1);
}

ON_TOWN(a_list_is_saved_whole_or_not_at_all)
{
    struct assess_line lines[3];
    struct str which = {0};
    int64_t before;
    int changed = 0;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "design", "ja");
    lines[0] = (struct assess_line){item(t, "5.03"), {0}, GIVEN(assessment, "design", "ja")};
    lines[1] = (struct assess_line){item(t, "5.37"), {0}, GIVEN(assessment, "design", "nee")};
    lines[2] = (struct assess_line){item(t, "5.06"), {0}, GIVEN(assessment, "design", "nee")};
    before = entries(t);
    EQ(TRY(t, act_assess_all(t->job, 0, lines, 3, &changed, &which)), CLASHED);
    assert_true(str_eq(which, item(t, "5.37")));
    EQ(entries(t), before);
    EQ(said(t, "5.03").row.id, 0);
    lines[1].seen = said(t, "5.37").row;
    lines[1].given = GIVEN(assessment, "design", "ja"); /* as it stands */
    DO(t, act_assess_all(t->job, 0, lines, 3, &changed, &which));
    EQ(changed, 2);
    EQ(entries(t), before + 1);
}

ON_TOWN(owner_and_date_are_given_to_many_at_once)
{
    int items[3] = {index_of(t, "5.37"), index_of(t, "5.03"), index_of(t, "5.05.01")};
    struct assign_plan plan = {.items = items, .n = 3, .set_owner = true, .owner = t->person[RUBEN]};
    int changed = 0;

    town_as(t, HANS);
    DO(t, act_assign(t->job, &plan, &changed));
    EQ(changed, 3);
    DO(t, act_assign(t->job, &plan, &changed));
    EQ(changed, 0);
    EQ(said(t, "5.03").owner.id, t->person[RUBEN]);
    plan = (struct assign_plan){.items = items, .n = 2, .set_target = true,
                                .target = town_day("2026-06-30")};
    DO(t, act_assign(t->job, &plan, &changed));
    EQ(said(t, "5.03").owner.id, t->person[RUBEN]);
    EQ(said(t, "5.03").target.n, town_day("2026-06-30").n);
    assert_false(day_is(said(t, "5.05.01").target));
    plan = (struct assign_plan){.items = items, .n = 1, .set_owner = true, .owner = 0};
    DO(t, act_assign(t->job, &plan, &changed));
    EQ(said(t, "5.37").owner.id, 0);
    town_as(t, RUBEN);
    EQ(TRY(t, act_assign(t->job, &plan, &changed)), FORBIDDEN);
    items[0] = t->norm->n_items;
    town_as(t, HANS);
    EQ(TRY(t, act_assign(t->job, &plan, &changed)), NOT_THERE);
    items[0] = index_of(t, "5.04.02");
    EQ(TRY(t, act_assign(t->job, &plan, &changed)), NOT_THERE);
}

ON_TOWN(duties_find_an_owner_for_what_has_none)
{
    int64_t persons[DUTY_COUNT] = {0};
    struct picture *now;
    int changed = 0;
    int owned = 0;

    town_as(t, SAMIRA);
    ASSESS(t, "5.37", "owner", arena_text(t->mem, "%lld", (long long)t->person[INEKE]).at);
    for (int duty = 0; duty < DUTY_COUNT; duty++)
        persons[duty] = t->person[duty == DUTY_CISO ? SAMIRA : RUBEN];
    DO(t, act_assign_duties(t->job, 0, persons, &changed));
    now = picture(t);
    for (size_t i = 0; i < now->n_assessments; i++) {
        const struct item *it = &t->norm->items[now->assessment_items[i]];

        owned += now->assessments[i].owner.id == t->person[RUBEN] ||
                 now->assessments[i].owner.id == t->person[SAMIRA];
        assert_true(it->assessed);
        if (it->duties == 1u << DUTY_CISO)
            EQ(now->assessments[i].owner.id, t->person[SAMIRA]);
    }
    assert_true(owned > 50);
    EQ(owned, changed);
    EQ(said(t, "5.37").owner.id, t->person[INEKE]);
    DO(t, act_assign_duties(t->job, 0, persons, &changed));
    EQ(changed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verdict_takes_today_and_who_gave_it),
        cmocka_unit_test(who_was_later_is_shown_what_stands_there_now),
        cmocka_unit_test(only_what_differs_asks_a_right),
        cmocka_unit_test(a_review_is_named_by_who_may_test_and_falls_away_with_its_verdict),
        cmocka_unit_test(a_rhythm_is_shorter_than_that_of_the_norm_and_never_longer),
        cmocka_unit_test(nothing_is_said_of_what_left_the_norm_or_was_never_in_it),
        cmocka_unit_test(a_conclusion_on_a_control_rests_on_a_risk_analysis),
        cmocka_unit_test(the_same_form_counts_once),
        cmocka_unit_test(a_list_is_saved_whole_or_not_at_all),
        cmocka_unit_test(owner_and_date_are_given_to_many_at_once),
        cmocka_unit_test(duties_find_an_owner_for_what_has_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
