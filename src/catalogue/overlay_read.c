#include "catalogue/overlay_read.h"

#include "base/buf.h"
#include "catalogue/item_read.h"
#include "catalogue/licensed.h"

struct laying {
    struct item_reading reading;
    struct overlay *overlay;
    bool *in; /* of each item: is it chosen? */
    struct profile_group *groups;
    struct profile_entry *entries;
    int n_groups;
    int n_entries;
};

static int item_of(struct laying *it, struct str id)
{
    int at = norm_item(it->overlay->norm, id);

    if (at == ITEM_NONE)
        item_read_fault(&it->reading, "selected", id);
    return at;
}

static void choose(struct laying *it, const struct oscal *selection, bool in)
{
    const struct norm *norm = it->overlay->norm;

    for (int i = 0; i < selection->n; i++) {
        const struct oscal *ids = oscal_list(&selection->at[i], S("with-ids"));
        bool children = str_eq(oscal_text(&selection->at[i], S("with-child-controls")), S("yes"));

        if (oscal_list(&selection->at[i], S("matching"))->n > 0)
            item_read_fault(&it->reading, "matching", S(""));
        for (int j = 0; j < ids->n; j++) {
            int at = item_of(it, ids->at[j].text);

            if (at == ITEM_NONE)
                continue;
            it->in[at] = in;
            for (int k = at + 1; children && k < norm->n_items; k++)
                if (norm->items[k].parent == at)
                    it->in[k] = in;
        }
    }
}

/* The items in their own order, each once: those of a group in that group. */
static void add_entry(struct laying *it, int item, int group)
{
    if (item == ITEM_NONE || !it->in[item])
        return;
    it->in[item] = false;
    it->entries[it->n_entries++] = (struct profile_entry){item, group};
}

static int count_groups(const struct oscal *within)
{
    const struct oscal *list = oscal_list(within, S("groups"));
    int n = list->n;

    for (int i = 0; i < list->n; i++)
        n += count_groups(&list->at[i]);
    return n;
}

static void add_groups(struct laying *it, const struct oscal *within, int up)
{
    const struct oscal *list = oscal_list(within, S("groups"));

    for (int i = 0; i < list->n; i++) {
        const struct oscal *inserts = oscal_list(&list->at[i], S("insert-controls"));
        struct profile_group *group = &it->groups[it->n_groups];
        int at = it->n_groups++;

        group->id = oscal_text(&list->at[i], S("id"));
        group->label = oscal_prop(&list->at[i], OSCAL_NS, S("label"));
        if (group->label.len == 0)
            group->label = oscal_prop(&list->at[i], OSCAL_OURS, S("label"));
        group->up = up;
        item_read_titles(&list->at[i], group->title);
        for (int j = 0; j < inserts->n; j++) {
            const struct oscal *with = oscal_list(&inserts->at[j], S("include-controls"));

            for (int k = 0; k < with->n; k++) {
                const struct oscal *ids = oscal_list(&with->at[k], S("with-ids"));

                for (int l = 0; l < ids->n; l++)
                    add_entry(it, item_of(it, ids->at[l].text), at);
            }
        }
        add_groups(it, &list->at[i], at);
    }
}

static void make_profile(struct laying *it, const struct oscal *root, const struct oscal *import)
{
    const struct norm *norm = it->overlay->norm;
    const struct oscal *custom = oscal_member(oscal_member(root, S("merge")), S("custom"));
    struct profile *profile = NEW(it->reading.mem, struct profile);
    bool all = oscal_member(import, S("include-all")) != NULL;

    if (all && custom == NULL && oscal_list(import, S("exclude-controls"))->n == 0)
        return;
    it->in = NEW_ARRAY(it->reading.mem, (size_t)norm->n_items, bool);
    for (int i = 0; i < norm->n_items; i++)
        it->in[i] = all && !norm->items[i].withdrawn;
    choose(it, oscal_list(import, S("include-controls")), true);
    choose(it, oscal_list(import, S("exclude-controls")), false);
    it->groups = NEW_ARRAY(it->reading.mem, (size_t)count_groups(custom), struct profile_group);
    it->entries = NEW_ARRAY(it->reading.mem, (size_t)norm->n_items, struct profile_entry);
    add_groups(it, custom, -1);
    for (int i = 0; i < norm->n_items && custom == NULL; i++)
        add_entry(it, i, -1);
    *profile = (struct profile){.id = item_read_identity(root), .norm = norm,
                                .groups = it->groups, .n_groups = it->n_groups,
                                .entries = it->entries, .n_entries = it->n_entries};
    item_read_titles(oscal_member(root, S("metadata")), profile->title);
    it->overlay->profile = profile;
    if (it->n_entries == 0)
        item_read_fault(&it->reading, "empty", S(""));
}

static void put_prose(struct buf *out, const struct oscal *parts)
{
    for (int i = 0; i < parts->n; i++) {
        struct str prose = oscal_text(&parts->at[i], S("prose"));

        if (out->len > 0 && prose.len > 0)
            buf_char(out, '\n');
        buf_put(out, prose);
        put_prose(out, oscal_list(&parts->at[i], S("parts")));
    }
}

/* A title of its own, or that of the part that an export of ours has. */
static struct str title_in(const struct oscal *add)
{
    const struct oscal *parts = oscal_list(add, S("parts"));
    struct str title = oscal_text(add, S("title"));

    for (int i = 0; title.len == 0 && i < parts->n; i++)
        if (licensed_is(&parts->at[i]))
            title = oscal_text(&parts->at[i], S("title"));
    return title;
}

static void read_words(struct laying *it, const struct oscal *alters)
{
    struct overlay_words *words =
        NEW_ARRAY(it->reading.mem, (size_t)alters->n, struct overlay_words);

    it->overlay->words = words;
    for (int i = 0; i < alters->n; i++) {
        const struct oscal *adds = oscal_list(&alters->at[i], S("adds"));
        struct overlay_words *at = &words[it->overlay->n_words];
        struct buf text;

        *at = (struct overlay_words){.item = item_of(it, oscal_text(&alters->at[i],
                                                                    S("control-id")))};
        buf_init(&text, it->reading.mem, 256);
        for (int j = 0; j < adds->n; j++) {
            if (title_in(&adds->at[j]).len > 0)
                at->title = title_in(&adds->at[j]);
            put_prose(&text, oscal_list(&adds->at[j], S("parts")));
        }
        at->text = buf_str(&text);
        it->overlay->n_words += at->item != ITEM_NONE && (at->title.len > 0 || at->text.len > 0);
    }
}

static void read_import(struct laying *it, const struct oscal *root, mapping_norm *find,
                        void *context)
{
    const struct oscal *imports = oscal_list(root, S("imports"));
    struct str href = imports->n == 0 ? S("") : oscal_text(&imports->at[0], S("href"));

    if (imports->n != 1) {
        item_read_fault(&it->reading, "imports", S(""));
        return;
    }
    if (str_find(href, S("://"), 0) >= 0) {
        item_read_fault(&it->reading, "import_outside", href);
        return;
    }
    if (str_eq(href, item_read_identity(root))) {
        item_read_fault(&it->reading, "import_circle", href);
        return;
    }
    it->overlay->norm = find(context, href);
    if (it->overlay->norm == NULL) {
        item_read_fault(&it->reading, "resource", href);
        return;
    }
    make_profile(it, root, &imports->at[0]);
    read_words(it, oscal_list(oscal_member(root, S("modify")), S("alters")));
}

enum outcome overlay_read_tree(struct arena *mem, const struct oscal *root, struct str document,
                               mapping_norm *find, void *context, struct overlay *ret,
                               struct faults *faults)
{
    struct overlay overlay = {.norm = NULL};
    struct laying it = {.reading = {mem, faults, document}, .overlay = &overlay};
    size_t before = faults->n;

    read_import(&it, root, find, context);
    if (faults->n > before)
        return REFUSED;
    *ret = overlay;
    return DONE;
}

/* The facts with one more, in the place of the one of that name. */
static const struct item_fact *with_fact(struct arena *mem, const struct item *item, int *ret_n)
{
    struct item_fact *facts = NEW_ARRAY(mem, (size_t)item->n_facts + 1, struct item_fact);
    int n = 0;

    for (int i = 0; i < item->n_facts; i++)
        if (!str_eq(item->facts[i].name, S("tekst-status")))
            facts[n++] = item->facts[i];
    facts[n++] = (struct item_fact){.name = S("tekst-status"), .value = S("licentie-lokaal"),
                                    .source = {S(""), S("")}};
    *ret_n = n;
    return facts;
}

const struct norm *overlay_lay(struct arena *mem, const struct norm *norm,
                               const struct overlay_words *words, int n_words)
{
    struct norm *laid = NEW(mem, struct norm);
    struct item *items = NEW_ARRAY(mem, (size_t)norm->n_items, struct item);

    memcpy(items, norm->items, sizeof *items * (size_t)norm->n_items);
    for (int i = 0; i < n_words; i++) {
        struct item *item = &items[words[i].item];

        item->licensed_title = words[i].title;
        item->licensed_text = words[i].text;
        item->facts = with_fact(mem, item, &item->n_facts);
    }
    *laid = *norm;
    laid->items = items;
    return laid;
}
