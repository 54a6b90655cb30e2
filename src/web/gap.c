#include "web/gap.h"

#include "acts/exchange.h"
#include "acts/papers.h"
#include "web/derived.h"
#include "web/download.h"
#include "web/pages.h"

/* ?by=, or the theme; another word is refused. */
static enum outcome read_by(struct job *job, const struct page *page, enum gap_by *ret)
{
    struct str by = form_str(&page->query, S("by"));

    *ret = GAP_BY_THEME;
    if (by.len == 0)
        return DONE;
    for (int i = 0; i < gap_by_choices.n; i++)
        if (str_eq(by, str_of(gap_by_choices.words[i]))) {
            *ret = (enum gap_by)i;
            return DONE;
        }
    return job_refuse(job, S("by"), S("fault.choice"));
}

struct gap_line gap_line_at(const struct page *page, const struct view *view, enum gap_by by,
                            struct slice_row at)
{
    static const char *const params[GAP_BY_COUNT] = {
        [GAP_BY_THEME] = "thema", [GAP_BY_CONTROL] = "onder", [GAP_BY_DUTY] = "rol",
        [GAP_BY_CSF] = "csf", [GAP_BY_GROUP] = "groep",
    };
    /* The list of another norm knows its themes as groups too. */
    const char *param = !view->own && by == GAP_BY_THEME ? params[GAP_BY_GROUP] : params[by];
    struct gap_line line = {.name = view_at_says(page->job, view, by, at)};

    if (at.item != ITEM_NONE)
        line.number = view->norm->items[at.item].label;
    else if (!view->own && at.group >= 0)
        line.number = by == GAP_BY_GROUP ? view->profile->groups[at.group].label
                                         : view->norm->groups[at.group].label;
    line.filter = arena_text(page->job->mem, "?%s=%" STR_FMT, param,
                             STR_ARG(page_url(page, at.key)));
    return line;
}

size_t gap_tabs(const struct view *view, enum gap_by by, struct gap_tab ret[static GAP_BY_COUNT])
{
    size_t n = 0;

    for (int i = 0; i < GAP_BY_COUNT; i++) {
        struct slice slice = view_slice(view, (enum gap_by)i);

        if (slice_says(&slice))
            ret[n++] = (struct gap_tab){str_of(gap_by_choices.words[i]), i == (int)by};
    }
    return n;
}

static enum outcome load(struct job *job, const struct page *page, struct gap_view **ret)
{
    struct str norm;
    struct str profile;
    enum gap_by by;
    enum outcome o = read_by(job, page, &by);

    if (o != DONE)
        return o;
    look_words(page, &norm, &profile);
    return act_gap(job, norm, profile, by, ret);
}

enum outcome gap_get(struct job *job, struct page *page)
{
    struct gap_page_view view = {.page = page};
    struct gap_view *it;
    enum outcome o = load(job, page, &it);

    if (o != DONE)
        return o;
    if (!it->view.own)
        return derived_gap(job, page, it);
    if ((o = act_exchange_todo(job, it->picture, &view.todo)) != DONE)
        return o;
    view.it = it;
    view.look = look_of(page, &it->view, "/gap");
    view.whole = &it->view.count;
    view.by = str_of(gap_by_choices.words[it->by]);
    view.more = page_look_more(page);
    view.tabs_n = gap_tabs(&it->view, it->by, view.tabs);
    view.rows_n = (size_t)it->n_rows;
    view.rows = NEW_ARRAY(job->mem, view.rows_n, struct gap_line);
    for (size_t i = 0; i < view.rows_n; i++) {
        view.rows[i] = gap_line_at(page, &it->view, it->by, it->rows[i].at);
        view.rows[i].row = &it->rows[i];
    }
    page_top(page, WORD_gap_title, NAV_GAP);
    page_gap_page(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome gap_file_get(struct job *job, struct page *page)
{
    char day[DAY_TEXT_BYTES];
    struct gap_view *it;
    struct paper *paper;
    struct str rest;
    enum outcome o;

    if ((o = load(job, page, &it)) != DONE || (o = paper_gap(job, it, &paper)) != DONE)
        return o;
    return download_paper(page, paper,
                          arena_text(job->mem, "gap-%s-%" STR_FMT, gap_by_choices.words[it->by],
                                     STR_ARG(day_text(job->on, day))),
                          download_kind(page->request->path, &rest));
}
