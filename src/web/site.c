/* web/site.c - what the law and good practice ask a site to have, and what a
 * machine asks about its health. */
#include "web/site.h"

#include "acts/care.h"
#include "http/clock.h"
#include "ledger/clock.h"
#include "store/bar.h"
#include "web/door.h"
#include "web/pages.h"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static enum outcome show_text(struct page *page, enum word title, const enum word *words, size_t n)
{
    struct text_view view = {word_plain(page->out.lang, title), words, n};

    page_top(page, title, NAV_NONE);
    page_text(&page->out, &view);
    page_bottom(page);
    return DONE;
}

#define SHOW(page, title, words) show_text(page, title, words, sizeof(words) / sizeof *(words))

enum outcome accessibility_get(struct job *job, struct page *page)
{
    static const enum word words[] = {
        WORD_site_accessibility_1, WORD_site_accessibility_2, WORD_site_accessibility_3,
        WORD_site_accessibility_4,
    };

    (void)job;
    return SHOW(page, WORD_nav_accessibility, words);
}

enum outcome privacy_get(struct job *job, struct page *page)
{
    struct privacy_view view = {.rows_n = RETENTION_COUNT, .own = job->org != 0};

    view.backup_days = (page->web->settings->backup_kept_ms + DAY_MS - 1) / DAY_MS;
    retention_rows(job, view.own ? &page->org : NULL, view.rows);
    page_top(page, WORD_nav_privacy, NAV_NONE);
    page_privacy(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome shortcuts_get(struct job *job, struct page *page)
{
    static const enum word words[] = {
        WORD_site_shortcuts_1, WORD_site_shortcuts_2, WORD_site_shortcuts_3,
    };

    (void)job;
    return SHOW(page, WORD_nav_shortcuts, words);
}

/* [plan 3.17] A clock that stands before the last entry stops all writing, until that is
 * confirmed; entries then keep the later time. One that was set forward by more than a day spoils
 * the entries to come. */
static enum outcome health_clock(struct job *job, const struct page *page, struct str *ret)
{
    int64_t set_ms = clock_lead_ms() - page->web->settings->clock_lead_ms;
    enum clock clock;
    struct moment last;
    enum outcome o = care_clock(job, &clock, &last);

    if (o != DONE)
        return o;
    if (clock == CLOCK_BACK)
        *ret = S("degraded: nothing can be written, the clock stands before the last entry\n");
    else if (last.ms > job->now.ms + CLOCK_BACK_MS)
        *ret = S("degraded: the last entry is of a later time than the clock\n");
    else if (set_ms > DAY_MS)
        *ret = S("degraded: the clock was set forward by more than a day\n");
    return DONE;
}

/* What works and yet needs somebody is 200: who restarts on 503 mends nothing by it. Empty when
 * the data cannot be read, as one row of it tells. */
static struct str health(struct job *job, const struct page *page)
{
    int64_t most_ms = page->web->settings->backup_late_ms;
    char text[MOMENT_TEXT_BYTES];
    struct str clock = S("");
    struct moment last;
    bool late = false;
    struct str path;

    if (health_clock(job, page, &clock) != DONE)
        return S("");
    if (clock.len > 0)
        return clock;
    if (bar_of_db(job->db, job->mem, &path) != BAR_NONE)
        return S("degraded: the data cannot be written\n");
    if (db_short(job->db))
        return S("degraded: no room on the disk\n");
    if (most_ms == 0)
        return S("ok\n");
    if (care_late(job, most_ms, &late, &last) != DONE)
        return S("");
    if (!late)
        return S("ok\n");
    return arena_text(job->mem, "degraded: last back-up %s\n",
                      last.ms == 0 ? "never" : moment_text(last, text).at);
}

enum outcome healthz_get(struct job *job, struct page *page)
{
    struct str says = S("");

    db_rollback(job->db);
    if (!db_unknown(job->db) && db_read(job->db) == DONE)
        says = health(job, page);
    if (says.len == 0)
        page_plain(page, 503, S("the data cannot be read\n"));
    else
        page_plain(page, 200, says);
    return DONE;
}

/* Only somebody on this machine, and not by way of the proxy. */
static bool is_near(const struct http_request *request)
{
    struct str peer = request->peer;

    if (http_header_of(request, S("x-forwarded-for")).len > 0 ||
        http_header_of(request, S("forwarded")).len > 0)
        return false;
    return str_eq(peer, S("127.0.0.1")) || str_eq(peer, S("::1"));
}

enum outcome metrics_get(struct job *job, struct page *page)
{
    const struct web *web = page->web;
    struct buf text;

    if (!is_near(page->request))
        return NOT_THERE;
    buf_init(&text, job->mem, 1024);
    buf_put(&text, S("# Requests answered by this worker since it began.\n"
                     "# TYPE waarborg_requests_total counter\n"));
    for (int i = 2; i < WEB_STATUS_CLASSES; i++)
        buf_text(&text, "waarborg_requests_total{status=\"%dxx\"} %lld\n", i,
                 (long long)web->answered[i]);
    buf_text(&text, "# TYPE waarborg_request_milliseconds_total counter\n"
             "waarborg_request_milliseconds_total %lld\n", (long long)web->answered_ms);
    page_plain(page, 200, buf_str(&text));
    return DONE;
}

bool site_takes_contact(struct str contact)
{
    static const char *const schemes[] = {"https://", "mailto:", "tel:"};

    for (size_t i = 0; i < contact.len; i++)
        if (contact.at[i] <= ' ' || contact.at[i] > '~')
            return false;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (str_starts(contact, str_of(schemes[i])) && contact.len > strlen(schemes[i]))
            return true;
    return false;
}

/* [RFC9116] Expires is required; less than a year ahead is advised. */
enum outcome security_txt_get(struct job *job, struct page *page)
{
    struct str contact = page->web->settings->contact;
    char expires[DAY_TEXT_BYTES];

    if (contact.len == 0)
        return NOT_THERE;
    day_text((struct day){job->today.n + 180}, expires);
    page_plain(page, 200, arena_text(job->mem,
        "Contact: %" STR_FMT "\nExpires: %sT00:00:00Z\nPreferred-Languages: nl, en\n",
        STR_ARG(contact), expires));
    return DONE;
}
