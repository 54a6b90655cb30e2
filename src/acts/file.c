#include "acts/file.h"

#include "acts/file_scan.h"
#include "acts/password.h"
#include "base/buf.h"
#include "model/value.h"
#include "store/query.h"
#include "store/sql.h"

enum { PART_BYTES = 1024 * 1024 };

struct str file_name(struct arena *mem, struct str sent)
{
    char *name = arena_alloc(mem, sent.len + 1);
    size_t n = 0;

    if (!str_utf8(sent))
        return S("");
    for (size_t i = 0; i < sent.len; i++) {
        if (sent.at[i] == '/' || sent.at[i] == '\\')
            n = 0;
        else if (sent.at[i] != '"')
            name[n++] = sent.at[i];
    }
    return value_seen(mem, (struct str){name, n});
}

enum outcome file_keep(struct job *job, struct str hash, struct str bytes)
{
    struct query *q = query_of(job->db, &sql_file_there);
    char *made = arena_alloc(job->mem, MOMENT_TEXT_BYTES);
    int64_t there = 0;

    query_int(q, 1, job->org);
    query_text(q, 2, hash);
    if (query_next(q))
        there = query_get_int(q, 0);
    if (query_end(q) != DONE)
        return job_broke(job);
    for (size_t at = 0, part = 0; there == 0 && at < bytes.len; at += PART_BYTES, part++) {
        q = query_of(job->db, &sql_file_add);
        query_int(q, 1, job->org);
        query_text(q, 2, hash);
        query_int(q, 3, (int64_t)part);
        query_text(q, 4, moment_text(job->now, made));
        query_bytes(q, 5, str_sub(bytes, at, at + PART_BYTES));
        if (query_run(q, NULL) != DONE)
            return job_broke(job);
    }
    return DONE;
}

enum outcome file_bytes(struct job *job, struct str hash, struct str *ret)
{
    struct query *q = query_of(job->db, &sql_file_parts);
    struct buf bytes;

    buf_init(&bytes, job->mem, PART_BYTES);
    query_int(q, 1, job->org);
    query_text(q, 2, hash);
    while (query_next(q))
        buf_put(&bytes, query_get_text(q, 1));
    if (query_end(q) != DONE)
        return job_broke(job);
    if (bytes.len == 0)
        return NOT_THERE;
    if (!str_eq(token_hash(job, buf_str(&bytes)), hash)) {
        job->broke = S("the bytes of a file do not have their hash");
        return BROKEN;
    }
    *ret = buf_str(&bytes);
    return DONE;
}

enum outcome file_drop(struct job *job, struct str hash)
{
    struct query *q = query_of(job->db, &sql_file_drop);

    query_int(q, 1, job->org);
    query_text(q, 2, hash);
    return query_run(q, NULL) == DONE ? file_scan_drop(job, hash) : job_broke(job);
}

enum outcome file_erased(struct job *job, struct str hash, struct day *ret)
{
    struct query *q = query_of(job->db, &sql_file_erased);

    *ret = (struct day){0};
    query_int(q, 1, job->org);
    query_text(q, 2, hash);
    if (query_next(q))
        (void)day_of_text(query_get_text(q, 0), ret);
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome file_sweep(struct job *job, struct moment before)
{
    struct query *q = query_of(job->db, &sql_file_sweep);
    char *text = arena_alloc(job->mem, MOMENT_TEXT_BYTES);

    query_int(q, 1, job->org);
    query_text(q, 2, moment_text(before, text));
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}
