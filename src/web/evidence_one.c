/* web/evidence_one.c - one piece of evidence: look, judge, use, replace, fetch. */
#include "acts/file.h"
#include "acts/admit.h"
#include "acts/objects.h"
#include "web/about.h"
#include "web/evidence.h"
#include "web/pages.h"

/* Would leave_ask say yes? It is asked to show a control or to leave it out, so what
 * it has to say is no fault of the page. */
static enum outcome may(const struct page *page, enum right right, int64_t id, bool *ret)
{
    size_t before = page->job->faults.n;
    const struct leave *leave;
    enum outcome o;

    *ret = false;
    if (day_is(page->op) || day_is(page->known) || !page_may(page, right))
        return DONE;
    o = leave_ask(page->job, right, &evidence_noun, id, &leave);
    page->job->faults.n = before;
    *ret = o == DONE;
    return o == BROKEN ? o : DONE;
}

static struct str name_of(const struct picture *picture, struct ref person)
{
    const struct person_name *name = picture_person(picture, person);

    return name == NULL ? S("") : name->name;
}

static enum outcome fill_used(struct job *job, const struct norm *ours,
                              const struct evidence_line *line, struct evidence_one *view)
{
    struct objects *of;
    enum outcome o = act_objects(job, &of);

    if (o != DONE)
        return o;
    view->used_n = (size_t)line->n_places;
    view->used = NEW_ARRAY(job->mem, view->used_n, struct evidence_used);
    for (size_t i = 0; i < view->used_n; i++) {
        const struct evidence_place *at = &line->places[i];
        struct evidence_used *used = &view->used[i];

        const struct object_line *about = objects_at(of, at->object);

        *used = (struct evidence_used){.item = at->item, .title = at->item->title[job->lang],
                                       .about = about == NULL ? S("") : about->object.name,
                                       .query = about_rest(view->page, at->object),
                                       .use = at->use};
        if (at->norm == ours)
            continue;
        used->norm = at->norm->title[job->lang];
        used->query = arena_text(job->mem, "?norm=%" STR_FMT "%" STR_FMT,
                                 STR_ARG(page_url(view->page, at->norm->key)),
                                 STR_ARG(page_op_more(view->page)));
    }
    return DONE;
}

/* How openly it may be read, and by whom when it is confidential. */
static enum outcome fill_marking(struct job *job, const struct picture *picture,
                                 struct evidence_one *view)
{
    enum marking is = view->it->marking == MARKING_NONE ? MARKING_INTERNAL : view->it->marking;
    struct ref *persons;
    enum outcome o;

    view->marking = choice_word(&marking_choices, (int)is);
    view->confidential = is == MARKING_CONFIDENTIAL;
    view->markings = measures_choices(job, &marking_choices, 1, S("marking."), view->marking,
                                      &view->markings_n);
    if (!view->confidential)
        return DONE;
    if ((o = act_evidence_admitted(job, view->it->row.id, &persons, &view->admitted_n)) != DONE)
        return o;
    view->admitted = NEW_ARRAY(job->mem, view->admitted_n, struct evidence_admitted);
    for (size_t i = 0; i < view->admitted_n; i++)
        view->admitted[i] = (struct evidence_admitted){persons[i].id,
                                                       name_of(picture, persons[i])};
    view->persons = measures_persons(job, picture, S(""), &view->persons_n);
    return DONE;
}

/* Any other piece that still stands may take its place; the newest come first. */
static void fill_newer(struct job *job, const struct evidence_line *lines, size_t n,
                       struct evidence_one *view)
{
    view->newer = NEW_ARRAY(job->mem, n, struct measures_option);
    for (size_t i = 0; i < n; i++) {
        const struct evidence *it = &lines[i].evidence;

        if (it->row.id != view->it->row.id && it->replaced_by.id == 0)
            view->newer[view->newer_n++] = (struct measures_option){
                arena_text(job->mem, "%lld", (long long)it->row.id), it->title, false};
    }
}

static const struct evidence_line *line_of(const struct evidence_line *lines, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (lines[i].evidence.row.id == id)
            return &lines[i];
    return NULL;
}

static enum outcome show(struct job *job, struct page *page, int64_t id, bool clashed)
{
    struct evidence_one view = {.page = page, .clashed = clashed};
    const struct evidence_line *line;
    struct evidence_line *lines;
    struct picture *picture;
    size_t n;
    enum outcome o;

    if ((o = picture_load(job, &picture)) != DONE ||
        (o = act_evidence_list(job, &lines, &n)) != DONE)
        return o;
    line = line_of(lines, n, id);
    if (line == NULL)
        return NOT_THERE;
    if ((o = may(page, MAY_EVIDENCE, id, &view.may_change)) != DONE ||
        (o = may(page, MAY_JUDGE, id, &view.may_judge)) != DONE)
        return o;
    view.it = &line->evidence;
    if (view.it->file_hash.len > 0 &&
        (o = file_erased(job, view.it->file_hash, &view.gone)) != DONE)
        return o;
    view.may_erase = view.it->file_hash.len > 0 && !day_is(view.gone) && !day_is(page->op) &&
                     page_may(page, MAY_ERASE_ASK);
    view.row = evidence_row_of(job, line);
    view.submitter = name_of(picture, view.it->submitter);
    view.judge = name_of(picture, view.it->fitness_by);
    view.may_judge = view.may_judge && !view.row.replaced;
    view.own = page_may(page, MAY_JUDGE) && !view.may_judge && !view.row.replaced &&
               !day_is(page->op) && !day_is(page->known);
    if ((o = fill_used(job, picture->norm, line, &view)) != DONE ||
        (o = fill_marking(job, picture, &view)) != DONE ||
        (o = evidence_readings(job, picture, &view)) != DONE)
        return o;
    if (view.may_change && !view.row.replaced)
        fill_newer(job, lines, n, &view);
    page_top_named(page, view.it->title, NAV_EVIDENCE);
    page_evidence_one(&page->out, &view);
    page_bottom(page);
    evidence_read(page, id, READING_SHOWN);
    return DONE;
}

enum outcome evidence_get(struct job *job, struct page *page)
{
    int64_t id = page_param_id(page, S("id"));

    return id == 0 ? NOT_THERE : show(job, page, id, false);
}

enum outcome evidence_file_get(struct job *job, struct page *page)
{
    int64_t id = page_param_id(page, S("id"));
    struct evidence it;
    struct str bytes;
    struct day gone;
    enum outcome o;

    if (id == 0)
        return NOT_THERE;
    o = act_evidence_file(job, id, &it, &bytes, &gone);
    if (o == NOT_THERE && day_is(gone)) {
        page_failure_write(page, 410, WORD_evidence_one_gone, WORD_evidence_one_gone_text, false);
        return DONE;
    }
    if (o == REFUSED) { /* said by the page itself, which has no field that it could be said at */
        job->faults.n = 0;
        page_failure_write(page, 422, WORD_evidence_one_shut, WORD_evidence_one_shut_text, false);
        return DONE;
    }
    if (o != DONE)
        return o;
    page_file(page, it.file_type, it.file_name, bytes);
    evidence_read(page, id, READING_DOWNLOADED);
    return DONE;
}

/* ---- what is done to it ---- */

static enum outcome settle(struct job *job, struct page *page, enum outcome o, enum word done)
{
    int64_t id = page_param_id(page, S("id"));

    o = page_settle(page, o);
    if (o == DONE) {
        page_done(page, done, 0);
        page_go(page, "/bewijs/%lld", (long long)id);
        return DONE;
    }
    if (o != REFUSED && o != CLASHED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show(job, page, id, o == CLASHED));
}

enum outcome evidence_judge_post(struct job *job, struct page *page)
{
    struct row seen = form_row(&page->form);
    int fitness = form_choice(&page->form, S("fitness"), &fitness_choices);

    if (seen.id == 0 || seen.id != page_param_id(page, S("id")))
        return NOT_THERE;
    if (job->faults.n > 0)
        return settle(job, page, REFUSED, WORD_done_evidence_judged);
    return settle(job, page,
                  act_evidence_judge(job, seen, (enum fitness)fitness,
                                     form_str(&page->form, S("fitness_why"))),
                  WORD_done_evidence_judged);
}

enum outcome evidence_mark_post(struct job *job, struct page *page)
{
    struct row seen = form_row(&page->form);
    int marking = form_choice(&page->form, S("marking"), &marking_choices);

    if (seen.id == 0 || seen.id != page_param_id(page, S("id")))
        return NOT_THERE;
    return settle(job, page,
                  job->faults.n > 0 ? REFUSED
                                    : act_evidence_mark(job, seen, (enum marking)marking),
                  WORD_done_evidence_marked);
}

static enum outcome admit(struct job *job, struct page *page, bool ended, enum word done)
{
    int64_t id = page_param_id(page, S("id"));
    int64_t person = form_int(&page->form, S("person"));

    if (id == 0)
        return NOT_THERE;
    return settle(job, page,
                  job->faults.n > 0 ? REFUSED : act_evidence_admit(job, id, person, ended), done);
}

enum outcome evidence_admit_post(struct job *job, struct page *page)
{
    return admit(job, page, false, WORD_done_evidence_admitted);
}

enum outcome evidence_admit_end_post(struct job *job, struct page *page)
{
    return admit(job, page, true, WORD_done_evidence_admit_ended);
}

enum outcome evidence_use_post(struct job *job, struct page *page)
{
    int64_t id = page_param_id(page, S("id"));
    size_t n;
    struct str *items = evidence_numbers(job, form_str(&page->form, S("items")), &n);

    if (id == 0)
        return NOT_THERE;
    return settle(job, page,
                  n == 0 ? job_refuse(job, S("items"), S("evidence.no_items"))
                         : act_evidence_use(job, id, 0, items, n),
                  WORD_done_evidence_used);
}

enum outcome evidence_end_post(struct job *job, struct page *page)
{
    int64_t use = form_int(&page->form, S("gebruik"));

    if (page_param_id(page, S("id")) == 0 || use == 0)
        return NOT_THERE;
    return settle(job, page, act_evidence_end(job, use), WORD_done_evidence_ended);
}

enum outcome evidence_replace_post(struct job *job, struct page *page)
{
    struct row seen = form_row(&page->form);
    int64_t by = form_int(&page->form, S("replaced_by"));

    if (seen.id == 0 || seen.id != page_param_id(page, S("id")))
        return NOT_THERE;
    if (job->faults.n > 0 || by == 0) {
        if (by == 0 && job->faults.n == 0)
            fault_add(&job->faults, S("replaced_by"), S("value.required"), S(""));
        return settle(job, page, REFUSED, WORD_done_evidence_replaced);
    }
    return settle(job, page, act_evidence_replace(job, seen, by), WORD_done_evidence_replaced);
}
