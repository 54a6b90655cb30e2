/* web/look.h - which norm, and which selection from it, is looked at?
 *
 * Addresses    ?norm= the key of a norm (empty: the organisation's own)
 *              &selectie= the id of a selection from that norm
 *
 * Both go along in links between the pages that know them: overview, list, gap and VvT.
 * A selection of another norm than the one chosen falls away, since both stand in one form.
 * In a template, under the title:
 *
 *     {{use look_form v->look}}      with a const struct look *
 *     href="/gap{{page_look(v->page)}}"          "?norm=…&selectie=…&op=…", or empty
 *     href="/gap?by=x{{page_look_more(v->page)}}"   the same after another value
 */
#ifndef WEB_LOOK_H
#define WEB_LOOK_H

#include "acts/view.h"
#include "web/page.h"

struct look_option {
    struct str value, text;
    bool chosen;
};

struct look_hidden {
    struct str name, value;
};

struct look {
    const struct page *page;
    const struct view *view;
    struct str action;             /* the address that the form asks      */
    struct look_option *norms;
    size_t norms_n;
    struct look_option *selections; /* from the norm that is looked at    */
    size_t selections_n;
    struct look_hidden *hidden;
    size_t hidden_n;
};

/* look_words: what the address asks, for view_load. look_other: is it another norm than the
 * organisation's own? An unknown one too. */
void look_words(const struct page *page, struct str *ret_norm, struct str *ret_profile);
bool look_other(const struct page *page);

/* look_of: the form for a view, on a page with this address. */
const struct look *look_of(const struct page *page, const struct view *view, const char *action);

/* look_all_norms: every norm that is there, by its key, for a form. */
struct look_option *look_all_norms(const struct page *page, const struct norm *chosen,
                                   size_t *ret_n);

struct str page_look(const struct page *page);
struct str page_look_more(const struct page *page);
struct str page_look_home(const struct page *page); /* "/?norm=…" */

#endif
