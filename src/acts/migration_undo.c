/* A migration taken back. */
#include "acts/migration_parts.h"

#include "acts/norms.h"
#include "ledger/ledger.h"
#include "records/record.h"
#include "store/query.h"
#include "store/sql.h"

/* ---- what it wrote ---- */

static enum outcome find_seq(struct job *job, int64_t id, int64_t *ret)
{
    struct query *q = query_of(job->db, &sql_migration_made);

    *ret = 0;
    query_int(q, 1, job->org);
    query_int(q, 2, id);
    if (query_next(q))
        *ret = query_get_int(q, 0);
    if (query_end(q) != DONE)
        return job_broke(job);
    return *ret == 0 ? NOT_THERE : DONE;
}

static enum outcome read_rows(struct job *job, const struct statement *statement,
                              struct migration_trace *it, int64_t **ret, size_t *ret_n)
{
    struct query *q = query_of(job->db, statement);
    int64_t *rows = NULL;
    size_t n = 0;

    query_int(q, 1, job->org);
    query_int(q, 2, it->seq);
    while (query_next(q)) {
        rows = arena_more(job->mem, rows, n, sizeof *rows);
        rows[n++] = query_get_int(q, 0);
        if (query_get_int(q, 2) != INT64_MAX && it->changed.len == 0)
            it->changed = arena_str(job->mem, query_get_text(q, 1));
    }
    *ret = rows;
    *ret_n = n;
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome migration_trace(struct job *job, int64_t id, struct migration_trace *ret)
{
    struct migration_trace it = {.changed = S("")};
    enum outcome o;

    if ((o = find_seq(job, id, &it.seq)) != DONE ||
        (o = read_rows(job, &sql_migration_assessments, &it, &it.assessments,
                       &it.n_assessments)) != DONE ||
        (o = read_rows(job, &sql_migration_uses, &it, &it.uses, &it.n_uses)) != DONE)
        return o;
    *ret = it;
    return DONE;
}

/* ---- back to what it was ---- */

/* An assessment as it was before an entry; NOT_THERE when there was none yet. */
static enum outcome load_before(struct job *job, int64_t id, int64_t seq, struct assessment *ret)
{
    int64_t known = job->known;
    enum outcome o;

    job->known = seq - 1;
    o = record_load(job, leave_system(job), &assessment_noun, (struct row){.id = id}, ret);
    job->known = known;
    return o;
}

/* No row goes away; one that was made is emptied. */
static enum outcome restore(struct job *job, struct entry *entry, int64_t id, int64_t seq)
{
    struct assessment now;
    struct assessment was;
    enum outcome o;

    if ((o = record_load(job, leave_system(job), &assessment_noun, (struct row){.id = id},
                         &now)) != DONE)
        return o;
    o = load_before(job, id, seq, &was);
    if (o == NOT_THERE)
        was = (struct assessment){.object = now.object, .item = now.item};
    else if (o != DONE)
        return o;
    was.row = now.row;
    return record_save(job, entry, &assessment_noun, &was);
}

static enum outcome end_use(struct job *job, struct entry *entry, int64_t id)
{
    struct evidence_use it;
    enum outcome o = record_load(job, leave_system(job), &evidence_use_noun,
                                 (struct row){.id = id}, &it);

    if (o != DONE)
        return o;
    it.ended = true;
    return record_save(job, entry, &evidence_use_noun, &it);
}

static enum outcome move_back(struct job *job, struct entry *entry, const struct migrated *it)
{
    struct organisation org;
    enum outcome o;

    if (!it->moved)
        return DONE;
    if ((o = record_load(job, leave_system(job), &organisation_noun, (struct row){.id = 1},
                         &org)) != DONE)
        return o;
    if (!str_eq(org.norm, it->target))
        return job_refuse(job, S(""), S("migration.moved_on"));
    return migration_move_norm(job, entry, org.row, it->source);
}

/* What making it needed: to assess each object, and the norms when it moved. */
static enum outcome ask_rights(struct job *job, const struct migrated *it)
{
    struct query *q = query_of(job->db, &sql_migration_counts);
    const struct leave *leave;
    int64_t *objects = NULL;
    size_t n = 0;
    enum outcome o;

    query_int(q, 1, job->org);
    query_int(q, 2, ledger_known(job));
    while (query_next(q)) {
        if (query_get_int(q, 0) != it->row.id)
            continue;
        objects = arena_more(job->mem, objects, n, sizeof *objects);
        objects[n++] = query_get_int(q, 1);
    }
    o = query_end(q) == DONE ? DONE : job_broke(job);
    for (size_t i = 0; o == DONE && i < n; i++)
        o = leave_ask(job, MAY_ASSESS, &object_noun, objects[i], &leave);
    if (o == DONE && it->moved)
        o = leave_ask(job, MAY_NORMS, &organisation_noun, 0, &leave);
    return o;
}

static struct str label_of(struct job *job, const struct migrated *it, struct str item)
{
    const struct norm *norm = norms_get(job, it->target);
    int at = norm == NULL ? ITEM_NONE : norm_item(norm, item);

    return at == ITEM_NONE ? item : norm->items[at].label;
}

static enum outcome undo_all(struct job *job, struct entry *entry, struct migrated *it)
{
    struct migration_trace trace;
    enum outcome o = migration_trace(job, it->row.id, &trace);

    if (o != DONE)
        return o;
    if (trace.changed.len > 0)
        return job_refuse_with(job, S(""), S("migration.changed"),
                               label_of(job, it, trace.changed));
    for (size_t i = 0; o == DONE && i < trace.n_assessments; i++)
        o = restore(job, entry, trace.assessments[i], trace.seq);
    for (size_t i = 0; o == DONE && i < trace.n_uses; i++)
        o = end_use(job, entry, trace.uses[i]);
    if (o != DONE || (o = move_back(job, entry, it)) != DONE)
        return o;
    it->undone = true;
    it->undone_by.id = job->person;
    it->undone_on = job->today;
    return record_save(job, entry, &migrated_noun, it);
}

enum outcome act_migration_undo(struct job *job, struct row seen)
{
    struct migrated it;
    struct entry *entry;
    enum outcome o;

    if ((o = ledger_open(job, S("migration.undo"), &entry)) != DONE ||
        (o = picture_whole(job)) != DONE ||
        (o = record_load(job, leave_system(job), &migrated_noun, seen, &it)) != DONE ||
        (o = ask_rights(job, &it)) != DONE)
        return o;
    if (it.undone)
        return job_refuse(job, S(""), S("migration.undone"));
    if ((o = undo_all(job, entry, &it)) != DONE)
        return o;
    return ledger_close(job, entry);
}
