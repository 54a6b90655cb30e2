/* The norms that the build wove in are what reading their files gives. */
#include "files.h"

#include "acts/norms.h"
#include "catalogue/norm_read.h"

static struct job job; /* of no organisation: what the program brings */
static struct arena *mem;
static const struct norm *woven;
static const struct norm *read;

static void same_str(struct str a, struct str b)
{
    assert_true(str_eq(a, b));
    assert_non_null(a.at);
}

static void same_texts(const struct str *a, const struct str *b)
{
    for (int lang = 0; lang < LANG_COUNT; lang++)
        same_str(a[lang], b[lang]);
}

static void same_facts(const struct item *a, const struct item *b)
{
    assert_int_equal(a->n_facts, b->n_facts);
    for (int i = 0; i < a->n_facts; i++) {
        same_str(a->facts[i].name, b->facts[i].name);
        same_str(a->facts[i].value, b->facts[i].value);
        assert_int_equal(a->facts[i].standing, b->facts[i].standing);
        same_texts(a->facts[i].source, b->facts[i].source);
    }
    assert_int_equal(a->n_examples, b->n_examples);
    for (int lang = 0; lang < LANG_COUNT; lang++)
        for (int i = 0; i < a->n_examples; i++)
            same_str(a->examples[lang][i], b->examples[lang][i]);
}

/* Whatever is no text and no pointer is compared at once: a member that the weaver
 * leaves out differs here. */
static void same_item(const struct item *a, const struct item *b)
{
    struct item x = *a;
    struct item y = *b;

    same_str(a->id, b->id);
    same_str(a->label, b->label);
    same_str(a->sort, b->sort);
    same_texts(a->title, b->title);
    same_texts(a->text, b->text);
    same_texts(a->note, b->note);
    same_facts(a, b);
    x.id = y.id = x.label = y.label = x.sort = y.sort = (struct str){NULL, 0};
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        x.title[lang] = x.text[lang] = x.note[lang] = (struct str){NULL, 0};
        y.title[lang] = y.text[lang] = y.note[lang] = (struct str){NULL, 0};
        x.examples[lang] = y.examples[lang] = NULL;
    }
    x.facts = y.facts = NULL;
    assert_memory_equal(&x, &y, sizeof x);
}

static int setup(void **state)
{
    (void)state;
    mem = arena_new((size_t)1 << 30);
    return mem == NULL;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static struct str file_of(const char *name, const char *file)
{
    return file_read(mem, arena_text(mem, "catalogues/%s/%s", name, file).at);
}

static void load(const char *name)
{
    struct norm_profile begin = {S("begin"), file_of(name, "profiles/begin.json")};
    struct norm_source source = {.profiles = &begin, .n_profiles = begin.bytes.len > 0};
    struct faults faults = {.n = 0};

    source.catalog[LANG_NL] = file_of(name, "catalog.json");
    source.catalog[LANG_EN] = file_of(name, "catalog.en.json");
    assert_int_equal(norm_read(mem, &source, &read, &faults), DONE);
}

TEST(every_norm_is_what_its_files_say)
{
    static const char *const names[] = {CATALOGUES};
    int n = (int)(sizeof names / sizeof *names);

    assert_null(norms_at(&job, n));
    for (int i = 0; i < n; i++) {
        woven = norms_at(&job, i);
        load(names[i]);
        same_str(woven->id, read->id);
        same_str(woven->version, read->version);
        same_texts(woven->title, read->title);
        assert_int_equal(woven->n_assessed, read->n_assessed);
        assert_int_equal(woven->n_groups, read->n_groups);
        for (int g = 0; g < woven->n_groups; g++) {
            same_str(woven->groups[g].id, read->groups[g].id);
            same_str(woven->groups[g].code, read->groups[g].code);
            same_str(woven->groups[g].label, read->groups[g].label);
            same_texts(woven->groups[g].title, read->groups[g].title);
            assert_int_equal(woven->groups[g].up, read->groups[g].up);
        }
        assert_int_equal(woven->n_items, read->n_items);
        assert_memory_equal(woven->by_id, read->by_id,
                            sizeof *woven->by_id * (size_t)woven->n_items);
        for (int j = 0; j < woven->n_items; j++)
            same_item(&woven->items[j], &read->items[j]);
        same_str(woven->key, read->key);
        assert_ptr_equal(norms_get(&job, woven->key), woven);
        assert_string_equal(norms_get(&job, woven->id)->id.at, woven->id.at);
    }
    assert_null(norms_get(&job, S("none-such")));
    assert_null(norms_at(&job, -1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_norm_is_what_its_files_say),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
