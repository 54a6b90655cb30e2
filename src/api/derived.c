/* Another norm: what is derived for each item, and how two norms stand to each other. */
#include "acts/between.h"
#include "api/handlers.h"
#include "api/views.h"

/* What only touches has no status: null. */
static const char *const status_words[] = {NULL, "nvt", "niet", "onbekend", "deels", "voldoet"};
static const struct choices status_or_none = {status_words, STATUS_COUNT + 1};

struct source_view {
    struct str id, label;
    enum relation relation;
    bool complete;
    enum standing standing;
};

static const struct shape_member source_members[] = {
    SHAPE_ONE(TEXT, struct str, "id", source_view, id, .needed = true),
    SHAPE_ONE(TEXT, struct str, "label", source_view, label, .needed = true),
    SHAPE_ONE(CHOICE, enum relation, "relation", source_view, relation,
              .choices = &relation_choices),
    SHAPE_ONE(FLAG, bool, "complete", source_view, complete),
    SHAPE_ONE(CHOICE, enum standing, "standing", source_view, standing,
              .choices = &standing_choices),
};
static const struct shape source_shape = SHAPE_OF("derived_source", source_view, source_members);

struct derived_view {
    struct str id, label, title;
    enum derived_kind kind;
    int status; /* enum status + 1, or 0 */
    enum relation rule;
    bool complete, from_measures, tested, own_word;
    int met, of;
    struct shape_list sources;
};

static const struct shape_member derived_members[] = {
    SHAPE_ONE(TEXT, struct str, "id", derived_view, id, .needed = true),
    SHAPE_ONE(TEXT, struct str, "label", derived_view, label, .needed = true),
    SHAPE_ONE(TEXT, struct str, "title", derived_view, title),
    SHAPE_ONE(CHOICE, enum derived_kind, "kind", derived_view, kind,
              .choices = &derived_kind_choices),
    SHAPE_ONE(CHOICE, int, "status", derived_view, status, .choices = &status_or_none),
    SHAPE_ONE(CHOICE, enum relation, "rule", derived_view, rule, .choices = &relation_choices),
    SHAPE_ONE(FLAG, bool, "complete", derived_view, complete),
    SHAPE_ONE(FLAG, bool, "from_measures", derived_view, from_measures),
    SHAPE_ONE(FLAG, bool, "tested", derived_view, tested),
    SHAPE_ONE(FLAG, bool, "own_word", derived_view, own_word),
    SHAPE_ONE(INT, int, "met", derived_view, met),
    SHAPE_ONE(INT, int, "of", derived_view, of),
    SHAPE_ONE(LIST, struct shape_list, "sources", derived_view, sources, .shape = &source_shape),
};
static const struct shape derived_shape = SHAPE_OF("derived_item", derived_view, derived_members);

struct derived_answer {
    struct str norm, from;
    struct derived_count whole;
    struct shape_list items;
};

static const struct shape_member answer_members[] = {
    SHAPE_ONE(TEXT, struct str, "norm", derived_answer, norm, .needed = true),
    SHAPE_ONE(TEXT, struct str, "from", derived_answer, from, .needed = true),
    SHAPE_ONE(WITHIN, struct derived_count, "whole", derived_answer, whole,
              .shape = &derived_count_shape),
    SHAPE_ONE(LIST, struct shape_list, "items", derived_answer, items, .shape = &derived_shape),
};
const struct shape norm_derived_shape = SHAPE_OF("norm_derived", derived_answer, answer_members);

static struct derived_view line_of(struct job *job, const struct view *view, int index)
{
    const struct item *item = &view->norm->items[index];
    const struct derived *it = &view->derived[index];
    struct source_view *sources = NEW_ARRAY(job->mem, (size_t)it->n, struct source_view);
    bool has = it->kind == DERIVED_OWN || it->kind == DERIVED_JUDGED;

    for (int i = 0; i < it->n; i++) {
        const struct bridge_row *row = &view->bridge.rows[it->first + i];
        const struct item *source = &view->picture->norm->items[row->source];

        sources[i] = (struct source_view){source->id, source->label, row->is, row->complete,
                                          row->standing};
    }
    return (struct derived_view){
        .id = item->id, .label = item->label, .title = item->title[job->lang], .kind = it->kind,
        .status = has ? (int)it->status + 1 : 0, .rule = it->rule, .complete = it->complete,
        .from_measures = it->from_measures, .tested = it->tested, .own_word = it->own_word,
        .met = it->met, .of = it->of, .sources = {sources, (size_t)it->n},
    };
}

enum outcome api_norm_derived_get(struct job *job, struct call *call)
{
    struct str norm = call_text(call, "norm");
    struct derived_answer answer;
    struct derived_view *items;
    struct view view;
    size_t n = 0;
    enum outcome o;

    if (norms_get(job, norm) == NULL)
        return NOT_THERE;
    if ((o = view_load(job, norm, call_query(call, "profile"), &view)) != DONE) {
        view_faults(job);
        return o;
    }
    if (view.own)
        return job_refuse(job, S("norm"), S("view.own"));
    items = NEW_ARRAY(job->mem, (size_t)view.norm->n_items, struct derived_view);
    for (int i = 0; i < view.norm->n_items; i++)
        if (view_asks(&view, i))
            items[n++] = line_of(job, &view, i);
    answer = (struct derived_answer){view.norm->key, view.picture->norm->key, view.whole,
                                     {items, n}};
    call_object(call, &norm_derived_shape, &answer);
    return DONE;
}

static const struct param derived_query[] = {{"profile", PARAM_TEXT, NULL}};
const struct params derived_params = {derived_query, 1, .time = true, .page = false};

/* ---- two norms ---- */

static const struct param mapping_query[] = {{"from", PARAM_TEXT, NULL}, {"to", PARAM_TEXT, NULL}};
const struct params mapping_params = {mapping_query, 2, .time = false, .page = false};

struct pair_view {
    struct str source, target;
    enum relation relation;
    bool complete;
    enum standing standing;
    struct str basis, via, note;
};

static const struct shape_member pair_members[] = {
    SHAPE_ONE(TEXT, struct str, "source", pair_view, source, .needed = true),
    SHAPE_ONE(TEXT, struct str, "target", pair_view, target, .needed = true),
    SHAPE_ONE(CHOICE, enum relation, "relation", pair_view, relation, .choices = &relation_choices),
    SHAPE_ONE(FLAG, bool, "complete", pair_view, complete),
    SHAPE_ONE(CHOICE, enum standing, "standing", pair_view, standing,
              .choices = &standing_choices),
    SHAPE_ONE(TEXT, struct str, "basis", pair_view, basis),
    SHAPE_ONE(TEXT, struct str, "via", pair_view, via),
    SHAPE_ONE(TEXT, struct str, "note", pair_view, note),
};
static const struct shape pair_shape = SHAPE_OF("mapping_pair", pair_view, pair_members);

struct side_view {
    struct str label;
    enum between_gap_kind kind;
    struct str note;
};

static const struct shape_member side_members[] = {
    SHAPE_ONE(TEXT, struct str, "label", side_view, label, .needed = true),
    SHAPE_ONE(CHOICE, enum between_gap_kind, "kind", side_view, kind,
              .choices = &between_gap_choices),
    SHAPE_ONE(TEXT, struct str, "note", side_view, note),
};
static const struct shape side_shape = SHAPE_OF("mapping_gap", side_view, side_members);

struct mapping_answer {
    struct str from, to;
    int length; /* mappings between; -1: no way */
    struct str way;
    struct shape_list pairs, only_from, only_to;
};

static const struct shape_member mapping_members[] = {
    SHAPE_ONE(TEXT, struct str, "from", mapping_answer, from, .needed = true),
    SHAPE_ONE(TEXT, struct str, "to", mapping_answer, to, .needed = true),
    SHAPE_ONE(INT, int, "length", mapping_answer, length),
    SHAPE_ONE(TEXT, struct str, "way", mapping_answer, way),
    SHAPE_ONE(LIST, struct shape_list, "pairs", mapping_answer, pairs, .shape = &pair_shape),
    SHAPE_ONE(LIST, struct shape_list, "only_from", mapping_answer, only_from,
              .shape = &side_shape),
    SHAPE_ONE(LIST, struct shape_list, "only_to", mapping_answer, only_to, .shape = &side_shape),
};
const struct shape mappings_shape = SHAPE_OF("mapping_between", mapping_answer, mapping_members);

static struct shape_list pairs_of(struct job *job, const struct between *it)
{
    struct pair_view *pairs = NEW_ARRAY(job->mem, (size_t)it->n_rows, struct pair_view);

    for (int i = 0; i < it->n_rows; i++) {
        const struct between_row *row = &it->rows[i];

        pairs[i] = (struct pair_view){it->from->items[row->source].label,
                                      it->to->items[row->target].label, row->is, row->complete,
                                      row->standing, row->basis, row->via, row->note};
    }
    return (struct shape_list){pairs, (size_t)it->n_rows};
}

static struct shape_list side_of(struct job *job, const struct norm *norm,
                                 const struct between_gap *gaps, int n)
{
    struct side_view *side = NEW_ARRAY(job->mem, (size_t)n, struct side_view);

    for (int i = 0; i < n; i++)
        side[i] = (struct side_view){norm->items[gaps[i].item].label, gaps[i].kind, gaps[i].note};
    return (struct shape_list){side, (size_t)n};
}

enum outcome api_mappings_get(struct job *job, struct call *call)
{
    struct mapping_answer answer;
    struct between it;
    enum outcome o = between_of(job, call_query(call, "from"), call_query(call, "to"), &it);

    if (o != DONE) {
        view_faults(job);
        return o;
    }
    answer = (struct mapping_answer){
        it.from->key, it.to->key, it.bridge.length, it.way, pairs_of(job, &it),
        side_of(job, it.from, it.left, it.n_left), side_of(job, it.to, it.right, it.n_right)};
    call_object(call, &mappings_shape, &answer);
    return DONE;
}
