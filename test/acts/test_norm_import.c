/* What an organisation brings in: what it becomes, whom it is for, and how it ends. */
#include "town.h"

#include "acts/admit.h"
#include "acts/norm_import.h"
#include "files.h"
#include "press/xlsx_write.h"
#include "records/record.h"

static struct norm_file file_of(const char *name, const char *text)
{
    return (struct norm_file){.name = str_of(name), .bytes = str_of(text)};
}

static struct norm_preview *bring(struct town *t, struct norm_file file)
{
    struct norm_preview *preview = NULL;
    enum outcome o;

    town_as(t, SAMIRA);
    o = TRY(t, act_norm_import(t->job, &file, &preview));
    if (o != DONE)
        fail_msg("%.*s: %.*s %.*s", STR_ARG(file.name),
                 STR_ARG(preview->n_faults > 0 ? preview->faults[0].key : S("?")),
                 STR_ARG(preview->n_faults > 0 ? preview->faults[0].arg : S("")));
    return preview;
}

/* The norms as the next request sees them. */
static void anew(struct town *t)
{
    t->job->norms = NULL;
    town_begin(t);
}

#define UUID "\"uuid\": \"b07d0b2c-26f0-5c5e-9cf0-6e2a5f0d8a9e\""
#define META(id, title, version)                                                                \
    "\"metadata\": {\"title\": \"" title "\", \"last-modified\": \"2026-01-01T00:00:00Z\","      \
    " \"version\": \"" version "\", \"oscal-version\": \"1.1.2\", \"document-ids\":"            \
    " [{\"scheme\": \"urn:x-waarborg:document\", \"identifier\": \"" id "\"}]}"
#define CONTROL(id, label, more)                                                                \
    "{\"id\": \"" id "\", \"title\": \"T " label "\", \"props\": [{\"name\": \"label\","          \
    " \"value\": \"" label "\"}" more "], \"parts\": [{\"id\": \"" id "_s\","                     \
    " \"name\": \"statement\", \"prose\": \"Doe " label ".\"}]}"
#define CATALOG(id, version, controls)                                                          \
    "{\"catalog\": {" UUID ", " META(id, "Eigen norm", version) ", \"groups\": [{\"id\":"        \
    " \"g\", \"title\": \"G\", \"controls\": [" controls "]}]}}"
#define FOREIGN ", {\"name\": \"maat\", \"ns\": \"urn:elders\", \"value\": \"3\"}"
#define OWN CATALOG("eigen", "1", CONTROL("e-1", "1", FOREIGN) ", " CONTROL("e-2", "2", ""))

ON_TOWN(a_catalog_is_looked_at_and_then_brought_in)
{
    struct norm_file file = file_of("eigen.json", OWN);
    struct norm_preview *preview;
    int64_t before = entries(t);

    town_as(t, SAMIRA);
    DO(t, act_norm_preview(t->job, &file, false, &preview));
    EQ(preview->found.kind, LOCAL_CATALOG);
    EQ(preview->groups, 1);
    EQ(preview->controls, 2);
    EQ(preview->foreign, 1);
    EQ(preview->earlier.row.id, 0);
    EQ(entries(t), before);
    anew(t);
    assert_null(norms_get(t->job, S("eigen")));

    bring(t, file);
    EQ(entries(t), before + 1);
    anew(t);
    assert_non_null(norms_get(t->job, S("eigen@1")));
    EQ(norms_get(t->job, S("eigen"))->n_assessed, 2);
    assert_ptr_equal(norms_at(t->job, 0), t->norm);
}

ON_TOWN(the_same_key_takes_the_place_of_the_one_before)
{
    struct norm_preview *preview;
    struct norm_local *all;
    size_t n;

    bring(t, file_of("a.json", OWN));
    preview = bring(t, file_of("b.json", CATALOG("eigen", "1", CONTROL("e-1", "1", ""))));
    assert_true(preview->earlier.row.id != 0);
    anew(t);
    EQ(norms_get(t->job, S("eigen@1"))->n_items, 1);
    DO(t, act_norm_locals(t->job, &all, &n));
    EQ(n, 2);
    assert_false(all[0].of.ended);
    assert_true(all[1].of.ended);
    assert_false(all[0].unread);
}

ON_TOWN(what_was_ended_counts_no_more_but_did_before)
{
    struct norm_preview *preview = bring(t, file_of("a.json", OWN));
    struct row row = preview->row.row;
    int64_t then = entries(t);

    DO(t, act_norm_end(t->job, row));
    anew(t);
    assert_null(norms_get(t->job, S("eigen")));
    anew(t);
    t->job->known = then;
    assert_non_null(norms_get(t->job, S("eigen")));
    t->job->known = INT64_MAX;
    t->job->norms = NULL;
    EQ(TRY(t, act_norm_end(t->job, (struct row){.id = 999999})), NOT_THERE);
}

ON_TOWN(only_the_administrator_and_the_ciso_bring_in)
{
    struct norm_file file = file_of("a.json", OWN);
    struct norm_preview *preview;
    static const struct { enum town_who who; enum outcome o; } rows[] = {
        {SAMIRA, DONE}, {NADIA, DONE}, {RUBEN, FORBIDDEN}, {KARIM, FORBIDDEN},
        {LOTTE, FORBIDDEN}, {EVA, FORBIDDEN}, {SEM, FORBIDDEN},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        town_as(t, rows[i].who);
        EQ(TRY(t, act_norm_preview(t->job, &file, false, &preview)), rows[i].o);
        EQ(TRY(t, act_norm_import(t->job, &file, &preview)), rows[i].o);
        EQ(TRY(t, act_norm_end(t->job, (struct row){.id = 999999})),
           rows[i].o == DONE ? NOT_THERE : FORBIDDEN);
    }
}

#define LIBRARY                                                                                 \
    "urn: urn:x:risk:library:small\nlocale: nl\nname: Klein\nversion: 3\nobjects:\n"            \
    "  framework:\n    urn: urn:x:risk:framework:small\n    name: Kleine norm\n"                \
    "    implementation_groups_definition: [{ref_id: basis, name: Basis}]\n"                    \
    "    requirement_nodes:\n"                                                                  \
    "    - {urn: 'urn:x:risk:req_node:small:1', assessable: true, ref_id: '1', name: Eén,\n"    \
    "       implementation_groups: [Basis]}\n"                                                  \
    "    - {urn: 'urn:x:risk:req_node:small:2', assessable: true, ref_id: '2', name: Twee}\n"

ON_TOWN(a_library_gives_a_norm_and_its_groups_as_selections)
{
    struct norm_preview *preview = bring(t, file_of("klein.yaml", LIBRARY));
    const struct profile *profile;
    const struct norm *norm;

    EQ(preview->found.kind, LOCAL_LIBRARY);
    EQ(preview->found.library.n_folds, 1);
    EQ(preview->assessed, 2);
    anew(t);
    norm = norms_get(t->job, S("urn:x:risk:framework:small@3"));
    assert_non_null(norm);
    profile = norms_profile(t->job, S("urn:x:risk:framework:small:basis"));
    assert_non_null(profile);
    assert_ptr_equal(profile->norm, norm);
    EQ(profile->n_entries, 1);
}

#define LIBRARY_MAP(from, to, a, b)                                                             \
    "urn: urn:x:risk:library:map\nname: Relatie\nversion: 1\nobjects:\n"                       \
    "  requirement_mapping_set:\n    urn: urn:x:map\n    name: Relatie\n"                       \
    "    source_framework_urn: " from "\n    target_framework_urn: " to "\n"                    \
    "    requirement_mappings:\n"                                                               \
    "    - {source_requirement_urn: '" a "', target_requirement_urn: '" b "',"                  \
    " relationship: intersect}\n"                                                               \
    "    - {source_requirement_urn: '" a "', target_requirement_urn: 'urn:x:none:nergens',"     \
    " relationship: equal}\n"

ON_TOWN(a_mapping_of_a_library_finds_the_norms_of_both)
{
    struct norm_preview *preview;
    int n_before;
    int n;

    anew(t);
    norms_mappings(t->job, &n_before);
    bring(t, file_of("klein.yaml", LIBRARY));
    preview = bring(t, file_of("map.yaml",
        LIBRARY_MAP("urn:x:risk:framework:small", "urn:x:framework:nist-csf-2.0",
                    "urn:x:risk:req_node:small:1", "urn:x:req_node:nist-csf-2.0:gv.oc-01")));
    EQ(preview->found.n_rows, 1);
    EQ(preview->found.n_lost, 1);
    anew(t);
    norms_mappings(t->job, &n);
    EQ(n, n_before + 1);
}

ON_TOWN(a_library_that_is_only_kept_says_what_is_in_it)
{
    struct norm_preview *preview = bring(t, file_of("risico.yml",
        "urn: urn:x:risk:library:matrix\nname: Matrix\nversion: 1\nobjects:\n"
        "  risk_matrix: [{urn: a}]\n  threats: [{urn: b}, {urn: c}]\n"));

    EQ(preview->found.library.n_matrices, 1);
    EQ(preview->found.library.n_threats, 2);
    assert_null(preview->found.norm);
}

/* A town's own norm has 5.01.01 and 5.01.02 as any does on the shipped one. */
ON_TOWN(own_words_lie_over_a_norm_and_not_in_it)
{
    struct norm_file file = {
        .name = S("tekst.csv"), .source = t->norm->key,
        .bytes = S("nummer;titel;tekst\n5.01.01;Onze titel;\"Regel een\nregel twee\"\n")};
    struct norm_preview *preview = bring(t, file);
    const struct norm *laid;
    int at = norm_label(t->norm, S("5.01.01"));

    EQ(preview->found.kind, LOCAL_OVERLAY);
    EQ(preview->found.overlay.n_words, 1);
    anew(t);
    laid = norms_at(t->job, 0);
    assert_true(laid != t->norm);
    assert_string_equal(laid->key.at, t->norm->key.at);
    assert_true(str_eq(laid->items[at].licensed_title, S("Onze titel")));
    assert_true(str_eq(laid->items[at].licensed_text, S("Regel een\nregel twee")));
    assert_true(str_eq(laid->items[at].title[LANG_NL], t->norm->items[at].title[LANG_NL]));
    assert_true(str_eq(laid->items[at].facts[laid->items[at].n_facts - 1].value,
                       S("licentie-lokaal")));
    EQ(t->norm->items[at].licensed_text.len, 0);
}

ON_TOWN(what_led_to_a_norm_leads_to_it_with_words_over_it)
{
    struct norm_file file = {.name = S("tekst.csv"), .source = t->norm->key,
                             .bytes = S("number,text\n5.01.01,Eigen tekst\n")};
    const struct mapping *const *mappings;
    const struct norm *laid;
    int before;
    int n;
    int ends = 0;

    anew(t);
    norms_mappings(t->job, &before);
    bring(t, file);
    anew(t);
    laid = norms_at(t->job, 0);
    mappings = norms_mappings(t->job, &n);
    EQ(n, before);
    for (int i = 0; i < n; i++) {
        assert_true(mappings[i]->from != t->norm && mappings[i]->to != t->norm);
        ends += mappings[i]->from == laid || mappings[i]->to == laid;
    }
    assert_true(ends > 0);
    EQ(picture(t)->norm == laid, 1);
}

#define OVERLAY(href, id, more)                                                                 \
    "{\"profile\": {" UUID ", " META("eigen-tekst", "Eigen tekst", "1") ", \"imports\":"        \
    " [{\"href\": \"" href "\"" more "}], \"modify\": {\"alters\": [{\"control-id\": \"" id "\","\
    " \"adds\": [{\"position\": \"ending\", \"parts\": [{\"name\": \"statement\","                \
    " \"prose\": \"Licentietekst\"}]}]}]}}}"
#define SELECTION(href, ids)                                                                    \
    "{\"profile\": {" UUID ", " META("keuze", "Onze keuze", "1") ", \"imports\": [{\"href\":"   \
    " \"" href "\", \"include-controls\": [{\"with-ids\": [" ids "]}]}]}}"

ON_TOWN(a_profile_with_alters_is_words_and_one_without_a_selection)
{
    struct norm_preview *preview;

    bring(t, file_of("eigen.json", OWN));
    preview = bring(t, file_of("tekst.json", OVERLAY("eigen@1", "e-2", ", \"include-all\": {}")));
    EQ(preview->found.kind, LOCAL_OVERLAY);
    preview = bring(t, file_of("keuze.json", SELECTION("eigen", "\"e-2\"")));
    EQ(preview->found.kind, LOCAL_PROFILE);
    anew(t);
    assert_true(str_eq(norms_get(t->job, S("eigen"))->items[1].licensed_text,
                       S("Licentietekst")));
    EQ(norms_profile(t->job, S("keuze"))->n_entries, 1);
    assert_ptr_equal(norms_profile(t->job, S("keuze"))->norm, norms_get(t->job, S("eigen")));
}

ON_TOWN(an_official_table_goes_before_our_own_mapping)
{
    struct norm_file file = {
        .name = S("was-wordt.csv"), .source = S("eigen@1"), .target = S("ander@1"),
        .bytes = S("source_id;target_id;relation;note\n1;1;samengevoegd;\n2;1;samengevoegd;\n"
                   "3;;vervallen;Niet meer nodig\n;2;nieuw;\n4;3;gewijzigd;\n")};
    struct norm_preview *preview;
    const struct mapping *const *mappings;
    const struct mapping *mapping;
    int before;
    int n;

    bring(t, file_of("e.json", CATALOG("eigen", "1", CONTROL("e-1", "1", "") ", "
        CONTROL("e-2", "2", "") ", " CONTROL("e-3", "3", "") ", " CONTROL("e-4", "4", ""))));
    bring(t, file_of("a.json", CATALOG("ander", "1", CONTROL("a-1", "1", "") ", "
        CONTROL("a-2", "2", "") ", " CONTROL("a-3", "3", ""))));
    anew(t);
    norms_mappings(t->job, &before);
    preview = bring(t, file);
    EQ(preview->found.n_rows, 3);
    preview = bring(t, file);
    assert_true(preview->earlier.row.id != 0);
    anew(t);
    mappings = norms_mappings(t->job, &n);
    EQ(n, before + 1);
    mapping = mappings[n - 1];
    EQ(mapping->n_dropped, 1);
    EQ(mapping->n_added, 1);
    assert_true(mapping->rows[0].complete && mapping->rows[0].set == mapping->rows[1].set);
    EQ(mapping->rows[2].is, RELATION_INTERSECTS);
}

ON_TOWN(a_table_with_groups_is_a_selection)
{
    struct norm_file file = {.name = S("criteria.csv"), .source = t->norm->key,
                             .bytes = S("criterion,control,title\n01,5.01.01,Beleid\n"
                                        "01,5.01.02,\n02,5.02.01,Rollen\n")};
    const struct profile *profile;

    bring(t, file);
    anew(t);
    profile = norms_profile(t->job, arena_text(t->mem, "tabel:%.*s:criteria.csv",
                                               STR_ARG(t->norm->key)));
    assert_non_null(profile);
    EQ(profile->n_groups, 2);
    EQ(profile->n_entries, 3);
    EQ(profile->entries[1].group, 0);
}

ON_TOWN(what_is_not_sound_is_refused_and_changes_nothing)
{
    struct rows { const char *name, *text, *key; } rows[] = {
        {"a.json", "{\"catalog\": {", "norm.fault.cut"},
        {"a.json", "{\"catalog\": {}, \"profile\": {}}", "norm.fault.roots"},
        {"a.json", "{\"catalog\": {\"uuid\": \"x\", \"uuid\": \"y\"}}", "norm.fault.double"},
        {"a.json", "{\"catalog\": {\"a\": \"\xff\"}}", "norm.fault.utf8"},
        {"a.json", "{\"catalog\": {" UUID "}}", "norm.fault.missing"},
        {"a.json", "{\"plan-of-action-and-milestones\": {}}", "norm.fault.missing"},
        {"a.json", SELECTION("https://example.org/x.json", "\"e-1\""), "norm.fault.import_outside"},
        {"a.json", SELECTION("nergens.json", "\"e-1\""), "norm.fault.resource"},
        {"a.json", SELECTION("keuze", "\"e-1\""), "norm.fault.import_circle"},
        {"a.yaml", "a: &x 1\nb: *x\n", "norm.fault.alias"},
        {"a.yaml", "urn: x\n", "norm.fault.library"},
        {"a.yaml", LIBRARY_MAP("urn:x:weg", "urn:x:framework:nist-csf-2.0", "urn:x:1", "urn:x:2"),
         "norm.fault.resource"},
        {"a.csv", "a,b\n1,2\n", "norm_import.columns"},
        {"a.csv", "nummer,tekst\n", "import.empty"},
        {"a.csv", "nummer,tekst\n1,x\n", "norm_import.which"},
        {"a.csv", "nummer,tekst\n\"1,x\n", "csv.quote_open"},
    };

    town_as(t, SAMIRA);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct norm_file file = file_of(rows[i].name, rows[i].text);
        struct norm_preview *preview = NULL;
        int64_t before = entries(t);

        IS_REFUSED(t, "file", "norm_import.refused", act_norm_import(t->job, &file, &preview));
        EQ(entries(t), before);
        if (preview->n_faults == 0 || !str_eq(preview->faults[0].key, str_of(rows[i].key)))
            fail_msg("%s: %.*s", rows[i].text,
                     STR_ARG(preview->n_faults > 0 ? preview->faults[0].key : S("nothing")));
    }
}

ON_TOWN(every_line_that_does_not_fit_is_named)
{
    struct norm_file file = {.name = S("t.csv"), .source = t->norm->key,
                             .bytes = S("nummer,tekst\n5.01.01,a\n99.1,b\n5.01.01,c\n")};
    struct norm_preview *preview;

    town_as(t, SAMIRA);
    EQ(TRY(t, act_norm_preview(t->job, &file, false, &preview)), REFUSED);
    EQ(preview->n_faults, 2);
    assert_true(str_eq(preview->faults[0].arg, S("3: 99.1")));
    assert_true(str_eq(preview->faults[1].key, S("norm_import.twice")));
}

ON_TOWN(a_file_of_no_known_form_or_that_is_too_large_is_refused)
{
    struct norm_file file = file_of("a.doc", "hallo");
    struct norm_preview *preview;

    town_as(t, SAMIRA);
    IS_REFUSED(t, "file", "norm_import.form", act_norm_import(t->job, &file, &preview));
    file = file_of("a.json", "");
    IS_REFUSED(t, "file", "import.none", act_norm_import(t->job, &file, &preview));
    file.bytes = (struct str){arena_alloc(t->mem, NORM_FILE_LIMIT_BYTES + 1),
                              NORM_FILE_LIMIT_BYTES + 1};
    IS_REFUSED(t, "file", "norm_import.large", act_norm_import(t->job, &file, &preview));
}

/* Files lie under their hash, and an export of the ledger tells that of hidden pieces too. */
ON_TOWN(the_file_of_evidence_that_is_hidden_is_no_preview)
{
    struct evidence_file file = {S("a.csv"), S("user_id;role_id;relatie\n1;2;geheim\n")};
    struct given given = GIVEN(evidence, "title", "Verslag", "kind", "document", "design", "1",
                               "period_to", "2026-01-31");
    struct str items[1] = {item(t, "5.37")};
    struct evidence_line line;
    struct str hash;
    struct str kept;
    int64_t id = 0;

    town_as(t, SAMIRA);
    DO(t, act_evidence_add(t->job, &given, &file, 0, items, 1, &id));
    DO(t, act_evidence_get(t->job, id, &line));
    hash = arena_str(t->mem, line.evidence.file_hash);
    town_as(t, NADIA);
    DO(t, act_norm_kept(t->job, hash, &kept));
    town_as(t, SAMIRA);
    DO(t, act_evidence_mark(t->job, line.evidence.row, MARKING_CONFIDENTIAL));
    DO(t, act_norm_kept(t->job, hash, &kept));
    town_as(t, NADIA);
    IS_REFUSED(t, "file", "norm_import.gone", act_norm_kept(t->job, hash, &kept));
}

ON_TOWN(a_preview_is_at_hand_for_a_day_and_not_longer)
{
    struct norm_file one = file_of("a.json", OWN);
    struct norm_file two = file_of("b.json", CATALOG("b", "1", CONTROL("b-1", "1", "")));
    struct norm_preview *preview;
    struct str hash;
    struct str kept;

    town_as(t, SAMIRA);
    DO(t, act_norm_preview(t->job, &one, true, &preview));
    hash = arena_str(t->mem, preview->row.hash);
    DO(t, act_norm_kept(t->job, hash, &kept));
    assert_true(str_eq(kept, one.bytes));
    town_later(t, 2);
    DO(t, act_norm_preview(t->job, &two, true, &preview));
    IS_REFUSED(t, "file", "norm_import.gone", act_norm_kept(t->job, hash, &kept));
    /* What a row names stays. */
    bring(t, two);
    town_later(t, 2);
    DO(t, act_norm_preview(t->job, &one, true, &preview));
    anew(t);
    assert_non_null(norms_get(t->job, S("b")));
}

/* ---- round: what the program itself holds ---- */

static struct norm_file shipped(struct town *t, const char *path)
{
    return (struct norm_file){.name = S("x.json"), .bytes = file_read(t->mem, path)};
}

ON_TOWN(our_own_catalog_comes_in_as_the_same_norm)
{
    struct norm_preview *preview = bring(t, shipped(t, "catalogues/bio2-1.3/catalog.json"));
    const struct norm *norm;
    int n;

    assert_true(preview->before_ours);
    EQ(preview->found.n_taken, 0);
    anew(t);
    norm = norms_at(t->job, 0);
    assert_true(norm != t->norm);
    EQ(norm->n_items, t->norm->n_items);
    EQ(norm->n_assessed, t->norm->n_assessed);
    for (int i = 0; i < norm->n_items; i++) {
        assert_true(str_eq(norm->items[i].id, t->norm->items[i].id));
        assert_true(str_eq(norm->items[i].text[LANG_NL], t->norm->items[i].text[LANG_NL]));
        EQ(norm->items[i].assessed, t->norm->items[i].assessed);
    }
    norms_mappings(t->job, &n);
    assert_true(n > 0);
}

ON_TOWN(our_own_mapping_comes_in_as_the_same_mapping)
{
    const struct mapping *const *mappings;
    const struct mapping *ours;
    const struct mapping *own;
    int n;

    anew(t);
    mappings = norms_mappings(t->job, &n);
    ours = mappings[0];
    bring(t, shipped(t, arena_text(t->mem, "catalogues/mappings/%.*s.json",
                                   STR_ARG(ours->id)).at));
    anew(t);
    mappings = norms_mappings(t->job, &n);
    own = mappings[n - 1];
    assert_true(own != ours && str_eq(own->id, ours->id));
    EQ(own->n_rows, ours->n_rows);
    for (int i = 0; i < own->n_rows; i++) {
        EQ(own->rows[i].source, ours->rows[i].source);
        EQ(own->rows[i].target, ours->rows[i].target);
        EQ(own->rows[i].is, ours->rows[i].is);
        EQ(own->rows[i].complete, ours->rows[i].complete);
    }
    EQ(own->n_dropped, ours->n_dropped);
    EQ(own->n_added, ours->n_added);
}

/* A few megabytes may come to far more than a request may have. */
ON_TOWN(a_file_with_too_much_in_it_is_told_so_and_takes_nothing_down)
{
    struct norm_file file = {.name = S("veel.yaml")};
    struct norm_preview *preview;
    int64_t before = entries(t);
    struct buf out;

    buf_init(&out, t->mem, 4 * 1024 * 1024);
    buf_put(&out, S("urn: urn:x\nversion: 1\nname: Veel\nobjects:\n  framework:\n    urn: urn:x:f\n"
                    "    name: Veel\n    requirement_nodes:\n"));
    for (int i = 0; i < 40000; i++)
        buf_text(&out, "    - {urn: 'urn:x:%d', assessable: true, ref_id: '%d', name: N}\n", i, i);
    file.bytes = buf_str(&out);
    town_as(t, SAMIRA);
    IS_REFUSED(t, "file", "norm_import.heavy", act_norm_import(t->job, &file, &preview));
    EQ(entries(t), before);
    bring(t, file_of("a.json", OWN));
    anew(t);
    assert_non_null(norms_get(t->job, S("eigen")));
}

/* Where the name is too long it ends between two characters. */
ON_TOWN(a_file_is_called_by_the_last_part_of_what_it_was_sent_as)
{
    static const struct { struct str sent; struct str is; } rows[] = {
        {STR_INIT("C:\\map\\a.json"), STR_INIT("a.json")},
        {STR_INIT(" /tmp/\xe2\x80\xae" "b\".json "), STR_INIT("b.json")},
        {STR_INIT("map/"), STR_INIT("-")},
        {STR_INIT("\xff.json"), STR_INIT("-")},
        {STR_INIT(""), STR_INIT("-")},
    };
    struct norm_file file = file_of("", OWN);
    struct norm_preview *preview;
    struct buf name;

    town_as(t, SAMIRA);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        file.name = rows[i].sent;
        DO(t, act_norm_preview(t->job, &file, false, &preview));
        assert_true(str_eq(preview->row.file_name, rows[i].is));
    }
    buf_init(&name, t->mem, 300);
    buf_put(&name, S("x"));
    for (int i = 0; i < 100; i++)
        buf_put(&name, S("\xc3\xa9"));
    file.name = buf_str(&name);
    DO(t, act_norm_preview(t->job, &file, false, &preview));
    EQ(preview->row.file_name.len, 199);
    assert_true(str_utf8(preview->row.file_name));
}

/* A norm that the organisation works by; no act chooses such a one yet. */
ON_TOWN(what_the_organisation_works_by_is_not_ended)
{
    struct norm_preview *preview = bring(t, file_of("a.json", OWN));
    struct norm_local *all;
    struct organisation org;
    struct entry *entry;
    size_t n;

    DO(t, act_norm_locals(t->job, &all, &n));
    assert_false(all[0].in_use);
    town_begin(t);
    EQ(ledger_open(t->job, S("test"), &entry), DONE);
    EQ(record_load(t->job, leave_system(t->job), &organisation_noun, (struct row){.id = 1}, &org),
       DONE);
    org.norm = S("eigen@1");
    EQ(record_save(t->job, entry, &organisation_noun, &org), DONE);
    EQ(town_end(t, ledger_close(t->job, entry)), DONE);
    DO(t, act_norm_locals(t->job, &all, &n));
    assert_true(all[0].in_use);
    IS_REFUSED(t, "ended", "norm_import.in_use", act_norm_end(t->job, preview->row.row));
}

/* Its sheet is kept as CSV, which says the same and is read by every version. */
ON_TOWN(a_workbook_comes_in_as_its_sheet)
{
    static const struct column columns[] = {{STR_INIT("nummer"), STR_INIT("nummer"), 10},
                                            {STR_INIT("tekst"), STR_INIT("tekst"), 40}};
    struct table *table = table_new(t->mem, S("blad"), S(""), columns, 2, 1);
    struct paper paper = {.title = S("Blad"), .n_tables = 1, .tables = table};
    struct norm_file file = {.name = S("Tekst.XLSX"), .source = t->norm->key};
    struct norm_preview *preview;
    struct buf out;

    table_text(table, S("5.01.01"));
    table_text(table, S("Uit een werkblad"));
    buf_init(&out, t->mem, 16 * 1024);
    EQ(xlsx_write(&out, &paper, t->job->now), DONE);
    file.bytes = buf_str(&out);
    town_as(t, SAMIRA);
    DO(t, act_norm_preview(t->job, &file, true, &preview));
    assert_true(str_starts(file.bytes, S("nummer,tekst")));
    DO(t, act_norm_import(t->job, &file, &preview)); /* as the page does: the kept bytes */
    anew(t);
    assert_true(str_eq(norms_at(t->job, 0)->items[index_of(t, "5.01.01")].licensed_text,
                       S("Uit een werkblad")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_catalog_is_looked_at_and_then_brought_in),
        cmocka_unit_test(the_same_key_takes_the_place_of_the_one_before),
        cmocka_unit_test(what_was_ended_counts_no_more_but_did_before),
        cmocka_unit_test(only_the_administrator_and_the_ciso_bring_in),
        cmocka_unit_test(a_library_gives_a_norm_and_its_groups_as_selections),
        cmocka_unit_test(a_mapping_of_a_library_finds_the_norms_of_both),
        cmocka_unit_test(a_library_that_is_only_kept_says_what_is_in_it),
        cmocka_unit_test(own_words_lie_over_a_norm_and_not_in_it),
        cmocka_unit_test(what_led_to_a_norm_leads_to_it_with_words_over_it),
        cmocka_unit_test(a_profile_with_alters_is_words_and_one_without_a_selection),
        cmocka_unit_test(an_official_table_goes_before_our_own_mapping),
        cmocka_unit_test(a_table_with_groups_is_a_selection),
        cmocka_unit_test(what_is_not_sound_is_refused_and_changes_nothing),
        cmocka_unit_test(every_line_that_does_not_fit_is_named),
        cmocka_unit_test(a_file_of_no_known_form_or_that_is_too_large_is_refused),
        cmocka_unit_test(the_file_of_evidence_that_is_hidden_is_no_preview),
        cmocka_unit_test(a_preview_is_at_hand_for_a_day_and_not_longer),
        cmocka_unit_test(our_own_catalog_comes_in_as_the_same_norm),
        cmocka_unit_test(our_own_mapping_comes_in_as_the_same_mapping),
        cmocka_unit_test(a_file_with_too_much_in_it_is_told_so_and_takes_nothing_down),
        cmocka_unit_test(a_file_is_called_by_the_last_part_of_what_it_was_sent_as),
        cmocka_unit_test(what_the_organisation_works_by_is_not_ended),
        cmocka_unit_test(a_workbook_comes_in_as_its_sheet),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
