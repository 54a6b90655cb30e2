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

    /* The first of an id is the newest. */
    if (row.ours && norms_get(page->job, norm->id) != norm)
        row.newer = norms_get(page->job, norm->id);
    for (int i = 0; i < norm->n_items; i++) {
        const struct item *item = &norm->items[i];

        row.controls += !item->withdrawn && item->kind == ITEM_CONTROL;
        row.measures += !item->withdrawn && item->kind == ITEM_MEASURE;
    }
    return row;
}

/* Which mappings lie between a norm and that of the organisation. */
static void find_way(struct job *job, const struct norm *ours, struct norms_row *row)
{
    const struct mapping *const *mappings;
    struct bridge bridge;
    int n;

    row->length = -1;
    if (ours == NULL)
        return;
    mappings = norms_mappings(job, &n);
    bridge = bridge_of(job->mem, mappings, n, ours, row->norm);
    row->length = bridge.length;
    row->way = between_way(job, &bridge);
}

enum outcome norm_list_get(struct job *job, struct page *page)
{
    struct norms_view view = {.page = page};

    if (!page_may(page, MAY_READ))
        return FORBIDDEN;
    while (norms_at(job, (int)view.rows_n) != NULL)
        view.rows_n++;
    view.rows = NEW_ARRAY(job->mem, view.rows_n, struct norms_row);
    view.ours = norms_get(job, page->org.norm);
    view.may_derive = leave_all(job, MAY_READ);
    for (size_t i = 0; i < view.rows_n; i++) {
        view.rows[i] = row_of(page, norms_at(job, (int)i));
        find_way(job, view.ours, &view.rows[i]);
    }
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
        if (!item->withdrawn)
            ret->rows[ret->rows_n - 1].rows =
                facts_short(page, item, &ret->rows[ret->rows_n - 1].rows_n);
    }
}

static bool has_licensed(const struct norm *norm)
{
    for (int i = 0; i < norm->n_items; i++)
        if (norm->items[i].licensed_text.len > 0 || norm->items[i].licensed_title.len > 0)
            return true;
    return false;
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
    find_way(job, norms_get(job, page->org.norm), &view.of);
    view.may_derive = leave_all(job, MAY_READ);
    view.licensed = page_may(page, MAY_NORMS) && has_licensed(norm);
    view.groups_n = (size_t)norm->n_groups;
    view.groups = NEW_ARRAY(job->mem, view.groups_n, struct norm_group_view);
    for (int i = 0; i < norm->n_groups; i++)
        fill_group(page, norm, i, &view.groups[i]);
    page_top_named(page, view.of.title, NAV_NORMS);
    page_norm(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome norm_item_get(struct job *job, struct page *page)
{
    const struct norm *norm = norms_get(job, page_param(page, S("id")));
    struct norm_item_view view = {.page = page};
    int item;
    int end;

    if (!page_may(page, MAY_READ))
        return FORBIDDEN;
    item = norm == NULL ? ITEM_NONE : norm_label(norm, page_param(page, S("nr")));
    if (item == ITEM_NONE)
        return NOT_THERE;
    end = norm_follow(norm, item);
    view.of = row_of(page, norm);
    view.item = &norm->items[item];
    view.group = norm->groups[view.item->group].title[job->lang];
    view.facts = facts_of(page, view.item, &view.facts_n);
    view.moved_to = end != item ? norm->items[end].label : S("");
    view.asked = bridge_asks(view.item);
    view.may_derive = view.asked && (view.of.ours || leave_all(job, MAY_READ));
    page_top_named(page, arena_text(job->mem, "%" STR_FMT " %" STR_FMT, STR_ARG(view.item->label),
                                    STR_ARG(view.item->title[job->lang])), NAV_NORMS);
    page_norm_item(&page->out, &view);
    page_bottom(page);
    return DONE;
}
