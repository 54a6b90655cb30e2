/* web/urlencoded.c - name=value&name=value, as browsers write it [URL 5.1]. */
#include "web/form.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool urlencoded_text(struct arena *mem, struct str text, bool plus, struct str *ret)
{
    char *to = arena_alloc(mem, text.len + 1);
    size_t n = 0;
    struct str decoded;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];

        if (c == '+' && plus) {
            c = ' ';
        } else if (c == '%') {
            bool whole = text.len - i > 2;
            int high = whole ? hex_digit(text.at[i + 1]) : -1;
            int low = whole ? hex_digit(text.at[i + 2]) : -1;

            if (high < 0 || low < 0)
                return false;
            c = (char)(high * 16 + low);
            i += 2;
        }
        to[n++] = c;
    }
    decoded = (struct str){to, n};
    if (!str_utf8(decoded))
        return false;
    *ret = decoded;
    return true;
}

static enum form_read read_pair(struct arena *mem, struct str pair, struct form *form)
{
    struct str raw;
    struct str name = str_cut(pair, '=', &raw);
    struct str value;

    /* Encoded, a byte takes three at most: what is longer need not be decoded. */
    if (name.len > 3 * FORM_NAME_BYTES || raw.len > 3 * FORM_VALUE_BYTES)
        return FORM_TOO_MUCH;
    if (!urlencoded_text(mem, name, true, &name) || !urlencoded_text(mem, raw, true, &value))
        return FORM_BAD;
    return form_add(form, mem, name, value);
}

enum form_read urlencoded_read(struct arena *mem, struct str text, struct form *ret)
{
    struct form form = {.faults = ret->faults};

    while (text.len > 0) {
        struct str pair = str_cut(text, '&', &text);
        enum form_read is;

        if (pair.len == 0)
            continue;
        is = read_pair(mem, pair, &form);
        if (is != FORM_READ)
            return is;
    }
    *ret = form;
    return FORM_READ;
}
