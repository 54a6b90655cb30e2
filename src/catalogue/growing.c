#include "catalogue/growing.h"

#include "catalogue/oscal_make.h"

enum { TITLE_BYTES = 120, MEMBERS_MAX = 8, PROP_DEPTH_MAX = 8 };

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

struct str growing_text(const struct growing *it, const struct oscal *thing, struct str name)
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
    struct str name = growing_text(it, node->says, S("name"));
    struct str rest;
    size_t end = TITLE_BYTES;

    if (name.len == 0)
        name = growing_text(it, node->says, S("description"));
    name = str_trim(str_cut(name, '\n', &rest));
    if (name.len == 0)
        return label_of(node);
    if (name.len <= TITLE_BYTES)
        return name;
    while (end > TITLE_BYTES / 2 && name.at[end] != ' ')
        end--;
    name = str_trim(str_fit(name, end));
    return arena_text(it->reading->mem, "%" STR_FMT " …", STR_ARG(name));
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
    struct str text = growing_text(it, node->says, S("description"));
    struct str note = growing_text(it, node->says, S("annotation"));
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

const struct oscal *growing_catalog(struct growing *it, const struct oscal *root,
                                    const struct oscal *framework)
{
    struct arena *mem = it->reading->mem;
    struct str title = growing_text(it, framework, S("name"));
    const struct oscal named[2] = {member("scheme", S("urn:x-waarborg:document")),
                                   member("identifier", it->library->framework)};
    struct oscal *ids = NEW(mem, struct oscal);
    struct oscal metadata[3];
    struct oscal members[3];
    struct oscal *catalog = NEW(mem, struct oscal);
    int n = 1;

    *ids = object(mem, named, 2);
    if (title.len == 0)
        title = growing_text(it, root, S("name"));
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
