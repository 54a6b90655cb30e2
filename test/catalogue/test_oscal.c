/* Bytes become a tree, or one fault with its place. */
#include "files.h"

#include "catalogue/oscal.h"

static struct arena *mem;

static const struct oscal *tree_of(struct str bytes)
{
    const struct oscal *tree = NULL;
    struct oscal_fault fault;

    assert_int_equal(oscal_read(mem, bytes, &tree, &fault), DONE);
    return tree;
}

static struct oscal_fault fault_of(struct str bytes)
{
    const struct oscal *tree = NULL;
    struct oscal_fault fault = {0};

    assert_int_equal(oscal_read(mem, bytes, &tree, &fault), REFUSED);
    assert_null(tree);
    return fault;
}

TEST(a_tree_keeps_order_texts_and_lines)
{
    const struct oscal *root = oscal_root(tree_of(S(
        "{\"$schema\": \"x\",\n \"catalog\": {\n  \"b\": [true, -1.5e3,\n null, \"\\u00e9\\n\"],\n"
        "  \"a\" : {\"c]\\\"\":\n {}, \"d\": \"x\"}\n }}\n")));
    const struct oscal *list = oscal_list(root, S("b"));
    const struct oscal *object = oscal_member(root, S("a"));

    assert_text(root->name, "catalog");
    assert_int_equal(root->line, 2);
    assert_int_equal(root->n, 2);
    assert_int_equal(list->n, 4);
    assert_int_equal(list->at[0].kind, OSCAL_TRUE);
    assert_int_equal(list->at[1].kind, OSCAL_NUMBER);
    assert_int_equal(list->at[2].line, 4);
    assert_text(list->at[3].text, "é\n");
    assert_int_equal(object->line, 5);
    assert_text(object->at[0].name, "c]\"");
    assert_int_equal(object->at[0].line, 6);
    assert_int_equal(object->at[1].line, 6);
    assert_text(oscal_text(object, S("d")), "x");
    assert_null(oscal_member(NULL, S("d")));
    assert_int_equal(oscal_list(root, S("a"))->n, 0);
    assert_text(oscal_text(root, S("a")), "");
}

TEST(a_fault_has_its_key_line_and_column)
{
    static const struct { const char *text, *key; int line, column; } rows[] = {
        {"{\"a\": {\n \"b\" 1}}", "syntax", 2, 6},
        {"{\"a\": {\"b\": 1,\n \"b\": 2}}", "double", 2, 4},
        {"{\"a\": {\"b\": \"\xff\"}}", "utf8", 1, 13},
        {"{\"a\": {\"b\": \"\\u0000\"}}", "nul", 1, 20},
        {"{\"a\":", "cut", 1, 5},
        {"{\"a\": {}} {}", "syntax", 1, 11},
        {"", "cut", 0, 0},
        {"{}", "roots", 0, 0},
        {"[1]", "roots", 0, 0},
        {"{\"a\": 1}", "roots", 0, 0},
        {"{\"a\": {}, \"b\": {}}", "roots", 0, 0},
        {"{\"a\": {\"b\": 12 34}}", "syntax", 1, 17},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct oscal_fault fault = fault_of(str_of(rows[i].text));

        assert_text(fault.key, rows[i].key);
        assert_int_equal(fault.line, rows[i].line);
        assert_int_equal(fault.column, rows[i].column);
    }
}

/* A document with a list in lists, so many levels deep in all. */
static struct str levels(int n)
{
    char *text = arena_alloc(mem, 2 * (size_t)n + 16);
    size_t len = 10;

    memcpy(text, "{\"a\":{\"b\":", len);
    memset(text + len, '[', (size_t)n - 2);
    len += (size_t)n - 2;
    memset(text + len, ']', (size_t)n - 2);
    len += (size_t)n - 2;
    memcpy(text + len, "}}", 2);
    return (struct str){text, len + 2};
}

/* 64 levels may be, 65 may not; a bomb is refused before it is parsed. */
TEST(depth_past_the_limit_is_refused)
{
    assert_text(oscal_root(tree_of(levels(64)))->name, "a");
    assert_text(fault_of(levels(65)).arg, "64 levels");
    assert_text(fault_of(levels(4000 * 1000)).arg, "64 levels");
}

TEST(bytes_and_values_past_the_limits_are_refused)
{
    char *text = arena_alloc(mem, OSCAL_BYTES_MAX + 1);

    memset(text, ',', OSCAL_BYTES_MAX + 1);
    memcpy(text, "{\"a\":[", 6);
    assert_text(fault_of((struct str){text, OSCAL_BYTES_MAX + 1}).arg, "16 MiB");
    assert_text(fault_of((struct str){text, OSCAL_BYTES_MAX}).arg, "524288 values");
}

static void refuse_cut(struct str bytes, size_t len)
{
    struct arena *own = arena_new(ARENA_BYTES);
    const struct oscal *tree = NULL;
    struct oscal_fault fault;

    assert_int_equal(oscal_read(own, str_sub(bytes, 0, len), &tree, &fault), REFUSED);
    arena_free(own);
}

TEST(every_truncation_of_a_catalogue_is_refused)
{
    struct str small = str_trim(file_read(mem, "test/catalogue/cases/sound-catalog.json"));
    struct str large = str_trim(file_read(mem, "catalogues/bio2-1.3/catalog.json"));

    for (size_t i = 0; i < small.len; i++)
        refuse_cut(small, i);
    for (size_t i = 0; i < 40; i++)
        refuse_cut(large, i < 30 ? large.len / 30 * i : large.len - (40 - i));
}

/* The arena may jump at any time; what jansson holds must not be lost (ASan looks). */
TEST(an_arena_that_is_full_loses_nothing_of_jansson)
{
    struct str bytes = file_read(mem, "test/catalogue/cases/sound-catalog.json");

    for (volatile size_t limit = 70 * 1024; limit < 400 * 1024; limit += 10 * 1024) {
        struct arena *own = arena_new(limit);
        const struct oscal *tree;
        struct oscal_fault fault;
        jmp_buf full;

        if (setjmp(full) == 0) {
            arena_guard(own, &full);
            for (int i = 0; i < 100; i++)
                if (oscal_read(own, bytes, &tree, &fault) != DONE)
                    fail();
        }
        arena_free(own);
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
        cmocka_unit_test(a_tree_keeps_order_texts_and_lines),
        cmocka_unit_test(a_fault_has_its_key_line_and_column),
        cmocka_unit_test(depth_past_the_limit_is_refused),
        cmocka_unit_test(bytes_and_values_past_the_limits_are_refused),
        cmocka_unit_test(every_truncation_of_a_catalogue_is_refused),
        cmocka_unit_test(an_arena_that_is_full_loses_nothing_of_jansson),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
