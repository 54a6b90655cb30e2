/* store/job.h - one request or one command: who asks, on which day, with what memory.
 *
 * A job is the first argument of everything from ledger up. Nothing in it is
 * freed by hand: its arena goes when the job ends, and past the arena's ceiling
 * the job jumps to job_run, which rolls back and answers BROKEN.
 */
#ifndef STORE_JOB_H
#define STORE_JOB_H

#include "base/arena.h"
#include "base/day.h"
#include "base/fault.h"
#include "base/lang.h"
#include "base/outcome.h"
#include "store/db.h"

enum job_door { DOOR_CLI, DOOR_WEB, DOOR_API, DOOR_DEMO, DOOR_COUNT };

enum { JOB_LATER_MAX = 8 };

struct norms;

struct job_release {
    void (*release)(void *);
    void *what;
};

struct job {
    struct arena *mem;
    struct db *db;
    int64_t org;              /* 0: none chosen yet                        */
    int64_t account;          /* 0: nobody signed in                       */
    int64_t person;           /* the account in this organisation, or 0    */
    uint32_t roles;           /* bit set over enum role (model/person.h)   */
    int64_t roles_head;       /* the ledger's head when they were read; 0: not read */
    struct moment now;        /* a value; only demo and tests set it       */
    struct day today;         /* now, in Amsterdam                         */
    struct day on;            /* the day that is looked at: today, or ?op= */
    int64_t known;            /* ledger sequence that is looked at; INT64_MAX: all */
    enum lang lang;
    enum job_door door;
    struct str from;          /* address of who asks; empty at the keyboard */
    struct str device;        /* what its browser is known by, or empty      */
    struct str form_number;   /* one-time number of the form, or empty      */
    struct str why;           /* reason that the person gave, or empty      */
    bool repeated;            /* CLASHED because this form was already recorded */
    struct faults faults;     /* what did not fit, when REFUSED             */
    struct str broke;         /* for the log, when BROKEN                   */
    bool full;                /* it broke on a disk that takes no (more) writes */
    const struct norms *norms; /* of the organisation, once acts/norms has read them */
    int64_t norms_known;       /* as known at                                      */
    struct job_release later[JOB_LATER_MAX];
    int later_n;
};

/* job_start: an empty job at a moment: today and on follow from now. What the connection was
 * held to (db_hold) it no longer is. */
void job_start(struct job *job, struct arena *mem, struct db *db, struct moment now);

/* job_run: runs work and returns its outcome; what is still open after it is
 * rolled back. Reaching the arena's ceiling is BROKEN. */
ANSWER enum outcome job_run(struct job *job, enum outcome (*work)(struct job *, void *), void *arg);

/* job_later: when the job ends, whichever way, release(what) is called; the last
 * first. For what is not memory of the job, a file for one; at most eight. */
void job_later(struct job *job, void (*release)(void *), void *what);

/* job_fault: notes a fault. job_why: copies db_why into the job. For the three below, which say
 * here what comes of it, so that who reads one file alone (an analyser) knows it is never DONE. */
void job_fault(struct job *job, struct str field, struct str key, struct str arg);
void job_why(struct job *job);

/* job_refuse: notes a fault and returns REFUSED. */
static inline enum outcome job_refuse_with(struct job *job, struct str field, struct str key,
                                           struct str arg)
{
    job_fault(job, field, key, arg);
    return REFUSED;
}

static inline enum outcome job_refuse(struct job *job, struct str field, struct str key)
{
    return job_refuse_with(job, field, key, (struct str){NULL, 0});
}

/* job_broke: copies db_why into the job and returns BROKEN. */
static inline enum outcome job_broke(struct job *job)
{
    job_why(job);
    return BROKEN;
}

#endif
