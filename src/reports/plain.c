#include "reports/plain.h"

/* Ranges of code points, ascending. */
struct range {
    uint32_t from;
    uint32_t to;
};

static const struct range no_width[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x0610, 0x061a}, {0x064b, 0x065f},
    {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200d}, {0x2060, 0x2064}, {0x20d0, 0x20ff},
    {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0100, 0xe01ef},
};

static const struct range two_wide[] = {
    {0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0xa4cf}, {0xac00, 0xd7a3},
    {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6},
    {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1faff}, {0x20000, 0x3fffd},
};

/* Controls of C1, and the marks and isolates that set the direction of writing. */
static const struct range unsafe[] = {
    {0x0000, 0x001f}, {0x007f, 0x009f}, {0x061c, 0x061c}, {0x200e, 0x200f},
    {0x2028, 0x202e}, {0x2066, 0x206f}, {0xfff9, 0xfffb},
};

static bool is_in(uint32_t c, const struct range *ranges, size_t n)
{
    for (size_t i = 0; i < n && c >= ranges[i].from; i++)
        if (c <= ranges[i].to)
            return true;
    return false;
}

#define IS_IN(c, ranges) is_in((c), (ranges), sizeof(ranges) / sizeof((ranges)[0]))

/* One character as it is shown. */
struct glyph {
    struct str bytes;
    size_t width;
};

/* The character at *at of a well-formed text, which moves to the next one. */
static struct glyph glyph_next(struct str text, size_t *at)
{
    unsigned char first = (unsigned char)text.at[*at];
    size_t len = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    struct str bytes = str_sub(text, *at, *at + len);
    uint32_t c = first & (len == 1 ? 0x7f : 0xff >> (len + 1));

    for (size_t i = 1; i < bytes.len; i++)
        c = c << 6 | ((unsigned char)bytes.at[i] & 0x3f);
    *at += bytes.len;
    if (c == '\n' || c == '\r' || c == '\t')
        return (struct glyph){S(" "), 1};
    if (c >= 0x20 && c < 0x7f)
        return (struct glyph){bytes, 1};
    if (IS_IN(c, unsafe))
        return (struct glyph){S("\xef\xbf\xbd"), 1};
    if (IS_IN(c, no_width))
        return (struct glyph){bytes, 0};
    return (struct glyph){bytes, IS_IN(c, two_wide) ? 2 : 1};
}

size_t plain_width(struct str text)
{
    size_t width = 0;

    for (size_t i = 0; i < text.len;)
        width += glyph_next(text, &i).width;
    return width;
}

size_t plain_put(struct buf *out, struct str text, size_t room)
{
    bool cut = room > 0 && plain_width(text) > room;
    size_t left = cut ? room - 1 : SIZE_MAX;
    size_t width = 0;

    for (size_t i = 0; i < text.len;) {
        struct glyph glyph = glyph_next(text, &i);

        if (glyph.width > left - width)
            break;
        buf_put(out, glyph.bytes);
        width += glyph.width;
    }
    if (!cut)
        return width;
    buf_put(out, S("…"));
    return width + 1;
}
