#include "web/page.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/bug.h"
#include "web/pages.h"
#include "web/trust.h"

struct str page_param(const struct page *page, struct str name)
{
    for (size_t i = 0; i < page->hit.n_params; i++)
        if (str_eq(page->hit.params[i].name, name))
            return page->hit.params[i].value;
    bug_stop("a handler asks for a part that its address does not have", __FILE__, __LINE__);
}

int64_t page_param_id(const struct page *page, struct str name)
{
    int64_t id = 0;

    return str_int(page_param(page, name), &id) && id > 0 ? id : 0;
}

bool page_fragment(const struct page *page)
{
    return page->fragment;
}

bool page_may(const struct page *page, enum right right)
{
    return page->session.account != 0 && leave_may(page->job, right);
}

void page_top_named(struct page *page, struct str title, enum nav nav)
{
    page->title = title;
    page->nav = nav;
    if (page->fragment)
        page_fragment_top(&page->out, page);
    else
        page_shell_top(&page->out, page);
}

void page_top(struct page *page, enum word title, enum nav nav)
{
    page_top_named(page, word_plain(page->out.lang, title), nav);
}

void page_bottom(struct page *page)
{
    if (!page->fragment)
        page_shell_bottom(&page->out, page);
}

struct str page_url(const struct page *page, struct str text)
{
    struct out out;

    out_init(&out, page->job->mem, page->out.lang, text.len + 16);
    out_url(&out, text);
    return buf_str(&out.buf);
}

void page_go(struct page *page, const char *format, ...)
{
    char *at = arena_alloc(page->job->mem, 1024);
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(at, 1024, format, args);
    va_end(args);
    MUST(n > 0 && n < 1024);
    page->go = (struct str){at, (size_t)n};
    MUST(page->go.len == 1 || !str_eq(trust_return(page->go), S("/")));
}

void page_done(struct page *page, enum word done, int64_t n)
{
    MUST(str_starts(word_key(done), S("done.")));
    page->is_done = true;
    page->done = done;
    page->done_n = n;
}

/* Only our own words can be asked for: the text of the message is never in the address. */
struct str page_said(const struct page *page)
{
    struct str key = form_str(&page->query, S("gedaan"));
    struct str number = form_str(&page->query, S("n"));
    int64_t n = 0;
    enum word word;

    if (key.len == 0 || key.len > 100 ||
        !word_find(arena_text(page->job->mem, "done.%" STR_FMT, STR_ARG(key)), &word))
        return S("");
    if (number.len > 0 && !str_int(number, &n))
        return S("");
    return word_fill(page->job->mem, page->out.lang, word, WARG(n), WORD_NO_ARG);
}

enum outcome page_settle(const struct page *page, enum outcome o)
{
    return o == CLASHED && page->job->repeated ? DONE : o;
}

enum outcome page_again(struct page *page)
{
    page->is_again = true;
    page->out.buf.len = 0;
    db_rollback(page->job->db);
    if (db_unknown(page->job->db) || db_read(page->job->db) != DONE)
        return job_broke(page->job);
    return DONE;
}

enum outcome page_after(enum outcome act, enum outcome shown)
{
    return shown == DONE ? act : shown;
}

static struct str op_text(const struct page *page, char first)
{
    char op[DAY_TEXT_BYTES];
    char known[DAY_TEXT_BYTES];
    bool both = day_is(page->op) && day_is(page->known);

    if (!day_is(page->op) && !day_is(page->known))
        return S("");
    day_text(page->op, op);
    day_text(page->known, known);
    return arena_text(page->job->mem, "%c%s%s%s%s%s", first, day_is(page->op) ? "op=" : "", op,
                      both ? "&" : "", day_is(page->known) ? "bekend=" : "", known);
}

struct str page_op(const struct page *page)
{
    return op_text(page, '?');
}

struct str page_op_more(const struct page *page)
{
    return op_text(page, '&');
}

struct str page_home(const struct page *page)
{
    return arena_text(page->job->mem, "/%" STR_FMT, STR_ARG(page_op(page)));
}

struct str page_now(const struct page *page)
{
    struct str rest = page->request->query;
    struct buf out;
    char sign = '?';

    buf_init(&out, page->job->mem, page->request->path.len + rest.len + 2);
    buf_put(&out, page->request->path);
    while (rest.len > 0) {
        struct str pair = str_cut(rest, '&', &rest);

        if (pair.len == 0 || str_starts(pair, S("op=")) || str_starts(pair, S("bekend=")) ||
            str_starts(pair, S("gedaan=")))
            continue;
        buf_char(&out, sign);
        buf_put(&out, pair);
        sign = '&';
    }
    return buf_str(&out);
}

struct str page_typed(const struct page *page, struct str field, struct str kept)
{
    return page->is_again && form_has(&page->form, field) ? form_raw(&page->form, field) : kept;
}

bool page_ticked(const struct page *page, struct str field, struct str value, bool kept)
{
    if (!page->is_again || !form_has(&page->form, field))
        return kept;
    for (size_t i = 0; i < page->form.n; i++)
        if (str_eq(page->form.at[i].name, field) && str_eq(page->form.at[i].value, value))
            return true;
    return false;
}

void page_later(struct page *page, enum outcome (*work)(struct job *job, void *with), void *with)
{
    page->later = work;
    page->later_with = with;
}

void page_header(struct page *page, struct str name, struct str value)
{
    http_reply_header(page->reply, name, value);
}

void page_plain(struct page *page, int status, struct str text)
{
    page->status = status;
    page->reply->type = S("text/plain; charset=utf-8");
    page->out.buf.len = 0;
    buf_put(&page->out.buf, text);
}

/* The plain name for old readers, the whole one after it [RFC6266]. */
void page_file(struct page *page, struct str type, struct str name, struct str bytes)
{
    struct buf value;
    struct str encoded = page_url(page, name);

    buf_init(&value, page->job->mem, 2 * name.len + encoded.len + 64);
    buf_put(&value, S("attachment; filename=\""));
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        bool plain = c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '/' && c != '%';

        buf_char(&value, plain ? c : '_');
    }
    buf_put(&value, S("\"; filename*=UTF-8''"));
    buf_put(&value, encoded);
    page_header(page, S("Content-Disposition"), buf_str(&value));
    page_header(page, S("Content-Security-Policy"), S("default-src 'none'; sandbox"));
    page->reply->type = type;
    page->out.buf = (struct buf){(char *)(uintptr_t)bytes.at, bytes.len, bytes.len, page->job->mem};
}
