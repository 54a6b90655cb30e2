/* web/derived_one.c - one item of another norm: what it rests on, and its own verdict. */
#include "ledger/ledger.h"
#include "records/record.h"
#include "store/query.h"
#include "store/sql.h"
#include "web/derived.h"
#include "web/measure.h"
#include "web/pages.h"

/* The pieces that are used at an item of the organisation's own norm. */
static enum outcome load_pieces(struct job *job, const struct view *view, struct derived_root *root)
{
    enum { PIECES_MOST = 50 };
    struct query *q = query_of(job->db, &sql_picture_pieces);

    root->rows = NEW_ARRAY(job->mem, PIECES_MOST, struct derived_piece);
    query_int(q, 1, job->org);
    query_int(q, 2, view->picture->object);
    query_text(q, 3, root->item->id);
    query_int(q, 4, ledger_known(job));
    while (query_next(q)) {
        struct derived_piece *piece = &root->rows[root->rows_n];

        if (root->rows_n == PIECES_MOST ||
            !leave_shows(view->picture->leave, &evidence_noun, query_get_int(q, 0)))
            continue;
        piece->id = query_get_int(q, 0);
        piece->title = record_text(job, q, 1, &evidence_noun, piece->id, S("title"));
        root->rows_n++;
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static enum outcome fill_roots(struct job *job, const struct view *it, struct derived_one *view)
{
    view->rows = NEW_ARRAY(job->mem, (size_t)view->of->n, struct derived_root);
    for (int i = view->of->first; i < view->of->first + view->of->n; i++) {
        const struct bridge_row *row = &it->bridge.rows[i];
        struct derived_root *root = &view->rows[view->rows_n++];
        enum outcome o;

        root->item = &it->picture->norm->items[row->source];
        root->state = &it->picture->states[row->source];
        root->relation = paper_relation_says(job, row->is, row->complete);
        root->via = between_via(job, &it->bridge, i);
        if (row->standing != STANDING_FIRM)
            root->standing = word_of(job->lang, S("standing."),
                                     choice_word(&standing_choices, (int)row->standing));
        if ((o = load_pieces(job, it, root)) != DONE)
            return o;
    }
    return DONE;
}

/* What was said of the item itself, with the parts of a measure's page. */
static enum outcome fill_own(struct job *job, const struct view *it, struct derived_one *view)
{
    struct measure_page *own = NEW(job->mem, struct measure_page);
    struct measure *of;
    enum outcome o = act_measure_beside(job, it, (int)(view->item - it->norm->items), &of);

    if (o == NOT_THERE)
        return DONE;
    if (o != DONE || (o = measure_fill(job, view->page, of, own)) != DONE)
        return o;
    view->own = own;
    view->said = of->assessment.row.id != 0;
    return DONE;
}

enum outcome derived_item(struct job *job, struct page *page, struct str label)
{
    struct derived_one view = {.page = page};
    struct view it;
    struct str norm;
    struct str profile;
    enum outcome o;
    int item;

    look_words(page, &norm, &profile);
    if ((o = view_load(job, norm, profile, &it)) != DONE)
        return o;
    if (it.own)
        return NOT_THERE;
    item = norm_find(it.norm, label);
    if (item == ITEM_NONE)
        return NOT_THERE;
    view.it = &it;
    view.item = &it.norm->items[item];
    view.of = &it.derived[item];
    view.asked = view.of->kind != DERIVED_NONE;
    view.rule = paper_rule_says(job, view.of);
    view.facts = facts_of(page, view.item, &view.facts_n);
    if ((o = fill_roots(job, &it, &view)) != DONE || (o = fill_own(job, &it, &view)) != DONE)
        return o;
    page_top_named(page, arena_text(job->mem, "%" STR_FMT " %" STR_FMT, STR_ARG(view.item->label),
                                    STR_ARG(view.item->title[job->lang])), NAV_MEASURES);
    page_derived_item(&page->out, &view);
    page_bottom(page);
    return DONE;
}
