/* web/migrations.c - what was carried over before, and the first two steps of a new one. */
#include "acts/objects.h"
#include "web/measure.h"
#include "web/migration.h"
#include "web/pages.h"

/* ---- what all its pages say ---- */

struct migration_steps migration_steps_of(struct str scope, struct str level, int here)
{
    static const enum word names[MIGRATION_STEPS] = {
        WORD_migrating_step_scope, WORD_migrating_step_level, WORD_migrating_step_items,
        WORD_migrating_step_done};
    struct migration_steps it = {.rows_n = MIGRATION_STEPS};

    for (int i = 0; i < MIGRATION_STEPS; i++)
        it.rows[i] = (struct migration_step){.n = i + 1, .name = names[i], .here = i + 1 == here,
                                             .done = i + 1 < here};
    it.rows[0].href = scope;
    it.rows[1].href = level;
    return it;
}

void migration_ask_read(struct page *page, const struct form *form, struct migration_ask *ret)
{
    struct str *words = form_all(form, page->job->mem, S("object"), &ret->n);

    ret->from = form_str(form, S("van"));
    ret->to = form_str(form, S("naar"));
    ret->objects = NEW_ARRAY(page->job->mem, ret->n, int64_t);
    for (size_t i = 0; i < ret->n; i++)
        if (!str_int(words[i], &ret->objects[i]))
            ret->objects[i] = -1;
}

struct str migration_ask_at(const struct page *page, const struct migration_ask *ask, int step)
{
    struct buf out;

    buf_init(&out, page->job->mem, 200);
    buf_put(&out, arena_text(page->job->mem, "/overzetten/nieuw?stap=%d&van=%" STR_FMT
                             "&naar=%" STR_FMT, step, STR_ARG(page_url(page, ask->from)),
                             STR_ARG(page_url(page, ask->to))));
    for (size_t i = 0; i < ask->n; i++) {
        buf_put(&out, S("&object="));
        buf_int(&out, ask->objects[i]);
    }
    return buf_str(&out);
}

struct str migration_names(const struct page *page, const int64_t *objects,
                           const struct str *names, size_t n)
{
    struct str *all = NEW_ARRAY(page->job->mem, n, struct str);

    for (size_t i = 0; i < n; i++)
        all[i] = objects[i] == 0 ? word_plain(page->out.lang, WORD_migrating_whole) : names[i];
    return measure_join(page->job, all, n);
}

struct str migration_counts_say(const struct page *page, const int by_kind[CARRY_KIND_COUNT])
{
    struct str words[CARRY_KIND_COUNT];
    size_t n = 0;

    for (int kind = CARRY_EQUAL; kind < CARRY_KIND_COUNT; kind++)
        if (by_kind[kind] > 0)
            words[n++] = arena_text(page->job->mem, "%d %" STR_FMT, by_kind[kind],
                                    STR_ARG(word_of(page->out.lang, S("carry_kind."),
                                                    choice_word(&carry_kind_choices, kind))));
    return measure_join(page->job, words, n);
}

void migration_titles(const struct page *page, const struct migration_head *head,
                      struct str *ret_from, struct str *ret_to)
{
    *ret_from = head->from == NULL ? head->it.source : head->from->title[page->out.lang];
    *ret_to = head->to == NULL ? head->it.target : head->to->title[page->out.lang];
}

static bool is_now(const struct page *page)
{
    return !day_is(page->op) && !day_is(page->known);
}

/* ---- what was carried over before ---- */

static struct migration_row row_of(const struct page *page, const struct migration_head *head)
{
    struct migration_row row = {
        .id = head->it.row.id, .on = head->it.made_on, .who = head->by, .undone = head->it.undone,
        .scope = migration_names(page, head->objects, head->names, (size_t)head->n_objects),
        .counts = migration_counts_say(page, head->by_kind)};

    migration_titles(page, head, &row.from, &row.to);
    return row;
}

enum outcome migrations_get(struct job *job, struct page *page)
{
    struct migrations_view view = {.page = page};
    struct migration_head *heads;
    enum outcome o = act_migrations(job, &heads, &view.rows_n);

    if (o != DONE)
        return o;
    view.may_make = is_now(page) && page_may(page, MAY_ASSESS);
    view.rows = NEW_ARRAY(job->mem, view.rows_n, struct migration_row);
    for (size_t i = 0; i < view.rows_n; i++)
        view.rows[i] = row_of(page, &heads[i]);
    page_top(page, WORD_nav_migrations, NAV_MIGRATIONS);
    page_migrations(&page->out, &view);
    page_bottom(page);
    return DONE;
}

/* ---- step 1 ---- */

static bool asks(const struct migration_ask *ask, int64_t object)
{
    for (size_t i = 0; i < ask->n; i++)
        if (ask->objects[i] == object)
            return true;
    return false;
}

static void fill_objects(struct job *job, const struct migration_ask *ask,
                         const struct objects *of, struct migration_scope *view)
{
    view->objects = NEW_ARRAY(job->mem, of->n + 1, struct migration_scope_object);
    view->objects[view->objects_n++] = (struct migration_scope_object){
        .id = 0, .chosen = of->n == 0 || asks(ask, 0)};
    for (size_t i = 0; i < of->n; i++) {
        const struct object *it = &of->lines[i].object;

        view->objects[view->objects_n++] = (struct migration_scope_object){
            .id = it->row.id, .name = it->name, .chosen = asks(ask, it->row.id),
            .kind = choice_word(&object_kind_choices, (int)it->kind)};
    }
}

/* What an organisation would go from and to: its own norm, and the newest there is. */
static void fill_norms(const struct page *page, const struct migration_ask *ask,
                       struct migration_scope *view)
{
    const struct norm *ours = norms_get(page->job, page->org.norm);
    const struct norm *newest = norms_at(page->job, 0);
    const struct norm *from = ask->from.len > 0 ? norms_get(page->job, ask->from) : ours;
    const struct norm *to = ask->to.len > 0 ? norms_get(page->job, ask->to)
                            : newest == from ? NULL : newest;

    view->froms = look_all_norms(page, from, &view->froms_n);
    view->tos = look_all_norms(page, to, &view->tos_n);
}

enum outcome migration_scope_show(struct job *job, struct page *page,
                                  const struct migration_ask *ask)
{
    struct migration_scope view = {.page = page};
    struct migration_head *heads;
    struct objects *of;
    size_t n;
    enum outcome o;

    if ((o = act_objects(job, &of)) != DONE || (o = act_migrations(job, &heads, &n)) != DONE)
        return o;
    view.first = n == 0;
    view.steps = migration_steps_of(S(""), S(""), 1);
    fill_norms(page, ask, &view);
    fill_objects(job, ask, of, &view);
    page_top(page, WORD_migrating_new, NAV_MIGRATIONS);
    page_migration_scope(&page->out, &view);
    page_bottom(page);
    return DONE;
}

/* ---- step 2 ---- */

static enum outcome levels_show(struct job *job, struct page *page,
                                const struct migration_ask *ask,
                                const struct migration_plan *plan)
{
    struct migration_levels view = {.page = page, .plan = plan};

    view.from = plan->from->title[job->lang];
    view.to = plan->to->title[job->lang];
    view.back = migration_ask_at(page, ask, 1);
    view.on = migration_ask_at(page, ask, 3);
    view.steps = migration_steps_of(view.back, S(""), 2);
    view.rows = plan->objects;
    view.rows_n = (size_t)plan->n_objects;
    view.known = norms_level(plan->from) != NULL;
    page_top(page, WORD_migrating_new, NAV_MIGRATIONS);
    page_migration_levels(&page->out, &view);
    page_bottom(page);
    return DONE;
}

/* ---- which step ---- */

static enum outcome load(struct job *job, const struct migration_ask *ask,
                         struct migration_plan **ret)
{
    if (ask->n == 0)
        return job_refuse(job, S("object"), S("migrating.none_chosen"));
    return act_migration_plan(job, ask->from, ask->to, ask->objects, ask->n, ret);
}

enum outcome migration_new_get(struct job *job, struct page *page)
{
    struct str step = form_str(&page->query, S("stap"));
    struct migration_plan *plan;
    struct migration_ask ask;
    enum outcome o;

    migration_ask_read(page, &page->query, &ask);
    if (step.len == 0 || str_eq(step, S("1")))
        return migration_scope_show(job, page, &ask);
    o = load(job, &ask, &plan);
    if (o == REFUSED) {
        page->is_again = true;
        page->status = 422;
        return migration_scope_show(job, page, &ask);
    }
    if (o != DONE)
        return o;
    return str_eq(step, S("2")) ? levels_show(job, page, &ask, plan)
                                : migration_items_show(job, page, &ask, plan);
}
