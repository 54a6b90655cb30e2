/* A small organisation as OSCAL documents: what is promised in test/golden, that others can
 * read it, and that nothing in it points to what is not there. */
#include "trial.h"

#include "catalogue/norm_check.h"
#include "catalogue/oscal_write.h"
#include "reports/exchange.h"

static const char *folder;

enum { CONTROL, FIRST, SECOND, GONE, ALONE, ITEMS };

static const struct norm_group groups[] = {
    {.id = STR_INIT("n-1"), .title = {STR_INIT("Thema"), STR_INIT("Theme")}, .up = ITEM_NONE},
};
#define ITEM(number, dutch, english, ...)                                                        \
    {.id = STR_INIT("n-" number), .label = STR_INIT(number), .sort = STR_INIT(number),           \
     .title = {STR_INIT(dutch), STR_INIT(english)}, .moved_to = ITEM_NONE, __VA_ARGS__}
static const struct item items[ITEMS] = {
    [CONTROL] = ITEM("1.1", "Beleid", "Policy", .parent = ITEM_NONE, .n_measures = 2),
    [FIRST] = ITEM("1.1.1", "Vaststellen", "Adopt", .kind = ITEM_MEASURE, .parent = CONTROL,
                   .mandatory = true, .assessed = true),
    [SECOND] = ITEM("1.1.2", "Beoordelen", "Review", .kind = ITEM_MEASURE, .parent = CONTROL,
                    .mandatory = true, .assessed = true),
    [GONE] = ITEM("1.1.3", "Vervallen", "Withdrawn", .kind = ITEM_MEASURE, .parent = CONTROL,
                  .withdrawn = true),
    [ALONE] = ITEM("1.2", "Eigen software", "Own software", .parent = ITEM_NONE,
                   .assessed = true),
};
static const int by_id[ITEMS] = {CONTROL, FIRST, SECOND, GONE, ALONE};
static const struct norm norm = {
    .id = STR_INIT("n"), .version = STR_INIT("1"), .key = STR_INIT("n@1"),
    .title = {STR_INIT("Norm een"), STR_INIT("Norm one")}, .hash = STR_INIT("0f"),
    .groups = groups, .n_groups = 1, .items = items, .n_items = ITEMS, .n_assessed = 3,
    .by_id = by_id,
};

static const struct exchange_person persons[] = {
    {2, STR_INIT("Samira Haddad"), STR_INIT("CISO")},
    {3, STR_INIT("Ruben Kok"), STR_INIT("Teamleider")},
    {4, STR_INIT("Niemand Genoemd"), STR_INIT("")},
};

static struct day on(const char *text)
{
    struct day day = {0};

    assert_true(day_of_text(str_of(text), &day));
    return day;
}

static const struct assessment *of_first(void)
{
    static struct assessment it;

    it = (struct assessment){
        .row = {20, 4, 0}, .object = {5}, .item = S("n-1.1.1"), .owner = {3},
        .design = VERDICT_YES, .design_on = on("2026-01-12"), .design_by = {3},
        .existence = VERDICT_PARTLY, .existence_on = on("2026-02-12"), .existence_by = {3},
        .existence_note = S("Niet overal.\nZie het verslag."), .target = on("2026-06-30"),
        .note = S("Het beleid is vastgesteld."),
    };
    return &it;
}

static const struct assessment *of_control(void)
{
    static struct assessment it;

    it = (struct assessment){
        .row = {22, 1, 0}, .object = {5}, .item = S("n-1.1"), .suffices = VERDICT_NO,
        .suffices_why = S("Het bestuur kent het risico."), .risk_analysis = S("RA-1"),
    };
    return &it;
}

static const struct applicability *line(int item)
{
    static struct applicability yes, no;

    yes = (struct applicability){
        .row = {30, 2, 0}, .scope = {6}, .item = items[FIRST].id, .applies = APPLIES_YES,
        .from_norm = true, .from_law = true, .why = S("Vraagt de norm."),
    };
    no = (struct applicability){
        .row = {31, 3, 0}, .scope = {6}, .item = items[ALONE].id, .applies = APPLIES_NO,
        .ground = GROUND_RISK, .why = S("Wij maken geen software."), .risk_analysis = S("RA-2"),
        .decision = {40},
    };
    return item == FIRST ? &yes : item == ALONE ? &no : NULL;
}

static const struct exchange_piece *piece(void)
{
    static struct exchange_piece it;
    static const int used[] = {FIRST};

    it = (struct exchange_piece){
        .evidence = {
            .row = {50, 2, 0}, .title = S("Besluit van het college"), .kind = EVIDENCE_DOCUMENT,
            .design = true, .period_to = on("2026-01-10"), .origin = S("eigen"),
            .file_hash = S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            .file_name = S("besluit 1.pdf"), .file_type = S("application/pdf"),
            .file_bytes = {true, 12}, .submitter = {3}, .submitted_on = on("2026-01-11"),
            .fitness = FITNESS_FIT, .fitness_by = {2}, .fitness_on = on("2026-01-12"),
        },
        .items = used, .n_items = 1, .expires = on("2027-01-10"),
    };
    return &it;
}

static const struct exception *excused(void)
{
    static struct exception it;

    it = (struct exception){
        .row = {60, 2, 0}, .item = S("n-1.1.2"), .kind = EXCEPTION_PLAN,
        .reason = S("De cyclus begint in het najaar."), .risk_analysis = S("RA-1"),
        .compensating = S("De directie kijkt elke maand."), .advice = S("Akkoord tot najaar."),
        .until = on("2026-10-31"), .state = EXCEPTION_ALLOWED, .submitter = {3},
        .decision = {41},
    };
    return &it;
}

static const struct decision *decided(void)
{
    static struct decision all[2];

    all[0] = (struct decision){
        .row = {40, 1, 0}, .body = BODY_BOARD, .on = on("2026-03-17"), .number = S("2026-9"),
        .subject = S("Vaststelling"), .frozen = S("ab"), .registered_by = {2},
    };
    all[1] = (struct decision){
        .row = {41, 1, 0}, .body = BODY_MANAGEMENT, .on = on("2026-03-01"), .number = S("D-2"),
        .subject = S("Uitstel"), .registered_by = {2},
    };
    return all;
}

static const struct soa *versions(void)
{
    static struct soa all[2];

    all[0] = (struct soa){
        .row = {70, 3, 0}, .scope = {6}, .number = {true, 2}, .state = SOA_ADOPTED,
        .prepared_by = {2}, .previous = {69}, .decision = {40}, .adopted_by = {3},
        .adopted_on = on("2026-03-17"), .at_seq = {true, 90}, .frozen = S("ab"),
    };
    all[1] = (struct soa){
        .row = {69, 5, 0}, .scope = {6}, .number = {true, 1}, .state = SOA_REPLACED,
        .prepared_by = {2}, .adopted_on = on("2025-03-18"), .frozen = S("aa"),
    };
    return all;
}

static const struct item_state *judged(const struct exchange *it)
{
    static struct assessment said[2];
    static struct applicability not_here;
    static const int said_items[] = {CONTROL, FIRST};
    static const int line_items[] = {ALONE};
    struct evidence_fact shown = {
        .item = FIRST, .covers = {true}, .to = piece()->evidence.period_to, .submitter = 3,
        .fit = true, .judge = 2,
    };
    struct status_input input = {
        .norm = &norm, .on = it->on, .assessments = said, .assessment_items = said_items,
        .n_assessments = 2, .evidence = &shown, .n_evidence = 1, .lines = &not_here,
        .line_items = line_items, .n_lines = 1, .test_months = 3,
    };

    said[0] = *of_control();
    said[1] = *of_first();
    not_here = *line(ALONE);
    return status_judge(mem, &input);
}

static struct exchange town(void)
{
    const struct assessment **said = NEW_ARRAY(mem, ITEMS, const struct assessment *);
    const struct applicability **lines = NEW_ARRAY(mem, ITEMS, const struct applicability *);
    struct exchange it = {
        .names = true, .uuid = S("000102030405060708090a0b0c0d0e0f"),
        .org = {.row = {1, 1, 0}, .name = S("Gemeente Voorbeeld"), .type = ORG_GEMEENTE},
        .scope = {.row = {6, 1, 0}, .name = S("De hele organisatie")},
        .norm = &norm, .on = on("2026-03-29"), .seq = 90, .hash = S("cd"),
        .versions = versions(), .n_versions = 2, .soa = versions()[0],
        .pieces = piece(), .n_pieces = 1, .exceptions = excused(), .n_exceptions = 1,
        .decisions = decided(), .n_decisions = 2, .persons = persons, .n_persons = 3,
    };

    assert_true(moment_of_text(S("2026-03-17T14:00:00.123Z"), &it.time));
    said[CONTROL] = of_control();
    said[FIRST] = of_first();
    lines[FIRST] = line(FIRST);
    lines[ALONE] = line(ALONE);
    it.assessments = said;
    it.lines = lines;
    it.states = judged(&it);
    return it;
}

static struct str written(const struct exchange *it, int model)
{
    struct buf out;

    buf_init(&out, mem, 0);
    assert_true(exchange_write(&out, it, (enum exchange_model)model));
    return buf_str(&out);
}

TEST(each_document_is_as_promised)
{
    struct exchange it = town();

    (void)state;
    for (int model = 0; model < EXCHANGE_COUNT; model++)
        golden(folder, arena_text(mem, "exchange-%s.json", exchange_choices.words[model]).at,
               written(&it, model));
}

static void is_sound(struct str bytes)
{
    struct check_report report;

    assert_int_equal(norm_check(mem, bytes, &report), DONE);
    for (int i = 0; i < 2; i++) {
        const struct check_list *list = i == 0 ? &report.faults : &report.remarks;

        if (list->n > 0)
            fail_msg("%" STR_FMT ": %" STR_FMT " %" STR_FMT, STR_ARG(list->at[0].pointer),
                     STR_ARG(list->at[0].key), STR_ARG(list->at[0].arg));
    }
}

TEST(each_document_keeps_the_rules_and_points_to_nothing_that_is_not_there)
{
    (void)state;
    for (int model = 0; model < EXCHANGE_COUNT; model++)
        for (int bits = 0; bits < 4; bits++) {
            struct exchange it = town();

            it.names = (bits & 1) != 0;
            it.lang = (bits & 2) != 0 ? LANG_EN : LANG_NL;
            is_sound(written(&it, model));
        }
}

TEST(the_same_values_give_the_same_bytes)
{
    struct exchange one = town();
    struct exchange other = town();

    (void)state;
    for (int model = 0; model < EXCHANGE_COUNT; model++)
        EQ_STR(written(&one, model), written(&other, model));
}

/* What reads a document and writes it again alters nothing: the order is that of the model. */
TEST(each_document_is_written_as_a_reader_would_write_it)
{
    struct exchange it = town();

    (void)state;
    for (int model = 0; model < EXCHANGE_COUNT; model++) {
        struct str bytes = written(&it, model);
        const struct oscal *document;
        struct oscal_fault fault;
        struct buf again;

        buf_init(&again, mem, bytes.len);
        assert_int_equal(oscal_read(mem, bytes, &document, &fault), DONE);
        oscal_write(&again, document);
        EQ_STR(buf_str(&again), bytes);
    }
}

TEST(without_names_no_person_is_told_and_with_names_only_who_is_spoken_of)
{
    struct exchange it = town();

    (void)state;
    for (int model = 0; model < EXCHANGE_COUNT; model++) {
        it.names = true;
        assert_true(str_find(written(&it, model), persons[2].name, 0) < 0);
        it.names = false;
        for (int i = 0; i < 3; i++)
            assert_true(str_find(written(&it, model), persons[i].name, 0) < 0);
        assert_true(str_find(written(&it, model), S("party-uuids"), 0) < 0);
    }
    it.names = true;
    assert_true(str_find(written(&it, EXCHANGE_SSP), S("Samira Haddad"), 0) > 0);
}

TEST(an_organisation_that_said_nothing_still_makes_documents_but_no_plan)
{
    struct exchange it = town();
    struct buf out;

    (void)state;
    it.assessments = NEW_ARRAY(mem, ITEMS, const struct assessment *);
    it.lines = NEW_ARRAY(mem, ITEMS, const struct applicability *);
    it.n_pieces = it.n_exceptions = it.n_decisions = it.n_versions = 0;
    it.soa = (struct soa){.row = {69, 1, 0}, .number = {true, 1}, .state = SOA_DRAFT};
    for (int model = 0; model < EXCHANGE_POAM; model++)
        is_sound(written(&it, model));
    buf_init(&out, mem, 0);
    assert_false(exchange_write(&out, &it, EXCHANGE_POAM));
    assert_int_equal(out.len, 0);
}

/* The town's states with one of them made otherwise. */
static struct item_state *altered(const struct exchange *it)
{
    struct item_state *states = NEW_ARRAY(mem, ITEMS, struct item_state);

    memcpy(states, it->states, ITEMS * sizeof *states);
    return states;
}

TEST(a_yes_that_weighs_less_does_not_satisfy_and_is_no_failure_either)
{
    struct exchange it = town();
    struct item_state *states = altered(&it);

    (void)state;
    assert_true(str_find(written(&it, EXCHANGE_RESULTS), S("\"state\": \"satisfied\""), 0) > 0);
    assert_true(str_find(written(&it, EXCHANGE_RESULTS), S("\"reason\": \"other\""), 0) < 0);
    states[FIRST].aspect[ASPECT_DESIGN].weighs = VERDICT_PARTLY;
    it.states = states;
    assert_true(str_find(written(&it, EXCHANGE_RESULTS), S("\"state\": \"satisfied\""), 0) < 0);
    assert_true(str_find(written(&it, EXCHANGE_RESULTS), S("\"reason\": \"other\""), 0) > 0);
}

TEST(what_meets_the_norm_or_does_not_apply_is_not_to_be_done)
{
    struct exchange it = town();
    struct item_state *states = altered(&it);
    struct exception otherwise = *excused();
    struct buf out;

    (void)state;
    assert_true(str_find(written(&it, EXCHANGE_POAM), S("2026-06-30"), 0) > 0);
    it.states = states;
    states[FIRST].status = STATUS_MEETS;
    assert_true(str_find(written(&it, EXCHANGE_POAM), S("2026-06-30"), 0) < 0);
    assert_true(str_find(written(&it, EXCHANGE_POAM), S("2026-10-31"), 0) > 0);
    states[FIRST].status = STATUS_NOT;
    states[FIRST].not_applicable = true;
    assert_true(str_find(written(&it, EXCHANGE_POAM), S("2026-06-30"), 0) < 0);
    otherwise.kind = EXCEPTION_OTHERWISE;
    it.exceptions = &otherwise;
    buf_init(&out, mem, 0);
    assert_false(exchange_write(&out, &it, EXCHANGE_POAM));
    assert_true(str_find(written(&it, EXCHANGE_SSP), S("anders_ingevuld"), 0) > 0);
}

TEST(only_a_word_that_is_true_is_the_status_of_a_requirement)
{
    static const struct { enum status is; const char *word; } cases[] = {
        {STATUS_MEETS, "\"state\": \"implemented\""}, {STATUS_PARTLY, "\"state\": \"partial\""},
        {STATUS_NOT, NULL}, {STATUS_UNKNOWN, NULL},
    };
    struct exchange it = town();
    struct item_state *states = altered(&it);

    (void)state;
    it.states = states;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str bytes;

        states[FIRST].status = cases[i].is;
        bytes = written(&it, EXCHANGE_SSP);
        for (size_t k = 0; k < 2; k++)
            assert_int_equal(str_find(bytes, str_of(cases[k].word), 0) > 0, i == k);
        assert_true(str_find(bytes, S("\"state\": \"not-applicable\""), 0) > 0);
        assert_true(str_find(bytes, S("planned"), 0) < 0);
    }
}

/* 29 March 2026 begins an hour behind the clock by which it ends. */
TEST(a_day_begins_and_ends_by_the_clock_of_amsterdam)
{
    struct exchange it = town();
    struct str bytes = written(&it, EXCHANGE_RESULTS);

    (void)state;
    assert_true(str_find(bytes, S("\"end\": \"2026-03-29T23:59:59+02:00\""), 0) > 0);
    assert_true(str_find(bytes, S("\"start\": \"2026-01-12T00:00:00+01:00\""), 0) > 0);
}

TEST(a_text_of_more_lines_is_whole_beside_its_first)
{
    struct exchange it = town();
    struct exception more = *excused();

    (void)state;
    more.advice = S(" Akkoord.\nMet spoed. ");
    it.exceptions = &more;
    assert_true(str_find(written(&it, EXCHANGE_POAM),
                         S("\"value\": \"Akkoord.\",\n            \"remarks\": "
                           "\" Akkoord.\\nMet spoed. \""), 0) > 0);
    is_sound(written(&it, EXCHANGE_POAM));
}

TEST(a_link_with_spaces_is_an_address)
{
    struct exchange it = town();
    struct exchange_piece linked = *piece();

    (void)state;
    linked.evidence.file_hash = S("");
    linked.evidence.link = S("https://intranet.example/map met spatie/é?a=[1]#b#c");
    it.pieces = &linked;
    assert_true(str_find(written(&it, EXCHANGE_RESULTS),
                         S("\"href\": \"https://intranet.example/map%20met%20spatie/%C3%A9?a="
                           "%5B1%5D#b%23c\""), 0) > 0);
    is_sound(written(&it, EXCHANGE_RESULTS));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        RUN(each_document_is_as_promised),
        RUN(each_document_keeps_the_rules_and_points_to_nothing_that_is_not_there),
        RUN(the_same_values_give_the_same_bytes),
        RUN(each_document_is_written_as_a_reader_would_write_it),
        RUN(without_names_no_person_is_told_and_with_names_only_who_is_spoken_of),
        RUN(an_organisation_that_said_nothing_still_makes_documents_but_no_plan),
        RUN(a_yes_that_weighs_less_does_not_satisfy_and_is_no_failure_either),
        RUN(what_meets_the_norm_or_does_not_apply_is_not_to_be_done),
        RUN(only_a_word_that_is_true_is_the_status_of_a_requirement),
        RUN(a_day_begins_and_ends_by_the_clock_of_amsterdam),
        RUN(a_text_of_more_lines_is_whole_beside_its_first),
        RUN(a_link_with_spaces_is_an_address),
    };

    assert_int_equal(argc, 2);
    folder = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
