#include "acts/objects.h"

#include <stdlib.h>

#include "acts/norms.h"
#include "base/bug.h"
#include "model/value.h"
#include "store/sql.h"

/* Everything of the register, as it is kept. */
struct kept {
    struct object *objects;
    size_t n;
    struct scope_object *scopes;
    size_t n_scopes;
    struct level_result *results;
    size_t n_results;
};

static enum outcome load_norm(struct job *job, struct objects *it)
{
    struct organisation org;
    enum outcome o = record_load(job, leave_system(job), &organisation_noun,
                                 (struct row){.id = 1}, &org);

    if (o != DONE)
        return o;
    it->norm = norms_get(job, org.norm);
    if (it->norm == NULL)
        return NOT_THERE;
    it->test = norms_level(it->norm);
    it->live = it->test != NULL;
    if (!it->live)
        it->norm = norms_level_any(&it->test);
    return it->test == NULL ? NOT_THERE : DONE;
}

/* Of the norm that is looked at, newest first: they come by number. */
static void keep_results(struct job *job, struct objects *it, const struct kept *kept)
{
    it->results = NEW_ARRAY(job->mem, kept->n_results, struct level_result);
    for (size_t i = kept->n_results; i-- > 0;)
        if (str_eq(kept->results[i].norm, it->norm->key))
            it->results[it->n_results++] = kept->results[i];
}

static void find_results(const struct objects *it, struct object_line *line)
{
    for (size_t i = 0; i < it->n_results && line->decided == NULL; i++) {
        const struct level_result *result = &it->results[i];

        if (result->object.id != line->object.row.id)
            continue;
        if (result->decided_by.id != 0)
            line->decided = result;
        else if (line->waiting == NULL)
            line->waiting = result;
    }
    line->level = line->decided == NULL ? 0 : level_result_counts(line->decided);
}

static int by_name(const void *a, const void *b)
{
    const struct object_line *x = a;
    const struct object_line *y = b;
    int order = str_cmp(x->object.name, y->object.name);

    return order != 0 ? order : (x->object.row.id > y->object.row.id) -
                                    (x->object.row.id < y->object.row.id);
}

static void make_lines(struct job *job, struct objects *it, const struct kept *kept)
{
    it->lines = NEW_ARRAY(job->mem, kept->n, struct object_line);
    for (size_t i = 0; i < kept->n; i++) {
        struct object_line *line = &it->lines[it->n];

        if (kept->objects[i].kind == OBJECT_ORGANISATION)
            continue;
        line->object = kept->objects[i];
        line->mine = job->person != 0 && line->object.owner.id == job->person;
        for (size_t s = 0; s < kept->n_scopes; s++)
            if (kept->scopes[s].object.id == line->object.row.id)
                line->scope = &kept->scopes[s];
        find_results(it, line);
        it->n++;
    }
    if (it->n > 1)
        qsort(it->lines, it->n, sizeof *it->lines, by_name);
}

enum outcome act_objects(struct job *job, struct objects **ret)
{
    struct objects *it = NEW(job->mem, struct objects);
    const struct leave *leave;
    struct object_serves *serves;
    struct kept kept;
    size_t n;
    enum outcome o;

    if ((o = leave_ask(job, MAY_READ, &object_noun, 0, &leave)) != DONE ||
        (o = load_norm(job, it)) != DONE ||
        (o = record_all(job, leave, &object_noun, &kept.objects, &kept.n)) != DONE ||
        (o = record_all(job, leave, &object_serves_noun, &serves, &n)) != DONE ||
        (o = record_all(job, leave, &scope_object_noun, &kept.scopes, &kept.n_scopes)) != DONE ||
        (o = record_all(job, leave, &level_result_noun, &kept.results, &kept.n_results)) != DONE)
        return o;
    keep_results(job, it, &kept);
    make_lines(job, it, &kept);
    it->serves = NEW_ARRAY(job->mem, n, struct object_serves);
    for (size_t i = 0; i < n; i++)
        if (!serves[i].ended)
            it->serves[it->n_serves++] = serves[i];
    *ret = it;
    return DONE;
}

const struct object_line *objects_at(const struct objects *objects, int64_t id)
{
    for (size_t i = 0; i < objects->n; i++)
        if (objects->lines[i].object.row.id == id)
            return &objects->lines[i];
    return NULL;
}

static struct str folded(struct job *job, struct str text)
{
    char *room = arena_alloc(job->mem, text.len + 1);

    return (struct str){room, str_fold(text, room)};
}

const struct object_line *objects_find(const struct objects *objects, struct job *job,
                                       struct str word)
{
    const struct object_line *found = NULL;
    struct str name = folded(job, str_trim(word));
    int64_t id;

    if (str_int(word, &id) && objects_at(objects, id) != NULL)
        return objects_at(objects, id);
    for (size_t i = 0; i < objects->n; i++) {
        if (!str_eq(folded(job, objects->lines[i].object.name), name))
            continue;
        if (found != NULL)
            return NULL;
        found = &objects->lines[i];
    }
    return found;
}

/* ---- what it is ---- */

enum outcome act_object_add(struct job *job, const struct given *given, int64_t *ret_id)
{
    const struct leave *leave;
    struct object it = {.row = {0}};
    struct entry *entry;
    enum outcome o;

    if ((o = ledger_open(job, S("object.add"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_OBJECTS, &object_noun, 0, &leave)) != DONE)
        return o;
    if (!given_lay(job, given, &it))
        return REFUSED;
    if (it.kind == OBJECT_ORGANISATION)
        return job_refuse(job, S("kind"), S("object.organisation"));
    if (!leave_all(job, MAY_OBJECTS))
        it.owner.id = job->person;
    if ((o = record_new(job, entry, &object_noun, &it)) != DONE)
        return o;
    *ret_id = it.row.id;
    return ledger_close(job, entry);
}

/* An object of the register; the organisation is none. */
static enum outcome load_object(struct job *job, const struct leave *leave, struct row seen,
                                struct object *ret)
{
    enum outcome o = record_load(job, leave, &object_noun, seen, ret);

    return o == DONE && ret->kind == OBJECT_ORGANISATION ? NOT_THERE : o;
}

enum outcome act_object_set(struct job *job, struct row seen, const struct given *given)
{
    const struct leave *leave;
    struct object it;
    struct entry *entry;
    enum outcome o;

    if ((o = ledger_open(job, S("object.set"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_OBJECTS, &object_noun, seen.id, &leave)) != DONE ||
        (o = load_object(job, leave, seen, &it)) != DONE)
        return o;
    if (!given_lay(job, given, &it))
        return REFUSED;
    if ((o = record_save(job, entry, &object_noun, &it)) != DONE)
        return o;
    return ledger_close(job, entry);
}

/* ---- which processes it works for ---- */

static bool is_among(int64_t id, const int64_t *ids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

static enum outcome check_serving(struct job *job, const struct leave *leave, int64_t system,
                                  const int64_t *processes, size_t n)
{
    struct object it;
    enum outcome o = load_object(job, leave, (struct row){.id = system}, &it);

    if (o != DONE)
        return o;
    if (it.kind == OBJECT_PROCESS && n > 0)
        return job_refuse(job, S("process"), S("object.serves_system"));
    for (size_t i = 0; i < n; i++) {
        o = record_load(job, leave_system(job), &object_noun, (struct row){.id = processes[i]},
                        &it);
        if (o == NOT_THERE || (o == DONE && it.kind != OBJECT_PROCESS))
            return job_refuse(job, S("process"), S("object.serves_process"));
        if (o != DONE)
            return o;
    }
    return DONE;
}

/* The links that are there begin or end; what is missing is made. */
static enum outcome set_links(struct job *job, struct entry *entry, int64_t system,
                              const int64_t *processes, size_t n)
{
    struct object_serves *all;
    bool *there = NEW_ARRAY(job->mem, n, bool);
    size_t n_all;
    enum outcome o = record_all(job, leave_system(job), &object_serves_noun, &all, &n_all);

    for (size_t i = 0; o == DONE && i < n_all; i++) {
        if (all[i].system.id != system)
            continue;
        for (size_t p = 0; p < n; p++)
            there[p] = there[p] || processes[p] == all[i].process.id;
        all[i].ended = !is_among(all[i].process.id, processes, n);
        o = record_save(job, entry, &object_serves_noun, &all[i]);
    }
    for (size_t p = 0; o == DONE && p < n; p++) {
        struct object_serves link = {.system = {system}, .process = {processes[p]}};

        if (!there[p] && !is_among(processes[p], processes, p))
            o = record_new(job, entry, &object_serves_noun, &link);
    }
    return o;
}

enum outcome act_object_serve(struct job *job, int64_t system, const int64_t *processes, size_t n)
{
    const struct leave *leave;
    struct entry *entry;
    enum outcome o;

    if ((o = ledger_open(job, S("object.serve"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_OBJECTS, &object_noun, system, &leave)) != DONE ||
        (o = check_serving(job, leave, system, processes, n)) != DONE ||
        (o = set_links(job, entry, system, processes, n)) != DONE)
        return o;
    return ledger_close(job, entry);
}

/* ---- the scope ---- */

static enum outcome find_scope(struct job *job, struct scope_object *it)
{
    struct query *q = query_of(job->db, &sql_scope_of);

    query_int(q, 1, job->org);
    query_int(q, 2, it->object.id);
    if (query_next(q)) {
        it->scope.id = query_get_int(q, 0);
        it->row.id = query_get_int(q, 1);
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome act_object_scope(struct job *job, int64_t object, bool inside, struct str why)
{
    const struct leave *leave;
    struct scope_object it = {.object = {object}};
    struct object what;
    struct entry *entry;
    enum outcome o;

    if ((o = ledger_open(job, S("object.scope"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_SOA_WRITE, &scope_object_noun, 0, &leave)) != DONE ||
        (o = load_object(job, leave, (struct row){.id = object}, &what)) != DONE ||
        (o = find_scope(job, &it)) != DONE)
        return o;
    if (it.row.id != 0 && (o = record_load(job, leave, &scope_object_noun, it.row, &it)) != DONE)
        return o;
    if (!value_set_named(&scope_object_noun, "why", value_lines(job->mem, why), &it,
                         &job->faults))
        return REFUSED;
    it.inside = inside;
    o = it.row.id == 0 ? record_new(job, entry, &scope_object_noun, &it)
                       : record_save(job, entry, &scope_object_noun, &it);
    return o == DONE ? ledger_close(job, entry) : o;
}

/* ---- its level ---- */

static void decide(struct job *job, struct level_result *it)
{
    it->decided_by.id = job->person;
    it->decided_on = job->today;
}

/* A level that the norm does not know is none to choose. */
static enum outcome check_chosen(struct job *job, const struct level_test *test,
                                 const struct level_result *it)
{
    if (it->chosen.is && (it->chosen.n < 1 || it->chosen.n > test->highest))
        return job_refuse_with(job, S("chosen"), S("level.chosen"),
                               arena_text(job->mem, "%d", test->highest));
    return DONE;
}

enum outcome act_level_test(struct job *job, int64_t object, const struct level_said *said,
                            int64_t *ret_id)
{
    const struct leave *leave;
    struct objects of = {.norm = NULL};
    struct level_outcome outcome;
    struct level_result it = {.object = {object}, .chosen = said->chosen,
                              .prepared_by = {job->person}};
    struct object what;
    struct entry *entry;
    size_t before = job->faults.n;
    enum outcome o;

    if ((o = ledger_open(job, S("level.test"), &entry)) != DONE)
        return o;
    if ((o = leave_ask(job, MAY_LEVEL, &object_noun, object, &leave)) == DONE) {
        decide(job, &it);
    } else if (o == FORBIDDEN) {
        job->faults.n = before; /* to prepare it is something else */
        o = leave_ask(job, MAY_OBJECTS, &object_noun, object, &leave);
    }
    if (o != DONE || (o = load_object(job, leave, (struct row){.id = object}, &what)) != DONE ||
        (o = load_norm(job, &of)) != DONE || (o = check_chosen(job, of.test, &it)) != DONE)
        return o;
    if (!value_set_named(&level_result_noun, "chosen_why",
                         value_lines(job->mem, str_trim(said->chosen_why)), &it, &job->faults))
        return REFUSED;
    outcome = level_judge(job->mem, of.test, said->answers);
    it.norm = of.norm->key;
    it.test = of.test->hash;
    it.answers = level_answers_text(job->mem, of.test, said->answers);
    it.outside = outcome.outside;
    it.level = (struct maybe){!outcome.outside, outcome.level};
    if ((o = record_new(job, entry, &level_result_noun, &it)) != DONE)
        return o;
    *ret_id = it.row.id;
    return ledger_close(job, entry);
}

enum outcome act_level_decide(struct job *job, struct row seen, const struct given *given)
{
    const struct leave *leave;
    struct objects of = {.norm = NULL};
    struct level_result it;
    struct entry *entry;
    enum outcome o;

    if ((o = ledger_open(job, S("level.decide"), &entry)) != DONE ||
        (o = record_load(job, leave_system(job), &level_result_noun, seen, &it)) != DONE ||
        (o = leave_ask(job, MAY_LEVEL, &object_noun, it.object.id, &leave)) != DONE ||
        (o = load_norm(job, &of)) != DONE)
        return o;
    if (it.decided_by.id != 0)
        return job_refuse(job, S(""), S("level.decided"));
    if (!given_free(job, given) || !given_lay(job, given, &it))
        return REFUSED;
    if ((o = check_chosen(job, of.test, &it)) != DONE)
        return o;
    decide(job, &it);
    if ((o = record_save(job, entry, &level_result_noun, &it)) != DONE)
        return o;
    return ledger_close(job, entry);
}
