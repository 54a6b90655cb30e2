#include "acts/erase.h"

#include "ledger/leave.h"
#include "model/person.h"
#include "model/value.h"
#include "records/record.h"

static enum outcome find(struct job *job, const struct erase_which *which,
                         const struct leave **ret_leave, struct erase *ret)
{
    enum outcome o = leave_ask(job, MAY_ERASE, &organisation_noun, 0, ret_leave);

    return o == DONE ? erase_find(job, which, ret) : o;
}

enum outcome act_text_look(struct job *job, const struct erase_which *which, struct erase *ret)
{
    const struct leave *leave;

    return find(job, which, &leave, ret);
}

/* Where only an address will do, one that leads nowhere for certain [RFC 2606]. */
static struct str words_for(struct job *job, const struct erase *it, void *row)
{
    struct str words = record_erased(job, job->today);
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

enum outcome act_text_erase(struct job *job, const struct erase_which *which)
{
    const struct leave *leave;
    struct entry *entry;
    struct erase it;
    enum outcome o;

    if (str_trim(job->why).len == 0)
        return job_refuse(job, S("why"), S("erase.why"));
    if ((o = ledger_open(job, S("text.erase"), &entry)) != DONE ||
        (o = find(job, which, &leave, &it)) != DONE)
        return o;
    if (it.noun != NULL && it.upto == 0 && (o = replace(job, entry, leave, &it)) != DONE)
        return o;
    if ((o = erase_text(job, entry, &it)) != DONE)
        return o;
    return ledger_close(job, entry);
}
