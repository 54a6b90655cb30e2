/* What a text of OSCAL looks like, kind by kind: the patterns of the schema, coded. */
#include <stdlib.h>

#include "base/day.h"
#include "catalogue/letters_table.h"
#include "catalogue/shape.h"

/* The code point at s.at[*i], which moves past it; s is well-formed UTF-8. */
static uint32_t next_char(struct str s, size_t *i)
{
    unsigned char first = (unsigned char)s.at[(*i)++];
    uint32_t c = first < 0x80 ? first : first < 0xe0 ? first & 0x1fu
                                      : first < 0xf0 ? first & 0x0fu : first & 0x07u;

    for (int more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
         more > 0 && *i < s.len; more--)
        c = c << 6 | ((unsigned char)s.at[(*i)++] & 0x3fu);
    return c;
}

static int by_range(const void *key, const void *at)
{
    uint32_t c = *(const uint32_t *)key;
    const struct range *range = at;

    return (c > range->to) - (c < range->from);
}

static bool within(uint32_t c, const struct range *ranges, size_t n)
{
    return bsearch(&c, ranges, n, sizeof *ranges, by_range) != NULL;
}

static bool is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return within(c, letters, sizeof letters / sizeof *letters);
}

static bool is_number(uint32_t c)
{
    if (c < 0x80)
        return c >= '0' && c <= '9';
    return within(c, numbers, sizeof numbers / sizeof *numbers);
}

/* What a pattern calls white space (ECMA-262, \s). */
static bool is_blank(uint32_t c)
{
    return (c >= 9 && c <= 13) || c == ' ' || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000 || c == 0xfeff;
}

static bool is_token(struct str s)
{
    for (size_t i = 0; i < s.len;) {
        bool first = i == 0;
        uint32_t c = next_char(s, &i);

        if (is_letter(c) || c == '_')
            continue;
        if (first || (!is_number(c) && c != '.' && c != '-'))
            return false;
    }
    return s.len > 0;
}

static bool is_line(struct str s)
{
    return s.len > 0 && memchr(s.at, '\n', s.len) == NULL;
}

static bool is_string(struct str s)
{
    uint32_t c = ' ';

    for (size_t i = 0; i < s.len;) {
        bool first = i == 0;

        c = next_char(s, &i);
        if ((first && is_blank(c)) || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
            return false;
    }
    return s.len > 0 && !is_blank(c);
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_uuid(struct str s)
{
    if (s.len != 36)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (i == 8 || i == 13 || i == 18 || i == 23 ? s.at[i] != '-' : !is_hex(s.at[i]))
            return false;
    return (s.at[14] == '4' || s.at[14] == '5') && strchr("89abAB", s.at[19]) != NULL;
}

/* Two digits at i, or -1. */
static int two(struct str s, size_t i)
{
    if (i + 2 > s.len || !is_number((unsigned char)s.at[i]) ||
        !is_number((unsigned char)s.at[i + 1]))
        return -1;
    return (s.at[i] - '0') * 10 + s.at[i + 1] - '0';
}

/* Only the time zones that exist: [OSCAL 1.2.1] DateTimeWithTimezoneDatatype. */
static bool is_zone(struct str s)
{
    bool minus = s.len > 0 && s.at[0] == '-';
    int hour = two(s, 1);
    int minute = two(s, 4);

    if (str_eq(s, S("Z")))
        return true;
    if (s.len != 6 || (!minus && s.at[0] != '+') || s.at[3] != ':' || hour < 0)
        return false;
    if (minute == 0)
        return hour <= (minus ? 12 : 14);
    if (minute == 30)
        return hour == 3 || hour == 9 ||
               (!minus && (hour == 4 || hour == 5 || hour == 6 || hour == 10));
    return minute == 45 && !minus && (hour == 5 || hour == 8 || hour == 12);
}

static bool is_day(struct str s)
{
    struct day day;

    return day_of_text(s, &day) && two(s, 0) >= 19 && two(s, 0) <= 29;
}

static bool is_date(struct str s)
{
    return is_day(str_sub(s, 0, 10)) && (s.len == 10 || is_zone(str_sub(s, 10, s.len)));
}

/* A whole number without a sign. */
static bool is_whole(struct str s, bool positive)
{
    bool zero = true;

    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        zero = zero && s.at[i] == '0';
    }
    return s.len > 0 && !(positive && zero);
}

static bool is_moment(struct str s)
{
    size_t i = 19;

    if (s.len < 20 || !is_day(str_sub(s, 0, 10)) || s.at[10] != 'T' || s.at[13] != ':' ||
        s.at[16] != ':')
        return false;
    if (two(s, 11) < 0 || two(s, 11) > 23 || two(s, 14) < 0 || two(s, 14) > 59 ||
        two(s, 17) < 0 || two(s, 17) > 59)
        return false;
    if (s.at[i] == '.') {
        size_t from = ++i;

        while (i < s.len && is_number((unsigned char)s.at[i]))
            i++;
        if (i == from)
            return false;
    }
    return is_zone(str_sub(s, i, s.len));
}

/* The characters of a URI reference [RFC3986], one # at most; may be empty. */
static bool is_uri_ref(struct str s)
{
    int fragments = 0;

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];

        if (c <= ' ' || c >= 0x7f || strchr("\"<>\\^`{|}", c) != NULL)
            return false;
        if (c == '%' && (i + 2 >= s.len || !is_hex(s.at[i + 1]) || !is_hex(s.at[i + 2])))
            return false;
        fragments += c == '#';
    }
    return fragments <= 1;
}

static bool is_uri(struct str s)
{
    struct str rest;
    struct str scheme = str_cut(s, ':', &rest);

    if (scheme.len < 2 || rest.len == 0 || !is_letter((unsigned char)scheme.at[0]))
        return false;
    for (size_t i = 1; i < scheme.len; i++) {
        unsigned char c = (unsigned char)scheme.at[i];

        if (c >= 0x80 || (!is_letter(c) && !is_number(c) && c != '+' && c != '-' && c != '.'))
            return false;
    }
    return is_uri_ref(s);
}

static bool is_email(struct str s)
{
    struct str rest;
    struct str name = str_cut(s, '@', &rest);

    return is_string(s) && name.len > 0 && rest.len > 0 && strchr(".", rest.at[0]) == NULL;
}

static bool is_base64(struct str s)
{
    size_t end = s.len;

    for (int i = 0; i < 2 && end > 0 && s.at[end - 1] == '='; i++)
        end--;
    for (size_t i = 0; i < end; i++) {
        unsigned char c = (unsigned char)s.at[i];

        if (c >= 0x80 || (!is_letter(c) && !is_number(c) && c != '+' && c != '/'))
            return false;
    }
    return end > 0;
}

static bool is_word(struct str s, struct str words)
{
    while (words.at != NULL)
        if (str_eq(s, str_cut(words, ' ', &words)))
            return true;
    return false;
}

const struct shape_member *shape_member(const struct shape *shape, struct str name)
{
    for (int i = 0; shape != NULL && i < shape->n; i++)
        if (str_eq(name, shape->members[i].name))
            return &shape->members[i];
    return NULL;
}

bool shape_holds(const struct shape_member *member, struct str text)
{
    switch (member->kind) {
    case SHAPE_LINE:
        return is_line(text);
    case SHAPE_STRING:
        return is_string(text);
    case SHAPE_TOKEN:
        return is_token(text);
    case SHAPE_WORD:
        return is_word(text, str_of(member->words));
    case SHAPE_UUID:
        return is_uuid(text);
    case SHAPE_MOMENT:
        return is_moment(text);
    case SHAPE_DATE:
        return is_date(text);
    case SHAPE_NATURAL:
        return is_whole(text, false);
    case SHAPE_POSITIVE:
        return is_whole(text, true);
    case SHAPE_URI:
        return is_uri(text);
    case SHAPE_URI_REF:
        return is_uri_ref(text);
    case SHAPE_EMAIL:
        return is_email(text);
    case SHAPE_BASE64:
        return is_base64(text);
    default:
        return true;
    }
}

const char *shape_word(enum shape_kind kind)
{
    static const char *const keys[SHAPE_KIND_COUNT] = {
        [SHAPE_TEXT] = "text",       [SHAPE_LINE] = "line",         [SHAPE_STRING] = "string",
        [SHAPE_TOKEN] = "token",     [SHAPE_WORD] = "choice",       [SHAPE_UUID] = "uuid",
        [SHAPE_MOMENT] = "moment",   [SHAPE_DATE] = "date",         [SHAPE_URI] = "uri",
        [SHAPE_URI_REF] = "uri_ref", [SHAPE_EMAIL] = "email",       [SHAPE_BASE64] = "base64",
        [SHAPE_DECIMAL] = "decimal", [SHAPE_NATURAL] = "natural",
        [SHAPE_POSITIVE] = "positive", [SHAPE_BOOLEAN] = "boolean", [SHAPE_OBJECT] = "object",
    };

    return keys[kind];
}
