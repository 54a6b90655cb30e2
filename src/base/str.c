#include "base/str.h"

int str_cmp(struct str a, struct str b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared == 0 ? 0 : memcmp(a.at, b.at, shared);

    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len && str_eq(str_sub(s, s.len - suffix.len, s.len), suffix);
}

ptrdiff_t str_find(struct str s, struct str needle, size_t from)
{
    const char *hit;

    if (needle.len == 0 || from >= s.len)
        return -1;
    hit = memmem(s.at + from, s.len - from, needle.at, needle.len);
    return hit == NULL ? -1 : hit - s.at;
}

struct str str_sub(struct str s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from > to)
        from = to;
    return (struct str){from == 0 ? s.at : s.at + from, to - from}; /* an empty one may be at NULL */
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim(struct str s)
{
    size_t from = 0;
    size_t to = s.len;

    while (from < to && is_space(s.at[from]))
        from++;
    while (to > from && is_space(s.at[to - 1]))
        to--;
    return str_sub(s, from, to);
}

struct str str_cut(struct str s, char sep, struct str *rest)
{
    const char *hit = s.len == 0 ? NULL : memchr(s.at, sep, s.len);
    size_t at;

    if (hit == NULL) {
        *rest = (struct str){NULL, 0};
        return s;
    }
    at = (size_t)(hit - s.at);
    *rest = str_sub(s, at + 1, s.len);
    return str_sub(s, 0, at);
}

bool str_int(struct str s, int64_t *ret)
{
    bool negative = s.len > 0 && s.at[0] == '-';
    int64_t value = 0;

    if (s.len == (negative ? 1 : 0))
        return false;
    for (size_t i = negative ? 1 : 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, s.at[i] - '0', &value))
            return false;
    }
    if (!negative && __builtin_sub_overflow((int64_t)0, value, &value))
        return false;
    *ret = value;
    return true;
}

static size_t char_len(const unsigned char *p, size_t left)
{
    size_t len;

    if (p[0] < 0x80)
        return p[0] == 0 ? 0 : 1;
    if (p[0] >= 0xc2 && p[0] <= 0xdf)
        len = 2;
    else if (p[0] >= 0xe0 && p[0] <= 0xef)
        len = 3;
    else if (p[0] >= 0xf0 && p[0] <= 0xf4)
        len = 4;
    else
        return 0;
    if (left < len)
        return 0;
    for (size_t i = 1; i < len; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    /* Overlong forms, surrogates and what lies past U+10FFFF. */
    if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
        (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
        return 0;
    return len;
}

size_t str_char(struct str s)
{
    return s.len == 0 ? 0 : char_len((const unsigned char *)s.at, s.len);
}

bool str_utf8(struct str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t len = str_char(str_sub(s, i, s.len));

        if (len == 0)
            return false;
        i += len;
    }
    return true;
}

struct str str_fit(struct str s, size_t bytes)
{
    size_t n = bytes < s.len ? bytes : s.len;

    /* Not before a byte that goes on with a character. */
    while (n > 0 && n < s.len && ((unsigned char)s.at[n] & 0xc0) == 0x80)
        n--;
    return str_sub(s, 0, n);
}

size_t str_chars(struct str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.at[i] & 0xc0) != 0x80;
    return n;
}

/* The plain letter of U+00C0 to U+017F, the Latin letters of Europe; a dot for
 * what has none. Only two-byte characters: a folded text is never longer. */
static const char plain_of[] =
    "aaaaaaaceeeeiiiidnooooo.ouuuuy.s"
    "aaaaaaaceeeeiiiidnooooo.ouuuuy.y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

size_t str_fold(struct str s, char *room)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];

        if (c >= 'A' && c <= 'Z') {
            room[n++] = (char)(c + 32);
        } else if (c >= 0xc3 && c <= 0xc5 && i + 1 < s.len) {
            unsigned point = (unsigned)(c & 0x1f) << 6 | ((unsigned char)s.at[i + 1] & 0x3f);
            char plain = plain_of[point - 0xc0];

            if (plain == '.') {
                room[n++] = s.at[i];
                room[n++] = s.at[i + 1];
            } else {
                room[n++] = plain;
            }
            i++;
        } else {
            room[n++] = (char)c;
        }
    }
    return n;
}
