#include "catalogue/licensed.h"

#include "catalogue/oscal_make.h"

bool licensed_is(const struct oscal *part)
{
    return str_eq(oscal_text(part, S("name")), LICENSED_PART) && oscal_ns(part, OSCAL_OURS);
}

static const struct oscal *with_root(struct arena *mem, const struct oscal *document,
                                     const struct oscal *root)
{
    return oscal_make_with(mem, document, root->name, *root);
}

/* ---- without ---- */

/* A list or an object of which nothing is left is not written. */
static bool is_bare(const struct oscal *value)
{
    return value->n == 0 && (value->kind == OSCAL_ARRAY || value->kind == OSCAL_OBJECT);
}

/* At any depth: parts stand in parts, and in the controls of groups. */
static struct oscal without(struct arena *mem, const struct oscal *value)
{
    struct oscal made = *value;
    struct oscal *at;

    if (value->kind != OSCAL_ARRAY && value->kind != OSCAL_OBJECT)
        return made;
    at = NEW_ARRAY(mem, (size_t)value->n, struct oscal);
    made.n = 0;
    for (int i = 0; i < value->n; i++) {
        struct oscal kept;

        if (str_eq(value->name, S("parts")) && licensed_is(&value->at[i]))
            continue;
        kept = without(mem, &value->at[i]);
        if (!is_bare(&kept) || is_bare(&value->at[i]))
            at[made.n++] = kept;
    }
    made.at = at;
    return made;
}

/* What an addition says besides where it goes, and besides words. */
static bool says_more(const struct oscal *add)
{
    for (int i = 0; i < add->n; i++)
        if (!str_eq(add->at[i].name, S("position")) && !str_eq(add->at[i].name, S("by-id")))
            return true;
    return false;
}

static const struct oscal *alter_without(struct arena *mem, const struct oscal *alter)
{
    const struct oscal *adds = oscal_list(alter, S("adds"));
    struct oscal *kept = NEW_ARRAY(mem, (size_t)adds->n, struct oscal);
    int n = 0;

    for (int i = 0; i < adds->n; i++) {
        const struct oscal *add = oscal_make_without(mem, &adds->at[i], S("title"));

        add = oscal_make_without(mem, add, S("parts"));
        if (says_more(add))
            kept[n++] = *add;
    }
    return oscal_make_with(mem, alter, S("adds"), oscal_make_list(kept, n));
}

static const struct oscal *profile_without(struct arena *mem, const struct oscal *root)
{
    const struct oscal *modify = oscal_member(root, S("modify"));
    const struct oscal *alters = oscal_list(modify, S("alters"));
    struct oscal *kept = NEW_ARRAY(mem, (size_t)alters->n, struct oscal);
    int n = 0;

    if (alters->n == 0)
        return root;
    for (int i = 0; i < alters->n; i++) {
        const struct oscal *alter = alter_without(mem, &alters->at[i]);

        if (oscal_list(alter, S("adds"))->n > 0 || oscal_list(alter, S("removes"))->n > 0)
            kept[n++] = *alter;
    }
    modify = oscal_make_with(mem, modify, S("alters"), oscal_make_list(kept, n));
    return modify->n == 0 ? oscal_make_without(mem, root, S("modify"))
                          : oscal_make_with(mem, root, S("modify"), *modify);
}

const struct oscal *licensed_without(struct arena *mem, const struct oscal *document)
{
    const struct oscal *root = oscal_root(document);
    struct oscal made;

    if (str_eq(root->name, S("profile")))
        return with_root(mem, document, profile_without(mem, root));
    made = without(mem, root);
    return with_root(mem, document, &made);
}

bool licensed_empty(const struct oscal *document)
{
    const struct oscal *root = oscal_root(document);
    const struct oscal *imports = oscal_list(root, S("imports"));
    const struct oscal *import = imports->n == 1 ? &imports->at[0] : NULL;

    return str_eq(root->name, S("profile")) && oscal_member(root, S("modify")) == NULL &&
           oscal_member(import, S("include-all")) != NULL &&
           oscal_list(import, S("exclude-controls"))->n == 0 &&
           oscal_member(oscal_member(root, S("merge")), S("custom")) == NULL;
}

/* ---- with ---- */

static struct oscal member(const char *name, struct str text)
{
    return oscal_make_named(str_of(name), oscal_make_text(text));
}

/* A title is one line. */
static struct str line_of(struct arena *mem, struct str text)
{
    char *at = arena_alloc(mem, text.len + 1);

    for (size_t i = 0; i < text.len; i++)
        at[i] = text.at[i] == '\n' || text.at[i] == '\r' ? ' ' : text.at[i];
    return str_trim((struct str){at, text.len});
}

static struct oscal part_of(struct arena *mem, const struct item *item)
{
    struct oscal *members = NEW_ARRAY(mem, 4, struct oscal);
    int n = 0;

    members[n++] = member("name", LICENSED_PART);
    members[n++] = member("ns", OSCAL_OURS);
    if (str_trim(item->licensed_title).len > 0)
        members[n++] = member("title", line_of(mem, item->licensed_title));
    if (str_trim(item->licensed_text).len > 0)
        members[n++] = member("prose", item->licensed_text);
    return oscal_make_object(members, n);
}

static struct oscal laid_over(struct arena *mem, const struct oscal *control,
                              const struct norm *norm)
{
    int at = norm_item(norm, oscal_text(control, S("id")));
    const struct oscal *parts = oscal_list(control, S("parts"));
    struct oscal *kept = NEW_ARRAY(mem, (size_t)parts->n + 1, struct oscal);
    int n = 0;

    if (at == ITEM_NONE || (norm->items[at].licensed_text.len == 0 &&
                            norm->items[at].licensed_title.len == 0))
        return *control;
    for (int i = 0; i < parts->n; i++)
        if (!licensed_is(&parts->at[i]))
            kept[n++] = parts->at[i];
    kept[n++] = part_of(mem, &norm->items[at]);
    return *oscal_make_with(mem, control, S("parts"), oscal_make_list(kept, n));
}

/* A group or a control, with all that stands under it. */
static struct oscal with(struct arena *mem, const struct oscal *thing, const struct norm *norm)
{
    static const char *const under[] = {"groups", "controls"};
    struct oscal made = *thing;

    for (int k = 0; k < 2; k++) {
        const struct oscal *list = oscal_list(&made, str_of(under[k]));
        struct oscal *at = NEW_ARRAY(mem, (size_t)list->n, struct oscal);

        for (int i = 0; i < list->n; i++) {
            at[i] = with(mem, &list->at[i], norm);
            if (k == 1)
                at[i] = laid_over(mem, &at[i], norm);
        }
        if (list->n > 0)
            made = *oscal_make_with(mem, &made, str_of(under[k]), oscal_make_list(at, list->n));
    }
    return made;
}

const struct oscal *licensed_with(struct arena *mem, const struct oscal *document,
                                  const struct norm *norm)
{
    struct oscal made = with(mem, oscal_root(document), norm);

    return with_root(mem, document, &made);
}
