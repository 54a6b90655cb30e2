#include "acts/gap.h"

enum outcome act_gap(struct job *job, enum gap_by by, struct gap_view **ret)
{
    struct gap_view *it = NEW(job->mem, struct gap_view);
    /* The PDCA round is not recorded in this version: never done, so [R12] says no. */
    struct pdca pdca = {.findings_on_time = false};
    enum outcome o;

    if ((o = picture_whole(job)) != DONE || (o = picture_load(job, &it->picture)) != DONE)
        return o;
    it->by = by;
    it->rows = gap_count(job->mem, it->picture->norm, it->picture->states,
                         it->picture->assessments, by, job->on, &it->n_rows);
    it->meets = meets_norm(&it->picture->whole, &pdca, job->on);
    *ret = it;
    return DONE;
}
