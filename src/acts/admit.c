#include "acts/admit.h"

#include "ledger/leave.h"
#include "model/assessment.h"
#include "model/person.h"
#include "records/record.h"
#include "store/sql.h"

#define EVIDENCE str_of(evidence_noun.name)
/* What was asked is a row beside those of who is let in. It opens nothing: those are looked for
 * under the name of their noun. */
#define ASKED S("evidence.asked")

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
static enum outcome set(struct job *job, struct entry *entry, struct str noun, int64_t id,
                        int64_t person, bool ended)
{
    struct admitted it = {.noun = noun, .record = {true, id},
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
        (o = set(job, entry, EVIDENCE, seen.id, job->person, false)) != DONE)
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
    if (o != DONE || (o = set(job, entry, EVIDENCE, id, person, ended)) != DONE)
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

/* ---- what nobody can open any more ---- */

static enum outcome load_shut(struct job *job, struct shut **ret, size_t *ret_n)
{
    char day[DAY_TEXT_BYTES];
    struct query *q = query_of(job->db, &sql_evidence_shut);
    struct shut *all = NULL;
    size_t n = 0;

    query_int(q, 1, job->org);
    query_text(q, 2, day_text(job->today, day));
    query_text(q, 3, ASKED);
    while (query_next(q)) {
        all = arena_more(job->mem, all, n, sizeof *all);
        all[n++] = (struct shut){query_get_int(q, 0), query_get_int(q, 1), {query_get_int(q, 2)},
                                 arena_str(job->mem, query_get_text(q, 3)),
                                 arena_str(job->mem, query_get_text(q, 4))};
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    *ret = all;
    *ret_n = n;
    return DONE;
}

enum outcome act_evidence_shut(struct job *job, struct shut **ret, size_t *ret_n)
{
    const struct leave *leave;
    enum outcome o = leave_ask(job, leave_may(job, MAY_DECIDE) ? MAY_DECIDE : MAY_ASSESS,
                               &admitted_noun, 0, &leave);

    return o == DONE ? load_shut(job, ret, ret_n) : o;
}

enum outcome act_evidence_reopen_ask(struct job *job, int64_t evidence)
{
    const struct leave *leave;
    struct entry *entry;
    struct shut *all;
    size_t n;
    bool is = false;
    enum outcome o;

    if (str_trim(job->why).len == 0)
        return job_refuse(job, S("reden"), S("value.required"));
    if ((o = ledger_open(job, S("record.reopen_ask"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_ASSESS, &admitted_noun, 0, &leave)) != DONE ||
        (o = load_shut(job, &all, &n)) != DONE)
        return o;
    for (size_t i = 0; i < n; i++) {
        if (all[i].evidence == evidence && all[i].by.id == job->person && all[i].asked != 0)
            return job_refuse(job, S("evidence"), S("shut.asked_before"));
        is = is || all[i].evidence == evidence;
    }
    if (!is)
        return job_refuse(job, S("evidence"), S("shut.is_not"));
    if ((o = set(job, entry, ASKED, evidence, job->person, false)) != DONE)
        return o;
    return ledger_close(job, entry);
}

enum outcome act_evidence_reopen(struct job *job, int64_t asked)
{
    const struct leave *leave;
    struct entry *entry;
    struct shut *all;
    const struct shut *it = NULL;
    size_t n;
    enum outcome o;

    if ((o = ledger_open(job, S("record.reopen"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_DECIDE, &admitted_noun, asked, &leave)) != DONE ||
        (o = load_shut(job, &all, &n)) != DONE)
        return o;
    for (size_t i = 0; i < n; i++)
        if (all[i].asked == asked && asked != 0)
            it = &all[i];
    if (it == NULL)
        return job_refuse(job, S("evidence"), S("shut.is_not"));
    if ((o = set(job, entry, ASKED, it->evidence, it->by.id, true)) != DONE ||
        (o = set(job, entry, EVIDENCE, it->evidence, it->by.id, false)) != DONE)
        return o;
    return ledger_close(job, entry);
}
