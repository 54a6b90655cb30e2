/* What would become of each item on the way from one norm to another. */
#include "acts/migration.h"
#include "api/handlers.h"
#include "api/views.h"

static const struct param plan_query[] = {{"from", PARAM_TEXT, NULL}, {"to", PARAM_TEXT, NULL},
                                          {"object", PARAM_TEXT, NULL}};
const struct params migration_plan_params = {plan_query, 3, .time = false, .page = false};

struct plan_item_view {
    struct str item, label, title;
    struct shape_list sources;
    enum carry_kind kind;
    enum standing standing;
    struct str basis, via;
    enum verdict verdict[ASPECT_COUNT];
    bool said, stands, stays, confirm, again;
    int evidence;
    struct ref owner;
    enum migration_decision decision;
    unsigned decisions;
};

static const struct shape_member plan_item_members[] = {
    SHAPE_ONE(TEXT, struct str, "item", plan_item_view, item),
    SHAPE_ONE(TEXT, struct str, "label", plan_item_view, label),
    SHAPE_ONE(TEXT, struct str, "title", plan_item_view, title),
    SHAPE_ONE(TEXTS, struct shape_list, "sources", plan_item_view, sources),
    SHAPE_ONE(CHOICE, enum carry_kind, "kind", plan_item_view, kind,
              .choices = &carry_kind_choices, .needed = true),
    SHAPE_ONE(CHOICE, enum standing, "standing", plan_item_view, standing,
              .choices = &standing_choices),
    SHAPE_ONE(TEXT, struct str, "basis", plan_item_view, basis),
    SHAPE_ONE(TEXT, struct str, "via", plan_item_view, via),
    SHAPE_ONE(CHOICE, enum verdict, "design", plan_item_view, verdict[ASPECT_DESIGN],
              .choices = &verdict_choices),
    SHAPE_ONE(CHOICE, enum verdict, "existence", plan_item_view, verdict[ASPECT_EXISTENCE],
              .choices = &verdict_choices),
    SHAPE_ONE(CHOICE, enum verdict, "operation", plan_item_view, verdict[ASPECT_OPERATION],
              .choices = &verdict_choices),
    SHAPE_ONE(FLAG, bool, "said", plan_item_view, said),
    SHAPE_ONE(FLAG, bool, "stands", plan_item_view, stands),
    SHAPE_ONE(FLAG, bool, "stays", plan_item_view, stays),
    SHAPE_ONE(FLAG, bool, "to_confirm", plan_item_view, confirm),
    SHAPE_ONE(FLAG, bool, "again", plan_item_view, again),
    SHAPE_ONE(INT, int, "evidence", plan_item_view, evidence),
    SHAPE_ONE(REF, struct ref, "owner", plan_item_view, owner),
    SHAPE_ONE(CHOICE, enum migration_decision, "decision", plan_item_view, decision,
              .choices = &migration_decision_choices),
    SHAPE_ONE(BITS, unsigned, "decisions", plan_item_view, decisions,
              .choices = &migration_decision_choices),
};
static const struct shape plan_item_shape =
    SHAPE_OF("migration_plan_item", plan_item_view, plan_item_members);

struct plan_object_view {
    int64_t object;
    struct str name;
    int level;
    bool level_missing;
    struct kinds_view kinds;
    struct shape_list items;
};

static const struct shape_member plan_object_members[] = {
    SHAPE_ONE(NUMBER, int64_t, "object", plan_object_view, object, .needed = true),
    SHAPE_ONE(TEXT, struct str, "name", plan_object_view, name),
    SHAPE_ONE(INT, int, "level", plan_object_view, level),
    SHAPE_ONE(FLAG, bool, "level_missing", plan_object_view, level_missing),
    SHAPE_ONE(WITHIN, struct kinds_view, "by_kind", plan_object_view, kinds,
              .shape = &kinds_shape),
    SHAPE_ONE(LIST, struct shape_list, "items", plan_object_view, items,
              .shape = &plan_item_shape),
};
static const struct shape plan_object_shape =
    SHAPE_OF("migration_plan_object", plan_object_view, plan_object_members);

struct plan_answer {
    struct str from, to, way;
    bool first, wide, ours, moves;
    struct shape_list objects;
};

static const struct shape_member plan_members[] = {
    SHAPE_ONE(TEXT, struct str, "from", plan_answer, from, .needed = true),
    SHAPE_ONE(TEXT, struct str, "to", plan_answer, to, .needed = true),
    SHAPE_ONE(TEXT, struct str, "way", plan_answer, way),
    SHAPE_ONE(FLAG, bool, "first", plan_answer, first),
    SHAPE_ONE(FLAG, bool, "wide", plan_answer, wide),
    SHAPE_ONE(FLAG, bool, "own_norm", plan_answer, ours),
    SHAPE_ONE(FLAG, bool, "moves", plan_answer, moves),
    SHAPE_ONE(LIST, struct shape_list, "objects", plan_answer, objects,
              .shape = &plan_object_shape),
};
const struct shape migration_plan_shape = SHAPE_OF("migration_plan", plan_answer, plan_members);

static struct plan_item_view item_of(struct job *job, const struct migration_plan *plan,
                                     const struct migration_item *it)
{
    struct str *sources = NEW_ARRAY(job->mem, (size_t)it->n_sources, struct str);
    struct plan_item_view view = {
        .sources = {sources, (size_t)it->n_sources}, .kind = it->kind, .standing = it->standing,
        .basis = it->basis, .via = it->via, .said = it->said, .stays = it->stays,
        .evidence = it->n_pieces, .owner = {it->owner}, .decision = it->decision,
        .decisions = it->decisions};

    for (int i = 0; i < it->n_sources; i++)
        sources[i] = plan->from->items[it->sources[i]].label;
    if (it->target != ITEM_NONE) {
        view.item = plan->to->items[it->target].id;
        view.label = plan->to->items[it->target].label;
        view.title = plan->to->items[it->target].title[job->lang];
    }
    if (it->carried != NULL) {
        view.stands = it->carried->stands;
        view.confirm = it->carried->confirm;
        view.again = it->carried->again;
        for (int a = 0; a < ASPECT_COUNT; a++)
            view.verdict[a] = it->carried->aspect[a].said;
    }
    return view;
}

/* "12,14": objects of the register, and 0 the organisation; one fault for what is no number. */
static enum outcome read_objects(struct job *job, struct str text, int64_t **ret, size_t *ret_n)
{
    int64_t *all = NEW_ARRAY(job->mem, text.len + 1, int64_t);
    struct str rest = text;
    size_t n = 0;

    while (rest.len > 0)
        if (!str_int(str_cut(rest, ',', &rest), &all[n++]))
            return job_refuse_with(job, S("object"), S("fault.number"), text);
    *ret = all;
    *ret_n = n;
    return DONE;
}

enum outcome api_migration_plan_get(struct job *job, struct call *call)
{
    struct plan_object_view *objects;
    struct migration_plan *plan;
    struct plan_answer answer;
    int64_t *asked;
    size_t n;
    enum outcome o;

    if ((o = read_objects(job, call_query(call, "object"), &asked, &n)) != DONE ||
        (o = act_migration_plan(job, call_query(call, "from"), call_query(call, "to"), asked, n,
                                &plan)) != DONE) {
        view_faults(job);
        return o;
    }
    objects = NEW_ARRAY(job->mem, (size_t)plan->n_objects, struct plan_object_view);
    for (int k = 0; k < plan->n_objects; k++) {
        const struct migration_object *it = &plan->objects[k];
        struct plan_item_view *items = NEW_ARRAY(job->mem, (size_t)it->n, struct plan_item_view);

        for (int i = 0; i < it->n; i++)
            items[i] = item_of(job, plan, &it->items[i]);
        objects[k] = (struct plan_object_view){.object = it->object, .name = it->name,
                                               .level = it->level,
                                               .level_missing = it->level_missing,
                                               .items = {items, (size_t)it->n}};
        memcpy(objects[k].kinds.n, it->by_kind, sizeof it->by_kind);
    }
    answer = (struct plan_answer){plan->from->key, plan->to->key, plan->way, plan->first,
                                  plan->wide, plan->ours, plan->moves,
                                  {objects, (size_t)plan->n_objects}};
    call_object(call, &migration_plan_shape, &answer);
    return DONE;
}
