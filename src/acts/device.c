#include "acts/device.h"

#include "acts/passing.h"
#include "acts/password.h"
#include "acts/session.h"
#include "store/sql.h"

enum { SECRET_BYTES = 32, DAY_MS = 24 * 60 * 60 * 1000 };

static struct str oldest(struct job *job)
{
    return passing_moment(job, (struct moment){job->now.ms - DEVICE_DAYS * (int64_t)DAY_MS});
}

enum outcome device_known(struct job *job, int64_t account, bool *ret)
{
    struct query *q;
    bool known;

    *ret = false;
    if (job->device.len == 0)
        return DONE;
    q = query_of(job->db, &sql_device_known);
    query_text(q, 1, token_hash(job, job->device));
    query_int(q, 2, account);
    query_text(q, 3, oldest(job));
    known = query_next(q);
    if (query_end(q) != DONE)
        return job_broke(job);
    *ret = known;
    return DONE;
}

/* Only what was made here comes back: nobody chooses what another is known by. */
static enum outcome made_here(struct job *job, bool *ret)
{
    struct query *q = query_of(job->db, &sql_device_any);

    query_text(q, 1, token_hash(job, job->device));
    *ret = query_next(q);
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome device_greet(struct job *job, struct str *ret)
{
    struct str secret = job->device;
    bool known = false;
    struct query *q;

    if (secret.len > 0 && made_here(job, &known) != DONE)
        return BROKEN;
    if (!known)
        secret = random_hex(job, SECRET_BYTES);
    q = query_of(job->db, &sql_device_add);
    query_text(q, 1, token_hash(job, secret));
    query_int(q, 2, job->account);
    query_text(q, 3, passing_moment(job, job->now));
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    q = query_of(job->db, &sql_device_trim);
    query_int(q, 1, job->account);
    query_text(q, 2, oldest(job));
    query_int(q, 3, DEVICES_PER_ACCOUNT);
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    *ret = secret;
    return DONE;
}

enum outcome device_forget(struct job *job, int64_t account)
{
    struct query *q = query_of(job->db, &sql_device_forget);

    query_int(q, 1, account);
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

enum outcome device_forget_others(struct job *job)
{
    struct query *q = query_of(job->db, &sql_device_forget_others);

    query_int(q, 1, job->account);
    query_text(q, 2, token_hash(job, job->device));
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}
