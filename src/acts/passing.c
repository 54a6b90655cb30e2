#include "acts/passing.h"

enum outcome passing_read(struct job *job)
{
    db_rollback(job->db);
    return db_read(job->db) == DONE ? DONE : job_broke(job);
}

enum outcome passing_write(struct job *job)
{
    db_rollback(job->db);
    return db_write(job->db) == DONE ? DONE : job_broke(job);
}

enum outcome passing_write_one(struct job *job, struct query *q)
{
    return query_run(q, NULL) == DONE && db_commit(job->db) == DONE ? DONE : job_broke(job);
}

enum { SPARE_MS = 10000 };

/* Is what was made last of another stretch of time than now? Then it is the first of this one. */
static enum outcome is_first(struct job *job, const struct statement *last, bool *ret)
{
    struct query *q = query_of(job->db, last);
    struct moment made;

    *ret = query_next(q) && moment_of_text(query_get_text(q, 0), &made) &&
           made.ms / SPARE_MS != job->now.ms / SPARE_MS;
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome passing_trim(struct job *job, const struct statement *last,
                          const struct statement *old, struct moment oldest,
                          const struct statement *spare, int64_t keep)
{
    struct query *q;
    bool first;
    enum outcome o = is_first(job, last, &first);

    if (o != DONE)
        return o;
    q = query_of(job->db, old);
    query_text(q, 1, passing_moment(job, oldest));
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    if (!first)
        return DONE;
    q = query_of(job->db, spare);
    query_int(q, 1, keep);
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

struct str passing_moment(struct job *job, struct moment moment)
{
    return moment_text(moment, arena_alloc(job->mem, MOMENT_TEXT_BYTES));
}
