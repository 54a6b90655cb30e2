#include "acts/patience.h"

#include "acts/passing.h"

enum { FREE_FAILURES = 4, WAIT_MAX_MS = 15 * 60 * 1000 };

struct str patience_until(struct job *job, int64_t failures)
{
    int64_t doubled = failures - FREE_FAILURES - 1;
    int64_t wait_ms;

    if (doubled < 0)
        return S("");
    wait_ms = doubled > 10 ? WAIT_MAX_MS : INT64_C(1000) << doubled;
    if (wait_ms > WAIT_MAX_MS)
        wait_ms = WAIT_MAX_MS;
    return passing_moment(job, (struct moment){job->now.ms + wait_ms});
}

bool patience_waits(struct job *job, struct str until, struct str field)
{
    struct moment end;
    int64_t seconds;

    if (!moment_of_text(until, &end) || end.ms <= job->now.ms)
        return false;
    seconds = (end.ms - job->now.ms + 999) / 1000;
    job_refuse_with(job, field, S("sign.wait"), arena_text(job->mem, "%lld", (long long)seconds));
    return true;
}
