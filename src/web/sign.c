#include "web/sign.h"

#include "web/cookie.h"
#include "web/pages.h"
#include "web/parts.h"
#include "web/passkey.h"
#include "web/sso.h"
#include "web/trust.h"

enum outcome sign_in_show(struct page *page, struct str back)
{
    struct sign_in_view view = {.page = page, .back = back,
                                .lost = form_has(&page->query, S("einde")),
                                .passkeys = passkey_site(page).len > 0};

    if (sso_buttons(page->job, &view.buttons, &view.buttons_n) != DONE)
        return BROKEN;
    page_top(page, WORD_sign_title, NAV_NONE);
    page_sign_in(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome sign_in_again(struct page *page)
{
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(REFUSED, sign_in_show(page, trust_return(form_str(&page->form, S("naar")))));
}

enum outcome sign_in_get(struct job *job, struct page *page)
{
    struct str back = trust_return(form_str(&page->query, S("naar")));

    if (page->session.account == 0) {
        db_rollback(job->db);
        return db_read(job->db) == DONE ? sign_in_show(page, back) : job_broke(job);
    }
    if (page_said(page).len > 0) /* a key of ours: it needs no encoding */
        page_go(page, "/?gedaan=%" STR_FMT, STR_ARG(form_str(&page->query, S("gedaan"))));
    else
        page_go(page, "%" STR_FMT, STR_ARG(back));
    return DONE;
}

enum outcome sign_in_post(struct job *job, struct page *page)
{
    struct str back = trust_return(form_str(&page->form, S("naar")));
    struct session session = {0};
    enum outcome o;

    db_rollback(job->db);
    if (db_read(job->db) != DONE)
        return job_broke(job);
    o = act_sign_in(job, form_str(&page->form, S("email")), form_raw(&page->form, S("password")),
                    http_header_of(page->request, S("user-agent")), &session);
    if (o == DONE && session.second.len > 0) {
        sign_step_set(page, session.second);
        page_go(page, "/inloggen/tweede?naar=%" STR_FMT, STR_ARG(page_url(page, back)));
        return DONE;
    }
    if (o == DONE && (o = page_sign_in_set(page, &session)) == DONE) {
        page_go(page, "%" STR_FMT, STR_ARG(session.must_renew ? S("/wachtwoord") : back));
        return DONE;
    }
    return o == REFUSED ? sign_in_again(page) : o;
}

enum outcome sign_out_post(struct job *job, struct page *page)
{
    struct str cookie = page_cookie(page);
    struct sso_out_view out = {.page = page};
    enum outcome o;

    if ((o = sso_end(job, cookie, sso_home(page), &out.name, &out.address)) != DONE)
        return o;
    db_rollback(job->db);
    if (cookie.len > 0 && (o = act_sign_out(job, cookie)) != DONE)
        return o;
    page->session = (struct session){0};
    page_cookie_set(page, S(""));
    page_header(page, S("Clear-Site-Data"), S("\"cache\", \"storage\""));
    if (out.address.len > 0)
        return sso_out_show(page, &out);
    page_done(page, WORD_done_signed_out, 0);
    page_go(page, "/inloggen");
    return DONE;
}

/* Asking is enough to stay; the answer tells the script until when. */
enum outcome session_get(struct job *job, struct page *page)
{
    (void)job;
    page_plain(page, 200, parts_session(page));
    return DONE;
}

enum outcome language_post(struct job *job, struct page *page)
{
    static const struct cookie chosen = {.name = "taal", .seconds = 365 * 24 * 60 * 60};
    struct str back = trust_return(form_str(&page->form, S("naar")));
    bool english = str_eq(form_str(&page->form, S("taal")), S("en"));
    enum outcome o;

    if (page->session.account != 0 &&
        (o = act_account_language(job, english ? LANG_EN : LANG_NL)) != DONE)
        return o;
    cookie_set(page, &chosen, english ? S("en") : S("nl"));
    page_go(page, "%" STR_FMT, STR_ARG(back));
    return DONE;
}

static enum outcome show_password(struct page *page)
{
    struct password_view view = {page, page->session.must_renew};

    page_top(page, WORD_password_title, NAV_NONE);
    page_password(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome password_get(struct job *job, struct page *page)
{
    (void)job;
    return show_password(page);
}

enum outcome password_post(struct job *job, struct page *page)
{
    struct str fresh = form_raw(&page->form, S("password"));
    enum outcome o = REFUSED;

    if (!str_eq(fresh, form_raw(&page->form, S("password_again"))))
        job_refuse(job, S("password_again"), S("password.again_differs"));
    else
        o = act_password_change(job, form_raw(&page->form, S("old")), fresh);
    if (o == DONE) {
        page_done(page, WORD_done_password, 0);
        page_go(page, "/inloggen"); /* and from there home, for who still is signed in */
        return DONE;
    }
    if (o != REFUSED)
        return o;
    return page_again(page) == DONE ? page_after(o, show_password(page)) : BROKEN;
}
