/* The files of a catalogue become the norm, and the numbers that people say are found. */
#include "files.h"

#include "catalogue/norm_count.h"
#include "model/noun.h"

static struct arena *mem;
static const struct norm *norm;
static struct norm_source shipped;

static struct faults read_faults(const struct norm_source *source)
{
    struct faults faults = {0};
    const struct norm *ret = NULL;

    assert_int_equal(norm_read(mem, source, &ret, &faults), REFUSED);
    assert_null(ret);
    assert_true(faults.n > 0);
    return faults;
}

static const struct item *item_of(const char *label)
{
    int at = norm_label(norm, str_of(label));

    assert_true(at != ITEM_NONE);
    return &norm->items[at];
}

static struct count_report counted(struct str expect)
{
    struct count_report report;

    assert_int_equal(norm_count(mem, expect, norm, &shipped, &report), DONE);
    return report;
}

/* A catalogue of one control and two measures, and what is put in its place. */
static struct str small(struct arena *in, const char *first, const char *second)
{
    return arena_text(in,
        "{\"catalog\": {\"uuid\": \"u\", \"controls\": [{\"id\": \"a\", \"title\": \"A\","
        " \"props\": [{\"name\": \"label\", \"value\": \"1\"}], \"controls\": ["
        "{\"id\": \"b\", \"title\": \"B\", \"props\": [{\"name\": \"label\", \"value\": \"2\"}%s},"
        "{\"id\": \"c\", \"title\": \"C\", \"props\": [{\"name\": \"label\", \"value\": \"3\"}%s}"
        "]}]}}", first, second);
}

#define OURS(name, value)                                                                       \
    ",{\"name\":\"" name "\",\"ns\":\"urn:x-waarborg:oscal\",\"value\":\"" value "\"}"
#define MOVED(to) "], \"links\": [{\"rel\": \"moved-to\", \"href\": \"#" to "\"}]"

TEST(the_shipped_catalogue_agrees_with_its_counts)
{
    struct count_report report = counted(file_read(mem, "catalogues/bio2-1.3/expect.txt"));

    for (int i = 0; i < report.n; i++)
        print_error("%" STR_FMT ": %d expected, %d found\n", STR_ARG(report.at[i].name),
                    (int)report.at[i].expected, (int)report.at[i].found);
    assert_int_equal(report.n, 0);
    assert_int_equal(report.n_lines, 32);
    assert_int_equal(norm->n_assessed, 156);
}

TEST(a_count_that_differs_is_named)
{
    struct count_report report =
        counted(S("groups 5\nmeasures fysiek 6\n\nritme jaarlijks 12\nstars 3\nnonsense\n"
                  "controls -1"));

    assert_int_equal(report.n, 5);
    assert_text(report.at[0].name, "groups");
    assert_int_equal(report.at[0].found, 4);
    assert_text(report.at[1].name, "ritme jaarlijks");
    assert_int_equal(report.at[1].found, 11);
    assert_text(report.at[2].name, "stars");
    assert_int_equal(report.at[2].found, -1);
    assert_text(report.at[3].name, "nonsense");
    assert_int_equal(report.at[3].expected, -1);
    assert_text(report.at[4].name, "controls -1");
}

/* The technological theme is not inheritable: 50 measures, 34 controls. */
TEST(props_and_how_sure_they_are_can_be_counted)
{
    struct count_report report =
        counted(S("erfbaar nee 50\nerfbaar-controls nee 34\nheadings 0\ntop-groups 4\n"
                  "onzeker erfbaar 0\nvroeger categorie 1\nonzeker kleur 0\nkleur rood 0"));

    assert_int_equal(report.n, 3);
    assert_text(report.at[0].name, "vroeger categorie");
    assert_true(report.at[0].found > 100);
    assert_text(report.at[1].name, "onzeker kleur");
    assert_int_equal(report.at[1].found, -1);
    assert_text(report.at[2].name, "kleur rood");
    assert_int_equal(report.at[2].found, -1);
}

/* [BIO2 1.3, 5.26.01] one marker moved to another: no measure then and none now. */
TEST(every_item_that_moved_ends_at_one_that_is_active)
{
    int n = 0;
    int markers = 0;

    for (int i = 0; i < norm->n_items; i++) {
        int to = norm_follow(norm, i);

        assert_true(to != ITEM_NONE);
        assert_true(norm->items[i].moved_to != ITEM_NONE || to == i);
        if (norm->items[i].moved_to == ITEM_NONE)
            continue;
        n++;
        assert_true(norm->items[i].withdrawn);
        markers += norm->items[to].kind == ITEM_MARKER;
        assert_true(norm->items[to].kind == ITEM_MARKER || !norm->items[to].withdrawn);
    }
    assert_int_equal(n, 8);
    assert_int_equal(markers, 1);
}

TEST(a_move_to_what_was_withdrawn_is_reported)
{
    struct norm_source source = {
        .catalog[LANG_NL] = small(mem, MOVED("c"),
                                  ",{\"name\":\"status\",\"value\":\"withdrawn\"}]")};
    struct count_report report;
    struct faults faults = {0};
    const struct norm *ret;

    assert_int_equal(norm_read(mem, &source, &ret, &faults), DONE);
    assert_int_equal(norm_count(mem, S(""), ret, &source, &report), DONE);
    assert_int_equal(report.n, 1);
    assert_text(report.at[0].name, "b");
}

/* Groups within groups, a control outside any, and what is said of how sure a fact is. */
static struct str nested(struct arena *in, const char *remark)
{
    return arena_text(in,
        "{\"catalog\": {\"uuid\": \"u\", \"metadata\": {\"title\": \"N\"},"
        " \"controls\": [{\"id\": \"r\", \"title\": \"R\", \"props\":"
        " [{\"name\": \"label\", \"value\": \"0\"},{\"name\":\"beoordeelbaar\",\"ns\":\"urn:x-waarborg:oscal\",\"value\":\"nee\"}]}],"
        " \"groups\": [{\"id\": \"f\", \"title\": \"F\", \"groups\":"
        " [{\"id\": \"k\", \"title\": \"K\", \"controls\": [{\"id\": \"a\","
        " \"title\": \"A\", \"props\": [{\"name\": \"label\", \"value\": \"1\"},"
        " {\"name\": \"verantwoordelijke-rol\", \"ns\": \"urn:x-waarborg:oscal\","
        " \"value\": \"secretaris\", \"class\": \"afgeleid\", \"remarks\": \"%s\"},"
        " {\"name\": \"categorie\", \"ns\": \"urn:x-waarborg:oscal\","
        " \"value\": \"x\", \"class\": \"v1.2\"},"
        " {\"name\": \"bbn\", \"ns\": \"urn:x-waarborg:oscal\","
        " \"value\": \"2\"}]}]}]}]}}", remark);
}

TEST(groups_stand_in_groups_and_a_control_outside_any_gets_one)
{
    struct norm_source source = {.catalog = {nested(mem, "bron"), nested(mem, "source")}};
    struct faults faults = {0};
    const struct norm *ret;

    assert_int_equal(norm_read(mem, &source, &ret, &faults), DONE);
    assert_int_equal(ret->n_groups, 3);
    assert_text(ret->groups[0].title[LANG_EN], "N");
    assert_int_equal(ret->groups[0].up, ITEM_NONE);
    assert_text(ret->groups[1].id, "f");
    assert_int_equal(ret->groups[1].up, ITEM_NONE);
    assert_int_equal(ret->groups[2].up, 1);
    assert_int_equal(ret->items[0].group, 0);
    assert_int_equal(ret->items[1].group, 2);
    assert_true(ret->items[0].heading && !ret->items[0].assessed);
    assert_int_equal(ret->n_assessed, 1);
}

TEST(a_fact_says_how_sure_it_is_and_where_it_comes_from)
{
    struct norm_source source = {.catalog = {nested(mem, "bron"), nested(mem, "source")}};
    struct faults faults = {0};
    const struct norm *ret;
    const struct item *item;

    assert_int_equal(norm_read(mem, &source, &ret, &faults), DONE);
    item = &ret->items[1];
    assert_int_equal(item->n_facts, 3);
    assert_int_equal(item->level, 2);
    assert_text(item->facts[0].value, "secretaris");
    assert_int_equal(item->facts[0].standing, STANDING_DERIVED);
    assert_text(item->facts[0].source[LANG_NL], "bron");
    assert_text(item->facts[0].source[LANG_EN], "source");
    assert_int_equal(item->facts[1].standing, STANDING_FORMER);
    assert_int_equal(item->duties, 1u << DUTY_SECRETARY);
    assert_int_equal(ret->items[0].facts[0].standing, STANDING_FIRM);
}

TEST(a_number_is_found_as_people_say_it)
{
    static const struct { const char *said, *id; } rows[] = {
        {"5.1", "bio2-5.01"},       {"5.01", "bio2-5.01"},    {"5.1.2", "bio2-5.01.02"},
        {"5.01.02", "bio2-5.01.02"}, {"5.10", "bio2-5.10"},   {"5.10.2", "bio2-5.10.02"},
        {"05.01", "bio2-5.01"},
    };
    static const char *const none[] = {"", ".", "5", "5.", "5.1.", "5.99", "5.1.2.3", "5,1", "x"};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_text(item_of(rows[i].said)->id, rows[i].id);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(norm_label(norm, str_of(none[i])), ITEM_NONE);
}

TEST(an_id_finds_its_item_and_no_other)
{
    for (int i = 0; i < norm->n_items; i++)
        assert_int_equal(norm_item(norm, norm->items[i].id), i);
    assert_int_equal(norm_item(norm, S("bio2-5.0")), ITEM_NONE);
    assert_int_equal(norm_item(norm, S("")), ITEM_NONE);
}

TEST(a_measure_has_what_its_props_say_and_the_concepts_of_its_control)
{
    const struct item *it = item_of("5.01.02");
    const struct item *control = &norm->items[it->parent];

    assert_int_equal(it->kind, ITEM_MEASURE);
    assert_true(it->assessed && it->mandatory && it->inheritable && it->begin);
    assert_false(it->withdrawn || it->outside_law);
    assert_text(control->label, "5.01");
    assert_int_equal(control->n_measures, 2);
    assert_false(control->assessed);
    assert_int_equal(it->csf, 1u << CSF_IDENTIFY);
    assert_int_equal(it->csf, control->csf);
    assert_int_equal(it->rhythms[0], RHYTHM_YEARLY);
    assert_int_equal(it->rhythm_months, 12);
    assert_text(norm->groups[it->group].code, "organisatorisch");
    assert_int_equal(item_of("6.03.02")->deadline_days, 90);
    assert_true(item_of("5.32")->outside_law && item_of("5.32")->assessed);
    assert_int_equal(item_of("5.03.01")->kind, ITEM_MARKER);
    assert_false(item_of("5.03.01")->assessed);
}

TEST(texts_stand_in_both_languages)
{
    assert_text(norm->id, "bio2");
    assert_text(norm->version, "1.3");
    assert_text(norm->title[LANG_EN], "BIO2 version 1.3");
    for (int i = 0; i < norm->n_items; i++)
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            const struct item *it = &norm->items[i];

            assert_true(it->title[lang].len > 0 && it->text[lang].len > 0);
            assert_true(it->n_examples == 0 || it->examples[lang][it->n_examples - 1].len > 0);
            assert_true(!it->assessed || it->n_examples > 0);
        }
    assert_false(str_eq(item_of("5.01.02")->text[LANG_NL], item_of("5.01.02")->text[LANG_EN]));
}

TEST(one_language_stands_in_for_the_other)
{
    struct norm_source source = {.catalog[LANG_EN] = shipped.catalog[LANG_EN]};
    const struct norm *ret;
    struct faults faults = {0};

    assert_int_equal(norm_read(mem, &source, &ret, &faults), DONE);
    assert_text(ret->title[LANG_NL], "BIO2 version 1.3");
    assert_true(str_eq(ret->items[3].text[LANG_NL], ret->items[3].text[LANG_EN]));
    assert_false(ret->items[1].begin);
    assert_false(str_eq(ret->hash, norm->hash));
    assert_int_equal(ret->hash.len, 64);
}

TEST(a_document_of_another_kind_is_refused)
{
    struct norm_source none = {.profiles = shipped.profiles, .n_profiles = shipped.n_profiles};
    struct norm_source turned = {.catalog[LANG_NL] = shipped.profiles[0].bytes};
    struct norm_source cut = {.catalog[LANG_NL] = S("{\"catalog\":\n {")};
    struct faults faults = read_faults(&cut);

    assert_text(read_faults(&none).at[0].key, "norm.fault.no_catalog");
    assert_text(read_faults(&turned).at[0].key, "norm.fault.model");
    assert_text(faults.at[0].key, "norm.fault.cut");
    assert_text(faults.at[0].field, "nl");
    assert_text(faults.at[0].arg, "2:2");
}

TEST(what_a_catalogue_of_ours_may_not_say_is_refused)
{
    static const struct { const char *first, *second, *key; } rows[] = {
        {OURS("ritme", "soms") "]", "]", "word"},
        {OURS("ritme", "") "]", "]", "word"},
        {OURS("verplicht", "misschien") "]", "]", "word"},
        {OURS("verantwoordelijke-rol", "") "]", "]", "word"},
        {OURS("ritme-maanden", "0") "]", "]", "amount"},
        {OURS("termijn-dagen", "veel") "]", "]", "amount"},
        {OURS("ritme", "continu") OURS("ritme", "eenmalig") OURS("ritme", "jaarlijks")
         OURS("ritme", "kwartaal") "]", "]", "rhythms"},
        {MOVED("z"), "]", "moved_nowhere"},
        {MOVED("c"), MOVED("b"), "moved_circle"},
        {MOVED("b"), "]", "moved_circle"},
        {"], \"id\": \"\"", "]", "double"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct norm_source source = {
            .catalog[LANG_NL] = small(mem, rows[i].first, rows[i].second)};
        struct str key = read_faults(&source).at[0].key;

        assert_text(str_sub(key, 11, key.len), rows[i].key);
    }
}

TEST(languages_with_other_ids_are_refused)
{
    struct norm_source source = {.catalog[LANG_NL] = shipped.catalog[LANG_NL],
                                 .catalog[LANG_EN] = small(mem, "]", "]")};

    assert_text(read_faults(&source).at[0].key, "norm.fault.language");
}

/* The profile "begin" over a small catalogue. */
static struct norm_source beginning(const char *import)
{
    static struct norm_profile begin;
    struct norm_source source = {
        .catalog[LANG_NL] = arena_text(mem, "{\"catalog\": {\"uuid\":"
            " \"6fe47a3d-4f0a-4c06-8d2f-5a1f5b7a2f10\", \"metadata\": {\"title\": \"T\","
            " \"last-modified\": \"2026-01-01T00:00:00Z\", \"version\": \"1\","
            " \"oscal-version\": \"1.2.1\"}, %" STR_FMT,
            STR_ARG(str_sub(small(mem, "]", "]"), 26, small(mem, "]", "]").len))),
        .profiles = &begin, .n_profiles = 1};

    begin = (struct norm_profile){S("begin"), arena_text(mem,
        "{\"profile\": {\"uuid\": \"0d9a9a3c-8e4b-4f8f-9a58-2f0cc2f1b7aa\", \"metadata\":"
        " {\"title\": \"B\", \"last-modified\": \"2026-01-01T00:00:00Z\", \"version\": \"1\","
        " \"oscal-version\": \"1.2.1\"}, \"imports\": [{\"href\": \"../catalog.json\", %s}],"
        " \"merge\": {\"as-is\": true}}}", import)};
    return source;
}

TEST(a_profile_that_selects_what_is_not_there_is_refused)
{
    struct norm_source source =
        beginning("\"include-controls\": [{\"with-ids\": [\"a\", \"z\"]}]");
    struct faults faults = read_faults(&source);

    assert_int_equal(faults.n, 1);
    assert_text(faults.at[0].key, "norm.fault.selected");
    assert_text(faults.at[0].field, "begin");
    assert_text(faults.at[0].arg, "z");
}

TEST(a_profile_that_does_not_resolve_is_refused)
{
    struct norm_source source = beginning("\"include-all\": {}, \"include-controls\": []");

    assert_true(read_faults(&source).n > 0);
}

TEST(a_profile_takes_children_and_leaves_out_what_it_excludes)
{
    struct norm_source source =
        beginning("\"include-controls\": [{\"with-child-controls\": \"yes\","
                  " \"with-ids\": [\"a\"]}], \"exclude-controls\": [{\"with-ids\": [\"c\"]}]");
    struct faults faults = {0};
    const struct norm *ret;

    assert_int_equal(norm_read(mem, &source, &ret, &faults), DONE);
    assert_true(ret->items[0].begin && ret->items[1].begin);
    assert_false(ret->items[2].begin);
}

static int begin(void **state __attribute__((unused)))
{
    struct faults faults = {0};

    mem = arena_new(ARENA_BYTES);
    shipped = files_shipped(mem);
    assert_int_equal(norm_read(mem, &shipped, &norm, &faults), DONE);
    return 0;
}

static int end(void **state __attribute__((unused)))
{
    arena_free(mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_catalogue_agrees_with_its_counts),
        cmocka_unit_test(a_count_that_differs_is_named),
        cmocka_unit_test(props_and_how_sure_they_are_can_be_counted),
        cmocka_unit_test(every_item_that_moved_ends_at_one_that_is_active),
        cmocka_unit_test(a_move_to_what_was_withdrawn_is_reported),
        cmocka_unit_test(groups_stand_in_groups_and_a_control_outside_any_gets_one),
        cmocka_unit_test(a_fact_says_how_sure_it_is_and_where_it_comes_from),
        cmocka_unit_test(a_number_is_found_as_people_say_it),
        cmocka_unit_test(an_id_finds_its_item_and_no_other),
        cmocka_unit_test(a_measure_has_what_its_props_say_and_the_concepts_of_its_control),
        cmocka_unit_test(texts_stand_in_both_languages),
        cmocka_unit_test(one_language_stands_in_for_the_other),
        cmocka_unit_test(a_document_of_another_kind_is_refused),
        cmocka_unit_test(what_a_catalogue_of_ours_may_not_say_is_refused),
        cmocka_unit_test(languages_with_other_ids_are_refused),
        cmocka_unit_test(a_profile_that_selects_what_is_not_there_is_refused),
        cmocka_unit_test(a_profile_that_does_not_resolve_is_refused),
        cmocka_unit_test(a_profile_takes_children_and_leaves_out_what_it_excludes),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
