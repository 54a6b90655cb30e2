/* base/str.h - text as a view with a length; never owned, never ended by a nul.
 *
 * A struct str points into memory that somebody else keeps: a literal, an
 * arena, a request. The empty str has len 0 and may have at NULL.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *at;
    size_t len;
};

/* S: a str of a string literal. STR_INIT: the same for a static initialiser. */
#define S(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_INIT(literal) {"" literal, sizeof(literal) - 1}

/* STR_FMT, STR_ARG: print a str with printf: printf("%" STR_FMT, STR_ARG(s)). */
#define STR_FMT ".*s"
#define STR_ARG(s) (int)(s).len, (s).at

/* str_of: a view of a nul-ended string; NULL gives the empty str. */
static inline struct str str_of(const char *text)
{
    return (struct str){text, text == NULL ? 0 : strlen(text)};
}

static inline bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

/* str_cmp: byte order, as memcmp; a prefix comes before the longer text. */
int str_cmp(struct str a, struct str b);

bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* str_find: the offset of needle in s at or after from, or -1. */
ptrdiff_t str_find(struct str s, struct str needle, size_t from);

/* str_sub: bytes from up to but not including to, both cut to the length. */
struct str str_sub(struct str s, size_t from, size_t to);

/* str_trim: without spaces, tabs and line ends on either side. */
struct str str_trim(struct str s);

/* str_cut: the part before the first sep; *rest becomes what follows it, or
 * the empty str with at NULL when sep is not there. */
struct str str_cut(struct str s, char sep, struct str *rest);

/* str_int: the whole of s as a decimal number; false when it is anything else
 * or does not fit, and *ret is then untouched. */
bool str_int(struct str s, int64_t *ret);

/* str_char: how many bytes the character takes that s begins with; 0: it begins with none, with
 * the code point 0, or with what is not well-formed. */
size_t str_char(struct str s);

/* str_utf8: is s well-formed UTF-8 (RFC 3629), without the code point 0? */
bool str_utf8(struct str s);

/* str_fit: how a well-formed text begins, in at most so many bytes and whole characters. */
struct str str_fit(struct str s, size_t bytes);

/* str_fold: writes s to room (s.len bytes at most), lower case and without the
 * accents of Latin letters, for comparing what people type; gives the length. */
size_t str_fold(struct str s, char *room);

/* str_chars: how many code points a well-formed UTF-8 text has. */
size_t str_chars(struct str s);

#endif
