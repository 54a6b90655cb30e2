/* markup/words.h - every word that a person reads, in each language.
 *
 * The words stand in lang/nl.po and lang/en.po under keys such as nav.overview;
 * tools/weave_words makes an enum of the keys (WORD_nav_overview) and two tables
 * a language: plain text, and the same escaped for HTML. A key that one language
 * lacks fails the build; a key that nothing uses fails the check.
 *
 * A text may have places in braces, {n}, {name} or {}, filled by word_fill. The
 * arguments follow the order in which the Dutch text names its places; another
 * language may turn them round. With plural forms the first argument is a number,
 * stands for {n} and chooses the form.
 */
#ifndef MARKUP_WORDS_H
#define MARKUP_WORDS_H

#include "base/arena.h"
#include "base/day.h"
#include "base/lang.h"
#include "markup/out.h"
#include "markup/words_list.h" /* woven: enum word { WORD_…, WORD_COUNT } */

/* word_plain, word_html: the text as it stands in the PO file; of plural forms the singular. */
struct str word_plain(enum lang lang, enum word word);
struct html word_html(enum lang lang, enum word word);

/* word_key: the key of a word. */
struct str word_key(enum word word);

/* word_find: the word with this key; false when there is none. Binary search. */
bool word_find(struct str key, enum word *ret);

/* word_of: the plain text of a key made of two parts ("state." and "ja"), for
 * choices; the choice as it stands when there is none. */
struct str word_of(enum lang lang, struct str prefix, struct str choice);

/* A value for a place in a text. */
struct word_arg {
    enum { WORD_ARG_NONE, WORD_ARG_STR, WORD_ARG_INT, WORD_ARG_DAY, WORD_ARG_MOMENT } kind;
    struct str str;
    int64_t n;
};

/* WARG: makes one of a struct str, an integer, a struct day or a struct moment. */
static inline struct word_arg word_arg_str(struct str s)
{
    return (struct word_arg){WORD_ARG_STR, s, 0};
}

static inline struct word_arg word_arg_int(int64_t n)
{
    return (struct word_arg){WORD_ARG_INT, {NULL, 0}, n};
}

static inline struct word_arg word_arg_day(struct day day)
{
    return (struct word_arg){WORD_ARG_DAY, {NULL, 0}, day.n};
}

static inline struct word_arg word_arg_moment(struct moment moment)
{
    return (struct word_arg){WORD_ARG_MOMENT, {NULL, 0}, moment.ms};
}

#define WORD_NO_ARG ((struct word_arg){WORD_ARG_NONE, {NULL, 0}, 0})

#define WARG(value)                                                                              \
    _Generic((value), struct str: word_arg_str, struct day: word_arg_day,                        \
        struct moment: word_arg_moment, default: word_arg_int)(value)

/* word_fill: the text with its places filled; plain, in mem. Two arguments at
 * most; a text with {n} plural forms takes the form that fits the first. */
struct str word_fill(struct arena *mem, enum lang lang, enum word word, struct word_arg first,
                     struct word_arg second);

/* word_put: the same straight onto paper, arguments escaped. */
void word_put(struct out *out, enum word word, struct word_arg first, struct word_arg second);

/* word_put_day, word_put_moment: the same as word_day and word_moment, on paper; only
 * text, no <time>, so it can stand in a value or in the text of an SVG too. */
void word_put_day(struct out *out, struct day day, bool shortly);
void word_put_moment(struct out *out, struct moment moment);

/* word_day: "20 november 2026" or "20 nov 2026"; word_moment: "20 november 2026, 14.12 uur".
 * Empty for no day and no moment. */
struct str word_day(struct arena *mem, enum lang lang, struct day day, bool shortly);
struct str word_moment(struct arena *mem, enum lang lang, struct moment moment);

#endif
