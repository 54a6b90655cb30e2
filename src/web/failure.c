/* web/failure.c - what is said of what did not happen, on pages and in the log. */
#include "reports/json.h"
#include "store/bar.h"
#include "web/door.h"
#include "web/page.h"
#include "web/pages.h"
#include "web/parts.h"
#include "web/trust.h"

enum { MB = 1024 * 1024, REFUSAL_ROOM_BYTES = 8 * 1024 };

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
    struct str path;

    if (o == BROKEN && page->web->must_end)
        page_failure_write(page, 503, WORD_outcome_broken, WORD_outcome_unknown_text, true);
    else if (o == BROKEN && bar_of_db(page->web->db, page->job->mem, &path) != BAR_NONE)
        page_failure_write(page, 503, WORD_outcome_broken, WORD_outcome_barred_text, true);
    else if (o == NOT_THERE && day_is(page->op))
        page_failure_write(page, it->status, WORD_outcome_not_there_then,
                           WORD_outcome_not_there_then_text, it->forms_kept);
    else
        page_failure_write(page, it->status, it->title, it->text, it->forms_kept);
}

/* ---- what the log says of data that cannot be used ---- */

/* A path, or words of the machine, can be any bytes; JSON takes letters. */
static struct str legible(struct str text)
{
    return str_utf8(text) ? text : S("?");
}

void web_tell(const struct web_settings *settings, struct arena *mem, struct str event,
              struct str reason)
{
    struct buf line;
    struct json json;

    if (settings->log == NULL)
        return;
    buf_init(&line, mem, 512);
    json = json_of(&line);
    json_open(&json, JSON_ITEM);
    json_add_str(&json, S("event"), event);
    json_add_str(&json, S("data"), legible(db_shown(mem, settings->data)));
    json_add_str(&json, S("reason"), legible(reason));
    json_end(&json);
    settings->log(buf_str(&line));
}

/* ---- what the porter says by itself ---- */

static enum lang language_of(const struct http_request *request)
{
    return trust_language(request) == LANG_EN ? LANG_EN : LANG_NL;
}

/* A body has room for a file and for the fields beside it; people know the file. */
static struct str too_large_text(struct arena *mem, enum lang lang, size_t limit_bytes)
{
    bool has_file = limit_bytes > FORM_FILE_BYTES;
    size_t n = has_file ? FORM_FILE_BYTES : limit_bytes;
    struct str size = n >= MB ? arena_text(mem, "%zu MB", n / MB)
                              : arena_text(mem, "%zu kB", n / 1024);

    return word_fill(mem, lang, has_file ? WORD_refusal_large_file : WORD_refusal_large_text,
                     WARG(size), WORD_NO_ARG);
}

void web_refuse(struct arena *mem, const struct http_request *request, enum http_refusal why,
                size_t limit_bytes, struct http_reply *reply)
{
    static const struct {
        int status;
        enum word title, asked, sent;
    } kinds[HTTP_REFUSAL_COUNT] = {
        [HTTP_TOO_LARGE] = {413, WORD_refusal_large, 0, 0},
        [HTTP_BUSY] = {503, WORD_outcome_broken, WORD_refusal_busy, WORD_refusal_busy},
        [HTTP_LOST] = {503, WORD_refusal_lost, WORD_refusal_lost_text, WORD_outcome_unknown_text},
    };
    enum lang lang = language_of(request);
    bool sent = request->method == HTTP_POST;
    struct refusal_view view = {.title = kinds[why].title, .forms_kept = sent};
    struct route_hit form;
    struct out out;

    view.language = lang == LANG_EN ? S("en") : S("nl");
    view.text = why == HTTP_TOO_LARGE
                    ? too_large_text(mem, lang, limit_bytes)
                    : word_plain(lang, sent ? kinds[why].sent : kinds[why].asked);
    route_find(HTTP_GET, request->path, &form);
    if (form.route != NULL)
        view.form = request->path;
    out_init(&out, mem, lang, REFUSAL_ROOM_BYTES);
    page_refusal(&out, &view);
    reply->status = kinds[why].status;
    reply->type = S("text/html; charset=utf-8");
    reply->body = out.buf;
    http_reply_header(reply, S("Vary"), S("HX-Request, Cookie, Accept-Language"));
    http_reply_header(reply, S("Content-Language"), view.language);
}
