#include "web/sso.h"

#include "base/url.h"
#include "web/cookie.h"
#include "web/door.h"
#include "web/pages.h"
#include "web/sign.h"
#include "web/trust.h"

/* The cookie lives as long as a sign-in may take. It comes back with the provider's answer,
 * because that is a link to us from elsewhere. */
static const struct cookie attempt_cookie = {.name = "waarborg-sso",
                                             .seconds = SSO_ATTEMPT_MINUTES * 60};

struct str sso_home(const struct page *page)
{
    struct str host = http_header_of(page->request, S("host"));
    struct url url;
    struct str here;

    if (page->web->settings->origin.len > 0)
        return page->web->settings->origin;
    here = arena_text(page->job->mem, "%s://%" STR_FMT, page->secure ? "https" : "http",
                      STR_ARG(host));
    return url_read(here, &url) && url.near && url.path.len == 0 ? here : S("");
}

/* The one way out of this site: an address of the provider's own document. */
static void go_out(struct page *page, struct str address)
{
    page->status = 303;
    page_header(page, S("Location"), address);
}

static enum outcome begin(struct page *page, const struct sso_ask *ask, struct str *ret_address)
{
    struct str browser;
    enum outcome o;

    if (ask->home.len == 0)
        return job_refuse(page->job, S(""), S("sso.no_home"));
    if ((o = act_sso_begin(page->job, ask, ret_address, &browser)) == DONE)
        cookie_set(page, &attempt_cookie, browser);
    return o;
}

/* Why it did not go is said where one can sign in otherwise. */
static enum outcome refuse(struct page *page, struct str back)
{
    page->job->org = 0;
    page->job->person = 0;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(REFUSED, sign_in_show(page, back));
}

/* The page with the one link to the provider. */
static enum outcome show_go(struct page *page, struct sso_go_view *view, const struct sso_ask *ask)
{
    struct sso_mine mine;
    enum outcome o;

    page->job->org = ask->org;
    db_rollback(page->job->db);
    if (db_read(page->job->db) != DONE)
        return job_broke(page->job);
    if ((o = act_sso_mine(page->job, &mine)) != DONE || (o = begin(page, ask, &view->address)) != DONE)
        return o;
    if (ask->account == 0)
        page->job->org = 0; /* nobody is anywhere yet */
    view->page = page;
    view->name = mine.name;
    view->aim = ask->aim;
    view->back = ask->back;
    page_top(page, WORD_sso_go, NAV_NONE);
    page_sso_go(&page->out, view);
    page_bottom(page);
    return DONE;
}

/* [choice: who begins a sign-in] From a page of ours it goes at once; whoever comes from
 * elsewhere is first asked by a page of ours, for another site may have sent them. */
static enum outcome go_or_ask(struct page *page, const struct sso_ask *ask)
{
    struct sso_go_view view;
    struct str address;
    enum outcome o;

    if (!trust_click(page->request, page->web->settings->origin, page->secure))
        return show_go(page, &view, ask);
    if ((o = begin(page, ask, &address)) == DONE)
        go_out(page, address);
    return o;
}

enum outcome sso_begin_get(struct job *job, struct page *page)
{
    struct sso_ask ask = {
        .org = form_has(&page->query, S("org")) ? form_int(&page->query, S("org")) : 0,
        .home = sso_home(page),
        .back = trust_return(form_str(&page->query, S("naar"))),
    };
    enum outcome o;

    if (job->faults.n > 0)
        return NOT_THERE;
    if (page->session.account != 0) {
        page_go(page, "%" STR_FMT, STR_ARG(ask.back));
        return DONE;
    }
    o = go_or_ask(page, &ask);
    return o == REFUSED ? refuse(page, ask.back) : o;
}

static enum outcome came_back(struct page *page, const struct sso_done *done)
{
    enum outcome o;

    if (done->aim == AIM_SIGN_IN) {
        if ((o = page_sign_in_set(page, &done->session)) != DONE)
            return o;
        page_go(page, "%" STR_FMT, STR_ARG(trust_return(done->back)));
        return DONE;
    }
    if (done->aim == AIM_PROVE) {
        if ((o = session_prove(page->job, page_cookie(page), &page->session)) != DONE)
            return o;
        page_done(page, WORD_done_sso_proved, 0);
        page_go(page, "%" STR_FMT, STR_ARG(trust_return(done->back)));
        return DONE;
    }
    page_done(page, WORD_done_sso_linked, 0);
    page_go(page, "/mijn");
    return DONE;
}

enum outcome sso_return_get(struct job *job, struct page *page)
{
    const struct form *query = &page->query;
    struct sso_answer answer = {
        .state = form_raw(query, S("state")), .code = form_raw(query, S("code")),
        .issuer = form_raw(query, S("iss")), .error = form_str(query, S("error")),
        .browser = cookie_of(page, &attempt_cookie),
        .home = sso_home(page), .agent = http_header_of(page->request, S("user-agent")),
        .account = page->session.account,
    };
    struct sso_done done;
    enum outcome o = act_sso_return(job, &answer, &done);

    cookie_set(page, &attempt_cookie, S(""));
    if (o == NOT_THERE)
        o = job_refuse(job, S(""), S("sso.expired"));
    if (o == DONE)
        return came_back(page, &done);
    /* Who is signed in stays so; the page about a refusal says why. */
    return o == REFUSED && page->session.account == 0 ? refuse(page, S("/")) : o;
}

/* ---- for who is signed in ---- */

static enum outcome go_mine(struct page *page, enum sso_aim aim, struct str back)
{
    struct job *job = page->job;
    struct sso_ask ask = {.aim = aim, .org = job->org, .home = sso_home(page), .back = back,
                          .account = job->account};
    struct sso_go_view view;

    return show_go(page, &view, &ask);
}

enum outcome sso_prove_post(struct job *job, struct page *page)
{
    (void)job;
    return go_mine(page, AIM_PROVE, trust_return(form_str(&page->form, S("naar"))));
}

enum outcome sso_link_post(struct job *job, struct page *page)
{
    (void)job;
    return go_mine(page, AIM_LINK, S("/mijn"));
}

enum outcome sso_unlink_post(struct job *job, struct page *page)
{
    enum outcome o = act_sso_unlink(job, job->person);

    if (o != DONE)
        return o;
    page_done(page, WORD_done_sso_unlinked, 0);
    page_go(page, "/mijn");
    return DONE;
}

enum outcome sso_out_show(struct page *page, const struct sso_out_view *view)
{
    page_top(page, WORD_sso_out, NAV_NONE);
    page_sso_out(&page->out, view);
    page_bottom(page);
    return DONE;
}

/* ---- for the provider ---- */

static int64_t org_of(const struct page *page)
{
    return form_has(&page->query, S("org")) ? form_int(&page->query, S("org")) : 0;
}

enum outcome sso_keys_get(struct job *job, struct page *page)
{
    struct str keys;
    enum outcome o;

    db_rollback(job->db);
    if (db_read(job->db) != DONE)
        return job_broke(job);
    if ((o = sso_keys(job, org_of(page), &keys)) != DONE)
        return o;
    page_plain(page, 200, keys);
    page->reply->type = S("application/json");
    return DONE;
}

/* [OIDC Back-Channel Logout 2.8] 200 when it was heard, 400 for anything else. */
enum outcome sso_notice_post(struct job *job, struct page *page)
{
    enum outcome o = act_sso_notice(job, org_of(page), form_raw(&page->form, S("logout_token")));

    if (o == DONE)
        page_plain(page, 200, S(""));
    if (o != REFUSED)
        return o;
    job->faults.n = 0;
    page_plain(page, 400, S("{\"error\":\"invalid_request\"}"));
    page->reply->type = S("application/json");
    return DONE;
}

/* The same for a provider that lets the browser say it [OIDC Front-Channel Logout 3]: the name
 * of a session there, which only provider and browser know. */
enum outcome sso_left_get(struct job *job, struct page *page)
{
    enum outcome o = act_sso_left(job, org_of(page), form_raw(&page->query, S("iss")),
                                  form_raw(&page->query, S("sid")));

    if (o != DONE && o != NOT_THERE)
        return o;
    page_plain(page, 200, S(""));
    return DONE;
}
