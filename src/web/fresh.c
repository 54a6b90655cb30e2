#include "web/fresh.h"

#include "base/bug.h"
#include "web/door.h"
#include "web/pages.h"
#include "web/trust.h"

/* The field of the proof leaves the form: no handler has a use for it, and no page may
 * bring it back. */
static struct str take_proof(struct page *page)
{
    struct form *form = &page->form;
    struct str proof = form_raw(form, S("proof"));
    size_t n = 0;

    for (size_t i = 0; i < form->n; i++)
        if (!str_eq(form->at[i].name, S("proof")))
            form->at[n++] = form->at[i];
    form->n = n;
    return proof;
}

enum outcome fresh_judge(struct page *page, bool *ret_asks)
{
    struct str proof;
    enum outcome o;

    *ret_asks = false;
    if ((page->hit.route->asks & FRESH) == 0)
        return DONE;
    /* What was sent is carried on in a page: a file cannot be. */
    MUST(page->request->method == HTTP_POST && page->form.file_field.len == 0);
    proof = take_proof(page);
    if (session_fresh(page->job, &page->session))
        return DONE;
    *ret_asks = true;
    if (proof.len == 0)
        return DONE;
    o = act_prove(page->job, page_cookie(page), proof, &page->session);
    if (o == DONE) {
        *ret_asks = false;
        page_cookie_set(page, page->session.cookie);
    }
    db_rollback(page->job->db);
    return o == REFUSED ? DONE : o;
}

enum outcome fresh_ask(struct page *page)
{
    const struct http_request *request = page->request;
    struct fresh_view view = {
        .page = page,
        .address = request->path,
        .kept = page->form.at,
        .kept_n = page->form.n,
        .back = trust_from(request, page->web->settings->origin, page->secure),
    };

    if (request->query.len > 0)
        view.address = arena_text(page->job->mem, "%" STR_FMT "?%" STR_FMT, STR_ARG(request->path),
                                  STR_ARG(request->query));
    if (view.back.len == 0)
        view.back = S("/");
    if (act_sso_mine(page->job, &view.sso) != DONE)
        return BROKEN;
    page->status = page->job->faults.n > 0 ? 422 : 200;
    page_top(page, WORD_fresh_title, NAV_NONE);
    page_fresh(&page->out, &view);
    page_bottom(page);
    return DONE;
}
