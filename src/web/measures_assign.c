/* web/measures_assign.c - who sees to it, for many measures at once. */
#include "acts/assess.h"
#include "acts/norms.h"
#include "engine/control.h"
#include "web/measures.h"
#include "web/pages.h"

static void go_to_list(struct page *page)
{
    page_go(page, "/maatregelen%" STR_FMT, STR_ARG(about_rest(page, about_asked(page))));
}

struct wish {
    struct assign_plan plan;
    int *items;
};

/* What the form asks: which measures, whom, before when. */
static enum outcome read_wish(struct job *job, const struct page *page,
                              const struct picture *picture, struct wish *ret)
{
    struct str owner = form_str(&page->form, S("owner"));
    size_t n;
    struct str *labels = form_all(&page->form, job->mem, S("m"), &n);

    ret->items = NEW_ARRAY(job->mem, n, int);
    ret->plan = (struct assign_plan){.items = ret->items, .set_owner = owner.len > 0,
                                     .object = about_asked(page),
                                     .target = form_day(&page->form, S("target"))};
    ret->plan.owner = form_int(&page->form, S("owner"));
    ret->plan.set_target = day_is(ret->plan.target);
    for (size_t i = 0; i < n; i++) {
        int item = norm_label(picture->norm, labels[i]);

        if (item == ITEM_NONE || !control_itself(picture->norm, picture->states, item))
            return NOT_THERE;
        ret->items[ret->plan.n++] = item;
    }
    if (job->faults.n > 0)
        return REFUSED;
    if (n == 0)
        return job_refuse(job, S(""), S("assign.none"));
    if (!ret->plan.set_owner && !ret->plan.set_target)
        return job_refuse(job, S(""), S("assign.nothing"));
    return DONE;
}

static struct str name_of(const struct page *page, const struct picture *picture, int64_t person)
{
    const struct person_name *name = picture_person(picture, (struct ref){person});

    return name == NULL ? word_plain(page->out.lang, WORD_measures_nobody) : name->name;
}

static struct measures_assign_row row_of(const struct page *page, const struct picture *picture,
                                         int item, const struct assign_plan *plan)
{
    const struct assessment *it = picture_assessment(picture, item);
    struct measures_assign_row row = {.item = &picture->norm->items[item]};
    int64_t owner = it == NULL ? 0 : it->owner.id;

    row.target_from = it == NULL ? (struct day){0} : it->target;
    row.target_to = plan->target;
    row.owner_from = name_of(page, picture, owner);
    row.owner_to = name_of(page, picture, plan->owner);
    row.owner_changes = plan->set_owner && plan->owner != owner;
    row.target_changes = plan->set_target && plan->target.n != row.target_from.n;
    return row;
}

static enum outcome show_wish(struct job *job, struct page *page, const struct picture *picture,
                              const struct wish *wish)
{
    struct measures_assign view = {.page = page, .owner = form_str(&page->form, S("owner")),
                                   .target = form_str(&page->form, S("target")),
                                   .back = form_str(&page->form, S("terug")),
                                   .about = &picture->about};

    if (!page_may(page, MAY_ASSIGN))
        return FORBIDDEN;
    view.rows_n = (size_t)wish->plan.n;
    view.rows = NEW_ARRAY(job->mem, view.rows_n, struct measures_assign_row);
    for (size_t i = 0; i < view.rows_n; i++) {
        view.rows[i] = row_of(page, picture, wish->items[i], &wish->plan);
        view.changes_n += view.rows[i].owner_changes || view.rows[i].target_changes;
    }
    page_top(page, WORD_assign_title, NAV_MEASURES);
    page_measures_assign(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome measures_assign_post(struct job *job, struct page *page)
{
    struct picture *picture;
    struct wish wish;
    int changed = 0;
    enum outcome o;

    if ((o = picture_object(job, about_asked(page), &picture)) != DONE ||
        (o = read_wish(job, page, picture, &wish)) != DONE)
        return o;
    if (!form_has(&page->form, S("zeker")))
        return show_wish(job, page, picture, &wish);
    o = page_settle(page, act_assign(job, &wish.plan, &changed));
    if (o != DONE)
        return o;
    page_done(page, changed > 0 ? WORD_done_assigned : WORD_done_nothing, changed);
    go_to_list(page);
    return DONE;
}

/* ---- by the roles that the norm names ---- */

static struct str duty_field(struct job *job, int duty)
{
    return arena_text(job->mem, "rol-%s", duty_choices.words[duty]);
}

static void count_bare(const struct picture *picture, int n[static DUTY_COUNT], int *ret_bare)
{
    for (int i = 0; i < picture->norm->n_items; i++) {
        const struct item *item = &picture->norm->items[i];
        const struct assessment *it = picture_assessment(picture, i);

        if (!item->assessed || (it != NULL && it->owner.id != 0))
            continue;
        ++*ret_bare;
        for (int duty = 0; duty < DUTY_COUNT; duty++)
            n[duty] += (item->duties & 1u << duty) != 0;
    }
}

enum outcome measures_divide_get(struct job *job, struct page *page)
{
    struct measures_duties view = {.page = page};
    struct picture *picture;
    int n[DUTY_COUNT] = {0};
    enum outcome o;

    if (!page_may(page, MAY_ASSIGN))
        return FORBIDDEN;
    if ((o = picture_object(job, about_asked(page), &picture)) != DONE)
        return o;
    view.about = &picture->about;
    count_bare(picture, n, &view.bare);
    view.rows = NEW_ARRAY(job->mem, DUTY_COUNT, struct measures_duty);
    for (int duty = 0; duty < DUTY_COUNT; duty++) {
        struct measures_duty *row = &view.rows[view.rows_n++];

        *row = (struct measures_duty){
            .name = duty_field(job, duty), .n = n[duty],
            .duty = word_of(job->lang, S("duty."), str_of(duty_choices.words[duty]))};
        row->persons = measures_persons(job, picture, S(""), &row->persons_n);
    }
    page_top(page, WORD_divide_title, NAV_MEASURES);
    page_measures_divide(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome measures_divide_post(struct job *job, struct page *page)
{
    int64_t persons[DUTY_COUNT] = {0};
    int changed = 0;
    enum outcome o;

    for (int duty = 0; duty < DUTY_COUNT; duty++)
        persons[duty] = form_int(&page->form, duty_field(job, duty));
    if (job->faults.n > 0)
        return REFUSED;
    o = page_settle(page, act_assign_duties(job, about_asked(page), persons, &changed));
    if (o != DONE)
        return o;
    page_done(page, changed > 0 ? WORD_done_assigned : WORD_done_nothing, changed);
    go_to_list(page);
    return DONE;
}
