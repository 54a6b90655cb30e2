#include "web/retention.h"

#include "acts/organisation.h"
#include "model/value.h"
#include "web/pages.h"

void retention_rows(struct job *job, const struct organisation *org,
                    struct retention_row ret[static RETENTION_COUNT])
{
    for (int i = 0; i < RETENTION_COUNT; i++) {
        const struct retention *of = &retention_all[i];
        struct retention_row row = {.of = of, .term = retention_term(of, org)};

        if (of->chosen != NULL) {
            row.field = str_of(of->chosen);
            row.hint = arena_text(job->mem, "%s-hint", of->chosen);
        }
        if (row.term.own)
            row.own = arena_text(job->mem, "%d", row.term.months);
        ret[i] = row;
    }
}

static enum outcome show(struct job *job, struct page *page, bool clashed)
{
    struct retention_view view = {.page = page, .rows_n = RETENTION_COUNT, .clashed = clashed};
    enum outcome o = act_organisation_get(job, &view.it);

    if (o != DONE)
        return o;
    retention_rows(job, &view.it, view.rows);
    page_top(page, WORD_retention_title, NAV_ORGANISATION);
    page_retention(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome retention_get(struct job *job, struct page *page)
{
    return show(job, page, false);
}

enum outcome retention_post(struct job *job, struct page *page)
{
    struct given given;
    enum outcome o;

    form_given(&page->form, &organisation_noun, &given);
    job->why = form_str(&page->form, S("reden"));
    o = page_settle(page, act_organisation_set(job, form_row(&page->form), &given));
    if (o == DONE) {
        page_done(page, WORD_done_retention, 0);
        page_go(page, "/beheer/bewaren");
        return DONE;
    }
    if (o != REFUSED && o != CLASHED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show(job, page, o == CLASHED));
}
