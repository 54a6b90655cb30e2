#include "web/logbook.h"

#include "acts/people.h"
#include "web/pages.h"

enum { ENTRIES_PER_PAGE = 50 };

static struct str name_of(struct job *job, const struct person_line *lines, size_t n,
                          int64_t person)
{
    for (size_t i = 0; i < n; i++)
        if (lines[i].person.row.id == person)
            return lines[i].person.name;
    return person == 0 ? S("") : arena_text(job->mem, "p%lld", (long long)person);
}

/* Newest entry first; the changes of one entry in their own order. */
static void fill_rows(struct job *job, struct logbook_view *view,
                      const struct ledger_change *changes, size_t n)
{
    struct person_line *lines = NULL;
    size_t n_lines = 0;
    size_t end = n;

    if (leave_may(job, MAY_PERSONS_READ) && act_people(job, &lines, &n_lines) != DONE)
        n_lines = 0; /* then a number stands for the name */
    view->rows = NEW_ARRAY(job->mem, n, struct logbook_row);
    while (end > 0) {
        size_t begin = end - 1;

        while (begin > 0 && changes[begin - 1].seq == changes[end - 1].seq)
            begin--;
        for (size_t i = begin; i < end; i++) {
            const struct ledger_change *it = &changes[i];

            view->rows[view->rows_n++] = (struct logbook_row){
                .change = it,
                .who = name_of(job, lines, n_lines, it->person),
                .what = it->noun == NULL ? S("") : arena_text(job->mem, "%s %lld", it->noun->name,
                                                             (long long)it->id),
                .field = it->field == NULL ? S("") : str_of(it->field->name),
                .first = i == begin,
            };
        }
        end = begin;
    }
}

static enum outcome show(struct job *job, struct page *page, struct logbook_view *view)
{
    const struct leave *leave;
    struct ledger_change *changes;
    size_t n;
    int64_t last = form_int(&page->query, S("tot"));
    enum outcome o;

    view->page = page;
    if ((o = leave_ask(job, MAY_LEDGER, &organisation_noun, 0, &leave)) != DONE ||
        (o = ledger_head(job, &view->head)) != DONE)
        return o;
    if (job->faults.n > 0)
        return REFUSED;
    view->last = last > 0 && last < view->head.seq ? last : view->head.seq;
    view->first = view->last > ENTRIES_PER_PAGE ? view->last - ENTRIES_PER_PAGE + 1 : 1;
    view->older = view->first > 1 ? view->first - 1 : 0;
    view->newer = view->last < view->head.seq ? view->last + ENTRIES_PER_PAGE : 0;
    moment_of_text(view->head.time, &view->head_time);
    if ((o = ledger_show(job, leave, view->first, (int)(view->last - view->first + 1), &changes,
                         &n)) != DONE)
        return o;
    fill_rows(job, view, changes, n);
    page_top(page, WORD_nav_ledger, NAV_LEDGER);
    page_logbook(&page->out, view);
    page_bottom(page);
    return DONE;
}

enum outcome ledger_get(struct job *job, struct page *page)
{
    struct logbook_view view = {0};

    return show(job, page, &view);
}

/* words: verify. */
static struct str verdict_of(const struct page *page, const struct verify_result *result)
{
    enum word word;

    return word_find(result->key, &word) ? word_plain(page->out.lang, word) : result->key;
}

enum outcome ledger_verify_post(struct job *job, struct page *page)
{
    struct logbook_view view = {.checked = true};
    bool deep = str_eq(form_str(&page->form, S("diep")), S("1"));
    const struct leave *leave;
    enum outcome o;

    if ((o = leave_ask(job, MAY_LEDGER, &organisation_noun, 0, &leave)) != DONE ||
        (o = ledger_verify(job, deep, NULL, &view.result)) != DONE)
        return o;
    view.verdict = verdict_of(page, &view.result);
    return show(job, page, &view);
}
