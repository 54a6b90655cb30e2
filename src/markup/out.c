#include "markup/out.h"

#include "base/url.h"
#include "markup/words.h"

enum { STEP = 16, LONGEST_ENTITY = 6, LONGEST_NUMBER = 20 };

typedef unsigned char step_bytes __attribute__((vector_size(STEP)));
typedef uint64_t step_halves __attribute__((vector_size(STEP)));

static const struct str entities[256] = {
    ['&'] = STR_INIT("&amp;"),   ['<'] = STR_INIT("&lt;"),   ['>'] = STR_INIT("&gt;"),
    ['"'] = STR_INIT("&quot;"), ['\''] = STR_INIT("&#39;"),
};

void out_init(struct out *out, struct arena *mem, enum lang lang, size_t room_bytes)
{
    buf_init(&out->buf, mem, room_bytes);
    out->lang = lang;
}

/* Does any of the sixteen bytes at p need an entity? Compiles to a handful of
 * vector compares with gcc and clang, on any machine. */
static bool step_is_special(const char *p)
{
    step_bytes b;
    step_halves hit;

    memcpy(&b, p, STEP);
    hit = (step_halves)((b == '&') | (b == '<') | (b == '>') | (b == '"') | (b == '\''));
    return (hit[0] | hit[1]) != 0;
}

/* Copies n bytes for which there is room, all but the special ones as they are. */
static char *escape(char *to, const char *from, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct str *entity = &entities[(unsigned char)from[i]];

        if (entity->len == 0) {
            *to++ = from[i];
        } else {
            memcpy(to, entity->at, entity->len);
            to += entity->len;
        }
    }
    return to;
}

/* Room is made for each step as if all of it were special, and once for the
 * rest of the text as if none were: a plain text costs one check. */
void out_str(struct out *out, struct str text)
{
    struct buf *buf = &out->buf;
    const char *from = text.at;
    size_t left = text.len;
    char *to;

    if (buf->room - buf->len < left + STEP * LONGEST_ENTITY)
        buf_room(buf, left + STEP * LONGEST_ENTITY);
    to = buf->at + buf->len;
    while (left > 0) {
        size_t n = left < STEP ? left : STEP;

        if (n == STEP && !step_is_special(from)) {
            memcpy(to, from, STEP);
            to += STEP;
        } else {
            to = escape(to, from, n);
            buf->len = (size_t)(to - buf->at);
            if (buf->room - buf->len < left - n + STEP * LONGEST_ENTITY)
                buf_room(buf, left - n + STEP * LONGEST_ENTITY);
            to = buf->at + buf->len;
        }
        from += n;
        left -= n;
    }
    buf->len = (size_t)(to - buf->at);
}

void out_int(struct out *out, int64_t n)
{
    static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                                "25262728293031323334353637383940414243444546474849"
                                "50515253545556575859606162636465666768697071727374"
                                "75767778798081828384858687888990919293949596979899";
    char digits[LONGEST_NUMBER];
    size_t i = sizeof digits;
    uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

    while (left >= 100) {
        memcpy(digits + (i -= 2), pairs + left % 100 * 2, 2);
        left /= 100;
    }
    if (left >= 10)
        memcpy(digits + (i -= 2), pairs + left * 2, 2);
    else
        digits[--i] = (char)('0' + left);
    if (n < 0)
        digits[--i] = '-';
    buf_put(&out->buf, (struct str){digits + i, sizeof digits - i});
}

void out_flag(struct out *out, bool is)
{
    out_html(out, word_html(out->lang, is ? WORD_flag_yes : WORD_flag_no));
}

static void put_time(struct out *out, struct str machine)
{
    buf_put(&out->buf, S("<time datetime=\""));
    buf_put(&out->buf, machine);
    buf_put(&out->buf, S("\">"));
}

static void put_day_time(struct out *out, struct day day, bool shortly)
{
    char machine[DAY_TEXT_BYTES];

    if (!day_is(day))
        return;
    put_time(out, day_text(day, machine));
    word_put_day(out, day, shortly);
    buf_put(&out->buf, S("</time>"));
}

void out_day(struct out *out, struct day day)
{
    put_day_time(out, day, false);
}

void out_day_short(struct out *out, struct day day)
{
    put_day_time(out, day, true);
}

void out_moment(struct out *out, struct moment moment)
{
    char machine[MOMENT_TEXT_BYTES];

    if (moment.ms == 0)
        return;
    put_time(out, moment_text(moment, machine));
    word_put_moment(out, moment);
    buf_put(&out->buf, S("</time>"));
}

void out_url(struct out *out, struct str text)
{
    static const char hex[] = "0123456789ABCDEF";
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];

        if (memchr(plain, c, sizeof plain - 1) != NULL)
            buf_char(&out->buf, (char)c);
        else
            buf_put(&out->buf, (struct str){(char[]){'%', hex[c >> 4], hex[c & 15]}, 3});
    }
}

void out_decimal(struct out *out, int64_t tenths)
{
    int64_t rest = tenths % 10;

    if (tenths < 0 && tenths > -10)
        buf_char(&out->buf, '-');
    out_int(out, tenths / 10);
    buf_char(&out->buf, '.');
    out_int(out, rest < 0 ? -rest : rest);
}

/* Browsers take // and /\ for another host, and drop tabs and line ends from an
 * address before they look at it. */
static bool path_stays_here(struct str path)
{
    if (path.len == 0 || (path.at[0] != '/' && path.at[0] != '?' && path.at[0] != '#'))
        return false;
    if (path.at[0] == '/' && path.len > 1 && (path.at[1] == '/' || path.at[1] == '\\'))
        return false;
    for (size_t i = 0; i < path.len; i++)
        if ((unsigned char)path.at[i] < ' ')
            return false;
    return true;
}

void out_path(struct out *out, struct str path)
{
    out_str(out, path_stays_here(path) ? path : S("#"));
}

/* What follows the question mark may be long and says nothing of where it leads. */
void out_away(struct out *out, struct str address)
{
    struct str query;
    struct str place = str_cut(address, '?', &query);
    struct url url;
    bool sound = url_read(place, &url);

    for (size_t i = 0; i < query.len; i++)
        sound = sound && (unsigned char)query.at[i] > ' ';
    out_str(out, sound ? address : S("#"));
}

void out_attr_day(struct out *out, struct day day)
{
    char text[DAY_TEXT_BYTES];

    buf_put(&out->buf, day_text(day, text));
}

void out_attr_moment(struct out *out, struct moment moment)
{
    char text[MOMENT_TEXT_BYTES];

    if (moment.ms != 0)
        buf_put(&out->buf, moment_text(moment, text));
}

void out_attr_flag(struct out *out, bool is)
{
    buf_put(&out->buf, is ? S("true") : S("false"));
}
