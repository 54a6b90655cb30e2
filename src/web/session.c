/* web/session.c - where one is signed in, and what happened to the account: part of the
 * page about one's own account. */
#include "web/account.h"
#include "web/pages.h"

/* A name for what the browser calls itself. The first that fits: most call themselves by the
 * names of others too. */
static struct str named(struct str agent, const char *const names[][2], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_find(agent, str_of(names[i][0]), 0) >= 0)
            return str_of(names[i][1]);
    return S("");
}

static struct str browser_of(struct arena *mem, struct str agent)
{
    static const char *const browsers[][2] = {
        {"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"},
        {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"}, {"CriOS/", "Chrome"},
        {"Chrome/", "Chrome"}, {"Safari/", "Safari"}, {"curl/", "curl"},
    };
    static const char *const systems[][2] = {
        {"Windows", "Windows"}, {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},
        {"CrOS", "ChromeOS"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"},
    };
    struct str browser = named(agent, browsers, sizeof browsers / sizeof *browsers);
    struct str system = named(agent, systems, sizeof systems / sizeof *systems);

    if (browser.len == 0 || system.len == 0)
        return browser.len > 0 ? browser : system;
    return arena_text(mem, "%" STR_FMT ", %" STR_FMT, STR_ARG(browser), STR_ARG(system));
}

enum outcome account_sessions(struct page *page, struct sessions_view *ret)
{
    struct job *job = page->job;
    struct sessions_view view = {.page = page};
    struct session_line *lines;
    enum outcome o;

    if ((o = act_session_list(job, page_cookie(page), &lines, &view.rows_n)) != DONE ||
        (o = account_events(job, &view.events, &view.events_n)) != DONE)
        return o;
    view.rows = NEW_ARRAY(job->mem, view.rows_n, struct sessions_row);
    for (size_t i = 0; i < view.rows_n; i++)
        view.rows[i] = (struct sessions_row){&lines[i], browser_of(job->mem, lines[i].agent)};
    *ret = view;
    return DONE;
}

static enum outcome ended(struct page *page, enum outcome o)
{
    if (o != DONE)
        return o;
    page_done(page, WORD_done_session_ended, 0);
    page_go(page, "/mijn#sessies");
    return DONE;
}

enum outcome session_end_post(struct job *job, struct page *page)
{
    return ended(page, act_session_end(job, page_param(page, S("id"))));
}

enum outcome sessions_end_post(struct job *job, struct page *page)
{
    return ended(page, act_session_end_others(job, page_cookie(page)));
}
