#include "web/soa.h"

#include "web/derived.h"
#include "web/download.h"
#include "web/pages.h"

bool soa_may_write(const struct page *page, const struct soa_view *it)
{
    return soa_is_open(&it->soa) && page_may(page, MAY_SOA_WRITE) && !day_is(page->op) &&
           !day_is(page->known);
}

/* ---- the lines ---- */

static struct soa_row row_of(struct job *job, const struct soa_view *it,
                             const struct soa_line *line)
{
    const struct picture *p = it->picture;
    const struct item *item = &p->norm->items[line->item];
    const struct assessment *a = picture_assessment(p, line->item);
    const struct person_name *owner = a == NULL ? NULL : picture_person(p, a->owner);

    return (struct soa_row){
        .line = line,
        .item = item,
        .state = &p->states[line->item],
        .title = item->title[job->lang],
        .sources = paper_sources(job, &line->line),
        .decision = line->line.decision.id == 0
                        ? S("")
                        : paper_decision(job, it->decisions, it->n_decisions, line->line.decision),
        .owner = owner == NULL ? S("") : owner->name,
        .is_measure = item->kind == ITEM_MEASURE,
    };
}

/* The lines stand in the norm's order, and so by theme. */
static void fill_groups(struct job *job, struct soa_page_view *view)
{
    const struct soa_view *it = view->it;
    const struct norm *norm = it->picture->norm;
    struct soa_row *rows = NEW_ARRAY(job->mem, (size_t)it->n_lines, struct soa_row);
    size_t n = 0;
    int last = -1;

    view->groups = NEW_ARRAY(job->mem, (size_t)it->n_lines, struct soa_group);
    for (int i = 0; i < it->n_lines; i++) {
        int group = norm->items[it->lines[i].item].group;

        if (view->view.keep != NULL && !view->view.keep[it->lines[i].item])
            continue;
        if (view->groups_n == 0 || group != last)
            view->groups[view->groups_n++] = (struct soa_group){
                .title = norm->groups[group].title[job->lang], .rows = &rows[n]};
        last = group;
        rows[n++] = row_of(job, it, &it->lines[i]);
        view->groups[view->groups_n - 1].rows_n++;
    }
}

static void fill_faults(struct job *job, struct soa_page_view *view)
{
    const struct soa_view *it = view->it;

    if (it->n_faults == 0 || !soa_is_open(&it->soa))
        return;
    view->faults = NEW_ARRAY(job->mem, LINE_FAULT_COUNT, struct soa_fault_group);
    for (int fault = LINE_FINE + 1; fault < LINE_FAULT_COUNT; fault++) {
        struct soa_fault_group *group = &view->faults[view->faults_n];

        group->rows = NEW_ARRAY(job->mem, (size_t)it->n_faults, const struct item *);
        for (int i = 0; i < it->n_lines; i++)
            if ((int)it->lines[i].fault == fault)
                group->rows[group->rows_n++] = &it->picture->norm->items[it->lines[i].item];
        group->fault = str_of(line_fault_choices.words[fault]);
        view->faults_n += group->rows_n > 0;
    }
}

static void fill_annex(struct job *job, struct soa_page_view *view)
{
    const struct soa_view *it = view->it;
    const struct norm *norm = it->picture->norm;

    view->annex_n = it->n_exceptions;
    view->annex = NEW_ARRAY(job->mem, view->annex_n, struct soa_annex_row);
    for (size_t i = 0; i < view->annex_n; i++) {
        const struct exception *e = &it->exceptions[i];

        view->annex[i] = (struct soa_annex_row){
            .of = e,
            .label = norm->items[norm_item(norm, e->item)].label,
            .kind = choice_word(&exception_kind_choices, (int)e->kind),
            .state = choice_word(&exception_state_choices, (int)e->state),
            .decision = paper_decision(job, it->decisions, it->n_decisions, e->decision),
        };
    }
}

static void fill_versions(struct page *page, struct soa_page_view *view)
{
    const struct soa_view *it = view->it;
    bool has_open = false;

    view->versions = it->versions;
    view->versions_n = it->n_versions;
    for (size_t i = 0; i < it->n_versions; i++) {
        has_open = has_open || soa_is_open(&it->versions[i]);
        if (it->versions[i].row.id == it->soa.previous.id)
            view->before = it->versions[i].number.n;
    }
    view->may_write = soa_may_write(page, it);
    view->may_adopt = it->soa.state == SOA_COMPLETE && page_may(page, MAY_SOA_ADOPT);
    view->may_next = !has_open && page_may(page, MAY_SOA_WRITE) && !day_is(page->op) &&
                     !day_is(page->known);
}

enum outcome soa_show(struct job *job, struct page *page, int64_t number, bool refused)
{
    struct soa_page_view view = {.page = page, .refused = refused};
    const struct norm *norm;
    const struct profile *profile;
    struct soa_view *it;
    struct str words[2];
    enum outcome o;

    look_words(page, &words[0], &words[1]);
    if ((o = view_find(job, words[0], words[1], &norm, &profile)) != DONE ||
        (o = act_soa(job, number, &it)) != DONE)
        return o;
    if (norm != NULL && norm != it->picture->norm)
        return derived_soa(job, page, it);
    if ((o = view_over(job, it->picture, NULL, profile, &view.view)) != DONE ||
        (o = paper_witness(job, &view.witness)) != DONE)
        return o;
    view.look = look_of(page, &view.view, "/vvt");
    view.it = it;
    view.state = choice_word(&soa_state_choices, (int)it->soa.state);
    view.decision = paper_decision(job, it->decisions, it->n_decisions, it->soa.decision);
    fill_groups(job, &view);
    fill_faults(job, &view);
    fill_annex(job, &view);
    fill_versions(page, &view);
    page_top(page, WORD_soa_title, NAV_SOA);
    page_soa_page(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome soa_newest_get(struct job *job, struct page *page)
{
    return soa_show(job, page, 0, false);
}

static enum outcome give_file(struct job *job, struct page *page, int64_t number,
                              enum download kind)
{
    struct soa_view *it;
    struct paper *paper;
    enum outcome o;

    if ((o = act_soa(job, number, &it)) != DONE)
        return o;
    if (look_other(page))
        return derived_soa_file(job, page, it);
    if ((o = paper_soa(job, it, &paper)) != DONE)
        return o;
    return download_paper(page, paper, arena_text(job->mem, "vvt-%lld", (long long)number), kind);
}

/* /vvt/3 and /vvt/3.csv are one pattern: a part of an address is taken whole. */
enum outcome soa_get(struct job *job, struct page *page)
{
    struct str name = page_param(page, S("versie"));
    enum download kind = download_kind(name, &name);
    int64_t number;

    if (!str_int(name, &number) || number < 1)
        return NOT_THERE;
    return kind == DOWNLOAD_NONE ? soa_show(job, page, number, false)
                                 : give_file(job, page, number, kind);
}

/* ---- what is done to a version as a whole ---- */

enum outcome soa_complete_post(struct job *job, struct page *page)
{
    enum outcome o = page_settle(page, act_soa_complete(job, form_row(&page->form)));

    if (o == DONE) {
        page_done(page, WORD_done_soa_complete, 0);
        page_go(page, "/vvt");
    } else if (o == REFUSED) {
        if (page_again(page) != DONE)
            return BROKEN;
        return page_after(o, soa_show(job, page, 0, true));
    }
    return o;
}

enum outcome soa_next_post(struct job *job, struct page *page)
{
    int64_t number;
    enum outcome o = page_settle(page, act_soa_next(job, &number));

    if (o == DONE) {
        page_done(page, WORD_done_soa_next, 0);
        page_go(page, "/vvt");
    }
    return o;
}

static enum outcome show_fill(struct job *job, struct page *page)
{
    struct soa_fill_view view = {.page = page};
    struct soa_view *it;
    enum outcome o = act_soa(job, 0, &it);

    if (o != DONE)
        return o;
    if (!page_may(page, MAY_SOA_WRITE))
        return FORBIDDEN;
    if (!soa_is_open(&it->soa))
        return job_refuse(job, S(""), S("soa.read_only"));
    for (int i = 0; i < it->n_lines; i++)
        view.n += it->lines[i].fault == LINE_EMPTY;
    page_top(page, WORD_soa_fill_title, NAV_SOA);
    page_soa_fill(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome soa_fill_get(struct job *job, struct page *page)
{
    return show_fill(job, page);
}

enum outcome soa_fill_post(struct job *job, struct page *page)
{
    int filled = 0;
    enum outcome o = page_settle(page, act_soa_fill(job, &filled));

    if (o == DONE) {
        page_done(page, WORD_done_soa_filled, filled);
        page_go(page, "/vvt");
    }
    return o;
}
