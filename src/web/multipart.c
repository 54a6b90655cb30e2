/* web/multipart.c - a body in parts, as browsers send a form with a file [RFC7578].
 *
 * Strict: each part has one Content-Disposition with a name; lines end in CR LF;
 * what stands before the first boundary must be empty. Browsers write a quote in
 * a name as %22 and a line end as %0D%0A [HTML 4.10.21.8]; a backslash is itself.
 */
#include "web/form.h"

enum { PART_HEADERS_MAX = 8, PART_HEADERS_BYTES = 4096 };

struct part {
    struct str name;
    struct str file_name;
    bool has_name;
    bool is_file;
};

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
}

static bool same_word(struct str a, struct str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.at[i]) != lower(b.at[i]))
            return false;
    return true;
}

/* The quoted value at the front of *rest, its three escapes undone. */
static bool quoted(struct arena *mem, struct str *rest, struct str *ret)
{
    ptrdiff_t end = rest->len > 0 && rest->at[0] == '"' ? str_find(*rest, S("\""), 1) : -1;
    struct str raw;
    char *to;
    size_t n = 0;

    if (end < 0)
        return false;
    raw = str_sub(*rest, 1, (size_t)end);
    *rest = str_sub(*rest, (size_t)end + 1, rest->len);
    to = arena_alloc(mem, raw.len + 1);
    for (size_t i = 0; i < raw.len; i++) {
        struct str here = str_sub(raw, i, i + 3);
        bool quote = str_eq(here, S("%22"));
        bool cr = str_eq(here, S("%0D"));
        bool lf = str_eq(here, S("%0A"));

        to[n++] = quote ? '"' : cr ? '\r' : lf ? '\n' : raw.at[i];
        i += quote || cr || lf ? 2 : 0;
    }
    *ret = (struct str){to, n};
    return str_utf8(*ret);
}

/* form-data; name="x"; filename="y" */
static bool read_disposition(struct arena *mem, struct str value, struct part *part)
{
    struct str rest;

    if (!same_word(str_trim(str_cut(value, ';', &rest)), S("form-data")))
        return false;
    for (rest = str_trim(rest); rest.len > 0;) {
        struct str text;
        struct str name = str_trim(str_cut(rest, '=', &rest));

        rest = str_trim(rest);
        if (!quoted(mem, &rest, &text))
            return false;
        if (same_word(name, S("name")) && !part->has_name) {
            part->name = text;
            part->has_name = true;
        } else if (same_word(name, S("filename")) && !part->is_file) {
            part->file_name = text;
            part->is_file = true;
        } else {
            return false;
        }
        rest = str_trim(rest);
        if (rest.len > 0 && rest.at[0] != ';')
            return false;
        rest = str_trim(str_sub(rest, 1, rest.len));
    }
    return part->has_name;
}

static bool read_headers(struct arena *mem, struct str text, struct part *part)
{
    bool found = false;

    for (int n = 0; text.len > 0; n++) {
        ptrdiff_t end = str_find(text, S("\r\n"), 0);
        struct str line = end < 0 ? text : str_sub(text, 0, (size_t)end);
        struct str value;
        struct str name = str_cut(line, ':', &value);

        if (n == PART_HEADERS_MAX || value.at == NULL)
            return false;
        if (same_word(name, S("content-disposition"))) {
            if (found || !read_disposition(mem, value, part))
                return false;
            found = true;
        }
        text = end < 0 ? (struct str){0} : str_sub(text, (size_t)end + 2, text.len);
    }
    return found;
}

static enum form_read keep_file(struct form *form, const struct part *part, struct str bytes)
{
    if (part->file_name.len == 0 && bytes.len == 0)
        return FORM_READ; /* a file field that was left empty */
    if (part->name.len == 0)
        return FORM_BAD;
    if (form->file_field.len > 0 || bytes.len > FORM_FILE_BYTES ||
        part->name.len > FORM_NAME_BYTES || part->file_name.len > FORM_VALUE_BYTES)
        return FORM_TOO_MUCH;
    form->file_field = part->name;
    form->file_name = part->file_name;
    form->file_bytes = bytes;
    return FORM_READ;
}

/* A part: headers, an empty line, bytes. */
static enum form_read read_part(struct arena *mem, struct str text, struct form *form)
{
    struct part part = {0};
    ptrdiff_t head = str_find(str_sub(text, 0, PART_HEADERS_BYTES), S("\r\n\r\n"), 0);
    struct str bytes;

    if (head < 0 || !read_headers(mem, str_sub(text, 0, (size_t)head), &part))
        return FORM_BAD;
    bytes = str_sub(text, (size_t)head + 4, text.len);
    if (part.is_file)
        return keep_file(form, &part, bytes);
    if (bytes.len > FORM_VALUE_BYTES)
        return FORM_TOO_MUCH;
    if (!str_utf8(bytes))
        return FORM_BAD;
    return form_add(form, mem, part.name, arena_str(mem, bytes));
}

/* What follows a boundary: -- at the very end, else a line end and a part. */
static bool after_boundary(struct str *rest, bool *ret_last)
{
    *ret_last = str_starts(*rest, S("--"));
    if (*ret_last)
        return rest->len == 2 || str_eq(str_sub(*rest, 2, rest->len), S("\r\n"));
    if (!str_starts(*rest, S("\r\n")))
        return false;
    *rest = str_sub(*rest, 2, rest->len);
    return true;
}

enum form_read multipart_read(struct arena *mem, struct str boundary, struct str body,
                              struct form *ret)
{
    struct form form = {.faults = ret->faults};
    struct str between = arena_text(mem, "\r\n--%" STR_FMT, STR_ARG(boundary));
    struct str first = str_sub(between, 2, between.len);
    bool last;

    if (boundary.len == 0 || boundary.len > 70 || !str_starts(body, first))
        return FORM_BAD;
    body = str_sub(body, first.len, body.len);
    for (;;) {
        ptrdiff_t end;
        enum form_read is;

        if (!after_boundary(&body, &last))
            return FORM_BAD;
        if (last)
            break;
        end = str_find(body, between, 0);
        if (end < 0)
            return FORM_BAD;
        is = read_part(mem, str_sub(body, 0, (size_t)end), &form);
        if (is != FORM_READ)
            return is;
        body = str_sub(body, (size_t)end + between.len, body.len);
    }
    *ret = form;
    return FORM_READ;
}
