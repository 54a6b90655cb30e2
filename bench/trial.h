/* trial.h - acts on a copy of the sample, one job after another, as somebody who signed in does them. */
#ifndef BENCH_TRIAL_H
#define BENCH_TRIAL_H

#include "model/assessment.h"
#include "store/job.h"

struct sqlite3;

struct trial_item {
    struct str item;
    struct row row;
};

struct trial {
    struct arena *mem;    /* of a job; begins anew with each */
    struct arena *names;  /* lasts                           */
    struct db *db;
    struct sqlite3 *handle;
    int64_t person;       /* who signed in */
    int64_t account;
    struct trial_item *items;
    int n_items;
    struct moment last;   /* of the newest entry             */
};

/* trial_open: the data file, its assessments, and its CISO, who may change them all.
 * durable false: without waiting for the disk. What goes wrong ends the program. */
void trial_open(struct trial *it, const char *path, bool durable);

/* trial_assess: act_assess: another design verdict for one item. */
void trial_assess(struct trial *it, int item, enum verdict verdict, struct moment at);

/* trial_seconds: of a clock that only goes forward. trial_now: of the wall. */
double trial_seconds(void);
struct moment trial_now(void);

/* trial_stop: says why and ends. */
_Noreturn void trial_stop(const char *what, struct str why);

#endif
