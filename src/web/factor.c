/* web/factor.c - the second factor: its step at the door, and what its owner does with it. */
#include "web/factor.h"

#include "web/cookie.h"
#include "web/pages.h"
#include "web/qr.h"
#include "web/sign.h"
#include "web/trust.h"

/* ---- at the door ---- */

static const struct cookie step_cookie = {.name = "tweede", .seconds = SIGN_STEP_MINUTES * 60};

void sign_step_set(struct page *page, struct str step)
{
    cookie_set(page, &step_cookie, step);
}

static void show_second(struct page *page, struct str back)
{
    struct second_view view = {page, back};

    page_top(page, WORD_totp_step_title, NAV_NONE);
    page_second(&page->out, &view);
    page_bottom(page);
}

enum outcome sign_second_get(struct job *job, struct page *page)
{
    (void)job;
    if (page->session.account != 0 || cookie_of(page, &step_cookie).len == 0)
        page_go(page, "/inloggen");
    else
        show_second(page, trust_return(form_str(&page->query, S("naar"))));
    return DONE;
}

enum outcome sign_second_post(struct job *job, struct page *page)
{
    struct str back = trust_return(form_str(&page->form, S("naar")));
    struct session session = {0};
    enum outcome o = act_sign_second(job, cookie_of(page, &step_cookie),
                                     form_str(&page->form, S("code")),
                                     http_header_of(page->request, S("user-agent")), &session);

    if (o == NOT_THERE) { /* too late: from the beginning */
        page_go(page, "/inloggen?einde=1");
        return DONE;
    }
    if (o == DONE && (o = page_sign_in_set(page, &session)) == DONE) {
        sign_step_set(page, S(""));
        page_go(page, "%" STR_FMT, STR_ARG(back));
        return DONE;
    }
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    show_second(page, back);
    return REFUSED;
}

/* ---- one's own ---- */

static enum outcome show_factor(struct job *job, struct page *page)
{
    struct factor_view view = {.page = page};
    enum outcome o = act_totp(job, &view.it);

    if (o != DONE)
        return o;
    page_top(page, WORD_totp_title, NAV_NONE);
    page_factor(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome factor_get(struct job *job, struct page *page)
{
    return show_factor(job, page);
}

static enum outcome show_again(struct job *job, struct page *page, enum outcome o)
{
    if (o != REFUSED)
        return o;
    return page_again(page) == DONE ? page_after(o, show_factor(job, page)) : BROKEN;
}

enum outcome factor_new_post(struct job *job, struct page *page)
{
    struct factor_new_view view = {.page = page};
    int side = 0;
    enum outcome o = act_totp_begin(job, arena_text(job->mem, "waarborg %" STR_FMT,
                                                    STR_ARG(page->org.name)), &view.it);

    if (o != DONE)
        return show_again(job, page, o);
    view.qr = qr_path(job->mem, view.it.address, &side);
    view.side = side;
    page_top(page, WORD_totp_new, NAV_NONE);
    page_factor_new(&page->out, &view);
    page_bottom(page);
    return DONE;
}

static enum outcome show_codes(struct page *page, const struct str *codes)
{
    struct recovery_view view = {.page = page, .rows_n = RECOVERY_CODES};

    for (int i = 0; i < RECOVERY_CODES; i++)
        view.rows[i].code = codes[i];
    page_top(page, WORD_totp_codes, NAV_NONE);
    page_recovery(&page->out, &view);
    page_bottom(page);
    return DONE;
}

/* After a wrong code the secret is not shown again: the app has it, or one begins anew. */
enum outcome factor_confirm_post(struct job *job, struct page *page)
{
    struct factor_new_view view = {.page = page};
    struct str *codes;
    enum outcome o = act_totp_confirm(job, page_cookie(page), form_str(&page->form, S("code")),
                                      &page->session, &codes);

    if (o == DONE)
        return show_codes(page, codes);
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    page_top(page, WORD_totp_new, NAV_NONE);
    page_factor_new(&page->out, &view);
    page_bottom(page);
    return REFUSED;
}

enum outcome factor_codes_post(struct job *job, struct page *page)
{
    struct str *codes;
    enum outcome o = act_totp_codes(job, &codes);

    return o == DONE ? show_codes(page, codes) : show_again(job, page, o);
}

enum outcome factor_end_post(struct job *job, struct page *page)
{
    enum outcome o = act_totp_remove(job);

    if (o != DONE)
        return o;
    page_done(page, WORD_done_factor_gone, 0);
    page_go(page, "/mijn/factor");
    return DONE;
}
