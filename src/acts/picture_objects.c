#include "acts/picture_objects.h"

#include "acts/norms.h"
#include "base/bug.h"
#include "ledger/ledger.h"
#include "records/record.h"
#include "store/query.h"
#include "store/sql.h"

/* A link between a system and a process, or between two objects by evidence at an item. */
struct link {
    int64_t from, to;
    int item;
};

/* What an object came to; made once, however many systems look at a process. What it gives
 * to others is judged without its level: who is asked more may still take it over. */
struct part {
    struct picture own;
    struct inherited is;
    const struct item_state *gives;
};

struct making {
    struct job *job;
    const struct picture *whole; /* the organisation, before its objects */
    const struct item_state *gives; /* what it gives, without its level */
    struct link *serves;         /* from a system to a process           */
    size_t n_serves;
    struct link *named;          /* from an object to where its evidence is used too */
    size_t n_named;
    struct part **parts;
    int n_parts;
};

/* ---- the scope, and levels ---- */

static int kind_at(struct query *q, int column)
{
    int kind = OBJECT_NONE;

    MUST(choice_of(&object_kind_choices, query_get_text(q, column), &kind));
    return kind;
}

/* The level that counts, from the columns level, outside and chosen. The row is there only
 * when it was decided. */
static int level_at(struct query *q, int first)
{
    const struct level_result it = {
        .level = {!query_get_null(q, first), query_get_int(q, first)},
        .outside = query_get_int(q, first + 1) != 0,
        .chosen = {!query_get_null(q, first + 2), query_get_int(q, first + 2)},
        .decided_by = {1},
    };

    return level_result_counts(&it);
}

/* Systems and OT have to have a level; a process is asked what the organisation is. */
static int level_of_all(struct job *job, const struct picture_scope *scope)
{
    int *levels = NEW_ARRAY(job->mem, (size_t)scope->n, int);
    int n = 0;

    for (int i = 0; i < scope->n; i++)
        if (scope->members[i].kind != OBJECT_PROCESS || scope->members[i].level > 0)
            levels[n++] = scope->members[i].level;
    return inherit_level(levels, n);
}

enum outcome picture_scope_load(struct job *job, struct picture *it, struct picture_scope *ret)
{
    struct query *q;

    if (!leave_all(job, MAY_READ))
        return DONE;
    q = query_of(job->db, &sql_picture_scope);
    query_int(q, 1, job->org);
    query_int(q, 2, it->scope);
    query_int(q, 3, ledger_known(job));
    query_text(q, 4, it->norm->key);
    while (query_next(q)) {
        ret->members = arena_more(job->mem, ret->members, (size_t)ret->n, sizeof *ret->members);
        ret->members[ret->n++] = (struct picture_member){
            query_get_int(q, 0), (enum object_kind)kind_at(q, 1), level_at(q, 2)};
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    if (norms_level(it->norm) != NULL)
        it->level = level_of_all(job, ret);
    return DONE;
}

/* ---- links ---- */

static struct link *link_add(struct arena *mem, struct link *links, size_t n, struct link link)
{
    links = arena_more(mem, links, n, sizeof *links);
    links[n] = link;
    return links;
}

static enum outcome load_links(struct making *it)
{
    struct job *job = it->job;
    struct query *q = query_of(job->db, &sql_picture_serves);

    query_int(q, 1, job->org);
    query_int(q, 2, ledger_known(job));
    while (query_next(q)) {
        it->serves = link_add(job->mem, it->serves, it->n_serves,
                              (struct link){query_get_int(q, 0), query_get_int(q, 1), 0});
        it->n_serves++;
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    q = query_of(job->db, &sql_picture_named);
    query_int(q, 1, job->org);
    query_int(q, 2, ledger_known(job));
    while (query_next(q)) {
        struct link link = {query_get_int(q, 0), query_get_int(q, 1),
                            norm_item(it->whole->norm, query_get_text(q, 2))};

        if (link.item == ITEM_NONE)
            continue;
        it->named = link_add(job->mem, it->named, it->n_named, link);
        it->n_named++;
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

/* At which items the evidence of one object is used at another as well; NULL: at none. */
static const bool *named_of(const struct making *it, int64_t object, int64_t source)
{
    bool *named = NULL;

    for (size_t i = 0; i < it->n_named; i++) {
        const struct link *link = &it->named[i];

        if (link->from != object || link->to != source)
            continue;
        if (named == NULL)
            named = NEW_ARRAY(it->job->mem, (size_t)it->whole->norm->n_items, bool);
        named[link->item] = true;
    }
    return named;
}

/* ---- one object ---- */

/* By a query of its own: processes stand outside the scope too. */
enum outcome picture_scope_about(struct job *job, struct picture *own, int64_t object)
{
    struct query *q = query_of(job->db, &sql_picture_object);
    bool there;
    int level = 0;

    query_int(q, 1, job->org);
    query_int(q, 2, object);
    query_int(q, 3, ledger_known(job));
    query_text(q, 4, own->norm->key);
    if ((there = query_next(q))) {
        own->about.row.id = object;
        own->about.name = record_text(job, q, 0, &object_noun, object, S("name"));
        own->about.kind = (enum object_kind)kind_at(q, 1);
        own->about.owner.id = query_get_int(q, 2);
        level = level_at(q, 3);
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    if (!there || own->about.kind == OBJECT_ORGANISATION)
        return NOT_THERE;
    if (norms_level(own->norm) == NULL)
        own->level = 0;
    else if (level > 0 || own->about.kind != OBJECT_PROCESS)
        own->level = level;
    return DONE;
}

static struct part *part_find(const struct making *it, int64_t object)
{
    for (int i = 0; i < it->n_parts; i++)
        if (it->parts[i]->own.object == object)
            return it->parts[i];
    return NULL;
}

static void part_add(struct making *it, struct part *part)
{
    it->parts = arena_more(it->job->mem, it->parts, (size_t)it->n_parts, sizeof *it->parts);
    it->parts[it->n_parts++] = part;
}

/* The states of a picture when everything is asked. */
static const struct item_state *without_level(struct job *job, const struct picture *picture)
{
    struct picture all = *picture;

    if (all.level == 0)
        return all.states;
    all.level = 0;
    picture_judge(job, &all);
    return all.states;
}

static void take_over(struct making *it, struct part *part, const struct inherit_source *processes,
                      int n)
{
    const struct inherit_source organisation = {
        .states = it->gives, .named = named_of(it, part->own.object, it->whole->object)};
    struct inherit_input input = {
        .norm = it->whole->norm, .own = part->own.states, .organisation = &organisation,
        .processes = processes, .n_processes = n};

    part->is = inherit_judge(it->job->mem, &input);
    part->gives = part->is.states;
    if (part->own.level == 0 || part->own.about.kind != OBJECT_PROCESS)
        return;
    input.own = without_level(it->job, &part->own);
    part->gives = inherit_judge(it->job->mem, &input).states;
}

/* Its own facts, judged by themselves. */
static enum outcome part_load(struct making *it, int64_t object, struct part **ret)
{
    struct part *part = NEW(it->job->mem, struct part);
    enum outcome o;

    part->own = *it->whole;
    part->own.object = object;
    part->own.assessments = NULL;
    part->own.n_assessments = 0;
    part->own.evidence = NULL;
    part->own.n_evidence = 0;
    if ((o = picture_scope_about(it->job, &part->own, object)) != DONE ||
        (o = picture_facts(it->job, &part->own)) != DONE)
        return o;
    part_add(it, part);
    *ret = part;
    return DONE;
}

static enum outcome process_of(struct making *it, int64_t object, struct part **ret)
{
    enum outcome o;

    if ((*ret = part_find(it, object)) != NULL)
        return DONE;
    if ((o = part_load(it, object, ret)) != DONE)
        return o;
    take_over(it, *ret, NULL, 0);
    return DONE;
}

/* A process takes over from the organisation, and first; a system then from the weakest of
 * the processes that it works for. */
static enum outcome part_of(struct making *it, int64_t object, struct part **ret)
{
    struct inherit_source *sources = NEW_ARRAY(it->job->mem, it->n_serves, struct inherit_source);
    int n = 0;
    enum outcome o;

    if ((*ret = part_find(it, object)) != NULL)
        return DONE;
    for (size_t i = 0; i < it->n_serves; i++) {
        struct part *process;

        if (it->serves[i].from != object)
            continue;
        if ((o = process_of(it, it->serves[i].to, &process)) != DONE)
            return o;
        sources[n++] = (struct inherit_source){process->gives,
                                               named_of(it, object, it->serves[i].to)};
    }
    if ((o = part_load(it, object, ret)) != DONE)
        return o;
    take_over(it, *ret, sources, n);
    return DONE;
}

/* ---- the whole ---- */

enum outcome picture_scope_up(struct job *job, struct picture *it,
                              const struct picture_scope *scope)
{
    struct making making = {.job = job, .whole = it, .gives = without_level(job, it)};
    const struct item_state **states = NEW_ARRAY(job->mem, (size_t)scope->n,
                                                 const struct item_state *);
    struct inherit_met *met = NEW_ARRAY(job->mem, (size_t)it->norm->n_items, struct inherit_met);
    enum outcome o = load_links(&making);

    for (int i = 0; o == DONE && i < scope->n; i++) {
        struct part *part;

        o = part_of(&making, scope->members[i].object, &part);
        if (o == DONE)
            states[i] = part->is.states;
    }
    if (o != DONE)
        return o;
    it->states = inherit_up(job->mem, it->norm, it->states, states, scope->n, met);
    it->met = met;
    return DONE;
}

enum outcome picture_scope_one(struct job *job, struct picture *it, int64_t object)
{
    struct making making = {.job = job, .whole = it, .gives = without_level(job, it)};
    struct part *part;
    enum outcome o;

    if ((o = load_links(&making)) != DONE || (o = part_of(&making, object, &part)) != DONE)
        return o;
    *it = part->own;
    it->states = part->is.states;
    it->from = part->is.from;
    return DONE;
}
