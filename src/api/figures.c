/* What it adds up to: the gap and the overview. */
#include "acts/dashboard.h"
#include "acts/gap.h"
#include "api/handlers.h"
#include "api/views.h"

static const struct param gap_query[] = {{"norm", PARAM_TEXT, NULL},
                                         {"profile", PARAM_TEXT, NULL},
                                         {"by", PARAM_CHOICE, &gap_by_choices}};
const struct params gap_params = {gap_query, 3, .time = true, .page = false};
const struct params view_params = {gap_query, 2, .time = true, .page = false};

/* Which norm is looked at, and what is derived when that is another than one's own. */
struct looked {
    struct str norm, profile;
    const struct derived_count *derived;
    struct shape_list groups;
};

#define LOOKED(type)                                                                             \
    SHAPE_ONE(TEXT, struct str, "norm", type, looked.norm, .needed = true),                      \
    SHAPE_ONE(TEXT, struct str, "profile", type, looked.profile),                                \
    SHAPE_ONE(OBJECT, const struct derived_count *, "derived", type, looked.derived,             \
              .shape = &derived_count_shape),                                                    \
    SHAPE_ONE(LIST, struct shape_list, "groups", type, looked.groups,                            \
              .shape = &derived_group_shape)

static struct looked looked_of(struct job *job, const struct view *view, enum gap_by by,
                               const struct spread_row *rows, int n)
{
    struct looked it = {.norm = view->norm->key};

    if (view->profile != NULL)
        it.profile = view->profile->id;
    if (!view->own) {
        it.derived = &view->whole;
        it.groups = derived_groups_of(job, view, by, rows, n);
    }
    return it;
}

struct gap_line {
    struct str key, label;
    struct count count;
    int missing[ASPECT_COUNT];
};

static const struct shape_member gap_line_members[] = {
    SHAPE_ONE(TEXT, struct str, "key", gap_line, key, .needed = true),
    SHAPE_ONE(TEXT, struct str, "title", gap_line, label),
    SHAPE_ONE(WITHIN, struct count, "count", gap_line, count, .shape = &count_shape),
    SHAPE_ONE(INT, int, "missing_design", gap_line, missing[ASPECT_DESIGN]),
    SHAPE_ONE(INT, int, "missing_existence", gap_line, missing[ASPECT_EXISTENCE]),
    SHAPE_ONE(INT, int, "missing_operation", gap_line, missing[ASPECT_OPERATION]),
};
static const struct shape gap_line_shape = SHAPE_OF("gap_line", gap_line, gap_line_members);

struct gap_answer {
    enum gap_by by;
    bool meets;
    const struct count *whole;  /* NULL: by another norm */
    struct looked looked;
    struct shape_list items;
};

static const struct shape_member gap_members[] = {
    LOOKED(gap_answer),
    SHAPE_ONE(CHOICE, enum gap_by, "by", gap_answer, by, .choices = &gap_by_choices),
    SHAPE_ONE(FLAG, bool, "meets", gap_answer, meets),
    SHAPE_ONE(OBJECT, const struct count *, "whole", gap_answer, whole, .shape = &count_shape),
    SHAPE_ONE(LIST, struct shape_list, "items", gap_answer, items, .shape = &gap_line_shape),
};
const struct shape gap_shape = SHAPE_OF("gap", gap_answer, gap_members);

enum outcome api_gap_get(struct job *job, struct call *call)
{
    int by = call_choice(call, "by");
    struct gap_answer view;
    struct gap_line *lines;
    struct gap_view *gap;
    enum outcome o = act_gap(job, call_query(call, "norm"), call_query(call, "profile"),
                             by < 0 ? GAP_BY_THEME : (enum gap_by)by, &gap);

    if (o != DONE) {
        view_faults(job);
        return o;
    }
    lines = NEW_ARRAY(job->mem, (size_t)gap->n_rows, struct gap_line);
    for (int i = 0; i < gap->n_rows; i++) {
        const struct gap_row *row = &gap->rows[i];

        lines[i] = (struct gap_line){.key = row->at.key, .count = row->count};
        lines[i].label = view_at_says(job, &gap->view, gap->by, row->at);
        memcpy(lines[i].missing, row->missing, sizeof row->missing);
    }
    view = (struct gap_answer){gap->by, gap->meets, gap->view.own ? &gap->view.count : NULL,
                               looked_of(job, &gap->view, gap->by, gap->spread, gap->n_spread),
                               {lines, (size_t)gap->n_rows}};
    call_object(call, &gap_shape, &view);
    return DONE;
}

/* ---- the overview ---- */

enum { WORK_MOST = 20 };

static const char *const work_words[] = {"verlopen", "telaat", "beoordelen", "verloopt", "begin"};
static const struct choices work_choices = {work_words, WORK_KIND_COUNT};

struct theme_view {
    struct str code, title;
    struct count count;
};

static const struct shape_member theme_members[] = {
    SHAPE_ONE(TEXT, struct str, "code", theme_view, code, .needed = true),
    SHAPE_ONE(TEXT, struct str, "title", theme_view, title),
    SHAPE_ONE(WITHIN, struct count, "count", theme_view, count, .shape = &count_shape),
};
static const struct shape theme_shape = SHAPE_OF("dashboard_theme", theme_view, theme_members);

struct work_view {
    enum work_kind kind;
    struct str label, title;
    struct ref evidence, person;
    struct day due;
    int days, minutes;
};

static const struct shape_member work_members[] = {
    SHAPE_ONE(CHOICE, enum work_kind, "kind", work_view, kind, .choices = &work_choices),
    SHAPE_ONE(TEXT, struct str, "label", work_view, label),
    SHAPE_ONE(TEXT, struct str, "title", work_view, title),
    SHAPE_ONE(REF, struct ref, "evidence", work_view, evidence),
    SHAPE_ONE(REF, struct ref, "person", work_view, person),
    SHAPE_ONE(DAY, struct day, "due", work_view, due),
    SHAPE_ONE(INT, int, "days", work_view, days),
    SHAPE_ONE(INT, int, "minutes", work_view, minutes),
};
static const struct shape work_shape = SHAPE_OF("dashboard_work", work_view, work_members);

static const struct shape_member trend_members[] = {
    SHAPE_ONE(DAY, struct day, "on", trend_point, on, .needed = true),
    SHAPE_ONE(INT, int, "applicable", trend_point, applicable),
    SHAPE_ONE(INT, int, "design", trend_point, level[ASPECT_DESIGN]),
    SHAPE_ONE(INT, int, "existence", trend_point, level[ASPECT_EXISTENCE]),
    SHAPE_ONE(INT, int, "operation", trend_point, level[ASPECT_OPERATION]),
};
static const struct shape trend_shape = SHAPE_OF("dashboard_trend", trend_point, trend_members);

struct waiting_view {
    struct ref person;
    int open, late, own;
};

static const struct shape_member waiting_members[] = {
    SHAPE_ONE(REF, struct ref, "person", waiting_view, person),
    SHAPE_ONE(INT, int, "open", waiting_view, open),
    SHAPE_ONE(INT, int, "late", waiting_view, late),
    SHAPE_ONE(INT, int, "own", waiting_view, own),
};
static const struct shape waiting_shape =
    SHAPE_OF("dashboard_waiting", waiting_view, waiting_members);

struct dashboard_view {
    struct day on;
    const struct count *whole;  /* NULL: by another norm */
    struct looked looked;
    int work_all, work_minutes;
    struct shape_list themes, work, waiting, trend;
};

static const struct shape_member dashboard_members[] = {
    SHAPE_ONE(DAY, struct day, "on", dashboard_view, on, .needed = true),
    LOOKED(dashboard_view),
    SHAPE_ONE(OBJECT, const struct count *, "whole", dashboard_view, whole, .shape = &count_shape),
    SHAPE_ONE(LIST, struct shape_list, "themes", dashboard_view, themes, .shape = &theme_shape),
    SHAPE_ONE(INT, int, "work_all", dashboard_view, work_all),
    SHAPE_ONE(INT, int, "work_minutes", dashboard_view, work_minutes),
    SHAPE_ONE(LIST, struct shape_list, "work", dashboard_view, work, .shape = &work_shape),
    SHAPE_ONE(LIST, struct shape_list, "waiting", dashboard_view, waiting, .shape = &waiting_shape),
    SHAPE_ONE(LIST, struct shape_list, "trend", dashboard_view, trend, .shape = &trend_shape),
};
const struct shape dashboard_shape = SHAPE_OF("dashboard", dashboard_view, dashboard_members);

static struct shape_list themes_of(struct job *job, const struct dashboard *it)
{
    const struct norm *norm = it->picture->norm;
    struct theme_view *themes = NEW_ARRAY(job->mem, (size_t)norm->n_groups, struct theme_view);

    for (int i = 0; i < norm->n_groups; i++)
        themes[i] = (struct theme_view){norm->groups[i].code, norm->groups[i].title[job->lang],
                                        it->themes[i]};
    return (struct shape_list){themes, (size_t)norm->n_groups};
}

static struct shape_list work_of(struct job *job, const struct dashboard *it)
{
    struct work_view *work = NEW_ARRAY(job->mem, (size_t)it->n_work, struct work_view);

    for (int i = 0; i < it->n_work; i++) {
        const struct work_line *line = &it->work[i];

        work[i] = (struct work_view){
            .kind = line->kind, .title = line->title, .evidence = {line->evidence},
            .person = {line->person}, .due = line->due, .days = line->days,
            .minutes = line->minutes,
        };
        if (line->item >= 0)
            work[i].label = it->picture->norm->items[line->item].label;
    }
    return (struct shape_list){work, (size_t)it->n_work};
}

static struct shape_list waiting_of(struct job *job, const struct dashboard *it)
{
    struct waiting_view *waiting = NEW_ARRAY(job->mem, it->n_waiting, struct waiting_view);

    for (size_t i = 0; i < it->n_waiting; i++)
        waiting[i] = (struct waiting_view){{it->waiting[i].person}, it->waiting[i].open,
                                           it->waiting[i].late, it->waiting[i].own};
    return (struct shape_list){waiting, it->n_waiting};
}

/* Quarters that were not kept are computed from the past, so the trend is whole either
 * way. Keeping them is the page's work after its answer: here a GET writes nothing. */
enum outcome api_dashboard_get(struct job *job, struct call *call)
{
    struct dashboard_view view;
    struct dashboard *it;
    enum outcome o = act_dashboard(job, call_query(call, "norm"), call_query(call, "profile"),
                                   WORK_MOST, &it);

    if (o != DONE) {
        view_faults(job);
        return o;
    }
    if (!it->view.own) {
        view = (struct dashboard_view){
            .on = job->on,
            .looked = looked_of(job, &it->view, GAP_BY_THEME, it->spread, it->n_spread)};
        call_object(call, &dashboard_shape, &view);
        return DONE;
    }
    view = (struct dashboard_view){
        .on = job->on, .whole = &it->view.count,
        .looked = looked_of(job, &it->view, GAP_BY_THEME, NULL, 0), .work_all = it->all_work,
        .work_minutes = it->work_minutes, .themes = themes_of(job, it), .work = work_of(job, it),
        .waiting = waiting_of(job, it), .trend = {it->trend, (size_t)it->n_trend},
    };
    call_object(call, &dashboard_shape, &view);
    return DONE;
}
