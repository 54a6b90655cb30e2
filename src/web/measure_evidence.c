/* web/measure_evidence.c - evidence at one measure: add, use, judge, take away. */
#include "base/bug.h"
#include "web/measure.h"
#include "web/pages.h"

static void go_back(struct page *page, enum word done)
{
    page_done(page, done, 0);
    page_go(page, "/maatregelen/%" STR_FMT "%" STR_FMT "#bewijs",
            STR_ARG(page_url(page, page_param(page, S("nr")))),
            STR_ARG(about_rest(page, about_asked(page))));
}

static enum outcome load(struct job *job, const struct page *page, struct measure **ret)
{
    bool moved;

    return measure_load(job, page, ret, &moved);
}

/* ---- the page to add ---- */

/* Pieces that stand elsewhere and not here yet, and were not replaced. */
static enum outcome fill_others(struct job *job, const struct measure *of, struct measure_add *v)
{
    struct evidence_line *lines;
    size_t n;
    enum outcome o = act_evidence_list(job, &lines, &n);

    if (o != DONE)
        return o;
    v->others = NEW_ARRAY(job->mem, n, struct measures_option);
    for (size_t i = 0; i < n; i++) {
        const struct evidence *it = &lines[i].evidence;
        bool here = it->replaced_by.id != 0;

        for (size_t k = 0; k < of->n_evidence; k++)
            here |= of->evidence[k].evidence.row.id == it->row.id;
        if (!here)
            v->others[v->others_n++] = (struct measures_option){
                arena_text(job->mem, "%lld", (long long)it->row.id), it->title, false};
    }
    return DONE;
}

void measure_add_fill(struct job *job, struct measure_add *v)
{
    char *day = arena_alloc(job->mem, DAY_TEXT_BYTES);

    v->today = day_text(job->today, day);
    v->kinds = measures_choices(job, &evidence_kind_choices, 1, S("evidence_kind."),
                                page_typed(v->page, S("kind"), S("")), &v->kinds_n);
    v->markings = measures_choices(job, &marking_choices, 1, S("marking."),
                                   page_typed(v->page, S("marking"),
                                              choice_word(&marking_choices, MARKING_INTERNAL)),
                                   &v->markings_n);
}

static enum outcome show_add(struct job *job, struct page *page)
{
    struct measure_add v = {.page = page};
    struct measure *of;
    enum outcome o;

    if ((o = load(job, page, &of)) != DONE)
        return o;
    if (!of->may_evidence)
        return FORBIDDEN;
    if ((o = fill_others(job, of, &v)) != DONE)
        return o;
    v.about = of->picture->about;
    v.rest = about_rest(page, v.about.row.id);
    v.item = &of->picture->norm->items[of->item];
    v.examples = v.item->n_examples == 0
        ? S("") : measure_join(job, v.item->examples[job->lang], (size_t)v.item->n_examples);
    measure_add_fill(job, &v);
    page_top(page, WORD_evidence_add_title, NAV_MEASURES);
    page_measure_add(&page->out, &v);
    page_bottom(page);
    return DONE;
}

enum outcome measure_evidence_get(struct job *job, struct page *page)
{
    return show_add(job, page);
}

static enum outcome add_again(struct job *job, struct page *page, enum outcome o)
{
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show_add(job, page));
}

enum outcome measure_evidence_post(struct job *job, struct page *page)
{
    struct evidence_file file = {{NULL, 0}, {NULL, 0}};
    struct given given;
    struct measure *of;
    struct str item;
    int64_t id;
    enum outcome o = load(job, page, &of);

    if (o != DONE)
        return o;
    item = of->picture->norm->items[of->item].id;
    form_given(&page->form, &evidence_noun, &given);
    /* A browser sends an empty file for a field that was left empty. */
    if (!form_file(&page->form, S("file"), &file.name, &file.bytes) || file.name.len == 0)
        file.bytes = (struct str){NULL, 0};
    o = page_settle(page, act_evidence_add(job, &given, &file, about_asked(page), &item, 1,
                                           &id));
    if (o != DONE)
        return add_again(job, page, o);
    go_back(page, WORD_done_evidence_added);
    return DONE;
}

enum outcome measure_use_post(struct job *job, struct page *page)
{
    int64_t id = form_int(&page->form, S("stuk"));
    struct measure *of;
    struct str item;
    enum outcome o = load(job, page, &of);

    if (o != DONE)
        return o;
    if (id == 0)
        return add_again(job, page, job_refuse(job, S("stuk"), S("fault.choice")));
    item = of->picture->norm->items[of->item].id;
    o = page_settle(page, act_evidence_use(job, id, about_asked(page), &item, 1));
    if (o != DONE)
        return add_again(job, page, o);
    go_back(page, WORD_done_evidence_used);
    return DONE;
}

/* ---- at the measure itself ---- */

static enum outcome measure_again(struct job *job, struct page *page, enum outcome o)
{
    if (o != REFUSED)
        return o;
    for (size_t i = 0; i < faults_kept(&job->faults); i++)
        faults_at(&job->faults, i)->field = S("bewijs");
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, measure_show(job, page, page_param(page, S("nr"))));
}

enum outcome measure_evidence_end_post(struct job *job, struct page *page)
{
    int64_t use = page_param_id(page, S("gebruik"));
    enum outcome o;

    if (use == 0)
        return NOT_THERE;
    o = page_settle(page, act_evidence_end(job, use));
    if (o != DONE)
        return measure_again(job, page, o);
    go_back(page, WORD_done_evidence_ended);
    return DONE;
}

enum outcome measure_evidence_judge_post(struct job *job, struct page *page)
{
    int fitness = form_choice(&page->form, S("fitness"), &fitness_choices);
    enum outcome o;

    if (job->faults.n > 0)
        return measure_again(job, page, REFUSED);
    o = page_settle(page, act_evidence_judge(job, form_row(&page->form), (enum fitness)fitness,
                                             form_str(&page->form, S("fitness_why"))));
    if (o != DONE)
        return measure_again(job, page, o);
    go_back(page, WORD_done_evidence_judged);
    return DONE;
}
