/* tools/weave_html.h - where in HTML does a template stand?
 *
 * Follows the static text of a template byte by byte, as a browser would, so that
 * the weaver knows for each {{…}} whether it stands in text, in a quoted value or
 * where no value may ever stand. It refuses what our security policy forbids
 * (style=, on…=, inline script, <style>), and tags that do not nest.
 *
 * Sources  [HTML 13.2.5] the states of the tokenizer, cut down to our own pages.
 */
#ifndef TOOLS_WEAVE_HTML_H
#define TOOLS_WEAVE_HTML_H

#include "base/str.h"

enum { HTML_NAME_MAX = 32, HTML_DEPTH_MAX = 64 };

enum html_where {
    HTML_IN_TEXT,
    HTML_TAG_OPENS,  /* after <                         */
    HTML_TAG_NAME,
    HTML_IN_TAG,     /* between attributes              */
    HTML_ATTR_NAME,
    HTML_ATTR_NAMED, /* after a name, = may follow      */
    HTML_VALUE_OPENS, /* after =                        */
    HTML_VALUE_BARE, /* a value without quotes          */
    HTML_VALUE,      /* a quoted value                  */
    HTML_DECLARATION /* <!doctype …>                    */
};

struct html_name {
    char at[HTML_NAME_MAX];
    size_t len;
};

struct html_element {
    struct html_name name;
    size_t line;
};

struct html {
    const char *path; /* for refusals */
    size_t line;
    bool loose;       /* tags may be left to another template to open or close */

    enum html_where where;
    char quote;
    bool closing;     /* the tag is an end tag                      */
    bool self_closed; /* … or ends in />                            */
    bool want_space;  /* only a space, / or > may follow            */
    bool has_src;
    struct html_name tag;
    struct html_name attr;
    size_t value_n;    /* bytes of the value so far                 */
    bool value_slash;  /* one of them was /                         */
    bool value_rooted; /* no value can change the host or the scheme any more */
    struct html_name value_head;
    struct html_element open[HTML_DEPTH_MAX];
    size_t n_open;
};

/* html_byte: goes on over one byte of static text. */
void html_byte(struct html *html, char c);

/* html_value: goes on over a value of {{what …}}; refuses where none may stand. */
void html_value(struct html *html, struct str what);

/* html_branch: refuses where a part of a template may not begin or end, and ends
 * the name of a tag or an attribute that was being read. */
void html_branch(struct html *html);

/* html_join: html comes out of one branch, other out of the next; both must have
 * come to the same place. what names them in a refusal: "if", "each". */
void html_join(struct html *html, const struct html *other, const char *what);

/* html_end: refuses a template that ends inside a tag or leaves one open. */
void html_end(const struct html *html);

/* html_is_markup: may elements stand here? No: it is a value, a title, a textarea. */
bool html_is_markup(const struct html *html);

/* html_keeps_space: is white space kept as it is (pre, textarea, values)? */
bool html_keeps_space(const struct html *html);

/* html_in: is an element with this name open? */
bool html_in(const struct html *html, struct str name);

#endif
