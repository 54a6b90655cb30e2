#include "base/base64.h"

static const char standard[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static int value_of(const char *signs, char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == signs[62] ? 62 : c == signs[63] ? 63 : -1;
}

/* How many of the last group's signs are padding: 0, 1 or 2. */
static size_t padding_of(struct str text)
{
    size_t n = 0;

    while (n < 2 && text.len > n && text.at[text.len - 1 - n] == '=')
        n++;
    return n;
}

static bool read_signs(struct arena *mem, const char *signs, struct str text, struct str *ret)
{
    char *to = arena_alloc(mem, text.len / 4 * 3 + 3);
    unsigned held = 0;
    int bits = 0;
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++) {
        int value = value_of(signs, text.at[i]);

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
    if (held != 0)
        return false;
    *ret = (struct str){to, n};
    return true;
}

bool base64_read(struct arena *mem, struct str text, struct str *ret)
{
    return text.len % 4 == 0 &&
           read_signs(mem, standard, str_sub(text, 0, text.len - padding_of(text)), ret);
}

bool base64_url_read(struct arena *mem, struct str text, struct str *ret)
{
    /* One sign more than whole groups is six bits, which is no byte. */
    return text.len % 4 != 1 && read_signs(mem, url, text, ret);
}

struct str base64_url(struct arena *mem, struct str bytes)
{
    char *to = arena_alloc(mem, bytes.len / 3 * 4 + 4);
    unsigned held = 0;
    int bits = 0;
    size_t n = 0;

    for (size_t i = 0; i < bytes.len; i++) {
        held = (held << 8 | (unsigned char)bytes.at[i]) & 0xffff;
        for (bits += 8; bits >= 6; bits -= 6)
            to[n++] = url[held >> (bits - 6) & 0x3f];
    }
    if (bits > 0)
        to[n++] = url[held << (6 - bits) & 0x3f];
    return (struct str){to, n};
}
