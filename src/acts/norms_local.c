#include "acts/norms_local.h"

#include "acts/norm_table.h"
#include "acts/norms_woven.h" /* by tools/weave_norm.c */
#include "base/bug.h"
#include "catalogue/item_read.h"
#include "catalogue/mapping_read.h"

enum { SPARE = 16 };

static void *grown(struct arena *mem, const void *from, int n, int *room)
{
    void *more = NEW_ARRAY(mem, (size_t)(n + SPARE), void *);

    if (n > 0)
        memcpy(more, from, sizeof(void *) * (size_t)n);
    *room = n + SPARE;
    return more;
}

void norms_begin(struct norms_making *it, struct arena *mem, const struct norms *from)
{
    *it = (struct norms_making){.mem = mem, .n = from->n, .n_mappings = from->n_mappings,
                                .n_profiles = from->n_profiles};
    it->norms = grown(mem, from->norms, from->n, &it->room);
    it->mappings = grown(mem, from->mappings, from->n_mappings, &it->room_mappings);
    it->profiles = grown(mem, from->profiles, from->n_profiles, &it->room_profiles);
}

/* ---- what leads to a norm follows it ---- */

static bool same_items(const struct norm *a, const struct norm *b)
{
    bool same = a->n_items == b->n_items;

    for (int i = 0; same && i < a->n_items; i++)
        same = str_eq(a->items[i].id, b->items[i].id);
    return same;
}

static void lead_mappings(struct norms_making *it, const struct norm *from, const struct norm *to,
                          bool same)
{
    int n = 0;

    for (int i = 0; i < it->n_mappings; i++) {
        const struct mapping *was = it->mappings[i];
        struct mapping *is;

        if (was->from != from && was->to != from) {
            it->mappings[n++] = was;
            continue;
        }
        if (!same)
            continue;
        is = NEW(it->mem, struct mapping);
        *is = *was;
        is->from = was->from == from ? to : was->from;
        is->to = was->to == from ? to : was->to;
        it->mappings[n++] = is;
    }
    it->n_mappings = n;
}

static void lead_profiles(struct norms_making *it, const struct norm *from, const struct norm *to,
                          bool same)
{
    int n = 0;

    for (int i = 0; i < it->n_profiles; i++) {
        struct profile *is;

        if (it->profiles[i]->norm != from) {
            it->profiles[n++] = it->profiles[i];
            continue;
        }
        if (!same)
            continue;
        is = NEW(it->mem, struct profile);
        *is = *it->profiles[i];
        is->norm = to;
        it->profiles[n++] = is;
    }
    it->n_profiles = n;
}

void norms_put_norm(struct norms_making *it, const struct norm *norm, struct norms_found *found)
{
    for (int i = 0; i < it->n; i++)
        if (str_eq(it->norms[i]->key, norm->key)) {
            bool same = same_items(it->norms[i], norm);

            found->before = it->norms[i];
            lead_mappings(it, it->norms[i], norm, same);
            lead_profiles(it, it->norms[i], norm, same);
            it->norms[i] = norm;
            return;
        }
    if (it->n == it->room)
        it->norms = grown(it->mem, it->norms, it->n, &it->room);
    it->norms[it->n++] = norm;
}

void norms_put_mapping(struct norms_making *it, const struct mapping *mapping, int before,
                       struct norms_found *found)
{
    int n = 0;

    for (int i = 0; i < it->n_mappings; i++) {
        const struct mapping *was = it->mappings[i];
        bool same = (was->from == mapping->from && was->to == mapping->to) ||
                    (was->from == mapping->to && was->to == mapping->from);

        /* What came in the same file stands beside it: it may hold both directions. */
        if (same && i < before)
            found->n_taken++;
        else
            it->mappings[n++] = was;
    }
    it->n_mappings = n;
    if (it->n_mappings == it->room_mappings)
        it->mappings = grown(it->mem, it->mappings, it->n_mappings, &it->room_mappings);
    it->mappings[it->n_mappings++] = mapping;
    found->n_rows += mapping->n_rows;
}

void norms_put_profile(struct norms_making *it, const struct profile *profile,
                       struct norms_found *found)
{
    for (int i = 0; i < it->n_profiles; i++)
        if (str_eq(it->profiles[i]->id, profile->id)) {
            it->profiles[i] = profile;
            found->n_taken++;
            return;
        }
    if (it->n_profiles == it->room_profiles)
        it->profiles = grown(it->mem, it->profiles, it->n_profiles, &it->room_profiles);
    it->profiles[it->n_profiles++] = profile;
}

/* ---- which norm a reference means ---- */

static const struct norm *by_name(const struct norms_making *it, struct str name)
{
    for (int i = 0; i < it->n; i++)
        if (str_eq(it->norms[i]->key, name))
            return it->norms[i];
    for (int i = 0; i < it->n; i++)
        if (str_eq(it->norms[i]->id, name))
            return it->norms[i];
    return NULL;
}

/* As an export names its file: the id and the version with a hyphen between. */
static const struct norm *by_file(const struct norms_making *it, struct str name)
{
    for (int i = 0; i < it->n; i++) {
        const struct norm *norm = it->norms[i];

        if (name.len == norm->id.len + 1 + norm->version.len && str_starts(name, norm->id) &&
            name.at[norm->id.len] == '-' && str_ends(name, norm->version))
            return norm;
    }
    return NULL;
}

/* A norm of the program is known by the folder it came from too. */
static const struct norm *by_folder(const struct norms_making *it, struct str name)
{
    for (int i = 0; i < WOVEN_NORMS; i++)
        if (str_eq(name, str_of(woven_folders[i])))
            return by_name(it, woven_norms[i]->key);
    return NULL;
}

const struct norm *norms_find(void *making, struct str href)
{
    const struct norms_making *it = making;
    const struct norm *norm = by_name(it, href);
    struct str rest = href;

    if (norm != NULL || str_find(href, S("://"), 0) >= 0)
        return norm;
    while (norm == NULL && rest.len > 0) {
        struct str step = str_cut(rest, '/', &rest);

        if (str_ends(step, S(".json")))
            step.len -= 5;
        norm = by_name(it, step);
        if (norm == NULL)
            norm = by_folder(it, step);
        if (norm == NULL)
            norm = by_file(it, step);
    }
    return norm == NULL && it->source.len > 0 ? by_name(it, it->source) : norm;
}

/* ---- one file ---- */

static enum outcome add_catalog(struct norms_making *it, const struct norm_content *content,
                                struct norms_found *ret, struct faults *faults)
{
    const struct norm_source source = {.catalog[LANG_NL] = content->bytes,
                                       .tree[LANG_NL] = oscal_root(content->tree)};
    enum outcome o = norm_read(it->mem, &source, &ret->norm, faults);

    if (o != DONE)
        return o;
    ret->kind = LOCAL_CATALOG;
    ret->key = ret->norm->key;
    ret->title = ret->norm->title[LANG_NL];
    norms_put_norm(it, ret->norm, ret);
    return DONE;
}

/* The end of a urn says which norm or which number is meant. */
static struct str last_of(struct str urn)
{
    size_t from = urn.len;

    while (from > 0 && urn.at[from - 1] != ':')
        from--;
    return str_sub(urn, from, urn.len);
}

static int item_of_urn(struct norms_making *it, const struct norm *norm, struct str urn)
{
    int item = norm_item(norm, library_id(it->mem, urn));
    struct str last = last_of(urn);
    char label[64];

    if (item != ITEM_NONE || last.len >= sizeof label)
        return item;
    for (size_t i = 0; i < last.len; i++)
        label[i] = last.at[i] >= 'a' && last.at[i] <= 'z' ? (char)(last.at[i] - 'a' + 'A')
                                                          : last.at[i];
    item = norm_label(norm, last);
    return item != ITEM_NONE ? item : norm_label(norm, (struct str){label, last.len});
}

static const struct norm *norm_of_urn(const struct norms_making *it, struct str urn)
{
    const struct norm *norm = by_name(it, urn);

    return norm != NULL ? norm : by_name(it, last_of(urn));
}

static void add_links(struct norms_making *it, const struct library_mapping *from,
                      struct mapping *to, struct norms_found *ret)
{
    struct mapping_row *rows = NEW_ARRAY(it->mem, (size_t)from->n_links, struct mapping_row);

    for (int i = 0; i < from->n_links; i++) {
        const struct library_link *link = &from->links[i];
        struct mapping_row row = {.source = item_of_urn(it, to->from, link->source),
                                  .target = item_of_urn(it, to->to, link->target),
                                  .is = link->is, .set = i, .basis = S("bibliotheek"),
                                  .note = {link->note, link->note}};

        if (link->is == RELATION_NONE)
            continue;
        if (row.source == ITEM_NONE || row.target == ITEM_NONE)
            ret->n_lost++;
        else
            rows[to->n_rows++] = row;
    }
    to->rows = rows;
}

static void add_library_mapping(struct norms_making *it, const struct library_mapping *from,
                                int before, struct norms_found *ret, struct faults *faults)
{
    struct mapping *mapping = NEW(it->mem, struct mapping);

    *mapping = (struct mapping){.id = from->id, .title = {from->title, from->title},
                                .from = norm_of_urn(it, from->from),
                                .to = norm_of_urn(it, from->to)};
    if (mapping->from == NULL || mapping->to == NULL) {
        fault_add(faults, S("file"), S("norm.fault.resource"),
                  mapping->from == NULL ? from->from : from->to);
        return;
    }
    add_links(it, from, mapping, ret);
    if (mapping->n_rows == 0)
        fault_add(faults, S("file"), S("norm.fault.mapped"), from->id);
    else
        norms_put_mapping(it, mapping, before, ret);
}

static void add_library_groups(struct norms_making *it, const struct library *library,
                               struct norms_found *ret)
{
    for (int g = 0; g < library->n_groups; g++) {
        const struct library_group *group = &library->groups[g];
        struct profile *profile = NEW(it->mem, struct profile);
        struct profile_entry *entries =
            NEW_ARRAY(it->mem, (size_t)group->n, struct profile_entry);

        *profile = (struct profile){
            .id = arena_text(it->mem, "%" STR_FMT ":%" STR_FMT, STR_ARG(ret->norm->id),
                             STR_ARG(group->ref)),
            .title = {group->title[LANG_NL], group->title[LANG_EN]}, .norm = ret->norm,
            .entries = entries};
        for (int i = 0; i < group->n; i++) {
            int item = norm_item(ret->norm, group->items[i]);

            if (item != ITEM_NONE) /* a group of nodes has no item */
                entries[profile->n_entries++] = (struct profile_entry){item, -1};
        }
        norms_put_profile(it, profile, ret);
    }
}

static enum outcome add_library(struct norms_making *it, const struct norm_content *content,
                                struct norms_found *ret, struct faults *faults)
{
    const struct item_reading reading = {it->mem, faults, S("file")};
    size_t n = faults->n;
    int before = it->n_mappings;
    enum outcome o = REFUSED;

    if (content->tree == NULL)
        library_fault(&reading, &content->fault);
    else
        o = library_read_tree(it->mem, content->tree, content->bytes, S("file"), &ret->library,
                              faults);
    if (o != DONE)
        return o;
    ret->kind = LOCAL_LIBRARY;
    ret->key = ret->library.id;
    ret->title = ret->library.title.len > 0 ? ret->library.title : ret->library.id;
    if (ret->library.is_norm) {
        if ((o = norm_read(it->mem, &ret->library.source, &ret->norm, faults)) != DONE)
            return o;
        ret->source = ret->norm->key;
        norms_put_norm(it, ret->norm, ret);
        add_library_groups(it, &ret->library, ret);
    }
    before = it->n_mappings < before ? it->n_mappings : before;
    for (int i = 0; i < ret->library.n_mappings; i++)
        add_library_mapping(it, &ret->library.mappings[i], before, ret, faults);
    return faults->n > n ? REFUSED : DONE;
}

static enum outcome add_mapping(struct norms_making *it, const struct oscal *root,
                                struct norms_found *ret, struct faults *faults)
{
    int before = it->n_mappings;
    enum outcome o = mapping_read_tree(it->mem, root, S("file"), norms_find, it, &ret->mappings,
                                       &ret->n_mappings, faults);

    if (o != DONE)
        return o;
    ret->kind = LOCAL_MAPPING;
    for (int i = 0; i < ret->n_mappings; i++)
        norms_put_mapping(it, &ret->mappings[i], before, ret);
    if (ret->n_mappings == 0)
        return DONE;
    ret->key = ret->mappings[0].id;
    ret->title = ret->mappings[0].title[LANG_NL];
    ret->source = ret->mappings[0].from->key;
    ret->target = ret->mappings[0].to->key;
    return DONE;
}

static enum outcome add_profile(struct norms_making *it, const struct oscal *root,
                                struct norms_found *ret, struct faults *faults)
{
    enum outcome o;

    /* One of ours names its norm by a path that means nothing here. */
    for (int i = 0; it->source.len == 0 && i < it->n_profiles; i++)
        if (str_eq(it->profiles[i]->id, item_read_identity(root)))
            it->source = it->profiles[i]->norm->key;
    o = overlay_read_tree(it->mem, root, S("file"), norms_find, it, &ret->overlay, faults);
    if (o != DONE)
        return o;
    ret->kind = ret->overlay.n_words > 0 ? LOCAL_OVERLAY : LOCAL_PROFILE;
    ret->key = item_read_identity(root);
    ret->title = oscal_text(oscal_member(root, S("metadata")), S("title"));
    ret->source = ret->overlay.norm->key;
    if (ret->overlay.profile == NULL && ret->overlay.n_words == 0) {
        fault_add(faults, S("file"), S("norm.fault.profile_empty"), S(""));
        return REFUSED;
    }
    if (ret->overlay.profile != NULL)
        norms_put_profile(it, ret->overlay.profile, ret);
    if (ret->overlay.n_words > 0)
        norms_put_norm(it, overlay_lay(it->mem, ret->overlay.norm, ret->overlay.words,
                                       ret->overlay.n_words), &(struct norms_found){0});
    return DONE;
}

static enum outcome add_json(struct norms_making *it, const struct norm_content *content,
                             struct norms_found *ret, struct faults *faults)
{
    const struct item_reading reading = {it->mem, faults, S("file")};
    const struct oscal_fault *fault = &content->fault;
    const struct oscal *root;

    if (content->tree == NULL) {
        item_read_fault(&reading, arena_str(it->mem, fault->key).at,
                        arena_text(it->mem, "%d:%d %" STR_FMT, fault->line, fault->column,
                                   STR_ARG(fault->arg)));
        return REFUSED;
    }
    root = oscal_root(content->tree);
    if (str_eq(root->name, S("catalog")))
        return add_catalog(it, content, ret, faults);
    if (str_eq(root->name, S("mapping-collection")))
        return add_mapping(it, root, ret, faults);
    if (str_eq(root->name, S("profile")))
        return add_profile(it, root, ret, faults);
    item_read_fault(&reading, "model", root->name);
    return REFUSED;
}

enum outcome norms_add(struct norms_making *it, const struct local_norm *row,
                       const struct norm_content *content, struct norms_found *ret,
                       struct faults *faults)
{
    struct norms_found found = {.kind = LOCAL_NONE};
    enum outcome o;

    it->source = row->source;
    o = content->form == FORM_YAML  ? add_library(it, content, &found, faults)
        : content->form == FORM_CSV ? norm_table_add(it, row, content, &found, faults)
                                    : add_json(it, content, &found, faults);
    it->source = (struct str){NULL, 0};
    if (o == DONE)
        *ret = found;
    return o;
}
