/* lookup DATA: what it costs a request to ask which norms there are, in microseconds of
 * processor, when the organisation brought none in: the least of twenty rounds of a thousand.
 * Each asks anew, as a job does, within one reading transaction.
 */
#include <stdio.h>
#include <time.h>

#include "acts/norms.h"
#include "store/db.h"
#include "trial.h"

enum { ROUNDS = 20, TIMES = 1000 };

static double cpu_us(void)
{
    struct timespec at;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec * 1e6 + (double)at.tv_nsec / 1e3;
}

static double round_of(struct trial *it)
{
    double from;
    double used;

    if (db_read(it->db) != DONE)
        trial_stop("db_read", S("no transaction"));
    from = cpu_us();
    for (int i = 0; i < TIMES; i++) {
        struct job job;

        arena_reset(it->mem);
        job_start(&job, it->mem, it->db, trial_now());
        job.org = 1;
        if (norms_at(&job, 0) == NULL)
            trial_stop("norms_at", S("no norm"));
    }
    used = cpu_us() - from;
    db_rollback(it->db);
    return used / TIMES;
}

int main(int argc, char **argv)
{
    double least = 1e12;
    struct trial it;

    if (argc != 2)
        trial_stop("lookup", S("lookup DATA"));
    trial_open(&it, argv[1], false);
    for (int i = 0; i < ROUNDS; i++) {
        double us = round_of(&it);

        least = us < least ? us : least;
    }
    printf("%.2f\n", least);
    return 0;
}
