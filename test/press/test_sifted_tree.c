/* Trees by the sifter: what it reads is what is read without it, nobody believes what comes
 * back, and a tree past a limit is none. */
#include "../catalogue/files.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "aide/aide.h"
#include "base/buf.h"
#include "catalogue/yaml_read.h"
#include "press/sifted_tree.h"
#include "press/sifter.h"

static struct arena *mem;

static void same(const struct oscal *there, const struct oscal *here)
{
    assert_int_equal(there->kind, here->kind);
    assert_int_equal(there->line, here->line);
    assert_int_equal(there->n, here->n);
    assert_true(str_eq(there->name, here->name));
    assert_true(str_eq(there->text, here->text));
    for (int i = 0; i < here->n; i++)
        same(&there->at[i], &here->at[i]);
}

static int64_t now_ms(void)
{
    struct timespec at;

    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

static void told(const char *what, struct str bytes, int64_t begun, int64_t read)
{
    printf("%s, %zu KiB: %lld ms here, %lld ms by the sifter\n", what, bytes.len / 1024,
           (long long)(read - begun), (long long)(now_ms() - read));
}

static void compare(const char *what, struct str bytes, bool yaml)
{
    const struct oscal *here = NULL;
    const struct oscal *there = NULL;
    struct oscal_fault fault;
    struct str why = S("");
    int64_t begun = now_ms();
    int64_t read;

    assert_int_equal((yaml ? yaml_read : oscal_read)(mem, bytes, &here, &fault), DONE);
    read = now_ms();
    assert_int_equal(sifter_tree(mem, yaml, bytes, &there, &fault, &why), DONE);
    told(what, bytes, begun, read);
    same(there, here);
}

TEST(a_document_by_the_sifter_is_the_document_that_is_read_without_it)
{
    static const char *const paths[] = {
        "catalogues/bio2-1.3/catalog.json", "catalogues/bio2-1.3/profiles/begin.json",
        "catalogues/mappings/bio-1.04--bio2-1.3.json", "catalogues/nist-csf-2.0/catalog.json",
    };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        compare(paths[i], file_read(mem, paths[i]), false);
    compare("numbers and empty things",
            S("{\"x\": {\"a\": [1, -0.5e+3, true, false, null, {}, [], \"\", \"\\u00e9\\n\"],\n"
              " \"\": \"no name\"}}"), false);
    compare("a library", S("urn: a\nobjects:\n  - b: ~\n    c: 5.10\n  - \"true\"\n  - true\n"),
            true);
}

TEST(why_a_document_is_refused_comes_along_with_its_place)
{
    static const struct { struct str bytes; bool yaml; } rows[] = {
        {STR_INIT("{\"catalog\": {\n  \"a\": tru"), false}, {STR_INIT(""), false},
        {STR_INIT("{\"a\": {\"b\": 1, \"b\": 2}}"), false}, {STR_INIT("[1]"), false},
        {STR_INIT("{\"a\": {\"b\": \"\xff\"}}"), false}, {STR_INIT("a: *b\n"), true},
        {STR_INIT("a: !!x b\n"), true}, {STR_INIT("a: [\n"), true}, {STR_INIT("a: 1\na: 2"), true},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct oscal *tree = NULL;
        struct oscal_fault here = {.line = -1};
        struct oscal_fault there = {.line = -2};
        struct str why = S("");

        assert_int_equal((rows[i].yaml ? yaml_read : oscal_read)(mem, rows[i].bytes, &tree, &here),
                         REFUSED);
        assert_int_equal(sifter_tree(mem, rows[i].yaml, rows[i].bytes, &tree, &there, &why),
                         REFUSED);
        assert_true(str_eq(there.key, here.key) && str_eq(there.arg, here.arg));
        assert_int_equal(there.line, here.line);
        assert_int_equal(there.column, here.column);
        assert_null(tree);
    }
}

/* It is the bytes of a stranger, and half a character would be believed no more. */
TEST(a_long_word_of_why_is_cut_between_its_characters)
{
    struct oscal_fault fault = {.key = S("cut"), .line = 1};
    struct oscal_fault there;
    const struct oscal *tree = NULL;
    struct buf word;

    buf_init(&word, mem, 2000);
    buf_char(&word, 'a');
    while (word.len < 1500)
        buf_put(&word, S("\xc3\xa9"));
    fault.arg = buf_str(&word);
    assert_int_equal(sifted_tree_read(mem, sifted_tree_put(mem, REFUSED, NULL, &fault), &tree,
                                      &there), REFUSED);
    assert_int_equal(there.arg.len, 999);
}

#define OBJECT "0:,6:object,1:1,"

TEST(nothing_that_comes_back_is_believed)
{
    static const struct { struct str bytes; enum outcome comes; } rows[] = {
        {STR_INIT("4:tree,1:1," OBJECT "1:0,"), DONE},
        {STR_INIT("4:tree,1:2," OBJECT "1:1,1:a,4:text,1:2,1:x,"), DONE},
        {STR_INIT("4:tree,1:2," OBJECT "1:1,1:a,6:number,1:2,7:-1.5e+3,"), DONE},
        {STR_INIT("7:refused,3:cut,0:,1:3,1:0,"), REFUSED},
        {STR_INIT("6:broken,"), BROKEN},
        {STR_INIT(""), BROKEN},
        {STR_INIT("tree"), BROKEN},
        {STR_INIT("4:tree,"), BROKEN},
        {STR_INIT("4:tree,1:0,"), BROKEN},
        {STR_INIT("4:tree,1:1,"), BROKEN},
        {STR_INIT("4:tree,1:1,0:,5:array,1:1,1:0,"), BROKEN},
        {STR_INIT("4:tree,1:1,0:,4:text,1:1,1:x,"), BROKEN},
        {STR_INIT("4:tree,1:2," OBJECT "1:0,"), BROKEN},
        {STR_INIT("4:tree,1:1," OBJECT "1:1,1:a,4:null,1:2,"), BROKEN},
        {STR_INIT("4:tree,1:1," OBJECT "2:-1,"), BROKEN},
        {STR_INIT("4:tree,1:1," OBJECT "1:0,1:x,"), BROKEN},
        {STR_INIT("4:tree,1:1,1:a,6:object,1:1,1:0,"), BROKEN},
        {STR_INIT("4:tree,1:1,0:,6:object,1:0,1:0,"), BROKEN},
        {STR_INIT("4:tree,1:2," OBJECT "1:1,1:a,4:some,1:2,"), BROKEN},
        {STR_INIT("4:tree,1:2," OBJECT "1:1,1:a,4:text,1:2,1:\xff,"), BROKEN},
        {STR_INIT("4:tree,1:2," OBJECT "1:1,1:a,4:text,1:2,1:\0,"), BROKEN},
        {STR_INIT("4:tree,1:2," OBJECT "1:1,1:\xff,4:null,1:2,"), BROKEN},
        {STR_INIT("4:tree,1:3," OBJECT "1:1,1:a,5:array,1:2,1:1,1:b,4:null,1:2,"), BROKEN},
        {STR_INIT("4:tree,6:524289," OBJECT "1:0,"), BROKEN},
        {STR_INIT("4:tree,20:99999999999999999999," OBJECT "1:0,"), BROKEN},
        {STR_INIT("7:refused,"), BROKEN},
        {STR_INIT("7:refused,5:heavy,0:,1:3,1:0,"), BROKEN},
        {STR_INIT("7:refused,3:cut,1:\xff,1:3,1:0,"), BROKEN},
        {STR_INIT("7:refused,3:cut,0:,1:3,2:-1,"), BROKEN},
        {STR_INIT("7:refused,3:cut,0:,1:3,1:0,1:0,"), BROKEN},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct oscal *tree = NULL;
        struct oscal_fault fault;

        if (sifted_tree_read(mem, rows[i].bytes, &tree, &fault) != rows[i].comes)
            fail_msg("%.*s", STR_ARG(rows[i].bytes));
        assert_true((tree != NULL) == (rows[i].comes == DONE));
    }
}

TEST(what_is_no_number_does_not_come_back_as_one)
{
    static const char *const are[] = {"0", "-0", "12", "0.5", "1e9", "1E-9", "-12.30e+0"};
    static const char *const are_not[] = {"", "-", "01", "+1", ".5", "1.", "1e", "1e+", "1.e2",
                                          "0x1", "1 ", "NaN", "1;", "1,2", "-01"};
    const struct oscal *tree;
    struct oscal_fault fault;

    for (size_t i = 0; i < sizeof are / sizeof *are; i++)
        assert_int_equal(sifted_tree_read(mem, arena_text(mem, "4:tree,1:2," OBJECT
            "1:1,1:a,6:number,1:2,%zu:%s,", strlen(are[i]), are[i]), &tree, &fault), DONE);
    for (size_t i = 0; i < sizeof are_not / sizeof *are_not; i++)
        assert_int_equal(sifted_tree_read(mem, arena_text(mem, "4:tree,1:2," OBJECT
            "1:1,1:a,6:number,1:2,%zu:%s,", strlen(are_not[i]), are_not[i]), &tree, &fault),
            BROKEN);
}

/* So many arrays in one another, in an object. */
static struct str nested(int depth)
{
    struct buf out;

    buf_init(&out, mem, 4096);
    buf_text(&out, "4:tree,%d:%d," OBJECT "1:1,", depth < 9 ? 1 : 2, depth + 1);
    for (int i = 0; i < depth; i++)
        buf_text(&out, "%s5:array,1:1,1:%d,", i == 0 ? "1:a," : "0:,", i < depth - 1);
    return buf_str(&out);
}

TEST(what_comes_back_is_never_deeper_than_a_document_may_be)
{
    const struct oscal *tree;
    struct oscal_fault fault;

    assert_int_equal(sifted_tree_read(mem, nested(OSCAL_DEPTH_MAX - 1), &tree, &fault), DONE);
    assert_int_equal(sifted_tree_read(mem, nested(OSCAL_DEPTH_MAX), &tree, &fault), BROKEN);
}

static int begin(void **state)
{
    (void)state;
    mem = arena_new((size_t)2 * ARENA_BYTES);
    return mem == NULL ? -1 : 0;
}

static int end(void **state)
{
    (void)state;
    aide_stop();
    arena_free(mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_by_the_sifter_is_the_document_that_is_read_without_it),
        cmocka_unit_test(why_a_document_is_refused_comes_along_with_its_place),
        cmocka_unit_test(a_long_word_of_why_is_cut_between_its_characters),
        cmocka_unit_test(nothing_that_comes_back_is_believed),
        cmocka_unit_test(what_is_no_number_does_not_come_back_as_one),
        cmocka_unit_test(what_comes_back_is_never_deeper_than_a_document_may_be),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
