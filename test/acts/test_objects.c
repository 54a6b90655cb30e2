/* Processes and systems: who keeps them, their level, and how they weigh with the whole [R8]. */
#include "town.h"

#include "acts/objects.h"

static int64_t add(struct town *t, const char *name, const char *kind, enum town_who owner)
{
    struct given given = GIVEN(object, "name", name, "kind", kind);
    int at = noun_field(&object_noun, S("owner"));
    int64_t id = 0;

    given.is[at] = true;
    given.text[at] = arena_text(t->mem, "%lld", (long long)t->person[owner]);
    DO(t, act_object_add(t->job, &given, &id));
    return id;
}

static struct objects *registered(struct town *t)
{
    struct objects *it = NULL;

    DO(t, act_objects(t->job, &it));
    return it;
}

static struct object_line line_of(struct town *t, int64_t id)
{
    const struct object_line *line = objects_at(registered(t), id);

    assert_non_null(line);
    return *line;
}

/* The organisation goes over to the norm that has levels. */
static void with_levels(struct town *t)
{
    const struct level_test *test;
    struct organisation org;

    t->norm = norms_level_any(&test);
    DO(t, act_organisation_get(t->job, &org));
    org.norm = t->norm->key;
    town_begin(t);
    {
        struct entry *entry;

        db_rollback(t->db);
        town_ok(t, ledger_open(t->job, S("organisation.set"), &entry));
        town_ok(t, record_save(t->job, entry, &organisation_noun, &org));
        town_ok(t, ledger_close(t->job, entry));
    }
}

static int64_t test_level(struct town *t, int64_t object, const char *answers, enum outcome ought)
{
    const struct level_test *test = registered(t)->test;
    struct maybe *at = NEW_ARRAY(t->mem, (size_t)test->n_questions, struct maybe);
    struct level_said said = {.answers = at};
    int64_t id = 0;

    level_answers_read(test, str_of(answers), at);
    EQ(TRY(t, act_level_test(t->job, object, &said, &id)), ought);
    return id;
}

#define CALM                                                                                    \
    "vertrouwelijke_informatie=nee;openbaarheid_derden_onzeker=nee;bestuurlijke_onrust=nee;"    \
    "ketenafhankelijkheid=nee"

ON_TOWN(the_ciso_keeps_the_register_and_an_owner_their_own)
{
    struct given name = GIVEN(object, "name", "Zaaksysteem 2", "availability", "midden");
    struct given theirs = GIVEN(object, "name", "Parkeren", "kind", "systeem");
    struct given whole = GIVEN(object, "name", "Wij", "kind", "organisatie");
    int64_t system;
    int64_t id = 0;

    town_as(t, SAMIRA);
    system = add(t, "Zaaksysteem", "systeem", RUBEN);
    IS_REFUSED(t, "kind", "object.organisation", act_object_add(t->job, &whole, &id));
    town_as(t, RUBEN);
    DO(t, act_object_set(t->job, line_of(t, system).object.row, &name));
    EQ(line_of(t, system).object.availability, HARM_MIDDLE);
    assert_true(line_of(t, system).mine);
    EQ(TRY(t, act_object_set(t->job, (struct row){system, 1, 0}, &name)), CLASHED);
    town_as(t, INEKE);
    IS_REFUSED(t, "", "leave.own",
               act_object_set(t->job, line_of(t, system).object.row, &name));
    DO(t, act_object_add(t->job, &theirs, &id));
    EQ(line_of(t, id).object.owner.id, t->person[INEKE]);
    town_as(t, EVA);
    EQ(registered(t)->n, 2);
    EQ(TRY(t, act_object_add(t->job, &theirs, &id)), FORBIDDEN);
    town_as(t, SEM); /* reads their own, and has none */
    EQ(registered(t)->n, 0);
    EQ(TRY(t, act_object_set(t->job, (struct row){picture(t)->object, 0, 0}, &name)), FORBIDDEN);
    town_as(t, SAMIRA);
    EQ(TRY(t, act_object_set(t->job, (struct row){picture(t)->object, 0, 0}, &name)), NOT_THERE);
    assert_non_null(objects_find(registered(t), t->job, S("PARKEREN")));
    assert_null(objects_find(registered(t), t->job, S("onbekend")));
}

ON_TOWN(a_system_works_for_the_processes_that_are_named_and_no_others)
{
    int64_t systems[2], processes[2];
    struct objects *now;

    town_as(t, SAMIRA);
    for (int i = 0; i < 2; i++) {
        systems[i] = add(t, i == 0 ? "S0" : "S1", "systeem", RUBEN);
        processes[i] = add(t, i == 0 ? "P0" : "P1", "proces", INEKE);
    }
    town_as(t, RUBEN);
    DO(t, act_object_serve(t->job, systems[0], processes, 2));
    EQ(registered(t)->n_serves, 2);
    DO(t, act_object_serve(t->job, systems[0], processes + 1, 1));
    now = registered(t);
    EQ(now->n_serves, 1);
    EQ(now->serves[0].process.id, processes[1]);
    DO(t, act_object_serve(t->job, systems[0], processes, 2)); /* one begins again */
    EQ(registered(t)->n_serves, 2);
    IS_REFUSED(t, "process", "object.serves_process",
               act_object_serve(t->job, systems[0], systems + 1, 1));
    town_as(t, INEKE);
    IS_REFUSED(t, "process", "object.serves_system",
               act_object_serve(t->job, processes[0], processes + 1, 1));
    EQ(TRY(t, act_object_serve(t->job, systems[0], NULL, 0)), FORBIDDEN);
}

ON_TOWN(what_is_left_out_of_the_scope_has_a_reason)
{
    int64_t id;

    town_as(t, SAMIRA);
    id = add(t, "Zaaksysteem", "systeem", RUBEN);
    IS_REFUSED(t, "why", "fault.scope_why", act_object_scope(t->job, id, false, S(" ")));
    DO(t, act_object_scope(t->job, id, true, S("")));
    assert_true(line_of(t, id).scope->inside);
    DO(t, act_object_scope(t->job, id, false, S("Wordt afgebouwd")));
    assert_false(line_of(t, id).scope->inside);
    EQ(line_of(t, id).scope->row.version, 2);
    town_as(t, RUBEN);
    EQ(TRY(t, act_object_scope(t->job, id, true, S(""))), FORBIDDEN);
}

ON_TOWN(the_owner_decides_on_the_level_and_another_prepares_it)
{
    struct given none = GIVEN(level_result, "chosen", "");
    struct given higher = GIVEN(level_result, "chosen", "3", "chosen_why", "Sleutel voor alles");
    struct given bare = GIVEN(level_result, "chosen", "3");
    struct given far = GIVEN(level_result, "chosen", "4", "chosen_why", "x");
    struct row seen;
    int64_t system;

    town_as(t, SAMIRA);
    system = add(t, "Zaaksysteem", "systeem", RUBEN);
    test_level(t, system, CALM, DONE);
    EQ(line_of(t, system).level, 0);
    assert_null(line_of(t, system).decided);
    seen = line_of(t, system).waiting->row;
    EQ(TRY(t, act_level_decide(t->job, seen, &none)), FORBIDDEN);
    town_as(t, INEKE);
    EQ(TRY(t, act_level_decide(t->job, seen, &none)), FORBIDDEN);
    test_level(t, system, CALM, FORBIDDEN);
    town_as(t, RUBEN);
    IS_REFUSED(t, "chosen_why", "fault.level_why", act_level_decide(t->job, seen, &bare));
    IS_REFUSED(t, "chosen", "level.chosen", act_level_decide(t->job, seen, &far));
    DO(t, act_level_decide(t->job, seen, &none));
    EQ(line_of(t, system).level, 1);
    EQ(line_of(t, system).decided->prepared_by.id, t->person[SAMIRA]);
    EQ(line_of(t, system).decided->decided_by.id, t->person[RUBEN]);
    assert_null(line_of(t, system).waiting);
    IS_REFUSED(t, "", "level.decided",
               act_level_decide(t->job, line_of(t, system).decided->row, &none));
    test_level(t, system, "persoonsgegevens=ja", DONE);
    EQ(line_of(t, system).level, 2);
    test_level(t, system, "staatsgeheim=ja", DONE);
    EQ(line_of(t, system).level, 0);
    assert_true(line_of(t, system).decided->outside);
    town_as(t, SAMIRA);
    test_level(t, system, CALM, DONE);
    EQ(line_of(t, system).level, 0); /* the decision stands until there is another */
    town_as(t, HANS);
    DO(t, act_level_decide(t->job, line_of(t, system).waiting->row, &higher));
    EQ(line_of(t, system).level, 3);
    text_eq(line_of(t, system).decided->answers, CALM);
}

static struct picture *picture_at(struct town *t, int64_t object)
{
    struct picture *it = NULL;

    DO(t, picture_object(t->job, object, &it));
    return it;
}

/* A verdict of an object that stands: said, with evidence of the aspects judged fit. */
static void meet(struct town *t, int64_t object, const char *label)
{
    struct given yes = GIVEN(assessment, "design", "ja", "existence", "ja", "operation", "ja",
                             "design_review", "Audit 1", "existence_review", "Audit 1",
                             "operation_review", "Audit 1");
    uint32_t roles = t->roles[SAMIRA];
    struct assessment now;

    t->roles[SAMIRA] = ROLE(CISO) | ROLE(AUDITOR);
    town_as(t, SAMIRA);
    DO(t, act_assess_of(t->job, object, item(t, label), (struct row){0}, &yes, &now));
    t->roles[SAMIRA] = roles;
    town_as(t, SAMIRA);
}

/* [R8] Nothing changes until an object is in the scope. */
ON_TOWN(without_objects_in_the_scope_the_organisation_stands_as_it_did)
{
    struct picture *before;
    struct picture *after;
    int64_t system;

    town_as(t, SAMIRA);
    meet(t, 0, "5.01.01");
    before = picture(t);
    system = add(t, "Zaaksysteem", "systeem", RUBEN);
    test_level(t, system, CALM, DONE);
    DO(t, act_object_scope(t->job, system, false, S("Later")));
    after = picture(t);
    assert_null(after->met);
    EQ(after->level, 0);
    assert_memory_equal(before->states, after->states,
                        (size_t)t->norm->n_items * sizeof *after->states);
    assert_memory_equal(&before->whole, &after->whole, sizeof after->whole);
}

/* [R8] "at most deels while an applicable object is not voldoet, n van m objecten". */
ON_TOWN(an_item_of_the_organisation_waits_for_the_objects_in_the_scope)
{
    int at = index_of(t, "8.24.01"); /* technological: not taken over */
    int64_t systems[2];

    town_as(t, SAMIRA);
    assert_false(t->norm->items[at].inheritable);
    meet(t, 0, "8.24.01");
    EQ(picture(t)->states[at].status, STATUS_MEETS);
    for (int i = 0; i < 2; i++) {
        systems[i] = add(t, i == 0 ? "S0" : "S1", "systeem", RUBEN);
        DO(t, act_object_scope(t->job, systems[i], true, S("")));
    }
    EQ(picture(t)->states[at].status, STATUS_PARTLY);
    EQ(picture(t)->met[at].met, 0);
    EQ(picture(t)->met[at].of, 2);
    meet(t, systems[0], "8.24.01");
    EQ(picture(t)->met[at].met, 1);
    EQ(picture(t)->states[at].status, STATUS_PARTLY);
    meet(t, systems[1], "8.24.01");
    EQ(picture(t)->met[at].met, 2);
    EQ(picture(t)->states[at].status, STATUS_MEETS);
    EQ(picture_at(t, systems[0])->states[at].status, STATUS_MEETS);
    EQ(picture_at(t, systems[0])->from[at], INHERIT_OWN);
    town_as(t, SEM); /* sees only their own, and so nothing of objects */
    EQ(TRY(t, picture_object(t->job, systems[0], &(struct picture *){NULL})), FORBIDDEN);
}

/* [R8] "takes over only items marked erfbaar; from several processes the weakest". */
ON_TOWN(a_system_takes_over_from_its_processes_and_these_from_the_organisation)
{
    int at = index_of(t, "5.01.01");
    struct given no = GIVEN(assessment, "design", "nee");
    struct assessment now;
    struct picture *of;
    int64_t system, process[2];

    town_as(t, SAMIRA);
    assert_true(t->norm->items[at].inheritable);
    meet(t, 0, "5.01.01");
    system = add(t, "Zaaksysteem", "systeem", RUBEN);
    process[0] = add(t, "Vergunningen", "proces", INEKE);
    process[1] = add(t, "Bezwaar", "proces", INEKE);
    of = picture_at(t, system);
    EQ(of->states[at].status, STATUS_MEETS);
    EQ(of->from[at], INHERIT_ORGANISATION);
    EQ(of->object, system);
    text_eq(of->about.name, "Zaaksysteem");
    DO(t, act_object_serve(t->job, system, process, 2));
    EQ(picture_at(t, system)->states[at].status, STATUS_MEETS);
    DO(t, act_assess_of(t->job, process[1], item(t, "5.01.01"), (struct row){0}, &no, &now));
    of = picture_at(t, system);
    assert_true(of->states[at].status != STATUS_MEETS);
    assert_true(of->from[at] >= 0);
    EQ(picture_at(t, process[0])->states[at].status, STATUS_MEETS);
    EQ(picture(t)->states[at].status, STATUS_MEETS);
    EQ(TRY(t, picture_object(t->job, 999999, &of)), NOT_THERE);
}

/* [R8] "the measures up to an object's level apply to it, and to the whole up to the
 * highest level in the scope". */
ON_TOWN(a_level_decides_what_is_asked_of_an_object_and_of_the_whole)
{
    int at;
    int64_t low, high, process;

    town_as(t, SAMIRA);
    with_levels(t);
    for (at = 0; t->norm->items[at].level < 2 || !t->norm->items[at].assessed; at++)
        assert_true(at + 1 < t->norm->n_items);
    low = add(t, "Website", "systeem", RUBEN);
    high = add(t, "Zaaksysteem", "systeem", RUBEN);
    process = add(t, "Voorlichting", "proces", RUBEN);
    EQ(picture(t)->level, 0);
    DO(t, act_object_scope(t->job, process, true, S("")));
    DO(t, act_object_scope(t->job, low, true, S("")));
    EQ(picture(t)->level, 0); /* one without a level: everything is asked */
    town_as(t, RUBEN);
    test_level(t, low, CALM, DONE);
    test_level(t, high, "persoonsgegevens=ja", DONE);
    assert_true(registered(t)->live);
    EQ(picture(t)->level, 1);
    EQ(picture(t)->states[at].status, STATUS_NOT_APPLICABLE);
    EQ(picture_at(t, process)->level, 1);
    /* The whole is not asked it, and still there is something to be said. */
    EQ(picture_at(t, high)->states[at].status, STATUS_UNKNOWN);
    town_as(t, SAMIRA);
    DO(t, act_object_scope(t->job, high, true, S("")));
    EQ(picture(t)->level, 2);
    EQ(picture(t)->states[at].status, STATUS_UNKNOWN);
    EQ(picture(t)->met[at].of, 2); /* the process and the system of level 2 */
    EQ(picture_at(t, low)->states[at].status, STATUS_NOT_APPLICABLE);
}

/* [R6, R8] Of 17 controls of level 1 each measure is of level 2. */
ON_TOWN(a_control_that_is_asked_without_its_measures_is_judged_itself)
{
    const struct measures_filter filter = {.group = -1, .control = -1, .duty = -1, .csf = -1,
                                           .status = -1, .missing = -1, .level = -1};
    struct measures *list = NULL;
    struct measure *one;
    struct count whole;
    int64_t system;
    int n = 0;
    int itself = -1;

    town_as(t, SAMIRA);
    with_levels(t);
    whole = picture(t)->whole;
    EQ(whole.n, t->norm->n_assessed);
    system = add(t, "Website", "systeem", RUBEN);
    DO(t, act_object_scope(t->job, system, true, S("")));
    town_as(t, RUBEN);
    test_level(t, system, CALM, DONE);
    town_as(t, SAMIRA);
    DO(t, act_measures(t->job, &filter, &list));
    for (int i = 0; i < list->n; i++)
        if (!t->norm->items[list->items[i]].assessed) {
            itself = list->items[i];
            n++;
        }
    EQ(n, 17);
    EQ(picture(t)->whole.n, t->norm->n_assessed + n);
    one = NULL;
    DO(t, act_measure(t->job, t->norm->items[itself].label, &one, &(bool){false}));
    assert_false(one->picture->states[itself].from_measures);
    ASSESS(t, t->norm->items[itself].label.at, "design", "ja");
    EQ(picture(t)->states[itself].aspect[ASPECT_DESIGN].said, VERDICT_YES);
}

ON_TOWN(who_owns_an_object_says_how_it_stands_there)
{
    struct given yes = GIVEN(assessment, "design", "ja");
    const struct measures_filter all = {.group = -1, .control = -1, .duty = -1, .csf = -1,
                                        .status = -1, .missing = -1, .level = -1};
    struct measures_filter filter = all;
    struct measures *list = NULL;
    struct measure *one = NULL;
    struct assessment now;
    int64_t system;
    bool moved;

    town_as(t, SAMIRA);
    system = add(t, "Zaaksysteem", "systeem", RUBEN);
    town_as(t, INEKE);
    IS_REFUSED(t, "", "leave.own", act_assess_of(t->job, system, item(t, "8.24.01"),
                                                 (struct row){0}, &yes, &now));
    town_as(t, RUBEN);
    DO(t, act_assess_of(t->job, system, item(t, "8.24.01"), (struct row){0}, &yes, &now));
    EQ(now.object.id, system);
    IS_REFUSED(t, "", "leave.own",
               act_assess(t->job, item(t, "8.24.01"), (struct row){0}, &yes, &now));
    EQ(TRY(t, act_assess_of(t->job, 999999, item(t, "8.24.01"), (struct row){0}, &yes, &now)),
       NOT_THERE);
    DO(t, act_measure_of(t->job, system, S("8.24.01"), &one, &moved));
    assert_true(one->may_assess);
    EQ(one->assessment.design, VERDICT_YES);
    DO(t, act_measure(t->job, S("8.24.01"), &one, &moved));
    assert_false(one->may_assess);
    EQ(one->assessment.row.id, 0);
    filter.object = system;
    DO(t, act_measures(t->job, &filter, &list));
    EQ(list->picture->about.row.id, system);
}

static struct measure *measure_at(struct town *t, int64_t object, const char *label)
{
    struct measure *it = NULL;
    bool moved;

    DO(t, act_measure_of(t->job, object, str_of(label), &it, &moved));
    return it;
}

ON_TOWN(evidence_at_an_object_is_its_own_and_goes_on_with_a_newer_piece)
{
    struct given piece = GIVEN(evidence, "title", "Instellingen", "kind", "export", "design", "1",
                               "period_to", "2026-01-05");
    struct evidence_file file = {S("a.txt"), S("x")};
    struct str items[1] = {item(t, "8.24.01")};
    struct evidence_line line;
    int64_t system, old, newer;

    town_as(t, SAMIRA);
    system = add(t, "Zaaksysteem", "systeem", RUBEN);
    ASSESS(t, "8.24.01", "executor",
           arena_text(t->mem, "%lld", (long long)t->person[RUBEN]).at);
    town_as(t, RUBEN);
    DO(t, act_evidence_add(t->job, &piece, &file, system, items, 1, &old));
    EQ(measure_at(t, system, "8.24.01")->n_evidence, 1);
    EQ(measure_at(t, 0, "8.24.01")->n_evidence, 0);
    IS_REFUSED(t, "object", "evidence.object", act_evidence_use(t->job, old, 999999, items, 1));
    DO(t, act_evidence_use(t->job, old, 0, items, 1));
    EQ(measure_at(t, 0, "8.24.01")->n_evidence, 1);
    DO(t, act_evidence_get(t->job, old, &line));
    EQ(line.n_places, 2);
    EQ(line.places[0].object, system);
    EQ(line.places[1].object, 0);
    DO(t, act_evidence_end(t->job, line.places[1].use));
    EQ(measure_at(t, 0, "8.24.01")->n_evidence, 0);
    DO(t, act_evidence_add(t->job, &piece, &file, 0, NULL, 0, &newer));
    DO(t, act_evidence_replace(t->job, line.evidence.row, newer));
    EQ(measure_at(t, system, "8.24.01")->n_evidence, 2); /* the old one and the newer */
    EQ(measure_at(t, 0, "8.24.01")->n_evidence, 0);
}

ON_TOWN(what_is_assigned_at_an_object_leaves_the_organisation_as_it_is)
{
    int at = index_of(t, "8.24.01");
    struct assign_plan plan = {.items = &at, .n = 1, .set_owner = true, .set_target = true,
                               .owner = t->person[INEKE], .target = town_day("2026-06-30")};
    int64_t persons[DUTY_COUNT] = {0};
    int changed = 0;

    town_as(t, SAMIRA);
    plan.object = add(t, "Zaaksysteem", "systeem", RUBEN);
    DO(t, act_assign(t->job, &plan, &changed));
    EQ(changed, 1);
    EQ(measure_at(t, plan.object, "8.24.01")->assessment.owner.id, t->person[INEKE]);
    EQ(measure_at(t, 0, "8.24.01")->assessment.row.id, 0);
    for (int duty = 0; duty < DUTY_COUNT; duty++)
        persons[duty] = t->person[RUBEN];
    DO(t, act_assign_duties(t->job, plan.object, persons, &changed));
    assert_true(changed > 0);
    EQ(measure_at(t, plan.object, "8.24.01")->assessment.owner.id, t->person[INEKE]);
    EQ(picture(t)->n_assessments, 0);
    plan.object = 999999;
    EQ(TRY(t, act_assign(t->job, &plan, &changed)), NOT_THERE);
}

ON_TOWN(a_sheet_of_an_object_goes_out_and_comes_in_there)
{
    int at = index_of(t, "8.24.01");
    struct import_preview *preview = NULL;
    struct faults faults = {.n = 0};
    const struct sheet *sheet;
    struct table *table = NULL;
    struct buf out;
    int64_t system;

    town_as(t, SAMIRA);
    system = add(t, "Zaaksysteem", "systeem", RUBEN);
    assert_int_equal(csv_read(t->mem, S("nummer;opzet;eigenaar\n8.24.01;deels;Ineke van Dam\n"),
                              &sheet, &faults), DONE);
    DO(t, act_import(t->job, system, sheet, true, &preview));
    EQ(preview->n_new, 1);
    EQ(measure_at(t, system, "8.24.01")->assessment.design, VERDICT_PARTLY);
    EQ(measure_at(t, 0, "8.24.01")->assessment.row.id, 0);
    DO(t, act_export(t->job, system, &at, 1, &table));
    buf_init(&out, t->mem, 1024);
    table_csv(&out, table);
    assert_true(str_find(buf_str(&out), S("deels"), 0) >= 0);
    DO(t, act_export(t->job, 0, &at, 1, &table));
    buf_init(&out, t->mem, 1024);
    table_csv(&out, table);
    assert_true(str_find(buf_str(&out), S("deels"), 0) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ciso_keeps_the_register_and_an_owner_their_own),
        cmocka_unit_test(a_system_works_for_the_processes_that_are_named_and_no_others),
        cmocka_unit_test(what_is_left_out_of_the_scope_has_a_reason),
        cmocka_unit_test(the_owner_decides_on_the_level_and_another_prepares_it),
        cmocka_unit_test(without_objects_in_the_scope_the_organisation_stands_as_it_did),
        cmocka_unit_test(an_item_of_the_organisation_waits_for_the_objects_in_the_scope),
        cmocka_unit_test(a_system_takes_over_from_its_processes_and_these_from_the_organisation),
        cmocka_unit_test(a_level_decides_what_is_asked_of_an_object_and_of_the_whole),
        cmocka_unit_test(a_control_that_is_asked_without_its_measures_is_judged_itself),
        cmocka_unit_test(who_owns_an_object_says_how_it_stands_there),
        cmocka_unit_test(evidence_at_an_object_is_its_own_and_goes_on_with_a_newer_piece),
        cmocka_unit_test(what_is_assigned_at_an_object_leaves_the_organisation_as_it_is),
        cmocka_unit_test(a_sheet_of_an_object_goes_out_and_comes_in_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
