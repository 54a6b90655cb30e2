/* Each rule of OSCAL has a document that breaks it and nothing else: the name of a
 * case is the key of its fault, perhaps with a dash and a variant; the variant `remark`
 * is of one that is only remarked. */
#include "files.h"

#include <dirent.h>
#include <stdio.h>

#include "catalogue/norm_check.h"

static struct arena *mem;

static struct check_report checked(const char *path)
{
    struct check_report report;

    assert_int_equal(norm_check(mem, file_read(mem, path), &report), DONE);
    return report;
}

TEST(each_case_is_refused_for_its_own_reason_only)
{
    DIR *cases = opendir(SOURCE_ROOT "/test/catalogue/cases");
    struct dirent *entry;
    int n = 0;

    assert_non_null(cases);
    while ((entry = readdir(cases)) != NULL) {
        struct str rest;
        struct str name = str_of(entry->d_name);
        struct str variant;
        struct str key = str_cut(str_cut(name, '.', &rest), '-', &variant);
        bool remark = str_eq(variant, S("remark"));
        const struct check_list *list;
        struct check_report report;

        if (!str_ends(name, S(".json")))
            continue;
        n++;
        report = checked(arena_text(mem, "test/catalogue/cases/%s", entry->d_name).at);
        list = remark ? &report.remarks : &report.faults;
        if (str_eq(key, S("sound")) || remark ? report.faults.n != 0 : list->n != 1)
            fail_msg("%s: %d faults, %" STR_FMT, entry->d_name, report.faults.n,
                     STR_ARG(report.faults.n > 0 ? report.faults.at[0].key : S("none")));
        if (!str_eq(key, S("sound")) && (list->n != 1 || !str_eq(list->at[0].key, key)))
            fail_msg("%s: something else is said", entry->d_name);
    }
    closedir(cases);
    assert_true(n >= 66);
}

TEST(a_fault_has_its_pointer_and_line)
{
    struct check_report report = checked("test/catalogue/cases/string.json");

    assert_text(report.model, "catalog");
    assert_text(report.faults.at[0].pointer, "/catalog/groups/0/controls/0/props/0/value");
    assert_int_equal(report.faults.at[0].line, 74);
    assert_text(report.faults.at[0].arg, " 1.01");
}

TEST(a_pointer_escapes_names)
{
    struct check_report report;

    assert_int_equal(norm_check(mem, S("{\"profile\": {\"a/b~c\": 1}}"), &report), DONE);
    assert_text(report.faults.at[report.faults.n - 1].pointer, "/profile/a~1b~0c");
}

/* A selection from a catalogue keeps links to controls that were not selected. */
TEST(a_link_to_an_id_elsewhere_is_a_remark)
{
    struct check_report report;
    const char *text =
        "{\"catalog\": {\"uuid\": \"0aa5c3a0-7c4f-4c27-9a3e-0e1f5f4d0001\", \"metadata\": {"
        "\"title\": \"T\", \"last-modified\": \"2026-01-15T09:00:00Z\", \"version\": \"1\","
        "\"oscal-version\": \"1.2.1\", \"links\": [{\"href\": \"#elsewhere\"}]}}}";

    assert_int_equal(norm_check(mem, str_of(text), &report), DONE);
    assert_int_equal(report.faults.n, 0);
    assert_int_equal(report.remarks.n, 1);
    assert_text(report.remarks.at[0].key, "link_nowhere");
}

TEST(more_faults_than_there_is_room_for_are_counted)
{
    char *text = arena_alloc(mem, 16 * 1000);
    struct check_report report;
    size_t len = (size_t)sprintf(text, "{\"catalog\": {\"a0\": 1");

    for (int i = 1; i < 1000; i++)
        len += (size_t)sprintf(text + len, ",\"a%d\":1", i);
    len += (size_t)sprintf(text + len, "}}");
    assert_int_equal(norm_check(mem, (struct str){text, len}, &report), DONE);
    assert_int_equal(report.faults.n, CHECK_FAULTS_MAX);
    assert_int_equal(report.faults.n + report.faults.n_more, 1000 + 2);
}

TEST(the_shipped_documents_are_sound)
{
    static const char *const paths[] = {"catalogues/bio2-1.3/catalog.json",
                                        "catalogues/bio2-1.3/catalog.en.json",
                                        "catalogues/bio2-1.3/profiles/begin.json"};

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct check_report report = checked(paths[i]);

        assert_int_equal(report.faults.n, 0);
        assert_int_equal(report.remarks.n, 0);
    }
}

/* Documents made elsewhere, when they are at hand: files.h says where. */
TEST(documents_of_others_are_refused_for_the_reason_of_their_makers)
{
    static const struct { const char *file, *key; } rows[] = {
        {"cat-no-uuid", "missing"},         {"cat-uuid-v7", "uuid"},
        {"cat-bad-date", "moment"},         {"cat-no-oscal-version", "missing"},
        {"cat-class-slash", "token"},       {"cat-prop-leading-space", "string"},
        {"cat-unknown-member", "unknown"},  {"cat-group-mixed", "either"},
        {"cat-part-no-name", "missing"},    {"two-roots", "roots"},
        {"prof-all-and-some", "either"},    {"prof-child-maybe", "choice"},
        {"ssp-status-enum", "choice"},      {"ar-finding-state", "choice"},
        {"ar-obs-no-collected", "missing"}, {"poam-risk-no-statement", "missing"},
        {"map-unknown-provenance", "unknown"}, {"ref-duplicate-control-id", "id_double"},
        {"ref-no-statement", "no_statement"},  {"ref-unknown-component", "component_unknown"},
        {"ref-unknown-risk", "risk_unknown"},
    };

    files_shared_or_skip(mem);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct check_report report =
            checked(arena_text(mem, SHARED "/invalid/%s.json", rows[i].file).at);

        if (report.faults.n == 0 || !str_eq(report.faults.at[0].key, str_of(rows[i].key)))
            fail_msg("%s: %d faults, %" STR_FMT, rows[i].file, report.faults.n,
                     STR_ARG(report.faults.n > 0 ? report.faults.at[0].key : S("none")));
    }
}

#define REV4 "/nist-800-53/rev4/nist.gov/SP800-53/rev4/json/NIST_SP-800-53_rev4_"
#define REV5 "/nist.gov/SP800-53/rev5/json/NIST_SP-800-53_rev5_"

TEST(documents_of_others_are_sound_in_all_eight_models)
{
    static const char *const paths[] = {
        "/bio-examples/assessment-plan", "/bio-examples/assessment-results",
        "/bio-examples/bio104-bbn2-profile", "/bio-examples/bio104-catalog",
        "/bio-examples/bio2-catalog", "/bio-examples/leverancier-component",
        "/bio-examples/mapping", "/bio-examples/verbeterplan-poam", "/bio-examples/vvt-ssp",
        "/nist-examples/basic-catalog", "/nist-examples/example-component-definition",
        "/nist-examples/ifa_assessment-plan-example",
        "/nist-examples/ifa_assessment-results-example",
        "/nist-examples/oscal_leveraged-example_ssp",
        REV4 "LOW-baseline-resolved-profile_catalog", REV4 "LOW-baseline_profile",
        REV4 "catalog",
        "/nist-800-53/rev5-5.0.1" REV5 "LOW-baseline-resolved-profile_catalog",
        "/nist-800-53/rev5-5.0.1" REV5 "LOW-baseline_profile",
        "/nist-800-53/rev5-5.0.1" REV5 "catalog",
        "/nist-800-53/rev5-5.1.1" REV5 "LOW-baseline-resolved-profile_catalog",
        "/nist-800-53/rev5-5.1.1" REV5 "LOW-baseline_profile",
        "/nist-800-53/rev5-5.1.1" REV5 "catalog",
    };

    files_shared_or_skip(mem);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct check_report report = checked(arena_text(mem, SHARED "%s.json", paths[i]).at);

        if (report.faults.n != 0)
            fail_msg("%s: %" STR_FMT, paths[i], STR_ARG(report.faults.at[0].key));
    }
}

static int begin(void **state __attribute__((unused)))
{
    mem = arena_new(ARENA_BYTES);
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
        cmocka_unit_test(each_case_is_refused_for_its_own_reason_only),
        cmocka_unit_test(a_fault_has_its_pointer_and_line),
        cmocka_unit_test(a_pointer_escapes_names),
        cmocka_unit_test(a_link_to_an_id_elsewhere_is_a_remark),
        cmocka_unit_test(more_faults_than_there_is_room_for_are_counted),
        cmocka_unit_test(the_shipped_documents_are_sound),
        cmocka_unit_test(documents_of_others_are_refused_for_the_reason_of_their_makers),
        cmocka_unit_test(documents_of_others_are_sound_in_all_eight_models),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
