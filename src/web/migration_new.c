/* web/migration_new.c - the third step: what becomes of each item, and carry it out. */
#include "web/measure.h"
#include "web/migration.h"
#include "web/pages.h"

/* ---- which item is which ---- */

const struct migration_item *migration_item_like(const struct migration_object *object,
                                                 const struct migration_item *item)
{
    for (int i = 0; i < object->n; i++) {
        const struct migration_item *it = &object->items[i];

        if (it->target == item->target &&
            (it->target != ITEM_NONE || it->sources[0] == item->sources[0]))
            return it;
    }
    return NULL;
}

struct str migration_field(const struct page *page, const struct migration_item *item)
{
    return arena_text(page->job->mem, "b%d", item->target);
}

static struct str all_field(const struct page *page, enum carry_kind kind)
{
    return arena_text(page->job->mem, "alle-%" STR_FMT,
                      STR_ARG(choice_word(&carry_kind_choices, (int)kind)));
}

/* ---- one row ---- */

static struct str decision_says(const struct page *page, enum migration_decision decision)
{
    return word_of(page->out.lang, S("migration_decision."),
                   choice_word(&migration_decision_choices, (int)decision));
}

static size_t fill_choices(const struct page *page, struct str field, unsigned decisions,
                           enum migration_decision chosen, struct migration_option *ret)
{
    struct str typed =
        page_typed(page, field, choice_word(&migration_decision_choices, (int)chosen));
    size_t n = 0;

    for (int d = MIGRATION_TAKE; d < MIGRATION_DECISION_COUNT; d++) {
        struct str word = choice_word(&migration_decision_choices, d);

        if ((decisions & 1u << d) != 0)
            ret[n++] = (struct migration_option){
                word, decision_says(page, (enum migration_decision)d), str_eq(word, typed)};
    }
    return n;
}

static struct migration_along along_of(const struct migration_items *v,
                                       const struct migration_object *object,
                                       const struct migration_item *item)
{
    const struct person_name *owner = picture_person(v->plan->picture, (struct ref){item->owner});
    struct migration_along it = {.stays = item->stays, .pieces = item->n_pieces,
                                 .owner = owner == NULL ? S("") : owner->name};

    if (v->plan->n_objects > 1)
        it.object = migration_names(v->page, &object->about.row.id, &object->name, 1);
    if (item->carried == NULL)
        return it;
    it.stands = item->carried->stands;
    it.follows = !v->plan->to->items[item->target].assessed;
    it.excluded = item->carried->excluded && item->said;
    it.carries = item->carried->carries;
    for (int a = 0; a < ASPECT_COUNT; a++) {
        const struct carry_aspect *aspect = &item->carried->aspect[a];

        it.state.aspect[a].said = aspect->said;
        it.state.aspect[a].hardness = aspect->hardness;
        if (item->carried->confirm && aspect->said != VERDICT_EMPTY)
            it.state.aspect[a].marks = MARK_CARRIED;
    }
    return it;
}

/* words: standing. */
static void fill_row(const struct migration_items *v, const struct migration_item *item,
                     struct migration_choose *row)
{
    const struct page *page = v->page;
    const struct migration_plan *plan = v->plan;
    enum lang lang = page->out.lang;

    *row = (struct migration_choose){.field = migration_field(page, item), .basis = item->basis};
    row->sources = NEW_ARRAY(page->job->mem, (size_t)item->n_sources, struct migration_source);
    for (; row->sources_n < (size_t)item->n_sources; row->sources_n++) {
        const struct item *source = &plan->from->items[item->sources[row->sources_n]];

        row->sources[row->sources_n] = (struct migration_source){source->label,
                                                                 source->title[lang]};
    }
    if (item->target != ITEM_NONE) {
        row->label = plan->to->items[item->target].label;
        row->title = plan->to->items[item->target].title[lang];
    }
    if (item->n_sources > 0 && item->basis.len > 0) {
        row->standing = word_of(lang, S("standing."),
                                choice_word(&standing_choices, (int)item->standing));
        row->sure = item->standing == STANDING_FIRM;
    }
    row->along = NEW_ARRAY(page->job->mem, (size_t)plan->n_objects, struct migration_along);
    for (int i = 0; i < plan->n_objects; i++) {
        const struct migration_item *other = migration_item_like(&plan->objects[i], item);

        if (other != NULL)
            row->along[row->along_n++] = along_of(v, &plan->objects[i], other);
    }
    row->only = decision_says(page, item->decision);
    if (!item->stays)
        row->choices_n = fill_choices(page, row->field, item->decisions, item->decision,
                                      row->choices);
}

/* ---- by kind ---- */

/* Is there anything to go along, at any of the objects? */
static bool is_said(const struct migration_plan *plan, const struct migration_item *item)
{
    for (int i = 0; i < plan->n_objects; i++) {
        const struct migration_item *other = migration_item_like(&plan->objects[i], item);

        if (other != NULL && other->said)
            return true;
    }
    return false;
}

static struct migration_table table_of(struct arena *mem, struct str word, enum carry_kind kind,
                                       int n)
{
    return (struct migration_table){
        .word = word, .rows = NEW_ARRAY(mem, (size_t)n, struct migration_choose),
        .ends = kind == CARRY_ENDED, .begins = kind == CARRY_ADDED,
        .along = kind != CARRY_ENDED && kind != CARRY_ADDED};
}

static void fill_group(const struct migration_items *v, enum carry_kind kind,
                       struct migration_group *ret)
{
    const struct migration_object *object = &v->plan->objects[0];
    struct arena *mem = v->page->job->mem;
    struct str word = choice_word(&carry_kind_choices, (int)kind);
    unsigned decisions = 0;

    *ret = (struct migration_group){.word = word, .field = all_field(v->page, kind),
                                    .full = table_of(mem, word, kind, object->n),
                                    .rest = table_of(mem, word, kind, object->n)};
    for (int i = 0; i < object->n; i++) {
        const struct migration_item *item = &object->items[i];
        bool full = kind == CARRY_ADDED || is_said(v->plan, item);
        struct migration_table *table = full ? &ret->full : &ret->rest;

        if (item->kind != kind)
            continue;
        if (!item->stays)
            decisions |= item->decisions;
        fill_row(v, item, &table->rows[table->rows_n++]);
        ret->n++;
    }
    ret->choices_n = fill_choices(v->page, ret->field, decisions, MIGRATION_NONE, ret->choices);
}

void migration_groups_fill(struct migration_items *v)
{
    for (int kind = CARRY_EQUAL; kind < CARRY_KIND_COUNT; kind++) {
        fill_group(v, (enum carry_kind)kind, &v->groups[v->groups_n]);
        v->groups_n += v->groups[v->groups_n].n > 0;
    }
}

/* ---- the page ---- */

/* Who may only assess what is theirs carries over their own objects. */
static bool may_make(const struct page *page, const struct migration_plan *plan)
{
    bool all = leave_all(page->job, MAY_ASSESS);

    for (int i = 0; !all && i < plan->n_objects; i++)
        if (plan->objects[i].about.owner.id != page->job->person)
            return false;
    return page_may(page, MAY_ASSESS) && (!plan->moves || page_may(page, MAY_NORMS));
}

enum outcome migration_items_show(struct job *job, struct page *page,
                                  const struct migration_ask *ask,
                                  const struct migration_plan *plan)
{
    struct migration_items view = {.page = page, .plan = plan, .objects = plan->objects,
                                   .objects_n = (size_t)plan->n_objects};
    int64_t *objects = NEW_ARRAY(job->mem, view.objects_n, int64_t);
    struct str *names = NEW_ARRAY(job->mem, view.objects_n, struct str);
    enum outcome o = measures_shown_text(job, plan->to, &view.shown);

    if (o != DONE)
        return o;
    for (size_t i = 0; i < view.objects_n; i++) {
        objects[i] = plan->objects[i].about.row.id;
        names[i] = plan->objects[i].name;
    }
    view.from = plan->from->title[job->lang];
    view.to = plan->to->title[job->lang];
    view.scope = migration_names(page, objects, names, view.objects_n);
    view.back = migration_ask_at(page, ask, 2);
    view.steps = migration_steps_of(migration_ask_at(page, ask, 1), view.back, 3);
    view.may_make = may_make(page, plan);
    view.may_move = plan->ours && page_may(page, MAY_NORMS);
    view.move = page_ticked(page, S("norm"), S("1"), false);
    migration_groups_fill(&view);
    page_top_named(page, word_fill(job->mem, job->lang, WORD_migrating_from_to, WARG(view.from),
                                   WARG(view.to)), NAV_MIGRATIONS);
    page_migration_items(&page->out, &view);
    page_bottom(page);
    return DONE;
}

/* ---- carry it out ---- */

/* What was chosen for a whole kind goes before what stands at its items. */
static void read_kinds(const struct page *page, struct migration_order *order)
{
    for (int kind = CARRY_EQUAL; kind < CARRY_KIND_COUNT; kind++)
        order->by_kind[kind] = (enum migration_decision)form_choice(
            &page->form, all_field(page, (enum carry_kind)kind), &migration_decision_choices);
}

static void read_choices(const struct page *page, const struct migration_plan *plan,
                         struct migration_order *order)
{
    const struct migration_object *first = &plan->objects[0];
    struct migration_choice *all =
        NEW_ARRAY(page->job->mem, (size_t)(first->n * plan->n_objects), struct migration_choice);

    for (int i = 0; i < first->n; i++) {
        const struct migration_item *item = &first->items[i];
        int decision = item->target == ITEM_NONE || order->by_kind[item->kind] != MIGRATION_NONE
                           ? 0 : form_choice(&page->form, migration_field(page, item),
                                             &migration_decision_choices);

        for (int k = 0; decision != 0 && k < plan->n_objects; k++)
            all[order->n_choices++] = (struct migration_choice){
                plan->objects[k].object, plan->to->items[item->target].id,
                (enum migration_decision)decision};
    }
    order->choices = all;
}

static enum outcome again(struct job *job, struct page *page, const struct migration_ask *ask,
                          enum outcome o)
{
    struct migration_plan *plan;

    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE ||
        act_migration_plan(job, ask->from, ask->to, ask->objects, ask->n, &plan) != DONE)
        return BROKEN;
    return page_after(o, migration_items_show(job, page, ask, plan));
}

enum outcome migration_new_post(struct job *job, struct page *page)
{
    struct migration_order order = {.move = form_has(&page->form, S("norm"))};
    struct migration_plan *plan;
    struct migration_ask ask;
    int64_t seq;
    int64_t id = 0;
    enum outcome o;

    migration_ask_read(page, &page->form, &ask);
    if ((o = act_migration_plan(job, ask.from, ask.to, ask.objects, ask.n, &plan)) != DONE)
        return o;
    order.from = plan->from->key;
    order.to = plan->to->key;
    order.objects = ask.objects;
    order.n_objects = ask.n;
    if ((o = measures_shown_read(job, plan->to, form_str(&page->form, S("gezien")), &seq)) != DONE)
        return again(job, page, &ask, o);
    read_kinds(page, &order);
    read_choices(page, plan, &order);
    if (job->faults.n > 0)
        return again(job, page, &ask, REFUSED);
    o = page_settle(page, act_migrate(job, &order, &id));
    if (o != DONE)
        return again(job, page, &ask, o);
    page_done(page, WORD_done_migrated, 0);
    if (id == 0) /* the same form, sent again */
        page_go(page, "/overzetten");
    else
        page_go(page, "/overzetten/%lld", (long long)id);
    return DONE;
}
