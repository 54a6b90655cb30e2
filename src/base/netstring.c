#include "base/netstring.h"

void netstring_put(struct buf *out, struct str text)
{
    buf_text(out, "%zu:", text.len);
    buf_put(out, text);
    buf_char(out, ',');
}

bool netstring_get(struct str *from, struct str *ret)
{
    struct str rest;
    struct str size = str_cut(*from, ':', &rest);
    int64_t n;

    if (rest.at == NULL || !str_int(size, &n) || n < 0 || (uint64_t)n >= rest.len ||
        rest.at[n] != ',')
        return false;
    *ret = str_sub(rest, 0, (size_t)n);
    *from = str_sub(rest, (size_t)n + 1, rest.len);
    return true;
}
