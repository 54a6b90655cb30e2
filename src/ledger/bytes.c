#include "ledger/bytes.h"

#include "base/bug.h"

void bytes_net(struct buf *out, struct str s)
{
    buf_int(out, (int64_t)s.len);
    buf_char(out, ':');
    buf_put(out, s);
    buf_char(out, ',');
}

static void net_int(struct buf *out, int64_t n)
{
    char room[24];
    size_t at = sizeof room;

    MUST(n > 0); /* rows and entries are counted from 1 */
    for (; n > 0; n /= 10)
        room[--at] = (char)('0' + n % 10);
    bytes_net(out, (struct str){room + at, sizeof room - at});
}

static struct str or_empty(struct str s)
{
    return str_eq(s, S("-")) ? S("") : s;
}

void bytes_put(struct buf *out, const struct bytes *entry)
{
    bytes_net(out, S("waarborg/1"));
    bytes_net(out, entry->uuid);
    net_int(out, entry->seq);
    bytes_net(out, entry->prev);
    bytes_net(out, entry->time);
    bytes_net(out, entry->actor);
    bytes_net(out, entry->door);
    bytes_net(out, entry->act);
    bytes_net(out, or_empty(entry->reason));
    bytes_net(out, or_empty(entry->form_number));
    bytes_net(out, entry->parts);
}

struct digest bytes_hash(struct buf *scratch, const struct bytes *entry)
{
    scratch->len = 0;
    bytes_put(scratch, entry);
    return digest_of(buf_str(scratch));
}

void bytes_part_put(struct buf *out, struct buf *scratch, const struct bytes_part *part)
{
    scratch->len = 0;
    bytes_net(scratch, part->table);
    net_int(scratch, part->id);
    bytes_net(scratch, part->column);
    bytes_net(scratch, part->from);
    bytes_net(scratch, part->to);
    bytes_net(out, buf_str(scratch));
}

struct str bytes_row(struct query *q, struct bytes *ret)
{
    ret->seq = query_get_int(q, 0);
    ret->prev = query_get_text(q, 1);
    ret->time = query_get_text(q, 2);
    ret->actor = query_get_text(q, 3);
    ret->door = query_get_text(q, 4);
    ret->act = query_get_text(q, 5);
    ret->reason = query_get_text(q, 6);
    ret->form_number = query_get_text(q, 7);
    ret->parts = query_get_text(q, 8);
    return query_get_text(q, 9);
}

/* A length has no leading nought and at most nine digits. */
bool bytes_net_next(struct str *rest, struct str *ret)
{
    const char *p = rest->at;
    const char *end = rest->at + rest->len;
    size_t n = 0;
    int digits = 0;

    while (p < end && *p >= '0' && *p <= '9' && digits < 10) {
        n = n * 10 + (size_t)(*p++ - '0');
        digits++;
    }
    if (digits == 0 || digits > 9 || (digits > 1 && rest->at[0] == '0') || p >= end || *p != ':')
        return false;
    p++;
    if ((size_t)(end - p) <= n || p[n] != ',')
        return false;
    *ret = (struct str){p, n};
    *rest = (struct str){p + n + 1, (size_t)(end - p) - n - 1};
    return true;
}

/* A row's number in its one form: no nought before it. */
static bool number_read(struct str s, int64_t *ret)
{
    return !str_starts(s, S("0")) && str_int(s, ret) && *ret > 0;
}

enum bytes_next bytes_part_next(struct str *rest, struct bytes_part *ret)
{
    struct str inner;
    struct str id;
    struct bytes_part part;

    if (rest->len == 0)
        return BYTES_END;
    if (!bytes_net_next(rest, &inner) || !bytes_net_next(&inner, &part.table) ||
        !bytes_net_next(&inner, &id) || !bytes_net_next(&inner, &part.column) ||
        !bytes_net_next(&inner, &part.from) || !bytes_net_next(&inner, &part.to) ||
        inner.len != 0 || !number_read(id, &part.id))
        return BYTES_FAULT;
    *ret = part;
    return BYTES_PART;
}

bool bytes_read(struct str rest, struct bytes *ret)
{
    struct str format, seq;
    struct bytes it;

    if (!bytes_net_next(&rest, &format) || !str_eq(format, S("waarborg/1")) ||
        !bytes_net_next(&rest, &it.uuid) || !bytes_net_next(&rest, &seq) ||
        !number_read(seq, &it.seq) || !bytes_net_next(&rest, &it.prev) ||
        !bytes_net_next(&rest, &it.time) || !bytes_net_next(&rest, &it.actor) ||
        !bytes_net_next(&rest, &it.door) || !bytes_net_next(&rest, &it.act) ||
        !bytes_net_next(&rest, &it.reason) || !bytes_net_next(&rest, &it.form_number) ||
        !bytes_net_next(&rest, &it.parts) || rest.len != 0)
        return false;
    *ret = it;
    return true;
}
