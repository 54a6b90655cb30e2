/* web/page.h - one request for a person: what was asked, and the paper to answer on.
 *
 * A handler takes values from page->query and page->form, calls one act, and
 * either writes a page or sends the person on:
 *
 *     enum outcome supplier_get(struct job *job, struct page *page)
 *     {
 *         struct supplier_view view = {.page = page};
 *         enum outcome o = act_supplier(job, page_param(page, S("id")), &view.it);
 *
 *         if (o != DONE)
 *             return o;                          the door writes 403, 404, 503 …
 *         page_top_named(page, view.it->name, NAV_SUPPLIERS);
 *         page_supplier(&page->out, &view);      woven from pages/supplier.html
 *         page_bottom(page);
 *         return DONE;
 *     }
 *
 *     enum outcome supplier_post(struct job *job, struct page *page)
 *     {
 *         enum outcome o = page_settle(page, act_supplier_review(job, …));
 *
 *         if (o == DONE) {
 *             page_done(page, WORD_done_supplier_saved, 0);
 *             page_go(page, "/leveranciers/%lld", …);
 *         } else if (o == REFUSED) {
 *             if (page_again(page) != DONE)      reads anew, status 422
 *                 return BROKEN;
 *             return page_after(o, show_form(job, page)); writes the form; page_typed, page_faults
 *         }
 *         return o;
 *     }
 *
 * In a template, with a view that has a member `const struct page *page`:
 *
 *     {{use token v->page}}                 the hidden fields of every POST form
 *     {{use row v->page, v->it.row}}        row_id and row_version, for form_row
 *     {{use faults v->page}}                the summary of what does not fit, first in the form's page
 *     {{use fault v->page, S("owner")}}     the message at a field with id="owner"
 *     {{if page_fails(v->page, S("owner"))}} aria-invalid="true" aria-describedby="owner-fout"{{end}}
 *     value="{{page_typed(v->page, S("name"), v->it.name)}}"   what was typed, else what is kept
 *     href="/maatregelen{{page_op(v->page)}}"         keeps ?op= and ?bekend=
 *     href="/maatregelen?q=x{{page_op_more(v->page)}}"  the same after another value
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "acts/picture.h"
#include "acts/sign.h"
#include "http/message.h"
#include "ledger/leave.h"
#include "markup/out.h"
#include "markup/words.h"
#include "model/person.h"
#include "store/job.h"
#include "web/form.h"
#include "web/route.h"

/* Where in the menu a page stands. */
enum nav {
    NAV_NONE, NAV_OVERVIEW, NAV_MEASURES, NAV_SOA, NAV_GAP, NAV_EVIDENCE, NAV_NORMS, NAV_MIGRATIONS, NAV_OBJECTS, NAV_PEOPLE,
    NAV_LEDGER, NAV_ORGANISATION, NAV_SSO, NAV_COUNT
};

struct web;

struct page {
    struct out out;                     /* the paper; page_top and page_bottom around it */
    struct job *job;
    const struct web *web;              /* of the process: settings, version       */
    const struct http_request *request;
    struct http_reply *reply;
    struct route_hit hit;
    struct form query;                  /* after the question mark                  */
    struct form form;                   /* of a POST                                */
    struct session session;             /* account 0: nobody signed in              */
    struct organisation org;            /* row.id 0: nobody signed in               */
    struct str code;                    /* of this request, for pages about failure and the log */
    bool secure;                        /* the browser speaks TLS (trust_secure)     */
    bool fragment;                      /* see page_fragment                        */

    enum nav nav;
    struct str title;
    bool is_again;                      /* page_again was called                    */
    int status;                         /* 0: follows from the outcome              */
    struct str go;                      /* set by page_go                           */
    bool is_done;                       /* set by page_done                         */
    enum word done;
    int64_t done_n;
    struct day op, known;               /* ?op= and ?bekend= as asked; no day: not  */
    enum outcome (*later)(struct job *job, void *with); /* set by page_later */
    void *later_with;
};

/* page_param: a part of the address, {nr} by its name, percent-decoded. */
struct str page_param(const struct page *page, struct str name);
/* page_param_id: the same as a number; 0 when it is none, which no row has. */
int64_t page_param_id(const struct page *page, struct str name);

/* page_top, page_top_named: the head of the page, up to and including <main>;
 * the page writes its own h1. page_bottom: the rest. For a fragment they write
 * only the title and the message. */
void page_top(struct page *page, enum word title, enum nav nav);
void page_top_named(struct page *page, struct str title, enum nav nav);
void page_bottom(struct page *page);

/* page_fragment: does htmx ask for a part? Then nothing of the shell is written:
 * the answer is the inside of <main>, from which hx-select takes its part. A
 * handler that can write less may ask. */
bool page_fragment(const struct page *page);

/* page_go: 303 to an address on this site, as printf; anything else is a bug.
 * Values in it are encoded by page_url. */
void page_go(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* page_url: percent-encoded as one segment or one query value, in the job's memory. */
struct str page_url(const struct page *page, struct str text);

/* page_done: says on the page that page_go leads to what has happened: a word
 * done.…, and a number for its {n}. */
void page_done(struct page *page, enum word done, int64_t n);

/* page_settle: an outcome, with the form that was already recorded as DONE. */
enum outcome page_settle(const struct page *page, enum outcome o);

/* page_again: after REFUSED or CLASHED: forgets the act's transaction, begins a
 * reading one and lets the handler write the form again (422, 409). BROKEN when
 * that fails: return it. */
ANSWER enum outcome page_again(struct page *page);

/* page_after: what an act came to, whose page was then shown again; or why that page was not. */
enum outcome page_after(enum outcome act, enum outcome shown);

/* page_outcome: writes the page about an outcome other than DONE: 403, 404, 409,
 * 422, 503. The door does this for a handler that returns one and wrote nothing. */
void page_outcome(struct page *page, enum outcome o);

/* page_failure_write: such a page with words of its own. */
void page_failure_write(struct page *page, int status, enum word title, enum word text,
                        bool forms_kept);

/* page_op, page_op_more: "?op=2026-06-30&bekend=…" and "&op=…", or empty. */
struct str page_op(const struct page *page);
struct str page_op_more(const struct page *page);

/* page_home: "/" with page_op; page_now: this page without op and bekend; for the shell. */
struct str page_home(const struct page *page);
struct str page_now(const struct page *page);

/* page_typed: what was typed in this field when the form is shown again, else kept. */
struct str page_typed(const struct page *page, struct str field, struct str kept);
/* page_ticked: the same for a box or an option: was this value among those sent? A box that is not
 * ticked is not sent, so that a hidden field beside it tells that its form was. */
bool page_ticked(const struct page *page, struct str field, struct str value, bool kept);

/* page_fails: is there a fault at this field? */
bool page_fails(const struct page *page, struct str field);

/* For {{use …}} in templates. */
void page_token(struct out *out, const struct page *page);
void page_row(struct out *out, const struct page *page, struct row row);
void page_faults(struct out *out, const struct page *page);
void page_fault(struct out *out, const struct page *page, struct str field);

/* page_may: may this person do this to some row? For showing a control. */
bool page_may(const struct page *page, enum right right);

/* page_said: what page_done had to say, on the page that it led to; empty: nothing. */
struct str page_said(const struct page *page);

/* page_later: when the answer is made, work(job, with) runs as a job of its own, in a
 * reading transaction; whatever comes of it, the answer stands. with lives as long as the job. */
void page_later(struct page *page, enum outcome (*work)(struct job *job, void *with), void *with);

/* page_file: the answer is a file to keep: always an attachment, in a sandbox
 * of its own [plan 3.7]. bytes live as long as the job. */
void page_file(struct page *page, struct str type, struct str name, struct str bytes);

/* page_plain: the answer is this text, without shell. */
void page_plain(struct page *page, int status, struct str text);

/* page_cookie: the session's secret, as the browser sent it or as it was renewed since, which the
 * answer tells by itself; page_cookie_set: a new one, or with an empty value none. page_sign_in_set: after a sign-in, with what the browser
 * is known by from now on; the session that it had before ends. For the pages that sign in
 * and out. */
struct str page_cookie(const struct page *page);
void page_cookie_set(struct page *page, struct str value);
ANSWER enum outcome page_sign_in_set(struct page *page, const struct session *session);

/* page_header: adds a header line to the reply. */
void page_header(struct page *page, struct str name, struct str value);

#endif
