#include "reports/json.h"

#include "base/bug.h"

/* The letter after the backslash; u where the code point must be spelt out. */
static char escape_of(unsigned char c)
{
    switch (c) {
    case '"':
    case '\\':
        return (char)c;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return c < 0x20 ? 'u' : '\0';
    }
}

void json_str(struct buf *out, struct str text)
{
    static const char digits[] = "0123456789abcdef";
    size_t from = 0;

    buf_room(out, text.len + 2);
    buf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        char escape;

        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        escape = escape_of(c);
        buf_put(out, str_sub(text, from, i));
        from = i + 1;
        buf_char(out, '\\');
        buf_char(out, escape);
        if (escape != 'u')
            continue;
        buf_put(out, S("00"));
        buf_char(out, digits[c >> 4]);
        buf_char(out, digits[c & 15]);
    }
    buf_put(out, str_sub(text, from, text.len));
    buf_char(out, '"');
}

void json_int(struct buf *out, int64_t n)
{
    buf_int(out, n);
}

void json_bool(struct buf *out, bool is)
{
    buf_put(out, is ? S("true") : S("false"));
}

void json_absent(struct buf *out)
{
    buf_put(out, S("null"));
}

void json_day(struct buf *out, struct day day)
{
    char text[DAY_TEXT_BYTES];

    if (day_is(day))
        json_str(out, day_text(day, text));
    else
        json_absent(out);
}

void json_moment(struct buf *out, struct moment moment)
{
    char text[MOMENT_TEXT_BYTES];

    if (moment.ms != 0)
        json_str(out, moment_text(moment, text));
    else
        json_absent(out);
}

struct json json_of(struct buf *buf)
{
    return (struct json){.buf = buf};
}

struct json json_of_lines(struct buf *buf)
{
    return (struct json){.buf = buf, .indent = 2};
}

static void new_line(struct json *json)
{
    if (json->indent == 0)
        return;
    buf_char(json->buf, '\n');
    for (int i = 0; i < json->depth * json->indent; i++)
        buf_char(json->buf, ' ');
}

void json_add(struct json *json, struct str name)
{
    bool in_object = json->depth > 0 && (json->objects & 1) != 0;

    MUST((name.at != NULL) == in_object);
    MUST(json->depth > 0 || (json->filled & 1) == 0);
    if ((json->filled & 1) != 0)
        buf_char(json->buf, ',');
    json->filled |= 1;
    if (json->depth > 0)
        new_line(json);
    if (!in_object)
        return;
    json_str(json->buf, name);
    buf_put(json->buf, json->indent == 0 ? S(":") : S(": "));
}

static void open(struct json *json, struct str name, bool object)
{
    MUST(json->depth < JSON_DEPTH_MAX);
    json_add(json, name);
    buf_char(json->buf, object ? '{' : '[');
    json->objects = json->objects << 1 | (object ? 1 : 0);
    json->filled <<= 1;
    json->depth++;
}

void json_open(struct json *json, struct str name)
{
    open(json, name, true);
}

void json_list(struct json *json, struct str name)
{
    open(json, name, false);
}

void json_end(struct json *json)
{
    char end = (json->objects & 1) != 0 ? '}' : ']';
    bool filled = (json->filled & 1) != 0;

    MUST(json->depth > 0);
    json->objects >>= 1;
    json->filled >>= 1;
    json->depth--;
    if (filled)
        new_line(json);
    buf_char(json->buf, end);
}

void json_add_str(struct json *json, struct str name, struct str text)
{
    json_add(json, name);
    json_str(json->buf, text);
}

void json_add_int(struct json *json, struct str name, int64_t n)
{
    json_add(json, name);
    json_int(json->buf, n);
}

void json_add_bool(struct json *json, struct str name, bool is)
{
    json_add(json, name);
    json_bool(json->buf, is);
}

void json_add_null(struct json *json, struct str name)
{
    json_add(json, name);
    json_absent(json->buf);
}

void json_add_day(struct json *json, struct str name, struct day day)
{
    json_add(json, name);
    json_day(json->buf, day);
}

void json_add_moment(struct json *json, struct str name, struct moment moment)
{
    json_add(json, name);
    json_moment(json->buf, moment);
}
