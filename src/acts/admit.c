#include "acts/admit.h"

#include "ledger/leave.h"
#include "model/assessment.h"
#include "model/person.h"
#include "records/record.h"
#include "store/sql.h"

static enum outcome find(struct job *job, const struct admitted *want, int64_t *ret_id)
{
    struct query *q = query_of(job->db, &sql_admitted_find);

    *ret_id = 0;
    query_int(q, 1, job->org);
    query_text(q, 2, want->noun);
    query_int(q, 3, want->record.n);
    query_int(q, 4, want->person.id);
    if (query_next(q))
        *ret_id = query_get_int(q, 0);
    return query_end(q) == DONE ? DONE : job_broke(job);
}

/* One row for a record and a person, however often it changes. */
static enum outcome set(struct job *job, struct entry *entry, int64_t id, int64_t person,
                        bool ended)
{
    struct admitted it = {.noun = str_of(evidence_noun.name), .record = {true, id},
                          .person = {person}, .ended = ended};
    int64_t row;
    enum outcome o = find(job, &it, &row);

    if (o != DONE)
        return o;
    if (row == 0)
        return ended ? NOT_THERE : record_new(job, entry, &admitted_noun, &it);
    if ((o = record_load(job, leave_system(job), &admitted_noun, (struct row){.id = row},
                         &it)) != DONE)
        return o;
    it.ended = ended;
    return record_save(job, entry, &admitted_noun, &it);
}

enum outcome act_evidence_mark(struct job *job, struct row seen, enum marking marking)
{
    const struct leave *leave;
    struct evidence it;
    struct entry *entry;
    enum outcome o;

    if (marking == MARKING_NONE)
        return job_refuse(job, S("marking"), S("value.required"));
    if ((o = ledger_open(job, S("record.mark"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_EVIDENCE, &evidence_noun, seen.id, &leave)) != DONE ||
        (o = record_load(job, leave, &evidence_noun, seen, &it)) != DONE)
        return o;
    it.marking = marking;
    if ((o = record_save(job, entry, &evidence_noun, &it)) != DONE)
        return o;
    if (marking == MARKING_CONFIDENTIAL && job->person != 0 && it.submitter.id != job->person &&
        (o = set(job, entry, seen.id, job->person, false)) != DONE)
        return o;
    return ledger_close(job, entry);
}

enum outcome act_evidence_admit(struct job *job, int64_t id, int64_t person, bool ended)
{
    const struct leave *leave;
    struct evidence it;
    struct person who;
    struct entry *entry;
    enum outcome o;

    if ((o = ledger_open(job, S("record.admit"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_EVIDENCE, &evidence_noun, id, &leave)) != DONE ||
        (o = record_load(job, leave, &evidence_noun, (struct row){.id = id}, &it)) != DONE)
        return o;
    o = record_load(job, leave_system(job), &person_noun, (struct row){.id = person}, &who);
    if (o == NOT_THERE)
        return job_refuse(job, S("person"), S("fault.choice"));
    if (o != DONE || (o = set(job, entry, id, person, ended)) != DONE)
        return o;
    return ledger_close(job, entry);
}

enum outcome act_evidence_admitted(struct job *job, int64_t id, struct ref **ret, size_t *ret_n)
{
    const struct leave *leave;
    struct admitted *all;
    struct ref *refs;
    size_t n;
    size_t kept = 0;
    enum outcome o;

    if ((o = leave_ask(job, MAY_READ, &evidence_noun, id, &leave)) != DONE ||
        (o = record_all(job, leave_system(job), &admitted_noun, &all, &n)) != DONE)
        return o;
    refs = NEW_ARRAY(job->mem, n, struct ref);
    for (size_t i = 0; i < n; i++)
        if (all[i].record.n == id && !all[i].ended &&
            str_eq(all[i].noun, str_of(evidence_noun.name)))
            refs[kept++] = all[i].person;
    *ret = refs;
    *ret_n = kept;
    return DONE;
}
