#include "ledger/clock.h"

#include "ledger/bytes.h"
#include "store/sql.h"

/* Where the clock stood that somebody confirmed while the last time was this one. */
static enum outcome confirmed(struct job *job, struct str last, bool *ret_is, struct moment *ret)
{
    struct query *q = query_of(job->db, &sql_ledger_clock);
    struct bytes_part part;
    struct str rest;

    *ret_is = false;
    query_int(q, 1, job->org);
    query_text(q, 2, S(CLOCK_ACT));
    query_text(q, 3, last);
    if (query_next(q)) {
        rest = query_get_text(q, 0);
        *ret_is = bytes_part_next(&rest, &part) == BYTES_PART &&
                  moment_of_text(str_sub(part.to, 1, part.to.len), ret);
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome clock_judge(struct job *job, struct str last, enum clock *ret)
{
    struct moment then;
    bool is;
    enum outcome o;

    if (!moment_of_text(last, &then)) {
        job->broke = S("the time of the last entry is no time");
        return BROKEN;
    }
    *ret = CLOCK_FINE;
    if (job->now.ms >= then.ms - CLOCK_BACK_MS)
        return DONE;
    if ((o = confirmed(job, last, &is, &then)) == DONE)
        *ret = is && job->now.ms >= then.ms - CLOCK_BACK_MS ? CLOCK_FINE : CLOCK_BACK;
    return o;
}
