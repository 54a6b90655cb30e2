/* A library of another program becomes a catalog, mappings, and what was not understood. */
#include "../memory/slower.h"
#include "files.h"

#include <time.h>

#include "base/buf.h"
#include "catalogue/library_read.h"
#include "catalogue/norm_count.h"

static struct arena *mem;

#define HEAD "urn: urn:x:risk:library:small\nlocale: en\nname: Small\nversion: 3\n"
#define NODES HEAD "objects:\n  framework:\n    urn: urn:x:risk:framework:small\n"               \
    "    name: Small norm\n    translations:\n      nl:\n        name: Kleine norm\n"
#define NODE(n) "    - urn: urn:x:risk:req_node:small:" n "\n"
#define UP(n) "      parent_urn: urn:x:risk:req_node:small:" n "\n"

static const char small[] = NODES
    "    implementation_groups_definition:\n    - ref_id: ketenhygi\xc3\xabne\n      name: Chain\n"
    "      translations: {nl: {name: Keten}}\n    - ref_id: basis\n      name: Basis\n"
    "    requirement_nodes:\n"
    NODE("a") "      ref_id: A\n      name: First\n      assessable: false\n"
    NODE("a.1") UP("a") "      assessable: true\n      ref_id: A.1\n"
    "      description: Do this.\n      annotation: Like so.\n      weight: '2'\n"
    "      implementation_groups: [Ketenhygi\xc3\xabne, basis]\n"
    "      translations: {nl: {description: Doe dit.}}\n"
    NODE("a.2") UP("a") "      assessable: true\n      name: Second\n"
    "      implementation_groups: [KETENHYGIENE, elders]\n"
    NODE("a.2.x") UP("a.2") "      assessable: true\n      name: Part\n"
    NODE("b") "      assessable: false\n      description: Only words.\n";

static struct library library_of(struct str bytes)
{
    struct faults faults = {.n = 0};
    struct library library = {0};

    if (library_read(mem, bytes, S("library"), &library, &faults) != DONE)
        fail_msg("%.*s: %.*s", STR_ARG(faults.at[0].key), STR_ARG(faults.at[0].arg));
    return library;
}

static const struct norm *norm_of(const struct library *library)
{
    struct faults faults = {.n = 0};
    const struct norm *norm = NULL;

    if (norm_read(mem, &library->source, &norm, &faults) != DONE)
        fail_msg("%.*s: %.*s", STR_ARG(faults.at[0].key), STR_ARG(faults.at[0].arg));
    return norm;
}

TEST(a_framework_becomes_a_norm)
{
    const struct library library = library_of(str_of(small));
    const struct norm *norm = norm_of(&library);
    int one = norm_label(norm, S("A.1"));
    int part = norm_item(norm, S("x.risk.req_node.small.a.2.x"));

    assert_text(norm->key, "urn:x:risk:framework:small@3");
    assert_text(norm->title[LANG_NL], "Kleine norm");
    assert_text(norm->title[LANG_EN], "Small norm");
    assert_int_equal(norm->n_items, 4);
    assert_int_equal(norm->n_assessed, 2); /* A.1 and the part; b only says */
    assert_text(norm->items[one].id, "x.risk.req_node.small.a.1");
    assert_text(norm->items[one].text[LANG_NL], "Doe dit.");
    assert_text(norm->items[one].text[LANG_EN], "Do this.");
    assert_text(norm->items[one].note[LANG_NL], "Like so.");
    assert_text(norm->groups[norm->items[one].group].title[LANG_NL], "First");
    assert_int_equal(norm->items[part].kind, ITEM_MEASURE);
    assert_text(norm->items[part].label, "a.2.x");
    assert_true(norm->items[norm_label(norm, S("b"))].heading);
}

TEST(groups_written_in_two_ways_are_folded_and_told)
{
    const struct library library = library_of(str_of(small));

    assert_int_equal(library.n_groups, 2);
    assert_int_equal(library.groups[0].n, 2);
    assert_text(library.groups[0].title[LANG_NL], "Keten");
    assert_text(library.groups[0].items[0], "x.risk.req_node.small.a.1");
    assert_int_equal(library.groups[1].n, 1);
    assert_int_equal(library.n_folds, 3);
    assert_text(library.folds[0].written, "Ketenhygiëne");
    assert_text(library.folds[0].meant, "ketenhygiëne");
    assert_text(library.folds[1].meant, "ketenhygiëne");
    assert_text(library.folds[2].written, "elders");
    assert_text(library.folds[2].meant, "");
    assert_true(library.folds[2].line > library.folds[0].line);
}

TEST(keys_that_nobody_knows_are_kept_as_props_of_the_library)
{
    const struct library library = library_of(str_of(small));
    const struct oscal *group = oscal_list(library.source.tree[LANG_EN], S("groups"))->at;
    const struct oscal *control = &oscal_list(group, S("controls"))->at[0];

    assert_int_equal(library.n_unknown, 3); /* weight, and the groups of two nodes */
    assert_text(oscal_prop(control, library.id, S("weight")), "2");
    assert_text(oscal_prop(control, library.id, S("implementation_groups")), "Ketenhygiëne");
}

#define SET(list) "urn: urn:x:req_mapping_set:m" list "name: M" list                             \
    "source_framework_urn: urn:x:framework:a" list "target_framework_urn: urn:x:framework:b" list
#define LINK(is) "{source_requirement_urn: urn:x:a:1, target_requirement_urn: urn:x:b:1,"       \
    " relationship: " is "}"

TEST(a_mapping_is_read_in_both_spellings)
{
    static const char *const texts[] = {
        HEAD "objects:\n  requirement_mapping_set:\n    " SET("\n    ") "requirement_mappings:\n"
             "    - " LINK("intersect") "\n    - " LINK("not_related") "\n",
        HEAD "objects:\n  requirement_mapping_sets:\n  - " SET("\n    ")
             "requirement_mappings:\n    - " LINK("intersect") "\n    - " LINK("not_related") "\n",
    };

    for (int i = 0; i < 2; i++) {
        const struct library library = library_of(str_of(texts[i]));

        assert_false(library.is_norm);
        assert_int_equal(library.n_mappings, 1);
        assert_text(library.mappings[0].from, "urn:x:framework:a");
        assert_int_equal(library.mappings[0].n_links, 2);
        assert_int_equal(library.mappings[0].links[0].is, RELATION_INTERSECTS);
        assert_int_equal(library.mappings[0].links[1].is, RELATION_NONE);
        assert_text(library.mappings[0].links[0].target, "urn:x:b:1");
    }
}

TEST(what_is_not_used_yet_is_counted)
{
    const struct library library = library_of(S(HEAD "objects:\n  risk_matrix:\n  - {urn: a}\n"
        "  threats: [{urn: b}, {urn: c}]\n  reference_controls: [{urn: d}]\n  presets: [1]\n"));

    assert_int_equal(library.n_matrices, 1);
    assert_int_equal(library.n_threats, 2);
    assert_int_equal(library.n_controls, 1);
    assert_int_equal(library.n_others, 1);
    assert_false(library.is_norm);
}

TEST(what_does_not_hold_together_is_refused)
{
    static const struct { const char *text, *key; } rows[] = {
        {"name: x\nobjects: {}\n", "norm.fault.library"},
        {"urn: x\n", "norm.fault.library"},
        {"urn: x\nobjects: [a]\n", "norm.fault.library"},
        {"urn: &u x\nobjects: {a: *u}\n", "norm.fault.alias"},
        {NODES "    requirement_nodes: []\n", "norm.fault.empty"},
        {NODES "    requirement_nodes:\n" NODE("a") UP("none"), "norm.fault.parent"},
        {NODES "    requirement_nodes:\n" NODE("r") NODE("a") UP("b") NODE("b") UP("a"),
         "norm.fault.parent_circle"},
        {NODES "    requirement_nodes:\n" NODE("a") UP("a"), "norm.fault.parent_circle"},
        {NODES "    requirement_nodes:\n" NODE("a") NODE("a"), "norm.fault.id_double"},
        {NODES "    requirement_nodes:\n    - name: x\n", "norm.fault.nameless"},
        {HEAD "objects: {frameworks: [{urn: a}, {urn: b}]}\n", "norm.fault.library_two"},
        {HEAD "objects:\n  requirement_mapping_set:\n    " SET("\n    ")
         "requirement_mappings:\n    - " LINK("similar") "\n", "norm.fault.library_relation"},
        {HEAD "objects: {requirement_mapping_set: {urn: a}}\n", "norm.fault.library_ends"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct faults faults = {.n = 0};
        struct library library;

        assert_int_equal(library_read(mem, str_of(rows[i].text), S("library"), &library, &faults),
                         REFUSED);
        if (!str_eq(faults.at[0].key, str_of(rows[i].key)))
            fail_msg("%s: %.*s", rows[i].text, STR_ARG(faults.at[0].key));
    }
}

TEST(a_chain_of_nodes_is_not_followed_for_ever)
{
    struct faults faults = {.n = 0};
    struct library library;
    struct buf out;

    buf_init(&out, mem, 1024);
    buf_put(&out, S(NODES "    requirement_nodes:\n" NODE("0")));
    for (int i = 1; i < 1000; i++)
        buf_text(&out, "    - {urn: 'urn:x:risk:req_node:small:%d', parent_urn:"
                 " 'urn:x:risk:req_node:small:%d'}\n", i, i - 1);
    assert_int_equal(library_read(mem, buf_str(&out), S("library"), &library, &faults), REFUSED);
    assert_text(faults.at[0].key, "norm.fault.parent_circle");
}

/* Of this process alone, so that a busy machine says nothing; sanitizers take their part. */
#ifdef __SANITIZE_ADDRESS__
enum { MOST_MS = 5000 };
#else
enum { MOST_MS = 500 };
#endif

/* 5,880 nodes and 3.4 MB, as the largest that is about. */
TEST(the_largest_library_is_read_within_half_a_second)
{
    struct library library;
    const struct norm *norm;
    struct buf out;
    clock_t begun;

    buf_init(&out, mem, 4 << 20);
    buf_put(&out, S(NODES "    requirement_nodes:\n"));
    for (int i = 0; i < 5880; i++) {
        buf_text(&out, "    - urn: urn:x:risk:req_node:small:%d\n      assessable: true\n"
                 "      ref_id: '%d'\n", i, i);
        for (int lang = 0; lang < 5; lang++)
            buf_text(&out, "%s: \"A sentence of some length that says what is asked here,\\\n"
                     "        \\ and goes on a line further\"\n",
                     lang == 0 ? "      description" : lang == 1 ? "      annotation"
                     : lang == 2 ? "      one" : lang == 3 ? "      two" : "      three");
    }
    assert_true(out.len > 3400000);
    begun = clock();
    library = library_of(buf_str(&out));
    norm = norm_of(&library);
    assert_int_equal(norm->n_items, 5880);
    print_message("%ld ms\n", (long)((clock() - begun) * 1000 / CLOCKS_PER_SEC));
    assert_true((clock() - begun) * 1000 / CLOCKS_PER_SEC < slower() * MOST_MS);
}

/* ---- files of others, when they stand beside the project ---- */

#define LIBRARIES SOURCE_ROOT "/../shared/ciso-assistant/"

static struct str shared_or_skip(const char *path)
{
    struct str bytes = file_read(mem, path);

    if (bytes.len == 0) {
        print_message("skipped: ../shared is not there\n");
        skip();
    }
    return bytes;
}

TEST(a_shared_library_gives_its_measures_and_three_groups)
{
    const struct library library = library_of(shared_or_skip(LIBRARIES "bio2.yaml"));
    const struct norm *norm = norm_of(&library);

    assert_int_equal(norm->n_assessed, 120);
    assert_int_equal(library.n_groups, 3);
    assert_int_equal(library.n_folds, 3);
    for (int i = 0; i < 3; i++) {
        assert_text(library.folds[i].written, "Ketenhygiëne");
        assert_text(library.folds[i].meant, "ketenhygiëne");
    }
}

TEST(every_shared_library_is_read)
{
    static const struct { const char *path; int assessed, links, matrices; } rows[] = {
        {LIBRARIES "cbw_nis2.yaml", 27, 0, 0},
        {LIBRARIES "nist-csf-2.0.yaml", 106, 0, 0},
        {LIBRARIES "mapping-iso27001-2013-to-iso27001-2022.yaml", 0, 134, 0},
        {LIBRARIES "mapping-nist-csf-2.0-to-iso27001-2022.yaml", 0, 686, 0},
        {LIBRARIES "risk-matrix-5x5-sensitive.yaml", 0, 0, 1},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct library library = library_of(shared_or_skip(rows[i].path));
        int links = 0;

        for (int m = 0; m < library.n_mappings; m++)
            links += library.mappings[m].n_links;
        assert_int_equal(library.is_norm ? norm_of(&library)->n_assessed : 0, rows[i].assessed);
        assert_int_equal(links, rows[i].links);
        assert_int_equal(library.n_matrices, rows[i].matrices);
    }
}

static int setup(void **state)
{
    (void)state;
    mem = arena_new(ARENA_BYTES);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_framework_becomes_a_norm),
        cmocka_unit_test(groups_written_in_two_ways_are_folded_and_told),
        cmocka_unit_test(keys_that_nobody_knows_are_kept_as_props_of_the_library),
        cmocka_unit_test(a_mapping_is_read_in_both_spellings),
        cmocka_unit_test(what_is_not_used_yet_is_counted),
        cmocka_unit_test(what_does_not_hold_together_is_refused),
        cmocka_unit_test(a_chain_of_nodes_is_not_followed_for_ever),
        cmocka_unit_test(the_largest_library_is_read_within_half_a_second),
        cmocka_unit_test(a_shared_library_gives_its_measures_and_three_groups),
        cmocka_unit_test(every_shared_library_is_read),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
