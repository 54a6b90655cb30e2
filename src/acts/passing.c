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

struct str passing_moment(struct job *job, struct moment moment)
{
    return moment_text(moment, arena_alloc(job->mem, MOMENT_TEXT_BYTES));
}
