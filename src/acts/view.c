#include "acts/view.h"

#include "base/bug.h"
#include "markup/words.h"

enum outcome view_find(struct job *job, struct str norm, struct str profile,
                       const struct norm **ret_norm, const struct profile **ret_profile)
{
    const struct norm *of = norm.len == 0 ? NULL : norms_get(job, norm);
    const struct profile *selection = profile.len == 0 ? NULL : norms_profile(job, profile);

    if (norm.len > 0 && of == NULL)
        return job_refuse_with(job, S("norm"), S("norm.unknown"), norm);
    if (profile.len > 0 && selection == NULL)
        return job_refuse_with(job, S("selectie"), S("view.no_selection"), profile);
    if (selection != NULL && of != NULL && selection->norm != of)
        return job_refuse_with(job, S("selectie"), S("view.other_selection"),
                               selection->norm->key);
    *ret_norm = of == NULL && selection != NULL ? selection->norm : of;
    *ret_profile = selection;
    return DONE;
}

static void select_items(struct job *job, struct view *it)
{
    if (it->profile == NULL)
        return;
    it->keep = NEW_ARRAY(job->mem, (size_t)it->norm->n_items, bool);
    it->group_of = spread_groups(job->mem, it->profile, it->keep);
}

static enum outcome derive(struct job *job, struct view *it)
{
    struct derive_input input = {.bridge = &it->bridge, .facts = it->picture->states};
    const struct mapping *const *mappings;
    enum outcome o;
    int n;

    if ((o = picture_whole(job)) != DONE ||
        (o = picture_beside(job, it->picture, it->norm, &it->beside)) != DONE)
        return o;
    mappings = norms_mappings(job, &n);
    it->bridge = bridge_of(job->mem, mappings, n, it->picture->norm, it->norm);
    input.own = it->beside->states;
    it->derived = derive_judge(job->mem, &input);
    it->whole = derive_count(it->norm, it->derived, it->keep);
    return DONE;
}

enum outcome view_over(struct job *job, struct picture *picture, const struct norm *norm,
                     const struct profile *profile, struct view *ret)
{
    struct view it = {.picture = picture, .norm = norm == NULL ? picture->norm : norm,
                      .profile = profile};
    enum outcome o;

    MUST(profile == NULL || profile->norm == it.norm);
    it.own = it.norm == picture->norm;
    select_items(job, &it);
    if (it.own)
        it.count = it.keep == NULL ? picture->whole
                                   : count_of(it.norm, picture->states, picture->assessments,
                                              it.keep, job->on);
    else if ((o = derive(job, &it)) != DONE)
        return o;
    *ret = it;
    return DONE;
}

enum outcome view_load(struct job *job, struct str norm, struct str profile, struct view *ret)
{
    const struct norm *of;
    const struct profile *selection;
    struct picture *picture;
    enum outcome o;

    if ((o = view_find(job, norm, profile, &of, &selection)) != DONE ||
        (o = picture_load(job, &picture)) != DONE)
        return o;
    return view_over(job, picture, of, selection, ret);
}

struct spread_row *view_spread(struct job *job, const struct view *view, enum gap_by by,
                               bool worst_first, int *ret_n)
{
    struct spread_input input = {.norm = view->norm, .derived = view->derived,
                                 .keep = view->keep, .profile = view->profile,
                                 .group_of = view->group_of};

    MUST(!view->own);
    return spread_count(job->mem, &input, by, worst_first, ret_n);
}

bool view_asks(const struct view *view, int item)
{
    return view->derived[item].kind != DERIVED_NONE && (view->keep == NULL || view->keep[item]);
}

struct slice view_slice(const struct view *view, enum gap_by by)
{
    return (struct slice){view->norm, by, view->profile, view->group_of};
}

/* words: duty. csf. */
struct str view_at_says(const struct job *job, const struct view *view, enum gap_by by,
                        struct slice_row at)
{
    if (at.group >= 0 && by == GAP_BY_GROUP)
        return view->profile->groups[at.group].title[job->lang];
    if (at.group >= 0)
        return view->norm->groups[at.group].title[job->lang];
    if (at.item != ITEM_NONE)
        return view->norm->items[at.item].title[job->lang];
    return word_of(job->lang, by == GAP_BY_DUTY ? S("duty.") : S("csf."), at.key);
}
