/* What nothing refers to goes. */
#include <stdlib.h>

#include "catalogue/oscal_make.h"
#include "catalogue/resolving.h"

/* A loose parameter or a resource: it stays when something that stays refers to it. */
struct candidate {
    const struct oscal *is;
    struct str id;
    bool stays;
    bool own; /* of a group that the profile made */
};

struct candidates {
    struct candidate **sorted;
    struct str *ids; /* of sorted */
    int n;
};

struct pruning {
    struct resolving *it;
    struct candidates params;
    struct candidates resources;
    struct candidate **todo; /* stay, and are still to be looked through */
    int n_todo;
};

static int by_id(const void *a, const void *b)
{
    return str_cmp((*(struct candidate *const *)a)->id, (*(struct candidate *const *)b)->id);
}

static void sort(struct resolving *it, struct candidates *list)
{
    if (list->n > 1)
        qsort(list->sorted, (size_t)list->n, sizeof *list->sorted, by_id);
    list->ids = NEW_ARRAY(it->mem, (size_t)list->n, struct str);
    for (int i = 0; i < list->n; i++)
        list->ids[i] = list->sorted[i]->id;
}

static void stay(struct pruning *at, struct candidate *candidate)
{
    if (!candidate->stays)
        at->todo[at->n_todo++] = candidate;
    candidate->stays = true;
}

static void refer(struct pruning *at, const struct candidates *list, struct str id)
{
    int i = texts_find(list->ids, list->n, id);

    for (; i >= 0 && i < list->n && str_eq(list->ids[i], id); i++)
        stay(at, list->sorted[i]);
}

enum { UUID_LEN = 36 };

/* A parameter by its insertion, a resource by # and its uuid, wherever in a text. */
static void refer_text(struct pruning *at, struct str text)
{
    struct str id;

    for (size_t from = 0; oscal_insert(text, &from, &id);)
        refer(at, &at->params, id);
    for (ptrdiff_t i = 0; (i = str_find(text, S("#"), (size_t)i)) >= 0; i++)
        refer(at, &at->resources, str_sub(text, (size_t)i + 1, (size_t)i + 1 + UUID_LEN));
}

/* Every text of a value. */
static void refer_value(struct pruning *at, const struct oscal *value)
{
    if (value->kind == OSCAL_TEXT) {
        refer_text(at, value->text);
        if (str_eq(value->name, S("depends-on")))
            refer(at, &at->params, value->text);
    }
    for (int i = 0; i < value->n; i++)
        refer_value(at, &value->at[i]);
}

/* The parameters of a group are loose; they are not looked through with it. */
static void refer_pieces(struct pruning *at, const struct pieces *list)
{
    for (int i = 0; i < list->n; i++) {
        const struct piece *piece = list->at[i];

        for (int j = 0; j < piece->is->n; j++) {
            const struct oscal *member = &piece->is->at[j];
            bool apart = str_eq(member->name, S("controls")) ||
                         str_eq(member->name, S("groups")) ||
                         (piece->group && str_eq(member->name, S("params")));

            if (!apart)
                refer_value(at, member);
        }
        refer_pieces(at, &piece->under);
    }
}

static int count_params(const struct pieces *list, bool of_groups)
{
    int n = 0;

    for (int i = 0; i < list->n; i++) {
        if (list->at[i]->group == of_groups)
            n += oscal_list(list->at[i]->is, S("params"))->n;
        n += count_params(&list->at[i]->under, of_groups);
    }
    return n;
}

static void list_anchored(const struct pieces *list, struct str *ids, int *n)
{
    for (int i = 0; i < list->n; i++) {
        const struct oscal *params = oscal_list(list->at[i]->is, S("params"));

        for (int j = 0; !list->at[i]->group && j < params->n; j++)
            ids[(*n)++] = oscal_text(&params->at[j], S("id"));
        list_anchored(&list->at[i]->under, ids, n);
    }
}

/* A parameter is loose or in a control, not both. */
static void drop_anchored(struct resolving *it, struct body *body)
{
    int n = count_params(&body->top, false);
    struct str *ids = NEW_ARRAY(it->mem, (size_t)n, struct str);
    int kept = 0;
    int i = 0;

    list_anchored(&body->top, ids, &i);
    texts_sort(ids, n);
    for (i = 0; i < body->params.n; i++)
        if (texts_find(ids, n, oscal_text(body->params.at[i].param, S("id"))) < 0)
            body->params.at[kept++] = body->params.at[i];
    body->params.n = kept;
}

static struct candidate *candidate_new(struct resolving *it, struct candidates *list,
                                       const struct oscal *is, struct str name)
{
    struct candidate *candidate = NEW(it->mem, struct candidate);

    *candidate = (struct candidate){.is = is, .id = oscal_text(is, name)};
    list->sorted[list->n++] = candidate;
    return candidate;
}

static void group_candidates(struct pruning *at, const struct pieces *list,
                             struct candidate **in_order, int *n)
{
    for (int i = 0; i < list->n; i++) {
        const struct oscal *params = oscal_list(list->at[i]->is, S("params"));

        for (int j = 0; list->at[i]->group && j < params->n; j++) {
            in_order[*n] = candidate_new(at->it, &at->params, &params->at[j], S("id"));
            in_order[(*n)++]->own = list->at[i]->own;
        }
        group_candidates(at, &list->at[i]->under, in_order, n);
    }
}

static void prune_groups(struct resolving *it, const struct pieces *list,
                         struct candidate **in_order, int *n)
{
    for (int i = 0; i < list->n; i++) {
        struct piece *piece = list->at[i];
        const struct oscal *params = oscal_list(piece->is, S("params"));
        struct oscal *kept = NEW_ARRAY(it->mem, (size_t)params->n, struct oscal);
        int n_kept = 0;

        for (int j = 0; piece->group && j < params->n; j++, ++*n)
            if (in_order[*n]->stays)
                kept[n_kept++] = params->at[j];
        if (piece->group && n_kept < params->n)
            piece->is = oscal_make_with(it->mem, piece->is, S("params"),
                                        oscal_make_list(kept, n_kept));
        prune_groups(it, &piece->under, in_order, n);
    }
}

/* What a profile gives its own groups stays; and what it sets, unless that came from a
 * control that is not there. */
static void refer_settings(struct pruning *at, const struct body *body,
                           struct candidate *const *loose, const struct oscal *profile)
{
    const struct oscal *settings =
        oscal_list(oscal_member(profile, S("modify")), S("set-parameters"));
    struct str *ids = NEW_ARRAY(at->it->mem, (size_t)settings->n, struct str);

    for (int i = 0; i < settings->n; i++)
        ids[i] = oscal_text(&settings->at[i], S("param-id"));
    texts_sort(ids, settings->n);
    for (int i = 0; i < at->params.n; i++) {
        bool lost = i < body->params.n && body->params.at[i].lost;

        if (loose[i]->own || is_kept(loose[i]->is) ||
            (!lost && texts_find(ids, settings->n, loose[i]->id) >= 0))
            stay(at, loose[i]);
    }
}

/* Of resources with one uuid the last stays; one to keep gives way only to another. */
static void drop_same_resources(struct resolving *it, struct things *list)
{
    struct candidates all = {.sorted = NEW_ARRAY(it->mem, (size_t)list->n, struct candidate *)};
    struct candidate **in_order = NEW_ARRAY(it->mem, (size_t)list->n, struct candidate *);
    struct candidate **one; /* of each uuid so far, by its first place in the order */
    int n = 0;

    for (int i = 0; i < list->n; i++)
        in_order[i] = candidate_new(it, &all, list->at[i].param, S("uuid"));
    sort(it, &all);
    one = NEW_ARRAY(it->mem, (size_t)list->n, struct candidate *);
    for (int i = 0; i < list->n; i++) {
        int at = texts_find(all.ids, all.n, in_order[i]->id);
        struct candidate *before = one[at];

        if (before != NULL && is_kept(before->is) && !is_kept(in_order[i]->is))
            continue;
        if (before != NULL)
            before->stays = false;
        in_order[i]->stays = true;
        one[at] = in_order[i];
    }
    for (int i = 0; i < list->n; i++)
        if (in_order[i]->stays)
            list->at[n++] = list->at[i];
    list->n = n;
}

static void look_through(struct pruning *at)
{
    while (at->n_todo > 0)
        refer_value(at, at->todo[--at->n_todo]->is);
}

static void prune_things(struct things *things, struct candidate *const *in_order)
{
    int n = 0;

    for (int i = 0; i < things->n; i++)
        if (in_order[i]->stays)
            things->at[n++] = things->at[i];
    things->n = n;
}

void body_prune(struct resolving *it, struct body *body, const struct oscal *profile)
{
    struct pruning at = {.it = it};
    struct candidate **loose;
    struct candidate **resources;
    int n_params;
    int n = 0;

    drop_anchored(it, body);
    drop_same_resources(it, &body->resources);
    n_params = body->params.n + count_params(&body->top, true);
    loose = NEW_ARRAY(it->mem, (size_t)n_params, struct candidate *);
    resources = NEW_ARRAY(it->mem, (size_t)body->resources.n, struct candidate *);
    at.params.sorted = NEW_ARRAY(it->mem, (size_t)n_params, struct candidate *);
    at.resources.sorted = NEW_ARRAY(it->mem, (size_t)body->resources.n, struct candidate *);
    at.todo = NEW_ARRAY(it->mem, (size_t)n_params + (size_t)body->resources.n,
                        struct candidate *);
    for (; n < body->params.n; n++)
        loose[n] = candidate_new(it, &at.params, body->params.at[n].param, S("id"));
    group_candidates(&at, &body->top, loose, &n);
    for (int i = 0; i < body->resources.n; i++)
        resources[i] = candidate_new(it, &at.resources, body->resources.at[i].param, S("uuid"));
    sort(it, &at.params);
    sort(it, &at.resources);

    refer_settings(&at, body, loose, profile);
    for (int i = 0; i < body->resources.n; i++)
        if (is_kept(resources[i]->is))
            stay(&at, resources[i]);
    refer_pieces(&at, &body->top);
    if (oscal_member(profile, S("metadata")) != NULL)
        refer_value(&at, oscal_member(profile, S("metadata")));
    look_through(&at);
    n = body->params.n;
    prune_groups(it, &body->top, loose, &n);
    prune_things(&body->params, loose);
    prune_things(&body->resources, resources);
}
