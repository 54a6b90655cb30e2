#include "web/link.h"

#include "web/cookie.h"
#include "web/door.h"
#include "web/pages.h"

#define HERE "/wachtwoord/nieuw"

static const struct cookie link_cookie = {.name = "link", .seconds = LINK_COOKIE_MINUTES * 60};

static bool is_secret(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (memchr("0123456789abcdef", text.at[i], 16) == NULL)
            return false;
    return text.len == 64;
}

/* ---- who opens it ---- */

static enum outcome show_gone(struct page *page)
{
    struct link_view view = {page, false};

    page->status = 404;
    page_top(page, WORD_link_gone, NAV_NONE);
    page_link_gone(&page->out, &view);
    page_bottom(page);
    return DONE;
}

static enum outcome show(struct page *page)
{
    struct link_view view = {page, false};
    enum outcome o = act_link_look(page->job, cookie_of(page, &link_cookie), &view.code);

    if (o != DONE)
        return o == NOT_THERE ? show_gone(page) : o;
    page_top(page, WORD_link_title, NAV_NONE);
    page_link(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome link_get(struct job *job, struct page *page)
{
    struct str secret = form_str(&page->query, S("link"));

    (void)job;
    if (!is_secret(secret))
        return show(page);
    cookie_set(page, &link_cookie, secret);
    page_go(page, HERE);
    return DONE;
}

enum outcome link_post(struct job *job, struct page *page)
{
    struct str fresh = form_raw(&page->form, S("password"));
    enum outcome o = REFUSED;

    if (!str_eq(fresh, form_raw(&page->form, S("password_again"))))
        job_refuse(job, S("password_again"), S("password.again_differs"));
    else
        o = act_link_use(job, cookie_of(page, &link_cookie), fresh, form_str(&page->form, S("code")));
    if (o == DONE) {
        cookie_set(page, &link_cookie, S(""));
        page_done(page, WORD_done_password, 0);
        page_go(page, "/inloggen");
        return DONE;
    }
    if (o == NOT_THERE)
        return show_gone(page);
    if (o != REFUSED)
        return o;
    return page_again(page) == DONE ? page_after(o, show(page)) : BROKEN;
}

/* ---- who makes it ---- */

static struct str site(const struct page *page)
{
    struct str origin = page->web->settings->origin;

    return origin.len > 0 ? origin
        : arena_text(page->job->mem, "%s://%" STR_FMT, page->secure ? "https" : "http",
                     STR_ARG(http_header_of(page->request, S("host"))));
}

enum outcome link_show(struct page *page, struct str name, struct str secret)
{
    struct link_made_view view = {
        .page = page, .name = name,
        .until = {page->job->now.ms + LINK_HOURS * INT64_C(3600000)},
    };

    if (secret.len > 0)
        view.address = arena_text(page->job->mem, "%" STR_FMT HERE "?link=%" STR_FMT,
                                  STR_ARG(site(page)), STR_ARG(secret));
    page_top(page, WORD_link_made, NAV_PEOPLE);
    page_link_made(&page->out, &view);
    page_bottom(page);
    return DONE;
}
