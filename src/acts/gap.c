#include "acts/gap.h"

static enum outcome check_by(struct job *job, const struct view *view, enum gap_by by)
{
    struct slice slice = view_slice(view, by);

    if (slice_says(&slice))
        return DONE;
    return job_refuse(job, S("by"), by == GAP_BY_GROUP ? S("gap.no_groups") : S("gap.not_said"));
}

static void count_own(struct job *job, struct gap_view *it)
{
    /* The PDCA round is not recorded in this version: never done, so [R12] says no. */
    struct pdca pdca = {.findings_on_time = false};
    const struct picture *p = it->picture;
    struct gap_input input = {.norm = p->norm, .states = p->states,
                              .assessments = p->assessments, .on = job->on,
                              .keep = it->view.keep, .group_of = it->view.group_of,
                              .profile = it->view.profile};

    it->rows = gap_of(job->mem, &input, it->by, &it->n_rows);
    it->meets = it->view.profile == NULL && meets_norm(&p->whole, &pdca, job->on);
}

enum outcome act_gap(struct job *job, struct str norm, struct str profile, enum gap_by by,
                     struct gap_view **ret)
{
    struct gap_view *it = NEW(job->mem, struct gap_view);
    enum outcome o;

    if ((o = picture_whole(job)) != DONE ||
        (o = view_load(job, norm, profile, &it->view)) != DONE ||
        (o = check_by(job, &it->view, by)) != DONE)
        return o;
    it->picture = it->view.picture;
    it->by = by;
    if (it->view.own)
        count_own(job, it);
    else
        it->spread = view_spread(job, &it->view, by, true, &it->n_spread);
    *ret = it;
    return DONE;
}
