#include "web/parts.h"

#include "acts/norms.h"
#include "web/door.h"

/* The bytes of the first letter of a text. */
static struct str first_letter(struct str text)
{
    size_t n = 1;

    while (n < text.len && ((unsigned char)text.at[n] & 0xc0) == 0x80)
        n++;
    return str_sub(text, 0, n);
}

struct str parts_initials(const struct page *page)
{
    struct str rest = page->session.name;
    struct str first = first_letter(rest);
    struct str last = S("");

    (void)str_cut(rest, ' ', &rest);
    while (rest.len > 0) {
        struct str word = str_cut(rest, ' ', &rest);

        if (word.len > 0)
            last = first_letter(word);
    }
    return arena_text(page->job->mem, "%" STR_FMT "%" STR_FMT, STR_ARG(first), STR_ARG(last));
}

struct str parts_norm(const struct page *page)
{
    const struct norm *norm = norms_get(page->job, page->org.norm);

    return norm == NULL ? S("") : norm->title[page->out.lang]; /* its version is in it */
}

struct str parts_version(const struct page *page)
{
    return page->web->settings->version;
}

struct str parts_language(const struct page *page)
{
    return page->out.lang == LANG_EN ? S("en") : S("nl");
}

struct str parts_session(const struct page *page)
{
    int64_t now = page->job->now.ms;

    return arena_text(page->job->mem, "%lld %lld",
                      (long long)(page->session.ends.ms - now) / 1000,
                      (long long)(page->session.ends_last.ms - now) / 1000);
}

struct str parts_here(const struct page *page)
{
    const struct http_request *request = page->request;

    if (request->method == HTTP_POST)
        return S("/");
    if (request->query.len == 0)
        return request->path;
    return arena_text(page->job->mem, "%" STR_FMT "?%" STR_FMT, STR_ARG(request->path),
                      STR_ARG(request->query));
}
