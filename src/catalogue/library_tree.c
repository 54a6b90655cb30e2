#include "catalogue/library_tree.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/bug.h"
#include "catalogue/oscal_make.h"

enum { TITLE_BYTES = 120, MEMBERS_MAX = 8, PROP_DEPTH_MAX = 8, GROUPS_MAX = 256 };

struct node {
    const struct oscal *says;
    struct str urn;
    int up;    /* index, or ITEM_NONE at a root */
    int first; /* of those under it             */
    int next;  /* beside it                     */
    int last;
    bool assessable;
    bool reached;
};

struct growing {
    const struct item_reading *reading;
    struct library *library;
    struct node *nodes;
    int n;
    int *by_urn;
    int root;        /* the first of them */
    struct library_group *groups;
    struct str *folded; /* the names of the groups */
    struct library_fold *folds;
    struct str ns;
    struct str lang;   /* of the texts that stand in the nodes themselves */
    struct str wanted; /* of the catalog that is being made               */
};

/* The keys that have a meaning here; all others are kept as props. */
static bool is_known(struct str key)
{
    static const char *const known[] = {"urn", "parent_urn", "assessable", "depth", "ref_id",
                                        "name", "description", "annotation", "translations"};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(key, str_of(known[i])))
            return true;
    return false;
}

/* A text of a thing in the language that is wanted, or as it stands. */
static struct str text_of(const struct growing *it, const struct oscal *thing, struct str name)
{
    struct str other = S("");

    if (!str_eq(it->wanted, it->lang))
        other = oscal_text(oscal_member(oscal_member(thing, S("translations")), it->wanted), name);
    return str_trim(other.len > 0 ? other : oscal_text(thing, name));
}

struct str library_id(struct arena *mem, struct str urn)
{
    struct str name = str_starts(urn, S("urn:")) ? str_sub(urn, 4, urn.len) : urn;
    char *id = arena_alloc(mem, name.len + 2);
    size_t n = 0;

    if (name.len > 0 && name.at[0] >= '0' && name.at[0] <= '9')
        id[n++] = '_';
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_' || c == '.' || (unsigned char)c >= 0x80;

        id[n++] = plain ? c : '.';
    }
    return (struct str){id, n};
}

/* The number that people say: what was given, else the end of the urn. */
static struct str label_of(const struct node *node)
{
    struct str label = str_trim(oscal_text(node->says, S("ref_id")));
    size_t from = node->urn.len;

    if (label.len > 0)
        return label;
    while (from > 0 && node->urn.at[from - 1] != ':')
        from--;
    return str_sub(node->urn, from, node->urn.len);
}

/* Its name, or how its description begins, cut between words. */
static struct str title_of(const struct growing *it, const struct node *node)
{
    struct str name = text_of(it, node->says, S("name"));
    struct str rest;
    size_t end = TITLE_BYTES;

    if (name.len == 0)
        name = text_of(it, node->says, S("description"));
    name = str_trim(str_cut(name, '\n', &rest));
    if (name.len == 0)
        return label_of(node);
    if (name.len <= TITLE_BYTES)
        return name;
    while (end > TITLE_BYTES / 2 && name.at[end] != ' ')
        end--;
    while (!str_utf8(str_sub(name, 0, end)))
        end--;
    return arena_text(it->reading->mem, "%" STR_FMT " …", STR_ARG(str_trim(str_sub(name, 0, end))));
}

/* ---- props ---- */

struct props {
    const struct growing *it;
    struct oscal *at;
    int n;
    int room;
};

static struct oscal member(const char *name, struct str text)
{
    return oscal_make_named(str_of(name), oscal_make_text(text));
}

static struct oscal object(struct arena *mem, const struct oscal *members, int n)
{
    struct oscal *kept = NEW_ARRAY(mem, (size_t)n, struct oscal);

    memcpy(kept, members, sizeof *kept * (size_t)n);
    return oscal_make_object(kept, n);
}

static void add_prop(struct props *props, struct str ns, struct str name, struct str value)
{
    struct arena *mem = props->it->reading->mem;
    struct str rest;
    struct str line = str_trim(str_cut(value, '\n', &rest));
    struct oscal members[4] = {member("name", name), member("ns", ns), member("value", line)};
    int n = 3;

    if (line.len == 0)
        return;
    if (rest.len > 0)
        members[n++] = member("remarks", value);
    if (props->n == props->room) {
        int room = 2 * props->room + 8;
        struct oscal *more = NEW_ARRAY(mem, (size_t)room, struct oscal);

        if (props->n > 0)
            memcpy(more, props->at, sizeof *more * (size_t)props->n);
        props->at = more;
        props->room = room;
    }
    props->at[props->n++] = object(mem, members, n);
}

/* What stands under a key that is not known here: a prop for each text in it. */
static void add_unknown(struct props *props, struct str name, const struct oscal *value, int depth)
{
    if (value->kind == OSCAL_TEXT)
        add_prop(props, props->it->ns, name, value->text);
    else if (value->kind == OSCAL_TRUE || value->kind == OSCAL_FALSE)
        add_prop(props, props->it->ns, name,
                 value->kind == OSCAL_TRUE ? S("true") : S("false"));
    for (int i = 0; i < value->n && depth < PROP_DEPTH_MAX; i++)
        add_unknown(props, value->kind == OSCAL_OBJECT
                        ? library_id(props->it->reading->mem,
                                     arena_text(props->it->reading->mem,
                                                "%" STR_FMT ".%" STR_FMT, STR_ARG(name),
                                                STR_ARG(value->at[i].name)))
                        : name, &value->at[i], depth + 1);
}

static struct oscal props_of(struct growing *it, const struct node *node, bool heading)
{
    struct props props = {.it = it};

    add_prop(&props, OSCAL_NS, S("label"), label_of(node));
    if (heading)
        add_prop(&props, OSCAL_OURS, S("beoordeelbaar"), S("nee"));
    for (int i = 0; i < node->says->n; i++)
        if (!is_known(node->says->at[i].name)) {
            add_unknown(&props, library_id(it->reading->mem, node->says->at[i].name),
                        &node->says->at[i], 0);
            it->library->n_unknown++;
        }
    return oscal_make_named(S("props"), oscal_make_list(props.at, props.n));
}

/* ---- the tree ---- */

static struct oscal part(struct growing *it, const char *name, struct str id, struct str prose)
{
    const struct oscal members[3] = {
        member("id", arena_text(it->reading->mem, "%" STR_FMT "_%.3s", STR_ARG(id), name)),
        member("name", str_of(name)), member("prose", prose)};

    return object(it->reading->mem, members, 3);
}

static struct oscal parts_of(struct growing *it, const struct node *node, struct str id)
{
    struct oscal *parts = NEW_ARRAY(it->reading->mem, 2, struct oscal);
    struct str text = text_of(it, node->says, S("description"));
    struct str note = text_of(it, node->says, S("annotation"));
    int n = 0;

    parts[n++] = part(it, "statement", id, text.len > 0 ? text : title_of(it, node));
    if (note.len > 0)
        parts[n++] = part(it, "guidance", id, note);
    return oscal_make_named(S("parts"), oscal_make_list(parts, n));
}

static struct oscal value_of(struct growing *it, struct node *node, bool in_control);

/* Those under a node (or at the root) that are groups, or that are controls. */
static struct oscal list_of(struct growing *it, int first, bool groups, bool in_control)
{
    struct oscal *at;
    int n = 0;

    for (int i = first; i != ITEM_NONE; i = it->nodes[i].next)
        n++;
    at = NEW_ARRAY(it->reading->mem, (size_t)n, struct oscal);
    n = 0;
    for (int i = first; i != ITEM_NONE; i = it->nodes[i].next) {
        struct node *node = &it->nodes[i];
        bool group = !in_control && !node->assessable && node->first != ITEM_NONE;

        if (group == groups)
            at[n++] = value_of(it, node, in_control);
    }
    return oscal_make_named(groups ? S("groups") : S("controls"), oscal_make_list(at, n));
}

/* Calls itself through list_of; library_tree saw to it that it is not too deep. */
static struct oscal value_of(struct growing *it, struct node *node, bool in_control)
{
    bool group = !in_control && !node->assessable && node->first != ITEM_NONE;
    struct str id = library_id(it->reading->mem, node->urn);
    struct oscal members[MEMBERS_MAX] = {member("id", id), member("title", title_of(it, node)),
                                         props_of(it, node, !group && !node->assessable)};
    int n = 3;
    struct oscal list;

    if (!group)
        members[n++] = parts_of(it, node, id);
    list = list_of(it, node->first, true, in_control || !group);
    if (list.n > 0)
        members[n++] = list;
    list = list_of(it, node->first, false, in_control || !group);
    if (list.n > 0)
        members[n++] = list;
    return object(it->reading->mem, members, n);
}

static const struct oscal *catalog_of(struct growing *it, const struct oscal *root,
                                      const struct oscal *framework)
{
    struct arena *mem = it->reading->mem;
    struct str title = text_of(it, framework, S("name"));
    const struct oscal named[2] = {member("scheme", S("urn:x-waarborg:document")),
                                   member("identifier", it->library->framework)};
    struct oscal *ids = NEW(mem, struct oscal);
    struct oscal metadata[3];
    struct oscal members[3];
    struct oscal *catalog = NEW(mem, struct oscal);
    int n = 1;

    *ids = object(mem, named, 2);
    if (title.len == 0)
        title = text_of(it, root, S("name"));
    metadata[0] = member("title", title.len > 0 ? title : it->library->framework);
    metadata[1] = member("version", it->library->version);
    metadata[2] = oscal_make_named(S("document-ids"), oscal_make_list(ids, 1));
    members[0] = oscal_make_named(S("metadata"), object(mem, metadata, 3));
    it->library->n_unknown = 0; /* counted once, not once a language */
    for (int groups = 1; groups >= 0; groups--) {
        struct oscal list = list_of(it, it->root, groups == 1, false);

        if (list.n > 0) /* OSCAL writes no empty list */
            members[n++] = list;
    }
    *catalog = oscal_make_named(S("catalog"), object(mem, members, n));
    return catalog;
}

/* ---- the nodes ---- */

static int by_urn(const void *a, const void *b, void *nodes)
{
    const struct node *all = nodes;
    int order = str_cmp(all[*(const int *)a].urn, all[*(const int *)b].urn);

    return order != 0 ? order : *(const int *)a - *(const int *)b;
}

static int find(const struct growing *it, struct str urn)
{
    int low = 0;
    int high = it->n;

    while (low < high) {
        int middle = (low + high) / 2;

        if (str_cmp(it->nodes[it->by_urn[middle]].urn, urn) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < it->n && str_eq(it->nodes[it->by_urn[low]].urn, urn) ? it->by_urn[low]
                                                                       : ITEM_NONE;
}

static void fault_at(const struct growing *it, const char *key, const struct oscal *at,
                     struct str arg)
{
    item_read_fault(it->reading, key, arena_text(it->reading->mem, "%d: %" STR_FMT, at->line,
                                                 STR_ARG(arg)));
}

static void read_nodes(struct growing *it, const struct oscal *list)
{
    for (int i = 0; i < list->n; i++) {
        struct node *node = &it->nodes[i];

        *node = (struct node){.says = &list->at[i], .up = ITEM_NONE, .first = ITEM_NONE,
                              .next = ITEM_NONE, .last = ITEM_NONE,
                              .urn = str_trim(oscal_text(&list->at[i], S("urn")))};
        it->by_urn[i] = i;
        if (node->urn.len == 0)
            fault_at(it, "nameless", node->says, S("urn"));
        if (oscal_member(node->says, S("assessable")) != NULL)
            node->assessable = oscal_member(node->says, S("assessable"))->kind == OSCAL_TRUE;
    }
    qsort_r(it->by_urn, (size_t)it->n, sizeof *it->by_urn, by_urn, it->nodes);
    for (int i = 1; i < it->n; i++)
        if (str_eq(it->nodes[it->by_urn[i - 1]].urn, it->nodes[it->by_urn[i]].urn))
            fault_at(it, "id_double", it->nodes[it->by_urn[i]].says,
                     it->nodes[it->by_urn[i]].urn);
}

static void hang(struct growing *it, struct node *up, int *first, int i)
{
    int *last = up == NULL ? first : &up->last;

    if (up != NULL && up->first == ITEM_NONE)
        up->first = i;
    else if (*last != ITEM_NONE)
        it->nodes[*last].next = i;
    *last = i;
}

/* Each node under the one that it names; what then hangs on no root goes in a circle. */
static bool tie(struct growing *it)
{
    int last_root = ITEM_NONE;
    int reached = 0;

    for (int i = 0; i < it->n; i++) {
        struct str up = str_trim(oscal_text(it->nodes[i].says, S("parent_urn")));

        if (up.len > 0 && (it->nodes[i].up = find(it, up)) == ITEM_NONE)
            fault_at(it, "parent", it->nodes[i].says, up);
        hang(it, it->nodes[i].up == ITEM_NONE ? NULL : &it->nodes[it->nodes[i].up], &last_root, i);
    }
    for (int i = 0; i < it->n; i++) {
        int up = i;
        int depth = 0;

        while (up != ITEM_NONE && depth++ < OSCAL_DEPTH_MAX)
            up = it->nodes[up].up;
        reached += up == ITEM_NONE;
        if (up != ITEM_NONE) {
            fault_at(it, "parent_circle", it->nodes[i].says, it->nodes[i].urn);
            break;
        }
    }
    return reached == it->n;
}

static int first_root(const struct growing *it)
{
    int i = 0;

    while (i < it->n && it->nodes[i].up != ITEM_NONE)
        i++;
    return i < it->n ? i : ITEM_NONE;
}

/* ---- implementation groups ---- */

static struct str folded(struct arena *mem, struct str text)
{
    char *room = arena_alloc(mem, text.len);

    return (struct str){room, str_fold(text, room)};
}

/* The group of that name; one that differs in capitals or accents alone is meant too. */
static int group_named(struct growing *it, struct str ref, int line)
{
    struct str like;
    int found = ITEM_NONE;

    for (int g = 0; g < it->library->n_groups; g++)
        if (str_eq(it->groups[g].ref, ref))
            return g;
    like = folded(it->reading->mem, ref);
    for (int g = 0; g < it->library->n_groups && found == ITEM_NONE; g++)
        if (str_eq(it->folded[g], like))
            found = g;
    it->folds[it->library->n_folds++] =
        (struct library_fold){ref, found == ITEM_NONE ? S("") : it->groups[found].ref, line};
    return found;
}

static void define_groups(struct growing *it, const struct oscal *list)
{
    static const struct str langs[LANG_COUNT] = {STR_INIT("nl"), STR_INIT("en")};

    it->groups = NEW_ARRAY(it->reading->mem, (size_t)list->n, struct library_group);
    it->folded = NEW_ARRAY(it->reading->mem, (size_t)list->n, struct str);
    for (int g = 0; g < list->n; g++) {
        it->groups[g].ref = oscal_text(&list->at[g], S("ref_id"));
        it->folded[g] = folded(it->reading->mem, it->groups[g].ref);
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            it->wanted = langs[lang];
            it->groups[g].title[lang] = text_of(it, &list->at[g], S("name"));
        }
    }
    it->library->groups = it->groups;
    it->library->n_groups = list->n;
}

/* Which node is in which group: group[i] of the i-th naming, in the order of the nodes. */
static void fill_groups(struct growing *it, const int *group)
{
    struct str **items = NEW_ARRAY(it->reading->mem, (size_t)it->library->n_groups, struct str *);
    int at = 0;

    for (int g = 0; g < it->library->n_groups; g++) {
        items[g] = NEW_ARRAY(it->reading->mem, (size_t)it->groups[g].n, struct str);
        it->groups[g].items = items[g];
        it->groups[g].n = 0;
    }
    for (int i = 0; i < it->n; i++) {
        int n = oscal_list(it->nodes[i].says, S("implementation_groups"))->n;
        struct str id = library_id(it->reading->mem, it->nodes[i].urn);

        for (int end = at + n; at < end; at++) {
            struct library_group *of = group[at] == ITEM_NONE ? NULL : &it->groups[group[at]];

            /* Two spellings at one node are one group. */
            if (of != NULL && (of->n == 0 || !str_eq(items[group[at]][of->n - 1], id)))
                items[group[at]][of->n++] = id;
        }
    }
}

static void read_groups(struct growing *it, const struct oscal *framework)
{
    const struct oscal *list = oscal_list(framework, S("implementation_groups_definition"));
    int *group;
    int n = 0;

    if (list->n > GROUPS_MAX)
        item_read_fault(it->reading, "groups", arena_text(it->reading->mem, "%d", GROUPS_MAX));
    if (list->n == 0 || list->n > GROUPS_MAX)
        return;
    define_groups(it, list);
    for (int i = 0; i < it->n; i++)
        n += oscal_list(it->nodes[i].says, S("implementation_groups"))->n;
    it->folds = NEW_ARRAY(it->reading->mem, (size_t)n, struct library_fold);
    it->library->folds = it->folds;
    group = NEW_ARRAY(it->reading->mem, (size_t)n, int);
    n = 0;
    for (int i = 0; i < it->n; i++) {
        const struct oscal *named = oscal_list(it->nodes[i].says, S("implementation_groups"));

        for (int j = 0; j < named->n; j++, n++) {
            group[n] = group_named(it, named->at[j].text, named->at[j].line);
            if (group[n] != ITEM_NONE)
                it->groups[group[n]].n++;
        }
    }
    fill_groups(it, group);
}

static bool has_language(const struct oscal *root, const struct oscal *framework, struct str lang)
{
    return oscal_member(oscal_member(framework, S("translations")), lang) != NULL ||
           oscal_member(oscal_member(root, S("translations")), lang) != NULL;
}

void library_tree(const struct item_reading *reading, const struct oscal *root,
                  const struct oscal *framework, struct library *library)
{
    static const struct str langs[LANG_COUNT] = {STR_INIT("nl"), STR_INIT("en")};
    const struct oscal *list = oscal_list(framework, S("requirement_nodes"));
    struct growing it = {.reading = reading, .library = library, .n = list->n,
                         .nodes = NEW_ARRAY(reading->mem, (size_t)list->n, struct node),
                         .by_urn = NEW_ARRAY(reading->mem, (size_t)list->n, int),
                         .ns = library->id, .lang = oscal_text(root, S("locale"))};
    bool any = false;

    library->n_nodes = list->n;
    library->is_norm = true;
    if (list->n == 0)
        item_read_fault(reading, "empty", S(""));
    read_nodes(&it, list);
    if (!tie(&it) || (it.root = first_root(&it)) == ITEM_NONE)
        return;
    read_groups(&it, framework);
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        it.wanted = langs[lang];
        if (!str_eq(it.lang, langs[lang]) && !has_language(root, framework, langs[lang]))
            continue;
        library->source.tree[lang] = catalog_of(&it, root, framework);
        any = true;
    }
    it.wanted = it.lang;
    if (!any)
        library->source.tree[LANG_NL] = catalog_of(&it, root, framework);
}
