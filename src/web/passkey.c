#include "web/passkey.h"

#include "web/cookie.h"
#include "web/door.h"
#include "web/pages.h"
#include "web/sign.h"
#include "web/trust.h"

/* What is asked of an authenticator goes through a page of ours and a script; what it
 * answered comes back in the fields of a form. */

struct webauthn_site passkey_here(const struct page *page)
{
    struct webauthn_site site = {0};

    (void)trust_site(page->job->mem, page->request, page->web->settings->origin, page->secure,
                     &site.origin, &site.rp);
    return site;
}

struct str passkey_site(const struct page *page)
{
    return passkey_here(page).rp;
}

static struct str said(const struct page *page, const char *before, const char *name)
{
    return form_str(&page->form, arena_text(page->job->mem, "%s%s", before, name));
}

struct passkey_said passkey_said_in(const struct page *page, const char *before)
{
    return (struct passkey_said){
        said(page, before, "credential"), said(page, before, "handle"),
        said(page, before, "client"), said(page, before, "authenticator"),
        said(page, before, "signature")};
}

static enum outcome refuse_place(struct page *page)
{
    return job_refuse(page->job, S("passkey"), S("passkey.no_site"));
}

/* ---- one's own ---- */

enum outcome passkeys_fill(struct page *page, struct passkeys_view *ret)
{
    *ret = (struct passkeys_view){.page = page, .rp = passkey_site(page)};
    return act_passkey_list(page->job, &ret->rows, &ret->rows_n);
}

/* The question is written before the page is: what is on it, is kept. */
static enum outcome show_new(struct job *job, struct page *page, bool again)
{
    struct passkey_new_view view = {.page = page, .rp = passkey_site(page)};
    struct account_mine mine = {0};
    enum outcome o = DONE;

    if (view.rp.len > 0 &&
        (o = act_passkey_begin(job, page->session.form, &view.asked)) != DONE)
        return o;
    db_rollback(job->db);
    if ((again ? page_again(page) : db_read(job->db)) != DONE)
        return job_broke(job);
    if ((o = act_account(job, &mine)) != DONE)
        return o;
    view.email = mine.email;
    page_top(page, WORD_passkey_new, NAV_NONE);
    page_passkey_new(&page->out, &view);
    page_bottom(page);
    return again ? REFUSED : DONE;
}

enum outcome passkey_new_post(struct job *job, struct page *page)
{
    return show_new(job, page, false);
}

enum outcome passkey_post(struct job *job, struct page *page)
{
    struct webauthn_site site = passkey_here(page);
    struct passkey_made made = {form_str(&page->form, S("client")),
                                form_str(&page->form, S("attestation"))};
    enum outcome o = site.rp.len == 0 ? refuse_place(page)
        : act_passkey_add(job, &site, page_cookie(page), form_str(&page->form, S("name")), &made,
                          &page->session);

    if (o == REFUSED)
        return show_new(job, page, true);
    if (o != DONE)
        return o;
    page_done(page, WORD_done_passkey_added, 0);
    page_go(page, "/mijn#passkeys");
    return DONE;
}

static enum outcome show_one(struct job *job, struct page *page)
{
    struct passkey_view view = {.page = page};
    struct passkey_line *lines;
    int64_t id = page_param_id(page, S("id"));
    size_t n;
    size_t i = 0;
    enum outcome o = act_passkey_list(job, &lines, &n);

    if (o != DONE)
        return o;
    while (i < n && lines[i].id != id)
        i++;
    if (i == n)
        return NOT_THERE;
    view.it = lines[i];
    page_top_named(page, view.it.name, NAV_NONE);
    page_passkey(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome passkey_get(struct job *job, struct page *page)
{
    return show_one(job, page);
}

enum outcome passkey_name_post(struct job *job, struct page *page)
{
    enum outcome o = act_passkey_name(job, page_param_id(page, S("id")),
                                      form_str(&page->form, S("name")));

    if (o == REFUSED) {
        if (page_again(page) != DONE)
            return BROKEN;
        return page_after(o, show_one(job, page));
    }
    if (o != DONE)
        return o;
    page_done(page, WORD_done_passkey_named, 0);
    page_go(page, "/mijn#passkeys");
    return DONE;
}

enum outcome passkey_end_post(struct job *job, struct page *page)
{
    enum outcome o = act_passkey_remove(job, page_param_id(page, S("id")));

    if (o != DONE)
        return o;
    page_done(page, WORD_done_passkey_removed, 0);
    page_go(page, "/mijn#passkeys");
    return DONE;
}

/* ---- coming in ---- */

/* The secret of an attempt stays in the browser that began it. */
static const struct cookie attempt_cookie = {.name = "passkey", .seconds = PASSKEY_MINUTES * 60,
                                             .strict = true};

/* For the script: what must be signed, and for which site. */
enum outcome passkey_ask_post(struct job *job, struct page *page)
{
    struct str rp = passkey_site(page);
    struct passkey_asked asked;
    struct str attempt;
    enum outcome o;

    if (rp.len == 0)
        return refuse_place(page);
    if ((o = act_passkey_ask(job, &attempt, &asked)) != DONE)
        return o;
    cookie_set(page, &attempt_cookie, attempt);
    page_plain(page, 200, arena_text(job->mem, "%" STR_FMT " %" STR_FMT, STR_ARG(asked.challenge),
                                     STR_ARG(rp)));
    return DONE;
}

enum outcome passkey_sign_in_post(struct job *job, struct page *page)
{
    struct webauthn_site site = passkey_here(page);
    struct passkey_said answer = passkey_said_in(page, "");
    struct session session = {0};
    bool copied = false;
    enum outcome o = site.rp.len == 0 ? refuse_place(page)
        : act_passkey_sign_in(job, &site, cookie_of(page, &attempt_cookie), &answer,
                              http_header_of(page->request, S("user-agent")), &session, &copied);

    if (o == REFUSED)
        return sign_in_again(page);
    if (o != DONE)
        return o;
    cookie_set(page, &attempt_cookie, S(""));
    if ((o = page_sign_in_set(page, &session)) != DONE)
        return o;
    if (copied)
        page_done(page, WORD_done_passkey_copied, 0);
    page_go(page, "%" STR_FMT, STR_ARG(trust_return(form_str(&page->form, S("naar")))));
    return DONE;
}
