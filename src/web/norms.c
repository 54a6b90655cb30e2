#include "web/norms.h"

#include "acts/norms.h"
#include "web/pages.h"

static struct norms_row row_of(const struct page *page, const struct norm *norm)
{
    struct norms_row row = {
        .norm = norm,
        .title = norm->title[page->out.lang],
        .ours = norm == norms_get(page->job, page->org.norm),
    };

    for (int i = 0; i < norm->n_items; i++) {
        const struct item *item = &norm->items[i];

        row.controls += !item->withdrawn && item->kind == ITEM_CONTROL;
        row.measures += !item->withdrawn && item->kind == ITEM_MEASURE;
    }
    return row;
}

enum outcome norm_list_get(struct job *job, struct page *page)
{
    struct norms_view view = {.page = page};

    if (!page_may(page, MAY_READ))
        return FORBIDDEN;
    while (norms_at(job, (int)view.rows_n) != NULL)
        view.rows_n++;
    view.rows = NEW_ARRAY(job->mem, view.rows_n, struct norms_row);
    for (size_t i = 0; i < view.rows_n; i++)
        view.rows[i] = row_of(page, norms_at(job, (int)i));
    page_top(page, WORD_nav_norms, NAV_NORMS);
    page_norms(&page->out, &view);
    page_bottom(page);
    return DONE;
}

static void fill_group(const struct page *page, const struct norm *norm, int group,
                       struct norm_group_view *ret)
{
    ret->title = norm->groups[group].title[page->out.lang];
    ret->label = norm->groups[group].label;
    ret->rows = NEW_ARRAY(page->job->mem, (size_t)norm->n_items, struct norm_item);
    for (int i = 0; i < norm->n_items; i++) {
        const struct item *item = &norm->items[i];
        int end = norm_follow(norm, i);

        if (item->group != group || (item->kind == ITEM_MARKER && end == i))
            continue;
        ret->n += !item->withdrawn;
        ret->rows[ret->rows_n++] = (struct norm_item){
            .item = item,
            .title = item->title[page->out.lang],
            .is_measure = item->kind == ITEM_MEASURE,
            .gone = item->withdrawn,
            .moved_to = end != i ? norm->items[end].label : S(""),
        };
    }
}

enum outcome norm_get(struct job *job, struct page *page)
{
    const struct norm *norm = norms_get(job, page_param(page, S("id")));
    struct norm_view view = {.page = page};

    if (!page_may(page, MAY_READ))
        return FORBIDDEN;
    if (norm == NULL)
        return NOT_THERE;
    view.of = row_of(page, norm);
    view.groups_n = (size_t)norm->n_groups;
    view.groups = NEW_ARRAY(job->mem, view.groups_n, struct norm_group_view);
    for (int i = 0; i < norm->n_groups; i++)
        fill_group(page, norm, i, &view.groups[i]);
    page_top_named(page, view.of.title, NAV_NORMS);
    page_norm(&page->out, &view);
    page_bottom(page);
    return DONE;
}
