/* A tree becomes bytes, always the same. */
#include "files.h"

#include "base/buf.h"
#include "catalogue/oscal_make.h"
#include "catalogue/oscal_write.h"
#include "catalogue/uuid5.h"

static struct arena *mem;

static struct str again(struct str bytes)
{
    const struct oscal *document = NULL;
    struct oscal_fault fault;
    struct buf out;

    assert_int_equal(oscal_read(mem, bytes, &document, &fault), DONE);
    buf_init(&out, mem, 0);
    oscal_write(&out, document);
    if (out.len > 256) /* the least that is taken at once */
        assert_int_equal(out.room, out.len);
    return buf_str(&out);
}

TEST(members_stand_in_the_order_of_the_model_and_strange_ones_last)
{
    assert_text(again(S("{\"catalog\":{\"own\":1.50,\"controls\":[{\"title\":\"A \\\"b\\\"\\n\\t"
                        "\\u0001\\\\\\u00e9\",\"id\":\"a\"}],\"metadata\":{},\"uuid\":null},"
                        "\"$schema\":\"s\"}")),
                "{\n  \"$schema\": \"s\",\n  \"catalog\": {\n    \"uuid\": null,\n"
                "    \"metadata\": {},\n    \"controls\": [\n      {\n        \"id\": \"a\",\n"
                "        \"title\": \"A \\\"b\\\"\\n\\t\\u0001\\\\é\"\n      }\n    ],\n"
                "    \"own\": 1.50\n  }\n}\n");
}

TEST(what_was_written_is_read_and_written_as_the_same_bytes)
{
    static const char *const paths[] = {
        "catalogues/bio2-1.3/catalog.json", "test/catalogue/cases/sound-profile.json",
        "test/catalogue/cases/sound-mapping.json", "test/catalogue/cases/sound-ssp.json",
        "test/catalogue/cases/sound-results.json"};

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct str once = again(file_read(mem, paths[i]));

        assert_true(once.len > 500);
        assert_true(str_eq(once, again(once)));
    }
}

TEST(a_member_is_set_added_and_taken_away_in_a_copy)
{
    const struct oscal members[] = {{.name = S("a"), .kind = OSCAL_TRUE},
                                    {.name = S("b"), .text = S("t"), .kind = OSCAL_TEXT}};
    const struct oscal object = oscal_make_object(members, 2);
    const struct oscal *with = oscal_make_with(mem, &object, S("c"), oscal_make_text(S("u")));
    const struct oscal *other = oscal_make_with(mem, with, S("a"), oscal_make_text(S("v")));

    assert_int_equal(with->n, 3);
    assert_text(oscal_text(with, S("c")), "u");
    assert_text(oscal_text(other, S("a")), "v");
    assert_int_equal(oscal_member(with, S("a"))->kind, OSCAL_TRUE);
    assert_ptr_equal(oscal_make_without(mem, with, S("d")), with);
    assert_null(oscal_member(oscal_make_without(mem, with, S("b")), S("b")));
    assert_int_equal(oscal_make_with(mem, &object, S("c"), oscal_make_list(NULL, 0))->n, 2);
}

/* Worked out by another program: Python's uuid and hashlib. */
TEST(a_uuid_of_a_name_is_always_the_same)
{
    assert_text(uuid5(mem, S("a|b")), "4cc04819-18dc-51ed-af96-90624a42f967");
    assert_text(uuid5_hash(mem, S("abc")),
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
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
        cmocka_unit_test(members_stand_in_the_order_of_the_model_and_strange_ones_last),
        cmocka_unit_test(what_was_written_is_read_and_written_as_the_same_bytes),
        cmocka_unit_test(a_member_is_set_added_and_taken_away_in_a_copy),
        cmocka_unit_test(a_uuid_of_a_name_is_always_the_same),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
