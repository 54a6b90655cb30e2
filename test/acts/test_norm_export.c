/* What was brought in leaves again as it came, without the words of somebody else's licence. */
#include "town.h"

#include "acts/documents.h"
#include "acts/norm_import.h"
#include "catalogue/norm_check.h"

static void bring(struct town *t, struct norm_file file)
{
    struct norm_preview *preview = NULL;

    town_as(t, SAMIRA);
    t->job->norms = NULL;
    if (TRY(t, act_norm_import(t->job, &file, &preview)) != DONE)
        fail_msg("%.*s: %.*s %.*s", STR_ARG(file.name),
                 STR_ARG(preview->n_faults > 0 ? preview->faults[0].key : S("?")),
                 STR_ARG(preview->n_faults > 0 ? preview->faults[0].arg : S("")));
    t->job->norms = NULL;
}

static enum outcome try_leave(struct town *t, const char *model, struct str id, bool licensed,
                              struct str *ret)
{
    struct document_wish wish = {str_of(model), id, LANG_NL, licensed};
    struct str name;

    t->job->norms = NULL;
    return act_document(t->job, &wish, &name, ret);
}

static struct str leaves(struct town *t, const char *model, struct str id, bool licensed)
{
    struct str bytes = S("");

    DO(t, try_leave(t, model, id, licensed, &bytes));
    return arena_str(t->mem, bytes);
}

static bool has(struct str bytes, const char *text)
{
    return str_find(bytes, str_of(text), 0) >= 0;
}

static void is_sound(struct town *t, struct str bytes)
{
    struct check_report report;

    EQ(norm_check(t->mem, bytes, &report), DONE);
    if (report.faults.n > 0)
        fail_msg("%.*s %.*s %.*s\n%.*s", STR_ARG(report.faults.at[0].pointer),
                 STR_ARG(report.faults.at[0].key), STR_ARG(report.faults.at[0].arg),
                 STR_ARG(bytes));
}

/* It comes in, leaves as the same bytes, and the program's own stays where it was. */
static void goes_round(struct town *t, const char *model, struct str id, bool licensed)
{
    struct str first = leaves(t, model, id, licensed);
    struct str second;

    is_sound(t, first);
    bring(t, (struct norm_file){.name = S("x.json"), .bytes = first});
    second = leaves(t, model, id, licensed);
    if (!str_eq(first, second))
        fail_msg("%s %.*s: %.*s", model, STR_ARG(id), STR_ARG(second));
}

/* The n-th of ours of a model: the first, and one of which there are more. */
static void ours_goes_round(struct town *t, const char *model, int n)
{
    int i = 0;

    town_as(t, SAMIRA);
    while (!str_eq(document_at(i)->model, str_of(model)) || document_at(i)->lang != LANG_NL ||
           n-- > 0)
        i++;
    goes_round(t, model, document_at(i)->id, false);
}

ON_TOWN(a_catalog_of_ours_comes_in_and_leaves_as_the_same_bytes)
{
    ours_goes_round(t, "catalog", 7);
}

ON_TOWN(a_profile_of_ours_comes_in_and_leaves_as_the_same_bytes)
{
    for (int i = 0; i < 4; i++)
        ours_goes_round(t, "profile", i);
}

ON_TOWN(a_mapping_of_ours_comes_in_and_leaves_as_the_same_bytes)
{
    ours_goes_round(t, "mapping-collection", 0);
    ours_goes_round(t, "mapping-collection", 9);
}

#define UUID "\"uuid\": \"b07d0b2c-26f0-5c5e-9cf0-6e2a5f0d8a9e\""
#define META(id)                                                                                \
    "\"metadata\": {\"title\": \"T\", \"last-modified\": \"2026-01-01T00:00:00Z\","              \
    " \"version\": \"1\", \"oscal-version\": \"1.1.2\", \"remarks\": \"Zie ook\","               \
    " \"document-ids\": [{\"scheme\": \"urn:x-waarborg:document\", \"identifier\": \"" id "\"}]}"
#define CONTROL(id, label, more)                                                                \
    "{\"parts\": [{\"id\": \"" id "_s\", \"name\": \"statement\", \"prose\": \"Doe.\"}" more    \
    "], \"id\": \"" id "\", \"title\": \"T " label "\", \"props\": [{\"name\": \"label\","      \
    " \"value\": \"" label "\"}, {\"name\": \"maat\", \"ns\": \"urn:elders\", \"value\": \"3\","  \
    " \"remarks\": \"van elders\"}], \"links\": [{\"href\": \"https://example.org/\"}]}"
#define CATALOG(more)                                                                           \
    "{\"catalog\": {" UUID ", " META("eigen") ", \"controls\": [" CONTROL("e-1", "1", more) ", " \
    CONTROL("e-2", "2", "") ", " CONTROL("e-3", "3", "") "]}}"

static void bring_text(struct town *t, const char *name, const char *text)
{
    bring(t, (struct norm_file){.name = str_of(name), .bytes = str_of(text),
                                .source = S("eigen@1"), .target = S("ander@1")});
}

ON_TOWN(what_we_do_not_know_is_kept_and_comes_back)
{
    struct str bytes;

    bring_text(t, "a.json", CATALOG(", {\"name\": \"vreemd\", \"prose\": \"Blijft\"}"));
    bytes = leaves(t, "catalog", S("eigen"), false);
    assert_true(has(bytes, "urn:elders") && has(bytes, "van elders") && has(bytes, "Zie ook") &&
                has(bytes, "https://example.org/") && has(bytes, "Blijft"));
    goes_round(t, "", S("eigen@1"), false);
}

/* As a document: the next import is of that, and leaves as the same bytes. */
ON_TOWN(a_table_leaves_as_a_document_and_comes_back)
{
    const struct mapping *const *mappings;
    const struct profile *profile;
    const struct mapping *mapping;
    int n;

    bring_text(t, "a.json", CATALOG(""));
    bring(t, (struct norm_file){.name = S("b.json"), .bytes = S(
        "{\"catalog\": {" UUID ", " META("ander") ", \"controls\": [" CONTROL("a-1", "1", "") ", "
        CONTROL("a-2", "2", "") ", " CONTROL("a-3", "3", "") "]}}")});
    bring_text(t, "map.csv", "was;wordt;relatie;note\n1;1;samengevoegd;\n2;1;samengevoegd;Samen\n"
                             "3;;vervallen;Weg\n;2;nieuw;Erbij\n3;3;gewijzigd;\"a\nb\"\n"
                             "1;2;gesplitst;\n1;3;gesplitst;\n");
    goes_round(t, "mapping-collection", S("eigen@1--ander@1"), false);
    t->job->norms = NULL;
    town_begin(t);
    mappings = norms_mappings(t->job, &n);
    mapping = mappings[n - 1];
    EQ(mapping->n_rows, 5);
    EQ(mapping->n_dropped, 1);
    EQ(mapping->n_added, 1);
    for (int i = 0; i < 2; i++)
        assert_true(mapping->rows[i].complete && mapping->rows[i].set == mapping->rows[0].set);
    assert_true(str_eq(mapping->rows[4].note[LANG_NL], S("a\nb")));
    bring_text(t, "keuze.csv", "stap;nummer;titel\n01;1;Eerst\n01;2;\nb;3;Dan\n");
    goes_round(t, "profile", S("tabel:eigen@1:keuze.csv"), false);
    t->job->norms = NULL;
    town_begin(t);
    profile = norms_profile(t->job, S("tabel:eigen@1:keuze.csv"));
    EQ(profile->n_groups, 2);
    EQ(profile->n_entries, 3);
    assert_true(str_eq(profile->groups[0].label, S("01")));
    assert_true(str_eq(profile->groups[1].title[LANG_NL], S("Dan")));
    bring_text(t, "tekst.csv", "nummer;titel;tekst\n1;Onze titel;\"Van ons\nalleen\"\n2;;Meer\n");
    goes_round(t, "profile", S("tekst:eigen@1"), true);
    t->job->norms = NULL;
    town_begin(t);
    EQ(norms_get(t->job, S("eigen"))->items[2].licensed_text.len, 0);
    assert_true(str_eq(norms_get(t->job, S("eigen"))->items[0].licensed_title, S("Onze titel")));
    assert_true(str_eq(norms_get(t->job, S("eigen"))->items[0].licensed_text,
                       S("Van ons\nalleen")));
}

ON_TOWN(a_library_leaves_as_the_documents_that_it_comes_to)
{
    bring(t, (struct norm_file){.name = S("k.yaml"), .bytes = S(
        "urn: urn:x:risk:library:small\nlocale: nl\nname: Klein\nversion: 3\n"
        "translations: {en: {name: Small}}\nobjects:\n"
        "  framework:\n    urn: urn:x:risk:framework:small\n    name: Kleine norm\n"
        "    implementation_groups_definition: [{ref_id: basis, name: Basis}]\n"
        "    requirement_nodes:\n"
        "    - {urn: 'urn:x:risk:req_node:small:1', assessable: true, ref_id: '1', name: Eén,\n"
        "       annotation: Uitleg, weight: 4, implementation_groups: [basis]}\n"
        "    - {urn: 'urn:x:risk:req_node:small:2', assessable: true, ref_id: '2', name: Twee}\n"
        "  requirement_mapping_set:\n    urn: urn:x:map\n    name: Relatie\n"
        "    source_framework_urn: urn:x:risk:framework:small\n"
        "    target_framework_urn: urn:x:framework:nist-csf-2.0\n"
        "    requirement_mappings:\n"
        "    - {source_requirement_urn: 'urn:x:risk:req_node:small:1',\n"
        "       target_requirement_urn: 'urn:x:req_node:nist-csf-2.0:gv.oc-01',\n"
        "       relationship: intersect}\n")});
    assert_true(has(leaves(t, "", S("urn:x:risk:framework:small"), false), "weight"));
    goes_round(t, "profile", S("urn:x:risk:framework:small:basis"), false);
    goes_round(t, "mapping-collection", S("urn:x:map"), false);
    goes_round(t, "catalog", S("urn:x:risk:framework:small@3"), false);
}

ON_TOWN(what_was_ended_leaves_no_more)
{
    struct norm_local *all;
    struct str bytes;
    size_t n;

    bring_text(t, "a.json", CATALOG(""));
    DO(t, act_norm_locals(t->job, &all, &n));
    DO(t, act_norm_end(t->job, all[0].of.row));
    EQ(TRY(t, try_leave(t, "", S("eigen"), false, &bytes)), NOT_THERE);
}

/* ---- words under a licence ---- */

ON_TOWN(licensed_words_leave_only_when_asked)
{
    struct str id = S("nist-csf-2.0@2.0");
    struct str shipped;
    struct str bytes;

    town_as(t, SAMIRA);
    shipped = leaves(t, "catalog", id, false);
    bring(t, (struct norm_file){.name = S("t.csv"), .source = id,
                                .bytes = S("nummer;titel;tekst\nGV.OC-01;Geheim A;Geheim B\n")});
    assert_true(str_eq(shipped, leaves(t, "catalog", id, false)));
    bytes = leaves(t, "catalog", id, true);
    assert_true(has(bytes, "Geheim A") && has(bytes, "Geheim B"));
    is_sound(t, bytes);
    IS_REFUSED(t, "", "norm_export.licensed",
               try_leave(t, "", S("tekst:nist-csf-2.0@2.0"), false, &bytes));
    /* Also when it comes in as part of a catalog, and goes out again. */
    bring(t, (struct norm_file){.name = S("c.json"), .bytes = leaves(t, "catalog", id, true)});
    assert_true(str_eq(shipped, leaves(t, "catalog", id, false)));
    assert_true(has(leaves(t, "catalog", id, true), "Geheim B"));
}

ON_TOWN(a_selection_with_words_leaves_without_them)
{
    struct str bytes;

    bring_text(t, "a.json", CATALOG(""));
    bring_text(t, "p.json",
        "{\"profile\": {" UUID ", " META("keuze") ", \"imports\": [{\"href\": \"eigen@1\","
        " \"include-controls\": [{\"with-ids\": [\"e-1\", \"e-2\"]}]}], \"modify\": {\"alters\":"
        " [{\"control-id\": \"e-1\", \"adds\": [{\"title\": \"Geheim A\", \"props\":"
        " [{\"name\": \"maat\", \"ns\": \"urn:elders\", \"value\": \"4\"}], \"parts\":"
        " [{\"name\": \"statement\", \"prose\": \"Geheim B\"}]}]},"
        " {\"control-id\": \"e-2\", \"adds\": [{\"parts\": [{\"name\": \"item\","
        " \"parts\": [{\"name\": \"item\", \"prose\": \"Geheim C\"}]}]}]}]}}}");
    bytes = leaves(t, "profile", S("keuze"), false);
    is_sound(t, bytes);
    assert_true(has(bytes, "with-ids") && has(bytes, "urn:elders") && !has(bytes, "Geheim"));
    assert_false(has(bytes, "\"e-2\",\n") && has(bytes, "control-id\": \"e-2"));
    assert_true(has(leaves(t, "profile", S("keuze"), true), "Geheim C"));
}

ON_TOWN(licensed_words_are_given_to_who_may_bring_them_in)
{
    static const struct { enum town_who who; enum outcome o; } rows[] = {
        {SAMIRA, DONE}, {NADIA, DONE}, {RUBEN, FORBIDDEN}, {KARIM, FORBIDDEN},
        {LOTTE, FORBIDDEN}, {EVA, FORBIDDEN},
    };
    struct str bytes;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        town_as(t, rows[i].who);
        EQ(TRY(t, try_leave(t, "catalog", t->norm->key, true, &bytes)), rows[i].o);
        EQ(TRY(t, try_leave(t, "catalog", t->norm->key, false, &bytes)), DONE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_catalog_of_ours_comes_in_and_leaves_as_the_same_bytes),
        cmocka_unit_test(a_profile_of_ours_comes_in_and_leaves_as_the_same_bytes),
        cmocka_unit_test(a_mapping_of_ours_comes_in_and_leaves_as_the_same_bytes),
        cmocka_unit_test(what_we_do_not_know_is_kept_and_comes_back),
        cmocka_unit_test(a_table_leaves_as_a_document_and_comes_back),
        cmocka_unit_test(a_library_leaves_as_the_documents_that_it_comes_to),
        cmocka_unit_test(what_was_ended_leaves_no_more),
        cmocka_unit_test(licensed_words_leave_only_when_asked),
        cmocka_unit_test(a_selection_with_words_leaves_without_them),
        cmocka_unit_test(licensed_words_are_given_to_who_may_bring_them_in),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
