#include "acts/retention.h"

#include "store/query.h"
#include "store/sql.h"

enum { DAY_MS = 24 * 60 * 60 * 1000, EVENT_DAYS = 548 /* eighteen months */ };

const struct retention retention_all[RETENTION_COUNT] = {
    {"sessions", WORD_retention_sessions, 1, &sql_tidy_sessions},
    {"files", WORD_retention_files, 1, &sql_file_sweep},
    {"events", WORD_retention_events, EVENT_DAYS, &sql_tidy_events},
    {"tokens", WORD_retention_tokens, EVENT_DAYS, &sql_tidy_tokens},
    {"readings", WORD_retention_readings, EVENT_DAYS, &sql_tidy_readings},
};

static enum outcome tidy_one(struct job *job, const struct retention *it, int64_t *ret_n)
{
    struct moment before = {job->now.ms - (int64_t)it->days * DAY_MS};
    struct query *q = query_of(job->db, it->statement);
    char text[MOMENT_TEXT_BYTES];

    query_int(q, 1, job->org);
    query_text(q, 2, moment_text(before, text));
    return query_run(q, ret_n) == DONE ? DONE : job_broke(job);
}

enum outcome act_tidy(struct job *job, int64_t ret_n[static RETENTION_COUNT])
{
    int64_t n[RETENTION_COUNT] = {0};
    enum outcome o;

    db_rollback(job->db);
    if (db_write(job->db) != DONE)
        return job_broke(job);
    for (int i = 0; i < RETENTION_COUNT; i++)
        if ((o = tidy_one(job, &retention_all[i], &n[i])) != DONE)
            return o;
    if (db_commit(job->db) != DONE)
        return job_broke(job);
    memcpy(ret_n, n, sizeof n);
    return DONE;
}
