/* What the program gives away of its norms is what stands in catalogues/, byte for byte. */
#include "files.h"

#include <dirent.h>

#include "acts/documents.h"
#include "acts/norms.h"
#include "catalogue/oscal.h"
#include "reports/exchange.h"

static struct job job; /* of no organisation: what the program brings */
static struct arena *mem;

static struct str identity_of(const struct oscal *root)
{
    const struct oscal *ids = oscal_list(oscal_member(root, S("metadata")), S("document-ids"));

    return oscal_text(&ids->at[0], S("identifier"));
}

static void leaves_as_it_is(struct str path)
{
    struct str bytes = file_read(mem, path.at);
    const struct document *it;
    const struct oscal *document;
    const struct oscal *meta;
    struct oscal_fault fault;
    struct str name;

    assert_int_equal(oscal_read(mem, bytes, &document, &fault), DONE);
    meta = oscal_member(oscal_root(document), S("metadata"));
    name = arena_text(mem, "%" STR_FMT "@%" STR_FMT,
                      STR_ARG(identity_of(oscal_root(document))),
                      STR_ARG(oscal_text(meta, S("version"))));
    it = document_find(oscal_root(document)->name, name,
                       str_ends(path, S(".en.json")) ? LANG_EN : LANG_NL);
    if (it == NULL || !str_eq(document_bytes(mem, it), bytes))
        fail_msg("%" STR_FMT " (%" STR_FMT ") does not leave as it is", STR_ARG(path),
                 STR_ARG(name));
}

/* How many documents a folder and those in it hold; each is compared. Two deep. */
static int walk(struct str folder, int deep)
{
    struct str full = arena_text(mem, SOURCE_ROOT "/%" STR_FMT, STR_ARG(folder));
    DIR *dir = opendir(full.at);
    struct dirent *entry;
    int n = 0;

    if (dir == NULL)
        return 0;
    while ((entry = readdir(dir)) != NULL) {
        struct str path = arena_text(mem, "%" STR_FMT "/%s", STR_ARG(folder), entry->d_name);

        if (entry->d_name[0] == '.')
            continue;
        if (str_ends(path, S(".json"))) {
            leaves_as_it_is(path);
            n++;
        } else if (deep > 0) {
            n += walk(path, deep - 1);
        }
    }
    closedir(dir);
    return n;
}

TEST(every_document_of_the_catalogues_leaves_byte_for_byte_and_no_other)
{
    int all = 0;

    while (document_at(all) != NULL)
        all++;
    assert_true(all > 30);
    assert_int_equal(walk(S("catalogues"), 2), all);
}

TEST(a_bare_id_is_the_newest_version_and_any_language_is_better_than_none)
{
    const struct document *newest = document_find(S("catalog"), norms_at(&job, 0)->id, LANG_NL);

    assert_text(newest->version, arena_str(mem, norms_at(&job, 0)->version).at);
    assert_int_equal(document_find(S(""), norms_at(&job, 0)->id, LANG_EN)->lang, LANG_EN);
    for (int i = 0; document_at(i) != NULL; i++)
        assert_non_null(document_find(S(""), document_at(i)->id, LANG_EN));
    assert_null(document_find(S("profile"), norms_at(&job, 0)->id, LANG_NL));
    assert_null(document_find(S(""), S("moon"), LANG_NL));
    assert_null(document_find(S(""), S(""), LANG_NL));
    assert_null(document_find(S("catalog"), S("@"), LANG_NL));
}

TEST(a_profile_of_ours_names_the_catalog_by_the_file_that_it_leaves_as)
{
    for (int i = 0; norms_at(&job, i) != NULL; i++) {
        const struct norm *norm = norms_at(&job, i);
        const struct document *it = document_find(S("catalog"), norm->key, LANG_NL);

        assert_non_null(it);
        assert_true(str_eq(document_name(mem, it->model, it->id, it->version),
                           exchange_catalog_name(mem, norm)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_document_of_the_catalogues_leaves_byte_for_byte_and_no_other),
        cmocka_unit_test(a_bare_id_is_the_newest_version_and_any_language_is_better_than_none),
        cmocka_unit_test(a_profile_of_ours_names_the_catalog_by_the_file_that_it_leaves_as),
    };
    int failed;

    mem = arena_new(ARENA_BYTES);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(mem);
    return failed;
}
