/* The measures as a person looks at them: what is asked, how it stands, what shows it. */
#include "acts/measures.h"

#include "api/handlers.h"
#include "api/views.h"

static const char *const order_words[] = {"asc", "desc"};
static const struct choices order_choices = {order_words, 2};

static const struct param measures_query[] = {
    {"q", PARAM_TEXT, NULL},
    {"view", PARAM_CHOICE, &measures_view_choices},
    {"theme", PARAM_TEXT, NULL},
    {"control", PARAM_TEXT, NULL},
    {"duty", PARAM_CHOICE, &duty_choices},
    {"csf", PARAM_CHOICE, &csf_choices},
    {"status", PARAM_CHOICE, &status_choices},
    {"missing", PARAM_CHOICE, &aspect_choices},
    {"level", PARAM_NUMBER, NULL},
    {"owner", PARAM_NUMBER, NULL},
    {"no_owner", PARAM_FLAG, NULL},
    {"expired", PARAM_FLAG, NULL},
    {"own_word", PARAM_FLAG, NULL},
    {"tested", PARAM_FLAG, NULL},
    {"expiring", PARAM_FLAG, NULL},
    {"sort", PARAM_CHOICE, &measures_sort_choices},
    {"order", PARAM_CHOICE, &order_choices},
    {"object", PARAM_NUMBER, NULL},
};
const struct params measures_params = {
    measures_query, sizeof measures_query / sizeof *measures_query, .time = true, .page = true,
};

struct measure_line {
    struct item_view item;
    struct state_view state;
    struct ref owner, executor;
    struct day target;
    int64_t version; /* of its assessment; 0: nothing was said */
};

static const struct shape_member line_members[] = {
    SHAPE_ONE(WITHIN, struct item_view, "item", measure_line, item, .shape = &item_brief_shape),
    SHAPE_ONE(WITHIN, struct state_view, "state", measure_line, state, .shape = &state_shape),
    SHAPE_ONE(REF, struct ref, "owner", measure_line, owner),
    SHAPE_ONE(REF, struct ref, "executor", measure_line, executor),
    SHAPE_ONE(DAY, struct day, "target", measure_line, target),
    SHAPE_ONE(NUMBER, int64_t, "version", measure_line, version),
};
static const struct shape line_shape = SHAPE_OF("measure_line", measure_line, line_members);

struct measures_list {
    int64_t total, all;
    struct shape_list items;
};

static const struct shape_member measures_members[] = {
    SHAPE_ONE(NUMBER, int64_t, "total", measures_list, total),
    SHAPE_ONE(NUMBER, int64_t, "all", measures_list, all),
    SHAPE_ONE(LIST, struct shape_list, "items", measures_list, items, .shape = &line_shape),
};
const struct shape measures_shape = SHAPE_OF("measures", measures_list, measures_members);

static int group_of(const struct norm *norm, struct str code)
{
    for (int i = 0; i < norm->n_groups; i++)
        if (str_eq(norm->groups[i].code, code) || str_eq(norm->groups[i].id, code))
            return i;
    return -1;
}

static enum outcome read_filter(struct job *job, struct call *call, const struct norm *norm,
                                struct measures_filter *ret)
{
    struct str theme = call_query(call, "theme");
    struct str control = call_query(call, "control");
    int view = call_choice(call, "view");
    int sort = call_choice(call, "sort");

    *ret = (struct measures_filter){
        .object = call_about(call),
        .view = view < 0 ? VIEW_ALL : (enum measures_view)view, .text = call_query(call, "q"),
        .group = group_of(norm, theme), .control = norm_label(norm, control),
        .duty = call_choice(call, "duty"), .csf = call_choice(call, "csf"),
        .status = call_choice(call, "status"), .missing = call_choice(call, "missing"),
        .level = (int)call_number(call, "level", -1),
        .owner = call_flag(call, "no_owner") ? -1 : call_number(call, "owner", 0),
        .expired = call_flag(call, "expired"), .own_word = call_flag(call, "own_word"),
        .tested = call_flag(call, "tested"), .expiring = call_flag(call, "expiring"),
        .sort = sort < 0 ? SORT_LABEL : (enum measures_sort)sort,
        .descending = call_choice(call, "order") == 1,
    };
    if (theme.len > 0 && ret->group < 0)
        job_refuse_with(job, S("theme"), S("api.no_group"), theme);
    if (control.len > 0 && ret->control == ITEM_NONE)
        job_refuse_with(job, S("control"), S("api.no_item"), control);
    if (call_number(call, "level", -1) > ASPECT_COUNT)
        job_refuse_with(job, S("level"), S("api.limit"), S("0..3"));
    return job->faults.n > 0 ? REFUSED : DONE;
}

static struct measure_line line_of(const struct picture *picture, int item, enum lang lang)
{
    const struct assessment *said = picture_assessment(picture, item);
    struct measure_line line = {.item = item_view_of(picture->norm, item, lang),
                                .state = state_view_of(picture, item)};

    if (said != NULL) {
        line.owner = said->owner;
        line.executor = said->executor;
        line.target = said->target;
        line.version = said->row.version;
    }
    return line;
}

enum outcome api_measures_get(struct job *job, struct call *call)
{
    const struct norm *norm;
    struct measures_filter filter;
    struct measures_list view;
    struct measure_line *lines;
    struct measures *measures;
    size_t from;
    size_t to;
    enum outcome o;

    if ((o = call_norm(call, &norm)) != DONE ||
        (o = read_filter(job, call, norm, &filter)) != DONE ||
        (o = act_measures(job, &filter, &measures)) != DONE)
        return o;
    call_page(call, (size_t)measures->n, &from, &to);
    lines = NEW_ARRAY(job->mem, to - from, struct measure_line);
    for (size_t i = from; i < to; i++)
        lines[i - from] = line_of(measures->picture, measures->items[i], job->lang);
    view = (struct measures_list){measures->n, measures->all, {lines, to - from}};
    call_object(call, &measures_shape, &view);
    return DONE;
}

/* ---- one measure ---- */

static const struct shape_member used_members[] = {
    SHAPE_NOUN(evidence, measure_evidence, evidence),
    SHAPE_ONE(NUMBER, int64_t, "use", measure_evidence, use),
    SHAPE_ONE(DAY, struct day, "expires", measure_evidence, expires),
    SHAPE_ONE(FLAG, bool, "may_judge", measure_evidence, may_judge),
};
static const struct shape used_shape = SHAPE_OF("measure_evidence", measure_evidence, used_members);

static const struct shape_member exception_members[] = {
    {.name = "", .kind = SHAPE_ROW, .noun = &exception_noun},
};
static const struct shape exception_shape = SHAPE_OF("exception", exception, exception_members);

static const struct shape_member said_members[] = {
    {.name = "", .kind = SHAPE_ROW, .noun = &assessment_noun},
};
static const struct shape said_shape = SHAPE_OF("measure_assessment", assessment, said_members);

struct measure_view {
    struct item_view item;
    struct state_view state;
    const struct assessment *assessment;
    struct shape_list evidence, exceptions, siblings;
    bool may_assess, may_assign, may_test;
};

static const struct shape_member measure_members[] = {
    SHAPE_ONE(WITHIN, struct item_view, "item", measure_view, item, .shape = &item_shape),
    SHAPE_ONE(WITHIN, struct state_view, "state", measure_view, state, .shape = &state_shape),
    SHAPE_ONE(OBJECT, const struct assessment *, "assessment", measure_view, assessment,
              .shape = &said_shape),
    SHAPE_ONE(LIST, struct shape_list, "evidence", measure_view, evidence, .shape = &used_shape),
    SHAPE_ONE(LIST, struct shape_list, "exceptions", measure_view, exceptions,
              .shape = &exception_shape),
    SHAPE_ONE(TEXTS, struct shape_list, "siblings", measure_view, siblings),
    SHAPE_ONE(FLAG, bool, "may_assess", measure_view, may_assess),
    SHAPE_ONE(FLAG, bool, "may_assign", measure_view, may_assign),
    SHAPE_ONE(FLAG, bool, "may_test", measure_view, may_test),
};
const struct shape measure_shape = SHAPE_OF("measure", measure_view, measure_members);

enum outcome call_measure(const struct call *call, struct measure **ret, bool *ret_moved)
{
    struct str norm = call_text(call, "norm");
    struct str label = call_text(call, "label");

    return norm.len > 0 ? act_measure_in(call->job, norm, label, ret, ret_moved)
                        : act_measure_of(call->job, call_about(call), label, ret, ret_moved);
}

enum outcome api_measure_get(struct job *job, struct call *call)
{
    struct measure_view view;
    struct measure *it;
    struct str *siblings;
    bool moved;
    enum outcome o = call_measure(call, &it, &moved);

    if (o != DONE)
        return o;
    siblings = NEW_ARRAY(job->mem, (size_t)it->n_siblings, struct str);
    for (int i = 0; i < it->n_siblings; i++)
        siblings[i] = it->picture->norm->items[it->siblings[i]].label;
    view = (struct measure_view){
        .item = item_view_of(it->picture->norm, it->item, job->lang),
        .state = state_view_of(it->picture, it->item),
        .assessment = it->assessment.row.id == 0 ? NULL : &it->assessment,
        .evidence = {it->evidence, it->n_evidence},
        .exceptions = {it->exceptions, it->n_exceptions},
        .siblings = {siblings, (size_t)it->n_siblings}, .may_assess = it->may_assess,
        .may_assign = it->may_assign, .may_test = it->may_test,
    };
    if (moved)
        call->location = arena_text(job->mem, "/api/v1/measures/%" STR_FMT "%" STR_FMT,
                                    STR_ARG(view.item.label), STR_ARG(call_about_text(call)));
    call_object(call, &measure_shape, &view);
    return DONE;
}

enum outcome api_norm_measure_get(struct job *job, struct call *call)
{
    return api_measure_get(job, call);
}
