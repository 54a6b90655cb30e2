/* markup/out.h - safe text on HTML paper, by type.
 *
 * What is put on paper is chosen by the type of the value: a struct str is
 * escaped, a struct html is not, a day becomes a <time> in the reader's
 * language, a number its digits. A bare char * does not compile.
 *
 *     PUT(out, person->name);   PUT(out, HTML("<td>"));   PUT(out, v->due);
 *
 * Between the quotes of an attribute, and in a title or a textarea, markup would
 * be read as text. PUT_ATTR is for there: a day becomes 2026-11-20, a moment its
 * text in UTC, a flag true or false; a struct html does not compile.
 *
 * Pages are woven from src/web/pages/NAME.html by tools/weave_page into
 *     void page_NAME(struct out *out, const struct NAME_view *v);
 * which only calls what stands here.
 */
#ifndef MARKUP_OUT_H
#define MARKUP_OUT_H

#include "base/buf.h"
#include "base/day.h"
#include "base/lang.h"

/* Paper that is being written, and the language of its reader. */
struct out {
    struct buf buf;
    enum lang lang;
};

/* Markup that is safe as it stands; made only by HTML and by the words. */
struct html {
    struct str markup;
};

#define HTML(literal) ((struct html){S(literal)})

void out_init(struct out *out, struct arena *mem, enum lang lang, size_t room_bytes);

/* out_str: escaped for text and for a quoted attribute (& < > " ').
 * out_url: percent-encoded as one segment or one query value (RFC 3986).
 * out_day: <time datetime="2026-11-20">20 november 2026</time>; nothing for no day.
 * out_day_short: the same with the month in three letters.
 * out_moment: day and time in Amsterdam, "10 november 2026, 14.12 uur".
 * out_flag: the reader's word for yes or no.
 * out_decimal: tenths as a number with one decimal and a point, for SVG.
 * out_path: an address on this site, escaped; "#" for any text that a browser
 *     could take elsewhere: it must begin with ?, # or a single /, and hold no
 *     control characters.
 * out_away: an address on another site, escaped; "#" for anything but https, or http on
 *     this very machine. */
static inline void out_html(struct out *out, struct html markup)
{
    buf_put(&out->buf, markup.markup);
}

void out_str(struct out *out, struct str text);
void out_int(struct out *out, int64_t n);
void out_flag(struct out *out, bool is);
void out_day(struct out *out, struct day day);
void out_day_short(struct out *out, struct day day);
void out_moment(struct out *out, struct moment moment);
void out_url(struct out *out, struct str text);
void out_decimal(struct out *out, int64_t tenths);
void out_path(struct out *out, struct str path);
void out_away(struct out *out, struct str address);

/* out_attr_day, out_attr_moment: as day_text and moment_text; out_attr_flag: true or false. */
void out_attr_day(struct out *out, struct day day);
void out_attr_moment(struct out *out, struct moment moment);
void out_attr_flag(struct out *out, bool is);

/* The numbers that PUT takes; a char is not among them. */
#define OUT_INTEGERS                                                                            \
    short: out_int, unsigned short: out_int, unsigned char: out_int, int: out_int,              \
    unsigned: out_int, long: out_int, unsigned long: out_int, long long: out_int

#define PUT(out, value)                                                                         \
    _Generic((value),                                                                           \
        struct str: out_str,                                                                    \
        struct html: out_html,                                                                  \
        struct day: out_day,                                                                    \
        struct moment: out_moment,                                                              \
        bool: out_flag,                                                                         \
        OUT_INTEGERS)((out), (value))

#define PUT_ATTR(out, value)                                                                    \
    _Generic((value),                                                                           \
        struct str: out_str,                                                                    \
        struct day: out_attr_day,                                                               \
        struct moment: out_attr_moment,                                                         \
        bool: out_attr_flag,                                                                    \
        OUT_INTEGERS)((out), (value))

#endif
