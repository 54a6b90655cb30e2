#include "web/shut.h"

#include "web/pages.h"

/* Who asks does it for themselves, so once. */
static bool asked_by(const struct shut *all, size_t n, int64_t evidence, int64_t person)
{
    for (size_t i = 0; i < n; i++)
        if (all[i].evidence == evidence && all[i].asked != 0 && all[i].by.id == person)
            return true;
    return false;
}

static enum outcome show(struct job *job, struct page *page)
{
    struct shut_list view = {.page = page};
    struct shut *all;
    enum outcome o;

    if ((o = act_evidence_shut(job, &all, &view.rows_n)) != DONE)
        return o;
    view.rows = NEW_ARRAY(job->mem, view.rows_n, struct shut_row);
    for (size_t i = 0; i < view.rows_n; i++) {
        bool first = i == 0 || all[i - 1].evidence != all[i].evidence;

        view.rows[i] = (struct shut_row){
            &all[i],
            first && leave_all(job, MAY_ASSESS) &&
                !asked_by(all, view.rows_n, all[i].evidence, job->person),
            all[i].asked != 0 && all[i].by.id != job->person && leave_may(job, MAY_DECIDE)};
        view.asks = view.asks || view.rows[i].may_ask;
    }
    page_top(page, WORD_shut_title, NAV_EVIDENCE);
    page_shut(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome shut_get(struct job *job, struct page *page)
{
    return show(job, page);
}

static enum outcome settle(struct job *job, struct page *page, enum outcome o, enum word done)
{
    o = page_settle(page, o);
    if (o == DONE) {
        page_done(page, done, 0);
        page_go(page, "/bewijs/gesloten");
    }
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show(job, page));
}

enum outcome shut_post(struct job *job, struct page *page)
{
    int64_t evidence = form_int(&page->form, S("nummer"));

    job->why = form_str(&page->form, S("reden"));
    return settle(job, page,
                  job->faults.n > 0 ? REFUSED : act_evidence_reopen_ask(job, evidence),
                  WORD_done_shut_asked);
}

enum outcome shut_agree_post(struct job *job, struct page *page)
{
    return settle(job, page, act_evidence_reopen(job, page_param_id(page, S("id"))),
                  WORD_done_shut_opened);
}
