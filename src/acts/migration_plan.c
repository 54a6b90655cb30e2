#include "acts/migration.h"

#include "acts/norms.h"
#include "base/bug.h"
#include "engine/derive.h"
#include "ledger/ledger.h"
#include "markup/words.h"
#include "store/query.h"
#include "store/sql.h"

/* What may be decided of each kind; the first one is what is proposed. */
static const enum migration_decision allowed[CARRY_KIND_COUNT][3] = {
    [CARRY_EQUAL] = {MIGRATION_TAKE, MIGRATION_REASSESS, MIGRATION_INTRODUCE},
    [CARRY_MERGED] = {MIGRATION_TAKE, MIGRATION_REASSESS, MIGRATION_INTRODUCE},
    [CARRY_SPLIT] = {MIGRATION_TAKE, MIGRATION_REASSESS, MIGRATION_INTRODUCE},
    [CARRY_CHANGED] = {MIGRATION_TAKE, MIGRATION_REASSESS, MIGRATION_INTRODUCE},
    [CARRY_PARTIAL] = {MIGRATION_REASSESS, MIGRATION_INTRODUCE},
    [CARRY_ADDED] = {MIGRATION_INTRODUCE},
    [CARRY_ENDED] = {MIGRATION_DROP},
};

/* ---- one item ---- */

/* The rows of the kind that decides: their sources, and what they rest on. */
static void take_rows(struct job *job, const struct migration_plan *plan,
                      struct migration_item *item)
{
    const struct carried *carried = item->carried;
    int *sources = NEW_ARRAY(job->mem, (size_t)carried->n, int);
    struct buf basis;
    struct buf via;

    buf_init(&basis, job->mem, 64);
    buf_init(&via, job->mem, 64);
    for (int i = carried->first; i < carried->first + carried->n; i++) {
        const struct bridge_row *row = &plan->bridge.rows[i];

        if (carry_kind_of(row) != item->kind)
            continue;
        sources[item->n_sources++] = row->source;
        if (row->standing > item->standing)
            item->standing = row->standing;
        buf_put_once(&basis, between_basis(job, &plan->bridge, i), S("; "));
        buf_put_once(&via, between_via(job, &plan->bridge, i), S(", "));
    }
    item->sources = sources;
    item->basis_words = buf_str(&basis);
    item->basis = between_basis_says(job, item->basis_words);
    item->via = buf_str(&via);
}

static const struct assessment *row_at(const struct picture *picture, int item)
{
    for (size_t i = 0; i < picture->n_assessments; i++)
        if (picture->assessment_items[i] == item)
            return &picture->assessments[i];
    return NULL;
}

/* The one owner that all of them have who have any. */
static int64_t owner_of(const struct migration_object *object, const struct migration_item *item)
{
    int64_t owner = 0;

    for (int i = 0; i < item->n_sources; i++) {
        const struct assessment *it = row_at(object->facts, item->sources[i]);

        if (it == NULL || it->owner.id == 0 || it->owner.id == owner)
            continue;
        if (owner != 0)
            return 0;
        owner = it->owner.id;
    }
    return owner;
}

static bool is_used(const struct picture *picture, int item, int64_t piece)
{
    for (size_t i = 0; i < picture->n_evidence; i++)
        if (picture->evidence[i].item == item && picture->evidence[i].id == piece)
            return true;
    return false;
}

/* Pieces that are not used at the item yet, each once. */
static int count_pieces(const struct migration_plan *plan, const struct migration_object *object,
                        const struct migration_item *item)
{
    const struct carried *carried = item->carried;
    int same = plan->moves ? norm_item(plan->from, plan->to->items[item->target].id) : ITEM_NONE;
    int n = 0;

    for (int i = 0; i < carried->n_evidence; i++) {
        int64_t piece = object->facts->evidence[carried->evidence[i]].id;
        bool before = is_used(object->there, item->target, piece) ||
                      (same != ITEM_NONE && is_used(object->facts, same, piece));

        for (int k = 0; k < i && !before; k++)
            before = object->facts->evidence[carried->evidence[k]].id == piece;
        n += !before;
    }
    return n;
}

static bool has_verdict(const struct picture *facts, int item)
{
    for (int a = 0; a < ASPECT_COUNT; a++)
        if (facts->states[item].aspect[a].said != VERDICT_EMPTY)
            return true;
    return false;
}

/* A row that holds nothing any more, as undoing leaves it, says nothing. Where only what is
 * its own can go along, a control says nothing by its measures. */
static bool is_said(const struct picture *facts, int item, bool own)
{
    const struct item_state *state = &facts->states[item];
    const struct assessment *it = row_at(facts, item);

    return (has_verdict(facts, item) && !(own && state->from_measures)) ||
           state->n_evidence > 0 || (it != NULL && it->owner.id != 0);
}

static void decide(struct migration_item *item)
{
    item->decision = allowed[item->kind][0];
    for (int i = 0; i < 3; i++)
        if (allowed[item->kind][i] != MIGRATION_NONE)
            item->decisions |= 1u << allowed[item->kind][i];
}

/* Where one row serves both norms, nothing begins anew: it keeps what was said of it. */
static void share(const struct migration_plan *plan, const struct migration_object *object,
                  struct migration_item *item)
{
    int same = norm_item(plan->from, plan->to->items[item->target].id);

    if (!plan->moves || same == ITEM_NONE)
        return;
    item->decisions &= ~(1u << MIGRATION_INTRODUCE);
    if (item->kind != CARRY_EQUAL)
        item->confirm |= has_verdict(object->facts, same);
    item->stays = item->kind == CARRY_EQUAL && item->n_sources == 1 && item->sources[0] == same;
}

static struct migration_item item_of(struct job *job, const struct migration_plan *plan,
                                     const struct migration_object *object,
                                     const struct carry *carry, int target)
{
    struct migration_item item = {.target = target, .kind = carry->items[target].kind,
                                  .carried = &carry->items[target]};

    decide(&item);
    if (item.kind == CARRY_ADDED)
        return item;
    take_rows(job, plan, &item);
    item.confirm = item.carried->confirm;
    share(plan, object, &item);
    for (int i = 0; i < item.n_sources; i++)
        item.said |= is_said(object->facts, item.sources[i], !plan->to->items[target].assessed);
    item.n_pieces = count_pieces(plan, object, &item);
    item.owner = owner_of(object, &item);
    return item;
}

static struct migration_item ended_of(struct job *job, const struct carry_ended *ended)
{
    int *source = NEW(job->mem, int);
    struct migration_item item = {.target = ITEM_NONE, .kind = CARRY_ENDED, .sources = source,
                                  .n_sources = 1, .said = ended->said};

    *source = ended->item;
    decide(&item);
    return item;
}

/* ---- one object ---- */

static void count_item(struct migration_plan *plan, struct migration_object *object,
                       const struct migration_item *item)
{
    object->by_kind[item->kind]++;
    plan->by_kind[item->kind]++;
    object->n_said += item->said;
    if (item->carried == NULL || item->stays)
        return;
    object->n_confirm += item->confirm;
    object->n_again += item->carried->again && item->said;
}

/* When everything goes along, of another object than the organisation only what was said. */
static void add_item(struct migration_plan *plan, struct migration_object *object,
                     struct migration_item item)
{
    if (plan->moves && object->about.row.id != 0 && !item.said)
        return;
    object->items[object->n++] = item;
    count_item(plan, object, &item);
}

static void fill_items(struct job *job, struct migration_plan *plan,
                       struct migration_object *object)
{
    const struct status_input facts = picture_input(job, object->facts);
    const struct carry_input input = {&plan->bridge, &facts, object->there->states};
    struct carry carry = carry_judge(job->mem, &input);

    object->items = NEW_ARRAY(job->mem, (size_t)(plan->to->n_items + carry.n_ended),
                              struct migration_item);
    for (int i = 0; i < plan->to->n_items; i++)
        if (carry.items[i].kind != CARRY_NONE)
            add_item(plan, object, item_of(job, plan, object, &carry, i));
    for (int i = 0; i < carry.n_ended; i++)
        add_item(plan, object, ended_of(job, &carry.ended[i]));
}

static enum outcome fill_object(struct job *job, struct migration_plan *plan, int64_t id,
                                struct migration_object *object)
{
    struct picture *facts;
    struct picture *there;
    enum outcome o;

    if ((o = picture_own(job, plan->picture, plan->from, id, &facts)) != DONE ||
        (o = picture_own(job, plan->picture, plan->to, id, &there)) != DONE)
        return o;
    *object = (struct migration_object){
        .object = id, .about = facts->about, .facts = facts, .there = there,
        .name = facts->about.row.id == 0 ? facts->org.name : facts->about.name,
        .level = facts->level};
    object->level_missing = norms_level(plan->from) != NULL && facts->level == 0 &&
        (facts->about.kind == OBJECT_SYSTEM || facts->about.kind == OBJECT_OT);
    fill_items(job, plan, object);
    return DONE;
}

/* ---- the plan ---- */

bool migration_shares(const struct norm *a, const struct norm *b)
{
    for (int i = 0; i < a->n_items; i++)
        if (norm_item(b, a->items[i].id) != ITEM_NONE)
            return true;
    return false;
}

static enum outcome count_standing(struct job *job, bool *ret_first)
{
    struct query *q = query_of(job->db, &sql_migration_standing);

    query_int(q, 1, job->org);
    query_int(q, 2, ledger_known(job));
    *ret_first = query_next(q) && query_get_int(q, 0) == 0;
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static enum outcome everything(struct job *job, const struct migration_plan *plan, int64_t **ret,
                               size_t *ret_n)
{
    struct query *q = query_of(job->db, &sql_migration_objects);
    size_t room = 16;

    *ret = NEW_ARRAY(job->mem, room, int64_t);
    (*ret)[0] = plan->picture->object;
    *ret_n = 1;
    query_int(q, 1, job->org);
    query_int(q, 2, ledger_known(job));
    while (query_next(q)) {
        if (query_get_int(q, 0) == plan->picture->object)
            continue;
        if (*ret_n == room) {
            int64_t *more = NEW_ARRAY(job->mem, 2 * room, int64_t);

            memcpy(more, *ret, room * sizeof *more);
            *ret = more;
            room *= 2;
        }
        (*ret)[(*ret_n)++] = query_get_int(q, 0);
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static bool is_listed(const struct migration_plan *plan, int64_t object)
{
    for (int i = 0; i < plan->n_objects; i++)
        if (plan->objects[i].object == object)
            return true;
    return false;
}

static enum outcome fill_objects(struct job *job, struct migration_plan *plan,
                                 const int64_t *objects, size_t n)
{
    static const int64_t whole[] = {0};
    int64_t *all;
    enum outcome o = DONE;

    if (n == 0) {
        objects = whole;
        n = 1;
    }
    if (plan->moves) {
        o = everything(job, plan, &all, &n);
        objects = all;
    }
    plan->objects = NEW_ARRAY(job->mem, n, struct migration_object);
    for (size_t i = 0; o == DONE && i < n; i++) {
        int64_t id = objects[i] == 0 ? plan->picture->object : objects[i];

        if (is_listed(plan, id))
            continue;
        if ((o = fill_object(job, plan, id, &plan->objects[plan->n_objects])) == DONE)
            plan->n_objects++;
    }
    return o;
}

/* A row under an id that versions share is said of the norm that is worked by: of another
 * version nothing can be taken, and nothing can be laid there. */
static enum outcome check_versions(struct job *job, const struct migration_plan *plan)
{
    const struct norm *ours = plan->picture->norm;
    struct str title = ours->title[job->lang];

    if (migration_shares(plan->from, plan->to) || migration_shares(plan->from, ours))
        return job_refuse_with(job, S("van"), S("migration.other_version"), title);
    return plan->to != ours && migration_shares(plan->to, ours)
        ? job_refuse_with(job, S("naar"), S("migration.other_version"), title) : DONE;
}

static enum outcome find_way(struct job *job, struct migration_plan *plan)
{
    int n;
    const struct mapping *const *mappings = norms_mappings(job, &n);

    plan->bridge = bridge_of(job->mem, mappings, n, plan->from, plan->to);
    if (plan->bridge.length < 0)
        return job_refuse(job, S("naar"), S("migration.no_way"));
    plan->way = between_way(job, &plan->bridge);
    plan->ours = plan->from == plan->picture->norm;
    plan->moves = plan->ours && migration_shares(plan->from, plan->to);
    return plan->ours ? DONE : check_versions(job, plan);
}

enum outcome act_migration_plan(struct job *job, struct str from, struct str to,
                                const int64_t *objects, size_t n, struct migration_plan **ret)
{
    struct migration_plan *plan = NEW(job->mem, struct migration_plan);
    enum outcome o;

    if ((o = picture_whole(job)) != DONE ||
        (o = between_norms(job, from, to, &plan->from, &plan->to)) != DONE ||
        (o = picture_load(job, &plan->picture)) != DONE || (o = find_way(job, plan)) != DONE ||
        (o = count_standing(job, &plan->first)) != DONE ||
        (o = fill_objects(job, plan, objects, n)) != DONE)
        return o;
    plan->wide = plan->first && !plan->moves &&
                 (plan->n_objects > 1 || plan->objects[0].about.row.id == 0);
    *ret = plan;
    return DONE;
}

const struct migration_item *migration_item_at(const struct migration_plan *plan,
                                               const struct migration_object *object,
                                               struct str item)
{
    int target = norm_item(plan->to, item);

    for (int i = 0; target != ITEM_NONE && i < object->n; i++)
        if (object->items[i].target == target)
            return &object->items[i];
    return NULL;
}
