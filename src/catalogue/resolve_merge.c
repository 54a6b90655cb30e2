/* The second step: selections become one body. */
#include <stdlib.h>

#include "catalogue/oscal_make.h"
#include "catalogue/resolving.h"

struct merging {
    struct resolving *it;
    struct str document;
    int number;    /* of the profile, for groups that it makes */
    int place;
    bool first;    /* use-first: of the same id only the first */
    struct body *to;
    struct body *all; /* every selection, one after the other  */
};

static int count_controls(const struct pieces *from)
{
    int n = 0;

    for (int i = 0; i < from->n; i++)
        n += !from->at[i]->group + count_controls(&from->at[i]->under);
    return n;
}

static int count_groups(const struct pieces *from)
{
    int n = 0;

    for (int i = 0; i < from->n; i++)
        n += from->at[i]->group + count_groups(&from->at[i]->under);
    return n;
}

static void list_controls(const struct pieces *from, struct piece **to, int *n)
{
    for (int i = 0; i < from->n; i++) {
        if (!from->at[i]->group)
            to[(*n)++] = from->at[i];
        list_controls(&from->at[i]->under, to, n);
    }
}

/* By id; what was met first comes first. */
static int by_id(const void *a, const void *b)
{
    const struct piece *one = *(const struct piece *const *)a;
    const struct piece *other = *(const struct piece *const *)b;
    int order = str_cmp(one->id, other->id);

    return order != 0 ? order : one->order - other->order;
}

/* By id and, of one id, by the document it stood in. */
static int by_source(const void *a, const void *b)
{
    const struct piece *one = *(const struct piece *const *)a;
    const struct piece *other = *(const struct piece *const *)b;
    int order = str_cmp(one->id, other->id);

    if (order == 0)
        order = one->document - other->document;
    return order != 0 ? order : one->order - other->order;
}

/* Which control is not the first of its id, and how many of the same source were before. */
static void number_controls(struct merging *at)
{
    int n = count_controls(&at->all->top);
    struct piece **list = NEW_ARRAY(at->it->mem, (size_t)n, struct piece *);
    int i = 0;

    list_controls(&at->all->top, list, &i);
    for (i = 0; i < n; i++)
        *list[i] = (struct piece){list[i]->is, list[i]->id, list[i]->document, list[i]->place,
                                  .order = i, .under = list[i]->under};
    if (n < 2)
        return;
    qsort(list, (size_t)n, sizeof *list, by_id);
    for (i = 1; i < n; i++) {
        list[i]->later = str_eq(list[i]->id, list[i - 1]->id);
        if (list[i]->later && !list[i - 1]->later && !at->first)
            resolving_remark(at->it, at->document, "control_twice", list[i]->id);
    }
    qsort(list, (size_t)n, sizeof *list, by_source);
    for (i = 1; i < n; i++)
        if (str_eq(list[i]->id, list[i - 1]->id) && list[i]->document == list[i - 1]->document)
            list[i]->round = list[i - 1]->round + 1;
}

/* Without the controls that are not the first of their id; what is under them moves up. */
static void drop_later(struct merging *at, struct pieces *list)
{
    struct pieces kept = {NULL, 0, 0};

    for (int i = 0; i < list->n; i++) {
        struct piece *piece = list->at[i];

        drop_later(at, &piece->under);
        if (piece->group || !piece->later) {
            pieces_add(at->it, &kept, piece);
            continue;
        }
        for (int j = 0; j < piece->under.n; j++)
            pieces_add(at->it, &kept, piece->under.at[j]);
    }
    *list = kept;
}

static bool is_same_param(const struct merging *at, const struct loose *one,
                          const struct loose *other)
{
    return str_eq(oscal_text(one->param, S("id")), oscal_text(other->param, S("id"))) &&
           (at->first || (one->document == other->document && one->place == other->place));
}

static int by_param(const void *a, const void *b)
{
    const struct loose *one = *(const struct loose *const *)a;
    const struct loose *other = *(const struct loose *const *)b;
    int order = str_cmp(oscal_text(one->param, S("id")), oscal_text(other->param, S("id")));

    if (order == 0)
        order = one->document - other->document;
    if (order == 0)
        order = one->place - other->place;
    return order != 0 ? order : (one > other) - (one < other);
}

/* What is loose in one document is there once, however often it was imported. */
static void drop_same_params(struct merging *at)
{
    struct things *params = &at->to->params;
    struct loose **list = NEW_ARRAY(at->it->mem, (size_t)params->n, struct loose *);
    int n = 0;

    for (int i = 0; i < params->n; i++)
        list[i] = &params->at[i];
    if (params->n > 1)
        qsort(list, (size_t)params->n, sizeof *list, by_param);
    for (int i = 1, last = 0; i < params->n; i++)
        if (is_same_param(at, list[last], list[i]))
            list[i]->document = -1;
        else
            last = i;
    for (int i = 0; i < params->n; i++)
        if (params->at[i].document >= 0)
            params->at[n++] = params->at[i];
    params->n = n;
}

static void lose_group_params(struct merging *at, const struct piece *group)
{
    const struct oscal *params = oscal_list(group->is, S("params"));

    for (int i = 0; i < params->n; i++)
        things_add(at->it, &at->to->params,
                   (struct loose){&params->at[i], group->document, group->place, false});
}

/* flat: groups are undone; a control keeps what is under it. */
static void make_flat(struct merging *at, const struct pieces *from)
{
    for (int i = 0; i < from->n; i++) {
        if (!from->at[i]->group) {
            pieces_add(at->it, &at->to->top, from->at[i]);
            continue;
        }
        lose_group_params(at, from->at[i]);
        make_flat(at, &from->at[i]->under);
    }
}

/* The group in the list that is the same one: of one place in one document, or, when the
 * first of an id is asked, of that id. */
static struct piece *same_group(const struct merging *at, const struct pieces *list,
                                const struct piece *group)
{
    for (int i = 0; i < list->n; i++) {
        struct piece *it = list->at[i];

        if (it->group && ((it->document == group->document && it->place == group->place) ||
                          (at->first && group->id.len > 0 && str_eq(it->id, group->id))))
            return it;
    }
    return NULL;
}

/* In the order of the documents and of each document; what came twice after all of it. */
static int by_place(const void *a, const void *b)
{
    const struct piece *one = *(const struct piece *const *)a;
    const struct piece *other = *(const struct piece *const *)b;

    if (one->document != other->document)
        return one->document - other->document;
    if (one->round != other->round)
        return one->round - other->round;
    return one->place - other->place;
}

/* A stable sort by document in the order of appearance; a run of one document is put in
 * its own order. */
static void order_places(struct merging *at, struct pieces *list)
{
    struct pieces ordered = {NULL, 0, 0};
    bool *taken = NEW_ARRAY(at->it->mem, RESOLVE_DOCUMENTS_MAX, bool);

    for (int i = 0; i < list->n; i++) {
        int document = list->at[i]->document;
        int from = ordered.n;

        if (taken[document])
            continue;
        taken[document] = true;
        for (int j = i; j < list->n; j++)
            if (list->at[j]->document == document)
                pieces_add(at->it, &ordered, list->at[j]);
        qsort(ordered.at + from, (size_t)(ordered.n - from), sizeof *ordered.at, by_place);
    }
    *list = ordered;
}

static bool holds_control(const struct piece *group)
{
    for (int i = 0; i < group->under.n; i++)
        if (!group->under.at[i]->group || holds_control(group->under.at[i]) ||
            is_kept(group->under.at[i]->is))
            return true;
    return false;
}

/* as-is: groups stay, unless they hold nothing; those of one source are put together. */
static void make_as_is(struct merging *at, const struct pieces *from, struct pieces *to)
{
    for (int i = 0; i < from->n; i++) {
        struct piece *piece = from->at[i];
        struct piece *same = piece->group ? same_group(at, to, piece) : NULL;

        if (piece->group && !holds_control(piece) && !is_kept(piece->is))
            continue;
        if (!piece->group) {
            pieces_add(at->it, to, piece);
            continue;
        }
        if (same == NULL) {
            same = piece_copy(at->it, piece);
            pieces_add(at->it, to, same);
        }
        make_as_is(at, &piece->under, &same->under);
    }
    order_places(at, to);
}

static const struct oscal *group_of_id(const struct pieces *list, struct str id)
{
    const struct oscal *found = NULL;

    for (int i = 0; found == NULL && i < list->n; i++) {
        if (!list->at[i]->group)
            continue;
        if (str_eq(list->at[i]->id, id))
            return list->at[i]->is;
        found = group_of_id(&list->at[i]->under, id);
    }
    return found;
}

/* A group of custom that has the id of an imported one holds what that one holds, before
 * its own. */
static const struct oscal *custom_group(struct merging *at, const struct oscal *group)
{
    static const struct str lists[] = {STR_INIT("params"), STR_INIT("props"), STR_INIT("links"),
                                       STR_INIT("parts")};
    struct str id = oscal_text(group, S("id"));
    const struct oscal *source = id.len > 0 ? group_of_id(&at->all->top, id) : NULL;
    const struct oscal *made = oscal_make_without(
        at->it->mem, oscal_make_without(at->it->mem, group, S("insert-controls")), S("groups"));

    for (int i = 0; source != NULL && i < 4; i++)
        made = oscal_make_with(at->it->mem, made, lists[i],
                               oscal_make_joined(at->it->mem, oscal_list(source, lists[i]),
                                                 oscal_list(group, lists[i])));
    return made;
}

static int ascending(const void *a, const void *b)
{
    const struct piece *one = *(const struct piece *const *)a;
    const struct piece *other = *(const struct piece *const *)b;
    int order = str_cmp(one->id, other->id);

    return order != 0 ? order : one->order - other->order;
}

static int descending(const void *a, const void *b)
{
    return ascending(b, a);
}

static enum outcome insert(struct merging *at, const struct oscal *insertion, struct pieces *to)
{
    struct str order = oscal_text(insertion, S("order"));
    struct body *found = NULL;
    enum outcome o = body_select(at->it, &(struct body){.top = at->all->top}, insertion,
                                 at->document, &found);
    int n = to->n;
    struct merging flat = *at;

    if (o != DONE)
        return o;
    flat.to = NEW(at->it->mem, struct body);
    make_flat(&flat, &found->top);
    for (int i = 0; i < flat.to->top.n; i++)
        pieces_add(at->it, to, flat.to->top.at[i]);
    if (to->n - n > 1 && (str_eq(order, S("ascending")) || str_eq(order, S("descending"))))
        qsort(to->at + n, (size_t)(to->n - n), sizeof *to->at,
              str_eq(order, S("ascending")) ? ascending : descending);
    return DONE;
}

static enum outcome make_custom(struct merging *at, const struct oscal *within, struct pieces *to)
{
    const struct oscal *insertions = oscal_list(within, S("insert-controls"));
    const struct oscal *groups = oscal_list(within, S("groups"));
    enum outcome o = DONE;

    for (int i = 0; o == DONE && i < insertions->n; i++)
        o = insert(at, &insertions->at[i], to);
    for (int i = 0; o == DONE && i < groups->n; i++) {
        struct piece *piece = NEW(at->it->mem, struct piece);

        *piece = (struct piece){.is = custom_group(at, &groups->at[i]),
                                .id = oscal_text(&groups->at[i], S("id")),
                                .document = at->number, .place = at->place++, .group = true,
                                .own = true};
        pieces_add(at->it, to, piece);
        o = make_custom(at, &groups->at[i], &piece->under);
    }
    return o;
}

/* What custom leaves out may still hold a parameter that something refers to. */
static void lose_rest(struct merging *at, const struct pieces *from, const struct str *ids, int n)
{
    for (int i = 0; i < from->n; i++) {
        const struct piece *piece = from->at[i];
        const struct oscal *params = oscal_list(piece->is, S("params"));
        bool gone = params->n > 0 &&
                    (piece->group ? group_of_id(&at->to->top, piece->id) == NULL
                                  : texts_find(ids, n, piece->id) < 0);

        for (int j = 0; gone && j < params->n; j++)
            things_add(at->it, &at->to->params,
                       (struct loose){&params->at[j], piece->document, piece->place, true});
        lose_rest(at, &piece->under, ids, n);
    }
}

static enum outcome merge_custom(struct merging *at, const struct oscal *custom)
{
    enum outcome o = make_custom(at, custom, &at->to->top);
    int n = count_controls(&at->to->top);
    struct piece **list = NEW_ARRAY(at->it->mem, (size_t)n, struct piece *);
    struct str *ids = NEW_ARRAY(at->it->mem, (size_t)n, struct str);
    int i = 0;

    if (o != DONE)
        return o;
    list_controls(&at->to->top, list, &i);
    for (i = 0; i < n; i++)
        ids[i] = list[i]->id;
    texts_sort(ids, n);
    lose_rest(at, &at->all->top, ids, n);
    return DONE;
}

static void add_things(struct resolving *it, struct things *to, const struct things *from)
{
    for (int i = 0; i < from->n; i++)
        things_add(it, to, from->at[i]);
}

/* Part 0, 1 or 2 of a version such as 1.2.1. */
static int64_t version_of(struct str version, int part)
{
    int64_t n = 0;

    for (size_t i = 0; i < version.len && part >= 0 && n < 1000; i++) {
        char c = version.at[i];

        if (c == '.')
            part--;
        else if (c < '0' || c > '9')
            break;
        else if (part == 0)
            n = n * 10 + (c - '0');
    }
    return n;
}

static bool is_newer(struct str one, struct str other)
{
    for (int part = 0; part < 3; part++)
        if (version_of(one, part) != version_of(other, part))
            return version_of(one, part) > version_of(other, part);
    return false;
}

static ANSWER enum outcome gather(struct merging *at, struct body *const *selections, int n)
{
    for (int i = 0; i < n; i++) {
        const struct body *from = selections[i];

        for (int j = 0; j < from->top.n; j++)
            pieces_add(at->it, &at->all->top, from->top.at[j]);
        add_things(at->it, &at->to->params, &from->params);
        add_things(at->it, &at->to->resources, &from->resources);
        add_things(at->it, &at->to->roles, &from->roles);
        add_things(at->it, &at->to->parties, &from->parties);
        if (version_of(from->version, 0) != version_of(at->to->version, 0))
            return resolving_refuse(at->it, at->document, "version_major", from->version);
        if (is_newer(from->version, at->to->version))
            at->to->version = from->version;
    }
    if (count_groups(&at->all->top) > RESOLVE_GROUPS_MAX)
        return resolving_refuse(at->it, at->document, "large", S("10000 groups"));
    number_controls(at);
    if (at->first)
        drop_later(at, &at->all->top);
    return DONE;
}

enum outcome body_merge(struct resolving *it, struct body *const *selections, int n,
                        const struct oscal *profile, struct str document, int number,
                        struct body **ret)
{
    const struct oscal *merge = oscal_member(profile, S("merge"));
    const struct oscal *custom = oscal_member(merge, S("custom"));
    const struct oscal *as_is = oscal_member(merge, S("as-is"));
    struct str method = oscal_text(oscal_member(merge, S("combine")), S("method"));
    struct merging at = {.it = it, .document = document, .number = number,
                         .first = str_eq(method, S("use-first")),
                         .to = NEW(it->mem, struct body), .all = NEW(it->mem, struct body)};
    enum outcome o = DONE;

    if (str_eq(method, S("merge")))
        return resolving_refuse(it, document, "combine_merge", S(""));
    at.to->version = oscal_text(oscal_member(profile, S("metadata")), S("oscal-version"));
    if ((o = gather(&at, selections, n)) != DONE)
        return o;
    if (custom != NULL)
        o = merge_custom(&at, custom);
    else if (as_is != NULL && as_is->kind == OSCAL_TRUE)
        make_as_is(&at, &at.all->top, &at.to->top);
    else
        make_flat(&at, &at.all->top);
    if (o != DONE)
        return o;
    drop_same_params(&at);
    *ret = at.to;
    return DONE;
}
