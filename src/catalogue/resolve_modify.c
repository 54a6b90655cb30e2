/* The third step: parameters are set and controls altered. */
#include <stdlib.h>

#include "catalogue/oscal_make.h"
#include "catalogue/resolving.h"

/* The settings and the alterations of a profile, each list in the order of their ids; those
 * of one id stay in the order in which they were written. */
struct order {
    const struct oscal **at;
    struct str *ids;
    bool *used;
    int n;
};

struct modifying {
    struct resolving *it;
    struct order settings;
    struct order alters;
};

struct named {
    const struct oscal *is;
    struct str id;
};

static int by_named(const void *a, const void *b)
{
    const struct named *one = a;
    const struct named *other = b;
    int order = str_cmp(one->id, other->id);

    return order != 0 ? order : (one->is > other->is) - (one->is < other->is);
}

static struct order order_of(struct resolving *it, const struct oscal *list, struct str id)
{
    struct named *named = NEW_ARRAY(it->mem, (size_t)list->n, struct named);
    struct order order = {.at = NEW_ARRAY(it->mem, (size_t)list->n, const struct oscal *),
                          .ids = NEW_ARRAY(it->mem, (size_t)list->n, struct str),
                          .used = NEW_ARRAY(it->mem, (size_t)list->n, bool),
                          .n = list->n};

    for (int i = 0; i < list->n; i++)
        named[i] = (struct named){&list->at[i], oscal_text(&list->at[i], id)};
    if (list->n > 1)
        qsort(named, (size_t)list->n, sizeof *named, by_named);
    for (int i = 0; i < list->n; i++) {
        order.at[i] = named[i].is;
        order.ids[i] = named[i].id;
    }
    return order;
}

/* A prop with a uuid takes the place of one that has it. */
static struct oscal add_props(struct arena *mem, const struct oscal *one,
                              const struct oscal *other)
{
    struct oscal *kept = NEW_ARRAY(mem, (size_t)one->n, struct oscal);
    struct oscal first;
    int n = 0;

    for (int i = 0; i < one->n; i++) {
        struct str uuid = oscal_text(&one->at[i], S("uuid"));
        bool again = false;

        for (int j = 0; uuid.len > 0 && j < other->n; j++)
            again |= str_eq(uuid, oscal_text(&other->at[j], S("uuid")));
        if (!again)
            kept[n++] = one->at[i];
    }
    first = oscal_make_list(kept, n);
    return oscal_make_joined(mem, &first, other);
}

/* What a setting says once replaces, what it lists is added. */
static const struct oscal *set(struct arena *mem, const struct oscal *param,
                               const struct oscal *setting)
{
    for (int i = 0; i < setting->n; i++) {
        const struct oscal *member = &setting->at[i];
        struct str name = member->name;

        if (str_eq(name, S("param-id")))
            continue;
        if (str_eq(name, S("values")) || str_eq(name, S("select")))
            param = oscal_make_without(
                mem, param, str_eq(name, S("values")) ? S("select") : S("values"));
        if (str_eq(name, S("props")))
            param = oscal_make_with(mem, param, name,
                                    add_props(mem, oscal_list(param, name), member));
        else if (str_eq(name, S("links")) || str_eq(name, S("constraints")) ||
                 str_eq(name, S("guidelines")))
            param = oscal_make_with(mem, param, name,
                                    oscal_make_joined(mem, oscal_list(param, name), member));
        else
            param = oscal_make_with(mem, param, name, *member);
    }
    return param;
}

static const struct oscal *set_param(struct modifying *at, const struct oscal *param)
{
    struct str id = oscal_text(param, S("id"));
    int i = texts_find(at->settings.ids, at->settings.n, id);

    for (; i >= 0 && i < at->settings.n && str_eq(at->settings.ids[i], id); i++) {
        at->settings.used[i] = true;
        param = set(at->it->mem, param, at->settings.at[i]);
    }
    return param;
}

static void set_pieces(struct modifying *at, const struct pieces *list)
{
    for (int i = 0; i < list->n; i++) {
        struct piece *piece = list->at[i];
        const struct oscal *params = oscal_list(piece->is, S("params"));
        struct oscal *made = NEW_ARRAY(at->it->mem, (size_t)params->n, struct oscal);
        bool differs = false;

        for (int j = 0; j < params->n; j++) {
            const struct oscal *param = set_param(at, &params->at[j]);

            differs |= param != &params->at[j];
            made[j] = *param;
        }
        if (differs)
            piece->is = oscal_make_with(at->it->mem, piece->is, S("params"),
                                        oscal_make_list(made, params->n));
        set_pieces(at, &piece->under);
    }
}

/* What a removal asks of a thing: everything that it names must be so. */
static bool is_removed(const struct oscal *removal, struct str item, const struct oscal *thing)
{
    static const struct { struct str by, is; } rows[] = {
        {STR_INIT("by-id"), STR_INIT("id")},
        {STR_INIT("by-name"), STR_INIT("name")},
        {STR_INIT("by-class"), STR_INIT("class")},
    };
    struct str by_item = oscal_text(removal, S("by-item-name"));
    struct str by_ns = oscal_text(removal, S("by-ns"));
    bool asked = by_item.len > 0 || by_ns.len > 0;

    if ((by_item.len > 0 && !str_eq(by_item, item)) ||
        (by_ns.len > 0 && !oscal_ns(thing, by_ns)))
        return false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str by = oscal_text(removal, rows[i].by);

        if (by.len > 0 && !str_eq(by, oscal_text(thing, rows[i].is)))
            return false;
        asked |= by.len > 0;
    }
    return asked;
}

static bool is_any_removed(const struct oscal *removals, struct str item,
                           const struct oscal *thing)
{
    for (int i = 0; i < removals->n; i++)
        if (is_removed(&removals->at[i], item, thing))
            return true;
    return false;
}

static const struct str lists[] = {STR_INIT("params"), STR_INIT("props"), STR_INIT("links"),
                                   STR_INIT("parts")};
static const struct str items[] = {STR_INIT("param"), STR_INIT("prop"), STR_INIT("link"),
                                   STR_INIT("part")};
enum { N_LISTS = 4 };

/* Without what is removed, at any depth within. */
static const struct oscal *removed(struct arena *mem, const struct oscal *object,
                                   const struct oscal *removals)
{
    for (int l = 0; l < N_LISTS; l++) {
        const struct oscal *list = oscal_list(object, lists[l]);
        struct oscal *kept = NEW_ARRAY(mem, (size_t)list->n, struct oscal);
        bool differs = false;
        int n = 0;

        for (int i = 0; i < list->n; i++) {
            const struct oscal *within;

            differs |= is_any_removed(removals, items[l], &list->at[i]);
            if (is_any_removed(removals, items[l], &list->at[i]))
                continue;
            within = removed(mem, &list->at[i], removals);
            differs |= within != &list->at[i];
            kept[n++] = *within;
        }
        if (differs)
            object = oscal_make_with(mem, object, lists[l], oscal_make_list(kept, n));
    }
    return object;
}

/* In a control and in the controls under it; of those one may go whole. */
static void remove_from(struct modifying *at, struct piece *piece, const struct oscal *removals)
{
    int n = 0;

    piece->is = removed(at->it->mem, piece->is, removals);
    for (int i = 0; i < piece->under.n; i++) {
        struct piece *child = piece->under.at[i];

        if (is_any_removed(removals, S("control"), child->is))
            continue;
        remove_from(at, child, removals);
        piece->under.at[n++] = child;
    }
    piece->under.n = n;
}

/* What an addition brings of one list, before or after what is there. */
static const struct oscal *add_list(struct arena *mem, const struct oscal *object,
                                    const struct oscal *addition, struct str name, bool before)
{
    const struct oscal *has = oscal_list(object, name);
    const struct oscal *gets = oscal_list(addition, name);

    return gets->n == 0 ? object
                        : oscal_make_with(mem, object, name,
                                          before ? oscal_make_joined(mem, gets, has)
                                                 : oscal_make_joined(mem, has, gets));
}

static bool is_before(const struct oscal *addition)
{
    struct str position = oscal_text(addition, S("position"));

    return str_eq(position, S("starting")) || str_eq(position, S("before"));
}

static bool is_beside(const struct oscal *addition)
{
    struct str position = oscal_text(addition, S("position"));

    return str_eq(position, S("before")) || str_eq(position, S("after"));
}

/* Inside a thing, at its start or its end; a title takes the place of its title. */
static const struct oscal *add_inside(struct arena *mem, const struct oscal *thing,
                                      const struct oscal *addition)
{
    const struct oscal *title = oscal_member(addition, S("title"));

    if (title != NULL)
        thing = oscal_make_with(mem, thing, S("title"), *title);
    for (int l = 0; l < N_LISTS; l++)
        thing = add_list(mem, thing, addition, lists[l], is_before(addition));
    return thing;
}

/* Beside element i of list l: of its own kind directly beside it, others at the start or
 * the end of their list. */
static const struct oscal *add_beside(struct arena *mem, const struct oscal *object,
                                      const struct oscal *addition, int l, int i)
{
    const struct oscal *list = oscal_list(object, lists[l]);
    const struct oscal *gets = oscal_list(addition, lists[l]);
    int at = is_before(addition) ? i : i + 1;
    struct oscal head = oscal_make_list(list->at, at);
    struct oscal tail = oscal_make_list(list->at + at, list->n - at);
    struct oscal joined = oscal_make_joined(mem, &head, gets);

    for (int other = 0; other < N_LISTS; other++)
        if (other != l)
            object = add_list(mem, object, addition, lists[other], is_before(addition));
    return oscal_make_with(mem, object, lists[l], oscal_make_joined(mem, &joined, &tail));
}

/* Looks for what by-id names within an object, and adds there; NULL when it is not there. */
static const struct oscal *add_by_id(struct arena *mem, const struct oscal *object,
                                     const struct oscal *addition, struct str id)
{
    for (int l = 0; l < N_LISTS; l++) {
        const struct oscal *list = oscal_list(object, lists[l]);

        for (int i = 0; i < list->n; i++) {
            const struct oscal *thing = &list->at[i];
            const struct oscal *made = NULL;
            struct oscal *all;

            if (!str_eq(oscal_text(thing, S("id")), id))
                made = add_by_id(mem, thing, addition, id);
            else if (is_beside(addition))
                return add_beside(mem, object, addition, l, i);
            else
                made = add_inside(mem, thing, addition);
            if (made == NULL)
                continue;
            all = NEW_ARRAY(mem, (size_t)list->n, struct oscal);
            memcpy(all, list->at, sizeof *all * (size_t)list->n);
            all[i] = *made;
            return oscal_make_with(mem, object, lists[l], oscal_make_list(all, list->n));
        }
    }
    return NULL;
}

/* To the control itself when by-id is not given or names it; else to what it names within
 * the control or a control under it. */
static bool add_to(struct modifying *at, struct piece *piece, const struct oscal *addition,
                   struct str id)
{
    const struct oscal *made;

    if (id.len == 0 || str_eq(id, piece->id)) {
        piece->is = add_inside(at->it->mem, piece->is, addition);
        return true;
    }
    made = add_by_id(at->it->mem, piece->is, addition, id);
    if (made != NULL)
        piece->is = made;
    for (int i = 0; made == NULL && i < piece->under.n; i++)
        if (add_to(at, piece->under.at[i], addition, id))
            return true;
    return made != NULL;
}

static void alter(struct modifying *at, struct piece *piece, const struct oscal *alteration,
                  struct str document)
{
    const struct oscal *removals = oscal_list(alteration, S("removes"));
    const struct oscal *additions = oscal_list(alteration, S("adds"));

    if (removals->n > 0)
        remove_from(at, piece, removals);
    for (int i = 0; i < additions->n; i++) {
        struct str id = oscal_text(&additions->at[i], S("by-id"));

        if (!add_to(at, piece, &additions->at[i], id))
            resolving_remark(at->it, document, "selected", id);
    }
}

static void alter_pieces(struct modifying *at, const struct pieces *list, struct str document)
{
    for (int i = 0; i < list->n; i++) {
        struct piece *piece = list->at[i];
        int j = piece->group ? -1 : texts_find(at->alters.ids, at->alters.n, piece->id);

        for (; j >= 0 && j < at->alters.n && str_eq(at->alters.ids[j], piece->id); j++) {
            at->alters.used[j] = true;
            alter(at, piece, at->alters.at[j], document);
        }
        alter_pieces(at, &piece->under, document);
    }
}

static void remark_unused(struct resolving *it, const struct order *order, struct str document)
{
    for (int i = 0; i < order->n; i++)
        if (!order->used[i])
            resolving_remark(it, document, "selected", order->ids[i]);
}

void body_modify(struct resolving *it, struct body *body, const struct oscal *profile,
                 struct str document)
{
    const struct oscal *modify = oscal_member(profile, S("modify"));
    struct modifying at = {
        .it = it,
        .settings = order_of(it, oscal_list(modify, S("set-parameters")), S("param-id")),
        .alters = order_of(it, oscal_list(modify, S("alters")), S("control-id"))};

    if (at.settings.n > 0) {
        for (int i = 0; i < body->params.n; i++)
            body->params.at[i].param = set_param(&at, body->params.at[i].param);
        set_pieces(&at, &body->top);
    }
    if (at.alters.n > 0)
        alter_pieces(&at, &body->top, document);
    remark_unused(it, &at.settings, document);
    remark_unused(it, &at.alters, document);
}
