/* From one norm to another: planned, carried out, confirmed, taken back [R10]. */
#include "town.h"

#include "acts/migration.h"

static struct migration_plan *plan_of(struct town *t, const char *from, const char *to)
{
    struct migration_plan *plan;

    DO(t, act_migration_plan(t->job, str_of(from), str_of(to), NULL, 0, &plan));
    return plan;
}

ON_TOWN(a_plan_says_what_becomes_of_every_item_and_changes_nothing)
{
    struct migration_plan *plan;
    int64_t before;
    int n = 0;

    town_as(t, SAMIRA);
    before = entries(t);
    plan = plan_of(t, "bio104", "bio2@1.3");
    EQ(1, plan->n_objects);
    EQ(1, plan->bridge.length);
    assert_true(plan->first && plan->wide && !plan->moves && !plan->ours);
    for (int kind = 0; kind < CARRY_KIND_COUNT; kind++)
        n += plan->by_kind[kind];
    EQ(plan->objects[0].n, n);
    EQ(0, plan->objects[0].n_said);
    assert_true(plan->by_kind[CARRY_EQUAL] > 50 && plan->by_kind[CARRY_ENDED] > 0);
    EQ(2, plan_of(t, "big", "bio2@1.3")->bridge.length);
    EQ(before, entries(t));
}

ON_TOWN(a_plan_wants_two_norms_with_a_way_between_them)
{
    struct migration_plan *plan;

    town_as(t, SAMIRA);
    IS_REFUSED(t, "van", "norm.unknown",
               act_migration_plan(t->job, S("none"), S("bio2"), NULL, 0, &plan));
    IS_REFUSED(t, "naar", "between.same",
               act_migration_plan(t->job, S("bio2"), S("bio2"), NULL, 0, &plan));
    EQ(NOT_THERE, TRY(t, act_migration_plan(t->job, S("bio104"), S("bio2"),
                                            (const int64_t[]){999}, 1, &plan)));
    town_as(t, SEM);
    EQ(FORBIDDEN, TRY(t, act_migration_plan(t->job, S("bio104"), S("bio2"), NULL, 0, &plan)));
}

ON_TOWN(two_versions_of_a_norm_go_only_from_the_one_that_is_worked_by)
{
    struct migration_plan *plan;

    town_as(t, SAMIRA);
    IS_REFUSED(t, "van", "migration.other_version",
               act_migration_plan(t->job, S("bio2@1.2"), S("bio2@1.3"), NULL, 0, &plan));
    plan = plan_of(t, "bio2@1.3", "bio2@1.2");
    assert_true(plan->moves && plan->ours && !plan->wide);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_says_what_becomes_of_every_item_and_changes_nothing),
        cmocka_unit_test(a_plan_wants_two_norms_with_a_way_between_them),
        cmocka_unit_test(two_versions_of_a_norm_go_only_from_the_one_that_is_worked_by),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
