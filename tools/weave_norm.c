/* weave-norm OUT.h OUT.c FOLDER... --profiles FILE... --mappings FILE... - the catalogues
 * as data of the program.
 *
 * Reads each folder as `waarborg norm validate` does (catalog.json, catalog.en.json,
 * level-test.tsv with biv.tsv), the profiles that stand in FOLDER/profiles, and each
 * mapping-collection between them, and writes what catalogue/norm_read.h, level_read.h,
 * profile_read.h and mapping_read.h make of them as constants in C. So a start reads no catalogue, all processes share one copy, and a
 * catalogue that is not sound stops the build and never a start. A mapping names its norms
 * by their folders.
 *
 * OUT.h declares  extern const struct norm *const woven_norms[WOVEN_NORMS];
 *                 extern const struct profile *const woven_profiles[];
 *                 extern const struct mapping *const woven_mappings[];
 *                 extern const struct level_test *const woven_levels[WOVEN_NORMS];
 *                 extern const char *const woven_folders[WOVEN_NORMS];
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/bug.h"
#include "catalogue/level_read.h"
#include "catalogue/mapping_read.h"
#include "catalogue/norm_read.h"
#include "catalogue/profile_read.h"
#include "tool.h"

struct weaving {
    struct arena *mem;
    struct buf out;
    char **folders;            /* of the norms, in their order            */
    const struct norm **norms;
    bool *levels;              /* of each norm: has it a level test?      */
    int n_norms;
    const struct norm *norm;
    int at;                    /* which norm: the tail of each name       */
    char **profiles;           /* paths, those of a folder together       */
    int n_profile_paths;
    int n_profiles;
    int n_mappings;
};

/* A text as a value of a struct str; the empty one needs no literal. */
static void put_str(struct weaving *it, struct str text)
{
    if (text.len == 0) {
        buf_text(&it->out, "{\"\", 0}");
        return;
    }
    buf_text(&it->out, "{");
    tool_literal(&it->out, text, "    ");
    buf_text(&it->out, ", %zu}", text.len);
}

static void put_texts(struct weaving *it, const char *name, const struct str text[LANG_COUNT])
{
    buf_text(&it->out, "\n  .%s = {", name);
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        put_str(it, text[lang]);
        buf_text(&it->out, ",");
    }
    buf_text(&it->out, "},");
}

static void put_member(struct weaving *it, const char *name, struct str text)
{
    buf_text(&it->out, " .%s = ", name);
    put_str(it, text);
    buf_text(&it->out, ",");
}

static void put_int(struct weaving *it, const char *name, long value)
{
    if (value != 0)
        buf_text(&it->out, " .%s = %ld,", name, value);
}

/* What an item points at stands before it, under a name with its place. */
static void put_pointed(struct weaving *it, int at)
{
    const struct item *item = &it->norm->items[at];

    if (item->n_facts > 0) {
        buf_text(&it->out, "static const struct item_fact facts_%d_%d[] = {\n", it->at, at);
        for (int i = 0; i < item->n_facts; i++) {
            buf_text(&it->out, "{");
            put_member(it, "name", item->facts[i].name);
            put_member(it, "value", item->facts[i].value);
            put_int(it, "standing", item->facts[i].standing);
            put_texts(it, "source", item->facts[i].source);
            buf_text(&it->out, "},\n");
        }
        buf_text(&it->out, "};\n");
    }
    for (int lang = 0; lang < LANG_COUNT && item->n_examples > 0; lang++) {
        buf_text(&it->out, "static const struct str examples_%d_%d_%d[] = {\n", it->at, at, lang);
        for (int i = 0; i < item->n_examples; i++) {
            put_str(it, item->examples[lang][i]);
            buf_text(&it->out, ",\n");
        }
        buf_text(&it->out, "};\n");
    }
}

static void put_item(struct weaving *it, int at)
{
    const struct item *item = &it->norm->items[at];

    buf_text(&it->out, "{");
    put_member(it, "id", item->id);
    put_member(it, "label", item->label);
    put_member(it, "sort", item->sort);
    buf_text(&it->out, "\n  .group = %d, .parent = %d, .moved_to = %d,", item->group, item->parent,
             item->moved_to);
    put_int(it, "kind", item->kind);
    put_int(it, "withdrawn", item->withdrawn);
    put_int(it, "mandatory", item->mandatory);
    put_int(it, "assessed", item->assessed);
    put_int(it, "inheritable", item->inheritable);
    put_int(it, "outside_law", item->outside_law);
    put_int(it, "begin", item->begin);
    put_int(it, "heading", item->heading);
    put_int(it, "level", item->level);
    put_int(it, "n_rhythms", item->n_rhythms);
    buf_text(&it->out, " .rhythms = {%d, %d, %d},", item->rhythms[0], item->rhythms[1],
             item->rhythms[2]);
    put_int(it, "rhythm_months", item->rhythm_months);
    put_int(it, "deadline_days", item->deadline_days);
    put_int(it, "duties", item->duties);
    put_int(it, "csf", item->csf);
    put_int(it, "n_measures", item->n_measures);
    put_texts(it, "title", item->title);
    put_texts(it, "text", item->text);
    put_texts(it, "note", item->note);
    put_int(it, "n_examples", item->n_examples);
    if (item->n_examples > 0)
        for (int lang = 0; lang < LANG_COUNT; lang++)
            buf_text(&it->out, " .examples[%d] = examples_%d_%d_%d,", lang, it->at, at, lang);
    put_int(it, "n_facts", item->n_facts);
    if (item->n_facts > 0)
        buf_text(&it->out, " .facts = facts_%d_%d,", it->at, at);
    buf_text(&it->out, "},\n");
}

static void put_groups(struct weaving *it)
{
    buf_text(&it->out, "static const struct norm_group groups_%d[] = {\n", it->at);
    for (int i = 0; i < it->norm->n_groups; i++) {
        const struct norm_group *group = &it->norm->groups[i];

        buf_text(&it->out, "{");
        put_member(it, "id", group->id);
        put_member(it, "code", group->code);
        put_member(it, "label", group->label);
        put_texts(it, "title", group->title);
        buf_text(&it->out, " .up = %d},\n", group->up);
    }
    buf_text(&it->out, "};\n");
}

static void put_norm(struct weaving *it)
{
    const struct norm *norm = it->norm;

    put_groups(it);
    for (int i = 0; i < norm->n_items; i++)
        put_pointed(it, i);
    buf_text(&it->out, "static const struct item items_%d[] = {\n", it->at);
    for (int i = 0; i < norm->n_items; i++)
        put_item(it, i);
    buf_text(&it->out, "};\nstatic const int by_id_%d[] = {", it->at);
    for (int i = 0; i < norm->n_items; i++)
        buf_text(&it->out, "%s%d,", i % 16 == 0 ? "\n" : " ", norm->by_id[i]);
    buf_text(&it->out, "\n};\nstatic const struct norm norm_%d = {", it->at);
    put_member(it, "id", norm->id);
    put_member(it, "version", norm->version);
    put_member(it, "key", norm->key);
    put_member(it, "hash", norm->hash);
    put_texts(it, "title", norm->title);
    buf_text(&it->out, "\n  .groups = groups_%d, .n_groups = %d, .items = items_%d,"
             " .n_items = %d, .n_assessed = %d, .by_id = by_id_%d,\n};\n", it->at, norm->n_groups,
             it->at, norm->n_items, norm->n_assessed, it->at);
}

/* A file of a catalogue that may be left out. */
static struct str read_some(struct arena *mem, const char *folder, const char *file)
{
    struct str path = arena_text(mem, "%s/%s", folder, file);
    FILE *there = fopen(path.at, "rb");

    if (there == NULL && errno == ENOENT)
        return S("");
    if (there != NULL)
        fclose(there);
    return tool_read(mem, path.at);
}

/* ---- the level test of a norm ---- */

static void put_questions(struct weaving *it, const struct level_test *test)
{
    buf_text(&it->out, "static const struct level_question questions_%d[] = {\n", it->at);
    for (int i = 0; i < test->n_questions; i++) {
        const struct level_question *question = &test->questions[i];

        buf_text(&it->out, "{.aspect = %d, .kind = %d,", question->aspect, question->kind);
        put_member(it, "key", question->key);
        put_texts(it, "text", question->text);
        buf_text(&it->out, "},\n");
    }
    buf_text(&it->out, "};\nstatic const struct level_flag flags_%d[] = {\n", it->at);
    for (int i = 0; i < test->n_flags; i++) {
        buf_text(&it->out, "{");
        put_member(it, "key", test->flags[i].key);
        put_texts(it, "text", test->flags[i].text);
        buf_text(&it->out, "},\n");
    }
    buf_text(&it->out, "};\n");
}

static void put_level_rules(struct weaving *it, const struct level_test *test)
{
    for (int i = 0; i < test->n_rules; i++) {
        buf_text(&it->out, "static const int asks_%d_%d[] = {", it->at, i);
        for (int q = 0; q < test->rules[i].n_questions; q++)
            buf_text(&it->out, "%d, ", test->rules[i].questions[q]);
        buf_text(&it->out, "-1};\n");
    }
    buf_text(&it->out, "static const struct level_rule level_rules_%d[] = {\n", it->at);
    for (int i = 0; i < test->n_rules; i++) {
        const struct level_rule *rule = &test->rules[i];

        buf_text(&it->out, "{.when = %d, .questions = asks_%d_%d, .n_questions = %d, .is = %d,"
                 " .value = %lld, .outcome = %d, .flag = %d, .standing = %d,", rule->when, it->at,
                 i, rule->n_questions, rule->is, (long long)rule->value, rule->outcome,
                 rule->flag, rule->standing);
        put_member(it, "id", rule->id);
        put_texts(it, "text", rule->text);
        put_texts(it, "basis", rule->basis);
        buf_text(&it->out, "},\n");
    }
    buf_text(&it->out, "};\n");
}

static void put_classes(struct weaving *it, const struct level_test *test)
{
    buf_text(&it->out, "static const struct level_class classes_%d[] = {\n", it->at);
    for (int i = 0; i < test->n_classes; i++) {
        const struct level_class *class = &test->classes[i];

        buf_text(&it->out, "{.aspect = %d, .harm = %d, .standing = %d,", class->aspect,
                 class->harm, class->standing);
        put_texts(it, "label", class->label);
        put_texts(it, "criterion", class->criterion);
        put_texts(it, "outage", class->outage);
        buf_text(&it->out, "},\n");
    }
    buf_text(&it->out, "};\n");
}

static void put_level(struct weaving *it, const struct level_test *test)
{
    put_questions(it, test);
    put_level_rules(it, test);
    put_classes(it, test);
    buf_text(&it->out, "static const struct level_test level_%d = {", it->at);
    put_member(it, "name", test->name);
    put_member(it, "hash", test->hash);
    put_texts(it, "chosen", test->chosen);
    buf_text(&it->out, "\n  .highest = %d, .questions = questions_%d, .n_questions = %d,"
             " .rules = level_rules_%d, .n_rules = %d, .flags = flags_%d, .n_flags = %d,"
             " .classes = classes_%d, .n_classes = %d,\n};\n", test->highest, it->at,
             test->n_questions, it->at, test->n_rules, it->at, test->n_flags, it->at,
             test->n_classes);
}

static _Noreturn void refuse(const char *path, const struct faults *faults)
{
    tool_refuse(path, 0, "%" STR_FMT ": %" STR_FMT " %" STR_FMT, STR_ARG(faults->at[0].field),
                STR_ARG(faults->at[0].key), STR_ARG(faults->at[0].arg));
}

/* The name of FOLDER/profiles/NAME.json, or empty for one of another folder. */
static struct str profile_name(struct weaving *it, const char *folder, const char *path)
{
    struct str start = arena_text(it->mem, "%s/profiles/", folder);
    struct str base = tool_base(path);

    return str_starts(str_of(path), start) ? str_sub(base, 0, base.len - S(".json").len) : S("");
}

static void read_profiles(struct weaving *it, const char *folder, struct norm_source *source)
{
    struct norm_profile *profiles = NEW_ARRAY(it->mem, (size_t)it->n_profile_paths,
                                              struct norm_profile);

    source->profiles = profiles;
    for (int i = 0; i < it->n_profile_paths; i++) {
        struct str name = profile_name(it, folder, it->profiles[i]);

        if (name.len > 0)
            profiles[source->n_profiles++] =
                (struct norm_profile){name, tool_read(it->mem, it->profiles[i])};
    }
}

static void put_profile_groups(struct weaving *it, const struct profile *profile)
{
    if (profile->n_groups == 0)
        return;
    buf_text(&it->out, "static const struct profile_group profile_groups_%d[] = {\n",
             it->n_profiles);
    for (int i = 0; i < profile->n_groups; i++) {
        buf_text(&it->out, "{");
        put_member(it, "id", profile->groups[i].id);
        put_member(it, "label", profile->groups[i].label);
        put_texts(it, "title", profile->groups[i].title);
        put_int(it, "standing", profile->groups[i].standing);
        buf_text(&it->out, " .up = %d},\n", profile->groups[i].up);
    }
    buf_text(&it->out, "};\n");
}

static void put_profile(struct weaving *it, const struct profile *profile)
{
    put_profile_groups(it, profile);
    buf_text(&it->out, "static const struct profile_entry entries_%d[] = {", it->n_profiles);
    for (int i = 0; i < profile->n_entries; i++)
        buf_text(&it->out, "%s{%d, %d},", i % 8 == 0 ? "\n" : " ", profile->entries[i].item,
                 profile->entries[i].group);
    buf_text(&it->out, "\n};\nstatic const struct profile profile_%d = {", it->n_profiles);
    put_member(it, "id", profile->id);
    put_texts(it, "title", profile->title);
    put_texts(it, "note", profile->note);
    put_int(it, "standing", profile->standing);
    buf_text(&it->out, " .norm = &norm_%d, .entries = entries_%d, .n_entries = %d,", it->at,
             it->n_profiles, profile->n_entries);
    if (profile->n_groups > 0)
        buf_text(&it->out, " .groups = profile_groups_%d, .n_groups = %d,", it->n_profiles,
                 profile->n_groups);
    buf_text(&it->out, "\n};\n");
    it->n_profiles++;
}

static void read_norm(struct weaving *it, const char *folder)
{
    struct norm_source source = {0};
    struct faults faults = {.n = 0};

    source.catalog[LANG_NL] = read_some(it->mem, folder, "catalog.json");
    source.catalog[LANG_EN] = read_some(it->mem, folder, "catalog.en.json");
    read_profiles(it, folder, &source);
    if (norm_read(it->mem, &source, &it->norm, &faults) != DONE)
        refuse(folder, &faults);
    it->at = it->n_norms;
    it->norms[it->n_norms++] = it->norm;
    put_norm(it);
    for (int i = 0; i < source.n_profiles; i++) {
        const struct profile *profile = NULL;

        if (profile_read(it->mem, &source, source.profiles[i].name, it->norm, &profile,
                         &faults) != DONE)
            refuse(folder, &faults);
        put_profile(it, profile);
    }
}

static void read_level(struct weaving *it, const char *folder)
{
    struct str bytes = read_some(it->mem, folder, "level-test.tsv");
    struct faults faults = {.n = 0};
    const struct level_test *test = NULL;

    if (bytes.len == 0)
        return;
    if (level_read(it->mem, bytes, read_some(it->mem, folder, "biv.tsv"), &test, &faults) != DONE)
        refuse(folder, &faults);
    put_level(it, test);
    it->levels[it->at] = true;
}

/* The folder of "../NAME/catalog.json". */
static const struct norm *find_norm(void *context, struct str href)
{
    const struct weaving *it = context;
    struct str folder = str_starts(href, S("../")) ? str_sub(href, 3, href.len) : href;
    struct str file;

    folder = str_cut(folder, '/', &file);
    for (int i = 0; i < it->n_norms; i++)
        if (str_eq(tool_base(it->folders[i]), folder))
            return it->norms[i];
    return NULL;
}

static int norm_at(const struct weaving *it, const struct norm *norm)
{
    int i = 0;

    while (it->norms[i] != norm)
        i++;
    return i;
}

static void put_gaps(struct weaving *it, const char *name, const struct mapping_gap *gaps, int n)
{
    if (n == 0)
        return;
    buf_text(&it->out, "static const struct mapping_gap %s_%d[] = {\n", name, it->n_mappings);
    for (int i = 0; i < n; i++) {
        buf_text(&it->out, "{.item = %d,", gaps[i].item);
        put_texts(it, "note", gaps[i].note);
        buf_text(&it->out, "},\n");
    }
    buf_text(&it->out, "};\n");
}

static void put_rows(struct weaving *it, const struct mapping *mapping)
{
    buf_text(&it->out, "static const struct mapping_row rows_%d[] = {\n", it->n_mappings);
    for (int i = 0; i < mapping->n_rows; i++) {
        const struct mapping_row *row = &mapping->rows[i];

        buf_text(&it->out, "{.source = %d, .target = %d, .is = %d, .complete = %d, .set = %d,",
                 row->source, row->target, row->is, row->complete, row->set);
        put_member(it, "basis", row->basis);
        put_int(it, "standing", row->standing);
        put_texts(it, "note", row->note);
        buf_text(&it->out, "},\n");
    }
    buf_text(&it->out, "};\n");
}

static void put_mapping(struct weaving *it, const struct mapping *mapping)
{
    put_rows(it, mapping);
    put_gaps(it, "dropped", mapping->dropped, mapping->n_dropped);
    put_gaps(it, "added", mapping->added, mapping->n_added);
    buf_text(&it->out, "static const struct mapping mapping_%d = {", it->n_mappings);
    put_member(it, "id", mapping->id);
    put_texts(it, "title", mapping->title);
    put_texts(it, "note", mapping->note);
    buf_text(&it->out, " .from = &norm_%d, .to = &norm_%d, .rows = rows_%d, .n_rows = %d,",
             norm_at(it, mapping->from), norm_at(it, mapping->to), it->n_mappings,
             mapping->n_rows);
    if (mapping->n_dropped > 0)
        buf_text(&it->out, " .dropped = dropped_%d, .n_dropped = %d,", it->n_mappings,
                 mapping->n_dropped);
    if (mapping->n_added > 0)
        buf_text(&it->out, " .added = added_%d, .n_added = %d,", it->n_mappings,
                 mapping->n_added);
    buf_text(&it->out, "\n};\n");
    it->n_mappings++;
}

static void read_mappings(struct weaving *it, const char *path)
{
    const struct mapping *mappings = NULL;
    struct faults faults = {.n = 0};
    int n = 0;

    if (mapping_read(it->mem, tool_read(it->mem, path), tool_base(path), find_norm, it, &mappings,
                     &n, &faults) != DONE)
        refuse(path, &faults);
    for (int i = 0; i < n; i++)
        put_mapping(it, &mappings[i]);
}

static void put_lists(struct weaving *it)
{
    buf_text(&it->out, "const struct norm *const woven_norms[WOVEN_NORMS] = {");
    for (int i = 0; i < it->n_norms; i++)
        buf_text(&it->out, "&norm_%d, ", i);
    buf_text(&it->out, "};\nconst struct profile *const woven_profiles[] = {");
    for (int i = 0; i < it->n_profiles; i++)
        buf_text(&it->out, "&profile_%d, ", i);
    buf_text(&it->out, "NULL};\nconst struct mapping *const woven_mappings[] = {");
    for (int i = 0; i < it->n_mappings; i++)
        buf_text(&it->out, "&mapping_%d, ", i);
    buf_text(&it->out, "NULL};\nconst struct level_test *const woven_levels[WOVEN_NORMS] = {");
    for (int i = 0; i < it->n_norms; i++)
        if (it->levels[i])
            buf_text(&it->out, "&level_%d, ", i);
        else
            buf_text(&it->out, "NULL, ");
    buf_text(&it->out, "};\nconst char *const woven_folders[WOVEN_NORMS] = {");
    for (int i = 0; i < it->n_norms; i++)
        buf_text(&it->out, "\"%" STR_FMT "\", ", STR_ARG(tool_base(it->folders[i])));
    buf_text(&it->out, "};\n");
}

/* Where the argument `word` stands, or the end. */
static int find_word(int argc, char **argv, struct str word)
{
    int at = 3;

    while (at < argc && !str_eq(str_of(argv[at]), word))
        at++;
    return at;
}

int main(int argc, char **argv)
{
    struct arena *mem = arena_new(TOOL_LIMIT_BYTES);
    struct weaving it = {.mem = mem, .folders = argv + 3};
    int profiles = find_word(argc, argv, S("--profiles"));
    int mappings = find_word(argc, argv, S("--mappings"));

    if (mem == NULL || mappings >= argc || profiles >= mappings || profiles == 3)
        tool_refuse("weave-norm", 0,
                    "say OUT.h OUT.c FOLDER... --profiles FILE... --mappings FILE...");
    it.profiles = argv + profiles + 1;
    it.n_profile_paths = mappings - profiles - 1;
    it.norms = NEW_ARRAY(mem, (size_t)argc, const struct norm *);
    it.levels = NEW_ARRAY(mem, (size_t)argc, bool);
    buf_init(&it.out, mem, 1 << 20);
    buf_text(&it.out, "/* woven from the catalogues by tools/weave_norm.c */\n#include \"%" STR_FMT
             "\"\n\n", STR_ARG(tool_base(argv[1])));
    for (int at = 3; at < profiles; at++) {
        read_norm(&it, argv[at]);
        read_level(&it, argv[at]);
    }
    for (int at = mappings + 1; at < argc; at++)
        read_mappings(&it, argv[at]);
    put_lists(&it);
    tool_write(mem, argv[2], buf_str(&it.out));
    tool_write(mem, argv[1], arena_text(mem,
        "/* woven from the catalogues by tools/weave_norm.c */\n#include \"model/level.h\"\n"
        "#include \"model/mapping.h\"\n#include \"model/profile.h\"\n\n"
        "enum { WOVEN_NORMS = %d };\nextern const struct norm *const woven_norms[WOVEN_NORMS];\n"
        "extern const struct level_test *const woven_levels[WOVEN_NORMS]; /* NULL: none */\n"
        "extern const char *const woven_folders[WOVEN_NORMS]; /* what references call them */\n"
        "/* The last of each of these is NULL. */\n"
        "extern const struct profile *const woven_profiles[];\n"
        "extern const struct mapping *const woven_mappings[];\n", it.n_norms));
    arena_free(mem);
    return 0;
}
