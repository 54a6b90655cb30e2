/* The ledger to a file; chain.c reads it back. */
#include "ledger/chain.h"

#include "base/bug.h"
#include "ledger/bytes.h"
#include "ledger/ledger.h"
#include "store/sql.h"

enum { HEADS_AT_ONCE = 500 };

struct signed_at {
    int64_t seq, key;
    struct str line;
};

struct writing {
    struct job *job;
    struct arena *mem; /* for a window of entries, then again */
    bool (*put)(void *to, struct str piece);
    void *to;
    struct buf out;
    struct buf scratch;
    struct signed_at heads[HEADS_AT_ONCE];
    int heads_n, head; /* read, and the one that is next */
    int64_t n_heads, n_texts;
    int64_t key; /* number of the last key that was made */
    bool fine;
};

static bool flush(struct writing *it)
{
    it->fine = it->put(it->to, buf_str(&it->out));
    it->out.len = 0;
    return it->fine;
}

static void escape(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] == '%')
            buf_put(out, S("%25"));
        else if (text.at[i] == '\n')
            buf_put(out, S("%0A"));
        else if (text.at[i] == '\r')
            buf_put(out, S("%0D"));
        else
            buf_char(out, text.at[i]);
}

/* The heads after an entry, as lines, a number at a time. */
static bool read_heads(struct writing *it, int64_t after)
{
    struct query *q = query_of(it->job->db, &sql_signed_after);

    arena_reset(it->mem);
    it->heads_n = it->head = 0;
    query_int(q, 1, it->job->org);
    query_int(q, 2, after);
    query_int(q, 3, HEADS_AT_ONCE);
    while (it->heads_n < HEADS_AT_ONCE && query_next(q)) {
        struct str hash = query_get_text(q, 1), time = query_get_text(q, 2);
        struct str signature = query_get_text(q, 4);
        int64_t seq = query_get_int(q, 0), key = query_get_int(q, 3);

        it->heads[it->heads_n++] = (struct signed_at){seq, key, arena_text(it->mem,
            "head %lld %" STR_FMT " %" STR_FMT " %lld %" STR_FMT "\n", (long long)seq,
            STR_ARG(hash), STR_ARG(time), (long long)key, STR_ARG(signature))};
    }
    return query_end(q) == DONE;
}

static void put_key(struct writing *it, struct str parts)
{
    struct str made = S(""), public_key = S("");
    struct bytes_part part;

    while (bytes_part_next(&parts, &part) == BYTES_PART) {
        if (!str_eq(part.table, S("signing_key")) || !str_starts(part.to, S("=")))
            continue;
        if (str_eq(part.column, S("number")))
            made = str_sub(part.to, 1, part.to.len);
        if (str_eq(part.column, S("public_key")))
            public_key = str_sub(part.to, 1, part.to.len);
    }
    if (public_key.len == 0)
        return;
    buf_text(&it->out, "key %" STR_FMT " %" STR_FMT "\n", STR_ARG(made), STR_ARG(public_key));
    str_int(made, &it->key);
}

/* Earlier programs signed the state of the day before with a key made today: such a head
 * stands above its key, where nobody can tell that from one who made them both up. */
static void put_heads(struct writing *it, int64_t seq)
{
    for (; it->head < it->heads_n && it->heads[it->head].seq <= seq; it->head++)
        if (it->heads[it->head].seq == seq && it->heads[it->head].key <= it->key) {
            buf_put(&it->out, it->heads[it->head].line);
            it->n_heads++;
        }
}

/* The entries up to the last head that was read, or to the end. */
static bool put_entries(struct writing *it, struct str uuid, int64_t after, int64_t last)
{
    struct query *q = query_of(it->job->db, &sql_ledger_page);
    struct bytes entry = {.uuid = uuid};

    query_int(q, 1, it->job->org);
    query_int(q, 2, after);
    query_int(q, 3, last);
    while (it->fine && query_next(q)) {
        struct str hash = bytes_row(q, &entry);

        it->scratch.len = 0;
        bytes_put(&it->scratch, &entry);
        buf_put(&it->out, S("entry "));
        buf_put(&it->out, hash);
        buf_char(&it->out, ' ');
        escape(&it->out, buf_str(&it->scratch));
        buf_char(&it->out, '\n');
        put_key(it, entry.parts);
        put_heads(it, entry.seq);
        flush(it);
    }
    return query_end(q) == DONE && it->fine;
}

static bool put_texts(struct writing *it)
{
    char after[DIGEST_HEX + 1] = "";
    bool more = true;

    while (more && it->fine) {
        struct query *q = query_of(it->job->db, &sql_ledger_texts);

        query_int(q, 1, it->job->org);
        query_text(q, 2, str_of(after));
        more = false;
        while (it->fine && query_next(q)) {
            struct str digest = query_get_text(q, 0);

            memcpy(after, digest.at, DIGEST_HEX);
            more = true;
            buf_text(&it->out, "text %" STR_FMT " %" STR_FMT " ", STR_ARG(digest),
                     STR_ARG(query_get_text(q, 1)));
            escape(&it->out, query_get_text(q, 2));
            buf_char(&it->out, '\n');
            it->n_texts++;
            flush(it);
        }
        if (query_end(q) != DONE)
            return false;
    }
    return it->fine;
}

static bool put_all(struct writing *it, const struct ledger_head *head, bool with_texts)
{
    int64_t done = 0;

    buf_text(&it->out, "waarborg-ledger/1\norganisation %" STR_FMT "\n", STR_ARG(head->uuid));
    while (done < head->seq) {
        int64_t last = head->seq;

        if (!read_heads(it, done))
            return false;
        if (it->heads_n == HEADS_AT_ONCE && it->heads[HEADS_AT_ONCE - 1].seq < last)
            last = it->heads[HEADS_AT_ONCE - 1].seq;
        if (!put_entries(it, head->uuid, done, last))
            return false;
        done = last;
    }
    if (with_texts && !put_texts(it))
        return false;
    buf_text(&it->out, "end %lld %" STR_FMT " %lld %lld\n", (long long)head->seq,
             STR_ARG(head->hash), (long long)it->n_heads, (long long)it->n_texts);
    return flush(it);
}

static void drop(void *mem)
{
    arena_free(mem);
}

enum outcome chain_export(struct job *job, bool with_texts,
                          bool (*put)(void *to, struct str piece), void *to)
{
    struct writing *it = NEW(job->mem, struct writing);
    struct ledger_head head;
    enum outcome o = ledger_head(job, &head);

    if (o != DONE)
        return o;
    *it = (struct writing){.job = job, .put = put, .to = to, .fine = true,
                           .mem = arena_new((size_t)4 << 20)};
    MUST(it->mem != NULL);
    job_later(job, drop, it->mem);
    buf_init(&it->out, job->mem, 65536);
    buf_init(&it->scratch, job->mem, 65536);
    if (put_all(it, &head, with_texts))
        return DONE;
    if (!it->fine) {
        job->broke = S("the file could not be written");
        return BROKEN;
    }
    return job_broke(job);
}
