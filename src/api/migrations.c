/* What was carried over from one norm to another; carry over, and take it back. */
#include "acts/migration.h"
#include "api/handlers.h"
#include "api/views.h"

/* ---- one that was made ---- */

struct scope_view {
    int64_t object;         /* 0: the organisation */
    struct str name;
};

static const struct shape_member scope_members[] = {
    SHAPE_ONE(NUMBER, int64_t, "object", scope_view, object, .needed = true),
    SHAPE_ONE(TEXT, struct str, "name", scope_view, name),
};
static const struct shape scope_shape = SHAPE_OF("migration_scope", scope_view, scope_members);

struct head_view {
    struct migrated it;
    struct kinds_view kinds;
    int lines;
    struct shape_list objects;
};

#define HEAD(type, member)                                                                       \
    SHAPE_NOUN(migrated, type, member.it),                                                       \
    SHAPE_ONE(INT, int, "lines", type, member.lines),                                            \
    SHAPE_ONE(LIST, struct shape_list, "objects", type, member.objects, .shape = &scope_shape), \
    SHAPE_ONE(WITHIN, struct kinds_view, "by_kind", type, member.kinds, .shape = &kinds_shape)

struct list_line {
    struct head_view head;
};

static const struct shape_member list_line_members[] = {HEAD(list_line, head)};
static const struct shape list_line_shape =
    SHAPE_OF("migration_head", list_line, list_line_members);

struct list_answer {
    struct shape_list items;
};

static const struct shape_member list_members[] = {
    SHAPE_ONE(LIST, struct shape_list, "items", list_answer, items, .shape = &list_line_shape),
};
const struct shape migrations_shape = SHAPE_OF("migrations", list_answer, list_members);

static struct head_view head_of(struct job *job, const struct migration_head *head)
{
    struct scope_view *objects = NEW_ARRAY(job->mem, (size_t)head->n_objects, struct scope_view);
    struct head_view view = {.it = head->it, .lines = head->n_lines,
                             .objects = {objects, (size_t)head->n_objects}};

    memcpy(view.kinds.n, head->by_kind, sizeof view.kinds.n);
    for (int i = 0; i < head->n_objects; i++)
        objects[i] = (struct scope_view){head->objects[i], head->names[i]};
    return view;
}

enum outcome api_migrations_get(struct job *job, struct call *call)
{
    struct migration_head *heads;
    struct list_line *items;
    struct list_answer answer;
    size_t n;
    enum outcome o = act_migrations(job, &heads, &n);

    if (o != DONE)
        return o;
    items = NEW_ARRAY(job->mem, n, struct list_line);
    for (size_t i = 0; i < n; i++)
        items[i].head = head_of(job, &heads[i]);
    answer.items = (struct shape_list){items, n};
    call_object(call, &migrations_shape, &answer);
    return DONE;
}

struct line_view {
    struct migrated_item it;
    struct str label, title, basis, owner;
    enum migration_state state;
};

static const struct shape_member line_members[] = {
    SHAPE_NOUN(migrated_item, line_view, it),
    SHAPE_ONE(TEXT, struct str, "label", line_view, label),
    SHAPE_ONE(TEXT, struct str, "title", line_view, title),
    SHAPE_ONE(TEXT, struct str, "basis_says", line_view, basis),
    SHAPE_ONE(TEXT, struct str, "owner_name", line_view, owner),
    SHAPE_ONE(CHOICE, enum migration_state, "state", line_view, state,
              .choices = &migration_state_choices),
};
static const struct shape line_shape = SHAPE_OF("migration_line", line_view, line_members);

struct states_view {
    int n[MIGRATED_STATE_COUNT];
};

struct one_answer {
    struct head_view head;
    bool may_undo;
    struct str changed;
    struct states_view states;
    struct shape_list items;
};

static const struct shape_member states_members[] = {
    SHAPE_ONE(INT, int, "klaar", states_view, n[MIGRATED_DONE]),
    SHAPE_ONE(INT, int, "open", states_view, n[MIGRATED_OPEN]),
    SHAPE_ONE(INT, int, "nieuw_te_doen", states_view, n[MIGRATED_DO]),
    SHAPE_ONE(INT, int, "opnieuw_bekijken", states_view, n[MIGRATED_REASSESS]),
    SHAPE_ONE(INT, int, "nog_te_bevestigen", states_view, n[MIGRATED_CONFIRM]),
    SHAPE_ONE(INT, int, "vervallen", states_view, n[MIGRATED_ENDED]),
};
static const struct shape states_shape = SHAPE_OF("migration_states", states_view, states_members);

static const struct shape_member one_members[] = {
    HEAD(one_answer, head),
    SHAPE_ONE(WITHIN, struct states_view, "by_state", one_answer, states, .shape = &states_shape),
    SHAPE_ONE(FLAG, bool, "may_undo", one_answer, may_undo),
    SHAPE_ONE(TEXT, struct str, "changed", one_answer, changed),
    SHAPE_ONE(LIST, struct shape_list, "items", one_answer, items, .shape = &line_shape),
};
const struct shape migration_shape = SHAPE_OF("migration", one_answer, one_members);

static struct line_view line_of(struct job *job, const struct migration_view *it,
                                const struct migration_line *line)
{
    struct line_view view = {.it = line->it, .basis = line->basis, .owner = line->owner,
                             .state = line->state};

    if (it->head.to != NULL && line->target != ITEM_NONE) {
        view.label = it->head.to->items[line->target].label;
        view.title = it->head.to->items[line->target].title[job->lang];
    }
    return view;
}

enum outcome api_migration_get(struct job *job, struct call *call)
{
    struct one_answer answer;
    struct line_view *lines;
    struct migration_view *it;
    enum outcome o = act_migration_get(job, call_id(call, "id"), &it);

    if (o != DONE)
        return o;
    lines = NEW_ARRAY(job->mem, it->n, struct line_view);
    for (size_t i = 0; i < it->n; i++)
        lines[i] = line_of(job, it, &it->lines[i]);
    answer = (struct one_answer){.head = head_of(job, &it->head), .may_undo = it->may_undo,
                                 .changed = it->changed, .items = {lines, it->n}};
    memcpy(answer.states.n, it->by_state, sizeof answer.states.n);
    call->version = it->head.it.row.version;
    call_object(call, &migration_shape, &answer);
    return DONE;
}

/* ---- carry over, and take it back ---- */

struct object_taken {
    int64_t object;
};

struct choice_taken {
    int64_t object;
    struct str item;
    enum migration_decision decision;
};

struct kinds_taken {
    enum migration_decision by_kind[CARRY_KIND_COUNT];
};

#define DECISION(json, kind)                                                                     \
    SHAPE_ONE(CHOICE, enum migration_decision, json, kinds_taken, by_kind[kind],                 \
              .choices = &migration_decision_choices)

static const struct shape_member kinds_taken_members[] = {
    DECISION("gelijk", CARRY_EQUAL),
    DECISION("samengevoegd", CARRY_MERGED),
    DECISION("gesplitst", CARRY_SPLIT),
    DECISION("gewijzigd", CARRY_CHANGED),
    DECISION("deels_verplaatst", CARRY_PARTIAL),
    DECISION("nieuw", CARRY_ADDED),
    DECISION("vervallen", CARRY_ENDED),
};
static const struct shape kinds_taken_shape =
    SHAPE_OF("migration_kinds_decided", kinds_taken, kinds_taken_members);

static const struct shape_member asked_members[] = {
    SHAPE_ONE(NUMBER, int64_t, "object", object_taken, object, .needed = true),
};
static const struct shape asked_shape =
    SHAPE_OF("migration_object", object_taken, asked_members);

static const struct shape_member choice_members[] = {
    SHAPE_ONE(NUMBER, int64_t, "object", choice_taken, object),
    SHAPE_ONE(TEXT, struct str, "item", choice_taken, item, .needed = true),
    SHAPE_ONE(CHOICE, enum migration_decision, "decision", choice_taken, decision,
              .choices = &migration_decision_choices, .needed = true),
};
static const struct shape choice_shape =
    SHAPE_OF("migration_choice", choice_taken, choice_members);

struct order_taken {
    struct str from, to;
    struct shape_list objects;
    const struct kinds_taken *by_kind;
    struct shape_list choices;
    bool move;
};

static const struct shape_member order_members[] = {
    SHAPE_ONE(TEXT, struct str, "from", order_taken, from, .needed = true),
    SHAPE_ONE(TEXT, struct str, "to", order_taken, to, .needed = true),
    SHAPE_ONE(LIST, struct shape_list, "objects", order_taken, objects, .shape = &asked_shape),
    SHAPE_ONE(OBJECT, const struct kinds_taken *, "by_kind", order_taken, by_kind,
              .shape = &kinds_taken_shape),
    SHAPE_ONE(LIST, struct shape_list, "choices", order_taken, choices, .shape = &choice_shape),
    SHAPE_ONE(FLAG, bool, "move", order_taken, move),
};
static const struct shape order_shape = SHAPE_OF("migration_order", order_taken, order_members);
const struct intake migration_intake = {"migration_new", NULL, 0, &order_shape, false};

enum outcome api_migration_make(struct job *job, struct call *call)
{
    struct order_taken taken = {.move = false};
    const struct choice_taken *said;
    struct migration_choice *choices;
    struct migration_order order;
    enum outcome o = call_read(call, NULL, &taken);

    if (o != DONE)
        return o;
    /* Objects that hold one number each are a list of numbers. */
    order = (struct migration_order){.from = taken.from, .to = taken.to, .move = taken.move,
                                     .objects = taken.objects.at, .n_objects = taken.objects.n,
                                     .n_choices = taken.choices.n};
    if (taken.by_kind != NULL)
        memcpy(order.by_kind, taken.by_kind->by_kind, sizeof order.by_kind);
    choices = NEW_ARRAY(job->mem, order.n_choices, struct migration_choice);
    said = taken.choices.at;
    for (size_t i = 0; i < order.n_choices; i++)
        choices[i] = (struct migration_choice){said[i].object, said[i].item, said[i].decision};
    order.choices = choices;
    o = act_migrate(job, &order, &call->made);
    if (o == REFUSED)
        view_faults(job);
    return o;
}

enum outcome api_migration_undo(struct job *job, struct call *call)
{
    int64_t id = call_id(call, "id");

    return id == 0 ? NOT_THERE : act_migration_undo(job, call_row(call, id));
}
