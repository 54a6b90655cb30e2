#include "store/job.h"

#include "base/bug.h"

void job_start(struct job *job, struct arena *mem, struct db *db, struct moment now)
{
    int minute;

    memset(job, 0, sizeof *job);
    job->mem = mem;
    job->faults.mem = mem;
    job->db = db;
    job->now = now;
    job->today = moment_amsterdam(now, &minute);
    job->on = job->today;
    job->known = INT64_MAX;
    db_hold(db, 0);
}

void job_later(struct job *job, void (*release)(void *), void *what)
{
    MUST(job->later_n < JOB_LATER_MAX);
    job->later[job->later_n++] = (struct job_release){release, what};
}

static void finish(struct job *job)
{
    arena_guard(job->mem, NULL);
    if (job->db != NULL)
        db_rollback(job->db);
    while (job->later_n > 0) {
        struct job_release last = job->later[--job->later_n];

        last.release(last.what);
    }
}

enum outcome job_run(struct job *job, enum outcome (*work)(struct job *, void *), void *arg)
{
    jmp_buf guard;
    enum outcome o;

    if (setjmp(guard) != 0) {
        job->broke = S("the job asked for more memory than one may have");
        finish(job);
        return BROKEN;
    }
    arena_guard(job->mem, &guard);
    o = work(job, arg);
    finish(job);
    return o;
}

void job_fault(struct job *job, struct str field, struct str key, struct str arg)
{
    fault_add(&job->faults, field, key, arg);
}

void job_why(struct job *job)
{
    job->broke = arena_str(job->mem, db_why(job->db));
    job->full = db_full(job->db);
}
