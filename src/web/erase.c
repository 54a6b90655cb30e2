#include "web/erase.h"

#include "acts/people.h"
#include "web/pages.h"

/* ---- in words ---- */

static struct str name_of(struct job *job, const struct person_line *lines, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (lines[i].person.row.id == id)
            return lines[i].person.name;
    return id == 0 ? S("") : arena_text(job->mem, "p%lld", (long long)id);
}

static struct str href_of(struct job *job, const struct erasure *it)
{
    if (it->kind == ERASURE_PERSON)
        return arena_text(job->mem, "/beheer/gebruikers#persoon-%lld", (long long)it->record.n);
    if (it->kind == ERASURE_FILE)
        return arena_text(job->mem, "/bewijs/%lld", (long long)it->record.n);
    return leave_may(job, MAY_LEDGER)
               ? arena_text(job->mem, "/beheer/logboek?regel=%lld", (long long)it->entry.n)
               : S("");
}

static struct str what_of(struct job *job, const struct erasure *it,
                          const struct person_line *lines, size_t n)
{
    if (it->kind == ERASURE_PERSON)
        return name_of(job, lines, n, it->record.n);
    if (it->kind == ERASURE_FILE)
        return word_fill(job->mem, job->lang, WORD_erasure_of_evidence, WARG(it->record.n),
                         WORD_NO_ARG);
    return word_fill(job->mem, job->lang,
                     it->field.len > 0 ? WORD_erasure_of_entry : WORD_erasure_of_reason,
                     WARG(it->entry.n), WORD_NO_ARG);
}

static struct erasure_row row_of(struct job *job, const struct erasure *it,
                                 const struct person_line *lines, size_t n)
{
    return (struct erasure_row){
        .of = it,
        .kind = choice_word(&erasure_kind_choices, (int)it->kind),
        .state = choice_word(&erasure_state_choices, (int)it->state),
        .what = what_of(job, it, lines, n),
        .href = href_of(job, it),
        .by = name_of(job, lines, n, it->asked_by.id),
        .decider = name_of(job, lines, n, it->decided_by.id),
    };
}

/* ---- the list ---- */

enum outcome erasures_get(struct job *job, struct page *page)
{
    struct erasure_list view = {.page = page};
    struct person_line *lines;
    struct erasure *all;
    size_t n;
    enum outcome o;

    if ((o = act_erase_list(job, &all, &view.rows_n)) != DONE ||
        (o = act_people(job, &lines, &n)) != DONE)
        return o;
    view.rows = NEW_ARRAY(job->mem, view.rows_n, struct erasure_row);
    for (size_t i = 0; i < view.rows_n; i++)
        view.rows[i] = row_of(job, &all[i], lines, n);
    page_top(page, WORD_erasure_title, NAV_LEDGER);
    page_erasures(&page->out, &view);
    page_bottom(page);
    return DONE;
}

/* ---- asking ---- */

static struct erasure plan_of(const struct form *form)
{
    int kind = form_choice(form, S("soort"), &erasure_kind_choices);
    int64_t entry = form_int(form, S("regel"));
    int64_t record = form_int(form, S("nummer"));

    return (struct erasure){.kind = (enum erasure_kind)kind,
                            .entry = {entry != 0, entry},
                            .field = form_str(form, S("veld")),
                            .record = {record != 0, record},
                            .why = form_str(form, S("why"))};
}

/* What stands in the way is told on the page of it, not as a fault of a form. */
static enum outcome look(struct job *job, const struct erasure *it, struct erasure_shown *ret,
                         bool *ret_may)
{
    struct person_line *lines;
    size_t n;
    size_t before = job->faults.n;
    enum outcome o = act_people(job, &lines, &n);

    if (o != DONE)
        return o;
    ret->page = NULL;
    ret->it = row_of(job, it, lines, n);
    o = act_erase_look(job, it, &ret->what);
    *ret_may = o == DONE;
    ret->holds = o == REFUSED && it->kind == ERASURE_PERSON;
    if (!ret->holds)
        return o;
    job->faults.n = before;
    return DONE;
}

static enum outcome show_new(struct job *job, struct page *page, struct erasure plan)
{
    struct erasure_new view = {.page = page};
    enum outcome o;

    if (job->faults.n > 0 && !page->is_again)
        return REFUSED;
    if ((o = look(job, &plan, &view.shown, &view.may)) != DONE)
        return o;
    view.shown.page = page;
    page_top(page, WORD_erasure_ask, NAV_LEDGER);
    page_erase(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome erasure_new_get(struct job *job, struct page *page)
{
    return show_new(job, page, plan_of(&page->query));
}

enum outcome erasure_new_post(struct job *job, struct page *page)
{
    struct erasure plan = plan_of(&page->form);
    int64_t id = 0;
    enum outcome o = job->faults.n > 0 ? REFUSED
                                       : page_settle(page, act_erase_ask(job, &plan, &id));

    if (o == DONE) {
        page_done(page, WORD_done_erasure_asked, 0);
        if (id == 0)
            page_go(page, "/beheer/wissen");
        else
            page_go(page, "/beheer/wissen/%lld", (long long)id);
    }
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return show_new(job, page, plan) == DONE ? o : REFUSED;
}

/* ---- one that was asked ---- */

static enum outcome ask_leave(struct job *job, struct erasure_one *view, const struct erasure *it)
{
    size_t before = job->faults.n;
    const struct leave *leave;
    enum outcome o;

    view->may_drop = it->asked_by.id == job->person || page_may(view->page, MAY_ERASE);
    if (!page_may(view->page, MAY_ERASE))
        return DONE;
    o = leave_ask(job, MAY_ERASE, &erasure_noun, it->row.id, &leave);
    job->faults.n = before;
    view->may_do = o == DONE && view->there && !view->shown.holds;
    view->own = o == FORBIDDEN;
    return o == BROKEN ? o : DONE;
}

static enum outcome show_one(struct job *job, struct page *page, int64_t id)
{
    struct erasure_one view = {.page = page};
    size_t before = job->faults.n;
    struct erasure it;
    bool may = false;
    enum outcome o;

    if ((o = act_erase_get(job, id, &it)) != DONE)
        return o;
    o = look(job, &it, &view.shown, &may);
    view.hidden = o == REFUSED && job->faults.n > before &&
                  str_eq(faults_at(&job->faults, before)->key, S("erase.hidden"));
    /* What was asked can be gone already, by another way: that is no fault of this page. */
    job->faults.n = before;
    if (o != DONE && o != REFUSED && o != NOT_THERE)
        return o;
    view.shown.page = page;
    view.there = o == DONE && it.state == ERASURE_ASKED;
    if (it.state == ERASURE_ASKED && (o = ask_leave(job, &view, &it)) != DONE)
        return o;
    page_top(page, WORD_erasure_one, NAV_LEDGER);
    page_erasure(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome erasure_get(struct job *job, struct page *page)
{
    int64_t id = page_param_id(page, S("id"));

    return id == 0 ? NOT_THERE : show_one(job, page, id);
}

static enum outcome settle(struct job *job, struct page *page, enum outcome o, enum word done)
{
    int64_t id = page_param_id(page, S("id"));

    o = page_settle(page, o);
    if (o == DONE) {
        page_done(page, done, 0);
        page_go(page, "/beheer/wissen");
    }
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show_one(job, page, id));
}

enum outcome erasure_post(struct job *job, struct page *page)
{
    int64_t id = page_param_id(page, S("id"));

    return id == 0 ? NOT_THERE : settle(job, page, act_erase_do(job, id), WORD_done_erased);
}

enum outcome erasure_drop_post(struct job *job, struct page *page)
{
    int64_t id = page_param_id(page, S("id"));

    return id == 0 ? NOT_THERE
                   : settle(job, page, act_erase_drop(job, id), WORD_done_erasure_dropped);
}
