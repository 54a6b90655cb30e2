/* The Statement of Applicability: its versions, their lines, and what becomes of them. */
#include "acts/soa.h"

#include "api/handlers.h"
#include "base/bug.h"

const struct intake soa_line_intake = {
    .name = "soa_line_change", .noun = &applicability_noun, .forbidden = OURS | FIXED,
};
const struct intake decision_intake = {
    .name = "decision_new", .noun = &decision_noun, .forbidden = OURS, .whole = true,
};

/* ---- versions ---- */

static const struct shape_member version_members[] = {
    {.name = "", .kind = SHAPE_ROW, .noun = &soa_noun},
};
static const struct shape version_shape = SHAPE_OF("soa_version", soa, version_members);

static const struct shape_member decision_members[] = {
    {.name = "", .kind = SHAPE_ROW, .noun = &decision_noun},
};
static const struct shape decision_shape = SHAPE_OF("decision", decision, decision_members);

struct soas_view {
    struct shape_list items;
};

static const struct shape_member soas_members[] = {
    SHAPE_ONE(LIST, struct shape_list, "items", soas_view, items, .shape = &version_shape),
};
const struct shape soas_shape = SHAPE_OF("soa_versions", soas_view, soas_members);

struct soa_answer {
    struct soa soa;
    const struct decision *decision;
    int lines, controls, measures, applies, not, faults;
    bool alone;
};

static const struct shape_member soa_members[] = {
    SHAPE_NOUN(soa, soa_answer, soa),
    SHAPE_ONE(OBJECT, const struct decision *, "decided", soa_answer, decision,
              .shape = &decision_shape),
    SHAPE_ONE(INT, int, "lines", soa_answer, lines),
    SHAPE_ONE(INT, int, "controls", soa_answer, controls),
    SHAPE_ONE(INT, int, "measures", soa_answer, measures),
    SHAPE_ONE(INT, int, "applies", soa_answer, applies),
    SHAPE_ONE(INT, int, "applies_not", soa_answer, not),
    SHAPE_ONE(INT, int, "faults", soa_answer, faults),
    SHAPE_ONE(FLAG, bool, "one_person", soa_answer, alone),
};
const struct shape soa_shape = SHAPE_OF("soa", soa_answer, soa_members);

enum outcome api_soas_get(struct job *job, struct call *call)
{
    struct soas_view view;
    struct soa *versions;
    size_t n;
    enum outcome o = act_soa_versions(job, &versions, &n);

    if (o != DONE)
        return o;
    view.items = (struct shape_list){versions, n};
    call_object(call, &soas_shape, &view);
    return DONE;
}

/* The version that the address names; number 0 would be the newest. */
static enum outcome load(struct job *job, const struct call *call, struct soa_view **ret)
{
    int64_t number = call_id(call, "number");

    return number == 0 ? NOT_THERE : act_soa(job, number, ret);
}

enum outcome api_soa_get(struct job *job, struct call *call)
{
    struct soa_answer view;
    struct soa_view *it;
    enum outcome o = load(job, call, &it);

    if (o != DONE)
        return o;
    view = (struct soa_answer){
        it->soa, it->decision.row.id == 0 ? NULL : &it->decision, it->n_lines, it->n_controls,
        it->n_measures, it->n_applies, it->n_not, it->n_faults, it->alone,
    };
    call->version = it->soa.row.version;
    call_object(call, &soa_shape, &view);
    return DONE;
}

/* ---- lines ---- */

struct soa_line_view {
    struct str label;
    struct applicability line;
    enum line_fault fault;
    enum status status;
    bool has_exception;
};

static const struct shape_member line_members[] = {
    SHAPE_ONE(TEXT, struct str, "label", soa_line_view, label, .needed = true),
    SHAPE_NOUN(applicability, soa_line_view, line),
    SHAPE_ONE(CHOICE, enum line_fault, "fault", soa_line_view, fault,
              .choices = &line_fault_choices),
    SHAPE_ONE(CHOICE, enum status, "status", soa_line_view, status, .choices = &status_choices),
    SHAPE_ONE(FLAG, bool, "has_exception", soa_line_view, has_exception),
};
const struct shape soa_line_shape = SHAPE_OF("soa_line", soa_line_view, line_members);

struct soa_lines_view {
    int64_t number, total;
    struct shape_list items;
};

static const struct shape_member lines_members[] = {
    SHAPE_ONE(NUMBER, int64_t, "number", soa_lines_view, number),
    SHAPE_ONE(NUMBER, int64_t, "total", soa_lines_view, total),
    SHAPE_ONE(LIST, struct shape_list, "items", soa_lines_view, items, .shape = &soa_line_shape),
};
const struct shape soa_lines_shape = SHAPE_OF("soa_lines", soa_lines_view, lines_members);

static struct soa_line_view line_of(const struct soa_view *it, const struct soa_line *line)
{
    struct soa_line_view view = {
        .label = it->picture->norm->items[line->item].label, .line = line->line,
        .fault = line->fault, .status = it->picture->states[line->item].status,
        .has_exception = line->has_exception,
    };

    view.line.scope = it->soa.scope;
    view.line.item = it->picture->norm->items[line->item].id;
    return view;
}

enum outcome api_soa_lines_get(struct job *job, struct call *call)
{
    struct soa_lines_view view;
    struct soa_line_view *lines;
    struct soa_view *it;
    enum outcome o = load(job, call, &it);

    if (o != DONE)
        return o;
    lines = NEW_ARRAY(job->mem, (size_t)it->n_lines, struct soa_line_view);
    for (int i = 0; i < it->n_lines; i++)
        lines[i] = line_of(it, &it->lines[i]);
    view = (struct soa_lines_view){it->soa.number.n, it->n_lines, {lines, (size_t)it->n_lines}};
    call_object(call, &soa_lines_shape, &view);
    return DONE;
}

enum outcome api_soa_line_get(struct job *job, struct call *call)
{
    const struct norm *norm;
    struct soa_line_view view;
    struct soa_view *it;
    int item;
    enum outcome o;

    if ((o = call_item(call, &norm, &item)) != DONE || (o = load(job, call, &it)) != DONE)
        return o;
    if (it->picture->norm != norm)
        return NOT_THERE;
    for (int i = 0; i < it->n_lines; i++) {
        if (it->lines[i].item != item)
            continue;
        view = line_of(it, &it->lines[i]);
        call->version = view.line.row.version;
        call_object(call, &soa_line_shape, &view);
        return DONE;
    }
    return NOT_THERE;
}

/* ---- what is done ---- */

/* The row of the version that the address names. */
static enum outcome find(struct job *job, const struct call *call, struct soa *ret)
{
    int64_t number = call_id(call, "number");
    struct soa *versions;
    size_t n;
    enum outcome o = act_soa_versions(job, &versions, &n);

    for (size_t i = 0; o == DONE && i < n; i++)
        if (versions[i].number.n == number) {
            *ret = versions[i];
            return DONE;
        }
    return o == DONE ? NOT_THERE : o;
}

enum outcome api_soa_line_set(struct job *job, struct call *call)
{
    const struct norm *norm;
    struct applicability saved;
    struct given given;
    struct soa soa;
    int item;
    enum outcome o;

    if ((o = find(job, call, &soa)) != DONE || (o = call_item(call, &norm, &item)) != DONE ||
        (o = call_read(call, &given, NULL)) != DONE)
        return o;
    if (!soa_is_open(&soa))
        return job_refuse(job, S(""), S("soa.read_only"));
    return act_soa_line(job, norm->items[item].id, call->seen, &given, &saved);
}

enum outcome api_soa_complete(struct job *job, struct call *call)
{
    struct soa soa;
    enum outcome o = find(job, call, &soa);

    return o == DONE ? act_soa_complete(job, call_row(call, soa.row.id)) : o;
}

enum outcome api_soa_adopt(struct job *job, struct call *call)
{
    struct given given;
    struct soa soa;
    int64_t decision;
    enum outcome o;

    if ((o = find(job, call, &soa)) != DONE || (o = call_read(call, &given, NULL)) != DONE)
        return o;
    return act_soa_adopt(job, call_row(call, soa.row.id), &given, &decision);
}

enum outcome api_soa_next(struct job *job, struct call *call)
{
    return act_soa_next(job, &call->made);
}

/* ---- comparison ---- */

static const struct param comparison_query[] = {
    {"from", PARAM_NUMBER, NULL}, {"to", PARAM_NUMBER, NULL},
};
const struct params comparison_params = {.own = comparison_query, .n_own = 2};

struct difference_view {
    struct str label;
    enum compare_kind kind;
    struct shape_list changed;
    const struct applicability *before, *after;
};

static const struct shape_member side_members[] = {
    {.name = "", .kind = SHAPE_ROW, .noun = &applicability_noun},
};
static const struct shape side_shape = SHAPE_OF("applicability", applicability, side_members);

static const struct shape_member difference_members[] = {
    SHAPE_ONE(TEXT, struct str, "label", difference_view, label, .needed = true),
    SHAPE_ONE(CHOICE, enum compare_kind, "kind", difference_view, kind,
              .choices = &compare_kind_choices),
    SHAPE_ONE(TEXTS, struct shape_list, "changed", difference_view, changed),
    SHAPE_ONE(OBJECT, const struct applicability *, "before", difference_view, before,
              .shape = &side_shape),
    SHAPE_ONE(OBJECT, const struct applicability *, "after", difference_view, after,
              .shape = &side_shape),
};
static const struct shape difference_shape =
    SHAPE_OF("soa_difference", difference_view, difference_members);

struct comparison_view {
    int64_t from, to;
    struct shape_list items;
};

static const struct shape_member comparison_members[] = {
    SHAPE_ONE(NUMBER, int64_t, "from", comparison_view, from),
    SHAPE_ONE(NUMBER, int64_t, "to", comparison_view, to),
    SHAPE_ONE(LIST, struct shape_list, "items", comparison_view, items, .shape = &difference_shape),
};
const struct shape soa_comparison_shape =
    SHAPE_OF("soa_comparison", comparison_view, comparison_members);

static struct shape_list members_of(struct job *job, unsigned changed)
{
    struct str *names = NEW_ARRAY(job->mem, (size_t)applicability_noun.n_fields, struct str);
    size_t n = 0;

    for (int i = 0; i < applicability_noun.n_fields; i++)
        if ((changed & 1u << i) != 0)
            names[n++] = str_of(applicability_noun.fields[i].name);
    return (struct shape_list){names, n};
}

enum outcome api_soa_compare_get(struct job *job, struct call *call)
{
    struct comparison_view view = {.from = call_number(call, "from", 0),
                                   .to = call_number(call, "to", 0)};
    struct difference_view *items;
    struct compare_row *rows;
    struct soa_view *from;
    struct soa_view *to;
    int n;
    enum outcome o;

    if (view.from == 0)
        job_refuse(job, S("from"), S("value.required"));
    if (view.to == 0)
        job_refuse(job, S("to"), S("value.required"));
    if (job->faults.n > 0)
        return REFUSED;
    if ((o = act_soa_compare(job, view.from, view.to, &from, &to, &rows, &n)) != DONE)
        return o;
    items = NEW_ARRAY(job->mem, (size_t)n, struct difference_view);
    for (int i = 0; i < n; i++)
        items[i] = (struct difference_view){
            from->picture->norm->items[rows[i].item].label, rows[i].kind,
            members_of(job, rows[i].changed),
            rows[i].before < 0 ? NULL : &from->picture->lines[rows[i].before],
            rows[i].after < 0 ? NULL : &to->picture->lines[rows[i].after],
        };
    view.items = (struct shape_list){items, (size_t)n};
    call_object(call, &soa_comparison_shape, &view);
    return DONE;
}
