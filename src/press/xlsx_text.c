#include "press/xlsx_text.h"

#include <stdio.h>

#include "base/bug.h"

enum { ESCAPE_BYTES = 7 };

static int hex_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The value of the _xHHHH_ that text has at i, or -1. */
static int escape_at(struct str text, size_t i)
{
    int value = 0;

    if (text.len - i < ESCAPE_BYTES || text.at[i] != '_' || text.at[i + 1] != 'x' ||
        text.at[i + 6] != '_')
        return -1;
    for (size_t k = i + 2; k < i + 6; k++) {
        int digit = hex_of(text.at[k]);

        if (digit < 0)
            return -1;
        value = value << 4 | digit;
    }
    return value;
}

/* What must be escaped at i: the value, or -1 when the character can stand. */
static int needs_escape(struct str text, size_t i)
{
    unsigned char c = (unsigned char)text.at[i];

    if (c < 0x20 && c != '\t' && c != '\n')
        return c;
    if (c == '_' && escape_at(text, i) >= 0)
        return '_';
    if (c == 0xef && text.len - i >= 3 && (unsigned char)text.at[i + 1] == 0xbf &&
        ((unsigned char)text.at[i + 2] | 1) == 0xbf)
        return (unsigned char)text.at[i + 2] == 0xbe ? 0xfffe : 0xffff;
    return -1;
}

static size_t char_bytes(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

void xlsx_text_put(char to[static XLSX_TEXT_BYTES], struct str text, size_t chars_max)
{
    size_t n = 0;
    size_t chars = 0;
    size_t cut_at = 0; /* where the ellipsis goes if there is too much */

    MUST(chars_max >= 1 && chars_max <= XLSX_TEXT_CHARS_MAX);
    for (size_t i = 0; i < text.len;) {
        int escape = needs_escape(text, i);
        size_t len = escape == '_' ? 1 : char_bytes((unsigned char)text.at[i]);
        /* Excel counts halves of UTF-16, of which four bytes make two. */
        size_t more = escape >= 0 ? ESCAPE_BYTES : len == 4 ? 2 : 1;

        if (chars <= chars_max - 1)
            cut_at = n;
        if (chars + more > chars_max) {
            memcpy(to + cut_at, "…", sizeof "…");
            return;
        }
        if (escape >= 0)
            snprintf(to + n, ESCAPE_BYTES + 1, "_x%04X_", (unsigned)escape);
        else
            memcpy(to + n, text.at + i, len);
        n += escape >= 0 ? ESCAPE_BYTES : len;
        chars += more;
        i += len;
    }
    to[n] = '\0';
}

static size_t put_char(char *to, uint32_t c)
{
    if (c == 0 || (c >= 0xd800 && c <= 0xdfff))
        c = 0xfffd;
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xc0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xe0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3f));
        to[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    to[0] = (char)(0xf0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3f));
    to[2] = (char)(0x80 | (c >> 6 & 0x3f));
    to[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

struct str xlsx_text_of(struct arena *mem, struct str text)
{
    char *to;
    size_t n = 0;

    if (str_find(text, S("_x"), 0) < 0)
        return text;
    to = arena_alloc(mem, text.len);
    for (size_t i = 0; i < text.len;) {
        int unit = escape_at(text, i);
        int low;

        if (unit < 0) {
            to[n++] = text.at[i++];
            continue;
        }
        i += ESCAPE_BYTES;
        low = unit >= 0xd800 && unit <= 0xdbff ? escape_at(text, i) : -1;
        if (low >= 0xdc00 && low <= 0xdfff) {
            unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            i += ESCAPE_BYTES;
        }
        n += put_char(to + n, (uint32_t)unit);
    }
    return (struct str){to, n};
}
