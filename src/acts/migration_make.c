/* A plan carried out. */
#include "acts/migration_parts.h"

#include "acts/evidence.h"
#include "acts/norms.h"
#include "base/bug.h"
#include "ledger/ledger.h"
#include "model/value.h"
#include "records/record.h"

struct making {
    struct job *job;
    struct entry *entry;
    const struct migration_plan *plan;
    const struct migration_order *order;
    struct migrated it;
    struct assessment *all;          /* every row with its texts, of all objects */
    size_t n_all;
    const struct assessment **old;   /* of the object at hand, by item of from   */
    const struct assessment **now;   /* and by item of to                        */
};

/* ---- may it be done? ---- */

static enum outcome ask_rights(struct making *it)
{
    const struct leave *leave;
    enum outcome o = DONE;

    for (int i = 0; o == DONE && i < it->plan->n_objects; i++)
        o = leave_ask(it->job, MAY_ASSESS, &object_noun, it->plan->objects[i].object, &leave);
    if (o == DONE && it->order->move)
        o = leave_ask(it->job, MAY_NORMS, &organisation_noun, 0, &leave);
    return o;
}

static enum outcome check_move(struct making *it)
{
    if (it->plan->moves && !it->order->move)
        return job_refuse(it->job, S("move"), S("migration.must_move"));
    if (it->order->move && !it->plan->ours)
        return job_refuse_with(it->job, S("move"), S("migration.not_ours"),
                               it->plan->picture->norm->title[it->job->lang]);
    return DONE;
}

/* By the item itself, by its kind, or as the plan proposes. */
enum migration_decision migration_decides(const struct migration_plan *plan,
                                          const struct migration_order *order,
                                          const struct migration_object *object,
                                          const struct migration_item *item)
{
    struct str id = item->target == ITEM_NONE ? S("") : plan->to->items[item->target].id;

    for (size_t i = 0; id.len > 0 && i < order->n_choices; i++) {
        const struct migration_choice *choice = &order->choices[i];
        int64_t of = choice->object == 0 ? plan->picture->object : choice->object;

        if (of == object->object && str_eq(choice->item, id))
            return choice->decision;
    }
    return order->by_kind[item->kind] != MIGRATION_NONE ? order->by_kind[item->kind]
                                                        : item->decision;
}

static enum outcome check_decisions(struct making *it)
{
    const struct migration_plan *plan = it->plan;

    for (int i = 0; i < plan->n_objects; i++)
        for (int k = 0; k < plan->objects[i].n; k++) {
            const struct migration_item *item = &plan->objects[i].items[k];
            enum migration_decision what =
                migration_decides(plan, it->order, &plan->objects[i], item);
            const struct item *of = item->target == ITEM_NONE
                ? &plan->from->items[item->sources[0]] : &plan->to->items[item->target];

            if ((item->decisions & 1u << what) == 0)
                return job_refuse_with(it->job, S("besluit"), S("migration.decision"), of->label);
        }
    return DONE;
}

static enum outcome check_choices(struct making *it)
{
    for (size_t i = 0; i < it->order->n_choices; i++) {
        const struct migration_choice *choice = &it->order->choices[i];
        int64_t id = choice->object == 0 ? it->plan->picture->object : choice->object;
        bool there = false;

        for (int k = 0; k < it->plan->n_objects && !there; k++)
            there = it->plan->objects[k].object == id &&
                    migration_item_at(it->plan, &it->plan->objects[k], choice->item) != NULL;
        if (!there)
            return job_refuse_with(it->job, S("besluit"), S("migration.no_item"), choice->item);
    }
    return check_decisions(it);
}

/* ---- what goes along ---- */

static void index_rows(struct making *it, int64_t object)
{
    const struct norm *from = it->plan->from;
    const struct norm *to = it->plan->to;

    it->old = NEW_ARRAY(it->job->mem, (size_t)from->n_items, const struct assessment *);
    it->now = NEW_ARRAY(it->job->mem, (size_t)to->n_items, const struct assessment *);
    for (size_t i = 0; i < it->n_all; i++) {
        int old = norm_item(from, it->all[i].item);
        int now = norm_item(to, it->all[i].item);

        if (it->all[i].object.id != object)
            continue;
        if (old != ITEM_NONE)
            it->old[old] = &it->all[i];
        if (now != ITEM_NONE)
            it->now[now] = &it->all[i];
    }
}

/* Who sees to it, by when, how often and what was noted, where nobody said so yet. */
static void take_words(const struct making *it, const struct migration_item *item,
                       struct assessment *to)
{
    const struct assessment *from =
        item->carried->source == ITEM_NONE ? NULL : it->old[item->carried->source];
    int months = status_shelf_months(&it->plan->to->items[item->target], (struct maybe){0});

    if (to->owner.id == 0)
        to->owner.id = item->owner;
    if (from == NULL)
        return;
    if (to->executor.id == 0)
        to->executor = from->executor;
    if (!day_is(to->target))
        to->target = from->target;
    if (to->note.len == 0)
        to->note = from->note;
    if (!to->rhythm_months.is && from->rhythm_months.is && from->rhythm_months.n <= months)
        to->rhythm_months = from->rhythm_months;
}

/* [R1] Werking that its executor judged was only opgegeven; under another executor it would
 * be more, so it waits as well. */
static bool was_executors(const struct item_state *state, enum aspect aspect,
                          const struct assessment *to, struct ref by)
{
    int64_t executor = to->executor.id != 0 ? to->executor.id : to->owner.id;

    return aspect == ASPECT_OPERATION && (state->aspect[aspect].marks & MARK_EXECUTOR) != 0 &&
           by.id != 0 && by.id != executor;
}

static void take_aspect(const struct making *it, const struct migration_object *object,
                        const struct migration_item *item, enum aspect aspect,
                        struct assessment *to)
{
    const struct carry_aspect *carried = &item->carried->aspect[aspect];
    struct aspect_said said = assessment_aspect(to, aspect);
    const struct item_state *state;
    const struct assessment *from;

    if (carried->said == VERDICT_EMPTY)
        return;
    state = &object->facts->states[carried->source];
    from = state->from_measures ? NULL : it->old[carried->source];
    said.verdict = carried->said;
    said.on = it->job->today;
    said.by.id = it->job->person;
    said.review = S("");
    said.unconfirmed = true; /* of a control by its measures nobody said it */
    if (from != NULL) {
        struct aspect_said was = assessment_aspect(from, aspect);

        said.on = was.on;
        said.by = was.by;
        if (said.note.len == 0)
            said.note = was.note;
        said.unconfirmed = carried->confirm || was_executors(state, aspect, to, was.by);
        if (!said.unconfirmed && (item->n_sources == 1 || carried->hardness == HARDNESS_TESTED))
            said.review = was.review;
    }
    assessment_say(to, aspect, &said);
}

/* One row serves both norms: what it says stays, and waits when what is asked has changed. */
static void keep_shared(const struct migration_item *item, struct assessment *to)
{
    if (item->kind == CARRY_EQUAL)
        return;
    for (int a = 0; a < ASPECT_COUNT; a++) {
        struct aspect_said said = assessment_aspect(to, (enum aspect)a);

        said.unconfirmed |= said.verdict != VERDICT_EMPTY;
        assessment_say(to, (enum aspect)a, &said);
    }
}

static bool has_verdict(const struct assessment *it)
{
    return it->design != VERDICT_EMPTY || it->existence != VERDICT_EMPTY ||
           it->operation != VERDICT_EMPTY;
}

static enum outcome write_row(struct making *it, const struct migration_object *object,
                              const struct migration_item *item, enum migration_decision what,
                              int64_t line)
{
    const struct item *of = &it->plan->to->items[item->target];
    struct assessment to = {.object = {object->object}, .item = of->id};
    struct assessment was;
    bool same = true;

    if (it->now[item->target] != NULL)
        to = *it->now[item->target];
    was = to;
    if (has_verdict(&to) && it->plan->moves && norm_item(it->plan->from, of->id) != ITEM_NONE) {
        keep_shared(item, &to);
    } else if (!item->carried->stands) {
        take_words(it, item, &to);
        for (int a = 0; a < ASPECT_COUNT && what == MIGRATION_TAKE && of->assessed; a++)
            take_aspect(it, object, item, (enum aspect)a, &to);
    }
    for (int i = 0; i < assessment_noun.n_fields && same; i++)
        same = value_same(&assessment_noun.fields[i], &was, &to);
    if (same)
        return DONE;
    to.origin.id = line;
    return to.row.id == 0 ? record_new(it->job, it->entry, &assessment_noun, &to)
                          : record_save(it->job, it->entry, &assessment_noun, &to);
}

static enum outcome add_pieces(struct making *it, const struct migration_object *object,
                               const struct migration_item *item)
{
    const struct carried *carried = item->carried;
    struct str id = it->plan->to->items[item->target].id;
    enum outcome o = DONE;

    MUST(carried != NULL); /* nothing else is taken along */
    for (int i = 0; o == DONE && i < carried->n_evidence; i++)
        o = evidence_use_at(it->job, it->entry, object->object,
                            object->facts->evidence[carried->evidence[i]].id, id);
    return o;
}

/* ---- lines ---- */

static struct str sources_of(struct making *it, const struct migration_item *item)
{
    struct buf out;

    buf_init(&out, it->job->mem, 64);
    for (int i = 0; i < item->n_sources; i++) {
        if (i > 0)
            buf_char(&out, ' ');
        buf_put(&out, it->plan->from->items[item->sources[i]].id);
    }
    return buf_str(&out);
}

static enum outcome make_line(struct making *it, const struct migration_object *object,
                              const struct migration_item *item)
{
    enum migration_decision what = migration_decides(it->plan, it->order, object, item);
    bool goes = what == MIGRATION_TAKE || what == MIGRATION_REASSESS;
    struct migrated_item line = {
        .migrated = {it->it.row.id}, .object = {object->object},
        .sources = sources_of(it, item), .kind = item->kind, .decision = what,
        .basis = item->basis_words, .pieces = {goes && item->n_pieces > 0, item->n_pieces},
    };
    enum outcome o;

    if (item->carried != NULL) {
        line.item = it->plan->to->items[item->target].id;
        line.again = item->carried->again;
        line.excluded = item->carried->excluded;
    }
    if ((o = record_new(it->job, it->entry, &migrated_item_noun, &line)) != DONE || !goes)
        return o;
    if ((o = add_pieces(it, object, item)) != DONE)
        return o;
    return write_row(it, object, item, what, line.row.id);
}

static enum outcome make_object(struct making *it, const struct migration_object *object)
{
    enum outcome o = DONE;

    index_rows(it, object->object);
    for (int i = 0; o == DONE && i < object->n; i++)
        if (!object->items[i].stays)
            o = make_line(it, object, &object->items[i]);
    return o;
}

/* ---- the whole ---- */

enum outcome migration_move_norm(struct job *job, struct entry *entry, struct row seen,
                                 struct str key)
{
    struct organisation org;
    enum outcome o;

    seen.id = 1;
    if ((o = record_load(job, leave_system(job), &organisation_noun, seen, &org)) != DONE)
        return o;
    org.norm = key;
    return record_save(job, entry, &organisation_noun, &org);
}

static enum outcome make_all(struct making *it)
{
    enum outcome o;

    it->it = (struct migrated){
        .source = it->plan->from->key, .target = it->plan->to->key, .moved = it->order->move,
        .made_by = {it->job->person}, .made_on = it->job->today};
    if ((o = record_new(it->job, it->entry, &migrated_noun, &it->it)) != DONE ||
        (o = record_all(it->job, leave_system(it->job), &assessment_noun, &it->all,
                        &it->n_all)) != DONE)
        return o;
    for (int i = 0; o == DONE && i < it->plan->n_objects; i++)
        o = make_object(it, &it->plan->objects[i]);
    if (o == DONE && it->order->move)
        o = migration_move_norm(it->job, it->entry, (struct row){0}, it->plan->to->key);
    return o;
}

enum outcome act_migrate(struct job *job, const struct migration_order *order, int64_t *ret_id)
{
    struct making it = {.job = job, .order = order};
    struct migration_plan *plan;
    enum outcome o;

    if ((o = ledger_open(job, S("migration.make"), &it.entry)) != DONE ||
        (o = act_migration_plan(job, order->from, order->to, order->objects, order->n_objects,
                                &plan)) != DONE)
        return o;
    it.plan = plan;
    if ((o = ask_rights(&it)) != DONE || (o = check_move(&it)) != DONE ||
        (o = check_choices(&it)) != DONE || (o = make_all(&it)) != DONE)
        return o;
    *ret_id = it.it.row.id;
    return ledger_close(job, it.entry);
}

enum outcome act_norm_move(struct job *job, struct row seen, struct str word)
{
    const struct norm *norm = norms_get(job, word);
    const struct norm *now;
    const struct leave *leave;
    struct organisation org;
    struct entry *entry;
    enum outcome o;

    if (norm == NULL)
        return job_refuse_with(job, S("norm"), S("norm.unknown"), word);
    if ((o = ledger_open(job, S("norm.move"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_NORMS, &organisation_noun, 0, &leave)) != DONE ||
        (o = record_load(job, leave, &organisation_noun, (struct row){.id = 1}, &org)) != DONE)
        return o;
    now = norms_get(job, org.norm);
    if (now == norm)
        return job_refuse(job, S("norm"), S("migration.own"));
    if (now != NULL && migration_shares(now, norm))
        return job_refuse(job, S("norm"), S("migration.versions"));
    if ((o = migration_move_norm(job, entry, seen, norm->key)) != DONE)
        return o;
    return ledger_close(job, entry);
}
