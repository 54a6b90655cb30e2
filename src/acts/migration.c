/* What was carried over, and how it stands now. */
#include "acts/migration_parts.h"

#include "acts/norms.h"
#include "base/bug.h"
#include "engine/derive.h"
#include "ledger/ledger.h"
#include "records/record.h"
#include "store/query.h"
#include "store/sql.h"

static const char *const state_words[] = {"klaar", "open", "nieuw_te_doen", "opnieuw_bekijken",
                                          "nog_te_bevestigen", "vervallen"};
const struct choices migration_state_choices = {state_words, MIGRATED_STATE_COUNT};

/* ---- all of them ---- */

struct names {
    struct object *all;
    size_t n;
    struct str organisation;
};

static struct str name_of(const struct names *names, int64_t object)
{
    for (size_t i = 0; i < names->n; i++)
        if (names->all[i].row.id == object && names->all[i].kind != OBJECT_ORGANISATION)
            return names->all[i].name;
    return names->organisation;
}

static void head_begin(struct job *job, const struct picture *picture, const struct migrated *it,
                       size_t n_objects, struct migration_head *ret)
{
    const struct person_name *by = picture_person(picture, it->made_by);

    *ret = (struct migration_head){
        .it = *it, .from = norms_get(job, it->source), .to = norms_get(job, it->target),
        .by = by == NULL ? S("") : by->name,
        .objects = NEW_ARRAY(job->mem, n_objects, int64_t),
        .names = NEW_ARRAY(job->mem, n_objects, struct str)};
}

static void head_count(struct migration_head *head, const struct names *names, int64_t object,
                       int kind, int n)
{
    int at = 0;

    while (at < head->n_objects && head->objects[at] != object)
        at++;
    if (at == head->n_objects) {
        head->objects[at] = object;
        head->names[at] = name_of(names, object);
        head->n_objects++;
    }
    head->by_kind[kind] += n;
    head->n_lines += n;
}

static enum outcome count_lines(struct job *job, const struct names *names,
                                struct migration_head *heads, size_t n)
{
    struct query *q = query_of(job->db, &sql_migration_counts);

    query_int(q, 1, job->org);
    query_int(q, 2, ledger_known(job));
    while (query_next(q)) {
        int kind = 0;
        size_t at = 0;

        MUST(choice_of(&carry_kind_choices, query_get_text(q, 2), &kind));
        while (at < n && heads[at].it.row.id != query_get_int(q, 0))
            at++;
        if (at < n)
            head_count(&heads[at], names, query_get_int(q, 1), kind, (int)query_get_int(q, 3));
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static enum outcome load_heads(struct job *job, const struct picture *picture,
                               struct migration_head **ret, size_t *ret_n)
{
    struct names names = {.organisation = picture->org.name};
    struct migrated *all;
    size_t n;
    enum outcome o;

    if ((o = record_all(job, picture->leave, &migrated_noun, &all, &n)) != DONE ||
        (o = record_all(job, picture->leave, &object_noun, &names.all, &names.n)) != DONE)
        return o;
    *ret = NEW_ARRAY(job->mem, n, struct migration_head);
    for (size_t i = 0; i < n; i++)
        head_begin(job, picture, &all[n - 1 - i], names.n, &(*ret)[i]);
    *ret_n = n;
    return count_lines(job, &names, *ret, n);
}

enum outcome act_migrations(struct job *job, struct migration_head **ret, size_t *ret_n)
{
    struct picture *picture;
    enum outcome o;

    if ((o = picture_whole(job)) != DONE || (o = picture_load(job, &picture)) != DONE)
        return o;
    return load_heads(job, picture, ret, ret_n);
}

/* ---- one of them ---- */

static enum outcome load_lines(struct job *job, struct migration_view *view)
{
    struct query *q = query_of(job->db, &sql_migration_lines);
    size_t room = (size_t)view->head.n_lines;

    view->lines = NEW_ARRAY(job->mem, room, struct migration_line);
    query_int(q, 1, job->org);
    query_int(q, 2, view->head.it.row.id);
    query_int(q, 3, ledger_known(job));
    while (query_next(q)) {
        MUST(view->n < room);
        record_read(job, q, 0, &migrated_item_noun, &view->lines[view->n++].it);
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static void find_items(struct job *job, const struct migration_view *view,
                       struct migration_line *line)
{
    const struct norm *from = view->head.from;
    struct str rest = line->it.sources;
    int *sources = NEW_ARRAY(job->mem, rest.len / 2 + 1, int);

    line->target = view->head.to == NULL || line->it.item.len == 0
        ? ITEM_NONE : norm_item(view->head.to, line->it.item);
    while (from != NULL && rest.len > 0) {
        int item = norm_item(from, str_cut(rest, ' ', &rest));

        if (item != ITEM_NONE)
            sources[line->n_sources++] = item;
    }
    line->sources = sources;
    line->basis = between_basis_says(job, line->it.basis);
}

static enum migration_state state_of(const struct migration_line *line, const struct item *item)
{
    if (line->it.decision == MIGRATION_DROP)
        return MIGRATED_ENDED;
    if (line->is == NULL || !item->assessed)
        return MIGRATED_DONE;
    if (line->is->carried)
        return line->it.again ? MIGRATED_REASSESS : MIGRATED_CONFIRM;
    if (derive_own(line->is))
        return MIGRATED_DONE;
    if (line->it.excluded || line->it.decision == MIGRATION_REASSESS)
        return MIGRATED_REASSESS;
    return line->it.decision == MIGRATION_INTRODUCE ? MIGRATED_DO : MIGRATED_OPEN;
}

/* A row under an id that versions share is said of the norm that is worked by. */
static const struct norm *norm_of(const struct migration_view *view)
{
    return migration_shares(view->picture->norm, view->head.to) ? view->picture->norm
                                                                : view->head.to;
}

static void look_at(const struct picture *own, struct migration_line *line)
{
    int item = line->target == ITEM_NONE ? ITEM_NONE : norm_item(own->norm, line->it.item);
    const struct person_name *owner;

    if (item == ITEM_NONE)
        return;
    line->is = &own->states[item];
    line->assessment = picture_assessment(own, item);
    owner = line->assessment == NULL ? NULL : picture_person(own, line->assessment->owner);
    line->owner = owner == NULL ? S("") : owner->name;
    line->state = state_of(line, &own->norm->items[item]);
}

/* The lines of one object follow each other. */
static enum outcome look(struct job *job, struct migration_view *view)
{
    struct picture *own = NULL;

    for (size_t i = 0; i < view->n; i++) {
        struct migration_line *line = &view->lines[i];
        enum outcome o;

        find_items(job, view, line);
        line->owner = S("");
        line->state = line->it.decision == MIGRATION_DROP ? MIGRATED_ENDED : MIGRATED_DONE;
        if (!view->head.it.undone && view->head.to != NULL) {
            if ((own == NULL || own->object != line->it.object.id) &&
                (o = picture_own(job, view->picture, norm_of(view), line->it.object.id,
                                 &own)) != DONE)
                return o;
            look_at(own, line);
        }
        view->by_state[line->state]++;
    }
    return DONE;
}

static enum outcome find_changes(struct job *job, struct migration_view *view)
{
    struct migration_trace trace;
    enum outcome o = migration_trace(job, view->head.it.row.id, &trace);

    if (o != DONE)
        return o;
    view->changed = trace.changed;
    view->may_undo = !view->head.it.undone && trace.changed.len == 0 &&
        (!view->head.it.moved || str_eq(view->picture->org.norm, view->head.it.target)) &&
        leave_may(job, MAY_ASSESS) && (!view->head.it.moved || leave_may(job, MAY_NORMS));
    return DONE;
}

enum outcome act_migration_get(struct job *job, int64_t id, struct migration_view **ret)
{
    struct migration_view *view = NEW(job->mem, struct migration_view);
    struct migration_head *heads;
    struct picture *picture;
    size_t n;
    size_t at = 0;
    enum outcome o;

    if ((o = picture_whole(job)) != DONE || (o = picture_load(job, &picture)) != DONE ||
        (o = load_heads(job, picture, &heads, &n)) != DONE)
        return o;
    while (at < n && heads[at].it.row.id != id)
        at++;
    if (at == n)
        return NOT_THERE;
    view->head = heads[at];
    view->picture = picture;
    if ((o = load_lines(job, view)) != DONE || (o = look(job, view)) != DONE ||
        (o = find_changes(job, view)) != DONE)
        return o;
    *ret = view;
    return DONE;
}
