/* web/soa_adopt.c - a decision adopts a version: what follows from it, and who may. */
#include "web/pages.h"
#include "web/soa.h"

/* Who prepared it, and a version in another state, are told so before they type. */
static enum outcome judge(struct job *job, struct soa_adopt_view *view)
{
    size_t before = job->faults.n;
    const struct leave *leave;
    enum outcome o;

    if (view->it->soa.state != SOA_COMPLETE) {
        view->refused = true;
        view->why = soa_is_open(&view->it->soa) ? WORD_soa_adopt_draft : WORD_soa_adopt_done;
        return DONE;
    }
    o = leave_ask(job, MAY_SOA_ADOPT, &soa_noun, view->it->soa.row.id, &leave);
    if (o == BROKEN)
        return o;
    if (o != DONE) {
        view->refused = true;
        view->why = WORD_soa_adopt_own;
        job->faults.n = before;
    }
    return DONE;
}

static enum outcome show(struct job *job, struct page *page, int64_t number)
{
    struct soa_adopt_view view = {.page = page};
    struct soa_view *it;
    enum outcome o;

    if (!page_may(page, MAY_SOA_ADOPT))
        return FORBIDDEN;
    if ((o = act_soa(job, number, &it)) != DONE)
        return o;
    view.it = it;
    if ((o = judge(job, &view)) != DONE)
        return o;
    for (size_t i = 0; i < it->n_versions; i++)
        if (it->versions[i].state == SOA_ADOPTED)
            view.replaced = it->versions[i].number.n;
    decision_fields_fill(page, word_fill(job->mem, job->lang, WORD_decision_subject_soa,
                                         WARG(number), WORD_NO_ARG), &view.decision);
    page_top_named(page, word_fill(job->mem, job->lang, WORD_soa_adopt_title, WARG(number),
                                   WORD_NO_ARG), NAV_SOA);
    page_soa_adopt(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome soa_adopt_get(struct job *job, struct page *page)
{
    int64_t number = page_param_id(page, S("versie"));

    return number == 0 ? NOT_THERE : show(job, page, number);
}

enum outcome soa_adopt_post(struct job *job, struct page *page)
{
    int64_t number = page_param_id(page, S("versie"));
    struct given given;
    int64_t decision;
    enum outcome o;

    if (number == 0)
        return NOT_THERE;
    form_given(&page->form, &decision_noun, &given);
    o = page_settle(page, act_soa_adopt(job, form_row(&page->form), &given, &decision));
    if (o == DONE) {
        page_done(page, WORD_done_soa_adopted, 0);
        page_go(page, "/vvt/%lld", (long long)number);
        return DONE;
    }
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show(job, page, number));
}
