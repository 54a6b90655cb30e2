#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/bug.h"

void buf_init(struct buf *out, struct arena *mem, size_t n)
{
    *out = (struct buf){.at = arena_alloc(mem, n), .room = n, .mem = mem};
}

void buf_room(struct buf *out, size_t n)
{
    size_t want;
    char *at;

    if (out->room - out->len >= n)
        return;
    MUST(!__builtin_add_overflow(out->len, n, &want));
    if (want < out->room * 2)
        want = out->room * 2;
    if (want < 256)
        want = 256;
    if (out->at != NULL && arena_extend(out->mem, out->at, out->room, want)) {
        out->room = want;
        return;
    }
    at = arena_alloc(out->mem, want);
    if (out->at != NULL)
        memcpy(at, out->at, out->len);
    out->at = at;
    out->room = want;
}

void buf_int(struct buf *out, int64_t n)
{
    char digits[24];
    size_t i = sizeof digits;
    uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

    do {
        digits[--i] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (n < 0)
        digits[--i] = '-';
    buf_put(out, (struct str){digits + i, sizeof digits - i});
}

void buf_text(struct buf *out, const char *format, ...)
{
    va_list args;
    va_list again;
    int len;

    va_start(args, format);
    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    MUST(len >= 0);
    buf_room(out, (size_t)len + 1);
    vsnprintf(out->at + out->len, (size_t)len + 1, format, again);
    va_end(again);
    out->len += (size_t)len;
}

void buf_put_once(struct buf *out, struct str text, struct str between)
{
    if (text.len == 0 || str_find(buf_str(out), text, 0) >= 0)
        return;
    if (out->len > 0)
        buf_put(out, between);
    buf_put(out, text);
}
