/* YAML becomes the tree that JSON becomes, or one fault with its line. */
#include "files.h"

#include "catalogue/yaml_read.h"

static struct arena *mem;

static const struct oscal *tree_of(struct str bytes)
{
    const struct oscal *tree = NULL;
    struct oscal_fault fault;

    if (yaml_read(mem, bytes, &tree, &fault) != DONE)
        fail_msg("%.*s: %.*s line %d", STR_ARG(fault.key), STR_ARG(fault.arg), fault.line);
    return tree;
}

TEST(a_tree_keeps_order_names_and_lines)
{
    const struct oscal *root = tree_of(S("b: x\na:\n- 1\n- {c: [d, e], f: }\n- 'true'\ng: true\n"));
    const struct oscal *list = oscal_list(root, S("a"));

    assert_int_equal(root->n, 3);
    assert_text(root->at[0].name, "b");
    assert_text(root->at[0].text, "x");
    assert_int_equal(root->at[1].line, 3);
    assert_int_equal(list->n, 3);
    assert_text(list->at[0].text, "1");
    assert_int_equal(list->at[1].line, 4);
    assert_text(oscal_list(&list->at[1], S("c"))->at[1].text, "e");
    assert_int_equal(list->at[1].at[1].kind, OSCAL_NULL);
    assert_int_equal(list->at[2].kind, OSCAL_TEXT);
    assert_int_equal(root->at[2].kind, OSCAL_TRUE);
}

TEST(a_number_stays_as_it_was_written)
{
    const struct oscal *root = tree_of(S("a: 5.10\nb: 0x1F\nc: 2026-07-29\nd: no\n"));

    assert_text(oscal_text(root, S("a")), "5.10");
    assert_text(oscal_text(root, S("b")), "0x1F");
    assert_text(oscal_text(root, S("c")), "2026-07-29");
    assert_text(oscal_text(root, S("d")), "no");
}

TEST(folded_texts_and_escapes_are_read)
{
    const struct oscal *root = tree_of(S("a: een\n  regel\nb: \"hygi\\xEBne\\n\\\n  twee\"\nc: |\n"
                                         "  een\n  twee\nd: 'het''s\n\n  zo'\n"));

    assert_text(oscal_text(root, S("a")), "een regel");
    assert_text(oscal_text(root, S("b")), "hygiëne\ntwee");
    assert_text(oscal_text(root, S("c")), "een\ntwee\n");
    assert_text(oscal_text(root, S("d")), "het's\nzo");
}

TEST(what_is_no_plain_document_is_refused_with_its_line)
{
    static const struct { const char *text, *key; int line; } rows[] = {
        {"a: &x 1\nb: *x\n", "alias", 2},
        {"a:\n  <<: *x\n", "alias", 2},
        {"a: 1\nb: !!str 2\n", "tag", 2},
        {"a: 1\nb: !exec [rm]\n", "tag", 2},
        {"!x {a: 1}\n", "tag", 1},
        {"a: 1\nb: {a: 1,\n  a: 2}\n", "double", 3},
        {"a: 1\n? [b, c]\n: 2\n", "name", 2},
        {"a: 1\n---\nb: 2\n", "roots", 2},
        {"- a\n- b\n", "roots", 1},
        {"just text\n", "roots", 1},
        {"", "roots", 0},
        {"# nothing\n", "roots", 0},
        {"a: \"\\0\"\n", "nul", 1},
        {"a: \xff\n", "utf8", 0},
        {"\xfe\xff\0a\0:", "utf8", 0},
        {"a: [1, 2\nb: 3\n", "yaml", 2},
        {"a: 'cut", "yaml", 1},
        {"a: 1\n\tb: 2\n", "yaml", 2},
        {"%YAML 9.9\n---\na: 1\n", "yaml", 1},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct oscal *tree = NULL;
        struct oscal_fault fault = {0};

        assert_int_equal(yaml_read(mem, str_of(rows[i].text), &tree, &fault), REFUSED);
        assert_null(tree);
        if (!str_eq(fault.key, str_of(rows[i].key)) || fault.line != rows[i].line)
            fail_msg("%s: %.*s in line %d", rows[i].text, STR_ARG(fault.key), fault.line);
    }
}

static struct str nested(int depth)
{
    char *text = arena_alloc(mem, (size_t)depth + 3);

    memcpy(text, "a: ", 3);
    memset(text + 3, '[', (size_t)depth);
    return (struct str){text, (size_t)depth + 3};
}

TEST(what_is_too_deep_or_too_large_is_refused)
{
    char *large = arena_alloc(mem, OSCAL_BYTES_MAX + 1);
    const struct oscal *tree = NULL;
    struct oscal_fault fault;

    assert_int_equal(yaml_read(mem, nested(1000000), &tree, &fault), REFUSED);
    assert_text(fault.key, "large");
    memset(large, 'a', OSCAL_BYTES_MAX + 1);
    assert_int_equal(yaml_read(mem, (struct str){large, OSCAL_BYTES_MAX + 1}, &tree, &fault),
                     REFUSED);
    assert_text(fault.key, "large");
    for (size_t i = 0; i < OSCAL_BYTES_MAX; i += 2)
        memcpy(large + i, "-\n", 2);
    assert_int_equal(yaml_read(mem, (struct str){large, OSCAL_BYTES_MAX}, &tree, &fault), REFUSED);
    assert_text(fault.key, "large");
    assert_text(fault.arg, "524288 values");
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
        cmocka_unit_test(a_tree_keeps_order_names_and_lines),
        cmocka_unit_test(a_number_stays_as_it_was_written),
        cmocka_unit_test(folded_texts_and_escapes_are_read),
        cmocka_unit_test(what_is_no_plain_document_is_refused_with_its_line),
        cmocka_unit_test(what_is_too_deep_or_too_large_is_refused),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
