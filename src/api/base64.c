#include "api/base64.h"

static int value_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* How many of the last group's signs are padding: 0, 1 or 2. */
static size_t padding_of(struct str text)
{
    size_t n = 0;

    while (n < 2 && text.len > n && text.at[text.len - 1 - n] == '=')
        n++;
    return n;
}

bool base64_read(struct arena *mem, struct str text, struct str *ret)
{
    size_t padding = padding_of(text);
    size_t signs = text.len - padding;
    char *to = arena_alloc(mem, text.len / 4 * 3 + 1);
    unsigned held = 0;
    int bits = 0;
    size_t n = 0;

    if (text.len % 4 != 0)
        return false;
    for (size_t i = 0; i < signs; i++) {
        int value = value_of(text.at[i]);

        if (value < 0)
            return false;
        held = held << 6 | (unsigned)value;
        bits += 6;
        if (bits < 8)
            continue;
        bits -= 8;
        to[n++] = (char)(held >> bits & 0xff);
        held &= (1u << bits) - 1;
    }
    *ret = (struct str){to, n};
    return held == 0;
}
