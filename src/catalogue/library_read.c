#include "catalogue/library_read.h"

#include "catalogue/library_tree.h"
#include "catalogue/yaml_read.h"

/* Each in its own spelling; what is given once may stand there without a list. */
static int count_of(const struct oscal *thing)
{
    return thing == NULL ? 0 : thing->kind == OSCAL_ARRAY ? thing->n : thing->kind == OSCAL_OBJECT;
}

static const struct oscal *one_of(const struct oscal *thing, int i)
{
    return thing->kind == OSCAL_ARRAY ? &thing->at[i] : thing;
}

static const struct oscal *either(const struct oscal *objects, struct str one, struct str many)
{
    const struct oscal *thing = oscal_member(objects, one);

    return thing != NULL ? thing : oscal_member(objects, many);
}

static enum relation relation_of(const struct item_reading *reading, const struct oscal *link)
{
    static const struct { const char *word; enum relation is; } words[] = {
        {"equal", RELATION_EQUAL}, {"superset", RELATION_SUPERSET}, {"subset", RELATION_SUBSET},
        {"intersect", RELATION_INTERSECTS}, {"not_related", RELATION_NONE},
    };
    struct str word = oscal_text(link, S("relationship"));

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(word, str_of(words[i].word)))
            return words[i].is;
    item_read_fault(reading, "library_relation",
                    arena_text(reading->mem, "%d: %" STR_FMT, link->line, STR_ARG(word)));
    return RELATION_NONE;
}

static void read_mapping(const struct item_reading *reading, const struct oscal *set,
                         struct library_mapping *ret)
{
    const struct oscal *list = oscal_list(set, S("requirement_mappings"));
    struct library_link *links = NEW_ARRAY(reading->mem, (size_t)list->n, struct library_link);

    *ret = (struct library_mapping){
        .id = oscal_text(set, S("urn")), .title = oscal_text(set, S("name")),
        .from = oscal_text(set, S("source_framework_urn")),
        .to = oscal_text(set, S("target_framework_urn")), .links = links, .n_links = list->n};
    if (ret->id.len == 0 || ret->from.len == 0 || ret->to.len == 0)
        item_read_fault(reading, "library_ends", arena_text(reading->mem, "%d", set->line));
    for (int i = 0; i < list->n; i++)
        links[i] = (struct library_link){
            .source = oscal_text(&list->at[i], S("source_requirement_urn")),
            .target = oscal_text(&list->at[i], S("target_requirement_urn")),
            .is = relation_of(reading, &list->at[i]),
            .note = oscal_text(&list->at[i], S("annotation")), .line = list->at[i].line};
}

static void read_mappings(const struct item_reading *reading, const struct oscal *objects,
                          struct library *library)
{
    const struct oscal *sets = either(objects, S("requirement_mapping_set"),
                                      S("requirement_mapping_sets"));
    struct library_mapping *all;

    library->n_mappings = count_of(sets);
    all = NEW_ARRAY(reading->mem, (size_t)library->n_mappings, struct library_mapping);
    for (int i = 0; i < library->n_mappings; i++)
        read_mapping(reading, one_of(sets, i), &all[i]);
    library->mappings = all;
}

/* What there is no use for yet is counted, so that who brings it can be told. */
static void count_others(const struct oscal *objects, struct library *library)
{
    static const char *const known[] = {
        "framework", "frameworks", "requirement_mapping_set", "requirement_mapping_sets",
        "risk_matrix", "risk_matrices", "threats", "reference_controls"};

    library->n_matrices = count_of(either(objects, S("risk_matrix"), S("risk_matrices")));
    library->n_threats = count_of(oscal_member(objects, S("threats")));
    library->n_controls = count_of(oscal_member(objects, S("reference_controls")));
    for (int i = 0; i < objects->n; i++) {
        size_t k = 0;

        while (k < sizeof known / sizeof *known &&
               !str_eq(objects->at[i].name, str_of(known[k])))
            k++;
        library->n_others += k == sizeof known / sizeof *known;
    }
}

static void read_framework(const struct item_reading *reading, const struct oscal *root,
                           const struct oscal *objects, struct library *library)
{
    const struct oscal *thing = either(objects, S("framework"), S("frameworks"));
    const struct oscal *framework;

    if (count_of(thing) == 0)
        return;
    if (count_of(thing) > 1) {
        item_read_fault(reading, "library_two", S(""));
        return;
    }
    framework = one_of(thing, 0);
    library->framework = oscal_text(framework, S("urn"));
    if (library->framework.len == 0)
        library->framework = library->id;
    library_tree(reading, root, framework, library);
}

enum outcome library_read_tree(struct arena *mem, const struct oscal *root, struct str bytes,
                               struct str document, struct library *ret, struct faults *faults)
{
    const struct item_reading reading = {mem, faults, document};
    size_t before = faults->n;
    const struct oscal *objects = oscal_member(root, S("objects"));
    struct library library = {.id = oscal_text(root, S("urn")),
                              .title = oscal_text(root, S("name")),
                              .version = oscal_text(root, S("version"))};

    if (library.id.len == 0 || objects == NULL || objects->kind != OSCAL_OBJECT) {
        item_read_fault(&reading, "library", S(""));
        return REFUSED;
    }
    read_framework(&reading, root, objects, &library);
    read_mappings(&reading, objects, &library);
    count_others(objects, &library);
    if (faults->n > before)
        return REFUSED;
    for (int lang = 0; lang < LANG_COUNT; lang++) /* the norm's hash is that of the library */
        if (library.source.tree[lang] != NULL) {
            library.source.catalog[lang] = bytes;
            break;
        }
    *ret = library;
    return DONE;
}

void library_fault(const struct item_reading *reading, const struct oscal_fault *fault)
{
    item_read_fault(reading, arena_str(reading->mem, fault->key).at,
                    arena_text(reading->mem, "%d%s%" STR_FMT, fault->line,
                               fault->arg.len > 0 ? ": " : "", STR_ARG(fault->arg)));
}

enum outcome library_read(struct arena *mem, struct str bytes, struct str document,
                          struct library *ret, struct faults *faults)
{
    const struct item_reading reading = {mem, faults, document};
    const struct oscal *root = NULL;
    struct oscal_fault fault;
    enum outcome o = yaml_read(mem, bytes, &root, &fault);

    if (o == REFUSED)
        library_fault(&reading, &fault);
    return o == DONE ? library_read_tree(mem, root, bytes, document, ret, faults) : o;
}
