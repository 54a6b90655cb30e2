/* JSON: what json_str escapes, and where the writer places commas. */
#include "trial.h"

#include "reports/json.h"

TEST(a_json_text_escapes_quotes_backslashes_and_controls_alone)
{
    static const struct { struct str text; struct str json; } rows[] = {
        {STR_INIT(""), STR_INIT("\"\"")},
        {STR_INIT("a"), STR_INIT("\"a\"")},
        {STR_INIT("\"\\/"), STR_INIT("\"\\\"\\\\/\"")},
        {STR_INIT("\b\f\n\r\t"), STR_INIT("\"\\b\\f\\n\\r\\t\"")},
        {STR_INIT("x\x01\x1f\x7f y"), STR_INIT("\"x\\u0001\\u001f\x7f y\"")},
        {STR_INIT("\0"), STR_INIT("\"\\u0000\"")},
        {STR_INIT("é漢😀"), STR_INIT("\"é漢😀\"")},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out;

        buf_init(&out, mem, 0);
        json_str(&out, rows[i].text);
        EQ_STR(buf_str(&out), rows[i].json);
    }
}

TEST(a_json_document_has_its_commas_in_place)
{
    struct buf out;
    struct json json;
    struct moment moment;

    (void)state;
    buf_init(&out, mem, 0);
    json = json_of(&out);
    json_open(&json, JSON_ITEM);
    json_list(&json, S("none"));
    json_end(&json);
    json_list(&json, S("some"));
    json_add_int(&json, JSON_ITEM, INT64_MIN);
    json_open(&json, JSON_ITEM);
    json_end(&json);
    json_add_bool(&json, JSON_ITEM, true);
    json_end(&json);
    json_add_day(&json, S("day"), day_of_parts(2026, 11, 20));
    json_add_day(&json, S("never"), (struct day){0});
    assert_true(moment_of_text(S("2026-11-20T01:02:03.004Z"), &moment));
    json_add_moment(&json, S("then"), moment);
    json_add_null(&json, S("null"));
    json_add_str(&json, S("a\"b"), S("c"));
    json_end(&json);
    assert_int_equal(json.depth, 0);
    EQ_STR(buf_str(&out),
           S("{\"none\":[],\"some\":[-9223372036854775808,{},true],\"day\":\"2026-11-20\","
             "\"never\":null,\"then\":\"2026-11-20T01:02:03.004Z\",\"null\":null,"
             "\"a\\\"b\":\"c\"}"));
}

TEST(json_nests_up_to_its_depth)
{
    struct buf out;
    struct json json;

    (void)state;
    buf_init(&out, mem, 0);
    json = json_of(&out);
    for (int i = 0; i < JSON_DEPTH_MAX; i++)
        json_list(&json, JSON_ITEM);
    for (int i = 0; i < JSON_DEPTH_MAX; i++) {
        json_end(&json);
        if (i < JSON_DEPTH_MAX - 1)
            json_add_int(&json, JSON_ITEM, i);
    }
    assert_true(str_find(buf_str(&out), S("[[[[],0],1],2],3],"), 0) > 0);
    assert_true(str_ends(buf_str(&out), S(",60],61]")));
}

TEST(json_of_lines_has_a_value_a_line_and_nothing_empty_on_two)
{
    struct buf out;
    struct json json;

    (void)state;
    buf_init(&out, mem, 0);
    json = json_of_lines(&out);
    json_open(&json, JSON_ITEM);
    json_list(&json, S("none"));
    json_end(&json);
    json_open(&json, S("some"));
    json_list(&json, S("list"));
    json_add_int(&json, JSON_ITEM, 1);
    json_add_int(&json, JSON_ITEM, 2);
    json_end(&json);
    json_end(&json);
    json_end(&json);
    EQ_STR(buf_str(&out), S("{\n  \"none\": [],\n  \"some\": {\n    \"list\": [\n      1,\n"
                            "      2\n    ]\n  }\n}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_json_text_escapes_quotes_backslashes_and_controls_alone),
        RUN(a_json_document_has_its_commas_in_place),
        RUN(json_nests_up_to_its_depth),
        RUN(json_of_lines_has_a_value_a_line_and_nothing_empty_on_two),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
