/* web/migration_one.c - the fourth step: what is to do now. */
#include "acts/objects.h"
#include "web/download.h"
#include "web/measure.h"
#include "web/migration.h"
#include "web/pages.h"

/* ---- one line ---- */

int64_t migration_object_of(const struct migration_view *it, int64_t object)
{
    return object == it->picture->object ? 0 : object;
}

/* Where an item is looked at: the list of measures is by the organisation's own norm. */
static struct str address(const struct page *page, const struct migration_view *it,
                          const struct item *item, int64_t object)
{
    const struct norm *to = it->head.to;
    struct str label = page_url(page, item->label);

    if (to == it->picture->norm)
        return arena_text(page->job->mem, "/maatregelen/%" STR_FMT "%" STR_FMT, STR_ARG(label),
                          STR_ARG(about_rest(page, object)));
    if (object == 0)
        return arena_text(page->job->mem, "/maatregelen/%" STR_FMT "?norm=%" STR_FMT "%" STR_FMT,
                          STR_ARG(label), STR_ARG(page_url(page, to->key)),
                          STR_ARG(page_op_more(page)));
    return arena_text(page->job->mem, "/normen/%" STR_FMT "/%" STR_FMT,
                      STR_ARG(page_url(page, to->key)), STR_ARG(label));
}

static struct str sources_say(const struct page *page, const struct migration_view *it,
                              const struct migration_line *line)
{
    struct str *labels = NEW_ARRAY(page->job->mem, (size_t)line->n_sources, struct str);

    if (it->head.from == NULL)
        return line->it.sources;
    for (int i = 0; i < line->n_sources; i++)
        labels[i] = it->head.from->items[line->sources[i]].label;
    return measure_join(page->job, labels, (size_t)line->n_sources);
}

bool migration_unconfirmed(const struct migration_line *line)
{
    for (int a = 0; line->is != NULL && a < ASPECT_COUNT; a++)
        if ((line->is->aspect[a].marks & MARK_CARRIED) != 0)
            return true;
    return false;
}

/* mine: is the object this person's? Then what nobody owns of it is theirs to say. */
static bool may_assess(const struct page *page, const struct migration_line *line, bool mine)
{
    const struct assessment *of = line->assessment;
    int64_t person = page->job->person;

    if (day_is(page->op) || day_is(page->known) || of == NULL)
        return false;
    return leave_all(page->job, MAY_ASSESS) ||
           (page_may(page, MAY_ASSESS) && (of->owner.id == person || of->executor.id == person ||
                                           (mine && of->owner.id == 0)));
}

static struct migration_todo todo_of(const struct page *page, const struct migration_view *it,
                                     const struct migration_line *line, bool mine)
{
    const struct norm *norm = line->target != ITEM_NONE ? it->head.to : it->head.from;
    int index = line->target != ITEM_NONE ? line->target
                : line->n_sources > 0     ? line->sources[0] : ITEM_NONE;
    struct migration_todo row = {
        .of = line, .label = line->it.item, .sources = sources_say(page, it, line),
        .kind = choice_word(&carry_kind_choices, (int)line->it.kind),
        .decision = choice_word(&migration_decision_choices, (int)line->it.decision),
        .pieces = line->it.pieces.is ? (int)line->it.pieces.n : 0};

    if (norm == NULL || index == ITEM_NONE)
        return row;
    row.label = norm->items[index].label;
    row.title = norm->items[index].title[page->out.lang];
    row.href = line->target == ITEM_NONE
                   ? arena_text(page->job->mem, "/normen/%" STR_FMT "/%" STR_FMT,
                                STR_ARG(page_url(page, norm->key)),
                                STR_ARG(page_url(page, row.label)))
                   : address(page, it, &norm->items[index],
                             migration_object_of(it, line->it.object.id));
    row.may = !it->head.it.undone && migration_unconfirmed(line) && may_assess(page, line, mine);
    return row;
}

/* ---- by what they ask ---- */

static void fill_parts(const struct page *page, const struct migration_view *it, bool mine,
                       struct migration_one *view)
{
    static const enum migration_state order[] = {MIGRATED_CONFIRM, MIGRATED_REASSESS, MIGRATED_DO,
                                                 MIGRATED_OPEN, MIGRATED_ENDED, MIGRATED_DONE};

    view->parts = NEW_ARRAY(page->job->mem, MIGRATED_STATE_COUNT, struct migration_part);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        struct migration_part part = {
            .word = choice_word(&migration_state_choices, (int)order[i]),
            .sure = order[i] == MIGRATED_CONFIRM,
            .rows = NEW_ARRAY(page->job->mem, it->n, struct migration_todo)};

        for (size_t k = 0; k < it->n; k++) {
            if (it->lines[k].state != order[i] ||
                migration_object_of(it, it->lines[k].it.object.id) != view->object)
                continue;
            part.rows[part.rows_n] = todo_of(page, it, &it->lines[k], mine);
            part.may_n += part.rows[part.rows_n++].may;
        }
        view->all += (int)part.rows_n;
        if (order[i] != MIGRATED_DONE && order[i] != MIGRATED_OPEN)
            view->figures[view->figures_n++] = part;
        if (part.rows_n > 0)
            view->parts[view->parts_n++] = part;
    }
}

static bool is_open(enum migration_state state)
{
    return state == MIGRATED_CONFIRM || state == MIGRATED_REASSESS || state == MIGRATED_DO;
}

static void fill_tabs(const struct page *page, const struct migration_view *it,
                      struct migration_one *view)
{
    const struct migration_head *head = &it->head;

    view->object = head->n_objects > 0 ? migration_object_of(it, head->objects[0]) : 0;
    for (int i = 0; form_has(&page->query, S("object")) && i < head->n_objects; i++)
        if (migration_object_of(it, head->objects[i]) == form_int(&page->query, S("object")))
            view->object = migration_object_of(it, head->objects[i]);
    if (head->n_objects < 2)
        return;
    view->tabs = NEW_ARRAY(page->job->mem, (size_t)head->n_objects, struct migration_tab);
    for (; view->tabs_n < (size_t)head->n_objects; view->tabs_n++) {
        int64_t id = migration_object_of(it, head->objects[view->tabs_n]);
        struct migration_tab tab = {.id = id, .here = id == view->object};

        tab.name = migration_names(page, &id, &head->names[view->tabs_n], 1);
        for (size_t k = 0; k < it->n; k++)
            tab.open += migration_object_of(it, it->lines[k].it.object.id) == id &&
                        is_open(it->lines[k].state);
        view->tabs[view->tabs_n] = tab;
    }
}

/* ---- the page ---- */

struct str migration_changed(const struct migration_view *it)
{
    int item = it->changed.len == 0 || it->head.to == NULL
                   ? ITEM_NONE : norm_item(it->head.to, it->changed);

    return item == ITEM_NONE ? it->changed : it->head.to->items[item].label;
}

static struct str scope_says(const struct page *page, const struct migration_view *it)
{
    const struct migration_head *head = &it->head;
    int64_t *objects = NEW_ARRAY(page->job->mem, (size_t)head->n_objects, int64_t);

    for (int i = 0; i < head->n_objects; i++)
        objects[i] = migration_object_of(it, head->objects[i]);
    return migration_names(page, objects, head->names, (size_t)head->n_objects);
}

enum outcome migration_show(struct job *job, struct page *page)
{
    struct migration_one view = {.page = page};
    const struct object_line *line;
    struct objects *of;
    struct migration_view *it;
    bool now = !day_is(page->op) && !day_is(page->known);
    enum outcome o;

    if ((o = act_migration_get(job, page_param_id(page, S("id")), &it)) != DONE ||
        (o = act_objects(job, &of)) != DONE)
        return o;
    view.it = it;
    migration_titles(page, &it->head, &view.from, &view.to);
    view.scope = scope_says(page, it);
    view.ours = it->picture->norm->title[job->lang];
    view.is_other = it->head.to != NULL && it->head.to != it->picture->norm;
    view.may_move = now && view.is_other && page_may(page, MAY_NORMS);
    view.may_undo = now && it->may_undo;
    view.changed = migration_changed(it);
    view.steps = migration_steps_of(S(""), S(""), MIGRATION_STEPS);
    fill_tabs(page, it, &view);
    line = objects_at(of, view.object);
    fill_parts(page, it, line != NULL && line->mine, &view);
    page_top_named(page, word_fill(job->mem, job->lang, WORD_migrating_from_to, WARG(view.from),
                                   WARG(view.to)), NAV_MIGRATIONS);
    page_migration_one(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome migration_get(struct job *job, struct page *page)
{
    return migration_show(job, page);
}

enum outcome migration_file_get(struct job *job, struct page *page)
{
    struct migration_view *it;
    struct paper *paper;
    struct str rest;
    enum outcome o;

    if ((o = act_migration_get(job, page_param_id(page, S("id")), &it)) != DONE ||
        (o = paper_migration(job, it, &paper)) != DONE)
        return o;
    return download_paper(page, paper,
                          arena_text(job->mem, "%" STR_FMT "-%lld",
                                     STR_ARG(word_plain(job->lang, WORD_migrating_file_name)),
                                     (long long)it->head.it.row.id),
                          download_kind(page->request->path, &rest));
}
