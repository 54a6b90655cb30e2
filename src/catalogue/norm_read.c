#include "catalogue/norm_read.h"

#include <openssl/evp.h>
#include <stdlib.h>

#include "base/bug.h"
#include "catalogue/item_read.h"
#include "catalogue/profile_read.h"

static const struct str documents[LANG_COUNT] = {STR_INIT("nl"), STR_INIT("en")};

struct making {
    struct item_reading reading;
    enum lang first;                /* the language that leads               */
    struct norm *norm;
    struct norm_group *groups;
    struct item *items;
    int *by_id;
    const struct oscal **controls;  /* of each item, in the leading language */
    int n_groups;
    int n_items;
};

static int count_controls(const struct oscal *within)
{
    const struct oscal *controls = oscal_list(within, S("controls"));
    int n = controls->n;

    for (int i = 0; i < controls->n; i++)
        n += count_controls(&controls->at[i]);
    return n;
}

static void count_groups(const struct oscal *within, int *groups, int *items)
{
    const struct oscal *list = oscal_list(within, S("groups"));

    *items += count_controls(within);
    *groups += list->n;
    for (int i = 0; i < list->n; i++)
        count_groups(&list->at[i], groups, items);
}

/* In reading order: a control before what stands under it. */
static void make_items(struct making *making, const struct oscal *within, int parent)
{
    const struct oscal *controls = oscal_list(within, S("controls"));

    for (int i = 0; i < controls->n; i++) {
        int at = making->n_items++;
        struct item *item = &making->items[at];

        making->controls[at] = &controls->at[i];
        item->group = making->n_groups - 1;
        item->parent = parent;
        item->moved_to = ITEM_NONE;
        item_read_meaning(&making->reading, &controls->at[i], parent != ITEM_NONE, item);
        item_read_words(&making->reading, &controls->at[i], making->first, item);
        make_items(making, &controls->at[i], parent == ITEM_NONE ? at : parent);
    }
}

static void make_group(struct making *making, const struct oscal *within, int up)
{
    struct norm_group *group = &making->groups[making->n_groups++];

    group->id = oscal_text(within, S("id"));
    group->label = oscal_prop(within, OSCAL_NS, S("label"));
    group->code = oscal_prop(within, OSCAL_OURS, S("thema"));
    if (group->code.len == 0)
        group->code = group->id;
    group->title[making->first] = oscal_text(within, S("title"));
    group->up = up;
    make_items(making, within, ITEM_NONE);
}

static void make_groups(struct making *making, const struct oscal *within, int up)
{
    const struct oscal *list = oscal_list(within, S("groups"));

    for (int i = 0; i < list->n; i++) {
        int at = making->n_groups;

        make_group(making, &list->at[i], up);
        make_groups(making, &list->at[i], at);
    }
}

/* Controls outside any group get one that has no name but the catalogue's. */
static void make_all(struct making *making, const struct oscal *catalog)
{
    if (oscal_list(catalog, S("controls"))->n > 0) {
        make_group(making, catalog, ITEM_NONE);
        making->groups[0].title[making->first] =
            oscal_text(oscal_member(catalog, S("metadata")), S("title"));
    }
    make_groups(making, catalog, ITEM_NONE);
}

static int by_id(const void *a, const void *b, void *items)
{
    const struct item *all = items;

    return str_cmp(all[*(const int *)a].id, all[*(const int *)b].id);
}

static void make_index(struct making *making)
{
    for (int i = 0; i < making->n_items; i++)
        making->by_id[i] = i;
    qsort_r(making->by_id, (size_t)making->n_items, sizeof *making->by_id, by_id, making->items);
    for (int i = 1; i < making->n_items; i++) {
        struct str id = making->items[making->by_id[i]].id;

        if (str_eq(making->items[making->by_id[i - 1]].id, id))
            item_read_fault(&making->reading, "id_double", id);
    }
}

static void make_moves(struct making *making)
{
    for (int i = 0; i < making->n_items; i++) {
        struct str to = item_read_moved(making->controls[i]);

        if (to.len == 0)
            continue;
        making->items[i].moved_to = norm_item(making->norm, to);
        if (making->items[i].moved_to == ITEM_NONE)
            item_read_fault(&making->reading, "moved_nowhere", to);
    }
    for (int i = 0; i < making->n_items; i++)
        if (making->items[i].moved_to != ITEM_NONE && norm_follow(making->norm, i) == ITEM_NONE)
            item_read_fault(&making->reading, "moved_circle", making->items[i].id);
}

/* What follows from the items together. */
static void make_verdicts(struct making *making)
{
    for (int i = 0; i < making->n_items; i++) {
        struct item *item = &making->items[i];

        if (item->parent == ITEM_NONE)
            continue;
        item->csf = making->items[item->parent].csf;
        making->items[item->parent].n_measures += !item->withdrawn;
    }
    for (int i = 0; i < making->n_items; i++) {
        struct item *item = &making->items[i];

        item->assessed = !item->withdrawn && !item->heading && item->n_measures == 0;
        making->norm->n_assessed += item->assessed;
    }
}

/* An item in another language; it stands at the same place as a rule. */
static void other_items(struct making *making, const struct oscal *within, enum lang lang,
                        int *at)
{
    const struct oscal *controls = oscal_list(within, S("controls"));

    for (int i = 0; i < controls->n; i++) {
        struct str id = oscal_text(&controls->at[i], S("id"));
        int item = (*at)++;

        if (item >= making->n_items || !str_eq(making->items[item].id, id))
            item = norm_item(making->norm, id);
        if (item == ITEM_NONE)
            item_read_fault(&making->reading, "language", id);
        else
            item_read_words(&making->reading, &controls->at[i], lang, &making->items[item]);
        other_items(making, &controls->at[i], lang, at);
    }
}

static void other_group(struct making *making, const struct oscal *within, enum lang lang,
                        int *group, int *at)
{
    if (*group < making->n_groups &&
        str_eq(making->groups[*group].id, oscal_text(within, S("id"))))
        making->groups[*group].title[lang] = oscal_text(within, S("title"));
    else
        item_read_fault(&making->reading, "language", oscal_text(within, S("id")));
    ++*group;
    other_items(making, within, lang, at);
}

static void other_groups(struct making *making, const struct oscal *within, enum lang lang,
                         int *group, int *at)
{
    const struct oscal *list = oscal_list(within, S("groups"));

    for (int i = 0; i < list->n; i++) {
        other_group(making, &list->at[i], lang, group, at);
        other_groups(making, &list->at[i], lang, group, at);
    }
}

static void stand_in(struct str text[LANG_COUNT], enum lang first)
{
    for (int i = 0; i < LANG_COUNT; i++)
        if (text[i].len == 0)
            text[i] = text[first];
}

static void fill_languages(struct making *making)
{
    stand_in(making->norm->title, making->first);
    for (int i = 0; i < making->n_groups; i++)
        stand_in(making->groups[i].title, making->first);
    for (int i = 0; i < making->n_items; i++) {
        struct item *item = &making->items[i];

        stand_in(item->title, making->first);
        stand_in(item->text, making->first);
        stand_in(item->note, making->first);
        for (int lang = 0; lang < LANG_COUNT; lang++)
            if (item->examples[lang] == NULL)
                item->examples[lang] = item->examples[making->first];
    }
}

/* What to begin with is a selection like any other. */
static enum outcome make_begin(struct making *making, const struct norm_source *source)
{
    const struct profile *begin;
    enum outcome o;

    for (int i = 0; i < source->n_profiles; i++)
        if (str_eq(source->profiles[i].name, S("begin"))) {
            if ((o = profile_read(making->reading.mem, source, S("begin"), making->norm, &begin,
                                  making->reading.faults)) != DONE)
                return o;
            for (int j = 0; j < begin->n_entries; j++)
                making->items[begin->entries[j].item].begin = true;
        }
    return DONE;
}

static struct str hash_of(struct arena *mem, const struct norm_source *source)
{
    static const char digits[] = "0123456789abcdef";
    char *hex = arena_alloc(mem, 2 * 32 + 1); /* before the context: an arena may jump */
    unsigned char hash[EVP_MAX_MD_SIZE];
    EVP_MD_CTX *context = EVP_MD_CTX_new();

    MUST(context != NULL && EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1);
    for (int i = 0; i < LANG_COUNT; i++)
        MUST(EVP_DigestUpdate(context, source->catalog[i].at, source->catalog[i].len) == 1);
    for (int i = 0; i < source->n_profiles; i++)
        MUST(EVP_DigestUpdate(context, source->profiles[i].bytes.at,
                              source->profiles[i].bytes.len) == 1);
    MUST(EVP_DigestFinal_ex(context, hash, NULL) == 1);
    EVP_MD_CTX_free(context);
    for (int i = 0; i < 32; i++) {
        hex[2 * i] = digits[hash[i] >> 4];
        hex[2 * i + 1] = digits[hash[i] & 15];
    }
    return (struct str){hex, 64};
}

static void make_norm(struct making *making, const struct oscal *catalog)
{
    const struct oscal *metadata = oscal_member(catalog, S("metadata"));
    struct norm *norm = making->norm;
    int n_groups = 0;
    int n_items = 0;

    count_groups(catalog, &n_groups, &n_items);
    n_groups += oscal_list(catalog, S("controls"))->n > 0;
    making->groups = NEW_ARRAY(making->reading.mem, (size_t)n_groups, struct norm_group);
    making->items = NEW_ARRAY(making->reading.mem, (size_t)n_items, struct item);
    making->by_id = NEW_ARRAY(making->reading.mem, (size_t)n_items, int);
    making->controls = NEW_ARRAY(making->reading.mem, (size_t)n_items, const struct oscal *);
    make_all(making, catalog);
    MUST(making->n_groups == n_groups && making->n_items == n_items);
    make_index(making);
    *norm = (struct norm){
        .id = item_read_identity(catalog), .version = oscal_text(metadata, S("version")),
        .groups = making->groups, .n_groups = n_groups, .items = making->items,
        .n_items = n_items, .by_id = making->by_id};
    norm->key = arena_text(making->reading.mem, "%" STR_FMT "@%" STR_FMT, STR_ARG(norm->id),
                           STR_ARG(norm->version));
    norm->title[making->first] = oscal_text(metadata, S("title"));
    if (n_items == 0)
        item_read_fault(&making->reading, "empty", S(""));
    make_moves(making);
    make_verdicts(making);
}

static void other_language(struct making *making, const struct oscal *catalog, enum lang lang)
{
    int group = 0;
    int at = 0;

    making->norm->title[lang] =
        oscal_text(oscal_member(catalog, S("metadata")), S("title"));
    if (oscal_list(catalog, S("controls"))->n > 0) {
        other_group(making, catalog, lang, &group, &at);
        making->groups[0].title[lang] = making->norm->title[lang];
    }
    other_groups(making, catalog, lang, &group, &at);
    if (group != making->n_groups || at != making->n_items)
        item_read_fault(&making->reading, "language", S(""));
}

enum outcome norm_read(struct arena *mem, const struct norm_source *source,
                       const struct norm **ret, struct faults *faults)
{
    struct making making = {.reading = {mem, faults, S("begin")}, .first = LANG_COUNT,
                            .norm = NEW(mem, struct norm)};
    size_t n_before = faults->n;
    const struct oscal *root;
    enum outcome o;

    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        if (source->catalog[lang].len == 0 && source->tree[lang] == NULL)
            continue;
        making.reading.document = documents[lang];
        root = source->tree[lang];
        o = root != NULL ? DONE
            : item_read_document(&making.reading, source->catalog[lang], S("catalog"), &root);
        if (o != DONE)
            return o;
        if (making.first != LANG_COUNT) {
            other_language(&making, root, lang);
            continue;
        }
        making.first = lang;
        make_norm(&making, root);
    }
    making.reading.document = S("begin");
    if (making.first == LANG_COUNT) {
        item_read_fault(&making.reading, "no_catalog", S(""));
        return REFUSED;
    }
    fill_languages(&making);
    if (faults->n > n_before)
        return REFUSED;
    if ((o = make_begin(&making, source)) != DONE)
        return o;
    making.norm->hash = hash_of(mem, source);
    *ret = making.norm;
    return DONE;
}
