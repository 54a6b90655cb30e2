/* What was said of each item. */
#include "acts/assess.h"
#include "acts/measures.h"
#include "api/handlers.h"
#include "api/views.h"

/* FIXED: which item and object it is about is said by the address. */
const struct intake assessment_intake = {
    .name = "assessment_change", .noun = &assessment_noun, .forbidden = OURS | FIXED,
};

struct assessment_view {
    struct str label;
    struct assessment assessment;
    struct state_view state;
};

static const struct shape_member assessment_members[] = {
    SHAPE_ONE(TEXT, struct str, "label", assessment_view, label, .needed = true),
    SHAPE_NOUN(assessment, assessment_view, assessment),
    SHAPE_ONE(WITHIN, struct state_view, "state", assessment_view, state, .shape = &state_shape),
};
const struct shape assessment_shape = SHAPE_OF("assessment", assessment_view, assessment_members);

struct assessments_view {
    int64_t total;
    struct shape_list items;
};

static const struct shape_member assessments_members[] = {
    SHAPE_ONE(NUMBER, int64_t, "total", assessments_view, total),
    SHAPE_ONE(LIST, struct shape_list, "items", assessments_view, items,
              .shape = &assessment_shape),
};
const struct shape assessments_shape =
    SHAPE_OF("assessments", assessments_view, assessments_members);

const struct params paged = {.time = true, .page = true};
const struct params time_only = {.time = true};

enum outcome api_assessments_get(struct job *job, struct call *call)
{
    struct assessments_view view;
    struct assessment_view *items;
    struct assessment *all;
    struct picture *picture;
    size_t n;
    size_t kept = 0;
    size_t from;
    size_t to;
    enum outcome o;

    if ((o = picture_object(job, call_about(call), &picture)) != DONE ||
        (o = record_all(job, picture->leave, &assessment_noun, &all, &n)) != DONE)
        return o;
    items = NEW_ARRAY(job->mem, n, struct assessment_view);
    for (size_t i = 0; i < n; i++) {
        int item = norm_item(picture->norm, all[i].item);

        if (item != ITEM_NONE && all[i].object.id == picture->object)
            items[kept++] = (struct assessment_view){picture->norm->items[item].label, all[i],
                                                     state_view_of(picture, item)};
    }
    call_page(call, kept, &from, &to);
    view = (struct assessments_view){(int64_t)kept, {items + from, to - from}};
    call_object(call, &assessments_shape, &view);
    return DONE;
}

/* What was never said is shown as version 0, so that it can be said. */
enum outcome api_assessment_get(struct job *job, struct call *call)
{
    struct assessment_view view;
    struct measure *measure;
    bool moved;
    enum outcome o = call_measure(call, &measure, &moved);

    if (o != DONE)
        return o;
    view = (struct assessment_view){measure->picture->norm->items[measure->item].label,
                                    measure->assessment,
                                    state_view_of(measure->picture, measure->item)};
    view.assessment.object.id = measure->picture->object;
    view.assessment.item = measure->picture->norm->items[measure->item].id;
    if (moved)
        call->location = arena_text(job->mem, "/api/v1/assessments/%" STR_FMT "%" STR_FMT,
                                    STR_ARG(view.label), STR_ARG(call_about_text(call)));
    call->version = view.assessment.row.version;
    call_object(call, &assessment_shape, &view);
    return DONE;
}

enum outcome api_assessment_set(struct job *job, struct call *call)
{
    const struct norm *norm;
    struct assessment saved;
    struct given given;
    int item;
    enum outcome o;

    if ((o = call_item(call, &norm, &item)) != DONE || (o = call_read(call, &given, NULL)) != DONE)
        return o;
    return act_assess_of(job, call_about(call), norm->items[item].id, call->seen, &given, &saved);
}

enum outcome api_norm_assessment_get(struct job *job, struct call *call)
{
    return api_assessment_get(job, call);
}

enum outcome api_norm_assessment_set(struct job *job, struct call *call)
{
    struct measure *measure;
    struct assessment saved;
    struct given given;
    bool moved;
    enum outcome o;

    if ((o = call_measure(call, &measure, &moved)) != DONE ||
        (o = call_read(call, &given, NULL)) != DONE)
        return o;
    return act_assess(job, measure->picture->norm->items[measure->item].id, call->seen, &given,
                      &saved);
}
