/* The norms that this program holds, and what they ask. */
#include "acts/norms.h"

#include "api/handlers.h"
#include "api/views.h"

struct group_view {
    struct str id, code, label, title;
};

static const struct shape_member group_members[] = {
    SHAPE_ONE(TEXT, struct str, "id", group_view, id, .needed = true),
    SHAPE_ONE(TEXT, struct str, "code", group_view, code, .needed = true),
    SHAPE_ONE(TEXT, struct str, "label", group_view, label),
    SHAPE_ONE(TEXT, struct str, "title", group_view, title),
};
static const struct shape group_shape = SHAPE_OF("norm_theme", group_view, group_members);

struct norm_view {
    struct str key, id, version, title, hash;
    int n_items, n_assessed;
    struct shape_list themes, items;
};

#define NORM_BRIEF                                                                               \
    SHAPE_ONE(TEXT, struct str, "key", norm_view, key, .needed = true),                          \
    SHAPE_ONE(TEXT, struct str, "id", norm_view, id, .needed = true),                            \
    SHAPE_ONE(TEXT, struct str, "version", norm_view, version, .needed = true),                  \
    SHAPE_ONE(TEXT, struct str, "title", norm_view, title, .needed = true),                      \
    SHAPE_ONE(TEXT, struct str, "hash", norm_view, hash, .needed = true),                        \
    SHAPE_ONE(INT, int, "items_total", norm_view, n_items),                                      \
    SHAPE_ONE(INT, int, "items_assessed", norm_view, n_assessed)

static const struct shape_member norm_brief_members[] = {NORM_BRIEF};
static const struct shape norm_brief_shape = SHAPE_OF("norm_brief", norm_view, norm_brief_members);

static const struct shape_member norm_members[] = {
    NORM_BRIEF,
    SHAPE_ONE(LIST, struct shape_list, "themes", norm_view, themes, .shape = &group_shape),
    SHAPE_ONE(LIST, struct shape_list, "items", norm_view, items, .shape = &item_brief_shape),
};
const struct shape norm_shape = SHAPE_OF("norm", norm_view, norm_members);

struct norms_view {
    struct shape_list items;
};

static const struct shape_member norms_members[] = {
    SHAPE_ONE(LIST, struct shape_list, "items", norms_view, items, .shape = &norm_brief_shape),
};
const struct shape norms_shape = SHAPE_OF("norms", norms_view, norms_members);

static struct norm_view brief_of(const struct norm *norm, enum lang lang)
{
    return (struct norm_view){norm->key, norm->id, norm->version, norm->title[lang], norm->hash,
                              norm->n_items, norm->n_assessed, {NULL, 0}, {NULL, 0}};
}

enum outcome api_norms_get_all(struct job *job, struct call *call)
{
    struct norms_view view;
    struct norm_view *norms;
    size_t n = 0;

    while (norms_at(job, (int)n) != NULL)
        n++;
    norms = NEW_ARRAY(job->mem, n, struct norm_view);
    for (size_t i = 0; i < n; i++)
        norms[i] = brief_of(norms_at(job, (int)i), job->lang);
    view.items = (struct shape_list){norms, n};
    call_object(call, &norms_shape, &view);
    return DONE;
}

enum outcome api_norm_get(struct job *job, struct call *call)
{
    const struct norm *norm = norms_get(job, call_text(call, "norm"));
    struct norm_view view;
    struct group_view *groups;
    struct item_view *items;

    if (norm == NULL)
        return NOT_THERE;
    view = brief_of(norm, job->lang);
    groups = NEW_ARRAY(job->mem, (size_t)norm->n_groups, struct group_view);
    for (int i = 0; i < norm->n_groups; i++)
        groups[i] = (struct group_view){norm->groups[i].id, norm->groups[i].code,
                                        norm->groups[i].label, norm->groups[i].title[job->lang]};
    items = NEW_ARRAY(job->mem, (size_t)norm->n_items, struct item_view);
    for (int i = 0; i < norm->n_items; i++)
        items[i] = item_view_of(norm, i, job->lang);
    view.themes = (struct shape_list){groups, (size_t)norm->n_groups};
    view.items = (struct shape_list){items, (size_t)norm->n_items};
    call_object(call, &norm_shape, &view);
    return DONE;
}

enum outcome api_norm_item_get(struct job *job, struct call *call)
{
    const struct norm *norm = norms_get(job, call_text(call, "norm"));
    struct str label = call_text(call, "label");
    struct item_view view;
    int item;

    if (norm == NULL)
        return NOT_THERE;
    item = norm_find(norm, label);
    if (item == ITEM_NONE)
        return NOT_THERE;
    view = item_view_of(norm, item, job->lang);
    call_object(call, &item_shape, &view);
    return DONE;
}
