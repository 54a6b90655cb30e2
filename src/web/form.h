/* web/form.h - what did the person fill in?
 *
 * Reads a query string and the two kinds of body that browsers send. A form
 * knows its fields by name and keeps repeated names in order; the last value of
 * a name counts, so that a hidden field before a checkbox says "no" when the
 * box is not ticked. Reading is pure; nothing here knows a database or a page.
 *
 *     struct str owner = form_str(&page->form, S("owner"));
 *
 * Limits   2,000 fields; names 100 bytes; values 64 KiB; one file, 25 MB.
 *          A bad percent-escape, text that is no UTF-8 and the code point 0 are
 *          refused as a whole, since no browser sends them.
 * Sources  [URL 5.1] application/x-www-form-urlencoded; [RFC7578] multipart.
 */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "base/arena.h"
#include "base/day.h"
#include "base/fault.h"
#include "base/outcome.h"
#include "model/noun.h"

enum {
    FORM_FIELDS_MAX = 2000,
    FORM_NAME_BYTES = 100,
    FORM_VALUE_BYTES = 64 * 1024,
    FORM_FILE_BYTES = 25 * 1024 * 1024
};

struct form_field {
    struct str name;
    struct str value;
};

struct form {
    struct form_field *at;
    size_t n;
    struct str file_field;  /* the name of the field that held a file; empty: no file */
    struct str file_name;   /* as the browser gave it: data, never a path            */
    struct str file_bytes;  /* a view of the body                                     */
    struct faults *faults;  /* where form_day and form_int note what does not fit      */
};

enum form_read {
    FORM_READ,
    FORM_BAD,       /* escapes, UTF-8, code point 0, or no such body: 400  */
    FORM_TOO_MUCH,  /* past a limit: 413                                   */
    FORM_OTHER_KIND /* a body of another type: 415                         */
};

/* form_query: reads a query string. form_body: reads a body by its Content-Type;
 * an empty body is an empty form. Texts lie in mem, a file stays in the body. */
ANSWER enum form_read form_query(struct arena *mem, struct str query, struct form *ret);
ANSWER enum form_read form_body(struct arena *mem, struct str type, struct str body,
                                struct form *ret);

/* form_has: was the field sent, empty or not? */
bool form_has(const struct form *form, struct str name);

/* form_str: its last value without spaces at both ends; empty when it was not
 * sent. form_raw: the same with its spaces, for passwords. */
struct str form_str(const struct form *form, struct str name);
struct str form_raw(const struct form *form, struct str name);

/* form_all: all values of a name, in order; *ret_n of them, in mem. */
struct str *form_all(const struct form *form, struct arena *mem, struct str name, size_t *ret_n);

/* form_int: a decimal number; 0 when empty. form_day: a date as YYYY-MM-DD, as
 * browsers send it; no day when empty. What does not fit is noted as fault.number
 * or fault.day at the field (form->faults), and reads as empty. */
int64_t form_int(const struct form *form, struct str name);
struct day form_day(const struct form *form, struct str name);

/* form_choice: the value of a word among choices; 0 when empty. Another word is
 * noted as fault.choice. */
int form_choice(const struct form *form, struct str name, const struct choices *choices);

/* form_row: which row and which version of it the person had before them, from
 * the hidden fields row_id and row_version ({{use row …}}). */
struct row form_row(const struct form *form);

/* form_file: the file that was sent with this name; false when there is none. */
bool form_file(const struct form *form, struct str name, struct str *ret_name,
               struct str *ret_bytes);

/* form_given: what the form names of a noun's fields, for acts that take a
 * struct given. A field that the page did not show is not given. */
struct given;
void form_given(const struct form *form, const struct noun *noun, struct given *ret);

/* The readers behind form_query and form_body; pure. */
ANSWER enum form_read urlencoded_read(struct arena *mem, struct str text, struct form *ret);
ANSWER enum form_read multipart_read(struct arena *mem, struct str boundary, struct str body,
                                     struct form *ret);

/* urlencoded_text: one escaped text decoded into mem; plus says whether + is a
 * space (in a query it is, in a path it is not). False: bad escapes, UTF-8 or 0. */
bool urlencoded_text(struct arena *mem, struct str text, bool plus, struct str *ret);

/* form_add: adds a field; FORM_TOO_MUCH past a limit. For the readers. */
ANSWER enum form_read form_add(struct form *form, struct arena *mem, struct str name,
                               struct str value);

#endif
