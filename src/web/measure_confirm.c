/* web/measure_confirm.c - what came from another norm: say that it is still right. */
#include "acts/migration.h"
#include "base/bug.h"
#include "web/measure.h"

static const char *const fields[ASPECT_COUNT] = {"design_unconfirmed", "existence_unconfirmed",
                                                 "operation_unconfirmed"};

bool measures_confirm_line(const struct assessment *it, struct assess_line *ret)
{
    bool any = false;

    *ret = (struct assess_line){.item = it->item, .seen = it->row,
                                .given.noun = &assessment_noun};
    for (int a = 0; a < ASPECT_COUNT; a++) {
        int field = noun_field(&assessment_noun, str_of(fields[a]));

        if (!assessment_aspect(it, (enum aspect)a).unconfirmed)
            continue;
        ret->given.is[field] = any = true;
        ret->given.text[field] = S("0");
    }
    return any;
}

/* ---- one measure ---- */

/* "5.1.1.1 en 5.1.1.2", and the title of their norm in brackets. */
static struct str sources_say(struct job *job, const struct migration_origin *origin)
{
    const struct norm *norm = origin->from;
    struct str rest = origin->line.sources;
    struct str *labels = NEW_ARRAY(job->mem, rest.len / 2 + 1, struct str);
    size_t n = 0;

    while (rest.len > 0) {
        struct str id = str_cut(rest, ' ', &rest);
        int item = norm == NULL ? ITEM_NONE : norm_item(norm, id);

        labels[n++] = item == ITEM_NONE ? id : norm->items[item].label;
    }
    return arena_text(job->mem, "%" STR_FMT " (%" STR_FMT ")",
                      STR_ARG(measure_join(job, labels, n)),
                      STR_ARG(norm == NULL ? origin->made.source : norm->title[job->lang]));
}

enum outcome measure_origin_fill(struct job *job, struct measure_page *v)
{
    struct migration_origin origin;
    enum outcome o = migration_origin_of(job, v->of->picture, v->of->assessment.origin, &origin);

    if (o != DONE || origin.line.row.id == 0)
        return o;
    v->origin = sources_say(job, &origin);
    v->origin_on = origin.made.made_on;
    if (leave_all(job, MAY_READ))
        v->origin_id = origin.made.row.id;
    return DONE;
}

enum outcome measure_confirm_post(struct job *job, struct page *page)
{
    int aspect = form_choice(&page->form, S("aspect"), &aspect_choices);
    int field = noun_field(&assessment_noun, str_of(fields[aspect]));
    struct row seen = form_row(&page->form);
    struct given given = {.noun = &assessment_noun};
    struct assessment saved;
    struct measure *of;
    bool moved;
    enum outcome o;

    if ((o = measure_load(job, page, &of, &moved)) != DONE)
        return o;
    if (seen.id == 0 || seen.id != of->assessment.row.id)
        return NOT_THERE;
    if (!of->may_assess) /* the act asks leave only for what changes */
        return FORBIDDEN;
    given.is[field] = true;
    given.text[field] = S("0");
    o = page_settle(page, act_assess_of(job, of->picture->about.row.id, of->assessment.item, seen,
                                        &given, &saved));
    if (o != DONE)
        return o;
    page_done(page, WORD_done_confirmed, 1);
    page_go(page, "/maatregelen/%" STR_FMT "%" STR_FMT,
            STR_ARG(page_url(page, page_param(page, S("nr")))),
            STR_ARG(about_rest(page, about_asked(page))));
    return DONE;
}

/* ---- those that were ticked in the list ---- */

enum outcome measures_confirm_post(struct job *job, struct page *page)
{
    struct picture *picture;
    struct assess_line *lines;
    struct str clashed;
    struct str *labels;
    size_t n_labels;
    size_t n = 0;
    int changed = 0;
    enum outcome o = picture_object(job, form_int(&page->form, S("over")), &picture);

    if (o != DONE)
        return o;
    labels = form_all(&page->form, job->mem, S("m"), &n_labels);
    lines = NEW_ARRAY(job->mem, n_labels, struct assess_line);
    for (size_t i = 0; i < n_labels; i++) {
        int item = norm_label(picture->norm, labels[i]);
        const struct assessment *it =
            item == ITEM_NONE ? NULL : picture_assessment(picture, item);

        if (item == ITEM_NONE)
            return NOT_THERE;
        n += it != NULL && measures_confirm_line(it, &lines[n]);
    }
    if (n > 0 && (o = page_settle(page, act_assess_all(job, picture->about.row.id, lines, n,
                                                       &changed, &clashed))) != DONE)
        return o;
    page_done(page, changed > 0 ? WORD_done_confirmed : WORD_done_nothing, changed);
    page_go(page, "%" STR_FMT, STR_ARG(measures_back(page)));
    return DONE;
}
