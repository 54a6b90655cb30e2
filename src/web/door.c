#include "web/door.h"

#include <stdio.h>
#include <sys/random.h>
#include <unistd.h>

#include "acts/policy.h"
#include "acts/retention.h"
#include "base/bug.h"
#include "http/clock.h"
#include "records/record.h"
#include "reports/json.h"
#include "store/migrate.h"
#include "web/cookie.h"
#include "web/fresh.h"
#include "web/paced.h"
#include "web/page.h"
#include "web/parts.h"
#include "web/sso.h"
#include "web/trust.h"

enum { STATE_BYTES = 64 * 1024 * 1024, SPARE_BYTES = 1024 * 1024, PAGE_ROOM_BYTES = 32 * 1024,
       BROKEN_EXIT = 6 };

const struct str web_headers = STR_INIT(
    "Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; script-src 'self'; connect-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n"
    "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: accelerometer=(), camera=(), display-capture=(), fullscreen=(), "
    "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()\r\n"
    "Cache-Control: no-store\r\n");

enum outcome web_open(void *config, void **ret_state)
{
    const struct web_settings *settings = config;
    struct arena *mem = arena_new(STATE_BYTES);
    struct web *web;
    enum migrate_state state;
    struct str why = S("");
    enum outcome o;

    MUST(mem != NULL && settings->clock != NULL);
    web = NEW(mem, struct web);
    web->settings = settings;
    web->mem = mem;
    web->spare = arena_new(SPARE_BYTES);
    MUST(web->spare != NULL);
    o = db_open(mem, settings->data, false, &web->db, &why);
    if (o == DONE)
        o = migrate_look(web->db, mem, &state, &why);
    if (o == DONE && state == MIGRATE_CURRENT) {
        *ret_state = web;
        return DONE;
    }
    web_tell(settings, mem, S("data.refused"), why.len > 0 ? why
                                               : S("its tables are not of this program"));
    web_close(web);
    return BROKEN;
}

void web_close(void *state)
{
    struct web *web = state;
    struct arena *mem = web->mem;

    db_close(web->db);
    arena_free(web->spare);
    arena_free(mem);
}

bool web_must_end(const void *state)
{
    return ((const struct web *)state)->must_end;
}

/* ---- who asks ---- */

#define SESSION_COOKIE "waarborg"

static const struct cookie session_cookie = {.name = SESSION_COOKIE};
static const struct cookie device_cookie = {.name = "apparaat",
                                            .seconds = DEVICE_DAYS * 24 * 60 * 60};

bool web_claims(struct str cookie)
{
    return trust_cookie_in(cookie, S(SESSION_COOKIE)).len > 0 ||
           trust_cookie_in(cookie, S("__Host-" SESSION_COOKIE)).len > 0;
}

struct str page_cookie(const struct page *page)
{
    return page->session.cookie.len > 0 ? page->session.cookie : cookie_of(page, &session_cookie);
}

void page_cookie_set(struct page *page, struct str value)
{
    cookie_set(page, &session_cookie, value);
}

enum outcome page_sign_in_set(struct page *page, const struct session *session)
{
    struct str before = page_cookie(page);
    enum outcome o = before.len == 0 ? DONE : act_sign_out(page->job, before);

    if (o != DONE)
        return o;
    page_cookie_set(page, session->cookie);
    cookie_set(page, &device_cookie, session->device);
    return DONE;
}

/* For who is not signed in: what was chosen in this browser, else what it asks for. */
static void choose_language(struct page *page)
{
    int lang = trust_language(page->request);

    if (lang >= 0)
        page->job->lang = (enum lang)lang;
}

static void forget_session(struct page *page)
{
    struct job *job = page->job;

    page->session = (struct session){0};
    job->account = job->org = job->person = 0;
    job->roles = 0;
}

static enum outcome find_session(struct page *page)
{
    struct job *job = page->job;
    struct str cookie = page_cookie(page);
    enum outcome o;

    choose_language(page);
    page->out.lang = job->lang;
    if (cookie.len == 0)
        return DONE;
    if (db_read(job->db) != DONE)
        return job_broke(job);
    o = session_find(job, cookie, &page->session); /* the account's language goes first */
    if (o == DONE)
        o = record_load(job, leave_system(job), &organisation_noun, (struct row){.id = 1},
                        &page->org);
    if (o == DONE)
        o = policy_hold(job, page->org.sign_policy, &page->session);
    if (o != DONE)
        forget_session(page);
    page->out.lang = job->lang;
    db_rollback(job->db);
    return o == NOT_THERE ? DONE : o;
}

/* ---- may this request run ---- */

/* Where to go back to: what was asked for, or the page that a form was sent from. */
static struct str way_back(const struct page *page)
{
    const struct http_request *request = page->request;
    struct str here;

    if (request->method == HTTP_POST)
        here = trust_from(request, page->web->settings->origin, page->secure);
    else if (request->query.len == 0)
        here = request->path;
    else
        here = arena_text(page->job->mem, "%" STR_FMT "?%" STR_FMT, STR_ARG(request->path),
                          STR_ARG(request->query));
    here = page_url(page, here);
    return here.len > 3 && here.len <= 900 ? here : S(""); /* %2F is home: no need to say */
}

static enum outcome send_to_sign_in(struct page *page)
{
    struct str here = way_back(page);
    bool lost = page->request->method == HTTP_POST;

    page_go(page, "/inloggen%s%" STR_FMT "%s", here.len > 0 ? "?naar=" : "", STR_ARG(here),
            !lost ? "" : here.len > 0 ? "&einde=1" : "?einde=1");
    if (page->fragment) {
        page_header(page, S("HX-Redirect"), page->go);
        page->go = (struct str){0};
        page->status = 401;
    }
    return DONE;
}

static bool may_run(const struct page *page)
{
    const struct form *form = &page->form;

    /* What another program sends is believed by its signature, not by where it came from. */
    if (str_eq(page->hit.route->pattern, S(SSO_NOTICE)))
        return true;
    if (!trust_origin(page->request, page->web->settings->origin, page->secure))
        return false;
    return page->session.account == 0 ||
           trust_token(page->session.form, form_raw(form, S("form_token")));
}

static int status_of_form(enum form_read is)
{
    return is == FORM_TOO_MUCH ? 413 : is == FORM_OTHER_KIND ? 415 : 400;
}

static void refuse_form(struct page *page, enum form_read is)
{
    page_failure_write(page, status_of_form(is), WORD_outcome_bad_form,
                       is == FORM_TOO_MUCH ? WORD_outcome_too_much_text
                                           : WORD_outcome_bad_form_text,
                       is == FORM_TOO_MUCH);
}

static bool read_forms(struct page *page)
{
    const struct http_request *request = page->request;
    struct job *job = page->job;
    enum form_read is;

    page->query.faults = page->form.faults = &job->faults;
    is = form_query(job->mem, request->query, &page->query);
    if (is == FORM_READ && request->method == HTTP_POST)
        is = form_body(job->mem, http_header_of(request, S("content-type")), request->body,
                       &page->form);
    if (is != FORM_READ)
        refuse_form(page, is);
    return is == FORM_READ;
}

static bool decode_params(struct page *page)
{
    struct route_hit *hit = &page->hit;

    for (size_t i = 0; i < hit->n_params; i++)
        if (!urlencoded_text(page->job->mem, hit->params[i].value, false, &hit->params[i].value))
            return false;
    return true;
}

/* On an earlier day it may have worked by another norm. Before there was any, the pages say so. */
static enum outcome organisation_then(struct page *page)
{
    struct organisation then;
    enum outcome o = record_load(page->job, leave_system(page->job), &organisation_noun,
                                 (struct row){.id = 1}, &then);

    if (o == DONE)
        page->org = then;
    return o == NOT_THERE ? DONE : o;
}

/* Begins the reading transaction of a handler, on the day that was asked for. */
static enum outcome open_picture(struct page *page)
{
    struct job *job = page->job;
    enum outcome o;

    if (job->org == 0)
        return DONE;
    if (page->request->method == HTTP_POST)
        return db_read(job->db) == DONE ? DONE : job_broke(job);
    page->op = form_day(&page->query, S("op"));
    page->known = form_day(&page->query, S("bekend"));
    o = job->faults.n > 0 ? REFUSED : picture_open(job, page->op, page->known);
    if (o == REFUSED)
        page->op = page->known = (struct day){0};
    return o == DONE && job->known != INT64_MAX ? organisation_then(page) : o;
}

static bool is_form_number(struct str number)
{
    if (number.len != 32)
        return false;
    for (size_t i = 0; i < number.len; i++)
        if (memchr("0123456789abcdef", number.at[i], 16) == NULL)
            return false;
    return true;
}

/* Where who needs a second factor gets one: its own pages, and what those need. */
static bool is_enrolment(struct str pattern)
{
    return str_starts(pattern, S("/mijn/factor")) || str_starts(pattern, S("/mijn/passkey")) ||
           str_eq(pattern, S("/wachtwoord")) || str_eq(pattern, S("/ingelogd"));
}

static enum outcome guarded(struct page *page)
{
    struct job *job = page->job;
    bool anybody = (page->hit.route->asks & ANYBODY) != 0;
    struct str number;
    bool asks;
    enum outcome o;

    if (!anybody && (page->session.account == 0 || job->org == 0))
        return send_to_sign_in(page);
    if (!decode_params(page))
        return NOT_THERE;
    if (!read_forms(page))
        return DONE;
    if (page->request->method == HTTP_POST) {
        number = form_raw(&page->form, S("form_number"));
        if (!may_run(page)) {
            page_failure_write(page, 403, WORD_outcome_forged, WORD_outcome_forged_text, true);
            return DONE;
        }
        job->form_number = is_form_number(number) ? number : S("");
    }
    if (page->session.must_renew && !anybody &&
        !str_eq(page->hit.route->pattern, S("/wachtwoord"))) {
        page_go(page, "/wachtwoord");
        return DONE;
    }
    if (page->session.must_enrol && !anybody && !is_enrolment(page->hit.route->pattern)) {
        page_go(page, "/mijn/factor");
        return DONE;
    }
    if ((o = leave_door(job, page->hit.route->asks)) != DONE ||
        (o = fresh_judge(page, &asks)) != DONE || (o = open_picture(page)) != DONE)
        return o;
    return asks ? fresh_ask(page) : page->hit.route->handler(job, page);
}

/* ---- the answer ---- */

static int status_of(const struct page *page, enum outcome o)
{
    static const int statuses[OUTCOME_COUNT] = {
        [DONE] = 200, [REFUSED] = 422, [FORBIDDEN] = 403, [NOT_THERE] = 404, [CLASHED] = 409,
        [BROKEN] = 503,
    };

    if (page->status != 0)
        return page->status;
    return page->go.len > 0 ? 303 : statuses[o];
}

/* What has happened is said on the page that it leads to: before a #, if any. */
static void say_done(struct page *page)
{
    struct str key = word_key(page->done);
    struct str place;
    struct str address = str_cut(page->go, '#', &place);
    bool has_query = memchr(address.at, '?', address.len) != NULL;

    page->go = arena_text(page->job->mem, "%" STR_FMT "%cgedaan=%" STR_FMT "&n=%lld%s%" STR_FMT,
                          STR_ARG(address), has_query ? '&' : '?',
                          STR_ARG(str_sub(key, S("done.").len, key.len)),
                          (long long)page->done_n, place.at != NULL ? "#" : "", STR_ARG(place));
}

static void redirect(struct page *page)
{
    page->out.buf.len = 0;
    page->reply->type = (struct str){0};
    if (page->is_done)
        say_done(page);
    page_header(page, S("Location"), page->go);
}

/* When the session ends, for the script that warns of it: beside the page and not in it,
 * because a page of a past day is the same bytes each time. Seconds, no secret. */
static void tell_session(struct page *page)
{
    static const struct cookie left_cookie = {.name = "sessie", .shown = true};
    struct str ends;
    struct str left = str_cut(parts_session(page), ' ', &ends);

    if (page->session.account == 0 || page->go.len > 0)
        return;
    cookie_set(page, &left_cookie,
               arena_text(page->job->mem, "%" STR_FMT ".%" STR_FMT, STR_ARG(left), STR_ARG(ends)));
}

static void finish(struct page *page, enum outcome o)
{
    struct http_reply *reply = page->reply;

    reply->status = status_of(page, o);
    if (page->go.len > 0)
        redirect(page);
    if (reply->type.len == 0 && page->out.buf.len > 0)
        reply->type = S("text/html; charset=utf-8");
    if (page->session.cookie.len > 0)
        page_cookie_set(page, page->session.cookie);
    tell_session(page);
    page_header(page, S("Vary"), S("HX-Request, Cookie, Accept-Language"));
    page_header(page, S("Content-Language"), page->out.lang == LANG_EN ? S("en") : S("nl"));
    reply->body = page->out.buf;
}

/* Also a page about a failure is made within the job, save for BROKEN. */
static enum outcome answered(struct page *page, enum outcome o)
{
    if (o == BROKEN)
        return o;
    if (o != DONE && !page->is_again)
        page_outcome(page, o);
    finish(page, o);
    return o;
}

static enum outcome work(struct job *job, void *arg)
{
    struct page *page = arg;
    enum outcome o;

    (void)job;
    if ((o = find_session(page)) != DONE)
        return o;
    if (!paced(page))
        return answered(page, DONE);
    if (page->hit.route == NULL && page->hit.known) {
        page_header(page, S("Allow"), str_of(page->hit.allow));
        page_failure_write(page, 405, WORD_outcome_method, WORD_outcome_method_text, false);
        return answered(page, DONE);
    }
    o = page->hit.route == NULL ? NOT_THERE : guarded(page);
    /* What was already recorded was done, also for a handler that does not ask. */
    if (o == CLASHED && page->job->repeated && !page->is_again) {
        page_done(page, WORD_done_repeated, 0);
        page_go(page, "/");
        return answered(page, DONE);
    }
    return answered(page, o);
}

/* After memory ran out nothing of the job's can be asked for; the page about it
 * is made in memory that was set apart. */
static void write_broken(struct web *web, struct page *page)
{
    struct job *job = page->job;

    web->must_end = db_unknown(web->db);
    arena_reset(web->spare);
    job->mem = web->spare;
    job->faults.n = 0;
    page->is_again = false;
    page->reply->type = (struct str){0};
    buf_init(&page->reply->headers, web->spare, 1024);
    buf_init(&page->out.buf, web->spare, PAGE_ROOM_BYTES);
    page_outcome(page, BROKEN);
    finish(page, BROKEN);
}

static enum outcome see(struct job *job, void *arg)
{
    const struct page *page = arg;

    if (db_read(job->db) != DONE)
        return job_broke(job);
    return session_seen(job, page_cookie(page));
}

/* What a handler left for after its answer. */
static enum outcome do_later(struct job *job, void *arg)
{
    const struct page *page = arg;

    if (db_read(job->db) != DONE)
        return job_broke(job);
    return page->later(job, page->later_with);
}

/* [choice: tidying] One line of how much went, for who must show that it does. */
static enum outcome tidy(struct job *job, void *arg)
{
    const struct page *page = arg;
    int64_t n[RETENTION_COUNT];
    struct buf line;
    enum outcome o = act_tidy(job, n);

    if (o != DONE || page->web->settings->log == NULL)
        return o;
    buf_init(&line, job->mem, 256);
    buf_text(&line, "{\"event\":\"tidied\",\"org\":%lld", (long long)job->org);
    for (int i = 0; i < RETENTION_COUNT; i++)
        if (retention_all[i].statement != NULL)
            buf_text(&line, ",\"%s\":%lld", retention_all[i].name, (long long)n[i]);
    buf_char(&line, '}');
    page->web->settings->log(buf_str(&line));
    return DONE;
}

/* [plan 3.15] action, object, result, origin, actor, time; no query, no words. */
static void log_line(struct web *web, const struct page *page, int64_t ms)
{
    static const char *const methods[HTTP_METHOD_COUNT] = {
        [HTTP_GET] = "GET", [HTTP_HEAD] = "HEAD", [HTTP_POST] = "POST", [HTTP_PUT] = "PUT",
        [HTTP_PATCH] = "PATCH", [HTTP_DELETE] = "DELETE",
    };
    const struct job *job = page->job;
    struct buf line;
    struct json json;

    if (web->settings->log == NULL)
        return;
    buf_init(&line, web->spare, 512);
    json = json_of(&line);
    json_open(&json, JSON_ITEM);
    json_add_str(&json, S("event"), S("request"));
    json_add_moment(&json, S("time"), job->now);
    json_add_str(&json, S("id"), page->code);
    json_add_str(&json, S("method"), str_of(methods[page->request->method]));
    json_add_str(&json, S("route"), page->hit.route == NULL ? S("") : page->hit.route->pattern);
    json_add_int(&json, S("status"), page->reply->status);
    json_add_int(&json, S("ms"), ms);
    json_add_int(&json, S("person"), job->person);
    json_add_str(&json, S("from"), job->from);
    if (job->broke.len > 0 && str_utf8(job->broke))
        json_add_str(&json, S("reason"), job->broke);
    json_end(&json);
    web->settings->log(buf_str(&line));
}

static struct str make_code(struct arena *mem)
{
    uint32_t n = 0;

    MUST(getrandom(&n, sizeof n, 0) == (ssize_t)sizeof n);
    return arena_text(mem, "%08x", n);
}

static bool is_fragment(const struct http_request *request)
{
    return str_eq(http_header_of(request, S("hx-request")), S("true")) &&
           http_header_of(request, S("hx-history-restore-request")).len == 0 &&
           !str_starts(http_header_of(request, S("hx-target")), S("body"));
}

void web_answer(void *state, struct arena *mem, const struct http_request *request,
                struct http_reply *reply)
{
    struct web *web = state;
    int64_t began = clock_ms();
    struct job job;
    struct page page = {.job = &job, .web = web, .request = request, .reply = reply};
    enum outcome o;

    /* The reply about an unknown end is out; nobody may ask this connection again. */
    if (web->must_end)
        _exit(BROKEN_EXIT);
    job_start(&job, mem, web->db, web->settings->clock());
    job.door = DOOR_WEB;
    job.from = http_from(mem, request, web->settings->proxy);
    page.code = make_code(mem);
    page.secure = trust_secure(request, web->settings->proxy, web->settings->origin);
    job.device = cookie_of(&page, &device_cookie);
    page.fragment = is_fragment(request);
    page.out.buf = reply->body;
    page.out.buf.mem = mem;
    route_find(request->method, request->path, &page.hit);
    o = job_run(&job, work, &page);
    arena_reset(web->spare);
    if (o == BROKEN)
        write_broken(web, &page);
    if (o != BROKEN && page.session.account != 0 && job_run(&job, see, &page) == BROKEN)
        web->must_end = db_unknown(web->db);
    if (o != BROKEN && page.later != NULL && job_run(&job, do_later, &page) == BROKEN)
        web->must_end = db_unknown(web->db);
    if (o == DONE && page.session.account != 0 && web->tidied.n != job.today.n) {
        web->tidied = job.today;
        if (job_run(&job, tidy, &page) == BROKEN)
            web->must_end = db_unknown(web->db);
    }
    web->answered[reply->status / 100 % WEB_STATUS_CLASSES]++;
    web->answered_ms += clock_ms() - began;
    log_line(web, &page, clock_ms() - began);
}
