#include "web/personal.h"

#include "web/download.h"
#include "web/pages.h"

void page_personal_part(struct out *out, const struct table *table)
{
    struct table bare = *table;

    bare.title = S(""); /* the heading above it says so */
    table_html(out, &bare);
}

static enum outcome show(struct job *job, struct page *page, int64_t person, bool mine)
{
    struct personal_view view = {.page = page, .mine = mine};
    struct paper *paper;
    enum outcome o = person == 0 ? NOT_THERE : personal_paper(job, person, &paper);

    if (o != DONE)
        return o;
    view.it = paper;
    view.rows = paper->tables;
    view.rows_n = (size_t)paper->n_tables;
    view.file = mine ? S("/mijn/gegevens.json")
                     : arena_text(job->mem, "/beheer/gebruikers/%lld/gegevens.json",
                                  (long long)person);
    page_top(page, mine ? WORD_personal_mine : WORD_personal_title, mine ? NAV_NONE : NAV_PEOPLE);
    page_personal(&page->out, &view);
    page_bottom(page);
    return DONE;
}

static enum outcome give(struct job *job, struct page *page, int64_t person)
{
    struct paper *paper;
    enum outcome o = person == 0 ? NOT_THERE : personal_paper(job, person, &paper);

    if (o != DONE)
        return o;
    return download_paper(page, paper,
                          arena_text(job->mem, "%" STR_FMT "-p%lld",
                                     STR_ARG(word_plain(job->lang, WORD_personal_file_name)),
                                     (long long)person), DOWNLOAD_JSON);
}

enum outcome personal_mine_get(struct job *job, struct page *page)
{
    return show(job, page, job->person, true);
}

enum outcome personal_mine_file_get(struct job *job, struct page *page)
{
    return give(job, page, job->person);
}

enum outcome personal_get(struct job *job, struct page *page)
{
    return show(job, page, page_param_id(page, S("id")), false);
}

enum outcome personal_file_get(struct job *job, struct page *page)
{
    return give(job, page, page_param_id(page, S("id")));
}
