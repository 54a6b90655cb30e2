#include "catalogue/mapping_read.h"

#include "catalogue/item_read.h"
#include "model/noun.h"

struct mapping_making {
    struct item_reading reading;
    mapping_norm *find;
    void *context;
    struct mapping *mapping;
    struct mapping_row *rows;
};

static int item_at(struct mapping_making *it, const struct norm *norm, struct str id)
{
    int at = norm_item(norm, id);

    if (at == ITEM_NONE)
        item_read_fault(&it->reading, "mapped", id);
    return at;
}

/* What it rests on first, and how sure that is: either of the two may say so. */
static void read_basis(const struct oscal *prop, struct mapping_row *row)
{
    struct str name = oscal_text(prop, S("name"));
    bool basis = str_eq(name, S("grondslag"));
    enum standing standing;

    if ((!basis || row->basis.len > 0) && !str_eq(name, S("zekerheid")))
        return;
    if (basis)
        row->basis = oscal_text(prop, S("value"));
    standing = item_read_standing(oscal_text(prop, S("class")));
    if (standing > row->standing)
        row->standing = standing;
}

/* Of what a map says besides its pairs. */
static struct mapping_row said_of(struct mapping_making *it, const struct oscal *map, int set)
{
    const struct oscal *props = oscal_list(map, S("props"));
    struct str word = oscal_text(map, S("relationship"));
    struct mapping_row row = {.set = set, .is = RELATION_NONE};
    int is = RELATION_NONE;

    if (str_eq(word, S("equivalent-to")))
        is = RELATION_EQUAL;
    else if (word.len > 0 && !str_eq(word, S("no-relationship")) &&
             !choice_of(&relation_choices, word, &is))
        item_read_fault(&it->reading, "relationship", word);
    row.is = (enum relation)is;
    row.complete = str_eq(oscal_prop(map, OSCAL_OURS, S("volledig")), S("ja"));
    for (int i = 0; i < props->n; i++)
        if (oscal_ns(&props->at[i], OSCAL_OURS))
            read_basis(&props->at[i], &row);
    item_read_note(map, row.note);
    return row;
}

/* A target that is part of a control (a statement) has no item of its own. */
static bool is_control(const struct oscal *end)
{
    return str_eq(oscal_text(end, S("type")), S("control"));
}

static void add_rows(struct mapping_making *it, const struct oscal *map, int set)
{
    const struct oscal *sources = oscal_list(map, S("sources"));
    const struct oscal *targets = oscal_list(map, S("targets"));
    struct mapping_row row = said_of(it, map, set);

    for (int s = 0; s < sources->n; s++)
        for (int t = 0; t < targets->n; t++) {
            if (!is_control(&sources->at[s]) || !is_control(&targets->at[t]))
                continue;
            row.source = item_at(it, it->mapping->from,
                                 oscal_text(&sources->at[s], S("id-ref")));
            row.target = item_at(it, it->mapping->to, oscal_text(&targets->at[t], S("id-ref")));
            if (row.is != RELATION_NONE && row.source != ITEM_NONE && row.target != ITEM_NONE)
                it->rows[it->mapping->n_rows++] = row;
        }
}

/* The note of a prop: its English stands beside it under the same group. */
static void put_note(struct str note[LANG_COUNT], const struct oscal *prop,
                     const struct oscal *props)
{
    struct str group = oscal_text(prop, S("group"));

    for (int lang = 0; lang < LANG_COUNT; lang++)
        note[lang] = oscal_text(prop, S("remarks"));
    for (int i = 0; i < props->n; i++)
        if (str_eq(oscal_text(&props->at[i], S("name")), S("toelichting-en")) &&
            str_eq(oscal_text(&props->at[i], S("group")), group))
            note[LANG_EN] = oscal_text(&props->at[i], S("value"));
}

struct gaps {
    struct mapping_gap *at;
    bool *seen; /* of each item of the norm */
    int n;
};

/* Each item once: the first that names it, which is the one with a note. */
static void add_gap(struct gaps *gaps, int item, const struct oscal *thing,
                    const struct oscal *props)
{
    if (item == ITEM_NONE || gaps->seen[item])
        return;
    gaps->seen[item] = true;
    gaps->at[gaps->n].item = item;
    put_note(gaps->at[gaps->n++].note, thing, props);
}

/* The items that end, or that begin: first those that a prop explains. */
static const struct mapping_gap *gaps_of(struct mapping_making *it, const struct oscal *mapping,
                                         const struct norm *norm, struct str prop,
                                         struct str summary, int *ret_n)
{
    const struct oscal *props = oscal_list(mapping, S("props"));
    const struct oscal *lists =
        oscal_list(oscal_member(mapping, summary), S("unmapped-controls"));
    const struct oscal *none = oscal_list(NULL, S(""));
    struct gaps gaps = {
        .at = NEW_ARRAY(it->reading.mem, (size_t)norm->n_items, struct mapping_gap),
        .seen = NEW_ARRAY(it->reading.mem, (size_t)norm->n_items, bool)};

    for (int i = 0; i < props->n; i++)
        if (oscal_ns(&props->at[i], OSCAL_OURS) &&
            str_eq(oscal_text(&props->at[i], S("name")), prop))
            add_gap(&gaps, item_at(it, norm, oscal_text(&props->at[i], S("value"))),
                    &props->at[i], props);
    for (int l = 0; l < lists->n; l++) {
        const struct oscal *ids = oscal_list(&lists->at[l], S("with-ids"));

        for (int i = 0; i < ids->n; i++)
            add_gap(&gaps, item_at(it, norm, ids->at[i].text), NULL, none);
    }
    *ret_n = gaps.n;
    return gaps.at;
}

static size_t count_rows(const struct oscal *maps)
{
    size_t n = 0;

    for (int i = 0; i < maps->n; i++)
        n += (size_t)oscal_list(&maps->at[i], S("sources"))->n *
             (size_t)oscal_list(&maps->at[i], S("targets"))->n;
    return n;
}

static const struct norm *end_of(struct mapping_making *it, const struct oscal *mapping,
                                 struct str end)
{
    struct str href = oscal_text(oscal_member(mapping, end), S("href"));
    const struct norm *norm = it->find(it->context, href);

    if (norm == NULL)
        item_read_fault(&it->reading, "resource", href);
    return norm;
}

static void make_mapping(struct mapping_making *it, const struct oscal *mapping)
{
    const struct oscal *maps = oscal_list(mapping, S("maps"));

    it->mapping->from = end_of(it, mapping, S("source-resource"));
    it->mapping->to = end_of(it, mapping, S("target-resource"));
    if (it->mapping->from == NULL || it->mapping->to == NULL)
        return;
    it->rows = NEW_ARRAY(it->reading.mem, count_rows(maps), struct mapping_row);
    it->mapping->rows = it->rows;
    for (int i = 0; i < maps->n; i++)
        add_rows(it, &maps->at[i], i);
    it->mapping->dropped = gaps_of(it, mapping, it->mapping->from, S("vervallen"),
                                   S("source-gap-summary"), &it->mapping->n_dropped);
    it->mapping->added = gaps_of(it, mapping, it->mapping->to, S("nieuw"),
                                 S("target-gap-summary"), &it->mapping->n_added);
    if (!mapping_sound(it->mapping))
        item_read_fault(&it->reading, "unsound", S(""));
}

enum outcome mapping_read_tree(struct arena *mem, const struct oscal *root, struct str document,
                               mapping_norm *find, void *context, const struct mapping **ret,
                               int *ret_n, struct faults *faults)
{
    struct mapping_making it = {.reading = {mem, faults, document}, .find = find,
                                .context = context};
    size_t n_before = faults->n;
    const struct oscal *list = oscal_list(root, S("mappings"));
    struct mapping *all = NEW_ARRAY(mem, (size_t)list->n, struct mapping);

    for (int i = 0; i < list->n; i++) {
        struct str id = item_read_identity(root);

        it.mapping = &all[i];
        it.mapping->id = list->n == 1 ? id
            : arena_text(mem, "%" STR_FMT "-%d", STR_ARG(id), i + 1);
        item_read_titles(oscal_member(root, S("metadata")), it.mapping->title);
        item_read_note(oscal_member(root, S("metadata")), it.mapping->note);
        make_mapping(&it, &list->at[i]);
    }
    if (faults->n > n_before)
        return REFUSED;
    *ret = all;
    *ret_n = list->n;
    return DONE;
}

enum outcome mapping_read(struct arena *mem, struct str bytes, struct str document,
                          mapping_norm *find, void *context, const struct mapping **ret,
                          int *ret_n, struct faults *faults)
{
    const struct item_reading reading = {mem, faults, document};
    const struct oscal *root;
    enum outcome o = item_read_document(&reading, bytes, S("mapping-collection"), &root);

    if (o != DONE)
        return o;
    return mapping_read_tree(mem, root, document, find, context, ret, ret_n, faults);
}
