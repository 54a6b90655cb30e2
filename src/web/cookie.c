#include "web/cookie.h"

#include "web/trust.h"

static struct str name_of(const struct page *page, const struct cookie *cookie)
{
    return arena_text(page->job->mem, "%s%s", page->secure ? "__Host-" : "", cookie->name);
}

void cookie_set(struct page *page, const struct cookie *cookie, struct str value)
{
    struct buf line;

    buf_init(&line, page->job->mem, 128 + value.len);
    buf_text(&line, "%" STR_FMT "=%" STR_FMT "; Path=/%s; SameSite=%s",
             STR_ARG(name_of(page, cookie)), STR_ARG(value), cookie->shown ? "" : "; HttpOnly",
             cookie->strict ? "Strict" : "Lax");
    if (value.len == 0 || cookie->seconds > 0)
        buf_text(&line, "; Max-Age=%d", value.len == 0 ? 0 : cookie->seconds);
    if (page->secure)
        buf_put(&line, S("; Secure"));
    page_header(page, S("Set-Cookie"), buf_str(&line));
}

struct str cookie_of(const struct page *page, const struct cookie *cookie)
{
    return trust_cookie(page->request, name_of(page, cookie));
}
