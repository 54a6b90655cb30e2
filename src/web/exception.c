#include "web/exception.h"

#include "acts/norms.h"
#include "web/pages.h"

struct loaded {
    const struct picture *picture;
    struct exception *all;
    size_t n;
    struct decision *decisions;
    size_t n_decisions;
};

static enum outcome load(struct job *job, struct loaded *ret)
{
    struct picture *picture;
    enum outcome o;

    if ((o = picture_load(job, &picture)) != DONE)
        return o;
    ret->picture = picture;
    return act_exception_list(job, &ret->all, &ret->n, &ret->decisions, &ret->n_decisions);
}

/* False: of a norm that is not there. */
static bool row_of(struct job *job, const struct loaded *from, const struct exception *it,
                   struct exception_row *ret)
{
    const struct norm *norm = norms_of_item(job, from->picture->norm, it->item);
    const struct person_name *by = picture_person(from->picture, it->submitter);

    if (norm == NULL)
        return false;
    *ret = (struct exception_row){
        .of = it,
        .item = &norm->items[norm_item(norm, it->item)],
        .other = norm == from->picture->norm ? NULL : norm,
        .kind = choice_word(&exception_kind_choices, (int)it->kind),
        .state = choice_word(&exception_state_choices, (int)it->state),
        .by = by == NULL ? S("") : by->name,
        .decision = paper_decision(job, from->decisions, from->n_decisions, it->decision),
        .ended = it->until.n < job->on.n,
    };
    return true;
}

enum outcome exception_list_get(struct job *job, struct page *page)
{
    struct exception_list view = {.page = page};
    struct loaded from;
    enum outcome o = load(job, &from);

    if (o != DONE)
        return o;
    view.may_ask = page_may(page, MAY_EXCEPTION_ASK) && !day_is(page->op) && !day_is(page->known);
    view.rows = NEW_ARRAY(job->mem, from.n, struct exception_row);
    /* What is of another norm is kept, and not shown here. */
    for (size_t i = from.n; i-- > 0;)
        view.rows_n += row_of(job, &from, &from.all[i], &view.rows[view.rows_n]) &&
                       view.rows[view.rows_n].other == NULL;
    page_top(page, WORD_exception_title, NAV_SOA);
    page_exceptions(&page->out, &view);
    page_bottom(page);
    return DONE;
}

/* ---- asking for one ---- */

static enum outcome look_alone(struct job *job, struct exception_new *view)
{
    bool alone = false;
    enum outcome o = leave_alone(job, &alone);

    view->other_advises = o == DONE && !alone;
    return o;
}

static enum outcome show_new(struct job *job, struct page *page)
{
    struct exception_new view = {.page = page, .kinds_n = EXCEPTION_KIND_COUNT - 1};
    enum outcome o;

    if (!page_may(page, MAY_EXCEPTION_ASK))
        return FORBIDDEN;
    if (page_may(page, MAY_ADVISE) && (o = look_alone(job, &view)) != DONE)
        return o;
    view.number = page_typed(page, S("nr"), form_str(&page->query, S("nr")));
    for (size_t i = 0; i < view.kinds_n; i++)
        view.kinds[i] = choice_word(&exception_kind_choices, (int)i + 1);
    page_top(page, WORD_exception_ask, NAV_SOA);
    page_exception_new(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome exception_new_get(struct job *job, struct page *page)
{
    return show_new(job, page);
}

static enum outcome ask(struct job *job, const struct page *page, int64_t *ret_id)
{
    const struct norm *norm = norms_get(job, page->org.norm);
    int item = norm == NULL ? ITEM_NONE : norm_label(norm, form_str(&page->form, S("nr")));
    struct given given;

    if (item == ITEM_NONE)
        return job_refuse(job, S("nr"), S("exception.unknown"));
    form_given(&page->form, &exception_noun, &given);
    return act_exception_ask(job, norm->items[item].id, &given, ret_id);
}

enum outcome exception_new_post(struct job *job, struct page *page)
{
    int64_t id = 0;
    enum outcome o = page_settle(page, ask(job, page, &id));

    if (o == DONE) {
        page_done(page, WORD_done_exception_asked, 0);
        page_go(page, "/uitzonderingen");
        return DONE;
    }
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show_new(job, page));
}

/* ---- one, and the decision on it ---- */

/* May they, and is it only their own hand in it that keeps them from it? */
static enum outcome ask_one(struct job *job, const struct exception_one *view, enum right right,
                            bool *ret_may, bool *ret_own)
{
    size_t before = job->faults.n;
    const struct leave *leave;
    enum outcome o;

    if (!page_may(view->page, right))
        return DONE;
    o = leave_ask(job, right, &exception_noun, view->it.of->row.id, &leave);
    job->faults.n = before;
    *ret_may = o == DONE;
    *ret_own = o == FORBIDDEN;
    return o == BROKEN ? o : DONE;
}

static enum outcome ask_leave(struct job *job, struct exception_one *view)
{
    enum outcome o;

    if (view->it.of->state != EXCEPTION_ASKED || day_is(view->page->op) ||
        day_is(view->page->known))
        return DONE;
    o = ask_one(job, view, MAY_ADVISE, &view->may_advise, &view->own_advice);
    return o == DONE ? ask_one(job, view, MAY_DECIDE, &view->may_decide, &view->own) : o;
}

static enum outcome show_one(struct job *job, struct page *page, int64_t id)
{
    struct exception_one view = {.page = page};
    struct loaded from;
    bool found = false;
    enum outcome o = load(job, &from);

    if (o != DONE)
        return o;
    for (size_t i = 0; i < from.n && !found; i++)
        found = from.all[i].row.id == id && row_of(job, &from, &from.all[i], &view.it);
    if (!found)
        return NOT_THERE;
    if ((o = ask_leave(job, &view)) != DONE)
        return o;
    decision_fields_fill(page, word_fill(job->mem, job->lang, WORD_decision_subject_exception,
                                         WARG(view.it.item->label), WORD_NO_ARG), &view.decision);
    page_top_named(page, word_fill(job->mem, job->lang, WORD_exception_one,
                                   WARG(view.it.item->label), WORD_NO_ARG), NAV_SOA);
    page_exception_one(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome exception_get(struct job *job, struct page *page)
{
    int64_t id = page_param_id(page, S("id"));

    return id == 0 ? NOT_THERE : show_one(job, page, id);
}

static enum outcome decide(struct job *job, const struct page *page, bool *ret_allowed)
{
    struct str choice = form_str(&page->form, S("allowed"));
    struct given given;

    *ret_allowed = str_eq(choice, S("ja"));
    if (!*ret_allowed && !str_eq(choice, S("nee")))
        return job_refuse(job, S("allowed"), S("value.required"));
    form_given(&page->form, &decision_noun, &given);
    return act_exception_decide(job, form_row(&page->form), *ret_allowed, &given);
}

enum outcome exception_advise_post(struct job *job, struct page *page)
{
    int64_t id = page_param_id(page, S("id"));
    enum outcome o;

    if (id == 0 || form_row(&page->form).id != id)
        return NOT_THERE;
    o = page_settle(page, act_exception_advise(job, form_row(&page->form),
                                               form_str(&page->form, S("advice"))));
    if (o == DONE) {
        page_done(page, WORD_done_exception_advised, 0);
        page_go(page, "/uitzonderingen/%lld", (long long)id);
        return DONE;
    }
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show_one(job, page, id));
}

enum outcome exception_decide_post(struct job *job, struct page *page)
{
    int64_t id = page_param_id(page, S("id"));
    bool allowed;
    enum outcome o;

    if (id == 0 || form_row(&page->form).id != id)
        return NOT_THERE;
    o = page_settle(page, decide(job, page, &allowed));
    if (o == DONE) {
        page_done(page, allowed ? WORD_done_exception_allowed : WORD_done_exception_refused, 0);
        page_go(page, "/uitzonderingen");
        return DONE;
    }
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show_one(job, page, id));
}
