#include "acts/erase.h"

#include "acts/file.h"
#include "ledger/leave.h"
#include "model/value.h"
#include "records/record.h"
#include "store/query.h"
#include "store/sql.h"

/* ---- what would go ---- */

static enum outcome count_others(struct job *job, const struct evidence *it, int64_t *ret)
{
    struct query *q = query_of(job->db, &sql_file_others);

    query_int(q, 1, job->org);
    query_text(q, 2, it->file_hash);
    query_int(q, 3, it->row.id);
    if (query_next(q))
        *ret = query_get_int(q, 0);
    return query_end(q) == DONE ? DONE : job_broke(job);
}

/* A request that was made names the row itself, so whoever sees that may hear why they see no
 * more; nobody hears from a plan of their own making that there is such a row. */
static enum outcome hide(struct job *job, const struct erasure *it)
{
    return it->row.id == 0 ? NOT_THERE : job_refuse(job, S(""), S("erase.hidden"));
}

static enum outcome look_file(struct job *job, const struct leave *leave,
                              const struct erasure *it, struct erase_what *ret)
{
    struct row row = {.id = it->record.n};
    struct day gone;
    enum outcome o;

    if (!leave_shows(leave, &evidence_noun, row.id))
        return hide(job, it);
    o = record_load(job, leave, &evidence_noun, row, &ret->file);
    if (o != DONE)
        return o;
    if (ret->file.file_hash.len == 0)
        return job_refuse(job, S(""), S("erase.no_file"));
    if ((o = file_erased(job, ret->file.file_hash, &gone)) != DONE ||
        (o = count_others(job, &ret->file, &ret->file_others)) != DONE)
        return o;
    return day_is(gone) ? job_refuse(job, S(""), S("erase.gone")) : DONE;
}

static enum outcome look(struct job *job, const struct leave *leave, const struct erasure *it,
                         struct erase_what *ret)
{
    struct erase_which which = {.seq = it->entry.n, .field = it->field, .id = it->record.n};
    enum outcome o;

    switch (it->kind) {
    case ERASURE_TEXT:
        o = erase_find(job, &which, &ret->text);
        if (o == DONE && ret->text.noun != NULL &&
            !leave_shows(leave, ret->text.noun, ret->text.id))
            return hide(job, it);
        return o;
    case ERASURE_PERSON:
        return erase_person_look(job, leave, it->record.n, ret);
    case ERASURE_FILE:
        return look_file(job, leave, it, ret);
    case ERASURE_NONE:
    case ERASURE_KIND_COUNT:
        break;
    }
    return NOT_THERE;
}

enum outcome act_erase_look(struct job *job, const struct erasure *plan, struct erase_what *ret)
{
    const struct leave *leave;
    enum outcome o = leave_ask(job, MAY_ERASE_ASK, &erasure_noun, 0, &leave);

    return o == DONE ? look(job, leave, plan, ret) : o;
}

/* ---- asking ---- */

enum outcome act_erase_list(struct job *job, struct erasure **ret, size_t *ret_n)
{
    const struct leave *leave;
    struct erasure *all;
    size_t n;
    enum outcome o;

    if ((o = leave_ask(job, MAY_ERASE_ASK, &erasure_noun, 0, &leave)) != DONE ||
        (o = record_all(job, leave, &erasure_noun, &all, &n)) != DONE)
        return o;
    *ret = NEW_ARRAY(job->mem, n, struct erasure);
    for (size_t i = 0; i < n; i++)
        (*ret)[i] = all[n - 1 - i];
    *ret_n = n;
    return DONE;
}

enum outcome act_erase_get(struct job *job, int64_t id, struct erasure *ret)
{
    const struct leave *leave;
    enum outcome o = leave_ask(job, MAY_ERASE_ASK, &erasure_noun, 0, &leave);

    return o == DONE ? record_load(job, leave, &erasure_noun, (struct row){.id = id}, ret) : o;
}

static bool same(const struct erasure *a, const struct erasure *b)
{
    return a->kind == b->kind && a->entry.n == b->entry.n && a->record.n == b->record.n &&
           str_eq(a->field, b->field);
}

static enum outcome refuse_twice(struct job *job, const struct leave *leave,
                                 const struct erasure *plan)
{
    struct erasure *all;
    size_t n;
    enum outcome o = record_all(job, leave, &erasure_noun, &all, &n);

    if (o != DONE)
        return o;
    for (size_t i = 0; i < n; i++)
        if (all[i].state == ERASURE_ASKED && same(&all[i], plan))
            return job_refuse(job, S(""), S("erase.asked"));
    return DONE;
}

enum outcome act_erase_ask(struct job *job, const struct erasure *plan, int64_t *ret_id)
{
    struct erasure it = *plan;
    struct erase_what what = {0};
    const struct leave *leave;
    struct entry *entry;
    enum outcome o;

    it.why = str_trim(plan->why);
    if (it.why.len == 0)
        return job_refuse(job, S("why"), S("erase.why"));
    it.asked_by.id = job->person;
    it.asked_on = job->today;
    it.state = ERASURE_ASKED;
    if ((o = ledger_open(job, S("erasure.ask"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_ERASE_ASK, &erasure_noun, 0, &leave)) != DONE ||
        (o = look(job, leave, &it, &what)) != DONE ||
        (o = refuse_twice(job, leave, &it)) != DONE ||
        (o = record_new(job, entry, &erasure_noun, &it)) != DONE)
        return o;
    *ret_id = it.row.id;
    return ledger_close(job, entry);
}

/* ---- doing it ---- */

/* Where only an address will do, one that leads nowhere for certain [RFC 2606]. */
static struct str words_for(struct job *job, const struct erase *it, void *row)
{
    struct str words = it->noun == &person_noun && str_eq(str_of(it->field->name), S("name"))
                           ? record_nobody(job, it->id)
                           : record_erased(job, job->today);
    struct faults faults = {0};

    memcpy((char *)row + it->field->offset, &words, sizeof words);
    value_check(it->noun, row, &faults);
    return faults.n == 0 ? words : S("https://erased.invalid/");
}

/* The row goes on without the text, in a version of its own. */
static enum outcome replace(struct job *job, struct entry *entry, const struct leave *leave,
                            const struct erase *it)
{
    void *row = arena_alloc(job->mem, it->noun->size);
    enum outcome o = record_load(job, leave, it->noun, (struct row){.id = it->id}, row);
    struct str words;

    if (o != DONE)
        return o;
    words = words_for(job, it, row);
    memcpy((char *)row + it->field->offset, &words, sizeof words);
    return record_save(job, entry, it->noun, row);
}

static enum outcome erase_one_text(struct job *job, struct entry *entry,
                                   const struct leave *leave, const struct erase *it)
{
    enum outcome o;

    if (it->noun != NULL && it->upto == 0 && (o = replace(job, entry, leave, it)) != DONE)
        return o;
    return erase_text(job, entry, it);
}

static enum outcome erase_by_kind(struct job *job, struct entry *entry, const struct leave *leave,
                                  struct erasure *it)
{
    struct erase_what what = {0};
    enum outcome o = look(job, leave, it, &what);

    if (o != DONE)
        return o;
    if (it->kind == ERASURE_TEXT)
        return erase_one_text(job, entry, leave, &what.text);
    if (it->kind == ERASURE_PERSON)
        return erase_person(job, entry, &what);
    it->erased_hash = what.file.file_hash;
    return file_drop(job, it->erased_hash);
}

/* The name of the act follows from the kind, which must be read before the entry opens. */
static enum outcome act_of(struct job *job, int64_t id, struct str *ret)
{
    static const struct str acts[] = {
        [ERASURE_NONE] = STR_INIT("text.erase"), [ERASURE_TEXT] = STR_INIT("text.erase"),
        [ERASURE_PERSON] = STR_INIT("person.erase"), [ERASURE_FILE] = STR_INIT("file.erase")};
    struct erasure it;
    enum outcome o;

    db_rollback(job->db);
    if (db_read(job->db) != DONE)
        return job_broke(job);
    if ((o = act_erase_get(job, id, &it)) != DONE)
        return o;
    *ret = acts[it.kind];
    return DONE;
}

/* The entry is open: the row that is decided on, and leave to do so. */
static enum outcome open_one(struct job *job, enum right right, int64_t id, struct erasure *ret,
                             const struct leave **ret_leave)
{
    enum outcome o;

    if ((o = leave_ask(job, right, &erasure_noun, id, ret_leave)) != DONE ||
        (o = record_load(job, *ret_leave, &erasure_noun, (struct row){.id = id}, ret)) != DONE)
        return o;
    return ret->state == ERASURE_ASKED ? DONE : job_refuse(job, S(""), S("erase.decided"));
}

static enum outcome settle(struct job *job, struct entry *entry, enum erasure_state state,
                           struct erasure *it)
{
    enum outcome o;

    it->state = state;
    it->decided_by.id = job->person;
    it->decided_on = job->today;
    if ((o = record_save(job, entry, &erasure_noun, it)) != DONE)
        return o;
    return ledger_close(job, entry);
}

enum outcome act_erase_do(struct job *job, int64_t id)
{
    const struct leave *leave;
    struct entry *entry;
    struct erasure it;
    struct str act = S("");
    enum outcome o;

    if ((o = act_of(job, id, &act)) != DONE || (o = ledger_open(job, act, &entry)) != DONE ||
        (o = open_one(job, MAY_ERASE, id, &it, &leave)) != DONE ||
        (o = erase_by_kind(job, entry, leave, &it)) != DONE)
        return o;
    return settle(job, entry, ERASURE_DONE, &it);
}

enum outcome act_erase_drop(struct job *job, int64_t id)
{
    const struct leave *leave;
    struct entry *entry;
    struct erasure it;
    enum outcome o;

    if ((o = ledger_open(job, S("erasure.drop"), &entry)) != DONE ||
        (o = open_one(job, MAY_ERASE_ASK, id, &it, &leave)) != DONE)
        return o;
    if (it.asked_by.id != job->person && !leave_may(job, MAY_ERASE)) {
        fault_add(&job->faults, S(""), S("leave.role"), S(""));
        return FORBIDDEN;
    }
    return settle(job, entry, ERASURE_DROPPED, &it);
}
