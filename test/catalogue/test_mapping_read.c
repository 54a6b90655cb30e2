/* A mapping-collection becomes rows between the items of two norms. */
#include "files.h"

#include "base/buf.h"
#include "catalogue/mapping_read.h"

static struct arena *mem;
static const struct norm *norms[2];

static const struct norm *norm_of(const char *prefix)
{
    struct buf out;
    struct norm_source source = {0};
    struct faults faults = {.n = 0};
    const struct norm *norm = NULL;

    buf_init(&out, mem, 1024);
    buf_text(&out, "{\"catalog\": {\"uuid\": \"u\", \"groups\": [{\"id\": \"%s\", \"title\": \"G\","
             " \"controls\": [", prefix);
    for (int i = 1; i <= 4; i++)
        buf_text(&out, "%s{\"id\": \"%s-%d\", \"title\": \"T\", \"props\": [{\"name\": \"label\","
                 " \"value\": \"%d\"}]}", i > 1 ? "," : "", prefix, i, i);
    buf_text(&out, "]}]}}");
    source.catalog[LANG_NL] = buf_str(&out);
    assert_int_equal(norm_read(mem, &source, &norm, &faults), DONE);
    return norm;
}

static const struct norm *find(void *context, struct str href)
{
    assert_ptr_equal(context, norms);
    return str_eq(href, S("a.json")) ? norms[0] : str_eq(href, S("b.json")) ? norms[1] : NULL;
}

static int setup(void **state)
{
    (void)state;
    mem = arena_new(ARENA_BYTES);
    norms[0] = norm_of("a");
    norms[1] = norm_of("b");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

#define ENDS(a, b)                                                                              \
    "\"source-resource\": {\"type\": \"catalog\", \"href\": \"" a "\"},"                        \
    " \"target-resource\": {\"type\": \"catalog\", \"href\": \"" b "\"}"
#define END(id) "{\"type\": \"control\", \"id-ref\": \"" id "\"}"
#define MAP(is, from, to, more)                                                                 \
    "{\"relationship\": \"" is "\", \"sources\": [" from "], \"targets\": [" to "]" more "}"
#define WHOLE ", \"props\": [{\"name\": \"volledig\", \"ns\": \"urn:x-waarborg:oscal\","        \
    " \"value\": \"ja\"}]"

static struct str document(const char *ends, const char *maps, const char *more)
{
    return arena_text(mem, "{\"mapping-collection\": {\"uuid\": \"u\", \"metadata\": {\"title\":"
                      " \"A naar B\"}, \"mappings\": [{%s, \"maps\": [%s]%s}]}}", ends, maps, more);
}

static const struct mapping *read(struct str bytes)
{
    struct faults faults = {.n = 0};
    const struct mapping *mapping = NULL;
    int n = 0;

    assert_int_equal(mapping_read(mem, bytes, S("m"), find, norms, &mapping, &n, &faults), DONE);
    assert_int_equal(n, 1);
    return mapping;
}

static void refused(struct str bytes, const char *key, const char *arg)
{
    struct faults faults = {.n = 0};
    const struct mapping *mapping = NULL;
    int n;

    assert_int_equal(mapping_read(mem, bytes, S("m"), find, norms, &mapping, &n, &faults), REFUSED);
    assert_null(mapping);
    assert_text(faults.at[0].field, "m");
    assert_text(faults.at[0].key, key);
    assert_text(faults.at[0].arg, arg);
}

TEST(a_map_of_more_ends_gives_a_row_for_each_pair)
{
    const struct mapping *it = read(document(ENDS("a.json", "b.json"),
        MAP("subset-of", END("a-1") "," END("a-2"), END("b-1"), WHOLE) ","
        MAP("intersects-with", END("a-3"), END("b-2") "," END("b-3"),
            ", \"props\": [{\"name\": \"grondslag\", \"ns\": \"urn:x-waarborg:oscal\","
            " \"value\": \"tekst\", \"class\": \"afgeleid\"}], \"remarks\": \"let op\"") ","
        MAP("equivalent-to", END("a-4"), END("b-4"), ""), ""));

    assert_ptr_equal(it->from, norms[0]);
    assert_ptr_equal(it->to, norms[1]);
    assert_text(it->id, "u");
    assert_text(it->title[LANG_EN], "A naar B");
    assert_int_equal(it->n_rows, 5);
    assert_int_equal(it->rows[0].is, RELATION_SUBSET);
    assert_true(it->rows[0].complete && it->rows[1].complete);
    assert_int_equal(it->rows[1].source, 1);
    assert_int_equal(it->rows[1].target, 0);
    assert_int_equal(it->rows[1].set, 0);
    assert_int_equal(it->rows[2].set, 1);
    assert_false(it->rows[2].complete);
    assert_int_equal(it->rows[2].standing, STANDING_DERIVED);
    assert_text(it->rows[2].basis, "tekst");
    assert_text(it->rows[3].note[LANG_NL], "let op");
    assert_int_equal(it->rows[4].is, RELATION_EQUAL);
    assert_int_equal(it->rows[4].standing, STANDING_FIRM);
}

#define PROP(name, class)                                                                       \
    "{\"name\": \"" name "\", \"ns\": \"urn:x-waarborg:oscal\", \"value\": \"w\", \"class\": \""       \
    class "\"}"

TEST(how_sure_a_row_is_stands_at_what_it_rests_on_or_apart_and_the_least_sure_counts)
{
    const struct mapping *it = read(document(ENDS("a.json", "b.json"),
        MAP("subset-of", END("a-1"), END("b-1"), ", \"props\": [" PROP("zekerheid", "afgeleid") "]")
        "," MAP("subset-of", END("a-2"), END("b-2"),
                ", \"props\": [" PROP("grondslag", "onzeker") "," PROP("zekerheid", "afgeleid")
                "]"), ""));

    assert_int_equal(it->rows[0].standing, STANDING_DERIVED);
    assert_int_equal(it->rows[0].basis.len, 0);
    assert_int_equal(it->rows[1].standing, STANDING_UNCERTAIN);
    assert_text(it->rows[1].basis, "w");
}

TEST(no_relationship_gives_no_row_and_neither_does_a_part_of_a_control)
{
    const struct mapping *it = read(document(ENDS("a.json", "b.json"),
        MAP("no-relationship", END("a-1"), END("b-1"), "") ","
        MAP("equal-to", END("a-1"), "{\"type\": \"statement\", \"id-ref\": \"b-1_smt\"}", ""), ""));

    assert_int_equal(it->n_rows, 0);
}

TEST(what_ends_and_what_begins_is_named_once_with_its_note)
{
    const struct mapping *it = read(document(ENDS("a.json", "b.json"),
        MAP("equal-to", END("a-1"), END("b-1"), ""),
        ", \"props\": [{\"name\": \"vervallen\", \"ns\": \"urn:x-waarborg:oscal\","
        " \"value\": \"a-3\", \"group\": \"a-3\", \"remarks\": \"geschrapt\"},"
        " {\"name\": \"toelichting-en\", \"ns\": \"urn:x-waarborg:oscal\","
        " \"group\": \"a-3\", \"value\": \"dropped\"},"
        " {\"name\": \"vervallen\", \"value\": \"a-1\"}],"
        " \"source-gap-summary\": {\"uuid\": \"s\", \"unmapped-controls\":"
        " [{\"with-ids\": [\"a-3\", \"a-2\"]}]},"
        " \"target-gap-summary\": {\"uuid\": \"t\", \"unmapped-controls\":"
        " [{\"with-ids\": [\"b-4\"]}]}"));

    assert_int_equal(it->n_dropped, 2);
    assert_int_equal(it->dropped[0].item, 2);
    assert_text(it->dropped[0].note[LANG_NL], "geschrapt");
    assert_text(it->dropped[0].note[LANG_EN], "dropped");
    assert_int_equal(it->dropped[1].item, 1);
    assert_int_equal(it->dropped[1].note[LANG_NL].len, 0);
    assert_int_equal(it->n_added, 1);
    assert_int_equal(it->added[0].item, 3);
}

TEST(what_a_mapping_may_not_say_is_refused)
{
    refused(document(ENDS("a.json", "c.json"), "", ""), "norm.fault.resource", "c.json");
    refused(document(ENDS("a.json", "b.json"), MAP("same-as", END("a-1"), END("b-1"), ""), ""),
            "norm.fault.relationship", "same-as");
    refused(document(ENDS("a.json", "b.json"), MAP("equal-to", END("a-9"), END("b-1"), ""), ""),
            "norm.fault.mapped", "a-9");
    refused(document(ENDS("a.json", "b.json"), MAP("equal-to", END("a-1"), END("b-9"), ""), ""),
            "norm.fault.mapped", "b-9");
    refused(document(ENDS("a.json", "b.json"),
                     MAP("subset-of", END("a-1"), END("b-1") "," END("b-2"), WHOLE), ""),
            "norm.fault.unsound", "");
    refused(S("{\"catalog\": {}}"), "norm.fault.model", "catalog");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_map_of_more_ends_gives_a_row_for_each_pair),
        cmocka_unit_test(how_sure_a_row_is_stands_at_what_it_rests_on_or_apart_and_the_least_sure_counts),
        cmocka_unit_test(no_relationship_gives_no_row_and_neither_does_a_part_of_a_control),
        cmocka_unit_test(what_ends_and_what_begins_is_named_once_with_its_note),
        cmocka_unit_test(what_a_mapping_may_not_say_is_refused),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
