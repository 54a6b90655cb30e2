#include "web/mapping.h"

#include "web/download.h"
#include "web/pages.h"

/* words: standing. */
static void fill_rows(struct job *job, const struct between *it, struct mapping_view *view)
{
    view->rows_n = (size_t)it->n_rows;
    view->rows = NEW_ARRAY(job->mem, view->rows_n, struct mapping_line);
    for (int i = 0; i < it->n_rows; i++) {
        const struct between_row *row = &it->rows[i];

        view->rows[i] = (struct mapping_line){
            .source = &it->from->items[row->source], .target = &it->to->items[row->target],
            .relation = paper_relation_says(job, row->is, row->complete), .basis = row->basis,
            .standing = word_of(job->lang, S("standing."),
                                choice_word(&standing_choices, (int)row->standing)),
            .sure = row->standing == STANDING_FIRM, .via = row->via, .note = row->note,
            .first = i == 0 || it->rows[i - 1].source != row->source,
        };
    }
}

static struct mapping_side *side_of(struct job *job, const struct norm *norm,
                                    const struct between_gap *gaps, int n)
{
    struct mapping_side *all = NEW_ARRAY(job->mem, (size_t)n, struct mapping_side);

    for (int i = 0; i < n; i++)
        all[i] = (struct mapping_side){
            .item = &norm->items[gaps[i].item], .note = gaps[i].note,
            .kind = gaps[i].kind == BETWEEN_SILENT
                        ? S("") : word_of(job->lang, S("between_gap."),
                                          choice_word(&between_gap_choices, (int)gaps[i].kind))};
    return all;
}

enum outcome mapping_get(struct job *job, struct page *page)
{
    struct mapping_view view = {.page = page};
    struct str from = form_str(&page->query, S("van"));
    struct str to = form_str(&page->query, S("naar"));
    const struct norm *ours = norms_get(job, page->org.norm);
    struct between it = {.from = NULL};
    enum outcome o;

    if (!page_may(page, MAY_READ))
        return FORBIDDEN;
    if (from.len > 0 || to.len > 0) {
        if ((o = between_of(job, from, to, &it)) != DONE)
            return o;
        view.it = &it;
        view.from = it.from->title[job->lang];
        view.to = it.to->title[job->lang];
        view.query = arena_text(job->mem, "?van=%" STR_FMT "&naar=%" STR_FMT,
                                STR_ARG(page_url(page, it.from->key)),
                                STR_ARG(page_url(page, it.to->key)));
        fill_rows(job, &it, &view);
        view.left_n = (size_t)it.n_left;
        view.left = side_of(job, it.from, it.left, it.n_left);
        view.right_n = (size_t)it.n_right;
        view.right = side_of(job, it.to, it.right, it.n_right);
    }
    view.froms = look_all_norms(page, view.it == NULL ? ours : it.from, &view.froms_n);
    view.tos = look_all_norms(page, view.it == NULL ? NULL : it.to, &view.tos_n);
    page_top(page, WORD_between_title, NAV_NORMS);
    page_mapping(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome mapping_file_get(struct job *job, struct page *page)
{
    struct between it;
    struct str rest;
    enum outcome o;

    if (!page_may(page, MAY_READ))
        return FORBIDDEN;
    if ((o = between_of(job, form_str(&page->query, S("van")), form_str(&page->query, S("naar")),
                        &it)) != DONE)
        return o;
    return download_paper(page, paper_between(job, page->org.name, &it),
                          arena_text(job->mem, "%" STR_FMT "--%" STR_FMT, STR_ARG(it.from->id),
                                     STR_ARG(it.to->id)),
                          download_kind(page->request->path, &rest));
}
