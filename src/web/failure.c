/* web/failure.c - the pages about what did not happen. */
#include "web/door.h"
#include "web/page.h"
#include "web/pages.h"
#include "web/parts.h"

struct case_of {
    int status;
    enum word title;
    enum word text;
    bool forms_kept;
};

static const struct case_of cases[OUTCOME_COUNT] = {
    [REFUSED] = {422, WORD_outcome_refused, WORD_outcome_refused_text, true},
    [FORBIDDEN] = {403, WORD_outcome_forbidden, WORD_outcome_forbidden_text, false},
    [NOT_THERE] = {404, WORD_outcome_not_there, WORD_outcome_not_there_text, false},
    [CLASHED] = {409, WORD_outcome_clashed, WORD_outcome_clashed_text, true},
    [BROKEN] = {503, WORD_outcome_broken, WORD_outcome_broken_text, true},
};

void page_failure_write(struct page *page, int status, enum word title, enum word text,
                        bool forms_kept)
{
    struct failure_view view = {
        .page = page,
        .status = status,
        .title = word_plain(page->out.lang, title),
        .text = word_plain(page->out.lang, text),
        .forms_kept = forms_kept && page->request->method == HTTP_POST,
    };

    page->out.buf.len = 0;
    page->go = (struct str){0};
    page->status = status;
    page_top_named(page, view.title, NAV_NONE);
    page_failure(&page->out, &view);
    page_bottom(page);
}

void page_outcome(struct page *page, enum outcome o)
{
    const struct case_of *it = &cases[o];

    if (o == BROKEN && page->web->must_end)
        page_failure_write(page, 503, WORD_outcome_broken, WORD_outcome_unknown_text, true);
    else
        page_failure_write(page, it->status, it->title, it->text, it->forms_kept);
}
