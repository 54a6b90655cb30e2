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

bool passing_name(struct str name, size_t chars_max)
{
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.at[i] < 0x20 || name.at[i] == 0x7f)
            return false;
    return name.len > 0 && str_utf8(name) && str_chars(name) <= chars_max;
}

struct str passing_moment(struct job *job, struct moment moment)
{
    return moment_text(moment, arena_alloc(job->mem, MOMENT_TEXT_BYTES));
}
