/* base/buf.h - bytes that grow at the end: a page, a document, a message.
 *
 * A buf grows in its arena and is never freed by hand. buf_put is the hot path
 * of every page; it is inline and copies straight into the room that is left.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"
#include "base/str.h"

struct buf {
    char *at;
    size_t len;
    size_t room; /* bytes that at can hold */
    struct arena *mem;
};

/* buf_init: an empty buf that grows in mem, with room for n bytes at once. */
void buf_init(struct buf *out, struct arena *mem, size_t n);

/* buf_room: makes sure that n more bytes fit. */
void buf_room(struct buf *out, size_t n);

static inline void buf_put(struct buf *out, struct str s)
{
    if (out->room - out->len < s.len)
        buf_room(out, s.len);
    if (s.len > 0)
        memcpy(out->at + out->len, s.at, s.len);
    out->len += s.len;
}

static inline void buf_char(struct buf *out, char c)
{
    if (out->room == out->len)
        buf_room(out, 1);
    out->at[out->len++] = c;
}

/* buf_int: a decimal number. buf_text: as printf. */
void buf_int(struct buf *out, int64_t n);
void buf_text(struct buf *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* buf_put_once: adds a text to an enumeration, after what stands between two of them. Not
 * when it is empty, or stands in what is there already. */
void buf_put_once(struct buf *out, struct str text, struct str between);

/* buf_str: what is in it, as a view; valid until the next put. */
static inline struct str buf_str(const struct buf *out)
{
    return (struct str){out->at, out->len};
}

#endif
