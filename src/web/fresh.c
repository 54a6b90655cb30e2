#include "web/fresh.h"

#include "acts/policy.h"
#include "base/bug.h"
#include "web/door.h"
#include "web/pages.h"
#include "web/passkey.h"
#include "web/trust.h"

struct proof {
    struct str password;
    struct passkey_said passkey; /* credential empty: none */
};

/* The fields of the proof leave the form: no handler has a use for them, and no page may
 * bring them back. */
static struct proof take_proof(struct page *page)
{
    struct form *form = &page->form;
    struct proof proof = {form_raw(form, S("proof")), passkey_said_in(page, "proof_")};
    size_t n = 0;

    for (size_t i = 0; i < form->n; i++)
        if (!str_starts(form->at[i].name, S("proof")))
            form->at[n++] = form->at[i];
    form->n = n;
    return proof;
}

static enum outcome prove(struct page *page, const struct proof *proof)
{
    struct webauthn_site site = passkey_here(page);

    if (proof->passkey.credential.len > 0)
        return act_passkey_prove(page->job, &site, page_cookie(page), &proof->passkey,
                                 &page->session);
    return act_prove(page->job, page_cookie(page), proof->password, &page->session);
}

enum outcome fresh_judge(struct page *page, bool *ret_asks)
{
    struct proof proof;
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
    if (proof.password.len == 0 && proof.passkey.credential.len == 0)
        return DONE;
    if ((o = prove(page, &proof)) == DONE)
        *ret_asks = false;
    db_rollback(page->job->db);
    return o == REFUSED ? DONE : o;
}

/* What there is beside the password: asking for a passkey is written before the page is. */
static enum outcome fill_ways(struct page *page, struct fresh_view *view)
{
    struct webauthn_site site = passkey_here(page);
    struct job *job = page->job;
    size_t faults = job->faults.n;
    enum outcome o = act_passkey_question(job, &site, page->session.form, &view->passkey);

    if (o != DONE)
        return o;
    view->rp = site.rp;
    db_rollback(job->db);
    if (db_read(job->db) != DONE)
        return job_broke(job);
    o = policy_own(job, S(""));
    view->own = o == DONE;
    job->faults.n = faults;
    return o == BROKEN ? o : act_sso_mine(job, &view->sso);
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
    if (fill_ways(page, &view) != DONE)
        return BROKEN;
    page->status = page->job->faults.n > 0 ? 422 : 200;
    page_top(page, WORD_fresh_title, NAV_NONE);
    page_fresh(&page->out, &view);
    page_bottom(page);
    return DONE;
}
