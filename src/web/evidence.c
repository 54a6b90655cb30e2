#include "web/evidence.h"

#include "web/pages.h"

enum { PIECES_PER_PAGE = 50, SOON_DAYS = 60 };

static const struct str views[EVIDENCE_VIEW_COUNT] = {
    STR_INIT("alle"), STR_INIT("beoordelen"), STR_INIT("verlopen"), STR_INIT("verloopt"),
    STR_INIT("los"), STR_INIT("magweg"),
};

struct evidence_row evidence_row_of(const struct job *job, const struct evidence_line *line)
{
    struct evidence_row row = {
        .of = line,
        .kind = choice_word(&evidence_kind_choices, (int)line->evidence.kind),
        .replaced = line->evidence.replaced_by.id != 0,
    };
    bool dated = day_is(line->expires) && !row.replaced;

    row.expired = dated && line->expires.n < job->on.n;
    row.expiring = dated && !row.expired && line->expires.n <= job->on.n + SOON_DAYS;
    for (int i = 0; i < line->n_places && row.labels_n < EVIDENCE_LABELS_SHOWN; i++)
        row.labels[row.labels_n++] = line->places[i].item->label;
    row.more = line->n_places - (int)row.labels_n;
    return row;
}

static bool in_view(enum evidence_view view, const struct evidence_row *row)
{
    const struct evidence *it = &row->of->evidence;

    switch (view) {
    case EVIDENCE_TO_JUDGE:
        return it->fitness == FITNESS_NONE && !row->replaced && row->of->n_places > 0;
    case EVIDENCE_EXPIRED:
        return row->expired;
    case EVIDENCE_EXPIRING:
        return row->expiring;
    case EVIDENCE_LOOSE:
        return row->of->n_places == 0;
    case EVIDENCE_OLD:
        return row->old != NULL;
    case EVIDENCE_ALL:
    case EVIDENCE_VIEW_COUNT:
        break;
    }
    return true;
}

static bool holds(struct arena *mem, struct str text, struct str folded)
{
    char *room = arena_alloc(mem, text.len + 1);

    return str_find((struct str){room, str_fold(text, room)}, folded, 0) >= 0;
}

static bool has_text(struct job *job, const struct evidence_row *row, struct str folded)
{
    const struct evidence *it = &row->of->evidence;
    int64_t id;

    if (folded.len == 0 || holds(job->mem, it->title, folded) ||
        holds(job->mem, it->origin, folded) || (str_int(folded, &id) && id == it->row.id))
        return true;
    for (int i = 0; i < row->of->n_places; i++)
        if (str_starts(row->of->places[i].item->label, folded))
            return true;
    return false;
}

static enum outcome read_filter(struct job *job, struct page *page, struct evidence_list *list,
                                enum evidence_view *ret_view)
{
    list->view = form_str(&page->query, S("beeld"));
    list->kind = form_str(&page->query, S("soort"));
    list->text = form_str(&page->query, S("q"));
    (void)form_choice(&page->query, S("soort"), &evidence_kind_choices);
    *ret_view = EVIDENCE_ALL;
    for (int i = 0; i < EVIDENCE_VIEW_COUNT; i++)
        if (str_eq(views[i], list->view))
            *ret_view = (enum evidence_view)i;
    if (list->view.len > 0 && !str_eq(views[*ret_view], list->view))
        fault_add(&job->faults, S("beeld"), S("fault.choice"), list->view);
    return job->faults.n > 0 ? REFUSED : DONE;
}

/* Keeps what the filter asks, and of that one page. */
static void fill_rows(struct job *job, struct evidence_list *list, enum evidence_view view,
                      const struct evidence_line *lines, size_t n,
                      const struct evidence_old *old, size_t old_n)
{
    char *room = arena_alloc(job->mem, list->text.len + 1);
    struct str folded = {room, str_fold(list->text, room)};
    int64_t page = form_int(&list->page->query, S("blad"));
    int64_t begin;

    page = page < 1 || page > INT32_MAX / PIECES_PER_PAGE ? 1 : page;
    begin = (page - 1) * PIECES_PER_PAGE;
    list->rows = NEW_ARRAY(job->mem, PIECES_PER_PAGE, struct evidence_row);
    for (size_t i = 0; i < n; i++) {
        struct evidence_row row = evidence_row_of(job, &lines[i]);

        row.old = evidence_old_of(old, old_n, lines[i].evidence.row.id);
        for (int v = 0; v < EVIDENCE_VIEW_COUNT; v++)
            list->tabs[v].n += in_view((enum evidence_view)v, &row);
        if (!in_view(view, &row) || !has_text(job, &row, folded) ||
            (list->kind.len > 0 && !str_eq(row.kind, list->kind)))
            continue;
        if (list->found >= begin && list->rows_n < PIECES_PER_PAGE)
            list->rows[list->rows_n++] = row;
        list->found++;
    }
    list->first = list->rows_n == 0 ? 0 : (int)begin + 1;
    list->last = (int)begin + (int)list->rows_n;
    list->newer = (int)page - 1;
    list->older = list->last < list->found ? (int)page + 1 : 0;
}

enum outcome evidence_list_get(struct job *job, struct page *page)
{
    struct evidence_list list = {.page = page, .tabs_n = EVIDENCE_VIEW_COUNT};
    struct evidence_line *lines;
    struct evidence_old *old;
    struct shut *shut;
    enum evidence_view view;
    size_t n, old_n;
    enum outcome o;

    if ((o = read_filter(job, page, &list, &view)) != DONE ||
        (o = act_evidence_list(job, &lines, &n)) != DONE ||
        (o = evidence_old(job, lines, n, &old, &old_n)) != DONE)
        return o;
    for (int v = 0; v < EVIDENCE_VIEW_COUNT; v++)
        list.tabs[v] = (struct evidence_tab){.word = views[v], .here = v == (int)view};
    list.all = (int)n;
    list.kinds = measures_choices(job, &evidence_kind_choices, 1, S("evidence_kind."), list.kind,
                                  &list.kinds_n);
    fill_rows(job, &list, view, lines, n, old, old_n);
    list.here_old = view == EVIDENCE_OLD;
    list.months = retention_term(&retention_all[retention_named(S("evidence"))], &page->org).months;
    list.may_erase = page_may(page, MAY_ERASE_ASK);
    list.may_set = page_may(page, MAY_SETTINGS);
    list.may_add = page_may(page, MAY_EVIDENCE) && !day_is(page->op) && !day_is(page->known);
    if ((leave_all(job, MAY_ASSESS) || leave_may(job, MAY_DECIDE)) &&
        (o = act_evidence_shut(job, &shut, &list.shut_n)) != DONE)
        return o;
    page_top(page, WORD_evidence_list_title, NAV_EVIDENCE);
    page_evidence(&page->out, &list);
    page_bottom(page);
    return DONE;
}
