/* Every noun goes out as JSON and comes back the same; what does not fit is refused by name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "api/body.h"
#include "model/assessment.h"
#include "model/value.h"

static struct arena *mem;
static struct job job;

static int begin(void **state)
{
    (void)state;
    mem = arena_new(64 * 1024 * 1024);
    job_start(&job, mem, NULL, (struct moment){1767225600000});
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

/* A value of its own for each field, with what JSON and UTF-8 find hard in the texts. */
static void fill(const struct noun *noun, void *row)
{
    for (int i = 0; i < noun->n_fields; i++) {
        const struct field *field = &noun->fields[i];
        struct str text = S("");

        switch (field->kind) {
        case KIND_TEXT:
            text = (field->flags & LINES) != 0 ? S("één\n\"twee\" \\ <drie>") : S("\"é\" \\ / €");
            break;
        case KIND_CODE:
            text = S("a-1.2");
            break;
        case KIND_REF:
        case KIND_NUMBER:
            text = arena_text(mem, "%d", 1000 + i);
            break;
        case KIND_DAY:
            text = arena_text(mem, "2026-01-%02d", 1 + i % 28);
            break;
        case KIND_FLAG:
            text = i % 2 == 0 ? S("1") : S("0");
            break;
        case KIND_CHOICE:
            text = str_of(field->choices->words[field->choices->n - 1]);
            break;
        }
        assert_true(value_set(field, text, row, &job.faults));
    }
}

/* The fields alone: what stands before them is no field. */
static struct str fields_of(const struct noun *noun, const void *row)
{
    struct buf out;
    struct json json;
    struct str all;
    ptrdiff_t at;

    buf_init(&out, mem, 4096);
    json = json_of(&out);
    json_open(&json, JSON_ITEM);
    shape_fields(&json, noun, row);
    json_end(&json);
    all = buf_str(&out);
    at = str_find(all, S("\"version\":0,"), 0);
    assert_true(at > 0);
    return arena_text(mem, "{%" STR_FMT, STR_ARG(str_sub(all, (size_t)at + 12, all.len)));
}

static void comes_back(const struct noun *noun, const void *row)
{
    const struct intake intake = {.name = "all", .noun = noun};
    void *back = arena_alloc(mem, noun->size);
    const struct tree *tree;
    struct given given;
    struct str why;

    assert_true(tree_read(mem, fields_of(noun, row), &tree, &why));
    assert_true(body_read(&job, tree, &intake, &given, NULL));
    for (int i = 0; i < noun->n_fields; i++) {
        assert_true(given.is[i]);
        assert_true(value_set(&noun->fields[i], given.text[i], back, &job.faults));
        assert_true(value_same(&noun->fields[i], row, back));
    }
    assert_int_equal(job.faults.n, 0);
}

static void every_noun_goes_out_and_comes_back(void **state)
{
    (void)state;
    for (int i = 0; i < noun_all_n; i++) {
        void *row = arena_alloc(mem, noun_all[i]->size);

        comes_back(noun_all[i], row); /* all absent */
        fill(noun_all[i], row);
        comes_back(noun_all[i], row);
    }
}

static void what_does_not_fit_is_refused_by_name(void **state)
{
    static const struct {
        const char *body, *field, *key;
    } rows[] = {
        {"{\"owner\":\"2\"}", "owner", "api.type"},
        {"{\"owner\":0}", "owner", "api.type"},
        {"{\"owner\":-1}", "owner", "api.type"},
        {"{\"owner\":2.0}", "owner", "api.type"},
        {"{\"owner\":true}", "owner", "api.type"},
        {"{\"owner\":[]}", "owner", "api.type"},
        {"{\"rhythm_months\":\"3\"}", "rhythm_months", "api.type"},
        {"{\"note\":5}", "note", "api.type"},
        {"{\"note\":{}}", "note", "api.type"},
        {"{\"note\":false}", "note", "api.type"},
        {"{\"design\":\"misschien\"}", "design", "value.choice"},
        {"{\"design\":\"\"}", "design", "value.choice"},
        {"{\"design\":\" ja\"}", "design", "value.choice"},
        {"{\"design\":\"JA\"}", "design", "value.choice"},
        {"{\"design\":3}", "design", "api.type"},
        {"{\"target\":\"\"}", "target", "value.day"},
        {"{\"target\":\"2026-02-30\"}", "target", "value.day"},
        {"{\"target\":\" 2026-02-03\"}", "target", "value.day"},
        {"{\"target\":20260203}", "target", "api.type"},
        {"{\"design_on\":\"2026-02-03\"}", "design_on", "given.forbidden"},
        {"{\"design_by\":3}", "design_by", "given.forbidden"},
        {"{\"item\":\"x\"}", "item", "given.forbidden"},
        {"{\"object\":5}", "object", "given.forbidden"},
        {"{\"id\":5}", "id", "api.unknown_member"},
        {"{\"version\":5}", "version", "api.unknown_member"},
        {"{\"Note\":\"x\"}", "Note", "api.unknown_member"},
        {"{\"\":1}", "", "api.unknown_member"},
        {"{\"risk_analysis\":\"a\\nb\"}", "risk_analysis", "value.controls"},
    };
    const struct intake intake = {"change", &assessment_noun, OURS | FIXED, NULL, false};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct tree *tree;
        struct given given;
        struct str why;

        job.faults.n = 0;
        assert_true(tree_read(mem, str_of(rows[i].body), &tree, &why));
        assert_false(body_read(&job, tree, &intake, &given, NULL));
        assert_int_equal(job.faults.n, 1);
        assert_true(str_eq(job.faults.at[0].field, str_of(rows[i].field)));
        assert_true(str_eq(job.faults.at[0].key, str_of(rows[i].key)));
    }
}

static void a_text_as_long_as_may_be_fits_and_one_longer_does_not(void **state)
{
    const struct intake intake = {"change", &assessment_noun, OURS | FIXED, NULL, false};

    (void)state;
    for (int chars = 400; chars <= 401; chars++) {
        struct buf text;
        const struct tree *tree;
        struct given given;
        struct str why;

        job.faults.n = 0;
        buf_init(&text, mem, 2000);
        for (int i = 0; i < chars; i++)
            buf_put(&text, S("é"));
        assert_true(tree_read(mem, arena_text(mem, "{\"risk_analysis\":\"%" STR_FMT "\"}",
                                              STR_ARG(buf_str(&text))), &tree, &why));
        assert_int_equal(body_read(&job, tree, &intake, &given, NULL), chars == 400);
    }
}

static void a_flag_is_never_absent_and_a_new_row_is_whole(void **state)
{
    const struct intake intake = {"new", &evidence_noun, OURS, NULL, true};
    const struct tree *tree;
    struct given given;
    struct str why;

    (void)state;
    job.faults.n = 0;
    assert_true(tree_read(mem, S("{\"design\":null,\"title\":null,\"kind\":\"rapport\"}"), &tree,
                          &why));
    assert_false(body_read(&job, tree, &intake, &given, NULL));
    assert_int_equal(job.faults.n, 3); /* design's type, no title, no period_to */
}

/* A list of objects: each is held to its shape, and what is no such list is refused. */
struct pair {
    struct str word;
    struct ref number;
};

static const struct shape_member pair_members[] = {
    SHAPE_ONE(TEXT, struct str, "word", pair, word, .needed = true),
    SHAPE_ONE(REF, struct ref, "number", pair, number),
};
static const struct shape pair_shape = SHAPE_OF("pair", pair, pair_members);

struct pairs {
    struct shape_list pairs;
};

static const struct shape_member pairs_members[] = {
    SHAPE_ONE(LIST, struct shape_list, "pairs", pairs, pairs, .shape = &pair_shape),
};
static const struct shape pairs_shape = SHAPE_OF("pairs", pairs, pairs_members);

static bool pairs_read(const char *body, struct pairs *ret)
{
    const struct intake intake = {"pairs_new", NULL, 0, &pairs_shape, false};
    const struct tree *tree;
    struct str why;

    job.faults.n = 0;
    *ret = (struct pairs){{NULL, 0}};
    assert_true(tree_read(mem, str_of(body), &tree, &why));
    return body_read(&job, tree, &intake, NULL, ret);
}

static void a_list_of_objects_is_read_one_by_one(void **state)
{
    static const struct {
        const char *body, *field, *key;
    } wrong[] = {
        {"{\"pairs\":null}", "pairs", "api.type"},
        {"{\"pairs\":{\"word\":\"a\"}}", "pairs", "api.type"},
        {"{\"pairs\":[\"a\"]}", "pairs", "api.type"},
        {"{\"pairs\":[{\"word\":\"a\"},{}]}", "word", "value.required"},
        {"{\"pairs\":[{\"word\":1}]}", "word", "api.type"},
        {"{\"pairs\":[{\"word\":\"a\",\"other\":1}]}", "other", "api.unknown_member"},
    };
    struct pairs it;
    const struct pair *all;

    (void)state;
    assert_true(pairs_read("{\"pairs\":[{\"word\":\"a\",\"number\":7},{\"word\":\"b\"}]}", &it));
    all = it.pairs.at;
    assert_int_equal(it.pairs.n, 2);
    assert_true(str_eq(all[0].word, S("a")) && all[0].number.id == 7);
    assert_true(str_eq(all[1].word, S("b")) && all[1].number.id == 0);
    assert_true(pairs_read("{\"pairs\":[]}", &it) && it.pairs.n == 0);
    assert_true(pairs_read("{}", &it) && it.pairs.n == 0);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(pairs_read(wrong[i].body, &it));
        assert_int_equal(job.faults.n, 1);
        assert_true(str_eq(job.faults.at[0].field, str_of(wrong[i].field)));
        assert_true(str_eq(job.faults.at[0].key, str_of(wrong[i].key)));
    }
}

static void what_is_no_sound_object_is_no_tree(void **state)
{
    static const char *const bodies[] = {
        "", " ", "null", "[]", "7", "\"x\"", "{", "{]", "{\"a\":1,}", "{\"a\":1}x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}", "{\"a\":\"\\u0000\"}", "{\"\\u0000\":1}", "{\"a\":\"\xff\"}",
        "{\"a\":\"\xed\xa0\x80\"}", "{\"a\":\"\\ud800\"}", "{'a':1}", "{\"a\":01}", "{\"a\":NaN}",
        "{\"a\":9223372036854775808}", "{\"a\":\"\n\"}", "\xef\xbb\xbf{}",
    };
    struct str why = S("");
    const struct tree *tree;

    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        if (tree_read(mem, str_of(bodies[i]), &tree, &why))
            fail_msg("taken: %s", bodies[i]);
        assert_true(why.len > 0);
    }
}

static struct str nested(int depth)
{
    struct buf out;

    buf_init(&out, mem, 1024);
    buf_put(&out, S("{\"a\":"));
    for (int i = 1; i < depth; i++)
        buf_char(&out, '[');
    for (int i = 1; i < depth; i++)
        buf_char(&out, ']');
    if (depth == 1)
        buf_char(&out, '1');
    buf_char(&out, '}');
    return buf_str(&out);
}

static void depth_and_number_have_a_ceiling(void **state)
{
    const struct tree *tree;
    struct str why;
    struct buf many;

    (void)state;
    assert_true(tree_read(mem, nested(64), &tree, &why));
    assert_false(tree_read(mem, nested(65), &tree, &why));
    buf_init(&many, mem, 64 * 1024);
    buf_put(&many, S("{\"a\":[1"));
    for (int i = 0; i < TREE_VALUES_MAX; i++)
        buf_put(&many, S(",1"));
    buf_put(&many, S("]}"));
    assert_false(tree_read(mem, buf_str(&many), &tree, &why));
    assert_true(tree_read(mem, S("{\"a\":\"[[[{{{,,,\\\"[[[\"}"), &tree, &why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_noun_goes_out_and_comes_back),
        cmocka_unit_test(what_does_not_fit_is_refused_by_name),
        cmocka_unit_test(a_text_as_long_as_may_be_fits_and_one_longer_does_not),
        cmocka_unit_test(a_flag_is_never_absent_and_a_new_row_is_whole),
        cmocka_unit_test(a_list_of_objects_is_read_one_by_one),
        cmocka_unit_test(what_is_no_sound_object_is_no_tree),
        cmocka_unit_test(depth_and_number_have_a_ceiling),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
